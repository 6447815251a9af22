"""Stored files: giving one out to who may read it, and the page that tells what it is and where it is used."""

from __future__ import annotations

from typing import Any, cast

from django.http import FileResponse, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header, parse_etags
from django.utils.translation import gettext as _

from prongsai.foundation.files.kinds import PICTURES, SHOWN_IN_PAGE
from prongsai.foundation.files.models import Blob, StoredFile
from prongsai.foundation.files.permissions import access_file
from prongsai.foundation.people.actor import Actor, NotFound
from prongsai.interfaces.staff.gate import staff_view
from prongsai.interfaces.staff.middleware import StaffRequest
from prongsai.programme.plans.queries.files import uses_of_file

SANDBOX = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox"
"""A file stands alone: it loads nothing, runs nothing, and is of no origin."""
KIND_WORDS = {
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word (DOCX)",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel (XLSX)",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PowerPoint (PPTX)",
}


def may_see_original(actor: Actor) -> bool:
    """Whether the actor may have a picture as it was taken, with its metadata."""
    return actor.may("plans.edit") or actor.may("audit.view")


@staff_view("plans.view")
def file(request: StaffRequest, file_id: int) -> HttpResponse:
    """Give a file out, byte for byte. `?original=1` is the untouched picture; `?download=1` saves instead of showing."""
    stored = access_file(by=request.actor, file_id=file_id)
    blob = stored.blob
    if request.GET.get("original") == "1":
        if stored.original is None or not may_see_original(request.actor):
            raise NotFound
        blob = stored.original
    etag = f'"{blob.sha256}"'
    response = _answer(request, blob, etag)
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    if response.status_code == 200:
        is_shown = blob.media_type in SHOWN_IN_PAGE and request.GET.get("download") != "1"
        response["Content-Length"] = str(blob.size_bytes)
        response["Content-Disposition"] = content_disposition_header(not is_shown, stored.name) or "attachment"
        response["Content-Security-Policy"] = SANDBOX
    return response


def _answer(request: StaffRequest, blob: Blob, etag: str) -> HttpResponse:
    known = parse_etags(request.headers.get("If-None-Match", ""))
    if "*" in known or etag in {entry.removeprefix("W/") for entry in known}:
        return HttpResponseNotModified()
    if request.method == "HEAD":
        return HttpResponse(content_type=blob.media_type)
    return cast(HttpResponse, FileResponse(blob.content.open("rb"), content_type=blob.media_type))


@staff_view("plans.view")
def details(request: StaffRequest, file_id: int) -> HttpResponse:
    """What a file is: kind, size, hash, who stored it when, and where it is used."""
    stored = access_file(by=request.actor, file_id=file_id)
    shown: dict[str, Any] = {
        "stored": stored,
        "kind": KIND_WORDS.get(stored.blob.media_type, stored.blob.media_type.partition("/")[2].upper()),
        "is_picture": stored.blob.media_type in PICTURES,
        "may_see_original": stored.original_id is not None and may_see_original(request.actor),
        "uses": _uses(request, stored),
        "heading": stored.name,
        "crumbs": [{"label": _("ไฟล์")}, {"label": stored.name}],
    }
    return render(request, "staff/progress/file.html", shown)


def _uses(request: StaffRequest, stored: StoredFile) -> list[dict[str, Any]]:
    code = request.agency.code
    return [
        {"label": use.words, "href": reverse(f"staff:{use.page}", args=[code, use.key]) + use.part, "day": use.day}
        for use in uses_of_file(stored)
        if request.actor.may(use.permission)
    ]

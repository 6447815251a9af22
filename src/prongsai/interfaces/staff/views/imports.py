"""Papers on their way into the plan: the list, the upload, the reading, and what became of each."""

from __future__ import annotations

import re
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from PIL import Image

from prongsai.core.papers.errors import PaperError
from prongsai.core.papers.reading_process import draw_in_process
from prongsai.foundation.faults import Unusable
from prongsai.foundation.files.copies import write_out
from prongsai.foundation.files.kinds import PAPER_RULE
from prongsai.foundation.jobs.models import Job
from prongsai.foundation.people.actor import NotFound
from prongsai.interfaces.staff.context import this_year
from prongsai.interfaces.staff.forms.imports import UploadForm
from prongsai.interfaces.staff.gate import staff_view
from prongsai.interfaces.staff.middleware import StaffRequest
from prongsai.programme.plans.actions.imports import discard_import, may_retry, restore_import, retry_import, start_import
from prongsai.programme.plans.models import ImportRun
from prongsai.programme.plans.permissions import access_import
from prongsai.programme.plans.queries.imports import measures_of, runs_of

PERMISSION = "plans.import"
STEPS = (gettext_lazy("เลือกไฟล์"), gettext_lazy("อ่านเอกสาร"), gettext_lazy("ตรวจทาน"), gettext_lazy("ยืนยัน"))
LOOKS = {
    "reading": ("doing", "circle-half"),
    "unreadable": ("late", "exclamation-triangle-fill"),
    "review": ("soon", "question-circle-fill"),
    "committed": ("done", "check-circle-fill"),
    "discarded": ("todo", "circle"),
}
PAGE_SIZE = 50
_PICTURE_SECONDS = 3_600
_BOX = re.compile(r"(\d{1,4})-(\d{1,4})-(\d{1,4})-(\d{1,4})")
_MARGIN = 12


def opened(request: StaffRequest, run_id: int) -> ImportRun:
    """The run of an address, with the frame of its year around it."""
    found = access_import(by=request.actor, run_id=run_id)
    request.fiscal_year = found.fiscal_year
    request.menu_key = "plans.imports"
    return found


def frame(request: StaffRequest, run: ImportRun, step: int) -> dict[str, Any]:
    """What every page of a run shows: where one is."""
    home = reverse("staff:imports", args=[request.agency.code, run.fiscal_year])
    tone, icon = LOOKS[run.state]
    return {
        "run": run,
        "steps": STEPS,
        "step": step,
        "tone": tone,
        "state_icon": icon,
        "crumbs": [{"label": _("นำเข้าเอกสาร"), "href": home}, {"label": run.file.name}],
    }


@staff_view(PERMISSION)
def runs(request: StaffRequest, year: int) -> HttpResponse:
    """The imports of a year."""
    request.menu_key = "plans.imports"
    page = Paginator(runs_of(request.agency.pk, year), PAGE_SIZE).get_page(request.GET.get("page"))
    lines = [{"run": entry, "tone": LOOKS[entry.state][0], "icon": LOOKS[entry.state][1]} for entry in page]
    return render(request, "staff/imports/list.html", {"page": page, "lines": lines, "year": year, "heading": _("นำเข้าเอกสาร")})


@staff_view(PERMISSION, "GET", "POST")
def add(request: StaffRequest, year: int) -> HttpResponse:
    """Hand in a paper."""
    request.menu_key = "plans.imports"
    form = UploadForm(request.POST or None, request.FILES or None, year=year, this_year=this_year())
    if request.method == "POST" and form.is_valid() and (answer := _start(request, form)) is not None:
        return answer
    crumbs = [{"label": _("นำเข้าเอกสาร"), "href": reverse("staff:imports", args=[request.agency.code, year])}, {"label": _("เลือกไฟล์")}]
    shown = {
        "form": form,
        "year": year,
        "steps": STEPS,
        "step": 1,
        "words": PAPER_RULE.words,
        "crumbs": crumbs,
        "heading": _("นำเข้าเอกสาร"),
    }
    return render(request, "staff/imports/add.html", shown, status=422 if request.method == "POST" else 200)


def _start(request: StaffRequest, form: UploadForm) -> HttpResponse | None:
    file = form.cleaned_data["file"]
    try:
        started = start_import(
            by=request.actor,
            at=timezone.now(),
            fiscal_year=form.cleaned_data["fiscal_year"],
            data=file.read(),
            name=file.name,
            use_ocr=form.cleaned_data["use_ocr"],
        )
    except Unusable as unusable:
        for fault in unusable.faults:
            form.add_error(fault.field or None, fault.message)
        return None
    if not started.is_new:
        words = {
            "committed": _("เอกสารนี้นำเข้าแผนของปีนี้ไปแล้ว จึงไม่นำเข้าซ้ำ นี่คือสิ่งที่นำเข้าไว้"),
            "review": _("เอกสารนี้อ่านไว้แล้วและรอตรวจทานอยู่ ทำต่อได้เลย"),
        }
        messages.info(request, words.get(started.run.state, _("เอกสารนี้กำลังอ่านอยู่แล้ว")))
    return redirect("staff:import", request.agency.code, started.run.pk)


@staff_view(PERMISSION)
def run(request: StaffRequest, run_id: int) -> HttpResponse:
    """An import, as far as it is."""
    from prongsai.interfaces.staff.views.import_review import show_review

    found = opened(request, run_id)
    if found.state == ImportRun.State.REVIEW:
        return show_review(request, found)
    if found.state == ImportRun.State.READING:
        return render(request, "staff/imports/reading.html", _reading(request, found))
    shown = frame(request, found, {"unreadable": 2, "committed": 5}.get(found.state, 3))
    shown["heading"] = found.file.name
    if found.state == ImportRun.State.COMMITTED:
        shown["measures"] = measures_of(found)
    shown["fault"] = found.fault_en if (get_language() or "th").startswith("en") else found.fault
    return render(request, "staff/imports/ended.html", shown)


def _reading(request: StaffRequest, found: ImportRun) -> dict[str, Any]:
    job = found.job
    is_waiting = job.state == Job.State.WAITING
    if is_waiting:
        words = _("รอคิวอ่านเอกสาร")
    elif job.total:
        words = _("กำลังอ่านเอกสาร หน้า %(done)s จาก %(total)s") % {"done": min(job.done + 1, job.total), "total": job.total}
    else:
        words = _("กำลังอ่านเอกสาร")
    return frame(request, found, 2) | {
        "heading": _("อ่านเอกสาร"),
        "words": words,
        "done": job.done,
        "total": job.total or 1,
        "left": _left(job),
        "may_retry": may_retry(found, timezone.now()),
    }


def _left(job: Job) -> str:
    """About how long it takes, told after five seconds."""
    if job.state != Job.State.RUNNING or job.started_at is None or not job.done or job.done >= job.total:
        return ""
    spent = (timezone.now() - job.started_at).total_seconds()
    if spent < 5:
        return ""
    left = spent / job.done * (job.total - job.done)
    if left < 60:
        return _("เหลือราว %(count)s วินาที") % {"count": max(5, round(left / 5) * 5)}
    return _("เหลือราว %(count)s นาที") % {"count": round(left / 60)}


@staff_view(PERMISSION)
def progress(request: StaffRequest, run_id: int) -> HttpResponse:
    """How far the reading is, as a part of its page; when it is over, the browser goes to what came of it."""
    found = opened(request, run_id)
    address = reverse("staff:import", args=[request.agency.code, run_id])
    if found.state != ImportRun.State.READING:
        answer = HttpResponse(status=200)
        answer["HX-Redirect"] = address
        return answer if request.headers.get("HX-Request") else redirect(address)
    return render(request, "staff/imports/_progress.html", _reading(request, found))


@staff_view(PERMISSION, "POST")
def retry(request: StaffRequest, run_id: int) -> HttpResponse:
    """Read a paper again."""
    found = opened(request, run_id)
    try:
        retry_import(by=request.actor, at=timezone.now(), run=found, use_ocr=True if request.POST.get("use_ocr") else None)
    except Unusable as unusable:
        messages.error(request, str(unusable))
    return redirect("staff:import", request.agency.code, run_id)


@staff_view(PERMISSION, "POST")
def discard(request: StaffRequest, run_id: int) -> HttpResponse:
    """Leave a paper out."""
    found = opened(request, run_id)
    try:
        discard_import(by=request.actor, at=timezone.now(), run=found)
    except Unusable as unusable:
        messages.error(request, str(unusable))
    return redirect("staff:import", request.agency.code, run_id)


@staff_view(PERMISSION, "POST")
def restore(request: StaffRequest, run_id: int) -> HttpResponse:
    """Take a paper up again."""
    restore_import(by=request.actor, at=timezone.now(), run=opened(request, run_id))
    return redirect("staff:import", request.agency.code, run_id)


@staff_view(PERMISSION)
def page_picture(request: StaffRequest, run_id: int, page: int) -> HttpResponse:
    """The picture of a page of a PDF or scan, or of a part of it; drawn the first time, kept from then on."""
    found = opened(request, run_id)
    count = int((found.source or {}).get("pages") or 0)
    if not 1 <= page <= count or (found.source or {}).get("kind") not in ("pdf", "scan"):
        raise NotFound
    place = f"{found.agency_id}/pages/{found.sha256}/{page}.webp"
    if default_storage.exists(place):
        with default_storage.open(place) as kept:
            data = kept.read()
    else:
        try:
            with tempfile.TemporaryDirectory(prefix="prongsai-page-") as folder:
                [data] = draw_in_process(write_out(found.file, Path(folder)), [page])
        except PaperError as error:
            raise NotFound from error
        default_storage.save(place, ContentFile(data))
    answer = HttpResponse(_cut_out(data, request.GET.get("box", "")), content_type="image/webp")
    answer["Cache-Control"] = f"private, max-age={_PICTURE_SECONDS}"
    return answer


def _cut_out(data: bytes, box: str) -> bytes:
    """The part of a picture that a box names, in thousandths of its sides ("left-top-width-height"), with a margin; else all of it."""
    match = _BOX.fullmatch(box)
    if match is None:
        return data
    left, top, width, height = map(int, match.groups())
    with Image.open(BytesIO(data), formats=["WEBP"]) as picture:
        across, down = picture.width / 1000, picture.height / 1000
        sides = (left * across - _MARGIN, top * down - _MARGIN, (left + width) * across + _MARGIN, (top + height) * down + _MARGIN)
        inside = (max(0, int(sides[0])), max(0, int(sides[1])), min(picture.width, int(sides[2])), min(picture.height, int(sides[3])))
        if inside[0] >= inside[2] or inside[1] >= inside[3]:
            return data
        out = BytesIO()
        picture.crop(inside).save(out, "WEBP", quality=80)
    return out.getvalue()

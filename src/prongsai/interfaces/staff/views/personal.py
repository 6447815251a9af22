"""Personal data: what is kept of oneself or a colleague, the file with all of it, erasure, and what was kept long enough."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from prongsai.foundation.languages import said
from prongsai.foundation.people.memberships import UnusablePerson
from prongsai.foundation.people.models import Person
from prongsai.foundation.people.permissions import access_invitation, access_person
from prongsai.foundation.people.personal.erasing import erase_invitation, erase_person, preview_of
from prongsai.foundation.people.personal.exporting import export_person, may_export
from prongsai.foundation.people.personal.gathering import holdings
from prongsai.foundation.people.personal.retention import closed_invitations, left_persons
from prongsai.interfaces.staff.forms.personal import ErasureForm
from prongsai.interfaces.staff.forms.refusal import take
from prongsai.interfaces.staff.gate import staff_view
from prongsai.interfaces.staff.middleware import StaffRequest
from prongsai.interfaces.staff.personal_rows import holding_rows, how_long, what_goes, what_stays
from prongsai.interfaces.staff.views.account import own_actor, signed_in_person


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def own_data(request: HttpRequest) -> HttpResponse:
    """What is kept of the person who asks; POST gives the file."""
    person = signed_in_person(request)
    if request.method == "POST":
        return _file(export_person(by=own_actor(person), at=timezone.now(), person=person), person)
    told = {"heading": _("ข้อมูลส่วนบุคคลของฉัน"), "person": person, "holdings": holding_rows(holdings(person))}
    return render(request, "staff/personal/own.html", told)


@staff_view("people.manage", "GET", "POST")
def person_data(request: StaffRequest, person_id: int) -> HttpResponse:
    """What is kept of a colleague; POST gives the file."""
    request.menu_key = "people"
    person = access_person(by=request.actor, person_id=person_id)
    if request.method == "POST":
        try:
            return _file(export_person(by=request.actor, at=timezone.now(), person=person), person)
        except UnusablePerson as refused:
            messages.error(request, str(refused))
            return redirect("staff:person-data", request.agency.code, person.pk)
    told = {
        "heading": _("ข้อมูลส่วนบุคคลที่เก็บไว้"),
        "person": person,
        "may_export": may_export(request.actor, person),
        "holdings": holding_rows(holdings(person)) if may_export(request.actor, person) else [],
        "crumbs": _crumbs(request, person, _("ข้อมูลส่วนบุคคล")),
    }
    return render(request, "staff/personal/data.html", told)


def _file(packed: bytes, person: Person) -> HttpResponse:
    response = HttpResponse(packed, content_type="application/zip")
    response["Content-Disposition"] = content_disposition_header(True, f"personal-data-{person.username}.zip") or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


@staff_view("people.manage", "GET", "POST")
def erase(request: StaffRequest, person_id: int) -> HttpResponse:
    """Erase a person after a preview and the user name typed once more."""
    request.menu_key = "people"
    person = access_person(by=request.actor, person_id=person_id)
    form = ErasureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        act = partial(erase_person, by=request.actor, at=timezone.now(), person=person, agency=request.agency, **values)
        if take(form, act) is not None:
            messages.success(request, _("ลบข้อมูลส่วนบุคคลแล้ว"))
            return redirect("staff:person", request.agency.code, person.pk)
    preview = preview_of(by=request.actor, person=person)
    told = {
        "heading": _("ลบข้อมูลส่วนบุคคลของ %(name)s") % {"name": person},
        "person": person,
        "form": form,
        "preview": preview,
        "goes": what_goes(preview),
        "stays": what_stays(preview),
        "crumbs": _crumbs(request, person, _("ลบข้อมูลส่วนบุคคล")),
    }
    return render(request, "staff/personal/erase.html", told, status=422 if form.errors else 200)


@staff_view("people.manage", "GET")
def kept(request: StaffRequest) -> HttpResponse:
    """What was kept long enough. Somebody decides; nothing goes by itself."""
    request.menu_key = "people"
    now = timezone.now()
    people = [
        {"person": left.person, "since": left.since, "whys": [(said(field), how_long(field)) for field in left.fields]}
        for left in left_persons(request.agency.pk, timezone.localdate())
    ]
    told = {
        "heading": _("ข้อมูลที่พ้นระยะเวลาเก็บ"),
        "people": people,
        "invitations": closed_invitations(request.agency.pk, now),
        "crumbs": [_people_crumb(request), {"label": _("พ้นระยะเวลาเก็บ")}],
    }
    return render(request, "staff/personal/kept.html", told)


@staff_view("people.manage", "POST")
def forget_invitation(request: StaffRequest, invitation_id: int) -> HttpResponse:
    """Take name and e-mail out of an invitation that is over."""
    invitation = access_invitation(by=request.actor, invitation_id=invitation_id)
    try:
        erase_invitation(by=request.actor, at=timezone.now(), invitation=invitation)
    except UnusablePerson as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("ลบชื่อและอีเมลในคำเชิญแล้ว"))
    return redirect("staff:people-kept", request.agency.code)


def _people_crumb(request: StaffRequest) -> dict[str, Any]:
    return {"label": _("ผู้ใช้และบทบาท"), "href": reverse("staff:people", args=[request.agency.code])}


def _crumbs(request: StaffRequest, person: Person, here: str) -> list[dict[str, Any]]:
    href = reverse("staff:person", args=[request.agency.code, person.pk])
    return [_people_crumb(request), {"label": person.full_name, "href": href}, {"label": here}]

"""Settings of an agency: what it tells about itself, its emblem, units and positions."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from prongsai.foundation.agencies import actions
from prongsai.foundation.agencies.models import Agency, Position, Unit
from prongsai.foundation.agencies.permissions import access_position, access_unit
from prongsai.foundation.agencies.queries import positions_of, units_of
from prongsai.foundation.agencies.usual_units import missing_units
from prongsai.foundation.audit.queries import history_of
from prongsai.foundation.audit.telling import tell
from prongsai.foundation.clock.public_holidays import year_of
from prongsai.foundation.files.actions import store_upload
from prongsai.foundation.files.kinds import LOGO_RULE, RefusedFile
from prongsai.foundation.seen import OutdatedValues
from prongsai.interfaces.staff.forms.agency import AgencyForm, PositionForm, UnitForm
from prongsai.interfaces.staff.forms.refusal import take
from prongsai.interfaces.staff.forms.seen import Clash, clashes, sealed, seen_in
from prongsai.interfaces.staff.gate import staff_view
from prongsai.interfaces.staff.middleware import StaffRequest

_SHOWN_EVENTS = 10
_FIELDS = ("name", "short_name", "district", "province", "address", "phone", "email", "website", "paper_digits")


@staff_view("agency.edit", "GET", "POST")
def agency(request: StaffRequest) -> HttpResponse:
    """Name, place, contacts and digits; from here to emblem, units and positions."""
    shown = Agency.objects.get(pk=request.agency.pk)
    form = AgencyForm(request.POST or None, initial={name: getattr(shown, name) for name in _FIELDS})
    if request.method == "POST" and form.is_valid():
        seen = seen_in(request.POST)
        act = partial(actions.change_agency, by=request.actor, at=timezone.now(), agency=shown, values=form.cleaned_data, seen=seen)
        try:
            if take(form, act) is not None:
                messages.success(request, _("บันทึกข้อมูลหน่วยงานแล้ว"))
                return redirect("staff:agency", request.agency.code)
        except OutdatedValues as outdated:
            told, values = clashes(form, seen or {}, outdated.now)
            now = {name: outdated.now[name] for name in _FIELDS}
            return _settings_page(request, form=AgencyForm(initial=values), told=told, seen=sealed(now))
    return _settings_page(request, form=form, seen=request.POST.get("seen", ""))


def _settings_page(
    request: StaffRequest, *, form: BaseForm, logo_fault: str = "", told: list[Clash] | None = None, seen: str = ""
) -> HttpResponse:
    """The page; `told` is what somebody else changed meanwhile, `seen` what the form shows."""
    request.menu_key = "agency"
    status = 409 if told is not None else 422 if form.errors or logo_fault else 200
    shown = {
        "heading": _("ตั้งค่าหน่วยงาน"),
        "form": form,
        "clashes": told,
        "is_outdated": told is not None,
        "seen": seen or sealed({name: form.initial[name] for name in _FIELDS}),
        "logo": request.agency.logo,
        "logo_fault": logo_fault,
        "has_errors": bool(logo_fault) or told is not None,
        "logo_words": _("%(kinds)s ไม่เกิน %(most)d MB") % {"kinds": LOGO_RULE.words, "most": LOGO_RULE.most_bytes // 2**20},
        "events": tell(history_of(request.agency)[:_SHOWN_EVENTS]),
        "tabs": settings_tabs(request, "agency"),
    }
    return render(request, "staff/agency/agency.html", shown, status=status)


def settings_tabs(request: StaffRequest, here: str) -> list[dict[str, Any]]:
    """The parts of the settings; `here` is the name of the address of the page."""
    tabs: list[tuple[str, str, list[int]]] = [
        ("agency", _("หน่วยงาน"), []),
        ("units", _("ส่วนราชการ"), []),
        ("positions", _("ตำแหน่ง"), []),
        ("holidays", _("วันหยุด"), [year_of(timezone.localdate())]),
    ]
    return [
        {"label": label, "href": reverse(f"staff:{name}", args=[request.agency.code, *more]), "is_current": name == here}
        for name, label, more in tabs
    ]


@staff_view("agency.edit", "POST")
def logo(request: StaffRequest) -> HttpResponse:
    """Take a new emblem, or none (`remove`)."""
    shown = Agency.objects.get(pk=request.agency.pk)
    stored, now = None, timezone.now()
    if "remove" not in request.POST:
        upload = request.FILES.get("file")
        try:
            if upload is None:
                raise RefusedFile(_("เลือกไฟล์ตราก่อน"))
            if (upload.size or 0) > LOGO_RULE.most_bytes:
                raise RefusedFile(_("ไฟล์ใหญ่เกิน %(most)d MB ลดขนาดก่อน") % {"most": LOGO_RULE.most_bytes // 2**20})
            data = upload.read()
            stored = store_upload(
                by=request.actor, at=now, data=data, name=upload.name or "logo", rule=LOGO_RULE, read_permission="plans.view"
            )
        except RefusedFile as refused:
            initial = {name: getattr(shown, name) for name in _FIELDS}
            return _settings_page(request, form=AgencyForm(initial=initial), logo_fault=str(refused))
    actions.change_agency(by=request.actor, at=now, agency=shown, values={"logo": stored})
    messages.success(request, _("เปลี่ยนตราแล้ว") if stored else _("เอาตราออกแล้ว"))
    return redirect("staff:agency", request.agency.code)


@staff_view("agency.edit", "GET", "POST")
def units(request: StaffRequest) -> HttpResponse:
    """The units in order, and a form for one more."""
    request.menu_key = "agency"
    shown = list(units_of(request.agency.pk))
    closed = list(Unit.objects.filter(agency=request.agency).exclude(closed_at=None))
    form = UnitForm(request.POST or None, suggestions=missing_units(unit.name for unit in shown))
    if request.method == "POST" and form.is_valid():
        act = partial(actions.add_unit, by=request.actor, at=timezone.now(), agency=request.agency, name=form.cleaned_data["name"])
        if take(form, act) is not None:
            messages.success(request, _("เพิ่มส่วนราชการแล้ว"))
            return redirect("staff:units", request.agency.code)
    told = {
        "heading": _("ตั้งค่าหน่วยงาน"),
        "units": shown,
        "closed": closed,
        "form": form,
        "tabs": settings_tabs(request, "units"),
    }
    return render(request, "staff/agency/units.html", told, status=422 if form.errors else 200)


@staff_view("agency.edit", "GET", "POST")
def unit(request: StaffRequest, unit_id: int) -> HttpResponse:
    """Rename a unit."""
    shown = access_unit(by=request.actor, unit_id=unit_id)
    form = UnitForm(request.POST or None, initial={"name": shown.name})
    told: dict[str, Any] = {"seen": request.POST.get("seen") or sealed({"name": shown.name})}
    if request.method == "POST" and form.is_valid():
        seen = seen_in(request.POST)
        act = partial(actions.rename_unit, by=request.actor, at=timezone.now(), unit=shown, name=form.cleaned_data["name"], seen=seen)
        try:
            if take(form, act) is not None:
                messages.success(request, _("เปลี่ยนชื่อส่วนราชการแล้ว"))
                return redirect("staff:units", request.agency.code)
        except OutdatedValues as outdated:
            changed, values = clashes(form, seen or {}, outdated.now)
            form = UnitForm(initial=values)
            told = {"clashes": changed, "is_outdated": True, "has_errors": True, "seen": sealed(outdated.now)}
    told |= {"heading": _("เปลี่ยนชื่อส่วนราชการ"), "form": form, "unit": shown, "events": tell(history_of(shown)[:_SHOWN_EVENTS])}
    return _sub_page(request, "staff/agency/unit.html", told, form)


@staff_view("agency.edit", "POST")
def move_unit(request: StaffRequest, unit_id: int) -> HttpResponse:
    """Move a unit one place up or down."""
    shown = access_unit(by=request.actor, unit_id=unit_id)
    steps = -1 if request.POST.get("direction") == "up" else 1
    actions.move_unit(by=request.actor, at=timezone.now(), unit=shown, steps=steps)
    return redirect(f"{reverse('staff:units', args=[request.agency.code])}#unit-{shown.pk}")


@staff_view("agency.edit", "GET", "POST")
def close_unit(request: StaffRequest, unit_id: int) -> HttpResponse:
    """Close a unit, or open it again."""
    shown = access_unit(by=request.actor, unit_id=unit_id)
    back = reverse("staff:units", args=[request.agency.code])
    if request.method == "POST" and shown.closed_at is None:
        actions.close_unit(by=request.actor, at=timezone.now(), unit=shown)
        messages.success(request, _("ปิดส่วนราชการแล้ว"))
        return redirect(back)
    if request.method == "POST":
        actions.add_unit(by=request.actor, at=timezone.now(), agency=shown.agency, name=shown.name)
        messages.success(request, _("เปิดส่วนราชการอีกครั้งแล้ว"))
        return redirect(back)
    told = {
        "heading": _("ปิด%(unit)s") % {"unit": shown.name},
        "consequences": [_("เลือกเป็นผู้รับผิดชอบงานใหม่ไม่ได้อีก"), _("มาตรการและรายงานที่มีอยู่ไม่เปลี่ยน"), _("เปิดอีกครั้งได้ทุกเมื่อ")],
        "verb": _("ปิดส่วนราชการ"),
        "back": back,
    }
    return _sub_page(request, "staff/agency/confirm.html", told)


@staff_view("agency.edit", "GET", "POST")
def positions(request: StaffRequest) -> HttpResponse:
    """The positions, and a form for one more."""
    request.menu_key = "agency"
    form = PositionForm(request.POST or None, agency=request.agency)
    if request.method == "POST" and form.is_valid():
        act = partial(actions.add_position, by=request.actor, at=timezone.now(), agency=request.agency, **form.cleaned_data)
        if take(form, act) is not None:
            messages.success(request, _("เพิ่มตำแหน่งแล้ว"))
            return redirect("staff:positions", request.agency.code)
    told = {
        "heading": _("ตั้งค่าหน่วยงาน"),
        "positions": list(positions_of(request.agency.pk)),
        "form": form,
        "tabs": settings_tabs(request, "positions"),
    }
    return render(request, "staff/agency/positions.html", told, status=422 if form.errors else 200)


@staff_view("agency.edit", "GET", "POST")
def close_position(request: StaffRequest, position_id: int) -> HttpResponse:
    """Close a position."""
    shown: Position = access_position(by=request.actor, position_id=position_id)
    back = reverse("staff:positions", args=[request.agency.code])
    if request.method == "POST":
        actions.close_position(by=request.actor, at=timezone.now(), position=shown)
        messages.success(request, _("ปิดตำแหน่งแล้ว"))
        return redirect(back)
    told = {
        "heading": _("ปิดตำแหน่ง%(title)s") % {"title": shown.title},
        "consequences": [_("เลือกให้ผู้ใช้ใหม่ไม่ได้อีก"), _("ผู้ที่ดำรงตำแหน่งอยู่ไม่เปลี่ยน")],
        "verb": _("ปิดตำแหน่ง"),
        "back": back,
    }
    return _sub_page(request, "staff/agency/confirm.html", told)


def _sub_page(request: StaffRequest, template: str, told: dict[str, Any], form: BaseForm | None = None) -> HttpResponse:
    request.menu_key = "agency"
    told["crumbs"] = [{"label": _("ส่วนราชการ"), "href": reverse("staff:units", args=[request.agency.code])}, {"label": told["heading"]}]
    status = 409 if told.get("is_outdated") else 422 if form is not None and form.errors else 200
    return render(request, template, told, status=status)

"""The holidays of a year, and the days that an agency sets for itself."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from prongsai.foundation.audit.queries import latest_of_agency
from prongsai.foundation.audit.telling import tell
from prongsai.foundation.clock.actions import UnusableDay, set_agency_day, take_back_day
from prongsai.foundation.clock.models import AgencyDay
from prongsai.foundation.clock.permissions import access_agency_day
from prongsai.foundation.clock.public_holidays import holiday_years, year_of
from prongsai.foundation.clock.queries import DayRow, days_of_year
from prongsai.interfaces.staff.forms.holidays import FIRST_YEAR, LAST_YEAR, AgencyDayForm
from prongsai.interfaces.staff.gate import staff_view
from prongsai.interfaces.staff.middleware import StaffRequest
from prongsai.interfaces.staff.undoing import undoable
from prongsai.interfaces.staff.views.agency import settings_tabs

_SHOWN_EVENTS = 10


@staff_view("agency.edit", "GET", "POST")
def holidays(request: StaffRequest, holiday_year: int) -> HttpResponse:
    """The holidays of a Buddhist calendar year, and a form for a day of the agency's own."""
    form = AgencyDayForm(request.POST or None, year=holiday_year)
    if request.method == "POST" and form.is_valid():
        try:
            day = set_agency_day(by=request.actor, at=timezone.now(), agency=request.agency, **form.cleaned_data)
        except UnusableDay as refused:
            for field, fault in refused.faults.items():
                form.add_error(field, fault)
        else:
            href = reverse("staff:holiday-take-back", args=[request.agency.code, day.pk])
            messages.success(request, undoable(request, _("กำหนดวันของหน่วยงานแล้ว"), href))
            return redirect("staff:holidays", request.agency.code, year_of(day.on))
    return _page(request, holiday_year, form)


@staff_view("agency.edit", "POST")
def take_back(request: StaffRequest, day_id: int) -> HttpResponse:
    """Take a day of the agency back; the message offers to set it again."""
    day = take_back_day(by=request.actor, at=timezone.now(), day=access_agency_day(by=request.actor, day_id=day_id))
    page = reverse("staff:holidays", args=[request.agency.code, year_of(day.on)])
    values = {"on": day.on.isoformat(), "kind": day.kind, "name": day.name, "reason": day.reason}
    messages.success(request, undoable(request, _("ยกเลิกวันที่หน่วยงานกำหนดแล้ว"), page, **values))
    return redirect(page)


def _page(request: StaffRequest, year: int, form: AgencyDayForm) -> HttpResponse:
    request.menu_key = "agency"
    rows = days_of_year(request.agency.pk, year)
    events = latest_of_agency(request.agency.pk).filter(object_type=AgencyDay._meta.label_lower)[:_SHOWN_EVENTS]
    link = partial(_link, request)
    told = {
        "heading": _("ตั้งค่าหน่วยงาน"),
        "year": year,
        "held": holiday_years().get(year),
        "rows": rows,
        "sources": _sources(rows),
        "unverified": sum(1 for row in rows if not row.is_verified),
        "form": form,
        "events": tell(events),
        "earlier": link(year - 1) if year > FIRST_YEAR else None,
        "later": link(year + 1) if year < LAST_YEAR else None,
        "tabs": settings_tabs(request, "holidays"),
    }
    return render(request, "staff/agency/holidays.html", told, status=422 if form.errors else 200)


def _sources(rows: list[DayRow]) -> list[tuple[str, list[date]]]:
    """Each source with the days that stand on it, in order."""
    found: dict[str, list[date]] = {}
    for row in rows:
        for holiday in row.holidays:
            found.setdefault(holiday.source, []).append(row.on)
    return list(found.items())


def _link(request: StaffRequest, year: int) -> dict[str, Any]:
    return {"year": year, "href": reverse("staff:holidays", args=[request.agency.code, year])}

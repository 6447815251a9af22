"""The audit trail of an agency: who did what and when, filtered by person, act and time."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from prongsai.core.thai.calendar import fiscal_year_range
from prongsai.foundation import registry
from prongsai.foundation.audit.models import Event
from prongsai.foundation.audit.queries import latest_of_agency
from prongsai.foundation.audit.telling import tell, verb_words
from prongsai.foundation.people.queries import people_of
from prongsai.interfaces.staff.context import this_year
from prongsai.interfaces.staff.forms.numbers import read_whole
from prongsai.interfaces.staff.gate import staff_view
from prongsai.interfaces.staff.middleware import StaffRequest

_ON_A_PAGE = 50


@staff_view("audit.view")
def audit(request: StaffRequest) -> HttpResponse:
    """What happened in the agency, newest first."""
    request.menu_key = "audit"
    events = _filtered(request.GET, latest_of_agency(request.agency.pk))
    page = Paginator(events, _ON_A_PAGE).get_page(request.GET.get("page"))
    told = {
        "heading": _("บันทึกการใช้งาน"),
        "page": page,
        "events": tell(page.object_list),
        "people": people_of(request.agency.pk).prefetch_related(None),
        "verbs": sorted(((verb.key, verb_words(verb.key)) for verb in registry.verbs), key=lambda pair: pair[1]),
        "spans": [("", _("ทุกช่วงเวลา")), ("1", _("วันนี้")), ("7", _("7 วันที่ผ่านมา")), ("30", _("30 วันที่ผ่านมา")), ("year", _("ปีงบประมาณนี้"))],
        "chosen": {name: request.GET.get(name, "") for name in ("who", "what", "span")},
        "page_query": _page_query(request),
    }
    return render(request, "staff/audit/audit.html", told)


def _filtered(chosen: QueryDict, events: QuerySet[Event]) -> QuerySet[Event]:
    who, what, span = chosen.get("who", ""), chosen.get("what", ""), chosen.get("span", "")
    if who == "system":
        events = events.filter(by=None)
    elif (person := read_whole(who)) is not None:
        events = events.filter(by_id=person)
    if registry.verbs.get(what) is not None:
        events = events.filter(verb=what)
    first = _first_moment(span)
    return events if first is None else events.filter(at__gte=first)


def _first_moment(span: str) -> datetime | None:
    today = timezone.localdate()
    if span == "year":
        day = fiscal_year_range(this_year())[0]
    elif span in {"1", "7", "30"}:
        day = today - timedelta(days=int(span) - 1)
    else:
        return None
    return timezone.make_aware(datetime(day.year, day.month, day.day))


def _page_query(request: HttpRequest) -> str:
    kept = request.GET.copy()
    kept.pop("page", None)
    return f"?{kept.urlencode()}&page=" if kept else "?page="

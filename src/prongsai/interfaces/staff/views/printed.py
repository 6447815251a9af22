"""Reports that were printed: the list of a year, and one of them with what has changed since."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from prongsai.core.papers.serial import paper_from_json
from prongsai.foundation.agencies.models import Agency
from prongsai.interfaces.staff.gate import staff_view
from prongsai.interfaces.staff.middleware import StaffRequest
from prongsai.interfaces.staff.views.reports import MENU, tabs
from prongsai.programme.plans.actions.printing import state_digest
from prongsai.programme.plans.models import PrintedReport
from prongsai.programme.plans.permissions import access_printed
from prongsai.programme.plans.printing.layouts import KINDS, LAYOUTS
from prongsai.programme.plans.printing.printed_changes import changes_between
from prongsai.programme.plans.progress.rounds import LAST_DAYS
from prongsai.programme.plans.queries.printed import printed_reports, state_now

PAGE_SIZE = 50


@staff_view("plans.view")
def listing(request: StaffRequest, year: int) -> HttpResponse:
    """The reports that were printed of a year, newest first."""
    request.menu_key = MENU
    asked = {name: request.GET[name] for name in ("layout", "months", "kind") if request.GET.get(name)}
    shown: dict[str, Any] = {
        "year": year,
        "tabs": tabs(request, year, is_list=True),
        "heading": _("รายงานและเอกสาร"),
        "asked": asked,
        "layouts": LAYOUTS.values(),
        "months": LAST_DAYS,
        "kinds": KINDS,
        "page_query": f"?{urlencode(asked | {'page': ''})}",
        "may_print": request.actor.may("plans.print"),
    }
    found = printed_reports(request.agency.pk, year)
    if asked.get("layout") in LAYOUTS:
        found = found.filter(layout=asked["layout"])
    if asked.get("months") in {str(months) for months in LAST_DAYS}:
        found = found.filter(round_months=int(asked["months"]))
    if asked.get("kind") in KINDS:
        found = found.filter(kind=asked["kind"])
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    shown |= {"page": page, "lines": [_line(report) for report in page]}
    return render(request, "staff/reports/printed_list.html", shown)


def _line(report: PrintedReport) -> dict[str, Any]:
    return {"report": report, "layout": LAYOUTS.get(report.layout), "digits": Agency.Digits(report.digits).label}


@staff_view("plans.view")
def printed(request: StaffRequest, printed_id: int) -> HttpResponse:
    """One printed report: its file, who printed it when, as of which day, its hashes, and whether what it shows has changed since."""
    report = access_printed(by=request.actor, printed_id=printed_id)
    year = report.fiscal_year
    request.fiscal_year, request.menu_key = year, MENU
    now = state_now(report)
    is_same = now is not None and state_digest(now) == report.state_digest
    code = request.agency.code
    layout = LAYOUTS.get(report.layout)
    may_print = request.actor.may("plans.print") and now is not None
    again = {"layout": report.layout, "digits": report.digits} | ({"months": report.round_months} if report.round_months else {})
    shown = {
        "report": report,
        "layout": layout,
        "digits": Agency.Digits(report.digits).label,
        "kind_words": KINDS[report.kind][1],
        "size_bytes": report.file.blob.size_bytes,
        "is_same": is_same,
        "is_gone": now is None,
        "changes": [] if is_same or now is None else changes_between(paper_from_json(report.paper), now),
        "again_href": f"{reverse('staff:reports', args=[code, year])}?{urlencode(again)}" if may_print else "",
        "file_href": reverse("staff:file", args=[code, report.file_id]),
        "year": year,
        "heading": report.file.name,
        "crumbs": [
            {"label": _("รายงานและเอกสาร"), "href": reverse("staff:printed-list", args=[code, year])},
            {"label": layout.label if layout else report.layout},
        ],
    }
    return render(request, "staff/reports/printed.html", shown)

"""Choosing what to print, its live preview, and the print itself. Reports printed before are shown by `printed.py`."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from prongsai.core.papers.writers.writing import KINDS as FILE_KINDS
from prongsai.core.papers.writers.writing import Kind, write_paper
from prongsai.foundation.jobs.models import Job
from prongsai.foundation.people.actor import NotFound
from prongsai.interfaces.staff.forms.numbers import read_whole
from prongsai.interfaces.staff.forms.reports import ReportForm
from prongsai.interfaces.staff.gate import staff_view
from prongsai.interfaces.staff.hint_lines import HintLine, lines_of
from prongsai.interfaces.staff.middleware import StaffRequest
from prongsai.interfaces.staff.preview_policy import policy_of, without_attributes
from prongsai.interfaces.staff.templatetags.thai_text import thai_datetime
from prongsai.programme.linter.queries import hints_of_plan
from prongsai.programme.plans.actions.printing import MANY_MEASURES, ask_to_print, print_report, state_digest
from prongsai.programme.plans.printing.layouts import KINDS, LAYOUTS
from prongsai.programme.plans.printing.to_paper import NoSuchContent
from prongsai.programme.plans.queries.measures import standing_count
from prongsai.programme.plans.queries.printed import (
    access_print_job,
    defaults_of,
    lacking,
    plan_of_year,
    printed_before,
    printed_reports,
    read_printable,
    report_of_job,
)

PERMISSION = "plans.print"
MENU = "plans.reports"


def tabs(request: StaffRequest, year: int, *, is_list: bool) -> list[dict[str, Any]]:
    """Printing, and what was printed."""
    code = request.agency.code
    count = printed_reports(request.agency.pk, year).count()
    made = {"label": _("พิมพ์แล้ว"), "href": reverse("staff:printed-list", args=[code, year]), "is_current": is_list, "count": count}
    if not request.actor.may(PERMISSION):
        return [made]
    return [{"label": _("พิมพ์รายงาน"), "href": reverse("staff:reports", args=[code, year]), "is_current": not is_list, "count": None}, made]


@staff_view(PERMISSION)
def reports(request: StaffRequest, year: int) -> HttpResponse:
    """Choose layout, round and digits; see the paper; print it."""
    form = _form(request, year, request.GET.dict())
    if not form.has_any:
        return render(request, "staff/reports/empty.html", _frame(request, year))
    return _page(request, year, form)


def _frame(request: StaffRequest, year: int) -> dict[str, Any]:
    request.menu_key = MENU
    return {
        "plan": plan_of_year(request.agency.pk, year),
        "year": year,
        "tabs": tabs(request, year, is_list=False),
        "heading": _("รายงานและเอกสาร"),
    }


def _form(request: StaffRequest, year: int, given: dict[str, str]) -> ReportForm:
    return ReportForm(
        given,
        fiscal_year=year,
        today=timezone.localdate(),
        agency=request.agency,
        defaults=defaults_of(request.agency, request.actor.unit_ids),
        lacks=lacking(request.agency, year),
    )


def _page(request: StaffRequest, year: int, form: ReportForm, *, is_refused: bool = False) -> HttpResponse:
    code = request.agency.code
    shown = _frame(request, year)
    shown |= {"form": form, "layout": form.chosen_layout, "kinds": KINDS, "here": reverse("staff:reports", args=[code, year])}
    is_valid = form.is_valid()
    if is_valid:
        choices, digits, chosen = form.choices(), form.chosen_digits(), form.plain()
        printable = read_printable(request.agency, year, choices)
        shown |= {
            "choices": choices,
            "chosen": chosen,
            "gaps": printable.gaps,
            "blocking": blocking_lines(request, year, choices.layout),
            "before": printed_before(request.agency.pk, year, choices, digits, state_digest(printable.paper)),
            "preview_href": f"{reverse('staff:report-preview', args=[code, year])}?{urlencode(chosen)}",
            "is_large": printable.measure_count > MANY_MEASURES,
            "measure_count": printable.measure_count,
            "result_year": year - 1 if form.chosen_layout.subject == "result" else None,
        }
    is_part = bool(request.headers.get("HX-Request"))
    return render(request, "staff/reports/reports.html", shown, status=422 if is_refused or not (is_valid or is_part) else 200)


def blocking_lines(request: StaffRequest, year: int, layout: str) -> list[HintLine]:
    """What the linter says should be mended before a report of results goes out; nothing for the other papers."""
    plan = plan_of_year(request.agency.pk, year)
    if plan is None or not LAYOUTS[layout].has_round:
        return []
    review = hints_of_plan(plan, timezone.localdate())
    return lines_of(review, review.blocking(), actor=request.actor, agency_code=request.agency.code)


@staff_view(PERMISSION)
def preview(request: StaffRequest, year: int) -> HttpResponse:
    """The paper as a page of its own, for the frame in the page: no script, and only its own styles."""
    form = _form(request, year, request.GET.dict())
    if not form.is_valid():
        raise NotFound  # the page itself says what is wrong with the choices
    choices = form.choices()
    try:
        paper = read_printable(request.agency, year, choices).paper
    except NoSuchContent as nothing:
        raise NotFound from nothing
    page = without_attributes(write_paper(paper, layout=choices.layout, kind="html", digits=form.chosen_digits()).decode())
    answer = HttpResponse(page, content_type="text/html; charset=utf-8")
    answer["Content-Security-Policy"] = policy_of(page)
    answer["X-Frame-Options"] = "SAMEORIGIN"
    return answer


@staff_view(PERMISSION, "POST")
def print_one(request: StaffRequest, year: int) -> HttpResponse:
    """Print what is chosen; a large plan goes to the worker."""
    form = _form(request, year, request.POST.dict())
    if not form.has_any:
        raise NotFound
    kind = _kind(request.POST.get("kind", ""))
    if not form.is_valid() or kind is None:
        return _page(request, year, form, is_refused=True)
    choices, digits, code = form.choices(), form.chosen_digits(), request.agency.code
    seen = read_whole(request.POST.get("blocking_seen"))
    if seen is not None and len(blocking_lines(request, year, choices.layout)) > seen:
        return _page(request, year, form, is_refused=True)  # there is more to know than the page had shown
    if LAYOUTS[choices.layout].subject == "plan" and standing_count(request.agency.pk, year) > MANY_MEASURES:
        job = ask_to_print(by=request.actor, at=timezone.now(), fiscal_year=year, choices=choices, digits=digits, kind=kind)
        return redirect("staff:report-printing", code, year, job.pk)
    printed = print_report(
        by=request.actor, at=timezone.now(), agency=request.agency, fiscal_year=year, choices=choices, digits=digits, kind=kind
    )
    if printed.is_new:
        messages.success(request, _("พิมพ์ %(name)s แล้ว") % {"name": printed.report.file.name})
    else:
        words = _("พิมพ์แบบนี้ไว้แล้วเมื่อ %(when)s และเนื้อหายังไม่เปลี่ยน จึงใช้ไฟล์เดิม") % {"when": thai_datetime(printed.report.printed_at)}
        messages.info(request, words)
    return redirect("staff:printed", code, printed.report.pk)


def _kind(written: str) -> Kind | None:
    return next((kind for kind in FILE_KINDS if kind == written), None)


@staff_view(PERMISSION)
def printing(request: StaffRequest, year: int, job_id: int) -> HttpResponse:
    """How far the worker is with a large report; when it is there, the browser goes to it."""
    request.menu_key = MENU
    job = access_print_job(by=request.actor, job_id=job_id)
    shown = {"job": job, "year": year, "heading": _("กำลังพิมพ์รายงาน"), "is_waiting": job.state == Job.State.WAITING}
    if job.state != Job.State.FINISHED:
        return render(request, "staff/reports/printing.html", shown)
    report = report_of_job(job)
    code = request.agency.code
    address = reverse("staff:printed", args=[code, report.pk]) if report else reverse("staff:printed-list", args=[code, year])
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)

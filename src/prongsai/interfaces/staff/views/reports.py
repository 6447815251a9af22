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
from prongsai.interfaces.staff.forms.reports import ReportForm
from prongsai.interfaces.staff.gate import staff_view
from prongsai.interfaces.staff.middleware import StaffRequest
from prongsai.interfaces.staff.preview_policy import policy_of, without_attributes
from prongsai.interfaces.staff.templatetags.thai_text import thai_datetime
from prongsai.programme.plans.actions.printing import MANY_MEASURES, ask_to_print, print_report, state_digest
from prongsai.programme.plans.models import Plan
from prongsai.programme.plans.permissions import access_plan
from prongsai.programme.plans.printing.gaps import gaps_of
from prongsai.programme.plans.printing.layouts import KINDS
from prongsai.programme.plans.printing.to_paper import NoSuchContent, to_paper
from prongsai.programme.plans.queries.measures import standing_count
from prongsai.programme.plans.queries.printed import (
    access_print_job,
    defaults_of,
    has_action_plan,
    plan_of_year,
    printed_before,
    printed_reports,
    read_content,
    report_of_job,
)

PERMISSION = "plans.print"
MENU = "plans.reports"


def tabs(request: StaffRequest, year: int, plan: Plan | None, *, is_list: bool) -> list[dict[str, Any]]:
    """Printing, and what was printed."""
    code = request.agency.code
    count = printed_reports(plan).count() if plan else 0
    made = {"label": _("พิมพ์แล้ว"), "href": reverse("staff:printed-list", args=[code, year]), "is_current": is_list, "count": count}
    if not request.actor.may(PERMISSION):
        return [made]
    return [{"label": _("พิมพ์รายงาน"), "href": reverse("staff:reports", args=[code, year]), "is_current": not is_list, "count": None}, made]


@staff_view(PERMISSION)
def reports(request: StaffRequest, year: int) -> HttpResponse:
    """Choose layout, round and digits; see the paper; print it."""
    request.menu_key = MENU
    plan = plan_of_year(request.agency.pk, year)
    shown: dict[str, Any] = {"plan": plan, "year": year, "tabs": tabs(request, year, plan, is_list=False), "heading": _("รายงานและเอกสาร")}
    if plan is None or not standing_count(request.agency.pk, year):
        return render(request, "staff/reports/empty.html", shown)
    return _page(request, plan, _form(request, plan, request.GET.dict()), shown)


def _form(request: StaffRequest, plan: Plan, given: dict[str, str]) -> ReportForm:
    lacks = "" if has_action_plan(plan) else str(NoSuchContent.of_action_plan())
    return ReportForm(
        given,
        fiscal_year=plan.fiscal_year,
        today=timezone.localdate(),
        agency=plan.agency,
        defaults=defaults_of(plan, request.actor.unit_ids),
        lacks=lacks,
    )


def _page(request: StaffRequest, plan: Plan, form: ReportForm, shown: dict[str, Any], *, is_refused: bool = False) -> HttpResponse:
    code, year = request.agency.code, plan.fiscal_year
    shown |= {"form": form, "layout": form.chosen_layout, "kinds": KINDS, "here": reverse("staff:reports", args=[code, year])}
    is_valid = form.is_valid()
    if is_valid:
        choices, digits, chosen = form.choices(), form.chosen_digits(), form.plain()
        content = read_content(plan, choices.as_of)
        paper = to_paper(content, choices)
        shown |= {
            "choices": choices,
            "chosen": chosen,
            "gaps": gaps_of(content, choices, paper),
            "before": printed_before(plan, choices, digits, state_digest(paper)),
            "preview_href": f"{reverse('staff:report-preview', args=[code, year])}?{urlencode(chosen)}",
            "is_large": len(content.rows) > MANY_MEASURES,
            "measure_count": len(content.rows),
        }
    is_part = bool(request.headers.get("HX-Request"))
    return render(request, "staff/reports/reports.html", shown, status=422 if is_refused or not (is_valid or is_part) else 200)


@staff_view(PERMISSION)
def preview(request: StaffRequest, year: int) -> HttpResponse:
    """The paper as a page of its own, for the frame in the page: no script, and only its own styles."""
    plan = access_plan(by=request.actor, fiscal_year=year, permission=PERMISSION)
    form = _form(request, plan, request.GET.dict())
    if not form.is_valid():
        raise NotFound  # the page itself says what is wrong with the choices
    choices = form.choices()
    paper = to_paper(read_content(plan, choices.as_of), choices)
    page = without_attributes(write_paper(paper, layout=choices.layout, kind="html", digits=form.chosen_digits()).decode())
    answer = HttpResponse(page, content_type="text/html; charset=utf-8")
    answer["Content-Security-Policy"] = policy_of(page)
    answer["X-Frame-Options"] = "SAMEORIGIN"
    return answer


@staff_view(PERMISSION, "POST")
def print_one(request: StaffRequest, year: int) -> HttpResponse:
    """Print what is chosen; a large plan goes to the worker."""
    request.menu_key = MENU
    plan = access_plan(by=request.actor, fiscal_year=year, permission=PERMISSION)
    form = _form(request, plan, request.POST.dict())
    kind = _kind(request.POST.get("kind", ""))
    if not form.is_valid() or kind is None:
        shown: dict[str, Any] = {
            "plan": plan,
            "year": year,
            "tabs": tabs(request, year, plan, is_list=False),
            "heading": _("รายงานและเอกสาร"),
        }
        return _page(request, plan, form, shown, is_refused=True)
    choices, digits, code = form.choices(), form.chosen_digits(), request.agency.code
    if standing_count(request.agency.pk, year) > MANY_MEASURES:
        job = ask_to_print(by=request.actor, at=timezone.now(), plan=plan, choices=choices, digits=digits, kind=kind)
        return redirect("staff:report-printing", code, year, job.pk)
    printed = print_report(by=request.actor, at=timezone.now(), plan=plan, choices=choices, digits=digits, kind=kind)
    if printed.is_new:
        messages.success(request, _("พิมพ์ %(name)s แล้ว") % {"name": printed.report.file.name})
    else:
        words = _("พิมพ์แบบนี้ไว้แล้วเมื่อ %(when)s และแผนยังไม่เปลี่ยน จึงใช้ไฟล์เดิม") % {"when": thai_datetime(printed.report.printed_at)}
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

"""Exceptions to rules of the linter: asking for one, deciding on it, ending it, and all that a year ever had."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.foundation.audit.queries import history_of
from prongsai.foundation.faults import Unusable
from prongsai.foundation.people.actor import NotFound
from prongsai.interfaces.staff.event_words import sentences
from prongsai.interfaces.staff.forms.linter import ExceptionForm, VerdictForm
from prongsai.interfaces.staff.forms.numbers import read_whole
from prongsai.interfaces.staff.gate import staff_view
from prongsai.interfaces.staff.hint_lines import lines_of
from prongsai.interfaces.staff.middleware import StaffRequest
from prongsai.programme.linter.actions import ask_exception, decide_exception, end_exception, may_end
from prongsai.programme.linter.announcements import MENU_KEY
from prongsai.programme.linter.models import LinterException
from prongsai.programme.linter.permissions import access_exception
from prongsai.programme.linter.queries import exceptions_of_plan, hints_of_plan
from prongsai.programme.linter.rule import Key
from prongsai.programme.linter.rules import rule_of
from prongsai.programme.plans.permissions import access_measure
from prongsai.programme.plans.queries.measures import plan_in

PAGE_SIZE = 50
_SAID = {
    "approve": gettext_lazy("อนุมัติข้อยกเว้นแล้ว"),
    "refuse": gettext_lazy("ไม่อนุมัติข้อยกเว้นแล้ว"),
    "end": gettext_lazy("เลิกข้อยกเว้นแล้ว"),
}


def _crumbs(request: StaffRequest, year: int, last: str) -> list[dict[str, str]]:
    code = request.agency.code
    return [
        {"label": _("ตัวช่วยตรวจ"), "href": reverse("staff:linter", args=[code, year])},
        {"label": _("ข้อยกเว้น"), "href": reverse("staff:exceptions", args=[code, year])},
        {"label": last},
    ]


@staff_view("linter.except", "GET", "POST")
def ask(request: StaffRequest, measure_id: int) -> HttpResponse:
    """Ask for an exception: `?rule=`, and `?step=`, `?evidence=` or `?report=` where the hint is of one."""
    measure = access_measure(by=request.actor, measure_id=measure_id)
    request.fiscal_year, request.menu_key = measure.plan.fiscal_year, MENU_KEY
    back = reverse("staff:linter", args=[request.agency.code, measure.plan.fiscal_year])
    rule = rule_of(request.GET.get("rule", ""))
    if rule is None:
        return redirect(back)
    key = Key(rule.id, measure.pk, **{f"{name}_id": read_whole(request.GET.get(name)) for name in ("step", "evidence", "report")})
    review = hints_of_plan(measure.plan, timezone.localdate())
    form = ExceptionForm(request.POST or None, fiscal_year=measure.plan.fiscal_year)
    if request.method == "POST":
        given = form.cleaned_data if form.is_valid() else {}
        try:
            if given:
                ask_exception(by=request.actor, at=timezone.now(), measure=measure, key=key, **given)
                messages.success(request, _("ขอยกเว้นแล้ว ผู้บริหารจะเห็นในหน้าข้อยกเว้น"))
                return redirect(back)
        except Unusable as unusable:
            form.take(unusable.faults)
    hints = [hint for hint in review.hints if hint.key == key]
    shown = {
        "form": form,
        "rule": rule,
        "lines": lines_of(review, hints, actor=request.actor, agency_code=request.agency.code),
        "measure": measure,
        "heading": _("ขอยกเว้น"),
        "crumbs": _crumbs(request, measure.plan.fiscal_year, _("ขอยกเว้น")),
        "back_href": back,
    }
    return render(request, "staff/linter/ask.html", shown, status=422 if form.errors else 200)


@staff_view("plans.view")
def listing(request: StaffRequest, year: int) -> HttpResponse:
    """Every exception of a year's plan, those that wait first."""
    request.menu_key = MENU_KEY
    found = plan_in(request.agency.pk, year)
    page = Paginator(exceptions_of_plan(found.pk if found else 0), PAGE_SIZE).get_page(request.GET.get("page"))
    shown = {
        "page": page,
        "page_query": "?page=",
        "entries": [_entry(row) for row in page],
        "heading": _("ข้อยกเว้น"),
        "linter_href": reverse("staff:linter", args=[request.agency.code, year]),
        "crumbs": [
            {"label": _("ตัวช่วยตรวจ"), "href": reverse("staff:linter", args=[request.agency.code, year])},
            {"label": _("ข้อยกเว้น")},
        ],
    }
    return render(request, "staff/linter/exceptions.html", shown)


@staff_view("plans.view", "GET", "POST")
def one(request: StaffRequest, exception_id: int) -> HttpResponse:
    """One exception with its history. POST `act` approve or refuse (who may approve, never the asker), or end (either side)."""
    row = access_exception(by=request.actor, exception_id=exception_id)
    request.fiscal_year, request.menu_key = row.plan.fiscal_year, MENU_KEY
    form = VerdictForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act, reason = request.POST.get("act", ""), form.cleaned_data["reason"]
        try:
            _do(request, row, act, reason)
        except Unusable as unusable:
            form.take(unusable.faults)
        else:
            messages.success(request, str(_SAID[act]))
            return redirect("staff:exception", request.agency.code, row.pk)
    is_own = row.asked_by_id == request.actor.person_id
    shown = {
        "entry": _entry(row),
        "row": row,
        "form": form,
        "is_own": is_own,
        "may_decide": request.actor.may("linter.approve") and row.is_waiting and not is_own,
        "may_end": _may_end(request, row),
        "events": sentences(history_of(row)[:PAGE_SIZE]),
        "heading": _("ข้อยกเว้น"),
        "crumbs": _crumbs(request, row.plan.fiscal_year, row.measure.title),
    }
    return render(request, "staff/linter/exception.html", shown, status=422 if form.errors else 200)


def _may_end(request: StaffRequest, row: LinterException) -> bool:
    return (
        may_end(request.actor, row)
        and row.ended_at is None
        and row.verdict != LinterException.Verdict.REFUSED
        and row.expires_on >= timezone.localdate()
    )


def _do(request: StaffRequest, row: LinterException, act: str, reason: str) -> None:
    at = timezone.now()
    if act in ("approve", "refuse"):
        request.actor.must("linter.approve")
        decide_exception(by=request.actor, at=at, exception=row, approves=act == "approve", reason=reason)
    elif act == "end":
        end_exception(by=request.actor, at=at, exception=row, reason=reason)
    else:
        raise NotFound


def _entry(row: LinterException) -> dict[str, Any]:
    """An exception as lists draw it: its rule, what it is of, and how it stands today in tone and words."""
    rule = rule_of(row.rule_id)
    if row.verdict == LinterException.Verdict.REFUSED:
        tone, word = "late", _("ไม่อนุมัติ")
    elif row.ended_at is not None:
        tone, word = "todo", _("เลิกแล้ว")
    elif row.expires_on < timezone.localdate():
        tone, word = "todo", _("หมดอายุแล้ว")
    elif row.is_waiting:
        tone, word = "doing", _("รออนุมัติ")
    else:
        tone, word = "done", _("ใช้อยู่")
    return {"row": row, "title": rule.title if rule else row.rule_id, "why": rule.why if rule else "", "tone": tone, "word": word}

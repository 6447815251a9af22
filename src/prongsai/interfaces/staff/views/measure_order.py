"""The order of measures and steps: moving, splitting, merging, withdrawing, bringing back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from prongsai.foundation.faults import Unusable
from prongsai.foundation.people.actor import NotFound
from prongsai.interfaces.staff.forms.measures import ReasonForm, SplitForm, add_faults
from prongsai.interfaces.staff.forms.numbers import read_whole
from prongsai.interfaces.staff.gate import staff_view
from prongsai.interfaces.staff.middleware import StaffRequest
from prongsai.interfaces.staff.overtaken import overtaken
from prongsai.interfaces.staff.undoing import undoable
from prongsai.interfaces.staff.views.measures import crumbs_to, enter
from prongsai.interfaces.staff.views.ordering import Line, Order, order_page
from prongsai.programme.plans.actions.measures import restore_measure, withdraw_measure
from prongsai.programme.plans.actions.order import merge_measures, move_measure, move_step, restore_step, split_measure
from prongsai.programme.plans.models import Measure, Plan, Step
from prongsai.programme.plans.numbering import number_of_measure, number_of_step
from prongsai.programme.plans.permissions import access_plan
from prongsai.programme.plans.queries.measures import (
    measures_named,
    standing_measures,
    standing_steps,
    step_counts,
    withdrawn_measures,
)
from prongsai.programme.plans.queries.overview import measure_row


def entered_plan(request: StaffRequest, year: int, permission: str = "plans.edit") -> Plan:
    """The plan of a year for who may do this with it."""
    request.menu_key = "plans.measures"
    return access_plan(by=request.actor, fiscal_year=year, permission=permission)


@staff_view("plans.edit", "GET", "POST")
def plan_order(request: StaffRequest, year: int) -> HttpResponse:
    """The measures of a plan with buttons that move them."""
    plan = entered_plan(request, year)

    def lines() -> list[Line]:
        return [
            Line(row.pk, number_of_measure(plan.number_prefix, at), row.title) for at, row in enumerate(standing_measures(plan), start=1)
        ]

    def move(pk: int, to: int, seen: Mapping[str, object] | None) -> int:
        return move_measure(by=request.actor, at=timezone.now(), measure=Measure.objects.get(plan=plan, pk=pk), to=to, seen=seen)

    def told(pk: int, to: int) -> str:
        title, number = Measure.objects.get(pk=pk).title, number_of_measure(plan.number_prefix, to)
        return _("ย้าย %(title)s เป็นข้อ %(number)s แล้ว") % {"title": title, "number": number}

    shown = {
        "back": reverse("staff:plan", args=[request.agency.code, year]),
        "heading": _("จัดลำดับมาตรการ"),
        "crumbs": crumbs_to(request, plan, (_("จัดลำดับ"), "")),
    }
    return order_page(request, Order(lines, move, told), reverse("staff:plan-order", args=[request.agency.code, year]), shown)


@staff_view("plans.edit", "GET", "POST")
def step_order(request: StaffRequest, measure_id: int) -> HttpResponse:
    """The steps of a measure with buttons that move them."""
    measure = _standing(request, measure_id)
    row = measure_row(measure, timezone.localdate())
    number = row.number if row else ""

    def lines() -> list[Line]:
        return [Line(step.pk, number_of_step(number, at), step.text) for at, step in enumerate(standing_steps(measure), start=1)]

    def move(pk: int, to: int, seen: Mapping[str, object] | None) -> int:
        step = Step.objects.select_related("measure").get(measure=measure, pk=pk)
        return move_step(by=request.actor, at=timezone.now(), step=step, to=to, seen=seen)

    def told(_pk: int, _to: int) -> str:
        return _("ย้ายขั้นตอนแล้ว")

    back = reverse("staff:measure", args=[request.agency.code, measure.pk])
    shown = {
        "back": back,
        "heading": _("จัดลำดับขั้นตอน"),
        "state": measure.title,
        "crumbs": crumbs_to(request, measure.plan, (measure.title, back), (_("จัดลำดับขั้นตอน"), "")),
    }
    return order_page(request, Order(lines, move, told), reverse("staff:measure-order", args=[request.agency.code, measure.pk]), shown)


def _standing(request: StaffRequest, measure_id: int) -> Measure:
    """A measure that can be changed; a withdrawn one has no such page."""
    measure = enter(request, measure_id, "plans.edit")
    if measure.withdrawn_at is not None:
        raise NotFound
    return measure


@staff_view("plans.edit", "GET", "POST")
def split(request: StaffRequest, measure_id: int) -> HttpResponse:
    """Choose the steps that become a measure of their own."""
    if request.method == "POST" and (gone := enter(request, measure_id, "plans.edit")).withdrawn_at is not None:
        there = reverse("staff:measure", args=[request.agency.code, gone.pk])
        return overtaken(request, _("มีผู้อื่นยกเลิกมาตรการนี้แล้ว จึงแยกไม่ได้"), there, SplitForm)
    measure = _standing(request, measure_id)
    steps = [(step.pk, step.text) for step in standing_steps(measure)]
    form = SplitForm(request.POST if request.method == "POST" else None, steps=steps)
    href = reverse("staff:measure", args=[request.agency.code, measure.pk])
    if request.method == "POST" and form.is_valid():
        chosen, title = form.cleaned_data["steps"], form.cleaned_data["title"]
        try:
            new = split_measure(by=request.actor, at=timezone.now(), measure=measure, step_ids=chosen, title=title)
        except Unusable as unusable:
            add_faults(unusable, form)
        else:
            undo = reverse("staff:measures-merge", args=[request.agency.code, measure.plan.fiscal_year])
            text = _("แยกเป็นมาตรการ %(title)s แล้ว") % {"title": new.title}
            messages.success(request, undoable(request, text, undo, measure=measure.pk, other=new.pk, target=measure.pk))
            return redirect("staff:measure", request.agency.code, new.pk)
    shown = {"measure": measure, "form": form, "cancel_href": href, "step_count": len(steps), "heading": _("แยกมาตรการ")}
    shown["crumbs"] = crumbs_to(request, measure.plan, (measure.title, href), (_("แยกมาตรการ"), ""))
    return render(request, "staff/measures/split.html", shown, status=422 if form.errors else 200)


def chosen_measures(request: StaffRequest, plan: Plan) -> list[Measure]:
    """The measures that were ticked, from the address or the form."""
    written = [*request.GET.getlist("measure"), *request.POST.getlist("measure"), *request.POST.getlist("other")]
    return measures_named(plan, {pk for pk in map(read_whole, written) if pk is not None})


@staff_view("plans.edit", "GET", "POST")
def merge(request: StaffRequest, year: int) -> HttpResponse:
    """Choose which of the ticked measures stays; see what will be so; merge."""
    plan = entered_plan(request, year)
    chosen = chosen_measures(request, plan)
    numbers = {row.pk: number_of_measure(plan.number_prefix, at) for at, row in enumerate(standing_measures(plan), start=1)}
    fault = ""
    if request.method == "POST":
        target = next((row for row in chosen if str(row.pk) == request.POST.get("target")), None)
        try:
            if target is None:
                fault = _("เลือกมาตรการที่จะเหลือไว้")
            else:
                merge_measures(by=request.actor, at=timezone.now(), target=target, others=chosen)
                messages.success(request, _("รวมเป็นมาตรการ %(title)s แล้ว") % {"title": target.title})
                return redirect("staff:measure", request.agency.code, target.pk)
        except Unusable as unusable:
            fault = str(unusable)
    shown_rows = chosen if len(chosen) > 1 else standing_measures(plan)
    steps = step_counts(shown_rows)
    lines = [
        {"measure": row, "number": numbers[row.pk], "step_count": steps.get(row.pk, 0), "is_chosen": row in chosen} for row in shown_rows
    ]
    shown = {
        "lines": lines,
        "is_choosing": len(chosen) < 2,
        "fault": fault,
        "has_errors": bool(fault),
        "back": reverse("staff:plan", args=[request.agency.code, year]),
        "heading": _("รวมมาตรการ"),
        "crumbs": crumbs_to(request, plan, (_("รวมมาตรการ"), "")),
    }
    return render(request, "staff/measures/merge.html", shown, status=422 if fault else 200)


@staff_view("plans.edit", "GET", "POST")
def withdraw(request: StaffRequest, measure_id: int) -> HttpResponse:
    """Take a measure out of the plan, with the reason."""
    measure = enter(request, measure_id, "plans.edit")
    code = request.agency.code
    href = reverse("staff:measure", args=[code, measure.pk])
    if measure.withdrawn_at is not None:
        return redirect(href)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        withdraw_measure(by=request.actor, at=timezone.now(), measure=measure, reason=form.cleaned_data["reason"])
        text = _("ยกเลิกมาตรการ %(title)s แล้ว") % {"title": measure.title}
        messages.success(request, undoable(request, text, reverse("staff:measure-restore", args=[code, measure.pk])))
        return redirect("staff:plan", code, measure.plan.fiscal_year)
    row = measure_row(measure, timezone.localdate())
    shown: dict[str, Any] = {"measure": measure, "row": row, "form": form, "cancel_href": href}
    shown["heading"] = _("ยกเลิกมาตรการ %(number)s %(title)s") % {"number": row.number if row else "", "title": measure.title}
    shown["crumbs"] = crumbs_to(request, measure.plan, (measure.title, href), (_("ยกเลิก"), ""))
    return render(request, "staff/measures/withdraw.html", shown, status=422 if form.errors else 200)


@staff_view("plans.edit", "POST")
def restore(request: StaffRequest, measure_id: int) -> HttpResponse:
    """Bring a withdrawn measure back."""
    measure = enter(request, measure_id, "plans.edit")
    restore_measure(by=request.actor, at=timezone.now(), measure=measure)
    messages.success(request, _("นำมาตรการ %(title)s กลับมาแล้ว") % {"title": measure.title})
    return redirect("staff:measure", request.agency.code, measure.pk)


@staff_view("plans.edit", "POST")
def restore_a_step(request: StaffRequest, measure_id: int, step_id: int) -> HttpResponse:
    """Bring back a step that was taken out."""
    measure = _standing(request, measure_id)
    step = Step.objects.filter(measure=measure, pk=step_id).select_related("measure").first()
    if step is None:
        raise Http404
    restore_step(by=request.actor, at=timezone.now(), step=step)
    messages.success(request, _("นำขั้นตอนกลับมาเป็นขั้นสุดท้ายแล้ว"))
    return redirect("staff:measure", request.agency.code, measure.pk)


@staff_view("plans.view")
def withdrawn(request: StaffRequest, year: int) -> HttpResponse:
    """The measures that were withdrawn from the plan."""
    plan = entered_plan(request, year, "plans.view")
    shown = {"plan": plan, "rows": withdrawn_measures(plan), "may_edit": request.actor.may("plans.edit"), "heading": _("มาตรการที่ยกเลิก")}
    shown["crumbs"] = crumbs_to(request, plan, (_("มาตรการที่ยกเลิก"), ""))
    return render(request, "staff/measures/withdrawn.html", shown)

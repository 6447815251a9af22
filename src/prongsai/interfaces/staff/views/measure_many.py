"""Changing several measures at once: what, then what each becomes, then the change; and taking it back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prongsai.foundation.agencies.models import Unit
from prongsai.foundation.faults import Unusable
from prongsai.interfaces.staff.forms.measure_many import KINDS, ManyForm
from prongsai.interfaces.staff.forms.numbers import read_whole
from prongsai.interfaces.staff.gate import staff_view
from prongsai.interfaces.staff.middleware import StaffRequest
from prongsai.interfaces.staff.undoing import undoable
from prongsai.interfaces.staff.views.measure_order import chosen_measures, entered_plan
from prongsai.interfaces.staff.views.measures import crumbs_to
from prongsai.programme.plans.actions.many import OutdatedMany, Planned, Undo, change_many, planned, undo_many
from prongsai.programme.plans.drafts import MeasureDraft, StepDraft
from prongsai.programme.plans.models import Measure, Plan
from prongsai.programme.plans.numbering import number_of_measure, number_of_step
from prongsai.programme.plans.queries.measures import standing_measures, units_offered
from prongsai.programme.plans.sheet.cells import cells_of, shown
from prongsai.programme.plans.sheet.review import HEADS

UNDO_SECONDS = 3600
_SALT = "prongsai.measures.undo"


@staff_view("plans.edit", "GET", "POST")
def change_many_view(request: StaffRequest, year: int) -> HttpResponse:
    """Change the ticked measures: a form, a page that shows each as it is and as it will be, then the change."""
    plan = entered_plan(request, year)
    chosen = chosen_measures(request, plan)
    asked = (request.POST or request.GET).get("what", "")
    what = asked if asked in KINDS else "due"
    form = ManyForm(
        request.POST if request.method == "POST" and request.POST.get("act") != "back" else None,
        what=what,
        units=units_offered(request.agency.pk),
        fiscal_year=year,
        initial=_typed(request),
    )
    home = reverse("staff:plan", args=[request.agency.code, year])
    words = {"due": _("เลื่อนวันรายงาน"), "units": _("เปลี่ยนผู้รับผิดชอบ"), "indicators": _("ตั้งตัวชี้วัด")}
    context: dict[str, Any] = {"form": form, "chosen": chosen, "what": what, "back": home, "heading": words[what], "year": year}
    context["others"] = [(kind, label) for kind, label in words.items() if kind != what]
    context["crumbs"] = crumbs_to(request, plan, (words[what], ""))
    status = 200
    if form.is_bound and chosen:
        status = 422
        if form.is_valid():
            status = _save(request, year, chosen, form) if request.POST.get("act") == "save" else 200
            if status == 302:
                return redirect(home)
            chosen = chosen_measures(request, plan)
            context |= {"chosen": chosen, **_preview(request, plan, chosen, form)}
    return render(request, "staff/measures/change_many.html", context, status=status)


def _typed(request: StaffRequest) -> dict[str, Any]:
    """What was typed, when the person goes back from the page that shows it."""
    data = request.POST
    if data.get("act") != "back":
        return {}
    lists = {name: data.getlist(name) for name in ("units", "indicators")}
    ticks = {name: name in data for name in ("moves_period", "is_for_every_unit", "replaces_indicators")}
    return {"due_on": data.get("due_on", ""), "shift_days": data.get("shift_days", ""), **lists, **ticks}


def _save(request: StaffRequest, year: int, chosen: Sequence[Measure], form: ManyForm) -> int:
    """Write what was seen; 302 where it is written."""
    seen = {measure.pk: read_whole(request.POST.get(f"seen-{measure.pk}")) or 0 for measure in chosen}
    named = {pk for pk in map(read_whole, request.POST.getlist("measure")) if pk is not None}
    try:
        if named - seen.keys():  # withdrawn since the person saw it
            raise OutdatedMany(list(Measure.objects.filter(pk__in=named - seen.keys(), agency_id=request.agency.pk)))
        undo = change_many(by=request.actor, at=timezone.now(), measures=chosen, wish=form.wish(), versions=seen)
    except OutdatedMany as outdated:
        names = ", ".join(measure.title for measure in outdated.measures[:5])
        messages.warning(request, _("%(fault)s: %(names)s ตรวจค่าใหม่ด้านล่างแล้วบันทึกอีกครั้ง") % {"fault": outdated, "names": names})
        return 409
    except Unusable as unusable:
        messages.error(request, str(unusable))
        return 422
    count = len(undo)
    words = ngettext("แก้ %(count)s มาตรการแล้ว", "แก้ %(count)s มาตรการแล้ว", count) % {"count": count}
    if undo:
        href = reverse("staff:measures-undo", args=[request.agency.code, year])
        messages.success(request, undoable(request, words, href, undo=_sealed(request, undo)))
    else:
        messages.info(request, _("มาตรการที่เลือกเป็นอย่างนั้นอยู่แล้ว จึงไม่มีอะไรเปลี่ยน"))
    return 302


def _sealed(request: StaffRequest, undo: Undo) -> str:
    """What undoes a change, signed: it comes back from the page as it was made, for this person in this agency."""
    return signing.dumps({"agency": request.agency.pk, "person": request.actor.person_id, "undo": undo}, salt=_SALT, compress=True)


@staff_view("plans.edit", "POST")
def undo(request: StaffRequest, year: int) -> HttpResponse:
    """Write back what stood before a change of several, unless somebody changed one of them since."""
    plan = entered_plan(request, year)
    home = reverse("staff:plan", args=[request.agency.code, plan.fiscal_year])
    try:
        held = signing.loads(request.POST.get("undo", ""), salt=_SALT, max_age=UNDO_SECONDS)
    except signing.BadSignature:
        held = {}
    if (held.get("agency"), held.get("person")) != (request.agency.pk, request.actor.person_id):
        messages.warning(request, _("เลิกทำไม่ได้แล้ว แก้จากหน้าประวัติของมาตรการ"))
        return redirect(home)
    try:
        count = undo_many(by=request.actor, at=timezone.now(), undo=held["undo"], note="เลิกทำการแก้หลายมาตรการ")
    except OutdatedMany as outdated:
        names = ", ".join(measure.title for measure in outdated.measures[:5])
        messages.warning(request, _("เลิกทำไม่ได้ เพราะมีการแก้ต่อจากนั้นแล้ว: %(names)s") % {"names": names})
    except Unusable as unusable:
        messages.error(request, str(unusable))
    else:
        words = ngettext("คืนค่าเดิมของ %(count)s มาตรการแล้ว", "คืนค่าเดิมของ %(count)s มาตรการแล้ว", count)
        messages.success(request, words % {"count": count})
    return redirect(home)


def _preview(request: StaffRequest, plan: Plan, chosen: Sequence[Measure], form: ManyForm) -> dict[str, Any]:
    """Each measure with what changes in it and in its steps, and what was typed as it is sent on."""
    units = dict(Unit.objects.filter(agency_id=request.agency.pk).values_list("pk", "name"))
    numbers = {row.pk: number_of_measure(plan.number_prefix, at) for at, row in enumerate(standing_measures(plan), start=1)}
    lines = [
        {"measure": one.measure, "number": numbers.get(one.measure.pk, ""), "cells": list(_changes(one, numbers[one.measure.pk], units))}
        for one in planned(chosen, form.wish())
    ]
    sent = [(name, value) for name in form.fields for value in request.POST.getlist(name)]
    return {"lines": lines, "sent": sent, "is_preview": True, "changed_count": sum(bool(line["cells"]) for line in lines)}


def _changes(one: Planned, number: str, units: Mapping[int, str]) -> Iterator[tuple[str, str, str]]:
    """(what, before, after) of each value that changes; those of steps name the step."""
    pairs: list[tuple[MeasureDraft | StepDraft, MeasureDraft | StepDraft]] = [
        (one.before, one.after),
        *zip(one.before.steps, one.after.steps, strict=True),
    ]
    for place, (old, new) in enumerate(pairs):
        before, after = cells_of(old, "", units), cells_of(new, "", units)
        lead = f"{number_of_step(number, place)} " if place else ""
        for column, text in after.items():
            if text != before[column]:
                yield f"{lead}{HEADS[column]}", shown(column, before[column]), shown(column, text)

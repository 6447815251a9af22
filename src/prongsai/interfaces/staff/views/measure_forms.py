"""Adding and changing measures, and what the plan says about itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from prongsai.foundation.agencies.models import Unit
from prongsai.foundation.audit.models import Event
from prongsai.foundation.audit.queries import history_of
from prongsai.foundation.faults import Unusable
from prongsai.foundation.seen import OutdatedValues
from prongsai.interfaces.staff.event_words import sentences
from prongsai.interfaces.staff.forms.measures import MOST_STEPS, MeasureForm, PlanForm, StepForm, StepFormSet, StepRows, add_faults
from prongsai.interfaces.staff.forms.rows import act_of, changed, typed, typed_rows
from prongsai.interfaces.staff.forms.seen import clashes, sealed, seen_in
from prongsai.interfaces.staff.gate import staff_view
from prongsai.interfaces.staff.measure_conflicts import merged, packed, picked
from prongsai.interfaces.staff.middleware import StaffRequest
from prongsai.interfaces.staff.overtaken import overtaken
from prongsai.interfaces.staff.views.measures import crumbs_to, enter
from prongsai.programme.plans import catalogue
from prongsai.programme.plans.actions.measures import Outdated, add_measures, change_measure, change_plan
from prongsai.programme.plans.catalogue.drafts import draft_from
from prongsai.programme.plans.drafts import MeasureDraft, StepDraft
from prongsai.programme.plans.models import Measure
from prongsai.programme.plans.permissions import access_plan
from prongsai.programme.plans.queries.measures import draft_of, units_offered

TEMPLATE = "staff/measures/form.html"


@dataclass
class _Page:
    """The form of a measure with the rows of its steps."""

    form: MeasureForm
    steps: StepRows

    @property
    def is_whole(self) -> bool:
        """Whether everything typed can be understood; both parts are checked, so that every fault is shown at once."""
        return all([self.form.is_valid(), self.steps.is_valid()])

    def draft(self) -> MeasureDraft:
        """What the form says."""
        return self.form.draft(self.steps.drafts())


def _page(
    units: Sequence[Unit],
    fiscal_year: int,
    known: MeasureDraft | None,
    *,
    data: QueryDict | None = None,
    start: MeasureDraft | None = None,
    version: int = 0,
) -> _Page:
    """The form: bound to what was sent in, or showing a draft, or changed by one of its row buttons."""
    more: dict[str, Any] = {"units": units, "fiscal_year": fiscal_year}
    of_steps = more | {"known": {step.step_id: step for step in known.steps if step.step_id} if known else {}}
    if data is None:
        draft = start or MeasureDraft(title="", steps=(StepDraft(text=""),))
        base = packed(known, _names(units)) if known else ""
        form = MeasureForm(initial=_values(draft) | {"version": version or "", "base": base}, known=known, **more)
        steps = StepFormSet(initial=[_values(step) for step in draft.steps], form_kwargs=of_steps)
        return _Page(form, steps)
    act = act_of(data)
    if act is None:
        return _Page(MeasureForm(data, known=known, **more), StepFormSet(data, form_kwargs=of_steps))
    rows, focus = changed(typed_rows(StepForm, data, "steps", MOST_STEPS), act, MOST_STEPS)
    form = MeasureForm(initial=typed(MeasureForm, data), known=known, **more)
    steps = StepFormSet(initial=rows, form_kwargs=of_steps)
    if focus >= 0:
        steps.forms[focus].fields["text"].widget.attrs["autofocus"] = True
    return _Page(form, steps)


def _names(units: Sequence[Unit]) -> dict[int, str]:
    return {unit.pk: unit.name for unit in units}


def _values(draft: MeasureDraft | StepDraft) -> dict[str, Any]:
    """A draft as initial values of its form."""
    values = {field.name: getattr(draft, field.name) for field in fields(draft)}
    return values | {"units": values.pop("unit_ids")}


@staff_view("plans.edit", "GET", "POST")
def add(request: StaffRequest, year: int) -> HttpResponse:
    """Add a measure by hand or from an entry of the catalogue; the plan of the year begins with its first measure."""
    request.menu_key = "plans.measures"
    units = units_offered(request.agency.pk)
    entry = catalogue.find(request.GET.get("from", ""))
    start = draft_from(entry, fiscal_year=year, units=units) if entry else None
    page = _page(units, year, None, data=request.POST if request.method == "POST" else None, start=start)
    status = 200
    if request.method == "POST" and act_of(request.POST) is None:
        status = 422
        if page.is_whole:
            try:
                (measure,) = add_measures(by=request.actor, at=timezone.now(), fiscal_year=year, drafts=[page.draft()])
            except Unusable as unusable:
                add_faults(unusable, page.form, page.steps)
            else:
                messages.success(request, _("เพิ่มมาตรการ %(title)s แล้ว") % {"title": measure.title})
                return redirect("staff:measure", request.agency.code, measure.pk)
    home = {"label": _("มาตรการและแผน %(year)s") % {"year": year}, "href": reverse("staff:plan", args=[request.agency.code, year])}
    shown = {
        "crumbs": [home, {"label": _("เพิ่มมาตรการ")}],
        "entry": entry,
        "year": year,
        "cancel_href": home["href"],
        "heading": _("เพิ่มมาตรการ"),
    }
    return _show(request, page, shown, status)


@staff_view("plans.edit", "GET", "POST")
def edit(request: StaffRequest, measure_id: int) -> HttpResponse:
    """Change a measure and its steps. Who saves second is told what the first one changed and keeps what was typed."""
    measure = enter(request, measure_id, "plans.edit")
    if measure.withdrawn_at is not None:
        there = reverse("staff:measure", args=[request.agency.code, measure.pk])
        words = _("มีผู้อื่นยกเลิกมาตรการนี้ระหว่างที่ท่านแก้ นำกลับมาก่อนจึงแก้ได้")
        return overtaken(request, words, there, MeasureForm, StepForm) if request.method == "POST" else redirect(there)
    known = draft_of(measure)
    units = units_offered(request.agency.pk, {*known.unit_ids, *(unit for step in known.steps for unit in step.unit_ids)})
    year = measure.plan.fiscal_year
    href = reverse("staff:measure", args=[request.agency.code, measure.pk])
    shown: dict[str, Any] = {"measure": measure, "year": year, "cancel_href": href, "heading": _("แก้มาตรการ")}
    shown["crumbs"] = crumbs_to(request, measure.plan, (measure.title, href), (_("แก้"), ""))
    if request.method != "POST":
        return _show(request, _page(units, year, known, start=known, version=measure.version), shown, 200)
    page = _page(units, year, known, data=picked(request.POST, known))
    if act_of(request.POST) is not None:
        return _show(request, page, shown, 200)
    if page.is_whole:
        version = page.form.cleaned_data["version"] or 0
        try:
            change_measure(by=request.actor, at=timezone.now(), measure=measure, draft=page.draft(), version=version)
        except Unusable as unusable:
            add_faults(unusable, page.form, page.steps)
        except Outdated as outdated:
            shown["told"] = sentences(_since(outdated.current, version))
            return _show_conflict(request, outdated.current, page.draft(), shown, version)
        else:
            messages.success(request, _("บันทึกมาตรการ %(title)s แล้ว") % {"title": page.form.cleaned_data["title"]})
            return redirect(href)
    return _show(request, page, shown, 422)


def _show_conflict(request: StaffRequest, current: Measure, typed_draft: MeasureDraft, shown: dict[str, Any], version: int) -> HttpResponse:
    """What was typed, with what somebody else changed; steps added meanwhile stand at the end. Saving again is enough."""
    known = draft_of(current)
    chosen = {*known.unit_ids, *(unit for step in (*known.steps, *typed_draft.steps) for unit in step.unit_ids), *typed_draft.unit_ids}
    units = units_offered(request.agency.pk, chosen)
    data, both = merged(request.POST, typed_draft, known, _names(units))
    rows = typed_rows(StepForm, data, "steps", MOST_STEPS)
    typed_ids = {str(row["step_id"]) for row in rows}
    added = _added_steps([event.detail.content for event in _since(current, version)])
    missing = [step for step in known.steps if step.step_id in added and str(step.step_id) not in typed_ids]
    more: dict[str, Any] = {"units": units, "fiscal_year": shown["year"]}
    initial = typed(MeasureForm, data) | {"version": current.version, "base": packed(known, _names(units))}
    steps = StepFormSet(
        initial=[*rows, *(_values(step) for step in missing)],
        form_kwargs=more | {"known": {step.step_id: step for step in known.steps if step.step_id}},
    )
    page = _Page(MeasureForm(initial=initial, known=known, **more), steps)
    return _show(request, page, shown | {"is_outdated": True, "both": both, "has_errors": True}, 409)


def _since(current: Measure, version: int) -> list[Event]:
    """The events that changed a measure since a version, newest first."""
    return [event for event in history_of(current)[:50] if _version_before(event.detail.content) >= version]


def _version_before(content: dict[str, Any]) -> int:
    before = content.get("changes", {}).get("version", [0, 0])[0]
    return before if isinstance(before, int) else 0


def _added_steps(contents: Sequence[dict[str, Any]]) -> set[int]:
    added: set[int] = set()
    for content in contents:
        before, after = content.get("changes", {}).get("steps", [[], []])
        added |= {step["pk"] for step in after or []} - {step["pk"] for step in before or []}
    return added


def _show(request: StaffRequest, page: _Page, shown: dict[str, Any], status: int) -> HttpResponse:
    context = shown | {"form": page.form, "steps": page.steps, "has_errors": status in (409, 422)}
    return render(request, TEMPLATE, context, status=status)


@staff_view("plans.edit", "GET", "POST")
def plan_edit(request: StaffRequest, year: int) -> HttpResponse:
    """Change title, prefix of the numbers and background of the plan."""
    request.menu_key = "plans.measures"
    plan = access_plan(by=request.actor, fiscal_year=year, permission="plans.edit")
    start: dict[str, Any] = {"title": plan.title, "number_prefix": plan.number_prefix, "background": plan.background}
    form = PlanForm(request.POST if request.method == "POST" else None, initial=start)
    shown: dict[str, Any] = {"seen": request.POST.get("seen") or sealed(start)}
    status = 200
    if request.method == "POST" and form.is_valid():
        seen = seen_in(request.POST)
        try:
            change_plan(by=request.actor, at=timezone.now(), plan=plan, seen=seen, **form.cleaned_data)
        except Unusable as unusable:
            add_faults(unusable, form)
        except OutdatedValues as outdated:
            told, values = clashes(form, seen or {}, outdated.now)
            form, status = PlanForm(initial=values), 409
            shown |= {"clashes": told, "is_outdated": True, "has_errors": True, "seen": sealed(outdated.now)}
        else:
            messages.success(request, _("บันทึกแผนแล้ว"))
            return redirect("staff:plan", request.agency.code, year)
    heading = _("ข้อมูลของแผน ปี %(year)s") % {"year": year}
    shown |= {"form": form, "plan": plan, "year": year, "heading": heading, "crumbs": crumbs_to(request, plan, (_("ข้อมูลของแผน"), ""))}
    return render(request, "staff/measures/plan_form.html", shown, status=422 if form.errors else status)

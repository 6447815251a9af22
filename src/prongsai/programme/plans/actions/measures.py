"""Starting plans; adding and changing measures with their steps; withdrawing and bringing back. The order lives in `order.py`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from prongsai.foundation.agencies.models import Unit
from prongsai.foundation.audit.actions import record
from prongsai.foundation.audit.digests import State, state_of
from prongsai.foundation.faults import Fault, Unusable
from prongsai.foundation.people.actor import Actor
from prongsai.foundation.seen import must_be_as_seen
from prongsai.programme.plans.drafts import MeasureDraft, MonitoringDraft, StepDraft, check
from prongsai.programme.plans.gap_rows import keep_gaps, told_gaps
from prongsai.programme.plans.models import LiftedIndicator, Measure, MeasureUnit, MonitoringDate, Plan, Step, StepUnit

# Kept with the plan and printed on papers, so they are Thai whatever the language of the page.
USUAL_TITLE = "มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. {year}"
TAKEN_OUT = "ลบออกจากแบบฟอร์ม"


class Outdated(Exception):
    """Somebody else changed the object meanwhile; `current` is what it is now."""

    def __init__(self, current: Measure) -> None:
        super().__init__(_("มีผู้อื่นแก้มาตรการนี้ก่อนท่านบันทึก ตรวจค่าปัจจุบันแล้วบันทึกอีกครั้ง"))
        self.current = current


@transaction.atomic
def start_plan(*, by: Actor, at: datetime, fiscal_year: int, title: str = "", number_prefix: str = "") -> Plan:
    """The plan of a fiscal year, started where there is none."""
    if not by.may("plans.import"):
        by.must("plans.edit")
    found = Plan.objects.filter(agency_id=by.agency, fiscal_year=fiscal_year).first()
    if found is not None:
        return found
    title = title.strip()[:300] or USUAL_TITLE.format(year=fiscal_year)
    values = {"title": title, "number_prefix": number_prefix, "created_by_id": by.person_id, "created_at": at}
    plan, is_new = Plan.objects.get_or_create(agency_id=by.agency, fiscal_year=fiscal_year, defaults=values)
    if not is_new:
        return plan  # somebody else was a moment earlier
    record(by=by, at=at, verb="plans.plan_started", subject=plan, agency_id=plan.agency_id, after=state_of(plan))
    return plan


@transaction.atomic
def change_plan(
    *,
    by: Actor,
    at: datetime,
    plan: Plan,
    title: str,
    number_prefix: str,
    background: str,
    seen: Mapping[str, object] | None = None,
) -> Plan:
    """Change what a plan says about itself. Raises `Unusable`, and `OutdatedValues` where it no longer says what was `seen`."""
    by.must("plans.edit")
    if not title.strip():
        raise Unusable((Fault("title", _("ใส่ชื่อแผน")),))
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    must_be_as_seen({"title": plan.title, "number_prefix": plan.number_prefix, "background": plan.background}, seen)
    before = state_of(plan)
    plan.title, plan.number_prefix, plan.background = title.strip()[:300], number_prefix.strip()[:10], background.strip()
    plan.save()
    record(by=by, at=at, verb="plans.plan_changed", subject=plan, agency_id=plan.agency_id, before=before, after=state_of(plan))
    return plan


@transaction.atomic
def add_measure(
    *,
    by: Actor,
    at: datetime,
    plan: Plan,
    draft: MeasureDraft,
    order: int | None = None,
    split_from: Measure | None = None,
    carried_from: Measure | None = None,
    note: str = "",
) -> Measure:
    """Add a measure at the end of the plan (or at `order`, which must be free). The form, the catalogue and the import all end here.

    `split_from` and `carried_from` are the measures that it was a part of and that it goes on with from an earlier year.

    `note` goes with the event: how the measure came in. Raises `Unusable` with every fault.
    """
    if not by.may("plans.import"):
        by.must("plans.edit")
    check(draft, known_units=_units_of(plan.agency_id))
    # One after the other: the place at the end belongs to one measure only.
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    if order is None:
        last = Measure.objects.filter(plan=plan).order_by("-order").values_list("order", flat=True).first()
        order = 1 if last is None else last + 1
    measure = Measure(agency_id=plan.agency_id, plan=plan, order=order, created_at=at, catalogue_key=draft.catalogue_key)
    measure.split_from, measure.carried_from = split_from, carried_from
    _fill(measure, draft)
    measure.numbers_steps = draft.numbers_steps
    measure.save()
    _set_links(measure, draft)
    for index, step in enumerate(draft.steps, start=1):
        _add_step(at, measure, step, index)
    answered = keep_gaps(by=by, at=at, measure=measure, gaps=draft.answers)
    after = state_of_measure(measure)
    if answered:
        after["answers"] = told_gaps(answered)
    record(
        by=by,
        at=at,
        verb="plans.measure_added",
        subject=measure,
        agency_id=plan.agency_id,
        after=after,
        mentions=[plan, *([carried_from] if carried_from else [])],
        note=note,
    )
    return measure


@transaction.atomic
def add_measures(*, by: Actor, at: datetime, fiscal_year: int, drafts: Iterable[MeasureDraft]) -> list[Measure]:
    """Add measures at the end of a year's plan, all or none; the plan is started where there is none. Raises `Unusable`."""
    plan = start_plan(by=by, at=at, fiscal_year=fiscal_year)
    return [add_measure(by=by, at=at, plan=plan, draft=draft) for draft in drafts]


@transaction.atomic
def change_measure(
    *, by: Actor, at: datetime, measure: Measure, draft: MeasureDraft, version: int, reason: str = "", note: str = ""
) -> Measure:
    """Change a measure and its steps to what the draft says. Steps that the draft no longer names are withdrawn with `reason`.

    `note` goes with the event: how the change came about.

    A draft that changes nothing leaves no trace. Raises `Unusable` with every fault, and `Outdated` where the measure is no longer at
    `version`.
    """
    by.must("plans.edit")
    measure = Measure.objects.select_for_update().select_related("plan").get(pk=measure.pk)
    if measure.version != version:
        raise Outdated(measure)
    if measure.withdrawn_at is not None:
        raise Unusable((Fault("title", _("มาตรการนี้ถูกยกเลิกแล้ว นำกลับมาก่อนจึงแก้ได้")),))
    check(draft, known_units=_units_of(measure.agency_id))
    _check_steps(measure, draft.steps)
    before = state_of_measure(measure)
    _fill(measure, draft)
    measure.numbers_steps = draft.numbers_steps
    measure.save()
    _set_links(measure, draft)
    _set_steps(by, at, measure, draft.steps, reason or TAKEN_OUT)
    after = state_of_measure(measure)
    if after == before:
        return measure
    measure.version += 1
    measure.save(update_fields=["version"])
    record(
        by=by,
        at=at,
        verb="plans.measure_changed",
        subject=measure,
        agency_id=measure.agency_id,
        before=before,
        after=after | {"version": measure.version},
        mentions=[measure.plan],
        note=note,
    )
    return measure


@transaction.atomic
def withdraw_measure(*, by: Actor, at: datetime, measure: Measure, reason: str) -> Measure:
    """Take a measure out of the plan: it keeps its history, the numbers of the others follow. Raises `Unusable` without a reason."""
    by.must("plans.edit")
    if not reason.strip():
        raise Unusable((Fault("reason", _("บอกเหตุผลที่ยกเลิก เพื่อให้ผู้อ่านประวัติเข้าใจ")),))
    measure = Measure.objects.select_for_update().select_related("plan").get(pk=measure.pk)
    if measure.withdrawn_at is not None:
        return measure
    before = state_of_measure(measure)
    measure.withdrawn_at, measure.withdrawn_by_id, measure.withdrawal_reason = at, by.person_id, reason.strip()[:500]
    measure.version += 1
    measure.save()
    record(
        by=by,
        at=at,
        verb="plans.measure_withdrawn",
        subject=measure,
        agency_id=measure.agency_id,
        before=before,
        after=state_of_measure(measure),
        mentions=[measure.plan],
        note=measure.withdrawal_reason,
    )
    return measure


@transaction.atomic
def restore_measure(*, by: Actor, at: datetime, measure: Measure) -> Measure:
    """Bring a withdrawn measure back to its place. What was merged into another comes back without the steps that went there."""
    by.must("plans.edit")
    measure = Measure.objects.select_for_update().select_related("plan").get(pk=measure.pk)
    if measure.withdrawn_at is None:
        return measure
    before = state_of_measure(measure)
    if Measure.objects.filter(plan=measure.plan, order=measure.order).exclude(pk=measure.pk).exists():
        measure.order = (Measure.objects.filter(plan=measure.plan).order_by("-order").values_list("order", flat=True).first() or 0) + 1
    measure.withdrawn_at, measure.withdrawn_by, measure.withdrawal_reason, measure.merged_into = None, None, "", None
    measure.version += 1
    measure.save()
    record(
        by=by,
        at=at,
        verb="plans.measure_restored",
        subject=measure,
        agency_id=measure.agency_id,
        before=before,
        after=state_of_measure(measure),
        mentions=[measure.plan],
    )
    return measure


def state_of_measure(measure: Measure) -> State:
    """The whole state of a measure for the audit trail: its row, units, dates, indicators and standing steps; five queries however
    many steps there are.
    """
    dates: dict[int | None, list[list[object]]] = defaultdict(list)
    for entry in MonitoringDate.objects.filter(measure=measure).order_by("due_on", "pk"):
        dates[entry.step_id].append([entry.due_on, entry.as_written])
    units: dict[int, list[str]] = defaultdict(list)
    for step_id, name in StepUnit.objects.filter(step__measure=measure).order_by("unit_id").values_list("step_id", "unit__name"):
        units[step_id].append(name)
    steps = measure.steps.filter(withdrawn_at=None).order_by("order", "pk")
    return state_of(
        measure,
        units=list(MeasureUnit.objects.filter(measure=measure).order_by("unit_id").values_list("unit__name", flat=True)),
        indicators=list(LiftedIndicator.objects.filter(measure=measure).order_by("number").values_list("number", flat=True)),
        monitoring=dates[None],
        steps=[state_of(step, pk=step.pk, units=units[step.pk], monitoring=dates[step.pk]) for step in steps],
    )


def _dates(measure: Measure, step: Step | None) -> list[list[object]]:
    entries = MonitoringDate.objects.filter(measure=measure, step=step).order_by("due_on", "pk")
    return [[entry.due_on, entry.as_written] for entry in entries]


def _units_of(agency_id: int) -> frozenset[int]:
    return frozenset(Unit.objects.filter(agency_id=agency_id).values_list("pk", flat=True))


def _fill(row: Measure | Step, draft: MeasureDraft | StepDraft) -> None:
    if isinstance(row, Measure) and isinstance(draft, MeasureDraft):
        row.title = " ".join(draft.title.split())
    elif isinstance(row, Step) and isinstance(draft, StepDraft):
        row.text, row.details = draft.text.strip(), draft.details.strip()
    row.is_for_every_unit = draft.is_for_every_unit
    row.responsible_as_written = draft.responsible_as_written.strip()
    row.starts_on, row.ends_on = draft.starts_on, draft.ends_on
    row.period_as_written = draft.period_as_written.strip()


def _set_links(measure: Measure, draft: MeasureDraft) -> None:
    MeasureUnit.objects.filter(measure=measure).exclude(unit_id__in=draft.unit_ids).delete()
    kept = set(MeasureUnit.objects.filter(measure=measure).values_list("unit_id", flat=True))
    MeasureUnit.objects.bulk_create(
        MeasureUnit(measure=measure, unit_id=unit) for unit in dict.fromkeys(draft.unit_ids) if unit not in kept
    )
    LiftedIndicator.objects.filter(measure=measure).exclude(number__in=draft.indicators).delete()
    known = set(LiftedIndicator.objects.filter(measure=measure).values_list("number", flat=True))
    LiftedIndicator.objects.bulk_create(LiftedIndicator(measure=measure, number=number) for number in sorted(set(draft.indicators) - known))
    _set_dates(measure, None, draft.monitoring)


def _set_dates(measure: Measure, step: Step | None, monitoring: Iterable[MonitoringDraft]) -> None:
    wanted = [(entry.due_on, entry.as_written.strip()[:500]) for entry in monitoring]
    if _dates(measure, step) == [list(entry) for entry in wanted]:
        return
    MonitoringDate.objects.filter(measure=measure, step=step).delete()
    MonitoringDate.objects.bulk_create(
        MonitoringDate(agency_id=measure.agency_id, measure=measure, step=step, due_on=due_on, as_written=as_written)
        for due_on, as_written in wanted
    )


def _add_step(at: datetime, measure: Measure, draft: StepDraft, order: int) -> Step:
    step = Step(agency_id=measure.agency_id, measure=measure, order=order, created_at=at)
    _fill(step, draft)
    step.save()
    _set_step_links(step, draft)
    return step


def _set_step_links(step: Step, draft: StepDraft) -> None:
    kept = list(StepUnit.objects.filter(step=step).values_list("unit_id", flat=True))
    if kept != list(dict.fromkeys(draft.unit_ids)):
        StepUnit.objects.filter(step=step).delete()
        StepUnit.objects.bulk_create(StepUnit(step=step, unit_id=unit) for unit in dict.fromkeys(draft.unit_ids))
    _set_dates(step.measure, step, draft.monitoring)


def _check_steps(measure: Measure, drafts: tuple[StepDraft, ...]) -> None:
    """Raise `Unusable` where a draft names a step that this measure does not have: it would lose its reports to a new one."""
    known = {*Step.objects.filter(measure=measure).values_list("pk", flat=True), None}
    gone = [index for index, draft in enumerate(drafts) if draft.step_id not in known]
    if gone:
        raise Unusable(tuple(Fault(f"steps-{index}-text", _("ขั้นตอนนี้ย้ายไปแล้ว โหลดหน้านี้ใหม่แล้วแก้อีกครั้ง")) for index in gone))


def _set_steps(by: Actor, at: datetime, measure: Measure, drafts: tuple[StepDraft, ...], reason: str) -> None:
    """A draft that names a step which was withdrawn meanwhile brings it back: whoever saves saw it standing."""
    known = {step.pk: step for step in Step.objects.filter(measure=measure)}
    named = {draft.step_id for draft in drafts if draft.step_id in known}
    # Orders are set in two rounds, so that no two standing steps ever share one.
    room = 1 + max((step.order for step in known.values()), default=0) + len(drafts)
    for pk, step in known.items():
        if pk in named:
            Step.objects.filter(pk=pk).update(order=step.order + room)
        elif step.withdrawn_at is None:
            step.withdrawn_at, step.withdrawn_by_id, step.withdrawal_reason = at, by.person_id, reason
            step.save()
    for index, draft in enumerate(drafts, start=1):
        if draft.step_id is not None and draft.step_id in named:
            step = known[draft.step_id]
            step.order, step.measure = index, measure
            step.withdrawn_at, step.withdrawn_by, step.withdrawal_reason = None, None, ""
            _fill(step, draft)
            step.save()
            _set_step_links(step, draft)
        else:
            _add_step(at, measure, draft, index)

"""Where measures and steps stand: moving, splitting, merging, and bringing back a step. Numbers follow from the order.

Within a plan no two measures have the same order, withdrawn ones included, so that a measure that comes back finds its place free.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from prongsai.foundation.audit.actions import record
from prongsai.foundation.audit.digests import State
from prongsai.foundation.faults import Fault, Unusable
from prongsai.foundation.people.actor import Actor
from prongsai.foundation.seen import must_be_as_seen
from prongsai.programme.plans.actions.measures import add_measure, state_of_measure
from prongsai.programme.plans.drafts import MeasureDraft, MonitoringDraft
from prongsai.programme.plans.models import (
    LiftedIndicator,
    Measure,
    MeasureEvidence,
    MeasureUnit,
    MonitoringDate,
    MoreRequest,
    Plan,
    Step,
    StepUnit,
)
from prongsai.programme.plans.numbering import number_of_measure, number_of_step

LONGEST_REASON = 500


def order_seen(rows: Sequence[Measure] | Sequence[Step]) -> dict[str, list[int]]:
    """What somebody who looks at these rows sees of their order, for `must_be_as_seen`."""
    return {"order": [row.pk for row in rows]}


@transaction.atomic
def move_measure(*, by: Actor, at: datetime, measure: Measure, to: int, seen: Mapping[str, object] | None = None) -> int:
    """Move a measure to a position (from 1) among those that stand; beyond the end means last. Returns the position where it was before.

    `version` stays: whoever edits the text of the measure meanwhile is not in the way.
    Raises `OutdatedValues` where another order was seen.
    """
    by.must("plans.edit")
    plan, standing = _locked(measure.plan_id)
    must_be_as_seen(order_seen(standing), seen)
    measure = _standing(measure.pk, standing)
    old, new = standing.index(measure), _index(to, len(standing))
    if old == new:
        return old + 1
    before = state_of_measure(measure) | {"number": number_of_measure(plan.number_prefix, old + 1)}
    slots = [row.order for row in standing]
    standing.insert(new, standing.pop(old))
    _place(standing, slots)
    after = state_of_measure(measure) | {"number": number_of_measure(plan.number_prefix, new + 1)}
    _tell("plans.measure_moved", by, at, measure, before, after, [plan])
    return old + 1


@transaction.atomic
def move_step(*, by: Actor, at: datetime, step: Step, to: int, seen: Mapping[str, object] | None = None) -> int:
    """Move a step to a position (from 1) within its measure; beyond the end means last. Returns the position where it was before.

    Raises `OutdatedValues` where another order was seen.
    """
    by.must("plans.edit")
    plan, standing = _locked(step.measure.plan_id)
    measure = _standing(step.measure_id, standing)
    number = number_of_measure(plan.number_prefix, standing.index(measure) + 1)
    steps = list(measure.steps.filter(withdrawn_at=None))
    must_be_as_seen(order_seen(steps), seen)
    if step not in steps:
        raise Unusable((Fault("steps", _("ขั้นตอนนี้ถูกยกเลิกแล้ว")),))
    old, new = steps.index(step), _index(to, len(steps))
    if old == new:
        return old + 1
    before = state_of_measure(measure) | {"number": number_of_step(number, old + 1)}
    slots = [row.order for row in steps]
    steps.insert(new, steps.pop(old))
    _place(steps, slots)
    _grow(measure)
    after = state_of_measure(measure) | {"number": number_of_step(number, new + 1)}
    _tell("plans.step_moved", by, at, measure, before, after, [plan, step])
    return old + 1


@transaction.atomic
def restore_step(*, by: Actor, at: datetime, step: Step) -> Step:
    """Bring a withdrawn step back as the last one of its measure. Raises `Unusable` where the measure itself is withdrawn."""
    by.must("plans.edit")
    plan, standing = _locked(step.measure.plan_id)
    measure = _standing(step.measure_id, standing)
    step = Step.objects.get(pk=step.pk)
    if step.withdrawn_at is None:
        return step
    before = state_of_measure(measure)
    step.order = _last_step(measure) + 1
    step.withdrawn_at, step.withdrawn_by, step.withdrawal_reason = None, None, ""
    step.save()
    _grow(measure)
    _tell("plans.step_restored", by, at, measure, before, state_of_measure(measure), [plan, step])
    return step


@transaction.atomic
def split_measure(*, by: Actor, at: datetime, measure: Measure, step_ids: Sequence[int], title: str) -> Measure:
    """Take some steps of a measure into a new one right behind it, with the same units, days and indicators. Returns the new measure.

    Reports on the steps go with them. Raises `Unusable` without title, without steps, and where no step would stay.
    """
    by.must("plans.edit")
    plan, standing = _locked(measure.plan_id)
    measure = _standing(measure.pk, standing)
    steps = list(measure.steps.filter(withdrawn_at=None))
    going = [step for step in steps if step.pk in set(step_ids)]
    _check_split(title, going, steps)
    before = state_of_measure(measure)
    _make_room(plan, behind=measure.order)
    draft = _shell(measure, title)
    new = add_measure(by=by, at=at, plan=plan, draft=draft, order=measure.order + 1, split_from=measure)
    _take_steps(going, new)
    _grow(measure)
    _tell("plans.measure_split", by, at, measure, before, state_of_measure(measure), [plan, new, *going])
    return new


@transaction.atomic
def merge_measures(*, by: Actor, at: datetime, target: Measure, others: Sequence[Measure]) -> Measure:
    """Put the steps of other measures of the plan behind those of `target` and withdraw the others, pointing to it.

    A step that took units or days from its old measure keeps them as its own; a measure without steps becomes a step itself; the target
    lifts the indicators of all. Raises `Unusable` where nothing is left to merge.
    """
    by.must("plans.edit")
    plan, standing = _locked(target.plan_id)
    target = _standing(target.pk, standing)
    wanted = {other.pk for other in others} - {target.pk}
    going = [row for row in standing if row.pk in wanted]
    if not going or len(going) != len(wanted):
        raise Unusable((Fault("measures", _("เลือกมาตรการที่ยังไม่ถูกยกเลิกอย่างน้อยสองข้อ")),))
    numbers = {row.pk: number_of_measure(plan.number_prefix, index) for index, row in enumerate(standing, start=1)}
    before = state_of_measure(target)
    reason = f"รวมเข้ากับ {numbers[target.pk]} {target.title}"  # kept with the plan: Thai whatever the language of the page
    for other in going:
        _merge_one(by, at, other, target, reason[:LONGEST_REASON], plan)
    _grow(target)
    _tell("plans.measure_merged", by, at, target, before, state_of_measure(target), [plan, *going])
    return target


def _locked(plan_id: int) -> tuple[Plan, list[Measure]]:
    """The plan, locked until the end of the transaction, and its standing measures in order."""
    plan = Plan.objects.select_for_update().get(pk=plan_id)
    return plan, list(Measure.objects.filter(plan=plan, withdrawn_at=None).select_related("plan"))


def _standing(pk: int, rows: list[Measure]) -> Measure:
    found = next((row for row in rows if row.pk == pk), None)
    if found is None:
        raise Unusable((Fault("title", _("มาตรการนี้ถูกยกเลิกแล้ว นำกลับมาก่อนจึงแก้ได้")),))
    return found


def _index(position: int, count: int) -> int:
    return min(max(position, 1), count) - 1


def _place(rows: Sequence[Measure] | Sequence[Step], slots: Sequence[int]) -> None:
    """Give the rows these orders. First out of the way, then into place, so that no two ever share one."""
    moved = [(row, slot) for row, slot in zip(rows, slots, strict=True) if row.order != slot]
    model = type(moved[0][0])
    model._default_manager.filter(pk__in=[row.pk for row, _slot in moved]).update(order=F("order") + max(slots) + 1)
    for row, slot in moved:
        row.order = slot
    model._default_manager.bulk_update([row for row, _slot in moved], ["order"])


def _make_room(plan: Plan, *, behind: int) -> None:
    """Shift everything behind an order by one, withdrawn measures too; over a detour, for each row must be unique at each moment."""
    later = Measure.objects.filter(plan=plan, order__gt=behind)
    last = later.aggregate(last=Max("order"))["last"]
    if last is not None:
        later.update(order=F("order") + last + 1)
        Measure.objects.filter(plan=plan, order__gt=last).update(order=F("order") - last)


def _last_step(measure: Measure) -> int:
    return Step.objects.filter(measure=measure).aggregate(last=Max("order"))["last"] or 0


def _check_split(title: str, going: list[Step], steps: list[Step]) -> None:
    faults = []
    if not title.strip():
        faults.append(Fault("title", _("ใส่ชื่อมาตรการใหม่")))
    if not going:
        faults.append(Fault("steps", _("เลือกขั้นตอนที่จะย้ายไปมาตรการใหม่")))
    elif len(going) == len(steps):
        faults.append(Fault("steps", _("เหลือไว้อย่างน้อยหนึ่งขั้นตอนในมาตรการเดิม")))
    if faults:
        raise Unusable(tuple(faults))


def _shell(measure: Measure, title: str) -> MeasureDraft:
    """A draft with all that a measure says, under another title and without steps."""
    return MeasureDraft(
        title=title,
        numbers_steps=measure.numbers_steps,
        unit_ids=tuple(MeasureUnit.objects.filter(measure=measure).values_list("unit_id", flat=True)),
        is_for_every_unit=measure.is_for_every_unit,
        responsible_as_written=measure.responsible_as_written,
        starts_on=measure.starts_on,
        ends_on=measure.ends_on,
        period_as_written=measure.period_as_written,
        monitoring=tuple(MonitoringDraft(entry.due_on, entry.as_written) for entry in _own_dates(measure)),
        indicators=tuple(LiftedIndicator.objects.filter(measure=measure).values_list("number", flat=True)),
    )


def _own_dates(measure: Measure) -> Sequence[MonitoringDate]:
    return list(MonitoringDate.objects.filter(measure=measure, step=None))


def _take_steps(steps: Sequence[Step], target: Measure) -> None:
    """Move steps to the end of another measure, with what hangs on them. Reports are append-only and follow their step by themselves."""
    for order, step in enumerate(steps, start=_last_step(target) + 1):
        step.measure, step.order = target, order
        step.save()
    MonitoringDate.objects.filter(step__in=steps).update(measure=target)
    MoreRequest.objects.filter(step__in=steps).update(measure=target)
    MeasureEvidence.objects.filter(step__in=steps).update(measure=target)


def _merge_one(by: Actor, at: datetime, other: Measure, target: Measure, reason: str, plan: Plan) -> None:
    before = state_of_measure(other)
    steps = list(other.steps.filter(withdrawn_at=None))
    if not steps:
        order = _last_step(other) + 1
        steps = [Step.objects.create(agency_id=other.agency_id, measure=other, order=order, text=other.title, created_at=at)]
    for step in steps:
        _keep_meaning(step, other, target)
    _take_steps(steps, target)
    kept = set(LiftedIndicator.objects.filter(measure=target).values_list("number", flat=True))
    lifted = LiftedIndicator.objects.filter(measure=other).exclude(number__in=kept)
    LiftedIndicator.objects.bulk_create(LiftedIndicator(measure=target, number=entry.number) for entry in lifted)
    _share_evidence(by, at, other, target)
    other.withdrawn_at, other.withdrawn_by_id, other.withdrawal_reason, other.merged_into = at, by.person_id, reason, target
    other.save()
    _grow(other)
    _tell("plans.measure_withdrawn", by, at, other, before, state_of_measure(other), [plan, target], note=reason)


def _share_evidence(by: Actor, at: datetime, other: Measure, target: Measure) -> None:
    """What shows that the whole of a measure was done shows it of the measure that takes it in; should it come back, it has it still."""
    held = MeasureEvidence.objects.filter(measure=target, step=None, ended_at=None).values_list("evidence_id", flat=True)
    ties = MeasureEvidence.objects.filter(measure=other, step=None, ended_at=None).exclude(evidence_id__in=list(held))
    MeasureEvidence.objects.bulk_create(
        MeasureEvidence(measure=target, evidence_id=tied.evidence_id, added_by_id=by.person_id, added_at=at) for tied in ties
    )


def _keep_meaning(step: Step, source: Measure, target: Measure) -> None:
    """Write into a step what it took from its measure, where the measure that it moves to says something else."""
    units = list(MeasureUnit.objects.filter(measure=source).values_list("unit_id", flat=True))
    has_own_units = step.is_for_every_unit or StepUnit.objects.filter(step=step).exists()
    new_units = set(MeasureUnit.objects.filter(measure=target).values_list("unit_id", flat=True))
    if not has_own_units and (set(units), source.is_for_every_unit) != (new_units, target.is_for_every_unit):
        step.is_for_every_unit = source.is_for_every_unit
        StepUnit.objects.bulk_create(StepUnit(step=step, unit_id=unit) for unit in units)
    days = {(entry.due_on, entry.as_written) for entry in _own_dates(source)}
    has_own_due = step.ends_on is not None or MonitoringDate.objects.filter(step=step).exists()
    if not has_own_due and days != {(entry.due_on, entry.as_written) for entry in _own_dates(target)}:
        MonitoringDate.objects.bulk_create(
            MonitoringDate(agency_id=step.agency_id, measure=source, step=step, due_on=due_on, as_written=as_written)
            for due_on, as_written in days
        )
    has_own_period = step.starts_on or step.ends_on or step.period_as_written
    period = (source.starts_on, source.ends_on, source.period_as_written)
    if not has_own_period and period != (target.starts_on, target.ends_on, target.period_as_written):
        step.starts_on, step.ends_on, step.period_as_written = period


def _grow(measure: Measure) -> None:
    measure.version += 1
    measure.save(update_fields=["version"])


def _tell(
    verb: str,
    by: Actor,
    at: datetime,
    measure: Measure,
    before: State,
    after: State,
    mentions: Sequence[Plan | Measure | Step],
    note: str = "",
) -> None:
    record(
        by=by,
        at=at,
        verb=verb,
        subject=measure,
        agency_id=measure.agency_id,
        before=before,
        after=after,
        mentions=mentions,
        note=note,
    )

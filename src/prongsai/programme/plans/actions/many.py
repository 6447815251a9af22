"""Changing several measures at once: seen before it is written, all or none, and undone as long as nobody changed them since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from prongsai.foundation.people.actor import Actor
from prongsai.programme.plans.actions.measures import change_measure
from prongsai.programme.plans.drafts import MeasureDraft, MonitoringDraft, StepDraft
from prongsai.programme.plans.models import Measure
from prongsai.programme.plans.queries.measures import draft_of

MOST_DAYS = 366
_MEASURE_FIELDS = ("unit_ids", "is_for_every_unit", "responsible_as_written", "starts_on", "ends_on", "monitoring", "indicators")
_STEP_FIELDS = ("starts_on", "ends_on", "monitoring")
_DAYS, _LISTS = frozenset({"starts_on", "ends_on"}), frozenset({"unit_ids", "indicators"})
Timed = TypeVar("Timed", MeasureDraft, StepDraft)
Undo = list[dict[str, Any]]
"""What stood before in each measure, as JSON: its id, the version that the change left, and the values that were replaced."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What several measures get; what is None or 0 stays as it is.

    `units` are ids, and whether it is every unit. `due_on` becomes the last day of monitoring. `shift_days` moves every day of monitoring
    of measures and steps, with `moves_period` first and last days too. `indicators` are added, or with `replaces_indicators` the only ones.
    """

    units: tuple[tuple[int, ...], bool] | None = None
    due_on: date | None = None
    shift_days: int = 0
    moves_period: bool = False
    indicators: tuple[int, ...] | None = None
    replaces_indicators: bool = False


@dataclass(frozen=True, slots=True)
class Planned:
    """A measure as it is and as it will be."""

    measure: Measure
    before: MeasureDraft
    after: MeasureDraft


class OutdatedMany(Exception):
    """Somebody else changed some of the measures; nothing was written. `measures` are those."""

    def __init__(self, measures: Sequence[Measure]) -> None:
        super().__init__(_("มีผู้อื่นแก้มาตรการที่เลือกไว้หลังจากท่านเห็นหน้านี้ จึงยังไม่ได้บันทึก"))
        self.measures = tuple(measures)


def planned(measures: Iterable[Measure], wish: Wish) -> list[Planned]:
    """What the wish makes of each measure; those that it leaves as they are come too."""
    return [Planned(measure, draft, wished(draft, wish)) for measure in measures for draft in [draft_of(measure)]]


def wished(draft: MeasureDraft, wish: Wish) -> MeasureDraft:
    """A measure as the wish makes it."""
    if wish.units is not None:
        draft = replace(draft, unit_ids=wish.units[0], is_for_every_unit=wish.units[1], responsible_as_written="")
    if wish.due_on is not None:
        draft = replace(draft, monitoring=_postponed(draft.monitoring, wish.due_on))
    if wish.shift_days:
        draft = _shifted(draft, wish)
        draft = replace(draft, steps=tuple(_shifted(step, wish) for step in draft.steps))
    if wish.indicators is not None:
        kept = () if wish.replaces_indicators else draft.indicators
        draft = replace(draft, indicators=tuple(sorted({*kept, *wish.indicators})))
    return draft


@transaction.atomic
def change_many(*, by: Actor, at: datetime, measures: Iterable[Measure], wish: Wish, versions: Mapping[int, int] | None = None) -> Undo:
    """Give several measures what is wished, all or none; what undoes it comes back, without those that it left as they were.

    `versions` are those that the person saw; raises `OutdatedMany` where one is no longer so, and `Unusable` for what cannot be.
    """
    by.must("plans.edit")
    rows = _locked(measure.pk for measure in measures)
    if versions is not None:
        _must_stand(rows, versions)
    undo: Undo = []
    for plan in planned(rows, wish):
        version = plan.measure.version
        changed = change_measure(by=by, at=at, measure=plan.measure, draft=plan.after, version=version)
        if changed.version != version:
            undo.append({"pk": changed.pk, "version": changed.version, **_replaced(plan)})
    return undo


@transaction.atomic
def undo_many(*, by: Actor, at: datetime, undo: Undo, note: str = "") -> int:
    """Write back what stood before, all or none; returns how many measures. Raises `OutdatedMany` where somebody changed one since."""
    by.must("plans.edit")
    versions = {entry["pk"]: entry["version"] for entry in undo}
    rows = _locked(versions)
    _must_stand(rows, versions)
    held = {entry["pk"]: entry for entry in undo}
    for row in rows:
        entry, draft = held[row.pk], draft_of(row)
        steps = {int(pk): values for pk, values in entry["steps"].items()}
        old = tuple(replace(step, **_read(steps[step.step_id])) if step.step_id in steps else step for step in draft.steps)
        draft = replace(draft, steps=old, **_read(entry["measure"]))
        change_measure(by=by, at=at, measure=row, draft=draft, version=row.version, note=note)
    return len(rows)


def _locked(ids: Iterable[int]) -> list[Measure]:
    found = Measure.objects.select_for_update(of=("self",)).filter(pk__in=list(ids), withdrawn_at=None).select_related("plan")
    return list(found.order_by("order", "pk"))


def _must_stand(rows: Sequence[Measure], versions: Mapping[int, int]) -> None:
    """Raise `OutdatedMany` where a measure has another version than the person saw, or was withdrawn."""
    standing = {row.pk: row.version for row in rows}
    changed = [pk for pk, version in versions.items() if standing.get(pk) != version]
    if changed:
        raise OutdatedMany(list(Measure.objects.filter(pk__in=changed)))


def _postponed(monitoring: tuple[MonitoringDraft, ...], due_on: date) -> tuple[MonitoringDraft, ...]:
    """The last day becomes this one; earlier days and words without a day stay."""
    last = max((entry.due_on for entry in monitoring if entry.due_on), default=None)
    kept = tuple(entry for entry in monitoring if entry.due_on is None or entry.due_on not in {last, due_on})
    return (*kept, MonitoringDraft(due_on))


def _shifted(draft: Timed, wish: Wish) -> Timed:
    """The days of a measure or step, moved. Words of a paper beside a day no longer hold and go."""
    by = timedelta(days=wish.shift_days)
    monitoring = tuple(MonitoringDraft(entry.due_on + by) if entry.due_on else entry for entry in draft.monitoring)
    draft = replace(draft, monitoring=monitoring)
    if not wish.moves_period:
        return draft
    return replace(draft, starts_on=draft.starts_on and draft.starts_on + by, ends_on=draft.ends_on and draft.ends_on + by)


def _replaced(plan: Planned) -> dict[str, Any]:
    after = {step.step_id: step for step in plan.after.steps}
    steps = {str(step.step_id): held for step in plan.before.steps if (held := _differing(step, after[step.step_id], _STEP_FIELDS))}
    return {"measure": _differing(plan.before, plan.after, _MEASURE_FIELDS), "steps": steps}


def _differing(before: MeasureDraft | StepDraft, after: MeasureDraft | StepDraft, names: Iterable[str]) -> dict[str, Any]:
    return {name: _plain(getattr(before, name)) for name in names if getattr(before, name) != getattr(after, name)}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, MonitoringDraft):
        return [_plain(getattr(value, field.name)) for field in fields(value)]
    return [_plain(entry) for entry in value] if isinstance(value, tuple) else value


def _read(held: Mapping[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, value in held.items():
        if name in _DAYS:
            values[name] = _day(value)
        elif name == "monitoring":
            values[name] = tuple(MonitoringDraft(_day(due_on), words) for due_on, words in value)
        else:
            values[name] = tuple(value) if name in _LISTS else value
    return values


def _day(held: str | None) -> date | None:
    return date.fromisoformat(held) if held else None

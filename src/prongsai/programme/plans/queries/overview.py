"""A plan at a glance: every standing measure with steps, dates, reports and status, in a number of queries that does not grow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from prongsai.programme.plans.models import (
    LiftedIndicator,
    Measure,
    MeasureUnit,
    MonitoringDate,
    MoreRequest,
    Plan,
    ProgressReport,
    Step,
    StepUnit,
)
from prongsai.programme.plans.numbering import number_of_measure, number_of_step
from prongsai.programme.plans.progress.status import ReportSeen, StepSeen, Task, read_measure, read_step, within_finished
from prongsai.programme.plans.queries.evidence import evidence_counts
from prongsai.programme.plans.queries.rows import MeasureRow, MonitoringDay, ReportRow, StepRow

STATUSES = ("completed", "in_progress", "overdue", "not_started")
_REPORT_FIELDS = (
    "pk", "measure_id", "step_id", "unit_id", "unit_name", "happened_on", "reported_at", "is_finished", "done_text", "outputs", "outcomes",
    "obstacles", "suggestions", "counts", "file_count",
)  # fmt: skip


class _Step(NamedTuple):
    """A step's own columns; thousands of these are read where model objects would take their time."""

    pk: int
    measure_id: int
    text: str
    details: str
    is_for_every_unit: bool
    responsible_as_written: str
    starts_on: date | None
    ends_on: date | None
    period_as_written: str


@dataclass
class _Read:
    """What was read from the database, by the measure or step that it belongs to."""

    measure_units: dict[int, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    step_units: dict[int, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    steps: dict[int, list[_Step]] = field(default_factory=lambda: defaultdict(list))
    measure_dates: dict[int, list[MonitoringDay]] = field(default_factory=lambda: defaultdict(list))
    step_dates: dict[int, list[MonitoringDay]] = field(default_factory=lambda: defaultdict(list))
    measure_reports: dict[int, list[ReportRow]] = field(default_factory=lambda: defaultdict(list))
    step_reports: dict[int, list[ReportRow]] = field(default_factory=lambda: defaultdict(list))
    evidence: dict[int, int] = field(default_factory=dict)
    indicators: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    requests: dict[int, int] = field(default_factory=dict)


def measure_rows(plan_id: int, today: date) -> list[MeasureRow]:
    """The standing measures of a plan in order, as they stand on `today` (a past day shows what had been done by then)."""
    prefix = Plan.objects.values_list("number_prefix", flat=True).get(pk=plan_id)
    measures = list(Measure.objects.filter(plan_id=plan_id, withdrawn_at=None))
    read = _read({"measure__plan_id": plan_id}, today)
    return [_measure_row(measure, number_of_measure(prefix, position), read, today) for position, measure in enumerate(measures, start=1)]


def measure_row(measure: Measure, today: date) -> MeasureRow | None:
    """One measure as `measure_rows` shows it, without reading the others; None for a withdrawn one."""
    if measure.withdrawn_at is not None:
        return None
    before = Measure.objects.filter(plan_id=measure.plan_id, withdrawn_at=None).filter(
        Q(order__lt=measure.order) | Q(order=measure.order, pk__lt=measure.pk)
    )
    number = number_of_measure(measure.plan.number_prefix, before.count() + 1)
    return _measure_row(measure, number, _read({"measure_id": measure.pk}, today), today)


def counts(rows: Iterable[MeasureRow]) -> dict[str, int]:
    """How many measures have which status; completed late counts as completed."""
    counted = dict.fromkeys(STATUSES, 0)
    for row in rows:
        counted["completed" if row.reading.is_completed else row.reading.code] += 1
    return counted


def _read(of: dict[str, int], today: date) -> _Read:
    """Everything of the measures that `of` names, as the conditions of a table with a measure."""
    read = _Read()
    for measure_id, unit_id, name in MeasureUnit.objects.filter(**of).order_by("pk").values_list("measure_id", "unit_id", "unit__name"):
        read.measure_units[measure_id].append((unit_id, name))
    for values in Step.objects.filter(**of, withdrawn_at=None).values_list(*_Step._fields):
        step = _Step(*values)
        read.steps[step.measure_id].append(step)
    of_steps = {f"step__{name}": value for name, value in of.items()}
    own_units = StepUnit.objects.filter(**of_steps, step__withdrawn_at=None).order_by("pk")
    for step_id, unit_id, name in own_units.values_list("step_id", "unit_id", "unit__name"):
        read.step_units[step_id].append((unit_id, name))
    # What belongs to a step goes where the step is now, for steps move when measures are split or merged.
    moved = MonitoringDate.objects.filter(Q(step=None, **of) | Q(**of_steps))
    for measure_id, of_step, due_on, as_written in moved.values_list("measure_id", "step_id", "due_on", "as_written"):
        place = read.measure_dates[measure_id] if of_step is None else read.step_dates[of_step]
        place.append(MonitoringDay(due_on, as_written))
    for measure_id, number in LiftedIndicator.objects.filter(**of).values_list("measure_id", "number"):
        read.indicators[measure_id].append(number)
    wanted = MoreRequest.objects.filter(**of, answer=None, withdrawn_at=None).order_by()
    read.requests = dict(wanted.values_list("measure_id").annotate(count=Count("pk")))
    read.evidence = evidence_counts(Q(step=None, **of) | Q(**of_steps), today)
    _read_reports(read, ProgressReport.objects.filter(Q(step=None, **of) | Q(**of_steps), corrected_by=None, happened_on__lte=today))
    return read


def _read_reports(read: _Read, found: QuerySet[ProgressReport]) -> None:
    told = found.annotate(
        home=Coalesce("step__measure_id", "measure_id"), file_count=Count("files"), unit_name=Coalesce("unit__name", Value(""))
    )
    for home, *values in told.order_by("happened_on", "reported_at", "pk").values_list("home", *_REPORT_FIELDS):
        row = ReportRow(*values)
        if row.step_id is None:
            read.measure_reports[home].append(row)
        else:
            read.step_reports[row.step_id].append(row)


def _measure_row(measure: Measure, number: str, read: _Read, today: date) -> MeasureRow:
    units, dates = read.measure_units[measure.pk], tuple(read.measure_dates[measure.pk])
    own_due = _last_day(dates) or measure.ends_on
    steps = tuple(
        _step_row(step, number_of_step(number, position) if measure.numbers_steps else "", measure, read, own_due, today)
        for position, step in enumerate(read.steps[measure.pk], start=1)
    )
    reports = tuple(read.measure_reports[measure.pk])
    own = Task(measure.starts_on, own_due, _seen(reports))
    seen = [StepSeen(step.reading, step.due_on) for step in steps]
    reading = read_measure(own, seen, today)
    steps = tuple(replace(step, reading=within_finished(one, own, today)) for step, one in zip(steps, seen, strict=True))
    return MeasureRow(
        pk=measure.pk,
        number=number,
        title=measure.title,
        unit_ids=tuple(pk for pk, _name in units),
        unit_names=tuple(name for _pk, name in units),
        is_for_every_unit=measure.is_for_every_unit,
        responsible_as_written=measure.responsible_as_written,
        starts_on=measure.starts_on,
        ends_on=measure.ends_on,
        period_as_written=measure.period_as_written,
        monitoring=dates,
        due_on=own_due or max((step.due_on for step in steps if step.due_on is not None), default=None),
        reading=reading,
        evidence_count=read.evidence.get(measure.pk, 0),
        indicators=tuple(read.indicators[measure.pk]),
        open_requests=read.requests.get(measure.pk, 0),
        steps=steps,
        reports=reports,
        catalogue_key=measure.catalogue_key,
        version=measure.version,
    )


def _step_row(step: _Step, number: str, measure: Measure, read: _Read, due_of_measure: date | None, today: date) -> StepRow:
    own_units, dates, reports = read.step_units[step.pk], tuple(read.step_dates[step.pk]), tuple(read.step_reports[step.pk])
    has_own_units = bool(own_units) or step.is_for_every_unit
    units = own_units if has_own_units else read.measure_units[measure.pk]
    due_on = _last_day(dates) or step.ends_on or due_of_measure
    return StepRow(
        pk=step.pk,
        number=number,
        text=step.text,
        details=step.details,
        unit_ids=tuple(pk for pk, _name in units),
        unit_names=tuple(name for _pk, name in units),
        has_own_units=has_own_units,
        is_for_every_unit=step.is_for_every_unit or (not has_own_units and measure.is_for_every_unit),
        responsible_as_written=step.responsible_as_written,
        starts_on=step.starts_on,
        ends_on=step.ends_on,
        period_as_written=step.period_as_written,
        monitoring=dates,
        due_on=due_on,
        reading=read_step(Task(step.starts_on or measure.starts_on, due_on, _seen(reports)), today),
        reports=reports,
    )


def _last_day(dates: Sequence[MonitoringDay]) -> date | None:
    return max((entry.due_on for entry in dates if entry.due_on is not None), default=None)


def _seen(reports: Iterable[ReportRow]) -> tuple[ReportSeen, ...]:
    return tuple(ReportSeen(report.happened_on, report.reported_at, report.is_finished) for report in reports)

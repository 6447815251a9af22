"""The plan of a year as it stands, read whole with a handful of queries: what a workbook shows, and what one that comes back meets."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from prongsai.foundation.agencies.models import Unit
from prongsai.programme.plans.drafts import MeasureDraft, MonitoringDraft, StepDraft
from prongsai.programme.plans.models import LiftedIndicator, Measure, MeasureUnit, MonitoringDate, Plan, ProgressReport, Step, StepUnit
from prongsai.programme.plans.numbering import number_of_measure, number_of_step


@dataclass(frozen=True, slots=True)
class StandingMeasure:
    """A standing measure as a draft, with its number; the draft's steps have the numbers `step_numbers`, in order."""

    pk: int
    version: int
    number: str
    draft: MeasureDraft
    step_numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StandingPlan:
    """A plan as it stands.

    `units` are all units of the agency by id, `open_units` the ids of those that a form offers. `reported` are the reports that stand, as
    (measure, step, unit, day, what was done). `gone` are measures and steps that were withdrawn, as keys of rows, with the steps of
    withdrawn measures.
    """

    pk: int
    agency_id: int
    fiscal_year: int
    title: str
    measures: tuple[StandingMeasure, ...]
    units: dict[int, str]
    open_units: frozenset[int]
    gone: frozenset[str]
    reported: frozenset[tuple[int, int | None, int | None, date, str]]

    def unit_names(self) -> list[str]:
        """The names that a form offers, in their order."""
        return [name for pk, name in self.units.items() if pk in self.open_units]


def key_of_measure(pk: int) -> str:
    """The key of a measure's row."""
    return f"m{pk}"


def key_of_step(pk: int) -> str:
    """The key of a step's row."""
    return f"s{pk}"


def standing_plan(plan: Plan) -> StandingPlan:
    """Read a plan with everything that a workbook holds."""
    measures = list(Measure.objects.filter(plan=plan, withdrawn_at=None))
    units = list(Unit.objects.filter(agency_id=plan.agency_id))
    gone = {key_of_measure(pk) for pk in Measure.objects.filter(plan=plan).exclude(withdrawn_at=None).values_list("pk", flat=True)}
    lost = Step.objects.filter(measure__plan=plan).exclude(withdrawn_at=None, measure__withdrawn_at=None)
    gone |= {key_of_step(pk) for pk in lost.values_list("pk", flat=True)}
    found = ProgressReport.objects.filter(measure__plan=plan, corrected_by=None)
    return StandingPlan(
        pk=plan.pk,
        agency_id=plan.agency_id,
        fiscal_year=plan.fiscal_year,
        title=plan.title,
        measures=tuple(_measures(plan, measures)),
        units={unit.pk: unit.name for unit in units},
        open_units=frozenset(unit.pk for unit in units if unit.closed_at is None),
        gone=frozenset(gone),
        reported=frozenset(found.values_list("measure_id", "step_id", "unit_id", "happened_on", "done_text")),
    )


def _measures(plan: Plan, measures: list[Measure]) -> list[StandingMeasure]:
    of_measures: dict[int, list[int]] = defaultdict(list)
    for measure_id, unit_id in MeasureUnit.objects.filter(measure__plan=plan).order_by("pk").values_list("measure_id", "unit_id"):
        of_measures[measure_id].append(unit_id)
    lifted: dict[int, list[int]] = defaultdict(list)
    for measure_id, number in LiftedIndicator.objects.filter(measure__plan=plan).order_by("number").values_list("measure_id", "number"):
        lifted[measure_id].append(number)
    dates: dict[tuple[int, int | None], list[MonitoringDraft]] = defaultdict(list)
    entries = MonitoringDate.objects.filter(measure__plan=plan).values_list("measure_id", "step_id", "due_on", "as_written")
    for measure_id, step_id, due_on, as_written in entries:
        dates[measure_id, step_id].append(MonitoringDraft(due_on, as_written))
    steps = _steps(plan, dates)
    numbers = {measure.pk: number_of_measure(plan.number_prefix, place) for place, measure in enumerate(measures, start=1)}
    return [
        StandingMeasure(
            pk=measure.pk,
            version=measure.version,
            number=numbers[measure.pk],
            draft=MeasureDraft(
                title=measure.title,
                steps=tuple(steps[measure.pk]),
                numbers_steps=measure.numbers_steps,
                unit_ids=tuple(of_measures[measure.pk]),
                is_for_every_unit=measure.is_for_every_unit,
                responsible_as_written=measure.responsible_as_written,
                starts_on=measure.starts_on,
                ends_on=measure.ends_on,
                period_as_written=measure.period_as_written,
                monitoring=tuple(dates[measure.pk, None]),
                indicators=tuple(lifted[measure.pk]),
                catalogue_key=measure.catalogue_key,
            ),
            step_numbers=tuple(number_of_step(numbers[measure.pk], step) for step in range(1, len(steps[measure.pk]) + 1)),
        )
        for measure in measures
    ]


def _steps(plan: Plan, dates: dict[tuple[int, int | None], list[MonitoringDraft]]) -> dict[int, list[StepDraft]]:
    units: dict[int, list[int]] = defaultdict(list)
    for step_id, unit_id in StepUnit.objects.filter(step__measure__plan=plan).order_by("pk").values_list("step_id", "unit_id"):
        units[step_id].append(unit_id)
    found: dict[int, list[StepDraft]] = defaultdict(list)
    for step in Step.objects.filter(measure__plan=plan, withdrawn_at=None):
        found[step.measure_id].append(
            StepDraft(
                text=step.text,
                step_id=step.pk,
                details=step.details,
                unit_ids=tuple(units[step.pk]),
                is_for_every_unit=step.is_for_every_unit,
                responsible_as_written=step.responsible_as_written,
                starts_on=step.starts_on,
                ends_on=step.ends_on,
                period_as_written=step.period_as_written,
                monitoring=tuple(dates[step.measure_id, step.pk]),
            )
        )
    return found

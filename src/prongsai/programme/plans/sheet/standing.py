"""The plan of a year as it stands, read whole with a handful of queries: what a workbook shows, and what one that comes back meets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from prongsai.foundation.agencies.models import Unit
from prongsai.programme.plans.drafts import MeasureDraft, MonitoringDraft, StepDraft
from prongsai.programme.plans.models import LiftedIndicator, Measure, MeasureUnit, MonitoringDate, Plan, ProgressReport, Step, StepUnit
from prongsai.programme.plans.numbering import number_of_measure, number_of_step
from prongsai.programme.plans.progress.drafts import Count, ProgressDraft
from prongsai.programme.plans.sheet.cells import tidy

ReportKey = tuple[int | None, int | None, int | None, date, str]
"""What a report is known by: measure (None where a step is), step, unit, day, and what was done."""
ReportRest = tuple[object, ...]
"""Everything else that a report says."""


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

    `units` are all units of the agency by id, `open_units` the ids of those that a form offers. `reported` are the reports that were
    made, corrected ones too, with what else they say. `gone` are measures and steps that were withdrawn, as keys of rows, with the steps of
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
    reported: Mapping[ReportKey, frozenset[ReportRest]]

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
    return StandingPlan(
        pk=plan.pk,
        agency_id=plan.agency_id,
        fiscal_year=plan.fiscal_year,
        title=plan.title,
        measures=tuple(_measures(plan, measures)),
        units={unit.pk: unit.name for unit in units},
        open_units=frozenset(unit.pk for unit in units if unit.closed_at is None),
        gone=frozenset(gone),
        reported=_reported(plan),
    )


def _reported(plan: Plan) -> dict[ReportKey, frozenset[ReportRest]]:
    """Every report that was ever made: who hands a row in again whose report was corrected since does not bring the old one back."""
    found: dict[ReportKey, set[ReportRest]] = defaultdict(set)
    for report in ProgressReport.objects.filter(measure__plan=plan):
        counts = tuple(Count(count["what"], count["number"], count["unit"]) for count in report.counts)
        draft = ProgressDraft(
            happened_on=report.happened_on,
            done_text=report.done_text,
            step_id=report.step_id,
            unit_id=report.unit_id,
            is_finished=report.is_finished,
            counts=counts,
            outputs=report.outputs,
            outcomes=report.outcomes,
            obstacles=report.obstacles,
            suggestions=report.suggestions,
        )
        found[key_of_report(report.measure_id, draft, report.happened_on)].add(rest_of_report(draft))
    return {key: frozenset(rests) for key, rests in found.items()}


def key_of_report(measure_id: int, draft: ProgressDraft, day: date) -> ReportKey:
    """What a report is known by. A step keeps its reports where it moves to another measure."""
    return (None if draft.step_id else measure_id, draft.step_id, draft.unit_id, day, tidy(draft.done_text))


def rest_of_report(draft: ProgressDraft) -> ReportRest:
    """What a report says besides."""
    texts = (tidy(text) for text in (draft.outputs, draft.outcomes, draft.obstacles, draft.suggestions))
    return (draft.is_finished, *texts, *((count.what.strip(), count.number, count.unit.strip()) for count in draft.counts))


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

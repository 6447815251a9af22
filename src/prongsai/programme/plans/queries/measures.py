"""Reading single measures: what a form starts from, where a measure came from, what was withdrawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from prongsai.foundation.agencies.models import Unit
from prongsai.programme.plans.drafts import MeasureDraft, MonitoringDraft, StepDraft
from prongsai.programme.plans.models import ImportRun, Measure, MonitoringDate, Plan, Step, StepUnit


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a measure came from: paper, measure that it was split from or that it goes on with from an earlier year, entry of the
    catalogue; none of them means by hand. `carried_into` are those of later years that go on with it.
    """

    paper: ImportRun | None
    catalogue_key: str
    split_from: Measure | None
    carried_from: Measure | None
    carried_into: tuple[Measure, ...]
    merged_from: tuple[Measure, ...]


def plan_in(agency_id: int, fiscal_year: int) -> Plan | None:
    """The agency's plan of a year, or None."""
    return Plan.objects.filter(agency_id=agency_id, fiscal_year=fiscal_year).first()


def standing_count(agency_id: int, fiscal_year: int) -> int:
    """How many measures stand in the agency's plan of a year; 0 without a plan."""
    return Measure.objects.filter(plan__agency_id=agency_id, plan__fiscal_year=fiscal_year, withdrawn_at=None).count()


def standing_measures(plan: Plan) -> list[Measure]:
    """The measures of a plan that are not withdrawn, in order."""
    return list(Measure.objects.filter(plan=plan, withdrawn_at=None))


def standing_steps(measure: Measure) -> list[Step]:
    """The steps of a measure that are not withdrawn, in order."""
    return list(Step.objects.filter(measure=measure, withdrawn_at=None).select_related("measure"))


def step_counts(measures: Iterable[Measure]) -> dict[int, int]:
    """How many steps stand in each of these measures; one without any is left out."""
    found = Step.objects.filter(measure__in=[measure.pk for measure in measures], withdrawn_at=None).order_by()
    return dict(found.values_list("measure_id").annotate(count=Count("pk")))


def taken_from_catalogue(agency_id: int, fiscal_year: int) -> frozenset[str]:
    """The keys of the catalogue's entries that stand in the agency's plan of a year."""
    found = Measure.objects.filter(plan__agency_id=agency_id, plan__fiscal_year=fiscal_year, withdrawn_at=None).exclude(catalogue_key="")
    return frozenset(found.values_list("catalogue_key", flat=True))


def withdrawn_measures(plan: Plan) -> list[Measure]:
    """The withdrawn measures of a plan, newest first, with who withdrew them and what they were merged into."""
    found = Measure.objects.filter(plan=plan).exclude(withdrawn_at=None).select_related("withdrawn_by", "merged_into")
    return list(found.order_by("-withdrawn_at", "-pk"))


def withdrawn_steps(measure: Measure) -> list[Step]:
    """The steps that were taken out of a measure, newest first."""
    return list(
        Step.objects.filter(measure=measure).exclude(withdrawn_at=None).select_related("withdrawn_by").order_by("-withdrawn_at", "-pk")
    )


def units_offered(agency_id: int, chosen: Iterable[int] = ()) -> list[Unit]:
    """The units that a form offers: the open ones, and closed ones that are chosen already."""
    return list(Unit.objects.filter(Q(closed_at=None) | Q(pk__in=list(chosen)), agency_id=agency_id))


def measures_named(plan: Plan, measure_ids: Iterable[int]) -> list[Measure]:
    """The standing measures of a plan among these, in order; what is not there is left out."""
    return list(Measure.objects.filter(plan=plan, withdrawn_at=None, pk__in=list(measure_ids)))


def origin_of(measure: Measure) -> Origin:
    """Where a measure came from, and what was merged into it."""
    paper = measure.import_runs.select_related("file").order_by("pk").first()
    split_from = Measure.objects.get(pk=measure.split_from_id) if measure.split_from_id else None
    carried_from = Measure.objects.select_related("plan").get(pk=measure.carried_from_id) if measure.carried_from_id else None
    carried_into = measure.carried_into.filter(withdrawn_at=None).select_related("plan").order_by("plan__fiscal_year")
    key = "" if paper else measure.catalogue_key
    return Origin(paper, key, split_from, carried_from, tuple(carried_into), tuple(measure.merged_from.order_by("order")))


def draft_of(measure: Measure) -> MeasureDraft:
    """A measure with its standing steps as a draft: what a form shows, and what saving it unchanged would hand back."""
    dates: dict[int | None, list[MonitoringDraft]] = defaultdict(list)
    for step_id, due_on, as_written in MonitoringDate.objects.filter(measure=measure).values_list("step_id", "due_on", "as_written"):
        dates[step_id].append(MonitoringDraft(due_on, as_written))
    units: dict[int, list[int]] = defaultdict(list)
    for step_id, unit_id in StepUnit.objects.filter(step__measure=measure).order_by("pk").values_list("step_id", "unit_id"):
        units[step_id].append(unit_id)
    steps = tuple(
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
            monitoring=tuple(dates[step.pk]),
        )
        for step in Step.objects.filter(measure=measure, withdrawn_at=None)
    )
    return MeasureDraft(
        title=measure.title,
        steps=steps,
        numbers_steps=measure.numbers_steps,
        unit_ids=tuple(measure.unit_links.order_by("pk").values_list("unit_id", flat=True)),
        is_for_every_unit=measure.is_for_every_unit,
        responsible_as_written=measure.responsible_as_written,
        starts_on=measure.starts_on,
        ends_on=measure.ends_on,
        period_as_written=measure.period_as_written,
        monitoring=tuple(dates[None]),
        indicators=tuple(measure.indicators.values_list("number", flat=True)),
        catalogue_key=measure.catalogue_key,
    )

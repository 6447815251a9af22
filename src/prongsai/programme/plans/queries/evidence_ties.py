"""Where evidence belongs: the measures and steps that it is tied to, and those to which a person may tie it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from prongsai.foundation.people.actor import Actor
from prongsai.programme.evidence.models import Evidence
from prongsai.programme.plans.models import Measure, MeasureEvidence, Plan, Step
from prongsai.programme.plans.numbering import number_of_measure, number_of_step
from prongsai.programme.plans.permissions import units_concerned_by_measure

PERMISSION = "evidence.add"

Steps = tuple[tuple[int, str], ...]
"""Keys of steps with number and text; withdrawn ones, and those of measures that do not number them, have no number."""


@dataclass(frozen=True, slots=True)
class TiedMeasure:
    """A measure that evidence is tied to, with its number ("" for a withdrawn one): as a whole, or some of its steps."""

    measure: Measure
    number: str
    is_whole: bool
    steps: Steps

    @property
    def has_several(self) -> bool:
        """Whether there is more than one tie to this measure."""
        return len(self.steps) + self.is_whole > 1


@dataclass(frozen=True, slots=True)
class MeasureToTie:
    """A measure with what evidence is not tied to yet: the whole, where `is_whole_free`, and these steps."""

    measure: Measure
    number: str
    is_whole_free: bool
    steps: Steps


def measures_of_evidence(evidence: Evidence) -> list[TiedMeasure]:
    """The measures that evidence is tied to, in the order of the ties."""
    ties = MeasureEvidence.objects.filter(evidence=evidence, ended_at=None).select_related("measure__plan", "step__measure__plan")
    homes: dict[int, Measure] = {}
    whole: set[int] = set()
    steps: dict[int, list[Step]] = defaultdict(list)
    for tied in ties:
        home = tied.step.measure if tied.step else tied.measure
        homes[home.pk] = home
        if tied.step:
            steps[home.pk].append(tied.step)
        else:
            whole.add(home.pk)
    numbers: dict[int, str] = {}
    for plan_id in {home.plan_id for home in homes.values()}:
        numbers |= _numbers(plan_id)
    standing = {pk: words for found in _steps(list(homes.values()), numbers).values() for pk, words in found} if steps else {}
    return [
        TiedMeasure(home, numbers.get(pk, ""), pk in whole, tuple((step.pk, standing.get(step.pk, step.text)) for step in steps[pk]))
        for pk, home in homes.items()
    ]


def measures_to_tie(evidence: Evidence, by: Actor) -> list[MeasureToTie]:
    """The standing measures of the evidence's year that this person may tie it to, or to steps of which, in order."""
    plan = Plan.objects.filter(agency_id=evidence.agency_id, fiscal_year=evidence.fiscal_year).first()
    if plan is None:
        return []
    measures = list(Measure.objects.filter(plan=plan, withdrawn_at=None))
    if PERMISSION not in by.permissions:
        units = units_concerned_by_measure(measures)
        measures = [measure for measure in measures if by.may(PERMISSION, unit_ids=units[measure.pk])]
    numbers = _numbers(plan.pk)
    ties = MeasureEvidence.objects.filter(evidence=evidence, ended_at=None)
    whole = set(ties.filter(step=None).values_list("measure_id", flat=True))
    held = set(ties.exclude(step=None).values_list("step_id", flat=True))
    steps = _steps(measures, numbers)
    found = [
        MeasureToTie(
            measure, numbers[measure.pk], measure.pk not in whole, tuple(step for step in steps[measure.pk] if step[0] not in held)
        )
        for measure in measures
    ]
    return [entry for entry in found if entry.is_whole_free or entry.steps]


def _steps(measures: Collection[Measure], numbers: dict[int, str]) -> dict[int, Steps]:
    """The standing steps of measures, with number and text."""
    found: dict[int, list[Step]] = {measure.pk: [] for measure in measures}
    for step in Step.objects.filter(measure__in=list(found), withdrawn_at=None):
        found[step.measure_id].append(step)
    return {
        measure.pk: tuple(
            (
                step.pk,
                f"{number_of_step(numbers[measure.pk], place)} {step.text}"
                if measure.numbers_steps and measure.pk in numbers
                else step.text,
            )
            for place, step in enumerate(found[measure.pk], start=1)
        )
        for measure in measures
    }


def _numbers(plan_id: int) -> dict[int, str]:
    """The numbers of the standing measures of a plan."""
    prefix = Plan.objects.values_list("number_prefix", flat=True).get(pk=plan_id)
    standing = Measure.objects.filter(plan_id=plan_id, withdrawn_at=None).values_list("pk", flat=True)
    return {pk: number_of_measure(prefix, position) for position, pk in enumerate(standing, start=1)}

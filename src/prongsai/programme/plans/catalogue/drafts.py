"""An entry of the catalogue as a draft for a year: what a person sees before it goes into the plan."""

from __future__ import annotations

from collections.abc import Sequence

from prongsai.core.thai.units import ALL_UNITS, unit_canonical
from prongsai.foundation.agencies.models import Unit
from prongsai.programme.plans.catalogue import CatalogueMeasure
from prongsai.programme.plans.drafts import GapDraft, MeasureDraft, MonitoringDraft, StepDraft


def draft_from(entry: CatalogueMeasure, *, fiscal_year: int, units: Sequence[Unit], answers: tuple[GapDraft, ...] = ()) -> MeasureDraft:
    """Title, steps, usual months of that year and indicators of an entry, with those of its units that the agency has.

    `answers` are the gaps of a result that it was chosen for.
    """
    first, last = entry.period_in(fiscal_year)
    return MeasureDraft(
        title=entry.title,
        steps=tuple(StepDraft(text=text) for text in entry.steps),
        unit_ids=tuple(unit.pk for name in entry.units for unit in units if name in {unit.name, unit.canonical, unit_canonical(unit.name)}),
        is_for_every_unit=ALL_UNITS in entry.units,
        starts_on=first,
        ends_on=last,
        monitoring=(MonitoringDraft(entry.report_due_in(fiscal_year)),),
        indicators=entry.indicators,
        catalogue_key=entry.key,
        answers=answers,
    )


def missing_units(entry: CatalogueMeasure, units: Sequence[Unit]) -> tuple[str, ...]:
    """The usual units of an entry that the agency does not have, by name."""
    own = {name for unit in units for name in (unit.name, unit.canonical, unit_canonical(unit.name))}
    return tuple(name for name in entry.units if name != ALL_UNITS and name not in own)

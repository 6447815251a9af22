"""Reading two years together: which earlier plans there are, and what each measure of one would be in the later year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from prongsai.foundation.agencies.models import Unit
from prongsai.programme.plans.another_year import title_for
from prongsai.programme.plans.carrying.proposals import Passage, Proposal, Standing, passage, proposal, title_key
from prongsai.programme.plans.models import Measure, Plan
from prongsai.programme.plans.queries.measures import draft_of, plan_in
from prongsai.programme.plans.queries.overview import measure_rows


@dataclass(frozen=True, slots=True)
class CarryPreview:
    """What would come along from `source` into a fiscal year. `title` is what the later plan would be called, empty where it is there."""

    source: Plan
    fiscal_year: int
    title: str
    way: Passage
    proposals: tuple[Proposal, ...]

    @property
    def proposed_count(self) -> int:
        """How many are ticked before the person decides."""
        return sum(one.is_proposed for one in self.proposals)


def earlier_years(agency_id: int, fiscal_year: int) -> list[int]:
    """The earlier fiscal years whose plan has a measure that stands, latest first."""
    found = Measure.objects.filter(plan__agency_id=agency_id, plan__fiscal_year__lt=fiscal_year, withdrawn_at=None)
    return list(found.order_by("-plan__fiscal_year").values_list("plan__fiscal_year", flat=True).distinct())


def carry_preview(*, source: Plan, fiscal_year: int, today: date) -> CarryPreview:
    """Every standing measure of a plan as it would be in a later fiscal year, in order."""
    years, way, standing = (
        (source.fiscal_year, fiscal_year),
        passage(source.fiscal_year, fiscal_year),
        _standing(source.agency_id, fiscal_year),
    )
    closed = dict(Unit.objects.filter(agency_id=source.agency_id).exclude(closed_at=None).values_list("pk", "name"))
    measures = Measure.objects.in_bulk(list(Measure.objects.filter(plan=source, withdrawn_at=None).values_list("pk", flat=True)))
    proposals = tuple(
        proposal(row, draft_of(measures[row.pk]), years=years, way=way, closed_units=closed, standing=standing)
        for row in measure_rows(source.pk, today)
    )
    is_new = plan_in(source.agency_id, fiscal_year) is None
    return CarryPreview(source, fiscal_year, title_for(source.title, *years) if is_new else "", way, proposals)


def _standing(agency_id: int, fiscal_year: int) -> Standing:
    """What stands in the later year. A measure goes on with that of which it was carried, and with all before it."""
    origins: dict[int, int | None] = dict(
        Measure.objects.filter(plan__agency_id=agency_id).exclude(carried_from=None).values_list("pk", "carried_from_id")
    )
    rows = Measure.objects.filter(plan__agency_id=agency_id, plan__fiscal_year=fiscal_year)
    merged = dict(rows.exclude(merged_into=None).values_list("pk", "merged_into_id"))
    carried: dict[int, tuple[int, bool]] = {}
    titles: dict[str, int] = {}
    catalogue: dict[str, int] = {}
    for pk, origin, withdrawn_at, title, key in rows.values_list("pk", "carried_from_id", "withdrawn_at", "title", "catalogue_key"):
        before: int | None = origin
        there, is_gone = merged.get(pk, pk), withdrawn_at is not None and pk not in merged  # what was merged goes on in another
        while before is not None:
            if before not in carried or not is_gone:
                carried[before] = (there, is_gone)
            before = origins.get(before)
        if withdrawn_at is None:
            titles[title_key(title)] = pk
            if key:
                catalogue[key] = pk
    return Standing(carried, titles, catalogue)

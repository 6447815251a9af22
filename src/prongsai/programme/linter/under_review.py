"""The plan as rules see it: everything they may need, loaded once (`queries.py`), as plain values. No rule makes a query."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from prongsai.core.thai.calendar import fiscal_year_range
from prongsai.programme.plans.queries.evidence import EvidenceRow
from prongsai.programme.plans.queries.rows import MeasureRow, StepRow


@dataclass(frozen=True, slots=True)
class UnitSeen:
    """A unit of the agency, open or closed. `canonical` is its name in the vocabulary of units."""

    pk: int
    name: str
    canonical: str
    is_closed: bool


@dataclass(frozen=True, slots=True)
class PlanUnderReview:
    """A plan on a day. `evidence` by measure is what stands; `indicators` are the numbers that the framework of the year has, empty where
    that year has no framework.
    """

    fiscal_year: int
    today: date
    rows: tuple[MeasureRow, ...]
    evidence: Mapping[int, tuple[EvidenceRow, ...]] = field(default_factory=dict)
    units: tuple[UnitSeen, ...] = ()
    indicators: frozenset[int] = frozenset()

    @property
    def first_day(self) -> date:
        """The first day of the fiscal year."""
        return fiscal_year_range(self.fiscal_year)[0]

    @property
    def last_day(self) -> date:
        """The last day of the fiscal year."""
        return fiscal_year_range(self.fiscal_year)[1]

    def steps(self) -> Iterator[tuple[MeasureRow, StepRow]]:
        """Every standing step with its measure."""
        return ((row, step) for row in self.rows for step in row.steps)

    def shown(self) -> Iterator[tuple[MeasureRow, EvidenceRow]]:
        """Every piece of evidence with a measure that it belongs to; once for each where it belongs to several."""
        return ((row, one) for row in self.rows for one in self.evidence.get(row.pk, ()))

    def known_names(self) -> frozenset[str]:
        """The names of open units, as they are and as the vocabulary has them, without spaces."""
        return _names(self.units)


@lru_cache(maxsize=64)
def _names(units: tuple[UnitSeen, ...]) -> frozenset[str]:
    open_units = [unit for unit in units if not unit.is_closed]
    return frozenset("".join(name.split()) for unit in open_units for name in (unit.name, unit.canonical) if name)

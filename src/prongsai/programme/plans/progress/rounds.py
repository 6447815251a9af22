"""Rounds of reporting: 6, 9 and 12 months of a fiscal year, each from 1 October. What counts is what had happened by its last day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from prongsai.core.thai.calendar import BUDDHIST_OFFSET, fiscal_year_range, format_date

LAST_DAYS: dict[int, tuple[int, int]] = {6: (3, 31), 9: (6, 30), 12: (9, 30)}
"""Months of a round → month and day on which it ends."""


@dataclass(frozen=True, slots=True)
class Round:
    """A round of `months` in a Buddhist fiscal year; both days belong to it."""

    fiscal_year: int
    months: int
    first_day: date
    last_day: date

    def as_of(self, today: date) -> date:
        """The day up to which things count: the last day, or today while the round is still running."""
        return min(self.last_day, today)

    @property
    def name(self) -> str:
        """The name of the round on papers."""
        return f"รอบ {self.months} เดือน"

    @property
    def span(self) -> str:
        """First and last day in words."""
        return f"{format_date(self.first_day)} - {format_date(self.last_day)}"


def rounds_of(fiscal_year: int) -> tuple[Round, ...]:
    """The rounds of a fiscal year, shortest first."""
    return tuple(round_of(fiscal_year, months) for months in LAST_DAYS)


def round_of(fiscal_year: int, months: int) -> Round:
    """The round of this many months. Raises `KeyError` for other numbers than 6, 9 and 12."""
    month, day = LAST_DAYS[months]
    return Round(fiscal_year, months, fiscal_year_range(fiscal_year)[0], date(fiscal_year - BUDDHIST_OFFSET, month, day))


def current_round(fiscal_year: int, today: date) -> Round:
    """The first round that is not over; that of 12 months when the year is."""
    rounds = rounds_of(fiscal_year)
    return next((one for one in rounds if today <= one.last_day), rounds[-1])

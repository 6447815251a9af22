"""The rule of substitution days, as arithmetic on days: what falls on a weekend is made up for on the next working day."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta

_DAY = timedelta(days=1)
_SATURDAY = 5


def is_weekend(day: date) -> bool:
    """Whether it is a Saturday or Sunday, on which government offices rest."""
    return day.weekday() >= _SATURDAY


def substitutes(yearly: Iterable[date], other: Collection[date] = ()) -> dict[date, date]:
    """Substitution day → the first holiday that it makes up for.

    `yearly` are the yearly holidays (fixed, Buddhist, announced), `other` further days off (special ones), on which nothing can be made up
    for. Yearly holidays on consecutive days are one run: where one or more of them fall on a weekend, the run is made up for by one day,
    the next working day after the run. Source: resolutions of the cabinet of 1 May 2544 (นร 0205/ว 83) and 3 February 2547 (นร 0504/ว 38):
    to the next working day, and no more than one day.
    """
    off = {*yearly, *other}
    found: dict[date, date] = {}
    for run in _runs(sorted(set(yearly))):
        lost = [day for day in run if is_weekend(day)]
        if lost:
            day = run[-1] + _DAY
            while is_weekend(day) or day in off or day in found:
                day += _DAY
            found[day] = lost[0]
    return found


def _runs(days: list[date]) -> list[list[date]]:
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == _DAY:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs

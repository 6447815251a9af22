"""Counting working days. Plain arithmetic on days: no database, no clock, no agency."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from prongsai.core.thai.calendar import BUDDHIST_OFFSET
from prongsai.foundation.clock.substitution import is_weekend

_DAY = timedelta(days=1)
_DAYS_OF_WEEK, _WORKING_OF_WEEK = 7, 5


class WorkingCalendar:
    """Which days are worked: Monday to Friday but `holidays` (day → name), and `worked` whatever they are otherwise.

    `years` are the Buddhist years whose holidays are known; in others only weekends count, and `knows` says so. The day from which one
    counts is never counted: `add(friday, 1)` is Monday.
    """

    __slots__ = ("_extra", "_off", "holidays", "worked", "years")

    def __init__(self, holidays: Mapping[date, str], worked: Iterable[date] = (), years: Iterable[int] = ()) -> None:
        self.holidays = dict(holidays)
        self.worked = frozenset(worked)
        self.years = frozenset(years)
        # Days that differ from Monday to Friday, in order: they make counting over any distance two searches.
        self._off = sorted(day.toordinal() for day in self.holidays if not is_weekend(day) and day not in self.worked)
        self._extra = sorted(day.toordinal() for day in self.worked if is_weekend(day))

    def is_working_day(self, day: date) -> bool:
        """Whether the office works on this day."""
        return day in self.worked or (not is_weekend(day) and day not in self.holidays)

    def knows(self, first: date, last: date) -> bool:
        """Whether the holidays of all years from one day to another are known."""
        return all(year + BUDDHIST_OFFSET in self.years for year in range(min(first, last).year, max(first, last).year + 1))

    def next_working_day(self, day: date) -> date:
        """The day itself where it is a working day, else the first one after it."""
        return day if self.is_working_day(day) else self.add(day, 1)

    def add(self, start: date, days: int) -> date:
        """The day on which the given number of working days after `start` have passed; before `start` where `days` is negative.

        `start` itself is not counted and need not be a working day; 0 gives `start`. For working days, and for any day where `a` and `b`
        point the same way, `add(add(day, a), b) == add(day, a + b)`.
        """
        if days == 0:
            return start
        if days > 0:
            wanted = self._until(start) + days
            return self._first_with(wanted, start, days)
        wanted = self._until(start - _DAY) + days + 1
        return self._first_with(wanted, start, days)

    def between(self, first: date, last: date) -> int:
        """How many working days lie after `first` up to and including `last`; negative the other way round.

        `between(a, b) + between(b, c) == between(a, c)`, and `between(day, add(day, n)) == n` for every working day.
        """
        return self._until(last) - self._until(first)

    def _until(self, day: date) -> int:
        """Working days from the first Monday of the calendar up to and including a day."""
        ordinal = day.toordinal()  # 1 is a Monday
        weeks, rest = divmod(ordinal, _DAYS_OF_WEEK)
        plain = weeks * _WORKING_OF_WEEK + min(rest, _WORKING_OF_WEEK)
        return plain - bisect_right(self._off, ordinal) + bisect_right(self._extra, ordinal)

    def _first_with(self, wanted: int, start: date, days: int) -> date:
        """The first day up to which `wanted` working days have passed: halves a stretch that surely holds it."""
        slack = (abs(days) // _WORKING_OF_WEEK + 1) * _DAYS_OF_WEEK
        lowest, highest = start.toordinal(), start.toordinal()
        if days > 0:
            highest += slack
            while self._until(date.fromordinal(highest)) < wanted:
                highest += slack
        else:
            lowest -= slack
            while self._until(date.fromordinal(lowest)) >= wanted:
                lowest -= slack
        found = bisect_left(range(lowest, highest + 1), wanted, key=lambda ordinal: self._until(date.fromordinal(ordinal)))
        return date.fromordinal(lowest + found)

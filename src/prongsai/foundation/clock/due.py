"""When a period ends, and how late one is: the rule of day zero.

The rule, written down for officers with worked examples in docs/explanation/working-days.md:

1. The day of the event is day zero and is not counted (Civil and Commercial Code s. 193/3).
2. What comes in on a day off or after office hours counts as received on the next working day, unless the caller decides otherwise.
3. A period in calendar days that would end on a day off ends on the next working day (s. 193/8); one that binds the office itself may be
   kept at its last day (`rolls=False`; Administrative Procedure Act s. 64 paragraph 2).
4. A period in working days counts working days only, so it ends on one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from prongsai.foundation.clock.working_days import WorkingCalendar

CLOSES = time(16, 30)
SOON_WORKING_DAYS = 3


class Standing(StrEnum):
    """How a deadline stands on a day."""

    NOT_YET = "not_yet"
    SOON = "soon"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    VERY_OVERDUE = "very_overdue"


@dataclass(frozen=True, slots=True)
class Deadline:
    """The days of a deadline: from `soon_on` on it is near, on `due_on` it is due, after `very_overdue_on` it is very overdue."""

    day_zero: date
    soon_on: date
    due_on: date
    very_overdue_on: date

    def standing(self, today: date) -> Standing:
        """How it stands on a day."""
        if today > self.very_overdue_on:
            return Standing.VERY_OVERDUE
        if today > self.due_on:
            return Standing.OVERDUE
        if today == self.due_on:
            return Standing.DUE_TODAY
        return Standing.SOON if today >= self.soon_on else Standing.NOT_YET


def day_zero_of(received: datetime, calendar: WorkingCalendar, *, closes: time = CLOSES, counts_late_as_next: bool = True) -> date:
    """Day zero of what came in at a moment, given in local time.

    With `counts_late_as_next`, what came in on a day off, or later than `closes`, counts as received on the next working day. Without it,
    day zero is the day of the moment (a box that is open day and night).
    """
    day = received.date()
    if not counts_late_as_next:
        return day
    if calendar.is_working_day(day) and received.time() <= closes:
        return day
    return calendar.add(day, 1)


def in_working_days(day_zero: date, days: int, calendar: WorkingCalendar, *, very_overdue_after: int) -> Deadline:
    """A deadline `days` working days after day zero; very overdue when `very_overdue_after` further working days have passed."""
    return _deadline(day_zero, calendar.add(day_zero, days), calendar, very_overdue_after)


def in_calendar_days(day_zero: date, days: int, calendar: WorkingCalendar, *, very_overdue_after: int, rolls: bool = True) -> Deadline:
    """A deadline `days` calendar days after day zero; where that is a day off, on the next working day unless `rolls` is False."""
    last = day_zero + timedelta(days=days)
    return _deadline(day_zero, calendar.next_working_day(last) if rolls else last, calendar, very_overdue_after)


def _deadline(day_zero: date, due_on: date, calendar: WorkingCalendar, very_overdue_after: int) -> Deadline:
    soon_on = max(day_zero, calendar.add(due_on, -SOON_WORKING_DAYS))
    return Deadline(day_zero, soon_on, due_on, calendar.add(due_on, very_overdue_after))

"""Which reminder of a due day has its turn: thirty, seven and one day before, on the day, when it is over, then weekly for a year.

Days are those of Thailand. A reminder is numbered, and each number is told once to a person: whoever looks twice, later than planned
or with a clock that was set back finds the number told. A day on which nobody looked loses nothing either: the number stays the same
until the next one has its turn.
"""

from __future__ import annotations

from datetime import date

AHEAD_DAYS = (30, 7, 1, 0)
FIRST_OVERDUE = len(AHEAD_DAYS) + 1
MOST_WEEKS = 52
FARTHEST_AHEAD = AHEAD_DAYS[0]
LONGEST_BACK = 7 * MOST_WEEKS
KINDS = ("30", "7", "1", "0", "overdue")
"""The reminders that a person may choose among."""


def stage_of(due_on: date, today: date) -> int | None:
    """The number of the reminder: 1 to 4 from 30, 7, 1 and 0 days before, 5 from the day after, 6 a week later and so on.

    None more than thirty days before, and more than 52 weeks after.
    """
    left = (due_on - today).days
    if left >= 0:
        reached = sum(left <= days for days in AHEAD_DAYS)
        return reached or None
    weeks = (-left - 1) // 7
    return FIRST_OVERDUE + weeks if weeks < MOST_WEEKS else None


def kind_of(stage: int) -> str:
    """Which of `KINDS` a reminder is."""
    return KINDS[min(stage, FIRST_OVERDUE) - 1]

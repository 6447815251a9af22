"""The rule of day zero, and the standings of a deadline. The worked examples of the page for officers are compared here."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.thai.calendar import parse_date
from prongsai.foundation.clock.due import Deadline, Standing, day_zero_of, in_calendar_days, in_working_days
from prongsai.foundation.clock.public_holidays import holiday_years
from prongsai.foundation.clock.working_days import WorkingCalendar

CALENDAR = WorkingCalendar({holiday.on: holiday.thai for year in holiday_years().values() for holiday in year.holidays})
FRIDAY, MONDAY = date(2026, 3, 6), date(2026, 3, 9)


@pytest.mark.parametrize(
    ("received", "day_zero"),
    [
        (datetime(2026, 3, 6, 9, 0), FRIDAY),
        (datetime(2026, 3, 6, 16, 30), FRIDAY),
        (datetime(2026, 3, 6, 16, 31), MONDAY),
        (datetime(2026, 3, 7, 9, 0), MONDAY),
        (datetime(2026, 4, 6, 9, 0), date(2026, 4, 7)),  # Chakri day
    ],
)
def test_what_comes_in_after_hours_or_on_a_day_off_counts_as_received_the_next_working_day(received: datetime, day_zero: date) -> None:
    assert day_zero_of(received, CALENDAR) == day_zero


def test_a_box_that_is_open_day_and_night_takes_the_day_as_it_is() -> None:
    assert day_zero_of(datetime(2026, 3, 7, 23, 0), CALENDAR, counts_late_as_next=False) == date(2026, 3, 7)


def test_another_closing_time_can_be_said() -> None:
    assert day_zero_of(datetime(2026, 3, 6, 13, 0), CALENDAR, closes=time(12, 0)) == MONDAY


def test_day_zero_is_not_counted() -> None:
    assert in_working_days(FRIDAY, 1, CALENDAR, very_overdue_after=5).due_on == MONDAY
    assert in_calendar_days(date(2026, 3, 9), 3, CALENDAR, very_overdue_after=5).due_on == date(2026, 3, 12)


def test_a_period_in_calendar_days_that_ends_on_a_day_off_ends_on_the_next_working_day() -> None:
    assert in_calendar_days(FRIDAY, 1, CALENDAR, very_overdue_after=5).due_on == MONDAY
    assert in_calendar_days(FRIDAY, 1, CALENDAR, very_overdue_after=5, rolls=False).due_on == date(2026, 3, 7)


def test_the_standings_follow_each_other() -> None:
    deadline = Deadline(FRIDAY, soon_on=date(2026, 3, 10), due_on=date(2026, 3, 13), very_overdue_on=date(2026, 3, 20))
    days = {day: deadline.standing(date(2026, 3, day)) for day in (9, 10, 12, 13, 14, 20, 21)}
    assert days == {
        9: Standing.NOT_YET,
        10: Standing.SOON,
        12: Standing.SOON,
        13: Standing.DUE_TODAY,
        14: Standing.OVERDUE,
        20: Standing.OVERDUE,
        21: Standing.VERY_OVERDUE,
    }


@given(
    day_zero=st.dates(min_value=date(2019, 1, 1), max_value=date(2027, 1, 1)),
    days=st.integers(min_value=0, max_value=400),
    more=st.integers(min_value=0, max_value=60),
)
def test_a_deadline_is_in_order_and_falls_on_a_working_day(day_zero: date, days: int, more: int) -> None:
    day_zero = CALENDAR.next_working_day(day_zero)
    for make in (in_working_days, in_calendar_days):
        deadline = make(day_zero, days, CALENDAR, very_overdue_after=more)
        assert day_zero <= deadline.soon_on <= deadline.due_on <= deadline.very_overdue_on
        assert CALENDAR.is_working_day(deadline.due_on)
    assert in_calendar_days(day_zero, days, CALENDAR, very_overdue_after=0).due_on >= day_zero + timedelta(days=days)


def examples(root: Path) -> list[list[str]]:
    page = (root / "docs" / "explanation" / "working-days.md").read_text("utf-8")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if line.startswith("|")]
    return [row for row in rows if re.match(r"\d", row[0])]


def test_the_examples_of_the_page_for_officers_are_what_the_code_gives(root: Path) -> None:
    rows = examples(root)
    assert len(rows) >= 6
    for received, period, day_zero, due_on, very_overdue_on, _why in rows:
        found = re.fullmatch(r"(.+) (\d\d)[.:](\d\d) น\.", received)
        assert found is not None, received
        day = parse_date(found[1])
        assert day is not None
        zero = day_zero_of(datetime(day.year, day.month, day.day, int(found[2]), int(found[3])), CALENDAR)
        asked = re.fullmatch(r"(\d+) (วันทำการ|วัน)", period)
        assert asked is not None, period
        make = in_working_days if asked[2] == "วันทำการ" else in_calendar_days
        deadline = make(zero, int(asked[1]), CALENDAR, very_overdue_after=5)
        assert [zero, deadline.due_on, deadline.very_overdue_on] == [parse_date(cell) for cell in (day_zero, due_on, very_overdue_on)], (
            received
        )

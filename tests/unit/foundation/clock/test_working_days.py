"""Counting working days: against a naive count, day by day, and against the laws of adding."""

from __future__ import annotations

import time
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from prongsai.foundation.clock.public_holidays import holiday_years
from prongsai.foundation.clock.working_days import WorkingCalendar

FIRST, LAST = date(2019, 1, 1), date(2028, 12, 31)
DAYS = st.dates(min_value=FIRST, max_value=LAST)
COUNTS = st.integers(min_value=-400, max_value=400)
PUBLIC = {holiday.on: holiday.thai for year in holiday_years().values() for holiday in year.holidays}


@st.composite
def calendars(draw: st.DrawFn) -> WorkingCalendar:
    """The public holidays, with days that an agency added and days that it works."""
    off, worked = draw(st.sets(DAYS, max_size=30)), draw(st.sets(DAYS, max_size=15))
    return WorkingCalendar(PUBLIC | dict.fromkeys(off, "ของหน่วยงาน"), worked, holiday_years())


def naive(calendar: WorkingCalendar, start: date, days: int) -> date:
    """Walk day by day."""
    step, left = timedelta(1 if days > 0 else -1), abs(days)
    while left:
        start += step
        left -= calendar.is_working_day(start)
    return start


@given(calendar=calendars(), start=DAYS, days=COUNTS)
def test_adding_is_what_walking_day_by_day_gives(calendar: WorkingCalendar, start: date, days: int) -> None:
    assert calendar.add(start, days) == naive(calendar, start, days)


@given(calendar=calendars(), first=DAYS, last=DAYS)
def test_between_is_what_counting_day_by_day_gives(calendar: WorkingCalendar, first: date, last: date) -> None:
    low, high = min(first, last), max(first, last)
    counted = sum(calendar.is_working_day(low + timedelta(days=day)) for day in range(1, (high - low).days + 1))
    assert calendar.between(first, last) == (counted if first <= last else -counted)


@given(calendar=calendars(), start=DAYS, first=COUNTS, second=COUNTS)
def test_adding_is_associative_from_a_working_day(calendar: WorkingCalendar, start: date, first: int, second: int) -> None:
    start = calendar.next_working_day(start)
    assert calendar.add(calendar.add(start, first), second) == calendar.add(start, first + second)


@given(calendar=calendars(), start=DAYS, first=COUNTS, second=COUNTS)
def test_adding_the_same_way_is_associative_from_any_day(calendar: WorkingCalendar, start: date, first: int, second: int) -> None:
    second = abs(second) if first >= 0 else -abs(second)
    assert calendar.add(calendar.add(start, first), second) == calendar.add(start, first + second)


@given(calendar=calendars(), start=DAYS, days=COUNTS)
def test_going_there_and_back_ends_where_one_began(calendar: WorkingCalendar, start: date, days: int) -> None:
    start = calendar.next_working_day(start)
    there = calendar.add(start, days)
    assert calendar.add(there, -days) == start
    assert calendar.between(start, there) == days


@given(calendar=calendars(), a=DAYS, b=DAYS, c=DAYS)
def test_between_adds_up(calendar: WorkingCalendar, a: date, b: date, c: date) -> None:
    assert calendar.between(a, b) + calendar.between(b, c) == calendar.between(a, c)


@given(calendar=calendars(), day=DAYS)
def test_the_next_working_day_is_worked_and_nothing_before_it_is(calendar: WorkingCalendar, day: date) -> None:
    found = calendar.next_working_day(day)
    assert calendar.is_working_day(found)
    assert not any(calendar.is_working_day(day + timedelta(days=step)) for step in range((found - day).days))


def test_a_day_that_the_agency_works_is_a_working_day_whatever_else_it_is() -> None:
    saturday, holiday = date(2026, 3, 7), date(2026, 4, 6)
    calendar = WorkingCalendar(PUBLIC, [saturday, holiday])
    assert calendar.is_working_day(saturday)
    assert calendar.is_working_day(holiday)
    assert calendar.add(date(2026, 3, 6), 1) == saturday


def test_a_calendar_says_for_which_years_holidays_are_known() -> None:
    calendar = WorkingCalendar(PUBLIC, years=[2568, 2569])
    assert calendar.knows(date(2025, 1, 1), date(2026, 12, 31))
    assert not calendar.knows(date(2026, 12, 31), date(2027, 1, 1))
    assert not calendar.knows(date(2027, 1, 1), date(2026, 12, 31))


def test_counting_over_years_takes_no_walk() -> None:
    calendar = WorkingCalendar(PUBLIC)
    begun = time.perf_counter()
    for _ in range(1000):
        calendar.add(FIRST, 2000)
        calendar.between(FIRST, LAST)
    assert time.perf_counter() - begun < 1  # 1,000 times eight years; day by day it would be 3 million steps

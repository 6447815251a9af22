"""The files of public holidays, held beside a list that others keep."""

from __future__ import annotations

from datetime import date
from typing import Any

import holidays
import pytest

from prongsai.foundation.clock.public_holidays import HolidayKind, HolidayYear, UnusableHolidays, holiday_years, year_of, years_from
from prongsai.foundation.clock.substitution import is_weekend

YEARS = range(2562, 2572)
# Working days on which the library's list of Thailand (public and government holidays) and ours differ, each with the reason.
ONLY_OURS = {
    date(2019, 4, 12): "the cabinet of 12 February 2562 made it a special holiday; the library does not have it",
    date(2019, 12, 30): "the cabinet of 29 October 2562 made it a special holiday; the library does not have it",
    date(2021, 10, 22): "the cabinet moved the substitution for Chulalongkorn Day from Monday to Friday",
}
ONLY_THEIRS = {
    **{date(year, 5, 1): "labour day is no holiday of government offices" for year in (2019, 2020, 2023, 2024, 2025, 2026, 2028)},
    date(2021, 5, 3): "substitution for labour day",
    date(2022, 5, 2): "substitution for labour day",
    date(2027, 5, 3): "substitution for labour day",
    date(2020, 12, 7): "the cabinet of 22 September 2563 moved this substitution to 11 December",
    date(2021, 10, 25): "the cabinet moved this substitution to 22 October",
    date(2023, 1, 3): "31 December and 1 January are one run, made up for by one day, 2 January",
}


def of_year(year: int) -> HolidayYear:
    return holiday_years()[year]


def test_every_year_from_2562_to_2571_has_a_file() -> None:
    assert list(holiday_years()) == list(YEARS)


@pytest.mark.parametrize("year", YEARS)
def test_a_year_differs_from_the_independent_list_only_where_the_reason_is_known(year: int) -> None:
    theirs: set[date] = set()
    for category in ("public", "government"):
        theirs |= set(holidays.Thailand(years=year - 543, categories=(category,)))
    ours = {holiday.on for holiday in of_year(year).holidays}
    weekdays_ours, weekdays_theirs = ({day for day in days if not is_weekend(day)} for days in (ours, theirs))
    assert weekdays_ours - weekdays_theirs == {day for day in ONLY_OURS if year_of(day) == year}
    assert weekdays_theirs - weekdays_ours == {day for day in ONLY_THEIRS if year_of(day) == year}


def test_childrens_day_is_no_holiday_of_government_offices_and_the_ploughing_ceremony_is_one() -> None:
    names = {holiday.english for year in holiday_years().values() for holiday in year.holidays}
    assert "Royal Ploughing Ceremony" in names
    assert not any("Children" in name or "Labour" in name for name in names)


@pytest.mark.parametrize(
    ("first", "on", "year"),
    [
        (date(2020, 12, 5), date(2020, 12, 11), 2563),
        (date(2021, 10, 23), date(2021, 10, 22), 2564),
        (date(2023, 12, 31), date(2023, 12, 29), 2566),
    ],
)
def test_a_substitution_that_the_cabinet_moved_stands_where_it_was_moved_to(first: date, on: date, year: int) -> None:
    made = {holiday.instead_of: holiday.on for holiday in of_year(year).holidays if holiday.kind == HolidayKind.SUBSTITUTE}
    assert made[first] == on


def test_what_nobody_compared_says_so_and_so_does_its_substitution() -> None:
    by_day = {holiday.on: holiday for holiday in of_year(2569).holidays}
    assert by_day[date(2026, 1, 2)].is_verified
    assert not by_day[date(2026, 5, 31)].is_verified
    assert not by_day[date(2026, 6, 1)].is_verified
    assert not of_year(2570).is_verified
    assert all(holiday.source for year in holiday_years().values() for holiday in year.holidays)


def raw(**changes: Any) -> dict[str, Any]:
    day = {"on": date(2026, 1, 1), "kind": "fixed", "thai": "ก", "english": "a", "source": "s", "verified": True}
    return {"year": 2569, "sources": {"s": "ที่มา"}, "day": [day | changes]}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"on": date(2027, 1, 1)}, "not in this year"),
        ({"source": "x"}, "unknown source x"),
        ({"kind": "substitute"}, "unknown kind"),
    ],
)
def test_a_file_that_contradicts_itself_is_refused_with_the_day(changes: dict[str, Any], says: str) -> None:
    with pytest.raises(UnusableHolidays, match=says):
        years_from([raw(**changes)])


def test_a_holiday_that_stands_twice_is_refused() -> None:
    twice = raw()
    twice["day"] *= 2
    with pytest.raises(UnusableHolidays, match="stands twice"):
        years_from([twice])


def test_only_a_substitution_can_be_moved() -> None:
    moved = raw() | {"moved": [{"from": date(2026, 3, 3), "to": date(2026, 3, 4), "source": "s", "verified": True}]}
    with pytest.raises(UnusableHolidays, match="no substitution day"):
        years_from([moved])

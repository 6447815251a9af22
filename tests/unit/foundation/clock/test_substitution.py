"""The rule of substitution days."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from prongsai.foundation.clock.substitution import is_weekend, substitutes

DAYS = st.dates(min_value=date(2019, 1, 1), max_value=date(2030, 12, 31))


def test_a_holiday_on_a_weekend_is_made_up_for_on_the_next_working_day() -> None:
    assert substitutes([date(2026, 12, 5)]) == {date(2026, 12, 7): date(2026, 12, 5)}  # a Saturday


def test_a_holiday_on_a_working_day_has_no_substitution() -> None:
    assert substitutes([date(2026, 12, 10)]) == {}


def test_a_run_of_holidays_is_made_up_for_by_one_day_only() -> None:
    lost_two = [date(2024, 7, 20), date(2024, 7, 21)]  # Asalha Bucha and Buddhist Lent on Saturday and Sunday
    assert list(substitutes(lost_two)) == [date(2024, 7, 22)]
    songkran = [date(2024, 4, day) for day in (13, 14, 15)]  # Saturday to Monday
    assert list(substitutes(songkran)) == [date(2024, 4, 16)]


def test_two_years_meet_in_one_run() -> None:
    assert list(substitutes([date(2022, 12, 31), date(2023, 1, 1)])) == [date(2023, 1, 2)]
    assert list(substitutes([date(2023, 12, 31), date(2024, 1, 1)])) == [date(2024, 1, 2)]


def test_nothing_is_made_up_for_on_a_day_that_is_off_already() -> None:
    assert list(substitutes([date(2020, 7, 5), date(2020, 7, 6)])) == [date(2020, 7, 7)]
    assert list(substitutes([date(2026, 12, 5)], [date(2026, 12, 7)])) == [date(2026, 12, 8)]


@given(yearly=st.sets(DAYS, max_size=20), other=st.sets(DAYS, max_size=5))
def test_every_substitution_is_a_day_that_would_be_worked_and_comes_after_what_it_makes_up_for(yearly: set[date], other: set[date]) -> None:
    found = substitutes(yearly, other)
    assert len(found) <= sum(is_weekend(day) for day in yearly)
    for day, lost in found.items():
        assert not is_weekend(day)
        assert day not in yearly | other
        assert lost in yearly
        assert is_weekend(lost)
        assert timedelta(0) < day - lost

"""Rounds of a fiscal year."""

from __future__ import annotations

from datetime import date

import pytest

from prongsai.programme.plans.progress.rounds import current_round, round_of, rounds_of


def test_each_round_begins_with_the_fiscal_year() -> None:
    assert [(one.months, one.first_day, one.last_day) for one in rounds_of(2569)] == [
        (6, date(2025, 10, 1), date(2026, 3, 31)),
        (9, date(2025, 10, 1), date(2026, 6, 30)),
        (12, date(2025, 10, 1), date(2026, 9, 30)),
    ]


@pytest.mark.parametrize(
    ("today", "months"),
    [
        (date(2025, 9, 30), 6),
        (date(2025, 10, 1), 6),
        (date(2026, 3, 31), 6),
        (date(2026, 4, 1), 9),
        (date(2026, 6, 30), 9),
        (date(2026, 7, 1), 12),
        (date(2026, 9, 30), 12),
        (date(2026, 10, 1), 12),
    ],
)
def test_the_round_of_a_day_is_the_first_that_is_not_over(today: date, months: int) -> None:
    assert current_round(2569, today).months == months


@pytest.mark.parametrize(
    ("today", "as_of"),
    [
        (date(2026, 3, 17), date(2026, 3, 17)),
        (date(2026, 3, 31), date(2026, 3, 31)),
        (date(2026, 4, 1), date(2026, 3, 31)),
    ],
)
def test_a_running_round_counts_up_to_today_and_a_past_one_up_to_its_last_day(today: date, as_of: date) -> None:
    assert round_of(2569, 6).as_of(today) == as_of


def test_there_is_no_round_of_other_lengths() -> None:
    with pytest.raises(KeyError):
        round_of(2569, 7)


def test_a_round_is_called_by_its_months_and_its_days() -> None:
    assert (round_of(2569, 6).name, round_of(2569, 6).span) == ("รอบ 6 เดือน", "1 ตุลาคม 2568 - 31 มีนาคม 2569")

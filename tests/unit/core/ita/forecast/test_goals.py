"""Goals: the words for them, and the least exact value that is published as enough."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.ita.forecast import UnknownGoal, goal_of, next_goal
from prongsai.core.ita.loading import framework
from prongsai.core.ita.rounding import least_for, published
from prongsai.core.ita.scoring import Scorecard, score


def card(year: int, points: str) -> Scorecard:
    return score(framework(year), dict.fromkeys(map(str, range(1, 11)), Decimal(points)))


@given(st.integers(0, 100_000).map(lambda number: Decimal(number) / 1000), st.integers(0, 4))
def test_the_least_value_for_a_mark_is_published_as_enough_and_any_less_is_not(mark: Decimal, decimals: int) -> None:
    least = least_for(mark, decimals)
    assert published(least, decimals) >= mark
    assert published(least - Fraction(1, 10**9), decimals) < mark


def test_ninety_five_asks_for_every_instrument_and_other_numbers_for_the_total_alone() -> None:
    goals = [goal_of(framework(2564), card(2564, "60"), wanted) for wanted in ("85", "95", "๙๐")]
    assert [(goal.total, goal.every_instrument) for goal in goals if goal] == [(85, None), (95, 95), (90, None)]


@pytest.mark.parametrize(("year", "points", "total"), [(2564, "60", 65), (2564, "84.99", 85), (2568, "69", 70), (2568, "84", 85)])
def test_next_is_the_level_above(year: int, points: str, total: int) -> None:
    goal = next_goal(framework(year), card(year, points))
    assert goal is not None
    assert goal.total == total


def test_the_best_level_has_no_next() -> None:
    assert goal_of(framework(2568), card(2568, "95"), "next") is None


def test_an_open_level_has_no_next() -> None:
    with pytest.raises(UnknownGoal) as refusal:
        next_goal(framework(2564), score(framework(2564), {"1": Decimal(50)}))
    assert "ข้อมูลไม่ครบ" in refusal.value.thai


def test_a_level_goes_by_key_or_name_in_any_letters() -> None:
    goal = goal_of(framework(2564), card(2564, "60"), "aa")
    assert goal is not None
    assert goal.total == 95
    best = framework(2568).levels[0]
    assert goal_of(framework(2568), card(2568, "60"), best.name) == goal_of(framework(2568), card(2568, "60"), best.key)


@pytest.mark.parametrize("wanted", ["ดีมาก", "101", "-1", "NaN", "inf", ""])
def test_an_unknown_goal_is_told_with_what_there_is(wanted: str) -> None:
    with pytest.raises(UnknownGoal) as refusal:
        goal_of(framework(2564), card(2564, "60"), wanted)
    assert "AA" in refusal.value.english


@pytest.mark.parametrize("wanted", ["1e1", "1E-999999999999", "85.12345", "1_0", "０８５", "+85", "1000"])
def test_a_number_that_is_not_plain_points_is_refused_at_once(wanted: str) -> None:
    with pytest.raises(UnknownGoal):
        goal_of(framework(2564), card(2564, "5"), wanted)


def test_next_is_seen_from_the_computed_total_where_forecasts_start() -> None:
    printed = score(framework(2564), {**dict.fromkeys(map(str, range(1, 11)), Decimal("84.99")), "total": Decimal(85)})
    goal = next_goal(framework(2564), printed)
    assert printed.level.rule is not None
    assert (printed.level.rule.key, goal and goal.total) == ("A", 85)

"""Rolling up: every published digit as the exact computation has it, also on edges of rounding and of levels."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.core.ita.levels import decide_level
from prongsai.core.ita.loading import framework, known_years
from prongsai.core.ita.national.rollup import Published, Sums, levels, roll_up
from prongsai.core.ita.scoring import Tally, score

YEARS = st.sampled_from(known_years())


def one(points: int, answers: int, unit: int = 1) -> Sums:
    return Sums(np.array([points]), np.array([answers]), unit)


@settings(max_examples=60)
@given(YEARS, st.randoms(use_true_random=False), st.booleans(), st.sampled_from([1, 3, 8, 40, 200]))
def test_every_published_digit_and_the_level_are_those_of_the_exact_computation(
    year: int, random: object, is_partial: bool, people: int
) -> None:
    made = framework(year)
    choose = random.randint  # type: ignore[attr-defined]
    sums = {}
    for item in made.items:
        answers = 0 if is_partial and choose(1, 20) == 1 else people
        sums[item.code] = (choose(0, 100 * 12 * answers), answers)
    points = roll_up(made, {code: one(*entry, 12) for code, entry in sums.items()})
    tallies = {code: Tally({1: Fraction(entry[0], 12)}, {1: entry[1]}) for code, entry in sums.items() if entry[1]}
    card = score(made, tallies=tallies)
    for key in card.scores:
        value = Decimal(int(points.low[key][0])) / 100 if points.known[key][0] else None
        assert value == card.points(key), key
    (rule,) = levels(made, points)
    assert rule == card.level.rule


@pytest.mark.parametrize("people", [8, 40, 200, 2000])
def test_a_mean_on_the_very_half_goes_up(people: int) -> None:
    made = framework(2564)
    # All items 85 but one, by which indicator 7 (five items) lies on a half of the last digit.
    items = {item.code: one(85 * people, people) for item in made.items}
    first = made.indicators[6].items[0].code
    assert len(made.indicators[6].items) == 5
    for above in range(1, 60):
        items[first] = one(85 * people * 1000 + above * people, people, 1000)
        exact = Fraction(85) + Fraction(above, 5000)
        assert int(roll_up(made, items).low["7"][0]) == (exact * 100 + Fraction(1, 2)) // 1


def test_sums_beyond_64_bits_are_still_exact() -> None:
    made = framework(2564)
    huge = 10**9
    items = {item.code: one(100 * 10_000_000 * huge - 1, huge, 10_000_000) for item in made.items}
    assert {int(value[0]) for value in roll_up(made, items).low.values()} == {10_000}


@given(YEARS, st.lists(st.sampled_from([0, 4999, 5000, 6999, 7000, 8499, 8500, 9499, 9500, 10_000]), min_size=4, max_size=4))
def test_levels_at_every_edge_are_those_of_the_rules(year: int, values: list[int]) -> None:
    made = framework(year)
    keys = ["total", *(instrument.code for instrument in made.instruments)]
    numbers = {key: np.array([value]) for key, value in zip(keys, values, strict=True)}
    exact = {key: (Fraction(value, 100), Fraction(value, 100)) for key, value in zip(keys, values, strict=True)}
    (rule,) = levels(made, Published(numbers, numbers, {}))
    assert rule == decide_level(made, exact.pop("total"), exact).rule


def test_without_checks_the_total_is_open_and_so_is_a_level_that_could_be_another() -> None:
    made = framework(2564)
    surveys = {item.code for instrument in made.instruments[:2] for item in instrument.items}
    nothing = {item.code: one(0, 0) for item in made.items}
    high = roll_up(made, nothing | {code: one(90, 1) for code in surveys})
    assert (bool(high.known["IIT"][0]), bool(high.known["total"][0])) == (True, False)
    assert (int(high.low["total"][0]), int(high.high["total"][0])) == (5400, 9400)
    assert levels(made, high) == [None]
    low = roll_up(made, nothing | {code: one(0, 1) for code in surveys})
    (rule,) = levels(made, low)
    assert rule is not None
    assert rule.key == "F"

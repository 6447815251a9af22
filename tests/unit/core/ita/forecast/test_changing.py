"""A scorecard under changes: nothing is lowered, given values rise by what a change is worth, differences are exact."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.core.ita.forecast import differences, inputs_of, what_if
from prongsai.core.ita.loading import framework, known_years
from prongsai.core.ita.scoring import ImpossiblePoints, Response, score

TEN = {
    str(number): Decimal(points)
    for number, points in enumerate(["78.32", "71.31", "73.33", "65.07", "65.17", "79.42", "81.73", "77.38", "46.19", "0.00"], start=1)
}
CENTS = st.integers(0, 10_000).map(lambda cents: Decimal(cents) / 100)


def test_a_printed_total_gives_way_to_its_ten_indicators() -> None:
    card = what_if(framework(2563), {**TEN, "total": Decimal("54.29")})
    assert card.points("total") == Decimal("54.28")
    assert card.notes == ()


def test_an_item_under_a_given_indicator_raises_it_by_its_share() -> None:
    before = what_if(framework(2563), TEN)
    after = what_if(framework(2563), TEN, ["O42"])
    changed = {entry.key: entry.change for entry in differences(before, after)}
    assert {key: changed[key] for key in ("total", "OIT", "10")} == {"total": 5, "OIT": Fraction(25, 2), "10": 25}
    assert set(changed) == {"total", "OIT", "10", "O42"}


def test_ticking_an_item_that_is_found_changes_nothing() -> None:
    found = {"O42": Decimal(100), "O43": Decimal(0)}
    assert differences(what_if(framework(2563), found), what_if(framework(2563), found, ["O42"])) == ()


def test_a_given_value_does_not_rise_above_a_hundred() -> None:
    card = what_if(framework(2564), {**TEN, "10": Decimal("93.75")}, ["O34", "O35", "O42"])
    assert card.points("10") == Decimal("100.00")


def test_a_target_below_what_is_there_changes_nothing() -> None:
    assert differences(what_if(framework(2563), TEN), what_if(framework(2563), TEN, (), {"1": Decimal(70)})) == ()


def test_a_target_raises_its_indicator_and_all_above_but_not_its_items() -> None:
    points = {**TEN, "I1": Decimal(50)}
    after = what_if(framework(2563), points, (), {"1": Decimal("88.32")})
    changed = {entry.key: entry.change for entry in differences(what_if(framework(2563), points), after)}
    assert changed == {"total": Fraction("0.6"), "IIT": 2, "1": 10}


def test_a_target_of_what_is_not_known_raises_what_is_given_above_only_for_certain() -> None:
    given_above = {"IIT": Decimal(96)}  # each of its five indicators is at least 80
    assert what_if(framework(2564), given_above, (), {"1": Decimal(100)}).points("IIT") == Decimal(96)
    assert what_if(framework(2564), {"IIT": Decimal(10)}, (), {"1": Decimal(100)}).points("IIT") == Decimal("20.00")


@pytest.mark.parametrize(
    ("items", "targets", "fault"),
    [
        (["O99"], {}, ("O99", "unknown")),
        (["I1"], {}, ("I1", "unknown")),
        ([], {"11": Decimal(90)}, ("11", "unknown")),
        ([], {"1": Decimal("100.01")}, ("1", "range")),
        ([], {"1": Decimal("NaN")}, ("1", "range")),
    ],
)
def test_changes_that_cannot_be_are_refused(items: list[str], targets: dict[str, Decimal], fault: tuple[str, str]) -> None:
    with pytest.raises(ImpossiblePoints) as refusal:
        what_if(framework(2564), TEN, items, targets)
    assert refusal.value.faults[0][:2] == fault


def test_a_scorecard_is_made_again_from_itself() -> None:
    made = framework(2564)
    answers = [Response("IIT", {"I1.1": 4, "I2": 3}), Response("IIT", {"I1.1": 2, "I1.2": 3})]
    card = score(made, {**TEN, "I5": Decimal(50), "O3": Decimal(100)}, answers)
    points, tallies = inputs_of(card)
    again = score(made, points, tallies=tallies)
    assert {key: entry.value for key, entry in again.scores.items()} == {key: entry.value for key, entry in card.scores.items()}
    assert again.scores["I1"].reason.answers == 2


@given(st.sampled_from(known_years()), st.dictionaries(st.integers(1, 10).map(str), CENTS), st.data())
@settings(max_examples=40, deadline=None)
def test_no_change_lowers_anything(year: int, points: dict[str, Decimal], data: st.DataObject) -> None:
    made = framework(year)
    codes = [item.code for entry in made.instruments if entry.kind == "checks" for item in entry.items]
    states = data.draw(st.dictionaries(st.sampled_from(codes), st.sampled_from([Decimal(0), Decimal(100)])))
    ticked = data.draw(st.lists(st.sampled_from(codes), max_size=5))
    targets = data.draw(st.dictionaries(st.integers(1, 10).map(str), CENTS, max_size=3))
    before = what_if(made, points | states)
    after = what_if(made, points | states, ticked, targets)
    for key, entry in before.scores.items():
        assert after.scores[key].low >= entry.low
        if entry.value is not None:
            assert (after.scores[key].value or 0) >= entry.value
    assert all((after.scores[code].value or 0) == 100 for code in ticked)


def test_whole_numbers_are_points_and_targets() -> None:
    values: dict[str, Decimal | Fraction | int] = {"IIT": 80, "EIT": 80, "OIT": 80}
    assert what_if(framework(2564), values, indicator_targets={"IIT": 90}).points("total") == 83

"""Levels: each rule at its edge, for the years with letters and for the years that ask it of every instrument."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.core.ita.levels import decide_level, level_rule
from prongsai.core.ita.loading import framework, known_years
from prongsai.core.ita.scoring import score

POINTS = st.integers(0, 100_000).map(lambda value: Fraction(value, 1000))


def points(text: str) -> Fraction:
    return Fraction(text)


@pytest.mark.parametrize(
    ("total", "level"),
    [
        ("100", "AA"), ("95", "AA"), ("94.995", "AA"), ("94.9949", "A"), ("94.99", "A"), ("85", "A"), ("84.995", "A"), ("84.9949", "B"),
        ("75", "B"), ("74.99", "C"), ("65", "C"), ("64.99", "D"), ("55", "D"), ("54.99", "E"), ("54.29", "E"), ("50", "E"), ("49.995", "E"),
        ("49.994", "F"), ("0", "F"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("year", [2562, 2563, 2564, 2565])
def test_letters_are_decided_by_the_rounded_total(year: int, total: str, level: str) -> None:
    assert level_rule(framework(year), points(total), {"IIT": points("0"), "EIT": points("0"), "OIT": points("0")}).key == level


@pytest.mark.parametrize(
    ("total", "instruments", "name"),
    [
        ("95", ("95", "95", "95"), "ผ่านดีเยี่ยม"),
        ("94.995", ("94.995", "95", "95"), "ผ่านดีเยี่ยม"),
        ("96", ("94.99", "100", "100"), "ผ่านดี"),
        ("97.90", ("99", "99", "92"), "ผ่านดี"),
        ("94.99", ("95", "95", "95"), "ผ่านดี"),
        ("85", ("85", "85", "85"), "ผ่านดี"),
        ("94.64", ("100", "84.99", "100"), "ผ่าน"),
        ("94.64", ("100", "84.995", "100"), "ผ่านดี"),
        ("84.995", ("85", "85", "85"), "ผ่านดี"),
        ("84.99", ("100", "100", "70"), "ต้องปรับปรุง"),
        ("70", ("70", "70", "70"), "ต้องปรับปรุง"),
        ("69.99", ("100", "100", "30"), "ต้องปรับปรุงโดยด่วน"),
    ],
)
@pytest.mark.parametrize("year", [2566, 2567, 2568, 2569])
def test_from_2566_every_instrument_must_reach_the_mark(year: int, total: str, instruments: tuple[str, ...], name: str) -> None:
    values = dict(zip(("IIT", "EIT", "OIT"), map(points, instruments), strict=True))
    assert level_rule(framework(year), points(total), values).name == name


def test_what_holds_a_level_back_is_named() -> None:
    values = {"IIT": points("100"), "EIT": points("80"), "OIT": points("100")}
    decision = decide_level(framework(2568), (points("94"), points("94")), {code: (value, value) for code, value in values.items()})
    assert decision.rule is not None
    assert (decision.rule.name, decision.held_back_by) == ("ผ่าน", ("EIT",))


def test_a_level_stays_open_where_bounds_do_not_decide() -> None:
    open_bounds = {"IIT": (points("80"), points("90")), "EIT": (points("90"), points("90")), "OIT": (points("90"), points("90"))}
    decision = decide_level(framework(2568), (points("87"), points("90")), open_bounds)
    assert decision.rule is None
    assert (decision.worst.name, decision.best.name) == ("ผ่าน", "ผ่านดี")


def test_a_level_that_the_others_cannot_add_up_to_is_not_possible() -> None:
    # 0.3 × 96 + 0.7 × 94.995 is 95.30: where the total is 95.00, EIT and OIT cannot both have 95.
    level = score(framework(2568), {"total": Decimal(95), "IIT": Decimal(96)}).level
    assert level.rule is not None
    assert level.rule.name == "ผ่านดี"
    assert level.held_back_by == ()


@pytest.mark.parametrize(("instrument", "best"), [("95", "ผ่านดีเยี่ยม"), ("95.02", "ผ่านดีเยี่ยม"), ("95.03", "ผ่านดี")])
def test_a_given_total_leaves_half_a_last_digit(instrument: str, best: str) -> None:
    assert score(framework(2568), {"total": Decimal(95), "IIT": Decimal(instrument)}).level.best.name == best


@pytest.mark.parametrize(("total", "worst"), [("98.4", "ผ่านดี"), ("98.6", "ผ่านดีเยี่ยม")])
def test_the_worst_level_is_one_that_the_others_can_add_up_to(total: str, worst: str) -> None:
    # Two instruments at 100 leave 94.67 to a third where the total is 98.40, and 95.33 where it is 98.60.
    level = score(framework(2568), {"total": Decimal(total)}).level
    assert (level.worst.name, level.best.name) == (worst, "ผ่านดีเยี่ยม")


def test_bounds_that_contradict_one_another_are_taken_each_for_itself() -> None:
    level = score(framework(2568), {"total": Decimal(50), "IIT": Decimal(96), "EIT": Decimal(96)}).level
    assert level.rule is not None
    assert level.rule.name == "ต้องปรับปรุงโดยด่วน"


STEPS = st.integers(0, 20).map(lambda steps: Fraction(80 + steps))


@given(known=st.dictionaries(st.sampled_from(["IIT", "EIT", "OIT"]), STEPS, max_size=2), total=st.none() | STEPS)
@settings(max_examples=20, deadline=None)
def test_every_level_of_a_point_that_fits_lies_between_worst_and_best_and_both_ends_have_one(
    known: dict[str, Fraction], total: Fraction | None
) -> None:
    made = framework(2568)
    given_points = known if total is None else {**known, "total": total}
    level = score(made, given_points).level
    rules, found = made.levels, set()
    grid = [Fraction(half, 2) for half in range(120, 201)] + [Fraction(0), Fraction("94.99"), Fraction("84.99")]
    for iit, eit in product([known["IIT"]] if "IIT" in known else grid, [known["EIT"]] if "EIT" in known else grid):
        shown = [known["OIT"]] if "OIT" in known else grid if total is None else [(total - (iit + eit) * 3 / 10) * 10 / 4]
        for oit in shown:
            whole = (iit + eit) * 3 / 10 + oit * 4 / 10
            if 0 <= oit <= 100 and (total is None or whole == total):
                found.add(rules.index(level_rule(made, whole, {"IIT": iit, "EIT": eit, "OIT": oit})))
    if found:
        assert rules.index(level.best) <= min(found)
        assert max(found) <= rules.index(level.worst)
    if found and len(known) < 2:
        assert (rules.index(level.best), rules.index(level.worst)) == (min(found), max(found))


@given(year=st.sampled_from(known_years()), low=POINTS, more=POINTS, values=st.tuples(POINTS, POINTS, POINTS))
def test_more_points_never_give_a_worse_level(year: int, low: Fraction, more: Fraction, values: tuple[Fraction, ...]) -> None:
    rules = framework(year).levels
    instruments = dict(zip(("IIT", "EIT", "OIT"), values, strict=True))
    better = {code: min(Fraction(100), value + more) for code, value in instruments.items()}
    before = level_rule(framework(year), low, instruments)
    after = level_rule(framework(year), min(Fraction(100), low + more), better)
    assert rules.index(after) <= rules.index(before)

"""Levels: each rule at its edge, for the years with letters and for the years that ask it of every instrument."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.ita.levels import decide_level, level_rule
from prongsai.core.ita.loading import framework, known_years

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


@given(year=st.sampled_from(known_years()), low=POINTS, more=POINTS, values=st.tuples(POINTS, POINTS, POINTS))
def test_more_points_never_give_a_worse_level(year: int, low: Fraction, more: Fraction, values: tuple[Fraction, ...]) -> None:
    rules = framework(year).levels
    instruments = dict(zip(("IIT", "EIT", "OIT"), values, strict=True))
    better = {code: min(Fraction(100), value + more) for code, value in instruments.items()}
    before = level_rule(framework(year), low, instruments)
    after = level_rule(framework(year), min(Fraction(100), low + more), better)
    assert rules.index(after) <= rules.index(before)

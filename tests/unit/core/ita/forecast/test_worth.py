"""What an item and a point are worth, and that scoring says the same."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.core.ita.forecast import explain_worth, what_if, worth
from prongsai.core.ita.forecast.worth import Link, is_found
from prongsai.core.ita.loading import framework, known_years
from prongsai.core.ita.rounding import published
from prongsai.core.ita.scoring import score


def scored(year: int, missing: frozenset[str] = frozenset(), surveys: str = "80") -> dict[str, Decimal]:
    checks = [item.code for entry in framework(year).instruments if entry.kind == "checks" for item in entry.items]
    return {**{str(number): Decimal(surveys) for number in range(1, 9)}, **{code: Decimal(100 * (code not in missing)) for code in checks}}


@pytest.mark.parametrize(
    ("code", "told"),
    [("O1", "0.444"), ("O10", "0.50"), ("O18", "0.571"), ("O25", "1.00"), ("O29", "0.80"), ("O34", "1.25"), ("O42", "5.00")],
)
def test_the_worth_of_an_item_of_2564_is_what_arithmetic_proved(code: str, told: str) -> None:
    card = score(framework(2564), scored(2564, frozenset({code})))
    entry = next(entry for entry in worth(framework(2564), card) if entry.kind == "item")
    assert (entry.key, entry.now) == (code, 0)
    assert published(entry.gain, 3) == Decimal(told).quantize(Decimal("0.001"))
    assert f"= {told}" in explain_worth(framework(2564), entry).thai


def test_the_chain_of_the_dearest_item_leads_through_every_sum_above_it() -> None:
    card = score(framework(2564), scored(2564, frozenset({"O43"})))
    entry = next(entry for entry in worth(framework(2564), card) if entry.key == "O43")
    half = Fraction(1, 2)
    assert entry.links == (Link("10.2", half, 2), Link("10", half, 2), Link("OIT", half, 2), Link("total", Fraction(2, 5), 3))
    told = explain_worth(framework(2564), entry)
    assert told.english.endswith(
        "because 10.2 has 2 items, indicator 10 has 2 parts, OIT has 2 parts, OIT weighs 40%: 100 × 1/2 × 1/2 × 1/2 × 0.40 = 5.00"
    )
    assert "10.2 มี 2 ข้อ" in told.thai


def test_an_indicator_is_told_up_to_the_pass_mark_or_another_target() -> None:
    card = score(framework(2564), scored(2564))
    entries = {entry.key: entry for entry in worth(framework(2564), card)}
    assert set(entries) == {str(number) for number in range(1, 9)}
    assert (entries["1"].per_point, entries["1"].gain) == (Fraction("0.06"), Fraction("0.3"))
    assert entries["6"].gain == Fraction("0.5")
    assert {entry.gain for entry in worth(framework(2564), card, Decimal(100)) if entry.key == "6"} == {Fraction(2)}
    assert "each point adds 0.060" in explain_worth(framework(2564), entries["1"]).english


def test_the_most_comes_first() -> None:
    card = score(framework(2564), scored(2564, frozenset({"O1", "O42", "O34"}), "84"))
    gains = [entry.gain for entry in worth(framework(2564), card)]
    assert gains == sorted(gains, reverse=True)


def test_a_zero_or_a_hundred_above_speaks_for_the_items_below() -> None:
    made = framework(2564)
    card = score(made, {"10": Decimal(0), "9.1": Decimal(100), "9": Decimal("46.19")})
    assert is_found(made, card, "O42") is False
    assert is_found(made, card, "O1") is True
    assert is_found(made, card, "O10") is None
    keys = [entry.key for entry in worth(made, card)]
    assert "O42" in keys
    assert "O1" not in keys
    assert "is not known" in explain_worth(made, next(entry for entry in worth(made, card) if entry.key == "O10")).english


@given(st.sampled_from(known_years()), st.data())
@settings(max_examples=30, deadline=None)
def test_scoring_gives_what_the_worth_of_an_item_says(year: int, data: st.DataObject) -> None:
    made = framework(year)
    codes = [item.code for entry in made.instruments if entry.kind == "checks" for item in entry.items]
    missing = data.draw(st.frozensets(st.sampled_from(codes), min_size=1))
    points = scored(year, missing)
    before = score(made, points)
    entries = [entry for entry in worth(made, before) if entry.kind == "item"]
    assert {entry.key for entry in entries} == missing
    entry = data.draw(st.sampled_from(entries))
    assert what_if(made, points, [entry.key]).total.low - before.total.low == entry.gain

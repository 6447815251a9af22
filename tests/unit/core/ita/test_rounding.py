"""Points are published half up, with two decimals written."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.ita.rounding import published


@pytest.mark.parametrize(
    ("exact", "shown"),
    [("84.995", "85.00"), ("84.9949999999999999999999999999999999", "84.99"), ("0.005", "0.01"), ("100", "100.00"), ("54.283", "54.28")],
)
def test_halves_go_up(exact: str, shown: str) -> None:
    assert str(published(Fraction(exact))) == shown


def test_thirds_lose_nothing_on_the_way() -> None:
    assert published(sum((Fraction("84.99"), Fraction("85.00"), Fraction("84.995")), Fraction(0)) / 3) == Decimal("85.00")


@given(st.fractions(0, 100))
def test_what_is_published_is_at_most_half_a_unit_away(value: Fraction) -> None:
    assert abs(Fraction(published(value)) - value) <= Fraction(1, 200)

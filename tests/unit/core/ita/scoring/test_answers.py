"""Counting answers: whole forms, half forms, and ticks that a form does not have."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from prongsai.core.ita.loading import framework
from prongsai.core.ita.model import AnswerRow, Indicator, Item, Option, Scale
from prongsai.core.ita.scoring import Response, Tally, WrongAnswer, tally


def test_rows_that_were_not_answered_count_for_nothing() -> None:
    found = tally(framework(2564), [Response("IIT", {"I2": 4}), Response("IIT", {}), Response("IIT", {"I2": 1})])
    assert set(found) == {"I2"}
    assert (found["I2"].answers, found["I2"].mean) == (2, Fraction(50))


def test_rows_of_another_instrument_are_not_looked_at() -> None:
    assert tally(framework(2564), [Response("EIT", {"I2": 4})]) == {}


@pytest.mark.parametrize("option", [0, 5, -1])
def test_an_option_that_the_form_does_not_have_is_refused_with_its_place(option: int) -> None:
    with pytest.raises(WrongAnswer) as caught:
        tally(framework(2564), [Response("IIT", {"I2": 1}), Response("IIT", {"I2": option})])
    assert (caught.value.respondent, caught.value.row, caught.value.option) == (2, "I2", option)


def test_nothing_answered_has_no_mean() -> None:
    assert Tally().mean is None
    assert Tally().answers == 0


def test_yes_and_no_of_an_inverted_row_are_a_hundred_for_no() -> None:
    found = tally(framework(2564), [Response("IIT", {"I4.1": 1, "I4.2": 1, "I4.3": 2})])
    assert found["I4"].mean == Fraction(200, 3)


def test_points_with_any_number_of_decimals_are_added_exactly() -> None:
    made = framework(2564)
    iit = made.instruments[0]
    third = Decimal("33.3333333")
    scale = Scale("s", (Option("1", "", "", third), Option("2", "", "", Decimal(100))), iit.provenance)
    item = Item("X1", "", "", (AnswerRow("X1.1", "", scale, False),), (), (), iit.provenance)
    indicator = Indicator(1, "", "", (), (), (item,), iit.provenance)
    small = replace(made, instruments=(replace(iit, indicators=(indicator,)),))
    assert tally(small, [Response("IIT", {"X1.1": 1})])["X1"].mean == Fraction(third)

"""Costs: the defaults that the documentation states, and what is said otherwise for single nodes."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from prongsai.core.ita.forecast import Costs
from prongsai.core.ita.loading import framework
from prongsai.core.ita.tree import nodes_of

NODES = nodes_of(framework(2564))


def test_two_points_of_an_indicator_cost_as_much_as_an_item() -> None:
    assert Costs().of_item("O1") == 2 * (Costs().of_point(NODES["1"], is_survey=True) or 0) == 1


def test_a_point_of_an_instrument_costs_a_point_of_each_indicator() -> None:
    assert Costs().of_point(NODES["IIT"], is_survey=True) == Fraction(5, 2)


def test_disclosure_without_known_items_costs_them_all_spread_evenly() -> None:
    assert Costs().of_point(NODES["10"], is_survey=False) == Fraction(10, 100)
    assert Costs().of_point(NODES["10.2"], is_survey=False) == Fraction(2, 100)


def test_single_costs_go_before_defaults_and_none_means_that_it_cannot_be_done() -> None:
    costs = Costs(items={"O1": None, "O2": Decimal("2.5")}, points={"1": None, "2": Decimal(3)})
    assert [costs.of_item(code) for code in ("O1", "O2", "O3")] == [None, Fraction(5, 2), 1]
    assert [costs.of_point(NODES[key], is_survey=True) for key in "123"] == [None, 3, Fraction(1, 2)]


def test_a_cost_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be -1"):
        Costs(items={"O1": Decimal(-1)})


@pytest.mark.parametrize("number", [Decimal("NaN"), Decimal("Infinity")])
def test_a_cost_or_a_ceiling_that_is_no_number_is_refused(number: Decimal) -> None:
    with pytest.raises(ValueError, match="cannot be"):
        Costs(points={"1": number})
    with pytest.raises(ValueError, match="cannot be raised"):
        Costs(highest={"1": number})


def test_what_cannot_be_done_at_all_is_said_once_for_all_nodes() -> None:
    costs = Costs(item=None, point=None)
    assert (costs.of_item("O1"), costs.of_point(NODES["1"], is_survey=True), costs.of_point(NODES["10"], is_survey=False)) == (None,) * 3

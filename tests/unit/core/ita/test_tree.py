"""The tree of a framework: shares that sum to one, and what a point is worth in the total."""

from __future__ import annotations

from fractions import Fraction

import pytest

from prongsai.core.ita.loading import framework, known_years
from prongsai.core.ita.tree import nodes_of, parents_of, tree_of


@pytest.mark.parametrize("year", known_years())
def test_the_shares_below_every_node_sum_to_one(year: int) -> None:
    for node in tree_of(framework(year)).walk():
        if node.children:
            assert sum(child.share for child in node.children) == 1
            assert sum(child.worth for child in node.children) == node.worth


def test_a_point_of_an_indicator_is_worth_its_part_of_the_instrument() -> None:
    worth = {key: node.worth for key, node in nodes_of(framework(2564)).items()}
    assert (worth["1"], worth["6"], worth["9"]) == (Fraction(6, 100), Fraction(1, 10), Fraction(1, 5))


def test_every_node_but_the_total_has_one_above_it() -> None:
    above = parents_of(framework(2564))
    assert set(nodes_of(framework(2564))) - set(above) == {"total"}
    assert above["O42"].key == "10.2"

"""What can be changed on a scorecard: items that are missing, and nodes whose points can rise, freely or by whole items.

Each at the lowest height that is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from prongsai.core.ita.forecast.costs import Costs
from prongsai.core.ita.forecast.worth import is_found
from prongsai.core.ita.model import Framework
from prongsai.core.ita.scoring import Scorecard
from prongsai.core.ita.tree import Node, nodes_of
from prongsai.core.ita.whole_items import whole_scores


@dataclass(frozen=True, slots=True)
class Tick:
    """An item that can be found: what that is worth in the total, and its cost."""

    key: str
    instrument: str
    gain: Fraction
    cost: Fraction


@dataclass(frozen=True, slots=True)
class Rise:
    """A node that can rise from `value` to `highest`; `worth` of a point in the total, `cost` of a point."""

    key: str
    instrument: str
    value: Fraction
    highest: Fraction
    worth: Fraction
    cost: Fraction

    @property
    def slope(self) -> Fraction:
        """Cost of one point of the total."""
        return self.cost / self.worth

    @property
    def capacity(self) -> Fraction:
        """What all of it is worth in the total."""
        return (self.highest - self.value) * self.worth


@dataclass(frozen=True, slots=True)
class Stair:
    """A part of disclosure whose items are not known: it rises from `value` to one of `levels`, which whole items give, lowest first."""

    key: str
    instrument: str
    value: Fraction
    levels: tuple[Fraction, ...]
    worth: Fraction
    cost: Fraction

    def gain_at(self, level: Fraction) -> Fraction:
        """What a level is worth in the total."""
        return (level - self.value) * self.worth

    def cost_at(self, level: Fraction) -> Fraction:
        """What it costs to reach a level."""
        return (level - self.value) * self.cost


@dataclass(frozen=True, slots=True)
class Options:
    """All that can be changed; `unknown` are the nodes whose values are missing, so that nothing can be said of them."""

    ticks: tuple[Tick, ...]
    stairs: tuple[Stair, ...]
    rises: tuple[Rise, ...]
    unknown: tuple[str, ...]


def options_of(framework: Framework, card: Scorecard, costs: Costs) -> Options:
    """What can be changed on a scorecard, at a cost.

    Disclosure: its items where each of them is known, else the sub-indicator or indicator that is, at the scores that whole items give
    it; else the instrument, at any score. Surveys: the indicators where all of an instrument are known, else the instrument.
    """
    ticks: list[Tick] = []
    stairs: list[Stair] = []
    rises: list[Rise] = []
    unknown: list[str] = []
    for instrument in framework.instruments:
        is_survey = instrument.kind == "survey"
        top = nodes_of(framework)[instrument.code]
        ends = list(_ends(framework, card, top, is_survey=is_survey))
        for node in ends:
            value = card.scores[node.key].value
            if not _is_known(framework, card, node):
                unknown.append(node.key)
            elif node.kind == "item":
                cost = costs.of_item(node.key)
                if not is_found(framework, card, node.key) and cost is not None:
                    ticks.append(Tick(node.key, instrument.code, (100 - (value or 0)) * node.worth, cost))
            elif value is not None:
                cost = costs.of_point(node, is_survey=is_survey)
                highest = _on_grid(Fraction(costs.highest.get(node.key, 100)), framework.decimals)
                if cost is None or highest <= value:
                    continue
                if is_survey or node.kind == "instrument":
                    rises.append(Rise(node.key, instrument.code, value, highest, node.worth, cost))
                elif levels := tuple(Fraction(one) for one in whole_scores(framework, node.key) if value < one <= highest):
                    stairs.append(Stair(node.key, instrument.code, value, levels, node.worth, cost))
    return Options(tuple(ticks), tuple(stairs), tuple(rises), tuple(unknown))


def _ends(framework: Framework, card: Scorecard, node: Node, *, is_survey: bool) -> Iterator[Node]:
    """The lowest nodes that are all known and make up a node; where there are none and the node is not known either, what is missing."""
    if node.kind == "item" or (is_survey and node.kind == "indicator"):
        yield node
        return
    below = [end for child in node.children for end in _ends(framework, card, child, is_survey=is_survey)]
    is_known = card.scores[node.key].value is not None
    if is_known and not all(_is_known(framework, card, end) for end in below):
        yield node
    else:
        yield from below


def _is_known(framework: Framework, card: Scorecard, node: Node) -> bool:
    if card.scores[node.key].value is not None:
        return True
    return node.kind == "item" and is_found(framework, card, node.key) is not None


def _on_grid(value: Fraction, decimals: int) -> Fraction:
    """The value rounded down to what can be published."""
    return Fraction(floor(value * 10**decimals), 10**decimals)

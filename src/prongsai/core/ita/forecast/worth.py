"""What one more item, or one more point of an indicator, is worth in the total, with the chain of sums that says why."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from prongsai.core.ita.model import TOTAL, Framework, Item
from prongsai.core.ita.scoring import Scorecard
from prongsai.core.ita.tree import Kind, nodes_of, parents_of


@dataclass(frozen=True, slots=True)
class Link:
    """One step up the tree: the node `above`, the share of the step below in it, and how many parts it has."""

    above: str
    share: Fraction
    parts: int


@dataclass(frozen=True, slots=True)
class Worth:
    """What there is to win at a node, in points of the total; exact.

    `now`: its value, None where it is not known; an item is then taken to be missing. `target`: 100 for an item. `per_point`: what one
    point here is worth in the total; `gain`: what all points up to the target are. `links` lead from here up to the total.
    """

    key: str
    kind: Kind
    now: Fraction | None
    target: Fraction
    per_point: Fraction
    gain: Fraction
    links: tuple[Link, ...]


def worth(framework: Framework, card: Scorecard, target: Decimal | None = None) -> tuple[Worth, ...]:
    """What is to be won by each disclosure item not found and each indicator below the target (default: the pass mark), the most first.

    Items and indicators overlap: an item found raises its indicator. Equals stand in the order of the framework. An item whose state
    is not known is listed with `now` None; one that a 0 above says is missing has 0. An indicator whose value is not known is not listed.
    """
    mark = Fraction(framework.pass_mark.value if target is None else target)
    found = [_worth(framework, card, item.code, Fraction(100)) for item in _open_items(framework, card)]
    for indicator in framework.indicators:
        value = card.scores[indicator.key].value
        if value is not None and value < mark:
            found.append(_worth(framework, card, indicator.key, mark))
    return tuple(sorted(found, key=lambda entry: -entry.gain))


def is_found(framework: Framework, card: Scorecard, code: str) -> bool | None:
    """Whether a disclosure item is found; None where nothing says so. A value of 0 or 100 above it speaks for all items below."""
    key: str | None = code
    while key is not None:
        value = card.scores[key].value
        if key == code and value is not None:
            return value == 100
        if value == 0 or value == 100:
            return value == 100
        above = parents_of(framework).get(key)
        key = None if above is None or above.key == TOTAL else above.key
    return None


def _open_items(framework: Framework, card: Scorecard) -> list[Item]:
    return [
        item
        for instrument in framework.instruments
        if instrument.kind == "checks"
        for item in instrument.items
        if not is_found(framework, card, item.code)
    ]


def _worth(framework: Framework, card: Scorecard, key: str, target: Fraction) -> Worth:
    node, now = nodes_of(framework)[key], card.scores[key].value
    if now is None and node.kind == "item" and is_found(framework, card, key) is False:
        now = Fraction(0)
    links, below = [], node
    while (above := parents_of(framework).get(below.key)) is not None:
        links.append(Link(above.key, below.share, len(above.children)))
        below = above
    gain = (target - (now or 0)) * node.worth
    return Worth(key, node.kind, now, target, node.worth, gain, tuple(links))

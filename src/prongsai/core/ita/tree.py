"""A framework as one tree of nodes: total → instruments → indicators → sub-indicators → items. Every value above is a weighted sum."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from prongsai.core.ita.model import TOTAL, Framework, Indicator, Instrument, Item, SubIndicator

Kind = Literal["total", "instrument", "indicator", "sub_indicator", "item"]


@dataclass(frozen=True, slots=True)
class Node:
    """A place in the framework. `share` is its part in the value above it; the shares of the children of a node sum to 1.

    `worth` is what one point here is worth in the total.
    """

    key: str
    kind: Kind
    name: str
    name_en: str
    share: Fraction
    worth: Fraction
    children: tuple[Node, ...] = ()

    def walk(self) -> Iterator[Node]:
        """This node, then all below it, from above and from the left."""
        yield self
        for child in self.children:
            yield from child.walk()


@lru_cache(maxsize=32)
def tree_of(framework: Framework) -> Node:
    """The tree of a framework; its root is the total."""
    one = Fraction(1)
    children = tuple(_instrument(entry, Fraction(entry.weight) / 100) for entry in framework.instruments)
    return Node(TOTAL, "total", "คะแนนรวม", "Total", one, one, children)


@lru_cache(maxsize=32)
def nodes_of(framework: Framework) -> dict[str, Node]:
    """All nodes of a framework by key, from above and from the left. Do not change it: it is shared."""
    return {node.key: node for node in tree_of(framework).walk()}


@lru_cache(maxsize=32)
def parents_of(framework: Framework) -> dict[str, Node]:
    """The node above each node, by the key of the lower one. Do not change it: it is shared."""
    return {child.key: node for node in tree_of(framework).walk() for child in node.children}


def _instrument(entry: Instrument, share: Fraction) -> Node:
    part = Fraction(1, len(entry.indicators))
    children = tuple(_indicator(indicator, part, share * part) for indicator in entry.indicators)
    return Node(entry.code, "instrument", entry.name, entry.name_en, share, share, children)


def _indicator(entry: Indicator, share: Fraction, worth: Fraction) -> Node:
    # The mean of its sub-indicators, not of its items: seen in the published scores of 2564.
    below: tuple[SubIndicator | Item, ...] = entry.sub_indicators or entry.items
    part = Fraction(1, len(below))
    children = tuple(
        _sub_indicator(one, part, worth * part) if isinstance(one, SubIndicator) else _item(one, part, worth * part) for one in below
    )
    return Node(entry.key, "indicator", entry.name, entry.name_en, share, worth, children)


def _sub_indicator(entry: SubIndicator, share: Fraction, worth: Fraction) -> Node:
    part = Fraction(1, len(entry.items))
    children = tuple(_item(item, part, worth * part) for item in entry.items)
    return Node(entry.number, "sub_indicator", entry.name, entry.name_en, share, worth, children)


def _item(entry: Item, share: Fraction, worth: Fraction) -> Node:
    return Node(entry.code, "item", entry.topic, entry.topic_en, share, worth)

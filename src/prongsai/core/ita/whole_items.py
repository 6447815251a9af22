"""Which numbers of missing items explain a published score of disclosure: items are found or missing, so few combinations fit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import product
from math import lcm

from prongsai.core.ita.model import Framework
from prongsai.core.ita.rounding import published
from prongsai.core.ita.tree import Node, nodes_of


@dataclass(frozen=True, slots=True)
class Missing:
    """One explanation: how many items are missing, by sub-indicator (or by indicator where it has none); parts without any left out."""

    by_part: tuple[tuple[str, int], ...]

    @property
    def count(self) -> int:
        """How many items are missing together."""
        return sum(count for _, count in self.by_part)


def missing_items(framework: Framework, indicator: str, points: Decimal) -> tuple[Missing, ...]:
    """All ways in which whole items give this published score of an indicator, fewest missing first; empty where none does.

    A score that no number of whole items gives was mistyped, or was made by another rule. Raises KeyError for an unknown indicator.
    """
    return _by_points(framework, indicator).get(points, ())


def is_of_checks(framework: Framework, key: str) -> bool:
    """Whether a node is an indicator whose items are found or missing."""
    return any(indicator.key == key for one in framework.instruments if one.kind == "checks" for indicator in one.indicators)


@lru_cache(maxsize=256)
def whole_scores(framework: Framework, key: str) -> tuple[Decimal, ...]:
    """The published scores, lowest first, that whole items give an indicator or sub-indicator. Raises KeyError for an unknown key."""
    node = nodes_of(framework)[key]
    parts = _parts(node)
    # In whole numbers of the smallest difference: the ways are many (21,600 for indicator 9 of 2564).
    unit = lcm(*(_lost(node, part, 1).denominator for part in parts))
    lost = {0}
    for part in parts:
        one = int(_lost(node, part, 1) * unit)
        lost = {before + one * count for before in lost for count in range(len(part.children) + 1)}
    return tuple(sorted({published(Fraction(100 * unit - each, unit), framework.decimals) for each in lost}))


@lru_cache(maxsize=64)
def _by_points(framework: Framework, key: str) -> dict[Decimal, tuple[Missing, ...]]:
    node = nodes_of(framework)[key]
    parts = _parts(node)
    found: dict[Decimal, list[Missing]] = {}
    for counts in product(*(range(len(part.children) + 1) for part in parts)):
        lost = sum((_lost(node, part, count) for part, count in zip(parts, counts, strict=True)), Fraction(0))
        ways = tuple((part.key, count) for part, count in zip(parts, counts, strict=True) if count)
        found.setdefault(published(100 - lost, framework.decimals), []).append(Missing(ways))
    return {value: tuple(sorted(ways, key=lambda way: (way.count, way.by_part))) for value, ways in found.items()}


def _parts(node: Node) -> list[Node]:
    return [child for child in node.children if child.children] or [node]


def _lost(node: Node, part: Node, count: int) -> Fraction:
    share = Fraction(1) if part is node else part.share
    return 100 * share * Fraction(count, len(part.children))

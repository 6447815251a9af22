"""What changes cost. There are no official costs: the defaults are an assumption that whoever plans may replace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import isfinite

from prongsai.core.ita.tree import Node

ITEM = Fraction(1)
POINT = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Costs:
    """Costs of changes in any unit, such as days of work. None: cannot be done.

    An item costs `item`. A point of an indicator that people answer for costs `point`: by default two points cost as much as an item,
    since a page is published sooner than people come to think otherwise. A point of an instrument costs as much as a point of each of its
    indicators; a point of a disclosure indicator whose items are not known costs a hundredth of all its items. `items` and `points` say
    otherwise for single nodes by key; `highest` says how far a node can be raised (default 100). Raises ValueError for costs below 0 and
    for numbers that are none or without end.
    """

    item: Fraction | None = ITEM
    point: Fraction | None = POINT
    items: Mapping[str, Decimal | None] = field(default_factory=dict)
    points: Mapping[str, Decimal | None] = field(default_factory=dict)
    highest: Mapping[str, Decimal] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for cost in (self.item, self.point, *self.items.values(), *self.points.values()):
            if cost is not None and not (isfinite(cost) and cost >= 0):
                raise ValueError(f"a cost cannot be {cost}")
        for height in self.highest.values():
            if not isfinite(height):
                raise ValueError(f"a node cannot be raised to {height}")

    def of_item(self, code: str) -> Fraction | None:
        """What it costs to have an item found."""
        if code not in self.items:
            return self.item
        cost = self.items[code]
        return None if cost is None else Fraction(cost)

    def of_point(self, node: Node, *, is_survey: bool) -> Fraction | None:
        """What a point of a node costs."""
        if node.key in self.points:
            cost = self.points[node.key]
            return None if cost is None else Fraction(cost)
        if is_survey:
            return None if self.point is None else self.point * (len(node.children) if node.kind == "instrument" else 1)
        return None if self.item is None else self.item * sum(entry.kind == "item" for entry in node.walk()) / 100

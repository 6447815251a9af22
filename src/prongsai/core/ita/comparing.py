"""A scorecard beside the pass mark and beside the year before: gaps, changes, ranks. All in published points, as people compare them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from prongsai.core.ita.model import Framework
from prongsai.core.ita.scoring.card import Scorecard
from prongsai.core.ita.tree import Kind, tree_of

PointsOf = Callable[[str], Decimal | None]
_COMPARED: tuple[Kind, ...] = ("total", "instrument", "indicator")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a node stands. Points are published ones; None where they are not known.

    `change` is points less `before`; `gap` is what lacks to the pass mark, 0 where it is reached; `rank` counts from 1 among the
    indicators, the best first, equals share a rank; None for what is not an indicator.
    """

    key: str
    kind: Kind
    name: str
    name_en: str
    weight: Decimal
    points: Decimal | None
    before: Decimal | None
    gap: Decimal | None
    rank: int | None

    @property
    def change(self) -> Decimal | None:
        return None if self.points is None or self.before is None else self.points - self.before

    @property
    def passes(self) -> bool | None:
        """Whether the pass mark is reached; None where the points are not known."""
        return None if self.gap is None else self.gap == 0


def standings(framework: Framework, card: Scorecard, before: PointsOf | None = None) -> tuple[Standing, ...]:
    """Total, instruments and indicators in the order of the framework. `before` gives last year's published points by key.

    `weight` is the percentage of the total. Indicators keep their numbers through the years; items do not and are not compared here.
    """
    mark = framework.pass_mark.value
    points = {entry.key: card.points(entry.key) for entry in framework.indicators}
    known = sorted((value for value in points.values() if value is not None), reverse=True)
    found = []
    for node in tree_of(framework).walk():
        if node.kind not in _COMPARED:
            continue
        value = card.points(node.key)
        rank = known.index(value) + 1 if node.kind == "indicator" and value is not None else None
        gap = None if value is None else max(Decimal(0), mark - value)
        earlier = before(node.key) if before else None
        weight = Decimal((node.worth * 100).numerator) / Decimal((node.worth * 100).denominator)
        found.append(Standing(node.key, node.kind, node.name, node.name_en, weight, value, earlier, gap, rank))
    return tuple(found)


def ranking(found: tuple[Standing, ...]) -> tuple[Standing, ...]:
    """The indicators with known points, the best first; equals in the order of the framework."""
    return tuple(sorted((entry for entry in found if entry.rank is not None), key=lambda entry: entry.rank or 0))


def weakest(found: tuple[Standing, ...]) -> tuple[Standing, ...]:
    """The indicators below the pass mark, the widest gap first."""
    below = (entry for entry in found if entry.kind == "indicator" and entry.gap)
    return tuple(sorted(below, key=lambda entry: -(entry.gap or Decimal(0))))

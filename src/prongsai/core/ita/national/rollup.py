"""From sums by agency to published points of every node, all agencies at once: fast binary numbers, exact ones where a digit depends on it.

Points are handled as whole numbers of the last published digit (85.00 → 8500 at two decimals).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, lcm

import numpy as np
import numpy.typing as npt

from prongsai.core.ita.model import TOTAL, Framework, LevelRule
from prongsai.core.ita.tree import Node, tree_of

Whole = npt.NDArray[np.int64]
Real = npt.NDArray[np.float64]
Truth = npt.NDArray[np.bool_]

# Binary sums of a few hundred points stray by less than 1e-10 of a last digit; what is nearer to an edge than this is computed exactly.
_NEAR = 1e-6


@dataclass(frozen=True, slots=True)
class Sums:
    """What is known of an item, an entry per agency: the sum of points in 1/`unit`, and how many answers it has (0: not known)."""

    points: Whole
    answers: Whole
    unit: int


@dataclass(frozen=True, slots=True)
class Published:
    """Points of the nodes in units of the last published digit; an entry per agency.

    `low` and `high` bound what is not known; they are equal where `known` says that the value is.
    """

    low: Mapping[str, Whole]
    high: Mapping[str, Whole]
    known: Mapping[str, Truth]


def roll_up(framework: Framework, items: Mapping[str, Sums]) -> Published:
    """Published points of every node of the framework. `items` has all items; each an entry per agency, in the same order."""
    root = tree_of(framework)
    known: dict[str, Truth] = {}
    _known(root, items, known)
    low = _publish(framework, root, {code: _filled(sums, 0) for code, sums in items.items()})
    if all(entry.all() for entry in known.values()):
        return Published(low, low, known)
    return Published(low, _publish(framework, root, {code: _filled(sums, 100) for code, sums in items.items()}), known)


def levels(framework: Framework, points: Published) -> list[LevelRule | None]:
    """The level of each agency by the rules of the year; None where what is missing leaves it open."""
    worst, best = (_level_numbers(framework, bound) for bound in (points.low, points.high))
    return [framework.levels[low] if low == high else None for low, high in zip(worst.tolist(), best.tolist(), strict=True)]


def _known(node: Node, items: Mapping[str, Sums], known: dict[str, Truth]) -> Truth:
    below = [_known(child, items, known) for child in node.children]
    known[node.key] = np.logical_and.reduce(below) if below else items[node.key].answers > 0
    return known[node.key]


def _filled(sums: Sums, missing: int) -> Sums:
    """The same with `missing` points, once, where nothing is known."""
    points = np.where(sums.answers > 0, sums.points, missing * sums.unit)
    return Sums(points, np.maximum(sums.answers, 1), sums.unit)


def _publish(framework: Framework, root: Node, items: Mapping[str, Sums]) -> dict[str, Whole]:
    digit = 10**framework.decimals
    values: dict[str, Real] = {}
    _mean(root, items, values)
    found: dict[str, Whole] = {}
    for node in root.walk():
        if not node.children:
            found[node.key] = _round_item(items[node.key], digit)
            continue
        turned = values[node.key] * digit + 0.5
        whole = np.floor(turned).astype(np.int64)
        doubtful = np.flatnonzero(np.abs(turned - np.rint(turned)) < _NEAR)
        if doubtful.size:
            whole[doubtful] = _exactly(node, items, doubtful, digit)
        found[node.key] = whole
    return found


def _mean(node: Node, items: Mapping[str, Sums], values: dict[str, Real]) -> Real:
    if node.children:
        values[node.key] = np.add.reduce([_mean(child, items, values) * float(child.share) for child in node.children])
    else:
        sums = items[node.key]
        values[node.key] = sums.points / (sums.answers * float(sums.unit))
    return values[node.key]


def _round_item(sums: Sums, digit: int) -> Whole:
    """Half up, in whole numbers: an item's mean often lies exactly on a half."""
    points, parts = sums.points, sums.answers * sums.unit
    if len(points) and int(points.max()) > (2**62) // (2 * digit):
        points = points.astype(object)  # beyond 64 bits Python counts on
    rounded: Whole = ((2 * digit * points + parts) // (2 * parts)).astype(np.int64)
    return rounded


def _exactly(node: Node, items: Mapping[str, Sums], places: npt.NDArray[np.intp], digit: int) -> list[int]:
    """The published value of a node for some agencies, in whole numbers of any length."""
    weights = dict(_weights(node, Fraction(1)))
    common = lcm(*(weight.denominator * items[code].unit for code, weight in weights.items()))
    factors = [weight.numerator * (common // (weight.denominator * items[code].unit)) for code, weight in weights.items()]
    columns = [(items[code].points[places].tolist(), items[code].answers[places].tolist()) for code in weights]
    found = []
    for number in range(len(places)):
        answers = [answered[number] for _, answered in columns]
        shared = lcm(*answers)
        top = sum(factor * points[number] * (shared // count) for factor, (points, _), count in zip(factors, columns, answers, strict=True))
        parts = common * shared
        found.append((2 * digit * top + parts) // (2 * parts))
    return found


def _weights(node: Node, worth: Fraction) -> list[tuple[str, Fraction]]:
    """The items below a node, each with its share in the value of the node."""
    if not node.children:
        return [(node.key, worth)]
    return [entry for child in node.children for entry in _weights(child, worth * child.share)]


def _level_numbers(framework: Framework, points: Mapping[str, Whole]) -> npt.NDArray[np.int64]:
    """The place of the level in the framework's list for each agency."""
    digit = 10**framework.decimals
    found = np.full(len(points[TOTAL]), len(framework.levels) - 1, dtype=np.int64)
    for place, rule in reversed(list(enumerate(framework.levels))):
        holds = np.ones(len(found), dtype=np.bool_)
        if rule.total is not None:
            holds &= points[TOTAL] >= _mark(rule.total, digit)
        if rule.every_instrument is not None:
            for instrument in framework.instruments:
                holds &= points[instrument.code] >= _mark(rule.every_instrument, digit)
        found[holds] = place
    return found


def _mark(mark: Decimal, digit: int) -> int:
    """The least published value that reaches a mark."""
    return ceil(mark * digit)

"""The search for the cheapest choice: whole items by a front of cost and gain, points by their price; in exact fractions.

Why it is exact. Within one instrument, items of equal worth are taken cheapest first, so that only their number matters; choices that
cost more and give less than another are dropped. For each choice of items the rest is points at a fixed price: each instrument first
buys what it needs itself at its lowest prices, then the total buys what still lacks at the lowest prices left. That is the optimum,
because what an instrument costs grows ever steeper.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from prongsai.core.ita.forecast.options import Options, Rise, Tick

_ZERO = Fraction(0)
Shelf = tuple[str, Fraction]  # an instrument and a price: points of the total that cost the same and count for the same


@dataclass(frozen=True, slots=True)
class Needs:
    """What lacks to a goal, in points of the total: altogether, and in single instruments (each above 0)."""

    total: Fraction
    instruments: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Choice:
    """Items by key, what is taken from each shelf in points of the total, and what all of it costs."""

    ticks: frozenset[str]
    taken: Mapping[Shelf, Fraction]
    cost: Fraction


@dataclass(frozen=True, slots=True)
class _Point:
    """A point on the front of an instrument's items."""

    cost: Fraction
    gain: Fraction
    keys: tuple[str, ...]


def best_choice(options: Options, needs: Needs) -> Choice | None:
    """The cheapest choice that meets the needs; None where nothing does."""
    fronts = {code: _front(ticks, max(needs.total, needs.instruments.get(code, _ZERO))) for code, ticks in _by_instrument(options.ticks)}
    shelves = _shelves(options.rises)
    best: Choice | None = None
    for points in sorted(product(*fronts.values()), key=lambda chosen: sum(point.cost for point in chosen)):
        cost = sum((point.cost for point in points), _ZERO)
        if best is not None and cost > best.cost:
            break
        gains = {code: point.gain for code, point in zip(fronts, points, strict=True)}
        taken = _buy(shelves, needs, gains)
        if taken is None:
            continue
        cost += sum((amount * price for (_, price), amount in taken.items()), _ZERO)
        if best is None or cost <= best.cost:
            best = Choice(frozenset(key for point in points for key in point.keys), taken, cost)
    return best


def levels_of(rises: Sequence[Rise], taken: Mapping[Shelf, Fraction]) -> dict[str, Fraction]:
    """The value that each node must reach so that its shelf gives what was taken: the weakest rise first, until they stand level."""
    levels = {}
    for shelf, members in _members(rises).items():
        for rise, value in zip(members, _poured(members, taken.get(shelf, _ZERO)), strict=True):
            levels[rise.key] = value
    return levels


def _by_instrument(ticks: Iterable[Tick]) -> Iterable[tuple[str, list[Tick]]]:
    found: dict[str, list[Tick]] = defaultdict(list)
    for tick in ticks:
        found[tick.instrument].append(tick)
    return found.items()


def _front(ticks: Iterable[Tick], useful: Fraction) -> list[_Point]:
    """The choices of items of one instrument that no other beats, the cheapest first. Gain above `useful` counts for nothing."""
    groups: dict[Fraction, list[Tick]] = defaultdict(list)
    for tick in ticks:
        groups[tick.gain].append(tick)
    front = [_Point(_ZERO, _ZERO, ())]
    for gain, group in sorted(groups.items(), reverse=True):
        prefixes = [_Point(_ZERO, _ZERO, ())]
        for tick in sorted(group, key=lambda entry: entry.cost):
            prefixes.append(_Point(prefixes[-1].cost + tick.cost, prefixes[-1].gain + gain, (*prefixes[-1].keys, tick.key)))
        front = _unbeaten(
            (_Point(one.cost + two.cost, one.gain + two.gain, one.keys + two.keys) for one in front for two in prefixes), useful
        )
    return front


def _unbeaten(points: Iterable[_Point], useful: Fraction) -> list[_Point]:
    kept: list[_Point] = []
    for point in sorted(points, key=lambda entry: (entry.cost, -entry.gain)):
        if not kept or (point.gain > kept[-1].gain and kept[-1].gain < useful):
            kept.append(point)
    return kept


def _members(rises: Iterable[Rise]) -> dict[Shelf, list[Rise]]:
    found: dict[Shelf, list[Rise]] = defaultdict(list)
    for rise in rises:
        found[rise.instrument, rise.slope].append(rise)
    return found


def _shelves(rises: Iterable[Rise]) -> list[tuple[Shelf, Fraction]]:
    """Each shelf with all that is on it, the lowest price first."""
    capacities = {shelf: sum((rise.capacity for rise in members), _ZERO) for shelf, members in _members(rises).items()}
    return sorted(capacities.items(), key=lambda entry: entry[0][1])


def _buy(shelves: list[tuple[Shelf, Fraction]], needs: Needs, gains: Mapping[str, Fraction]) -> dict[Shelf, Fraction] | None:
    """What to take from each shelf beside items that give `gains`; None where the shelves do not hold enough."""
    taken: dict[Shelf, Fraction] = defaultdict(Fraction)

    def take(need: Fraction, instrument: str | None) -> Fraction:
        for shelf, capacity in shelves:
            if need <= 0:
                break
            if instrument in (None, shelf[0]):
                amount = min(need, capacity - taken[shelf])
                taken[shelf] += amount
                need -= amount
        return need

    for code, need in needs.instruments.items():
        if take(need - gains.get(code, _ZERO), code) > 0:
            return None
    rest = needs.total - sum(gains.values(), _ZERO) - sum(taken.values(), _ZERO)
    return None if take(rest, None) > 0 else taken


def _poured(members: Sequence[Rise], amount: Fraction) -> list[Fraction]:
    """The values of the members of a shelf after `amount` points of the total were poured in, the lowest first."""
    marks = sorted({mark for rise in members for mark in (rise.value, rise.highest)})
    level = marks[0]
    for upper in marks[1:]:
        open_worth = sum((rise.worth for rise in members if rise.value <= level < rise.highest), _ZERO)
        step = (upper - level) * open_worth
        if step >= amount:
            level = level + amount / open_worth if open_worth else level
            break
        amount -= step
        level = upper
    return [max(rise.value, min(level, rise.highest)) for rise in members]

"""The search for the cheapest choice: whole items by a front of cost and gain, points by their price; in exact fractions.

Why it is exact. Within one instrument, items of equal worth are taken cheapest first, so that only their number matters; a stair (a part
of disclosure whose items are not known) is at one of its levels; choices that cost more and give less than another are dropped. For each
choice the rest is points at a fixed price: each instrument first buys what it needs itself at its lowest prices, then the total buys
what still lacks at the lowest prices left. That is the optimum, because what an instrument costs grows ever steeper.

The stair with the most levels, thousands in some years, is not tried level by level: it is first bought like points. What everything
costs is convex in its height, so that its best level is a neighbour of the height bought: the one below or the one above.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from prongsai.core.ita.forecast.options import Options, Rise, Stair, Tick

_ZERO, _FULL = Fraction(0), Fraction(100)
Shelf = tuple[str, Fraction]  # an instrument and a price: points of the total that cost the same and count for the same


@dataclass(frozen=True, slots=True)
class Needs:
    """What lacks to a goal, in points of the total: altogether, and in single instruments (each above 0)."""

    total: Fraction
    instruments: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Choice:
    """Items found and stairs raised, each by key with the points it then has; what is taken from each shelf in points of the total; and
    what all of it costs."""

    whole: Mapping[str, Fraction]
    taken: Mapping[Shelf, Fraction]
    cost: Fraction


@dataclass(frozen=True, slots=True)
class _Point:
    """A point on the front of an instrument's items and stairs, each with the points that it then has."""

    cost: Fraction
    gain: Fraction
    whole: tuple[tuple[str, Fraction], ...]


def best_choice(options: Options, needs: Needs) -> Choice | None:
    """The cheapest choice that meets the needs; None where nothing does."""
    widest = max(options.stairs, key=lambda stair: len(stair.levels), default=None)
    groups = _groups(options.ticks, [stair for stair in options.stairs if stair is not widest])
    fronts = {code: _front(sets, max(needs.total, needs.instruments.get(code, _ZERO))) for code, sets in groups.items()}
    search = _Search(_shelves(options.rises), needs, widest)
    best: Choice | None = None
    for points in sorted(product(*fronts.values()), key=lambda chosen: sum(point.cost for point in chosen)):
        cost = sum((point.cost for point in points), _ZERO)
        if best is not None and cost > best.cost:
            break
        gains = {code: point.gain for code, point in zip(fronts, points, strict=True)}
        whole = {key: level for point in points for key, level in point.whole}
        for found in search.completed(Choice(whole, {}, cost), gains, best):
            if best is None or found.cost <= best.cost:
                best = found
    return best


def levels_of(rises: Sequence[Rise], taken: Mapping[Shelf, Fraction]) -> dict[str, Fraction]:
    """The value that each node must reach so that its shelf gives what was taken: the weakest rise first, until they stand level."""
    levels = {}
    for shelf, members in _members(rises).items():
        for rise, value in zip(members, _poured(members, taken.get(shelf, _ZERO)), strict=True):
            levels[rise.key] = value
    return levels


@dataclass(frozen=True, slots=True)
class _Search:
    """What is bought beside a choice of whole things: points from shelves, and a level of the stair that has the most of them."""

    shelves: list[tuple[Shelf, Fraction]]
    needs: Needs
    stair: Stair | None

    def completed(self, begun: Choice, gains: Mapping[str, Fraction], best: Choice | None) -> Iterator[Choice]:
        """The choice with all that it lacks, none where nothing meets the needs; with a stair, for each level worth a try."""
        stair = self.stair
        if stair is None:
            yield from self._with(begun, gains, self.shelves)
            return
        own = (stair.instrument, stair.cost / stair.worth)
        shelves = sorted([*self.shelves, (own, stair.gain_at(stair.levels[-1]))], key=lambda entry: entry[0][1])
        for free in self._with(begun, gains, shelves):
            if best is not None and free.cost > best.cost:
                return
            height = stair.value + free.taken.get(own, _ZERO) / stair.worth
            heights = (stair.value, *stair.levels)
            above = bisect_left(heights, height)
            for level in heights[max(above - 1, 0) : above + 1]:
                risen = {**gains, stair.instrument: gains.get(stair.instrument, _ZERO) + stair.gain_at(level)}
                whole = {**begun.whole, stair.key: level} if level > stair.value else begun.whole
                yield from self._with(Choice(whole, {}, begun.cost + stair.cost_at(level)), risen, self.shelves)

    def _with(self, begun: Choice, gains: Mapping[str, Fraction], shelves: list[tuple[Shelf, Fraction]]) -> Iterator[Choice]:
        taken = _buy(shelves, self.needs, gains)
        if taken is not None:
            yield Choice(begun.whole, taken, begun.cost + sum((amount * price for (_, price), amount in taken.items()), _ZERO))


def _groups(ticks: Iterable[Tick], stairs: Iterable[Stair]) -> dict[str, list[list[_Point]]]:
    """By instrument: sets of points of which one each is to be chosen. Items of equal worth are one set, a stair is one."""
    found: dict[str, list[list[_Point]]] = defaultdict(list)
    equals: dict[tuple[str, Fraction], list[Tick]] = defaultdict(list)
    for tick in ticks:
        equals[tick.instrument, tick.gain].append(tick)
    for (code, gain), group in sorted(equals.items(), key=lambda entry: -entry[0][1]):
        prefixes = [_Point(_ZERO, _ZERO, ())]
        for tick in sorted(group, key=lambda entry: entry.cost):
            prefixes.append(_Point(prefixes[-1].cost + tick.cost, prefixes[-1].gain + gain, (*prefixes[-1].whole, (tick.key, _FULL))))
        found[code].append(prefixes)
    for stair in stairs:
        steps = [_Point(stair.cost_at(level), stair.gain_at(level), ((stair.key, level),)) for level in stair.levels]
        found[stair.instrument].append([_Point(_ZERO, _ZERO, ()), *steps])
    return found


def _front(sets: Iterable[list[_Point]], useful: Fraction) -> list[_Point]:
    """The choices of one instrument that no other beats, the cheapest first. Gain above `useful` counts for nothing."""
    front = [_Point(_ZERO, _ZERO, ())]
    for points in sets:
        sums = (_Point(one.cost + two.cost, one.gain + two.gain, one.whole + two.whole) for one in front for two in points)
        front = _unbeaten(sums, useful)
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

"""A scorecard under changes: items that would be found, indicators that would reach a target. Nothing that is there is lowered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from prongsai.core.ita.model import Framework
from prongsai.core.ita.scoring import ImpossiblePoints, Scorecard, Tally, score
from prongsai.core.ita.tree import nodes_of, parents_of

_FULL = Decimal(100)


@dataclass(frozen=True, slots=True)
class Difference:
    """A node whose value is not the same before and after; exact values, `change` in points of the node itself."""

    key: str
    before: Fraction | None
    after: Fraction | None

    @property
    def change(self) -> Fraction | None:
        return None if self.before is None or self.after is None else self.after - self.before


def what_if(
    framework: Framework,
    points: Mapping[str, Decimal | Fraction | int],
    found_items: Iterable[str] = (),
    indicator_targets: Mapping[str, Decimal | int] | None = None,
    tallies: Mapping[str, Tally] | None = None,
) -> Scorecard:
    """The scorecard that `points` and `tallies` (as in `score`) would become with items found and targets reached.

    A ticked item becomes 100; one whose state is not known is taken to have been missing. A target stands for an indicator, or for any
    other node above the items; one below the value that is there changes nothing. A value that was given above parts that are all known
    (a printed total beside ten indicators) is left out and computed from them. A value given above parts that are not all known rises by
    what the change is worth, at most to 100; where the part that changes is itself unknown, only by what lies above the most that it can
    be now. Without changes it is what forecasts start from. It has no notes: these are about what was handed in.

    Raises `ImpossiblePoints` for unknown keys, items that cannot be found or missing, and targets outside 0 to 100.
    """
    first = score(framework, points, tallies=tallies)
    given: dict[str, Decimal | Fraction] = {key: value if isinstance(value, Decimal) else Fraction(value) for key, value in points.items()}
    counted = dict(tallies or {})
    for key in list(given):
        if nodes_of(framework)[key].children and first.scores[key].reason.computed is not None:
            del given[key]
    targets = {key: Decimal(target) for key, target in (indicator_targets or {}).items()}
    _refuse(framework, found_items := tuple(found_items), targets)
    now = first if len(given) == len(points) else score(framework, given, tallies=counted)
    if not found_items and not targets:
        return replace(now, notes=())
    for code in found_items:
        rise = 100 - (now.scores[code].value or Fraction(0))
        if rise > 0:
            given[code] = _FULL
            _raise_above(framework, given, code, rise)
    # From below: a target of an indicator changes what its instrument has before that is looked at.
    for key, target in sorted(targets.items(), key=lambda pair: nodes_of(framework)[pair[0]].worth):
        entry = score(framework, given, tallies=counted).scores[key]
        if entry.value is None or target > entry.value:
            given[key] = will = max(Fraction(target), entry.low)
            _raise_above(framework, given, key, will - entry.high)
    return replace(score(framework, given, tallies=counted), notes=())


def differences(before: Scorecard, after: Scorecard) -> tuple[Difference, ...]:
    """The nodes that differ, from above and from the left. For what a change does, `before` is `what_if` without changes."""
    pairs = ((key, entry.value, after.scores[key].value) for key, entry in before.scores.items())
    return tuple(Difference(key, was, will) for key, was, will in pairs if was != will)


def inputs_of(card: Scorecard) -> tuple[dict[str, Fraction], dict[str, Tally]]:
    """Points and tallies from which scoring makes the same scorecard again, to the last digit."""
    points, tallies = {}, {}
    for key, entry in card.scores.items():
        if entry.value is None:
            continue
        if entry.reason.rule == "given":
            points[key] = entry.value
        elif entry.reason.rule == "answers":
            answers = entry.reason.answers
            tallies[key] = Tally({1: entry.value * answers}, {1: answers})
    return points, tallies


def _refuse(framework: Framework, found_items: tuple[str, ...], targets: Mapping[str, Decimal]) -> None:
    nodes = nodes_of(framework)
    checks = {item.code for instrument in framework.instruments if instrument.kind == "checks" for item in instrument.items}
    faults = [(code, "unknown", _FULL) for code in found_items if code not in checks]
    faults += [(key, "unknown", target) for key, target in targets.items() if key not in nodes]
    named = {key: target for key, target in targets.items() if key in nodes}
    faults += [(key, "range", target) for key, target in named.items() if not (target.is_finite() and 0 <= target <= 100)]
    if faults:
        raise ImpossiblePoints(faults)


def _raise_above(framework: Framework, given: dict[str, Decimal | Fraction], key: str, rise: Fraction) -> None:
    """Raise the given values above a node by what its rise is worth there; computed values follow by themselves."""
    nodes, parents = nodes_of(framework), parents_of(framework)
    while rise > 0 and key in parents:
        rise *= nodes[key].share
        key = parents[key].key
        if key in given:
            was = Fraction(given[key])
            will = min(Fraction(100), was + rise)
            given[key], rise = will, will - was

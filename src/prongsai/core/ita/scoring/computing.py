"""Scoring: one walk up the tree of the framework gives values and reasons, one walk down narrows what missing parts can still be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from prongsai.core.ita.levels import decide_level
from prongsai.core.ita.model import Framework
from prongsai.core.ita.scoring.answers import Response, Tally, tally
from prongsai.core.ita.scoring.card import ImpossiblePoints, Note, Part, Reason, Score, Scorecard, note_on
from prongsai.core.ita.tree import Node, nodes_of, tree_of

_LOWEST, _HIGHEST = Fraction(0), Fraction(100)


def score(
    framework: Framework,
    points: Mapping[str, Decimal | Fraction | int] | None = None,
    answers: Iterable[Response] = (),
    tallies: Mapping[str, Tally] | None = None,
) -> Scorecard:
    """Score an agency by the rules of a year.

    `points`: known points (0 to 100) at any height by node key: the total, "IIT", "9", "9.1", "O12" … They stand as given, also where
    their parts would say otherwise; then a note tells. `answers`: respondents' ticks; `tallies`: ticks that were counted before, by item.
    What is missing stays missing: a value above it is None, with bounds. Nothing is rounded inside.

    Raises `ImpossiblePoints` for unknown keys and points outside 0 to 100, `WrongAnswer` for options that a form does not have, TypeError
    for points that are not exact, such as a float.
    """
    given = {key: _exact(key, value) for key, value in (points or {}).items()}
    _refuse_impossible(framework, given)
    counted = {**tally(framework, answers), **(tallies or {})}
    scores: dict[str, Score] = {}
    root = tree_of(framework)
    _up(root, given, counted, scores)
    _down(root, scores, Fraction(1, 2 * 10**framework.decimals))
    ordered = {key: scores[key] for key in nodes_of(framework)}
    bounds = {instrument.code: (scores[instrument.code].low, scores[instrument.code].high) for instrument in framework.instruments}
    level = decide_level(framework, (scores[root.key].low, scores[root.key].high), bounds)
    return Scorecard(framework.fiscal_year, framework.digest, framework.decimals, ordered, level, _notes(framework, ordered))


def _exact(key: str, value: Decimal | Fraction | int) -> Decimal | Fraction:
    if isinstance(value, Decimal | Fraction):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Fraction(value)
    raise TypeError(f"points are a Decimal, a Fraction or an int; for {key} a {type(value).__name__} was given")


def _refuse_impossible(framework: Framework, given: Mapping[str, Decimal | Fraction]) -> None:
    known = nodes_of(framework)
    faults = [(key, "unknown", value) for key, value in given.items() if key not in known]
    faults += [
        (key, "range", value) for key, value in given.items() if key in known and not (_is_finite(value) and _LOWEST <= value <= _HIGHEST)
    ]
    if faults:
        raise ImpossiblePoints(faults)


def _is_finite(value: Decimal | Fraction) -> bool:
    return isinstance(value, Fraction) or value.is_finite()


def _up(node: Node, given: Mapping[str, Decimal | Fraction], counted: Mapping[str, Tally], scores: dict[str, Score]) -> Score:
    below = [_up(child, given, counted, scores) for child in node.children]
    parts = tuple(Part(child.key, entry.value, child.share) for child, entry in zip(node.children, below, strict=True))
    tallied = counted.get(node.key)
    if below:
        low = sum((child.share * entry.low for child, entry in zip(node.children, below, strict=True)), Fraction(0))
        high = sum((child.share * entry.high for child, entry in zip(node.children, below, strict=True)), Fraction(0))
        value = low if all(entry.value is not None for entry in below) else None
        reason = Reason("missing" if value is None else "weighted" if node.kind == "total" else "mean", parts)
    elif tallied is not None and tallied.mean is not None:
        low = high = value = tallied.mean
        reason = Reason("answers", answers=tallied.answers)
    else:
        low, high, value, reason = _LOWEST, _HIGHEST, None, Reason("missing")
    if node.key in given:
        reason = Reason("given", parts, reason.answers, value)
        low = high = value = Fraction(given[node.key])
    scores[node.key] = Score(node.key, value, low, high, reason)
    return scores[node.key]


def _down(node: Node, scores: dict[str, Score], slack: Fraction) -> None:
    """Narrow the bounds of missing children by what the value above leaves to them; it was rounded, so by half a digit less."""
    above = scores[node.key]
    if all(scores[child.key].value is not None for child in node.children):
        for child in node.children:
            _down(child, scores, slack)
        return
    low, high = above.low, above.high
    if above.value is not None:
        low, high = low - slack, high + slack
    others_low = sum((child.share * scores[child.key].low for child in node.children), Fraction(0))
    others_high = sum((child.share * scores[child.key].high for child in node.children), Fraction(0))
    for child in node.children:
        entry = scores[child.key]
        if entry.value is None:
            least = (low - (others_high - child.share * entry.high)) / child.share
            most = (high - (others_low - child.share * entry.low)) / child.share
            # A contradiction between what was given is told by a note; bounds stay bounds.
            narrowed = (max(entry.low, min(least, entry.high)), min(entry.high, max(most, entry.low)))
            if narrowed[0] <= narrowed[1]:
                scores[child.key] = replace(entry, low=narrowed[0], high=narrowed[1])
        _down(child, scores, slack)


def _notes(framework: Framework, scores: Mapping[str, Score]) -> tuple[Note, ...]:
    """Where a given value and what its parts give are not the same when published."""
    found = []
    for key, entry in scores.items():
        if entry.reason.rule == "given" and entry.reason.computed is not None and entry.value is not None:
            found.append(note_on(key, entry.value, entry.reason.computed, framework.decimals))
    return tuple(note for note in found if note is not None)

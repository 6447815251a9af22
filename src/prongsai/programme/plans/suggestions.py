"""Measures of the catalogue that answer what a result shows to be weak, best first. Pure: an analysis in, suggestions out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from prongsai.assessments.analysis.model import Analysis
from prongsai.assessments.analysis.passages import codes_in
from prongsai.foundation.languages import in_language
from prongsai.programme.plans.catalogue import CatalogueMeasure, catalogue, disclosure_year
from prongsai.programme.plans.drafts import GapDraft

GapKind = Literal["indicator", "item", "topic"]
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class WeakPoint:
    """Something that a result shows to be weak: an indicator below the pass mark, a missing item, a topic with a weak indicator.

    `key` is the node key in the framework of the result's year, or the key of a topic. `gap` is what lacks to the pass mark, for an item
    all of its points; `worth` what closing it adds to the total. A topic has no points of its own: its worth is 0, its points None.
    `indicator` is the one that an item belongs to, `codes` what an item is called in the year of the catalogue, `number` that of a topic.
    """

    kind: GapKind
    key: str
    thai: str
    english: str
    points: Decimal | None
    gap: Decimal | None
    worth: Decimal
    indicator: int | None = None
    number: int | None = None
    codes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return in_language(self.thai, self.english)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entry of the catalogue with the weak points that it answers. `worth` is the most that closing them adds to the total."""

    entry: CatalogueMeasure
    answers: tuple[WeakPoint, ...]
    worth: Decimal

    @property
    def numbers(self) -> tuple[WeakPoint, ...]:
        """The weak points that have points of their own: indicators and items."""
        return tuple(weak for weak in self.answers if weak.kind != "topic")


def weak_points(analysis: Analysis) -> tuple[WeakPoint, ...]:
    """Everything weak in a result: indicators with the widest gap first, then missing items, then topics by number."""
    year, catalogue_year = analysis.fiscal_year, disclosure_year()
    indicators = [
        WeakPoint(
            "indicator", weak.standing.key, weak.standing.name, weak.standing.name_en, weak.standing.points, weak.standing.gap, weak.worth
        )
        for weak in analysis.weak
    ]
    items = [
        WeakPoint(
            "item",
            one.item.code,
            one.item.topic,
            one.item.topic_en,
            _ZERO,
            Decimal(100),
            one.worth,
            one.indicator,
            codes=codes_in(one.item.code, year, catalogue_year),
        )
        for one in analysis.missing
    ]
    topics = [
        WeakPoint("topic", entry.topic.key, entry.topic.name, entry.topic.name_en, None, None, _ZERO, number=entry.number)
        for entry in analysis.topics
        if entry.weak or entry.missing
    ]
    return (*indicators, *items, *topics)


def suggestions(analysis: Analysis) -> tuple[Suggestion, ...]:
    """Every entry of the catalogue that answers a weak point, best first.

    First what answers most of them, then what is worth most, then what serves fewest other indicators and topics, then the order of the
    catalogue. An item counts nothing besides its indicator: closing the indicator's gap holds it already.
    """
    weak = weak_points(analysis)
    found = []
    for place, entry in enumerate(catalogue()):
        answers = tuple(one for one in weak if _fits(entry, one))
        if answers:
            suggestion = Suggestion(entry, answers, _worth(answers))
            matched = sum(one.kind != "item" for one in answers)
            others = len(entry.indicators) + len(entry.topics) - matched
            found.append((-len(answers), -suggestion.worth, others, place, suggestion))
    return tuple(row[-1] for row in sorted(found, key=lambda row: row[:4]))


def answering(found: Sequence[Suggestion], kind: GapKind, key: str, most: int | None = None) -> tuple[Suggestion, ...]:
    """Those that answer one weak point, in the same order; at most `most` of them."""
    fitting = [one for one in found if any((weak.kind, weak.key) == (kind, key) for weak in one.answers)]
    return tuple(fitting[:most])


def gap_drafts(analysis: Analysis, entry: CatalogueMeasure) -> tuple[GapDraft, ...]:
    """What is kept with a measure made from an entry: the indicators and items that it answers, with the numbers of this result."""
    found = (_draft(analysis, weak) for weak in weak_points(analysis) if _fits(entry, weak))
    return tuple(draft for draft in found if draft is not None)


def gap_draft_of(analysis: Analysis, key: str) -> GapDraft | None:
    """What is kept with a measure that answers one weak indicator or missing item; None where the result has no such gap."""
    return next((draft for weak in weak_points(analysis) if weak.key == key and (draft := _draft(analysis, weak))), None)


def _draft(analysis: Analysis, weak: WeakPoint) -> GapDraft | None:
    if weak.points is None or weak.gap is None:
        return None
    facts = analysis.facts
    return GapDraft(
        fiscal_year=analysis.fiscal_year,
        kind=facts.kind,
        key=weak.key,
        points=weak.points,
        gap=weak.gap,
        worth=weak.worth,
        scorecard_id=facts.card_id,
        scorecard_digest=facts.digest,
    )


def _fits(entry: CatalogueMeasure, weak: WeakPoint) -> bool:
    if weak.kind == "indicator":
        return int(weak.key) in entry.indicators
    if weak.kind == "topic":
        return weak.key in entry.topics
    return not set(weak.codes).isdisjoint(entry.disclosure)


def _worth(answers: Iterable[WeakPoint]) -> Decimal:
    listed = tuple(answers)
    counted = {weak.key for weak in listed if weak.kind == "indicator"}
    return sum((weak.worth for weak in listed if weak.kind != "item" or str(weak.indicator) not in counted), _ZERO)

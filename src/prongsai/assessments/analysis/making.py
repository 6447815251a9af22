"""From a scorecard and what stands beside it to an analysis. Pure: values in, values out; gaps and ranks are core's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from prongsai.assessments.analysis.advice import advice_for
from prongsai.assessments.analysis.model import (
    Analysis,
    CardFacts,
    MissingItem,
    TopicStanding,
    WeakIndicator,
    WeakPart,
    WholeItems,
    YearBeside,
)
from prongsai.assessments.analysis.whole_words import whole_items_of
from prongsai.assessments.scorecards.queries import PeerScore
from prongsai.core.ita.comparing import Standing, ranking, standings, weakest
from prongsai.core.ita.explaining import explain_level, explain_note
from prongsai.core.ita.loading import framework as framework_of
from prongsai.core.ita.loading import known_years
from prongsai.core.ita.model import TOTAL, Framework, Indicator, Topic
from prongsai.core.ita.rounding import published
from prongsai.core.ita.scoring import Note, note_on
from prongsai.core.ita.scoring import Scorecard as Card
from prongsai.core.ita.tree import nodes_of

_FULL = 100


def make_analysis(
    framework: Framework, card: Card, facts: CardFacts, years: Sequence[YearBeside], peers: Mapping[str, PeerScore]
) -> Analysis:
    """Take a card apart. `years` in ascending order; the last one before the card's year is what points are compared with."""
    before = next((year for year in reversed(years) if year.fiscal_year < card.fiscal_year), None)
    found = standings(framework, card, before.points.get if before else None)
    missing = _missing(framework, card)
    topics_year, topics = _topics(framework)
    return Analysis(
        fiscal_year=card.fiscal_year,
        facts=facts,
        framework=framework,
        card=card,
        level=explain_level(framework, card.level),
        notes=tuple(explain_note(note) for note in _notes(card, facts)),
        standings=found,
        ranking=ranking(found),
        weak=tuple(_weak(framework, card, entry, missing) for entry in weakest(found)),
        missing=missing,
        before_year=before.fiscal_year if before else None,
        years=tuple(years),
        peers=peers,
        topics=tuple(
            _topic(number, topic, found, missing, card.fiscal_year, is_own=topics_year == card.fiscal_year)
            for number, topic in enumerate(topics, start=1)
        ),
        topics_year=topics_year,
    )


def _notes(card: Card, facts: CardFacts) -> tuple[Note, ...]:
    """What the card notes, and first whether the total that the official paper prints is another one than its parts give."""
    if facts.printed_total is None or card.total.value is None or card.total.reason.rule == "given":
        return card.notes
    printed = note_on(TOTAL, Fraction(facts.printed_total), card.total.value, card.decimals)
    return card.notes if printed is None else (printed, *card.notes)


def _missing(framework: Framework, card: Card) -> tuple[MissingItem, ...]:
    """Items of disclosure that were looked for and not found; what is not known is not missing."""
    nodes = nodes_of(framework)
    return tuple(
        MissingItem(item, indicator.number, published(nodes[item.code].worth * _FULL, framework.decimals))
        for instrument in framework.instruments
        if instrument.kind == "checks"
        for indicator in instrument.indicators
        for item in indicator.all_items
        if (score := card.scores.get(item.code)) is not None and score.value == 0
    )


def _weak(framework: Framework, card: Card, entry: Standing, missing: Sequence[MissingItem]) -> WeakIndicator:
    indicator = framework.indicator(int(entry.key))
    assert indicator is not None  # noqa: S101 - a standing of a framework names a node of it
    instrument = framework.instrument_of(indicator.number)
    assert instrument is not None  # noqa: S101 - as above
    whole = None
    if instrument.kind == "checks" and entry.points is not None:
        whole = whole_items_of(framework, indicator, entry.points)
    return WeakIndicator(
        standing=entry,
        instrument=instrument,
        worth=published(Fraction(entry.gap or 0) * nodes_of(framework)[entry.key].worth, framework.decimals),
        advice=advice_for(entry.key, framework.fiscal_year),
        parts=_weak_parts(framework, card, indicator, whole),
        missing=tuple(one for one in missing if one.indicator == indicator.number),
        whole_items=whole,
    )


def _weak_parts(framework: Framework, card: Card, indicator: Indicator, whole: WholeItems | None) -> tuple[WeakPart, ...]:
    found = []
    for sub in indicator.sub_indicators:
        points = card.points(sub.number)
        told = points is None and whole is not None and sub.number in whole.parts
        if told or (points is not None and points < framework.pass_mark.value):
            found.append(WeakPart(sub, points, advice_for(sub.number, framework.fiscal_year)))
    return tuple(found)


def _topics(framework: Framework) -> tuple[int | None, tuple[Topic, ...]]:
    """The topics of the year, else of the latest year that has some: a result of any year can be read topic by topic."""
    if framework.topics:
        return framework.fiscal_year, framework.topics
    for year in reversed(known_years()):
        other = framework_of(year)
        if other.topics:
            return year, other.topics
    return None, ()


def _topic(
    number: int, topic: Topic, found: Sequence[Standing], missing: Sequence[MissingItem], fiscal_year: int, *, is_own: bool
) -> TopicStanding:
    concerned = tuple(entry for entry in found if entry.kind == "indicator" and int(entry.key) in topic.indicators)
    # Items have other codes in other years: a topic borrowed from another year names none of this one.
    items = tuple(one for one in missing if is_own and (one.item.code in topic.items or topic.key in one.item.seven))
    weak = tuple(entry for entry in concerned if entry.gap)
    return TopicStanding(topic, number, concerned, weak, items, advice_for(topic.key, fiscal_year))

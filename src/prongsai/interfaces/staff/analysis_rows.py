"""An analysis as the rows of its page: ranking, years, others of the kind, weak points with suggestions, topics. No rules here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from prongsai.assessments.analysis.advice import Advice
from prongsai.assessments.analysis.model import Analysis, WeakIndicator
from prongsai.core.ita.comparing import Standing
from prongsai.core.ita.model import TOTAL
from prongsai.foundation.languages import in_language, said
from prongsai.programme.plans.suggestions import Suggestion, answering

BEST_SHOWN = 5
MOST_PER_INDICATOR = 3


@dataclass(frozen=True, slots=True)
class Offered:
    """A suggestion on the page. `is_first`: it stands there for the first time and can be ticked; `is_taken`: in the plan already."""

    suggestion: Suggestion
    is_first: bool
    is_taken: bool


def name_of(entry: Standing) -> str:
    """What a place in the framework is called, in the language of the page."""
    return in_language(entry.name, entry.name_en)


def advice_words(advice: Advice | None) -> dict[str, Any] | None:
    """Cause and actions in the language of the page; None without advice."""
    if advice is None:
        return None
    actions = [in_language(thai, english) for thai, english in zip(advice.actions, advice.actions_en, strict=True)]
    return {"cause": in_language(advice.cause, advice.cause_en), "actions": actions}


def ranking_rows(found: Analysis) -> list[dict[str, Any]]:
    """The indicators with points, the best first, each with its instrument and what the pass mark is worth."""
    tools = {indicator.key: tool.code for tool in found.framework.instruments for indicator in tool.indicators}
    worth = {weak.standing.key: weak.worth for weak in found.weak}
    return [{"entry": entry, "name": name_of(entry), "tool": tools[entry.key], "worth": worth.get(entry.key)} for entry in found.ranking]


def year_rows(found: Analysis) -> list[dict[str, Any]]:
    """One line for each of total, instruments and indicators with the points of every year, None where not known; empty for one year."""
    if len(found.years) < 2:
        return []
    rows = []
    for entry in found.standings:
        values = [year.points.get(entry.key) for year in found.years]
        if any(value is not None for value in values):
            known = [value for value in values if value is not None]
            last = known[-1] - known[-2] if len(known) > 1 else None
            rows.append({"entry": entry, "name": name_of(entry), "is_total": entry.key == TOTAL, "values": values, "change": last})
    return rows


def peer_rows(found: Analysis) -> list[dict[str, Any]]:
    """Own points beside mean and best of the kind and province; empty where too few agencies are known."""
    rows = []
    for entry in found.standings:
        peer = found.peers.get(entry.key)
        if peer is None or entry.points is None:
            continue
        to = {"to_mean": entry.points - peer.mean, "to_best": entry.points - peer.best}
        rows.append({"entry": entry, "name": name_of(entry), "is_total": entry.key == TOTAL, "peer": peer, **to})
    return rows


def offered_measures(
    found: Analysis, suggested: Sequence[Suggestion], taken: Iterable[str]
) -> tuple[list[Offered], dict[str, list[Offered]]]:
    """The best suggestions of all, then those for each weak indicator by its key. Each can be ticked once, where it stands first."""
    in_plan, seen = frozenset(taken), set[str]()
    best = [_offer(one, seen, in_plan) for one in suggested[:BEST_SHOWN]]
    by_indicator = {}
    for weak in found.weak:
        fitting = answering(suggested, "indicator", weak.standing.key)
        # What serves few other things is meant for just this; what serves many stands among the best already.
        special = sorted(fitting, key=lambda one: len(one.entry.indicators) + len(one.entry.topics))[:MOST_PER_INDICATOR]
        by_indicator[weak.standing.key] = [_offer(one, seen, in_plan) for one in special]
    return best, by_indicator


def _offer(one: Suggestion, seen: set[str], in_plan: frozenset[str]) -> Offered:
    is_first = one.entry.key not in seen
    seen.add(one.entry.key)
    return Offered(one, is_first, one.entry.key in in_plan)


def weak_rows(found: Analysis, offered: Mapping[str, list[Offered]], answered: Mapping[str, int]) -> list[dict[str, Any]]:
    """Each weak indicator with explanation, advice, weak parts, missing items, measures that answer it and that could."""
    return [_weak_row(weak, offered.get(weak.standing.key, []), answered.get(weak.standing.key, 0)) for weak in found.weak]


def _weak_row(weak: WeakIndicator, offered: list[Offered], answered: int) -> dict[str, Any]:
    parts = [
        {
            "number": part.sub_indicator.number,
            "name": in_language(part.sub_indicator.name, part.sub_indicator.name_en),
            "points": part.points,
            "advice": advice_words(part.advice),
        }
        for part in weak.parts
    ]
    items = [{"code": one.item.code, "name": in_language(one.item.topic, one.item.topic_en), "worth": one.worth} for one in weak.missing]
    return {
        "entry": weak.standing,
        "name": name_of(weak.standing),
        "tool": weak.instrument.code,
        "worth": weak.worth,
        "whole": said(weak.whole_items.words) if weak.whole_items else "",
        "advice": advice_words(weak.advice),
        "parts": parts,
        "items": items,
        "offered": offered,
        "answered": answered,
    }


def topic_rows(found: Analysis) -> list[dict[str, Any]]:
    """Each topic with its numbers, weak points and advice."""
    return [
        {
            "number": topic.number,
            "name": in_language(topic.topic.name, topic.topic.name_en),
            "standings": [{"entry": entry, "name": name_of(entry)} for entry in topic.standings],
            "items": [{"code": one.item.code, "name": in_language(one.item.topic, one.item.topic_en)} for one in topic.missing],
            "is_weak": bool(topic.weak or topic.missing),
            "is_known": topic.is_known or bool(topic.missing),
            "advice": advice_words(topic.advice) if topic.weak or topic.missing else None,
        }
        for topic in found.topics
    ]


def total_worth(found: Analysis) -> Decimal:
    """What all weak indicators at the pass mark would add to the total."""
    return sum((weak.worth for weak in found.weak), Decimal(0))

"""What-if as the scorecard page shows it: ticks and targets of the address, tried out on the card; ways to a goal that fill them in."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from django.http import QueryDict
from django.utils.translation import gettext as _

from prongsai.core.ita.forecast import (
    Proposal,
    UnknownGoal,
    Worth,
    cheapest,
    explain_proposal,
    explain_worth,
    goal_of,
    inputs_of,
    what_if,
    worth,
)
from prongsai.core.ita.model import TOTAL, Framework
from prongsai.core.ita.rounding import published
from prongsai.core.ita.scoring import Scorecard as Card
from prongsai.core.ita.tree import Node, nodes_of
from prongsai.core.ita.whole_items import is_of_checks
from prongsai.core.thai.numerals import to_arabic_digits
from prongsai.foundation.languages import in_language, said

_POINTS = re.compile(r"[0-9]{1,3}(\.[0-9]{1,2})?")
_GOAL = re.compile(rf"{_POINTS.pattern}|[^\W\d_][\w ]{{0,39}}")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that could be closed: an item to tick, or an indicator with a target. `gain` in published points of the total."""

    key: str
    label: str
    words: str
    gain: Decimal
    is_item: bool
    is_chosen: bool
    now: Decimal | None
    target: Decimal


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The lists of the panel, what the chosen ones come to, and why the first of them is worth so much."""

    known: tuple[Line, ...]
    unknown_items: tuple[Line, ...]
    chosen_count: int
    before: Card
    after: Card
    chain_of: Line | None
    chain_name: str
    chain: tuple[str, ...]
    product: str
    goals: tuple[tuple[str, str], ...]
    goal: str
    goal_words: tuple[str, ...]


def what_if_of(query: QueryDict, framework: Framework, card: Card) -> WhatIf:
    """Try the ticks (`item`, `up`) and targets (`t4` …) of an address on a card; `goal` alone fills them by the cheapest way to it.

    Whatever the year does not have, and targets that are no points, are left out: the page answers every address.
    """
    points, tallies = inputs_of(card)
    before = what_if(framework, points, tallies=tallies)
    found = tuple(entry for entry in worth(framework, before) if not _is_told_by_items(framework, before, entry))
    items, targets = _asked(query, framework, found)
    goal = query.get("goal", "")
    # From the same start as everything on the panel, where a total given above ten indicators does not count.
    proposal = _proposal(framework, before, goal)
    if proposal is not None and not items and not targets:
        items, targets = _steps_of(framework, proposal)
    after = what_if(framework, points, items, targets, tallies)
    lines = [_line(framework, entry, items, targets) for entry in found]
    is_open = {entry.key for entry in found if entry.kind == "item" and entry.now is None}
    chosen = [line for line in lines if line.is_chosen]
    # What is told about first: what was chosen, then what is known to be open, then the rest.
    order = [*chosen, *(line for line in lines if line.key not in is_open), *lines]
    told = next((entry for line in order[:1] for entry in found if entry.key == line.key), None)
    return WhatIf(
        known=tuple(line for line in lines if line.key not in is_open),
        unknown_items=tuple(line for line in lines if line.key in is_open),
        chosen_count=len(chosen),
        before=before,
        after=after,
        chain_of=next((line for line in lines if told is not None and line.key == told.key), None),
        chain_name=_called(nodes_of(framework)[told.key]) if told is not None else "",
        chain=tuple(_chain(framework, told)) if told is not None else (),
        product=said(explain_worth(framework, _up_to(told, targets))).rpartition(": ")[2] if told is not None else "",
        goals=tuple(_goals(framework, before)),
        goal=goal,
        goal_words=_goal_words(framework, proposal),
    )


def _is_told_by_items(framework: Framework, card: Card, entry: Worth) -> bool:
    """Whether an indicator is the mean of checks that are all known: then these are the things to do."""
    return is_of_checks(framework, entry.key) and card.scores[entry.key].reason.rule == "mean"


def _asked(query: QueryDict, framework: Framework, found: tuple[Worth, ...]) -> tuple[list[str], dict[str, Decimal]]:
    open_items = {entry.key for entry in found if entry.kind == "item"}
    indicators = {entry.key: entry for entry in found if entry.kind == "indicator"}
    items = [code for code in dict.fromkeys(query.getlist("item")) if code in open_items]
    mark = framework.pass_mark.value
    now = {key: published(entry.now or Fraction(0), framework.decimals) for key, entry in indicators.items()}
    targets = {key: _target(query.get(f"t{key}", ""), now[key], mark) for key in dict.fromkeys(query.getlist("up")) if key in now}
    return items, targets


def _target(written: str, now: Decimal, usual: Decimal) -> Decimal:
    """A target as written, the usual one where it is none; never below what is there."""
    text = to_arabic_digits(written).strip()
    value = Decimal(text) if _POINTS.fullmatch(text) else usual
    return value if now <= value <= 100 else usual


def _proposal(framework: Framework, card: Card, goal: str) -> Proposal | None:
    if not _GOAL.fullmatch(goal):
        return None
    try:
        wanted = goal_of(framework, card, goal)
    except UnknownGoal:
        return None
    return None if wanted is None else cheapest(framework, card, wanted)


def _steps_of(framework: Framework, proposal: Proposal) -> tuple[list[str], dict[str, Decimal]]:
    kinds = {key: node.kind for key, node in nodes_of(framework).items()}
    items = [step.key for step in proposal.steps if kinds[step.key] == "item"]
    return items, {step.key: step.then for step in proposal.steps if kinds[step.key] == "indicator"}


def _up_to(entry: Worth, targets: dict[str, Decimal]) -> Worth:
    """The same worth for the target that was chosen instead of the usual one."""
    if entry.key not in targets:
        return entry
    target = Fraction(targets[entry.key])
    return replace(entry, target=target, gain=(target - (entry.now or 0)) * entry.per_point)


def _line(framework: Framework, entry: Worth, items: list[str], targets: dict[str, Decimal]) -> Line:
    node = nodes_of(framework)[entry.key]
    name = in_language(node.name, node.name_en)
    now = None if entry.now is None else published(entry.now, framework.decimals)
    target = targets.get(entry.key, published(entry.target, framework.decimals))
    rise = Fraction(target) - (entry.now or 0)
    if entry.kind == "item":
        words = _("ยังไม่พบ") if entry.now is not None else _("ยังไม่มีข้อมูลว่าพบหรือไม่")
        return Line(entry.key, name, words, published(entry.gain, framework.decimals), True, entry.key in items, now, target)
    words = _("ได้ %(now)s ทุก 1 คะแนนเพิ่มคะแนนรวม %(point)s") % {"now": now, "point": published(entry.per_point, 2)}
    gain = published(max(rise, Fraction(0)) * entry.per_point, framework.decimals)
    return Line(entry.key, name, words, gain, False, entry.key in targets, now, target)


def _chain(framework: Framework, entry: Worth) -> list[str]:
    """The way of a point up to the total, one sentence a step."""
    nodes, lines, below = nodes_of(framework), [], nodes_of(framework)[entry.key]
    for link in entry.links:
        above = nodes[link.above]
        if link.above == TOTAL:
            weight = f"{float(link.share * 100):g}"
            lines.append(_("%(name)s หนัก %(weight)s ใน 100") % {"name": below.key, "weight": weight})
        elif below.kind == "item":
            worth_here = published(100 * link.share, framework.decimals).normalize()
            words = _("%(above)s มี %(count)s ข้อ ข้อละ %(points)s คะแนน")
            lines.append(words % {"above": _called(above), "count": link.parts, "points": f"{worth_here:f}"})
        else:
            words = _("%(below)s เป็น 1 ใน %(count)s ส่วนของ%(above)s")
            lines.append(words % {"below": _called(below), "count": link.parts, "above": _called(above)})
        below = above
    return lines


def _called(node: Node) -> str:
    """A node as people speak of it: "ตัวชี้วัดย่อย 10.2"."""
    words = {"sub_indicator": _("ตัวชี้วัดย่อย %(key)s"), "indicator": _("ตัวชี้วัด %(key)s"), "item": _("ข้อ %(key)s")}
    return words.get(node.kind, _("แบบวัด %(key)s")) % {"key": node.key}


def _goals(framework: Framework, before: Card) -> list[tuple[str, str]]:
    """The levels above the present one as (key, words), the nearest first; all that pass where the present one is open."""
    rules = framework.levels
    rule = before.level.rule
    better = rules[: rules.index(rule)] if rule is not None else tuple(one for one in rules if one.passes)
    named = [(one.key, in_language(one.name, one.name_en)) for one in reversed(better)]
    return [(key, _("ระดับ %(name)s") % {"name": name} if key == name else name) for key, name in named]


def _goal_words(framework: Framework, proposal: Proposal | None) -> tuple[str, ...]:
    return () if proposal is None else tuple(said(sentence) for sentence in explain_proposal(framework, proposal))

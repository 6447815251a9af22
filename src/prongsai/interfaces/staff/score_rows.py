"""A scorecard as rows of a table: every instrument and indicator with name, points, how far it is from the pass mark, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from prongsai.core.ita.explaining import explain_level, explain_note, explain_score
from prongsai.core.ita.loading import UnknownYear, framework
from prongsai.core.ita.model import Framework
from prongsai.core.ita.rounding import published
from prongsai.core.ita.scoring import Scorecard as Card
from prongsai.core.ita.tree import Kind, Node, tree_of
from prongsai.foundation.languages import in_language, said

SHOWN: tuple[Kind, ...] = ("instrument", "indicator")


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One line. `points`, and `low` and `high` where they are not known, are as published; `gap` is what is missing to the pass mark."""

    key: str
    kind: Kind
    name: str
    points: Decimal | None
    low: Decimal
    high: Decimal
    gap: Decimal | None
    why: str

    @property
    def is_instrument(self) -> bool:
        return self.kind == "instrument"

    @property
    def is_open(self) -> bool:
        """Whether nothing at all is known of it."""
        return self.points is None and self.low == 0 and self.high == 100


def framework_or_none(fiscal_year: int) -> Framework | None:
    """The framework of a year, None where there is none."""
    try:
        return framework(fiscal_year)
    except UnknownYear:
        return None


def rows_of(card: Card, kinds: tuple[Kind, ...] = SHOWN) -> list[ScoreRow]:
    """The lines of a card in the order of its framework; nodes that the card does not have (the framework grew) are left out."""
    rules = framework_or_none(card.fiscal_year)
    return [] if rules is None else [row for node in tree_of(rules).walk() if node.kind in kinds for row in _row(rules, card, node)]


def name_of(node: Node) -> str:
    """What a node is called, in the language of the page."""
    return in_language(node.name, node.name_en)


def level_name(fiscal_year: int, key: str) -> str:
    """What a level of a year is called; the key itself (or what a paper printed) where the year has no such level."""
    rules = framework_or_none(fiscal_year)
    found = next((level for level in rules.levels if level.key == key), None) if rules else None
    return key if found is None else in_language(found.name, found.name_en)


def level_words(card: Card) -> str:
    """The level with the rule that decided it, in the language of the page."""
    rules = framework_or_none(card.fiscal_year)
    return "" if rules is None else said(explain_level(rules, card.level))


def note_words(card: Card) -> list[str]:
    """The notes of a card as sentences, each with the key that it is about."""
    return [f"{note.key}: {said(explain_note(note))}" for note in card.notes]


def _row(rules: Framework, card: Card, node: Node) -> Iterator[ScoreRow]:
    score = card.scores.get(node.key)
    if score is None:
        return
    points = score.published(card.decimals)
    gap = None if points is None or points >= rules.pass_mark.value else rules.pass_mark.value - points
    low, high = published(score.low, card.decimals), published(score.high, card.decimals)
    is_plain = score.reason.rule == "given" and score.reason.computed is None
    why = gettext("ตามที่กรอกหรือนำเข้า") if is_plain else said(explain_score(rules, card, node.key))
    yield ScoreRow(node.key, node.kind, name_of(node), points, low, high, gap, why)

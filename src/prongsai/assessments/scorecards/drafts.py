"""What is handed in to become a scorecard, and what is wrong with it: every fault at once, by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from prongsai.assessments.scorecards.models import LONGEST_LEVEL, LONGEST_NOTE, Scorecard
from prongsai.core.ita.loading import UnknownYear, framework, known_years
from prongsai.core.ita.model import TOTAL, Framework
from prongsai.core.ita.scoring import Scorecard as Card
from prongsai.core.ita.scoring import Tally, score
from prongsai.core.ita.tree import nodes_of
from prongsai.foundation.faults import Fault, Unusable

_HUNDRED = Decimal(100)
_DECIMALS_PRINTED = 2
_MOST_DIGITS = 28


@dataclass(frozen=True, slots=True)
class ScoresDraft:
    """Scores of a year as a form, a file or a computation hands them in.

    `points` by node key, 0 to 100, at any height. `tallies` are counted answers by item code. `printed_total` and `printed_level` are what
    the official paper prints. `facts` are the numbers of registers that computed points stand on, kept with the card.
    """

    fiscal_year: int
    kind: str
    points: Mapping[str, Decimal] = field(default_factory=dict)
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    facts: Mapping[str, int] = field(default_factory=dict)
    printed_total: Decimal | None = None
    printed_level: str = ""
    note: str = ""


def check(draft: ScoresDraft) -> Framework:
    """The framework of the draft's year. Raises `Unusable` with every fault."""
    faults = tuple(_faults(draft))
    if faults:
        raise Unusable(faults)
    return framework(draft.fiscal_year)


def card_of(draft: ScoresDraft) -> Card:
    """What the draft gives, computed. A printed total counts as given where the points alone give none. Raises `Unusable`."""
    rules = check(draft)
    card = score(rules, draft.points, tallies=draft.tallies)
    if card.total.value is None and draft.printed_total is not None:
        return score(rules, {**draft.points, TOTAL: draft.printed_total}, tallies=draft.tallies)
    return card


def _faults(draft: ScoresDraft) -> Iterator[Fault]:
    if draft.kind not in Scorecard.Kind.values:
        yield Fault("kind", _("เลือกว่าเป็นผลทางการหรือประเมินตนเอง"))
    if len(draft.note) > LONGEST_NOTE:
        yield Fault("note", _("หมายเหตุยาวเกิน %(most)s ตัวอักษร ย่อให้สั้นลง") % {"most": LONGEST_NOTE})
    if len(draft.printed_level) > LONGEST_LEVEL:
        yield Fault("printed_level", _("ระดับยาวเกิน %(most)s ตัวอักษร") % {"most": LONGEST_LEVEL})
    if draft.printed_total is not None:
        yield from _range_faults("printed_total", draft.printed_total)
        if draft.printed_total.is_finite() and round(draft.printed_total, _DECIMALS_PRINTED) != draft.printed_total:
            yield Fault("printed_total", _("คะแนนรวมตามเอกสารมีทศนิยมไม่เกินสองตำแหน่ง"))
    try:
        known = nodes_of(framework(draft.fiscal_year))
    except UnknownYear:
        years = known_years()
        words = _("ยังไม่มีกรอบการประเมินของปี %(year)s มีปี %(first)s ถึง %(last)s")
        yield Fault("fiscal_year", words % {"year": draft.fiscal_year, "first": years[0], "last": years[-1]})
        return
    for key, value in draft.points.items():
        if key not in known:
            yield Fault(f"points-{key}", _("กรอบของปี %(year)s ไม่มี %(key)s") % {"year": draft.fiscal_year, "key": key})
        else:
            yield from _range_faults(f"points-{key}", value)
    if not draft.points and not draft.tallies and draft.printed_total is None:
        yield Fault("", _("ใส่คะแนนอย่างน้อยหนึ่งช่อง"))


def _range_faults(name: str, value: Decimal) -> Iterator[Fault]:
    if not (value.is_finite() and 0 <= value <= _HUNDRED):
        yield Fault(name, _("ใส่คะแนนตั้งแต่ 0 ถึง 100"))
    elif len(value.as_tuple().digits) > _MOST_DIGITS:
        yield Fault(name, _("คะแนนมีทศนิยมมากเกินไป"))

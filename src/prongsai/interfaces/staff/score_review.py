"""What entered scores would become: the computed card beside what stands, told before anything is kept."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from prongsai.assessments.scorecards.drafts import ScoresDraft, card_of
from prongsai.assessments.scorecards.models import Scorecard
from prongsai.assessments.scorecards.queries import Compared, compare
from prongsai.assessments.scorecards.stored import stored_card
from prongsai.core.ita.model import TOTAL
from prongsai.core.ita.scoring import Scorecard as Card
from prongsai.core.ita.tree import nodes_of
from prongsai.interfaces.staff.score_rows import ScoreRow, framework_or_none, level_name, level_words, name_of, note_words, rows_of


@dataclass(frozen=True, slots=True)
class Difference:
    """One node whose points change: what stands (None: nothing), and what it would be."""

    key: str
    name: str
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True, slots=True)
class ScoreReview:
    """A draft as it would be kept.

    `is_total_printed`: the total is that of the paper, since the rest gives none. `unknown`: the instruments and indicators that what was
    entered does not give.
    """

    draft: ScoresDraft
    kind_words: str
    total: Decimal | None
    level: str
    lines: list[ScoreRow]
    details: list[ScoreRow]
    notes: list[str]
    printed_level: str
    is_total_printed: bool
    is_total_other: bool
    is_level_other: bool
    standing: Scorecard | None
    differences: list[Difference]

    @property
    def unknown(self) -> list[ScoreRow]:
        return [line for line in self.lines if line.points is None]

    @property
    def off_by_rounding(self) -> bool:
        """Whether computed and printed total differ by no more than one in the last digit, as numbers rounded before do."""
        printed = self.draft.printed_total
        return self.total is not None and printed is not None and 0 < abs(self.total - printed) <= Decimal("0.01")


def review_of(draft: ScoresDraft, standing: Scorecard | None) -> ScoreReview:
    """Compute a draft and set it beside the card that stands. Raises `Unusable` with every fault."""
    card = card_of(draft)
    rule = card.level.rule
    total = card.total.published(card.decimals)
    return ScoreReview(
        draft=draft,
        kind_words=str(Scorecard.Kind(draft.kind).label),
        total=total,
        level=level_words(card),
        lines=rows_of(card),
        details=[line for line in rows_of(card, ("sub_indicator", "item")) if line.points is not None],
        notes=note_words(card),
        printed_level=level_name(draft.fiscal_year, draft.printed_level),
        is_total_printed=card.total.reason.rule == "given" and TOTAL not in draft.points,
        is_total_other=draft.printed_total is not None and total is not None and draft.printed_total != total,
        is_level_other=bool(draft.printed_level) and rule is not None and draft.printed_level != rule.key,
        standing=standing,
        differences=_differences(standing, card),
    )


def _differences(standing: Scorecard | None, card: Card) -> list[Difference]:
    """What changes, from above and from the left; nothing where no card stands."""
    before = stored_card(standing) if standing is not None else None
    rules = framework_or_none(card.fiscal_year)
    if before is None or rules is None:
        return []
    names = {key: name_of(node) for key, node in nodes_of(rules).items()}
    changed: list[Compared] = [one for one in compare(before, card).values() if one.first != one.second]
    return [Difference(one.key, names.get(one.key, ""), one.first, one.second) for one in changed]

"""Reading an analysis: the card that counts for a year, the years beside it, and the others of the same kind and province."""

from __future__ import annotations

from decimal import Decimal

from prongsai.assessments.analysis.making import make_analysis
from prongsai.assessments.analysis.model import Analysis, CardFacts, YearBeside
from prongsai.assessments.scorecards.models import Scorecard
from prongsai.assessments.scorecards.queries import current_cards, peers
from prongsai.assessments.scorecards.stored import stored_card
from prongsai.core.ita.explaining import Sentence
from prongsai.core.ita.loading import framework, known_years
from prongsai.core.ita.scoring import Scorecard as Card
from prongsai.core.ita.tree import tree_of
from prongsai.foundation.agencies.models import Agency
from prongsai.foundation.audit.digests import digest_of

_OFFICIAL = Scorecard.Kind.OFFICIAL


def analysis_of(agency: Agency, fiscal_year: int, kind: str = "") -> Analysis | None:
    """The analysis of a year's result; None where the year has no current card or no framework.

    The official card counts, else the agency's own; `kind` asks for one of them. Beside it stand the years before with a current
    official card: a later result changes nothing that was said of this one.
    Two queries, whatever the number of years.
    """
    if fiscal_year not in known_years():
        return None
    rows = list(current_cards(agency.pk).reverse())
    wanted = [row for row in rows if row.fiscal_year == fiscal_year and kind in ("", row.kind)]
    chosen = next((row for row in wanted if row.kind == _OFFICIAL), wanted[0] if wanted else None)
    card = stored_card(chosen) if chosen else None
    if chosen is None or card is None:
        return None
    beside = [row for row in rows if row == chosen or (row.kind == _OFFICIAL and row.fiscal_year < fiscal_year)]
    years = [year for row in beside if (year := _year(row)) is not None]
    return make_analysis(framework(fiscal_year), card, _facts(chosen), years, peers(agency, fiscal_year))


def points_in_year(agency_id: int, fiscal_year: int) -> dict[str, Card]:
    """The current cards of a year by kind, as computed: for what became of a gap."""
    found = {row.kind: stored_card(row) for row in current_cards(agency_id, fiscal_year)}
    return {kind: card for kind, card in found.items() if card is not None}


def _facts(row: Scorecard) -> CardFacts:
    return CardFacts(row.pk, row.kind, row.number, digest_of(row.result), row.printed_total, row.printed_level)


def _year(row: Scorecard) -> YearBeside | None:
    card = stored_card(row)
    if card is None or row.fiscal_year not in known_years():
        return None
    rules = framework(row.fiscal_year)
    keys = [node.key for node in tree_of(rules).walk() if node.kind in ("total", "instrument", "indicator")]
    points: dict[str, Decimal] = {key: value for key in keys if (value := card.points(key)) is not None}
    rule = card.level.rule
    level = None if rule is None else Sentence(rule.name, rule.name_en)
    return YearBeside(row.fiscal_year, row.kind, points, level, rules.is_verified)

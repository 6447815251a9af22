"""Which gaps a measure answers, and what became of them: the same place in the result of a later year. Nothing here claims a cause."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from prongsai.assessments.analysis.passages import codes_in
from prongsai.assessments.analysis.queries import points_in_year
from prongsai.core.ita.loading import nearest_framework
from prongsai.core.ita.scoring import Scorecard as Card
from prongsai.core.ita.tree import nodes_of
from prongsai.foundation.languages import in_language
from prongsai.programme.plans.models import AnsweredGap, Measure


@dataclass(frozen=True, slots=True)
class GapSeen:
    """A gap that a measure answers, and the same place in the later year.

    `after_year` is the year of the measure's plan, at least the year after the result. `after` is None where that year has no card, or the
    card does not know the place (`has_card`), or an item has no single successor; `after_kind` tells whose result it is.
    """

    gap: AnsweredGap
    thai: str
    english: str
    is_item: bool
    after_year: int
    has_card: bool
    after_kind: str
    after: Decimal | None

    @property
    def name(self) -> str:
        """The name of the place in the language of the page."""
        return in_language(self.thai, self.english)

    @property
    def change(self) -> Decimal | None:
        """Points of the later year less those of then."""
        return None if self.after is None else self.after - self.gap.points


def answered_gaps(measure: Measure) -> list[GapSeen]:
    """The gaps that a measure answers, also those of measures that were merged into it, oldest result first.

    One query, and one for each later year that is asked for.
    """
    rows = AnsweredGap.objects.filter(Q(measure=measure) | Q(measure__merged_into=measure)).order_by("fiscal_year", "pk")
    return _seen(rows, measure.agency_id, measure.plan.fiscal_year)


def gaps_of_plan(plan_id: int, result_year: int) -> dict[int, list[AnsweredGap]]:
    """The gaps of one year's result that the standing measures of a plan answer, by measure id."""
    rows = AnsweredGap.objects.filter(measure__plan_id=plan_id, measure__withdrawn_at=None, fiscal_year=result_year)
    found: dict[int, list[AnsweredGap]] = {}
    for row in rows.order_by("pk"):
        found.setdefault(row.measure_id, []).append(row)
    return found


def answered_in_year(agency_id: int, fiscal_year: int) -> dict[int, list[GapSeen]]:
    """Every gap that standing measures of a year's plan answer, with what became of it, by measure id. Few queries, however many rows."""
    rows = AnsweredGap.objects.filter(agency_id=agency_id, measure__plan__fiscal_year=fiscal_year, measure__withdrawn_at=None)
    found: dict[int, list[GapSeen]] = {}
    for seen in _seen(rows.order_by("fiscal_year", "pk"), agency_id, fiscal_year):
        found.setdefault(seen.gap.measure_id, []).append(seen)
    return found


def place_name(key: str, fiscal_year: int) -> tuple[str, str]:
    """What a node is called in a fiscal year, in Thai and English; its key where the framework does not know it."""
    node = nodes_of(nearest_framework(fiscal_year)).get(key)
    return (node.name, node.name_en) if node else (key, key)


def _seen(rows: Iterable[AnsweredGap], agency_id: int, plan_year: int) -> list[GapSeen]:
    cards: dict[int, dict[str, Card]] = {}
    found = []
    for row in rows:
        year = max(plan_year, row.fiscal_year + 1)
        if year not in cards:
            cards[year] = points_in_year(agency_id, year)
        found.append(_one(row, year, cards[year]))
    return found


def _one(row: AnsweredGap, year: int, cards: dict[str, Card]) -> GapSeen:
    # The same kind of result where there is one: an office's own numbers are not measured as the official ones are.
    kind = row.kind if row.kind in cards else next(iter(cards), "")
    keys = codes_in(row.key, row.fiscal_year, year)
    after = cards[kind].points(keys[0]) if kind and len(keys) == 1 else None
    thai, english = place_name(row.key, row.fiscal_year)
    return GapSeen(row, thai, english, not row.key.isdigit(), year, bool(cards), kind, after)

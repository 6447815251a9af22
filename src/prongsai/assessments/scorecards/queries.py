"""Reading scorecards: current ones, history, years and kinds side by side, and how others of the same kind and province stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db.models import Exists, OuterRef, QuerySet

from prongsai.assessments.scorecards.models import Scorecard, ScoreFile
from prongsai.assessments.scorecards.stored import stored_card
from prongsai.core.ita.rounding import published
from prongsai.core.ita.scoring import Scorecard as Card
from prongsai.foundation.agencies.models import Agency

FEWEST_PEERS = 3
"""Fewer agencies than this would show a single one's result to the others."""


def _current() -> QuerySet[Scorecard]:
    later = Scorecard.objects.filter(supersedes=OuterRef("pk"))
    return Scorecard.objects.filter(~Exists(later)).exclude(made_from=Scorecard.MadeFrom.WITHDRAWN)


def newest_card(agency_id: int, fiscal_year: int, kind: str) -> Scorecard | None:
    """The last card of a year and kind, also where it says that the result was withdrawn."""
    return (
        Scorecard.objects.filter(agency_id=agency_id, fiscal_year=fiscal_year, kind=kind)
        .select_related("file__blob")
        .order_by("-number")
        .first()
    )


def current_card(agency_id: int, fiscal_year: int, kind: str) -> Scorecard | None:
    """The card that holds for a year and kind, None where there is none or it was withdrawn."""
    newest = newest_card(agency_id, fiscal_year, kind)
    return None if newest is None or newest.is_withdrawn else newest


def current_cards(agency_id: int, fiscal_year: int | None = None) -> QuerySet[Scorecard]:
    """The cards that hold, newest year first, official before own; of one year or of all."""
    found = _current().filter(agency_id=agency_id).select_related("created_by").order_by("-fiscal_year", "kind")
    return found if fiscal_year is None else found.filter(fiscal_year=fiscal_year)


def best_known(agency_id: int, fiscal_year: int) -> Scorecard | None:
    """The card of a year that counts most: the official one, else the own one, else None."""
    by_kind = {card.kind: card for card in current_cards(agency_id, fiscal_year)}
    return by_kind.get(Scorecard.Kind.OFFICIAL) or by_kind.get(Scorecard.Kind.OWN)


def history(agency_id: int, fiscal_year: int, kind: str) -> QuerySet[Scorecard]:
    """All cards of a year and kind, the newest first, with who entered them."""
    return (
        Scorecard.objects.filter(agency_id=agency_id, fiscal_year=fiscal_year, kind=kind)
        .select_related("created_by", "file")
        .order_by("-number")
    )


def cards_of_file(score_file: ScoreFile) -> QuerySet[Scorecard]:
    """The cards that were recorded from a file of scores, the newest first."""
    cards = Scorecard.objects.filter(agency_id=score_file.agency_id, file_id=score_file.file_id)
    return cards.defer("input", "result").order_by("-pk")


@dataclass(frozen=True, slots=True)
class YearOfCards:
    """What stands for one fiscal year: the current card of each kind or None, and how many cards there ever were."""

    fiscal_year: int
    official: Scorecard | None
    own: Scorecard | None
    count: int


def years_of(agency_id: int) -> list[YearOfCards]:
    """Every year that ever had a card, newest first, in one query."""
    rows = Scorecard.objects.filter(agency_id=agency_id).select_related("created_by").order_by("-fiscal_year", "kind", "number")
    years: dict[int, list[Scorecard]] = {}
    for row in rows.defer("result", "input"):
        years.setdefault(row.fiscal_year, []).append(row)
    return [
        YearOfCards(year, _last(cards, Scorecard.Kind.OFFICIAL), _last(cards, Scorecard.Kind.OWN), len(cards))
        for year, cards in years.items()
    ]


def _last(cards: Iterable[Scorecard], kind: str) -> Scorecard | None:
    last = None
    for card in cards:
        if card.kind == kind:
            last = card
    return None if last is None or last.is_withdrawn else last


@dataclass(frozen=True, slots=True)
class Compared:
    """One node in two cards: published points, None where not known; `change` is `second` − `first` of what is published."""

    key: str
    first: Decimal | None
    second: Decimal | None

    @property
    def change(self) -> Decimal | None:
        return None if self.first is None or self.second is None else self.second - self.first


def compare(first: Card | None, second: Card | None) -> dict[str, Compared]:
    """Two cards side by side by node key, in the order of the second (else the first). Keys that only one has are there too.

    Items of different years may share a code and not a meaning; indicators and instruments keep theirs.
    """
    keys = dict.fromkeys([*(second.scores if second else ()), *(first.scores if first else ())])
    return {
        key: Compared(key, first.points(key) if first is not None else None, second.points(key) if second is not None else None)
        for key in keys
    }


def official_and_own(agency_id: int, fiscal_year: int) -> dict[str, Compared]:
    """Own (`first`) and official (`second`) result of a year by node key; empty where neither is there."""
    cards = {card.kind: stored_card(card) for card in current_cards(agency_id, fiscal_year)}
    return compare(cards.get(Scorecard.Kind.OWN), cards.get(Scorecard.Kind.OFFICIAL))


@dataclass(frozen=True, slots=True)
class PeerScore:
    """How the agencies of one kind and province stand at one node: the best, the mean (published) and of how many agencies."""

    key: str
    best: Decimal
    mean: Decimal
    count: int


def peers(agency: Agency, fiscal_year: int) -> dict[str, PeerScore]:
    """Best and mean of the current official cards of the agencies of the same kind and province, this one among them, by node key.

    Only numbers, and only of nodes that at least `FEWEST_PEERS` agencies have; a missing value counts for nothing. One query.
    """
    rows = _current().filter(
        kind=Scorecard.Kind.OFFICIAL, fiscal_year=fiscal_year, agency__kind=agency.kind, agency__province=agency.province
    )
    values: dict[str, list[Fraction]] = {}
    decimals = 2
    for result in rows.values_list("result", flat=True):
        decimals = result["decimals"]
        for key, entry in result["scores"].items():
            if entry["value"] is not None:
                values.setdefault(key, []).append(Fraction(entry["value"]))
    return {
        key: PeerScore(key, published(max(known), decimals), published(sum(known, Fraction(0)) / len(known), decimals), len(known))
        for key, known in values.items()
        if len(known) >= FEWEST_PEERS
    }

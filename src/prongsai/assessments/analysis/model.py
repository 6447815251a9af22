"""What an analysis holds: frozen values, ready for a page or a paper. `making.py` makes them, `queries.py` reads what they stand on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from prongsai.assessments.analysis.advice import Advice
from prongsai.assessments.scorecards.queries import PeerScore
from prongsai.core.ita.comparing import Standing
from prongsai.core.ita.explaining import Sentence
from prongsai.core.ita.model import Framework, Instrument, Item, SubIndicator, Topic
from prongsai.core.ita.scoring import Scorecard as Card


@dataclass(frozen=True, slots=True)
class CardFacts:
    """Which stored card is analysed. `kind` is official or own; `digest` is the SHA-256 of its result; printed is what the paper prints."""

    card_id: int
    kind: str
    number: int
    digest: str
    printed_total: Decimal | None = None
    printed_level: str = ""


@dataclass(frozen=True, slots=True)
class YearBeside:
    """A year's result beside the others: published points by node key (total, instruments, indicators), the level in both languages.

    `level` is None where missing parts leave it open; `is_verified` tells whether the framework of that year is.
    """

    fiscal_year: int
    kind: str
    points: Mapping[str, Decimal]
    level: Sentence | None
    is_verified: bool


@dataclass(frozen=True, slots=True)
class WholeItems:
    """What whole missing items say of a published score of disclosure.

    `ways` is how many combinations give it, `fewest` how few items are missing in the first of them; `parts` are the sub-indicators that
    lack an item in every one. No way: the score is not one of this year's rules.
    """

    ways: int
    fewest: int
    parts: tuple[str, ...]
    words: Sentence


@dataclass(frozen=True, slots=True)
class WeakPart:
    """A sub-indicator that is known to be weak; `points` is None where only whole items tell so."""

    sub_indicator: SubIndicator
    points: Decimal | None
    advice: Advice | None


@dataclass(frozen=True, slots=True)
class MissingItem:
    """An item of disclosure with no points; `worth` is what it would add to the total (published)."""

    item: Item
    indicator: int
    worth: Decimal


@dataclass(frozen=True, slots=True)
class WeakIndicator:
    """An indicator below the pass mark. `worth` is what reaching the pass mark would add to the total (published)."""

    standing: Standing
    instrument: Instrument
    worth: Decimal
    advice: Advice | None
    parts: tuple[WeakPart, ...]
    missing: tuple[MissingItem, ...]
    whole_items: WholeItems | None


@dataclass(frozen=True, slots=True)
class TopicStanding:
    """One of the topics with the indicators that concern it, the weak ones and the missing items among them."""

    topic: Topic
    number: int
    standings: tuple[Standing, ...]
    weak: tuple[Standing, ...]
    missing: tuple[MissingItem, ...]
    advice: Advice | None

    @property
    def is_known(self) -> bool:
        """Whether any of its numbers is known."""
        return any(entry.points is not None for entry in self.standings)

    @property
    def lowest(self) -> Standing | None:
        """The weakest number that concerns it, None where none is below the pass mark."""
        return min(self.weak, key=lambda entry: entry.points or Decimal(0), default=None)


@dataclass(frozen=True, slots=True)
class Analysis:
    """A result taken apart. Points are published ones (two decimals, half up); None where they are not known.

    `level` tells the rule that decided, `notes` where a given and a computed number differ; `before_year` is the earlier year that
    `standings` compare with; `peers` has nothing where fewer than three agencies of the kind and province are known. `topics_year` is the
    fiscal year whose topics are used: another than `fiscal_year` where that year has none of its own.
    """

    fiscal_year: int
    facts: CardFacts
    framework: Framework
    card: Card
    level: Sentence
    notes: tuple[Sentence, ...]
    standings: tuple[Standing, ...]
    ranking: tuple[Standing, ...]
    weak: tuple[WeakIndicator, ...]
    missing: tuple[MissingItem, ...]
    before_year: int | None
    years: tuple[YearBeside, ...]
    peers: Mapping[str, PeerScore]
    topics: tuple[TopicStanding, ...]
    topics_year: int | None

    @property
    def total(self) -> Standing:
        """Where the total stands."""
        return self.standings[0]

    @property
    def instruments(self) -> tuple[Standing, ...]:
        """Where each instrument stands, in the order of the framework."""
        return tuple(entry for entry in self.standings if entry.kind == "instrument")

    @property
    def unknown(self) -> tuple[Standing, ...]:
        """Indicators whose points are not known."""
        return tuple(entry for entry in self.standings if entry.kind == "indicator" and entry.points is None)

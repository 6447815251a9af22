"""What a framework is: instruments, indicators, items, answer rows, levels, samples, each with where it is known from.

Frozen values without behaviour beyond looking into themselves. They are made by `loading.py` and by nobody else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

SourceKind = Literal["seen", "copy", "proven", "memory"]
InstrumentKind = Literal["survey", "checks"]
TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts are known from: an official page, a third party's copy, arithmetic over published scores, or memory."""

    key: str
    title: str
    kind: SourceKind
    title_en: str = ""


@dataclass(frozen=True, slots=True)
class Provenance:
    """The source of one fact and whether it was verified against it."""

    source: Source
    verified: bool


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a scale and its points, 0 to 100."""

    key: str
    label: str
    label_en: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class Scale:
    """The answers of a form in their order."""

    key: str
    options: tuple[Option, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One row that a respondent ticks. An inverted row reads the points of its scale from the other end."""

    key: str
    topic: str
    scale: Scale
    inverted: bool
    topic_en: str = ""

    @property
    def points(self) -> tuple[Decimal, ...]:
        """The points of each option, in the order of the form."""
        given = tuple(option.points for option in self.scale.options)
        return given[::-1] if self.inverted else given


@dataclass(frozen=True, slots=True)
class Item:
    """A question with its answer rows, or a disclosure item that is found or missing."""

    code: str
    topic: str
    topic_en: str
    rows: tuple[AnswerRow, ...]
    elements: tuple[str, ...]
    seven: tuple[str, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class SubIndicator:
    """A part of an indicator with items of its own, such as 10.2."""

    number: str
    name: str
    name_en: str
    items: tuple[Item, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator; either it has sub-indicators, or items of its own. `also` are other names in print."""

    number: int
    name: str
    name_en: str
    also: tuple[str, ...]
    sub_indicators: tuple[SubIndicator, ...]
    items: tuple[Item, ...]
    provenance: Provenance

    @property
    def key(self) -> str:
        return str(self.number)

    @property
    def all_items(self) -> tuple[Item, ...]:
        """Its items, also those of its sub-indicators, in order."""
        return self.items + tuple(item for sub in self.sub_indicators for item in sub.items)


@dataclass(frozen=True, slots=True)
class Instrument:
    """IIT, EIT or OIT; `weight` is its percentage of the total."""

    code: str
    name: str
    name_en: str
    weight: Decimal
    kind: InstrumentKind
    indicators: tuple[Indicator, ...]
    provenance: Provenance

    @property
    def items(self) -> tuple[Item, ...]:
        """All items of its indicators, in order."""
        return tuple(item for indicator in self.indicators for item in indicator.all_items)

    @property
    def rows(self) -> tuple[AnswerRow, ...]:
        """All answer rows of its items, in order."""
        return tuple(row for item in self.items for row in item.rows)


@dataclass(frozen=True, slots=True)
class LevelRule:
    """A level and what it asks for: a total, and perhaps a score that each instrument must reach. No condition: whatever is left."""

    key: str
    name: str
    name_en: str
    total: Decimal | None
    every_instrument: Decimal | None
    passes: bool
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class SampleRule:
    """One rule of a sample: up to `below` people (exclusive; None: any number) all of them, or a share with bounds. Counts are people."""

    below: int | None
    is_all: bool
    share: Decimal | None
    at_least: int | None
    at_most: int | None


@dataclass(frozen=True, slots=True)
class Sampling:
    """Who answers an instrument and how many must; the first rule that fits decides."""

    instrument: str
    who: str
    who_en: str
    rules: tuple[SampleRule, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A part of the year's calendar; days as MM-DD."""

    key: str
    name: str
    name_en: str
    starts: str
    ends: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Topic:
    """One of the topics in which a result is analysed, with the indicators and items that it looks at."""

    key: str
    name: str
    name_en: str
    indicators: tuple[int, ...]
    items: tuple[str, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Mark:
    """A number of the framework with its provenance: the pass mark in points."""

    value: Decimal
    provenance: Provenance


@dataclass(frozen=True, slots=True, eq=False)  # compared by identity: there is one of each file, and it is a key of caches
class Framework:
    """The framework of one fiscal year (Buddhist). `digest` is the SHA-256 of the file that it was read from."""

    fiscal_year: int
    digest: str
    pass_mark: Mark
    decimals: int
    rounding: Provenance
    instruments: tuple[Instrument, ...]
    levels: tuple[LevelRule, ...]
    sampling: tuple[Sampling, ...]
    calendar: tuple[CalendarEntry, ...]
    topics: tuple[Topic, ...]
    scales: tuple[Scale, ...]

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """All indicators in order."""
        return tuple(indicator for instrument in self.instruments for indicator in instrument.indicators)

    @property
    def items(self) -> tuple[Item, ...]:
        """All items in order."""
        return tuple(item for instrument in self.instruments for item in instrument.items)

    @property
    def provenances(self) -> Iterator[tuple[str, Provenance]]:
        """Every fact as (what it is about, where it is known from)."""
        yield "pass_mark", self.pass_mark.provenance
        yield "rounding", self.rounding
        for scale in self.scales:
            yield scale.key, scale.provenance
        for instrument in self.instruments:
            yield instrument.code, instrument.provenance
            for indicator in instrument.indicators:
                yield indicator.key, indicator.provenance
                yield from ((sub.number, sub.provenance) for sub in indicator.sub_indicators)
                yield from ((item.code, item.provenance) for item in indicator.all_items)
        yield from ((f"level {level.key}", level.provenance) for level in self.levels)
        yield from ((f"sampling {entry.instrument}", entry.provenance) for entry in self.sampling)
        yield from ((f"topic {entry.key}", entry.provenance) for entry in self.topics)
        yield from ((f"calendar {entry.key}", entry.provenance) for entry in self.calendar)

    @property
    def unverified(self) -> tuple[str, ...]:
        """What is not verified, in the order of the file."""
        return tuple(about for about, provenance in self.provenances if not provenance.verified)

    @property
    def is_verified(self) -> bool:
        """Whether every fact is verified."""
        return not self.unverified

    def indicator(self, number: int) -> Indicator | None:
        """The indicator of this number, or None."""
        return next((entry for entry in self.indicators if entry.number == number), None)

    def instrument_of(self, number: int) -> Instrument | None:
        """The instrument of the indicator of this number, or None."""
        return next((entry for entry in self.instruments if any(one.number == number for one in entry.indicators)), None)

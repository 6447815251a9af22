"""The scorecard: what scoring gives back. Values only; `computing.py` makes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from prongsai.core.ita.levels import LevelDecision
from prongsai.core.ita.model import TOTAL
from prongsai.core.ita.rounding import published

Rule = Literal["given", "answers", "mean", "weighted", "missing"]


class ImpossiblePoints(ValueError):
    """Points that cannot be: `faults` tells each as (node key, "unknown" or "range", what was given)."""

    def __init__(self, faults: Iterable[tuple[str, str, Decimal | Fraction]]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{key}: {kind} ({value})" for key, kind, value in self.faults))


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a sum: which node, its value (None where missing) and its share in the sum."""

    key: str
    value: Fraction | None
    share: Fraction


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a score is what it is.

    given: it was handed in; `computed` is what its parts would give, where they are all known. answers: the mean over `answers`
    respondents. mean, weighted: from its `parts`. missing: `parts` are there but not all known, or there is nothing below.
    """

    rule: Rule
    parts: tuple[Part, ...] = ()
    answers: int = 0
    computed: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """Points of a node, 0 to 100, exact; None where something below is missing. `low` and `high` bound what it can be."""

    key: str
    value: Fraction | None
    low: Fraction
    high: Fraction
    reason: Reason

    def published(self, decimals: int = 2) -> Decimal | None:
        """The value as it is published, rounded half up; None where it is not known."""
        return None if self.value is None else published(self.value, decimals)


@dataclass(frozen=True, slots=True)
class Note:
    """Something that a reader must know: `differs`: a given value and its parts disagree by more than rounding explains;
    `rounding`: they disagree by one in the last published digit, as values rounded before do.
    """

    code: Literal["differs", "rounding"]
    key: str
    given: Decimal
    computed: Decimal


def note_on(key: str, given: Fraction, computed: Fraction, decimals: int) -> Note | None:
    """A note where a given value and the computed one are not the same when published; None where they are."""
    shown, own = published(given, decimals), published(computed, decimals)
    if shown == own:
        return None
    return Note("rounding" if abs(shown - own) <= Decimal(1).scaleb(-decimals) else "differs", key, shown, own)


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All scores of an agency in a fiscal year by node key, the level, and notes; with the digest of the framework used."""

    fiscal_year: int
    framework_digest: str
    decimals: int
    scores: Mapping[str, Score]
    level: LevelDecision
    notes: tuple[Note, ...]

    @property
    def total(self) -> Score:
        return self.scores[TOTAL]

    def points(self, key: str) -> Decimal | None:
        """The published points of a node; None where they are not known or the framework has no such node."""
        found = self.scores.get(key)
        return None if found is None else found.published(self.decimals)

    @property
    def unknown(self) -> tuple[str, ...]:
        """Keys of the nodes that could not be computed, from above and from the left."""
        return tuple(key for key, score in self.scores.items() if score.value is None)

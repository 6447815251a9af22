"""A computed card as JSON and back: exact fractions as "n/d", so that a stored card is shown as it was computed, whatever changed since."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from prongsai.assessments.scorecards.found import tallies_from_json, tallies_to_json
from prongsai.assessments.scorecards.models import Scorecard
from prongsai.core.ita.levels import LevelDecision
from prongsai.core.ita.model import LevelRule, Provenance, Source
from prongsai.core.ita.scoring import Note, Part, Reason, Score, Tally
from prongsai.core.ita.scoring import Scorecard as Card

Json = dict[str, Any]


def result_to_json(card: Card) -> Json:
    """A card as JSON. `published` stands beside each exact value for readers that do not compute."""
    return {
        "decimals": card.decimals,
        "scores": {key: _score(entry, card) for key, entry in card.scores.items()},
        "level": {
            "rule": card.level.rule and _rule(card.level.rule),
            "worst": _rule(card.level.worst),
            "best": _rule(card.level.best),
            "held_back_by": list(card.level.held_back_by),
        },
        "notes": [{"code": note.code, "key": note.key, "given": str(note.given), "computed": str(note.computed)} for note in card.notes],
    }


def stored_card(row: Scorecard) -> Card | None:
    """The card that a row keeps, as it was computed; None for a withdrawn one."""
    if row.is_withdrawn:
        return None
    raw: Json = row.result
    level = raw["level"]
    return Card(
        fiscal_year=row.fiscal_year,
        framework_digest=row.framework_digest,
        decimals=raw["decimals"],
        scores={key: _read_score(key, entry) for key, entry in raw["scores"].items()},
        level=LevelDecision(
            _read_rule(level["rule"]) if level["rule"] else None,
            _read_rule(level["worst"]),
            _read_rule(level["best"]),
            tuple(level["held_back_by"]),
        ),
        notes=tuple(Note(one["code"], one["key"], Decimal(one["given"]), Decimal(one["computed"])) for one in raw["notes"]),
    )


def input_to_json(points: Mapping[str, Decimal], tallies: Mapping[str, Tally], facts: Mapping[str, int]) -> Json:
    """What was handed in, as JSON; 79.50 and 79.5 are the same."""
    return {
        "points": {key: _plain(value) for key, value in points.items()},
        "tallies": tallies_to_json(tallies),
        "facts": dict(facts),
    }


def stored_points(row: Scorecard) -> dict[str, Decimal]:
    """The points that were handed in, by node key; empty for a withdrawn card."""
    return {key: Decimal(value) for key, value in row.input.get("points", {}).items()}


def stored_tallies(row: Scorecard) -> dict[str, Tally]:
    """The counted answers that were handed in, by item code."""
    return tallies_from_json(row.input.get("tallies", {}))


def _plain(value: Decimal) -> str:
    text = format(value + 0, "f")  # plus nothing: −0 is 0
    return text.rstrip("0").rstrip(".") if "." in text else text


def _text(value: Fraction) -> str:
    return f"{value.numerator}/{value.denominator}"


def _optional(value: Fraction | None) -> str | None:
    return None if value is None else _text(value)


def _read(value: str | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def _score(entry: Score, card: Card) -> Json:
    shown = entry.published(card.decimals)
    reason = entry.reason
    return {
        "value": _optional(entry.value),
        "published": None if shown is None else str(shown),
        "low": _text(entry.low),
        "high": _text(entry.high),
        "rule": reason.rule,
        "parts": [[part.key, _optional(part.value), _text(part.share)] for part in reason.parts],
        "answers": reason.answers,
        "computed": _optional(reason.computed),
    }


def _read_score(key: str, raw: Json) -> Score:
    parts = tuple(Part(name, _read(value), Fraction(share)) for name, value, share in raw["parts"])
    reason = Reason(raw["rule"], parts, raw["answers"], _read(raw["computed"]))
    return Score(key, _read(raw["value"]), Fraction(raw["low"]), Fraction(raw["high"]), reason)


def _rule(rule: LevelRule) -> Json:
    source = rule.provenance.source
    return {
        "key": rule.key,
        "name": rule.name,
        "name_en": rule.name_en,
        "total": None if rule.total is None else str(rule.total),
        "every_instrument": None if rule.every_instrument is None else str(rule.every_instrument),
        "passes": rule.passes,
        "source": [source.key, source.title, source.kind, source.title_en],
        "verified": rule.provenance.verified,
    }


def _read_rule(raw: Json) -> LevelRule:
    total, every = raw["total"], raw["every_instrument"]
    return LevelRule(
        raw["key"],
        raw["name"],
        raw["name_en"],
        None if total is None else Decimal(total),
        None if every is None else Decimal(every),
        raw["passes"],
        Provenance(Source(*raw["source"]), raw["verified"]),
    )

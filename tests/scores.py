"""Invented results of the assessment, recorded through the product's own actions, for tests of every level."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from tests.offices import NOW, Office

from prongsai.assessments.scorecards.actions import record_scorecard
from prongsai.assessments.scorecards.file_actions import hand_in_scores
from prongsai.assessments.scorecards.models import Scorecard, ScoreFile
from prongsai.foundation.people.actor import Actor

YEAR = 2564
TEN = tuple(map(Decimal, ("81.10", "72.35", "74.20", "66.05", "68.40", "80.15", "82.70", "78.25", "55.56", "12.50")))
"""Indicators 1 to 10: IIT 72.42, EIT 80.37, OIT 34.03, total 59.45."""


def ten(*values: str) -> dict[str, Decimal]:
    """Points of the indicators from 1 on; without values those of `TEN`."""
    return {str(number): value for number, value in enumerate(map(Decimal, values) if values else TEN, start=1)}


def recorded(
    office: Office, points: Mapping[str, Decimal] | None = None, year: int = YEAR, kind: str = "official", **more: Any
) -> Scorecard:
    """A card of the office as its officer records it."""
    given = ten() if points is None else points
    values: dict[str, Any] = {"made_from": "typed", "at": NOW, **more}
    return record_scorecard(by=office.actor(), fiscal_year=year, kind=kind, points=given, **values).card


TABLE = "fiscal_year," + ",".join(f"i{number}" for number in range(1, 11)) + ",total,grade,source\n"
CSV = f"{TABLE}{YEAR},{','.join(map(str, TEN))},59.46,D,หนังสือแจ้งผล\n"
"""`TEN` as a file of scores, with what the paper prints."""


def handed_in(by: Actor, capture: Any, data: str | bytes = CSV, name: str = "scores.csv", year: int = YEAR) -> ScoreFile:
    """A file of scores, read; `capture` is pytest-django's `django_capture_on_commit_callbacks`."""
    content = data.encode() if isinstance(data, str) else data
    with capture(execute=True):
        handed = hand_in_scores(by=by, at=NOW, fiscal_year=year, data=content, name=name).score_file
    handed.refresh_from_db()
    return handed

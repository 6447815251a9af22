"""Invented results of the assessment, recorded through the product's own action, for tests of every level."""

from __future__ import annotations

from decimal import Decimal

from tests.offices import NOW, Office

from prongsai.assessments.scorecards.actions import record_scorecard
from prongsai.assessments.scorecards.models import Scorecard

POOR = ("78.32", "71.31", "73.33", "65.07", "65.17", "79.42", "81.73", "77.38", "46.19", "0")
"""Ten indicators by number, every one below the pass mark; by the rules of 2563 the total is 54.28."""
BETTER = ("86", "80.5", "84", "79.25", "88", "90", "91", "85", "85", "85")


def record(office: Office, fiscal_year: int, ten: tuple[str, ...] = POOR, kind: str = "official", **more: str) -> Scorecard:
    """A result of ten indicators by number; `more` are further points by node key."""
    points = {str(number): Decimal(value) for number, value in enumerate(ten, start=1)}
    points |= {key: Decimal(value) for key, value in more.items()}
    return record_scorecard(by=office.actor(), at=NOW, fiscal_year=fiscal_year, kind=kind, points=points, made_from="typed").card

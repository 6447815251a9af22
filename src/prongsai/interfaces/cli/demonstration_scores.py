"""Results of the assessment for the demonstration: two official ones, the older weaker, and last year's own check of the website.

Measures of the demonstration's plans answer their gaps: one of last year, whose outcome is known, and those of this year's catalogue.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from prongsai.assessments.analysis.queries import analysis_of
from prongsai.assessments.scorecards.actions import record_scorecard
from prongsai.assessments.scorecards.models import Scorecard
from prongsai.core.ita.loading import framework, known_years
from prongsai.core.ita.model import Framework
from prongsai.core.ita.scoring import score
from prongsai.core.thai.calendar import fiscal_year_range
from prongsai.foundation.agencies.models import Agency
from prongsai.foundation.people.actor import Actor
from prongsai.programme.plans.actions.answering import answer_gaps
from prongsai.programme.plans.catalogue import find
from prongsai.programme.plans.queries.measures import plan_in, standing_measures
from prongsai.programme.plans.suggestions import gap_draft_of, gap_drafts

# Years ago → points of the indicators that people answer for, and how many items each sub-indicator of disclosure lacks.
_SURVEYS = {
    1: ("88.42", "85.96", "86.30", "77.18", "85.71", "87.55", "86.08", "85.12"),
    2: ("84.10", "81.35", "82.74", "70.66", "79.90", "83.21", "80.47", "78.83"),
}
_LACKING = {1: {"9.2": 1, "9.3": 1, "9.5": 1, "10.1": 1, "10.2": 1}, 2: {"9.1": 1, "9.2": 2, "9.3": 1, "9.5": 2, "10.1": 2, "10.2": 1}}
_ASSETS, _ASSET_WORD = "4", "ทรัพย์สินของราชการ"
_FULL, _NONE = Decimal(100), Decimal(0)


def add_results(*, by: Actor, now: datetime, this_year: int) -> None:
    """Record the results of the two years before this one, as far as their frameworks are known."""
    for ago in (2, 1):
        year = this_year - ago
        if year not in known_years():
            continue
        rules = framework(year)
        items = _items(rules, _LACKING[ago])
        surveys = {str(number): Decimal(points) for number, points in enumerate(_SURVEYS[ago], start=1)}
        announced = min(now, timezone.make_aware(datetime.combine(fiscal_year_range(year)[1] - timedelta(days=20), time(10, 30))))
        if ago == 1:
            _record(by, announced - timedelta(days=150), year, Scorecard.Kind.OWN, items, "ตรวจเว็บไซต์ก่อนยื่น OIT")
        _record(by, announced, year, Scorecard.Kind.OFFICIAL, surveys | _indicators(rules, items), "ตามประกาศผลการประเมิน (ตัวเลขสมมติ)")


def tie_measures(*, by: Actor, now: datetime, this_year: int) -> None:
    """Let measures answer gaps of the result of the year before their plan: last year's on assets, this year's from the catalogue."""
    agency = Agency.objects.get(pk=by.agency)
    for year in (this_year - 1, this_year):
        found, plan = analysis_of(agency, year - 1), plan_in(agency.pk, year)
        if found is None or plan is None:
            continue
        begun = min(now, timezone.make_aware(datetime.combine(fiscal_year_range(year)[0], time(10, 30))))
        for measure in standing_measures(plan):
            entry = find(measure.catalogue_key)
            asset_gap = gap_draft_of(found, _ASSETS) if _ASSET_WORD in measure.title else None
            gaps = gap_drafts(found, entry) if entry else (asset_gap,) if asset_gap else ()
            answer_gaps(by=by, at=begun, measure=measure, gaps=gaps)


def _items(rules: Framework, lacking: dict[str, int]) -> dict[str, Decimal]:
    """Points of every disclosure item: the last ones of each sub-indicator are missing."""
    found: dict[str, Decimal] = {}
    for sub in (sub for indicator in rules.indicators for sub in indicator.sub_indicators):
        first_missing = len(sub.items) - lacking.get(sub.number, 0)
        found |= {item.code: _FULL if place < first_missing else _NONE for place, item in enumerate(sub.items)}
    return found


def _indicators(rules: Framework, items: dict[str, Decimal]) -> dict[str, Decimal]:
    """The indicators that the items give, as they would be published: an announcement prints no items."""
    card = score(rules, items)
    known = ((indicator.key, card.points(indicator.key)) for indicator in rules.indicators)
    return {key: points for key, points in known if points is not None}


def _record(by: Actor, at: datetime, year: int, kind: str, points: dict[str, Decimal], note: str) -> None:
    record_scorecard(by=by, at=at, fiscal_year=year, kind=kind, points=points, made_from=Scorecard.MadeFrom.TYPED, note=note)

"""Gaps as rows beside their measure. Only actions call this, inside their transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from prongsai.foundation.people.actor import Actor
from prongsai.programme.plans.drafts import GapDraft
from prongsai.programme.plans.models import AnsweredGap, Measure


def keep_gaps(*, by: Actor, at: datetime, measure: Measure, gaps: Iterable[GapDraft]) -> list[AnsweredGap]:
    """Write the gaps that a measure does not answer yet; returns the new rows."""
    known = set(AnsweredGap.objects.filter(measure=measure).values_list("fiscal_year", "kind", "key"))
    rows = {
        (gap.fiscal_year, gap.kind, gap.key): AnsweredGap(
            agency_id=measure.agency_id,
            measure=measure,
            fiscal_year=gap.fiscal_year,
            kind=gap.kind,
            key=gap.key,
            points=gap.points,
            gap=gap.gap,
            worth=gap.worth,
            scorecard_id=gap.scorecard_id,
            scorecard_digest=gap.scorecard_digest,
            created_by_id=by.person_id,
            created_at=at,
        )
        for gap in gaps
    }
    new = [row for place, row in rows.items() if place not in known]
    AnsweredGap.objects.bulk_create(new)
    return new


def told_gaps(gaps: Iterable[AnsweredGap]) -> list[str]:
    """Gaps for the trail, without words of a language: "4: 65.07 (2567)"."""
    return [f"{gap.key}: {gap.points} ({gap.fiscal_year})" for gap in gaps]

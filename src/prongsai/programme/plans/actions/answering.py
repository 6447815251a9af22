"""Tying measures to the gaps that they answer, and taking suggested measures into a plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from prongsai.foundation.audit.actions import record
from prongsai.foundation.audit.digests import State
from prongsai.foundation.people.actor import Actor
from prongsai.programme.plans.actions.measures import add_measure, start_plan
from prongsai.programme.plans.drafts import GapDraft, MeasureDraft
from prongsai.programme.plans.gap_rows import keep_gaps, told_gaps
from prongsai.programme.plans.models import Measure, Plan


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of suggestions: measures that are new in the plan, and standing ones that were tied to further gaps."""

    plan: Plan
    added: tuple[Measure, ...]
    tied: tuple[Measure, ...]


@transaction.atomic
def take_suggestions(*, by: Actor, at: datetime, fiscal_year: int, drafts: Iterable[MeasureDraft]) -> Taken:
    """Take suggested measures into a year's plan with the gaps that they answer, all or none; the plan is started where there is none.

    An entry of the catalogue that stands in the plan already is not added again: the standing measure answers the gaps too. So doing the
    same twice changes nothing. Raises `Unusable`.
    """
    by.must("plans.edit")
    plan = start_plan(by=by, at=at, fiscal_year=fiscal_year)
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    found = Measure.objects.filter(plan=plan, withdrawn_at=None).exclude(catalogue_key="").order_by("-order")
    standing = {measure.catalogue_key: measure for measure in found}
    added, tied = [], []
    for draft in drafts:
        measure = standing.get(draft.catalogue_key)
        if measure is None:
            measure = add_measure(by=by, at=at, plan=plan, draft=draft)
            standing[draft.catalogue_key] = measure
            added.append(measure)
        elif answer_gaps(by=by, at=at, measure=measure, gaps=draft.answers):
            tied.append(measure)
    return Taken(plan, tuple(added), tuple(tied))


@transaction.atomic
def answer_gaps(*, by: Actor, at: datetime, measure: Measure, gaps: Iterable[GapDraft]) -> int:
    """Tie a standing measure to gaps; those that it answers already stay as they were. Returns how many are new."""
    by.must("plans.edit")
    kept = keep_gaps(by=by, at=at, measure=measure, gaps=gaps)
    if kept:
        after: State = {"answers": told_gaps(kept)}
        record(
            by=by,
            at=at,
            verb="plans.gaps_answered",
            subject=measure,
            agency_id=measure.agency_id,
            after=after,
            mentions=[measure.plan],
        )
    return len(kept)

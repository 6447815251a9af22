"""Changing several measures at once: other units, or another day of monitoring."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from prongsai.foundation.people.actor import Actor
from prongsai.programme.plans.actions.measures import change_measure
from prongsai.programme.plans.drafts import MonitoringDraft
from prongsai.programme.plans.models import Measure
from prongsai.programme.plans.queries.measures import draft_of


@transaction.atomic
def change_many(
    *, by: Actor, at: datetime, measures: Iterable[Measure], units: tuple[Iterable[int], bool] | None = None, due_on: date | None = None
) -> None:
    """Give several measures other units (ids, and whether it is every unit) or another last day of monitoring, all or none."""
    by.must("plans.edit")
    for measure in Measure.objects.select_for_update().filter(pk__in=[measure.pk for measure in measures], withdrawn_at=None):
        draft = draft_of(measure)
        if units is not None:
            draft = replace(draft, unit_ids=tuple(units[0]), is_for_every_unit=units[1], responsible_as_written="")
        if due_on is not None:
            draft = replace(draft, monitoring=_postponed(draft.monitoring, due_on))
        change_measure(by=by, at=at, measure=measure, draft=draft, version=measure.version)


def _postponed(monitoring: tuple[MonitoringDraft, ...], due_on: date) -> tuple[MonitoringDraft, ...]:
    """The last day becomes this one; earlier days and words without a day stay."""
    last = max((entry.due_on for entry in monitoring if entry.due_on), default=None)
    kept = tuple(entry for entry in monitoring if entry.due_on is None or entry.due_on not in {last, due_on})
    return (*kept, MonitoringDraft(due_on))

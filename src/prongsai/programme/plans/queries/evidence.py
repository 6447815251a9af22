"""Reading the evidence of measures and steps. What belongs to a step is counted where the step is now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from prongsai.programme.evidence.models import Evidence
from prongsai.programme.evidence.queries import EvidenceRow as EvidenceRow
from prongsai.programme.evidence.queries import evidence_rows
from prongsai.programme.plans.models import MeasureEvidence

_HOME = Coalesce("step__measure_id", "measure_id")
"""The measure of a tie now: that of its step, for steps move when measures are split or merged."""


def evidence_of_plan(plan_id: int, today: date) -> dict[int, tuple[EvidenceRow, ...]]:
    """The standing evidence of every measure of a plan, by measure; measures without any are absent. Oldest first."""
    return _by_measure(_standing(Q(step=None, measure__plan_id=plan_id) | Q(step__measure__plan_id=plan_id)), today)


def evidence_of_measure(measure_id: int, today: date) -> tuple[EvidenceRow, ...]:
    """The standing evidence of a measure and its steps, oldest first."""
    return _by_measure(_standing(of_measures([measure_id])), today).get(measure_id, ())


def of_measures(measure_ids: Iterable[int]) -> Q:
    """The ties of these measures and of the steps that are theirs now."""
    ids = list(measure_ids)
    return Q(step=None, measure_id__in=ids) | Q(step__measure_id__in=ids)


def evidence_counts(of: Q, today: date) -> dict[int, int]:
    """How many standing pieces of evidence measures have; a piece that is tied to several steps of one counts once.

    On a past day those count that show something of a day up to then, or, without a day, that were there by then.
    """
    by_then = timezone.make_aware(datetime.combine(today + timedelta(days=1), time.min))
    known = Q(evidence__evidence_on__lte=today) | Q(evidence__evidence_on=None, evidence__added_at__lt=by_then)
    counted = _standing(of & known).order_by().annotate(home=_HOME).values("home").annotate(count=Count("evidence", distinct=True))
    return {row["home"]: row["count"] for row in counted}


def _standing(of: Q) -> QuerySet[MeasureEvidence]:
    return MeasureEvidence.objects.filter(of, ended_at=None, evidence__withdrawn_at=None)


def _by_measure(links: QuerySet[MeasureEvidence], today: date) -> dict[int, tuple[EvidenceRow, ...]]:
    steps: dict[tuple[int, int], list[int | None]] = defaultdict(list)
    for home, evidence_id, step_id in (
        links.annotate(home=_HOME).order_by("evidence_id", "pk").values_list("home", "evidence_id", "step_id")
    ):
        steps[home, evidence_id].append(step_id)
    rows = {row.pk: row for row in evidence_rows(Evidence.objects.filter(pk__in={pk for _home, pk in steps}), today)}
    found: dict[int, list[EvidenceRow]] = defaultdict(list)
    for (home, pk), tied in steps.items():
        of_steps = () if None in tied else tuple(step for step in tied if step is not None)
        found[home].append(replace(rows[pk], step_ids=of_steps))
    return {home: tuple(row) for home, row in found.items()}

"""Reading hints and exceptions: a plan is loaded once, in a number of queries that does not grow, and every rule looks at that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.db.models import Q
from django.utils import timezone

from prongsai.core.ita.loading import known_years
from prongsai.foundation.agencies.models import Unit
from prongsai.foundation.audit.models import Chain
from prongsai.programme.linter.models import LinterException
from prongsai.programme.linter.rule import SEVERITIES, Hint, InForce, Key, Rule, Severity
from prongsai.programme.linter.rules import rules
from prongsai.programme.linter.under_review import PlanUnderReview, UnitSeen
from prongsai.programme.plans.indicators import indicators
from prongsai.programme.plans.models import Plan
from prongsai.programme.plans.queries.evidence import evidence_of_plan
from prongsai.programme.plans.queries.overview import measure_rows
from prongsai.programme.plans.queries.rows import MeasureRow

if TYPE_CHECKING:
    from django.db.models import QuerySet

_COUNT_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Review:
    """What the rules say of a plan: hints, the gravest first, then in the order of the measures. `plan` is what they looked at."""

    plan: PlanUnderReview
    hints: tuple[Hint, ...]

    @property
    def open(self) -> tuple[Hint, ...]:
        """The hints to which no exception holds."""
        return tuple(hint for hint in self.hints if hint.is_open)

    def of(self, measure_id: int) -> tuple[Hint, ...]:
        """The hints of a measure."""
        return tuple(hint for hint in self.hints if hint.finding.measure_id == measure_id)

    def blocking(self) -> tuple[Hint, ...]:
        """What should be mended before a report goes out."""
        return tuple(hint for hint in self.open if hint.severity == "blocks")

    def counts(self) -> dict[Severity, int]:
        """How many open hints there are of each severity."""
        counted = Counter(hint.severity for hint in self.open)
        return {severity: counted[severity] for severity in SEVERITIES}


def under_review(plan: Plan, today: date, rows: Sequence[MeasureRow] | None = None) -> PlanUnderReview:
    """A plan with all that rules look at; `rows` where somebody has read them already, all of the plan or some."""
    seen = tuple(measure_rows(plan.pk, today) if rows is None else rows)
    units = Unit.objects.filter(agency_id=plan.agency_id).values_list("pk", "name", "canonical", "closed_at")
    has_framework = plan.fiscal_year in known_years()
    return PlanUnderReview(
        fiscal_year=plan.fiscal_year,
        today=today,
        rows=seen,
        evidence=evidence_of_plan(plan.pk, today),
        units=tuple(UnitSeen(pk, name, canonical, closed_at is not None) for pk, name, canonical, closed_at in units),
        indicators=frozenset(entry.number for entry in indicators(plan.fiscal_year)) if has_framework else frozenset(),
    )


def hints_of_plan(plan: Plan, today: date, rows: Sequence[MeasureRow] | None = None) -> Review:
    """What the rules say of a plan on a day, with the exceptions that hold then."""
    seen = under_review(plan, today, rows)
    return Review(seen, tuple(hints_of(seen, in_force(plan.pk, today))))


def hints_of(seen: PlanUnderReview, exceptions: dict[Key, InForce] | None = None, chosen: Iterable[Rule] | None = None) -> list[Hint]:
    """The hints of a plan that is loaded: by severity, then by measure, then by rule. Rules are all, or those that are `chosen`."""
    known = exceptions or {}
    places = {row.pk: place for place, row in enumerate(seen.rows)}
    found = [Hint(rule, finding) for rule in (rules() if chosen is None else chosen) for finding in rule.check(seen)]
    found = [Hint(hint.rule, hint.finding, known.get(hint.key)) for hint in found]
    return sorted(found, key=lambda hint: (SEVERITIES.index(hint.severity), places[hint.finding.measure_id], hint.rule.id))


def exceptions_in_force(plan_id: int, day: date) -> QuerySet[LinterException]:
    """The exceptions that hold on a day, by measure: approved by then, not over, not ended before."""
    approved = LinterException.objects.filter(plan_id=plan_id, verdict=LinterException.Verdict.APPROVED, expires_on__gte=day)
    holding = approved.filter(decided_at__date__lte=day).filter(Q(ended_at=None) | Q(ended_at__date__gt=day))
    return holding.select_related("decided_by", "measure", "step", "evidence", "report").order_by("measure__order", "pk")


def in_force(plan_id: int, day: date) -> dict[Key, InForce]:
    """The exceptions that hold on a day by what they are of."""
    return {
        key_of(row): InForce(row.pk, row.reason, row.decided_by.full_name if row.decided_by else "", row.expires_on)
        for row in exceptions_in_force(plan_id, day)
    }


def key_of(row: LinterException) -> Key:
    """What an exception is of, where its step is now: steps move when measures are split or merged."""
    return Key(row.rule_id, row.step.measure_id if row.step else row.measure_id, row.step_id, row.evidence_id, row.report_id)


def exceptions_of_plan(plan_id: int) -> QuerySet[LinterException]:
    """Every exception that was ever asked for, those that wait first, then the newest."""
    found = LinterException.objects.filter(plan_id=plan_id).select_related(
        "measure", "step", "evidence", "report", "asked_by", "decided_by", "ended_by"
    )
    return found.order_by("verdict", "-pk")


def waiting(plan_id: int) -> QuerySet[LinterException]:
    """The exceptions on which somebody has to decide."""
    found = LinterException.objects.filter(plan_id=plan_id, verdict=LinterException.Verdict.WAITING, ended_at=None)
    return found.select_related("step")


def count_of_open(agency_id: int, fiscal_year: int) -> int | None:
    """How many open hints the year's plan has, for the menu; None for none. Kept for some minutes, and anew after any event."""
    today = timezone.localdate()
    end = Chain.objects.filter(agency_id=agency_id).values_list("last_digest", flat=True).first()
    key = f"linter:{agency_id}:{fiscal_year}:{today}:{end}"
    known = cache.get(key)
    if known is None:
        plan = Plan.objects.filter(agency_id=agency_id, fiscal_year=fiscal_year).first()
        known = len(hints_of_plan(plan, today).open) if plan else 0
        cache.set(key, known, _COUNT_SECONDS)
    return int(known) or None

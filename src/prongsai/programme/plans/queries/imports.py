"""Reading imports: the list of a year, the review of a run, and what would happen on its commit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count

from prongsai.core.thai.calendar import fiscal_year_range
from prongsai.foundation.agencies.queries import units_of
from prongsai.programme.plans.actions.measures import USUAL_TITLE
from prongsai.programme.plans.another_year import title_for
from prongsai.programme.plans.importing.from_paper import index_of_units
from prongsai.programme.plans.importing.preview import Review, review
from prongsai.programme.plans.models import ImportRun, Measure, Plan

if TYPE_CHECKING:
    from django.db.models import QuerySet


def runs_of(agency_id: int, fiscal_year: int) -> QuerySet[ImportRun]:
    """The imports of a year, newest first, without what was read; `measure_count` is what became of each."""
    return (
        ImportRun.objects.filter(agency_id=agency_id, fiscal_year=fiscal_year)
        .select_related("file", "job", "started_by", "plan")
        .defer("paper", "source", "decisions")
        .annotate(measure_count=Count("measures"))
        .order_by("-pk")
    )


def review_of(run: ImportRun) -> Review:
    """What a run that was read comes to now."""
    units = list(units_of(run.agency_id).values_list("pk", "name", "canonical"))
    return review(run.paper or {}, run.decisions, index_of_units(units), {pk: name for pk, name, _canonical in units})


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a commit would do. `years_apart` is how many years after that of the paper the plan lies; `existing` are the measures that the
    plan has already, `same_titles` those of the paper that would be there twice.
    """

    title: str
    plan: Plan | None
    existing: int
    same_titles: tuple[str, ...]
    years_apart: int
    reports_on: date | None
    unstated: int


def outlook(run: ImportRun, found: Review, today: date) -> Outlook:
    """What a commit of this review would do."""
    plan = Plan.objects.filter(agency_id=run.agency_id, fiscal_year=run.fiscal_year).first()
    titles = set(Measure.objects.filter(plan=plan, withdrawn_at=None).values_list("title", flat=True)) if plan is not None else set()
    read = year_to_leave(found, run.fiscal_year)
    years = run.fiscal_year - read if read is not None else 0
    return Outlook(
        title=plan.title if plan is not None else title_for(found.draft.title, read, run.fiscal_year) or _usual(run),
        plan=plan,
        existing=len(titles),
        same_titles=tuple(measure.draft.title for measure in found.taken if measure.draft.title in titles),
        years_apart=years if 0 < years <= _MOST_YEARS_APART else 0,
        reports_on=day_of_results(found, run.fiscal_year, today) if found.reported else None,
        unstated=sum(1 for measure in found.reported if measure.result.status is None and not any(measure.result.steps)),
    )


_MOST_YEARS_APART = 10


def _usual(run: ImportRun) -> str:
    return USUAL_TITLE.format(year=run.fiscal_year)


def year_to_leave(found: Review, fiscal_year: int) -> int | None:
    """The year of a paper that is of another year than its plan; None where it is of this one too, or tells none."""
    years = {*found.paper.fiscal_years, found.paper.fiscal_year}
    return None if fiscal_year in years else found.paper.fiscal_year


def day_of_results(found: Review, fiscal_year: int, today: date) -> date:
    """The day that the results of a paper tell of: its date, else the last day of its measures or its year; never after today."""
    written = found.paper.document.date or ""
    if len(written) == len("2022-01-17"):
        return min(date.fromisoformat(written), today)
    ends = [measure.draft.ends_on for measure in found.reported if measure.draft.ends_on is not None]
    last = fiscal_year_range(found.paper.fiscal_year or fiscal_year)[1]
    return min(max(ends, default=last), last, today)


def measures_of(run: ImportRun) -> Sequence[Measure]:
    """The measures that a run became, in order."""
    return list(run.measures.order_by("order", "pk"))

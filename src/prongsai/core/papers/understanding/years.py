"""The fiscal year of a paper: from its title, else its memo date, its periods, or the year named most often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from prongsai.core.papers.model import ActionPlan
from prongsai.core.papers.understanding.prepare import TextLine
from prongsai.core.thai.calendar import find_dates, find_fiscal_years, fiscal_year_of

TITLE_LINES = 20


def find_fiscal_year(title: str | None, lines: Sequence[TextLine], memo_date: str | None) -> tuple[int | None, tuple[int, ...]]:
    """The fiscal year (the first where the paper spans several) and all years of its range.

    Order: the title; the date of a memo (1 October opens the next year); the first lines; the year named most often after the words
    ปีงบประมาณ, with ties to the later one.
    """
    if years := find_fiscal_years(title or ""):
        return years[0], tuple(years)
    if memo_date and (dated := _of_memo(memo_date)):
        return dated, (dated,)
    for line in lines[:TITLE_LINES]:
        if len(line.text) < 220 and (years := find_fiscal_years(line.text)):
            return years[0], tuple(years)
    counted: Counter[tuple[int, ...]] = Counter()
    for line in lines:
        if found := find_fiscal_years(line.text):
            counted[tuple(found)] += 1
    if not counted:
        return None, ()
    best = max(counted.items(), key=lambda pair: (pair[1], len(pair[0]), pair[0][-1]))[0]
    return best[0], best


def years_of_plan(plan: ActionPlan) -> tuple[int, ...]:
    """The fiscal years that most projects of a plan run over; empty where none says."""
    counted = Counter(
        tuple(found) for project in plan.projects if project.period and (found := find_fiscal_years(project.period.as_written))
    )
    return max(counted.items(), key=lambda pair: pair[1])[0] if counted else ()


def _of_memo(written: str) -> int | None:
    reading = next(iter(find_dates(written)), None)
    if reading is None or reading.year_be is None:
        return None
    if reading.date is not None:
        return fiscal_year_of(reading.date)
    return reading.year_be + (1 if reading.month is not None and reading.month >= 10 else 0)

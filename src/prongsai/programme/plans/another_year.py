"""What was planned for one year as the plan of another: the year in titles, days moved by whole years. Plain values in and out."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from prongsai.programme.plans.drafts import MeasureDraft, MonitoringDraft, StepDraft

_YEAR = re.compile(r"[2๒][5๕][0-9๐-๙]{2}")


def title_for(title: str, read_year: int | None, year: int) -> str:
    """The title of a plan for another year than that of its paper: the year in it changes, in the digits in which it stands."""
    if read_year is None or read_year == year:
        return title

    def changed(match: re.Match[str]) -> str:
        return _like(year, match[0]) if int(match[0]) == read_year else match[0]

    return _YEAR.sub(changed, title)


def later_years(text: str, years: int) -> str:
    """A text with every Buddhist year in it some years later, in the digits in which it stands."""
    return _YEAR.sub(lambda found: _like(int(found[0]) + years, found[0]), text)


def _like(year: int, written: str) -> str:
    return str(year) if written.isascii() else "".join(chr(ord("๐") + int(digit)) for digit in str(year))


def moved(draft: MeasureDraft, years: int) -> MeasureDraft:
    """The measure with all days some years later. Wordings of days that moved are left out, for they tell the old year."""
    if not years:
        return draft
    return replace(
        draft,
        starts_on=_later(draft.starts_on, years),
        ends_on=_later(draft.ends_on, years),
        period_as_written="" if draft.starts_on or draft.ends_on else draft.period_as_written,
        monitoring=_moved_days(draft.monitoring, years),
        steps=tuple(_moved_step(step, years) for step in draft.steps),
    )


def _moved_step(step: StepDraft, years: int) -> StepDraft:
    return replace(
        step,
        starts_on=_later(step.starts_on, years),
        ends_on=_later(step.ends_on, years),
        period_as_written="" if step.starts_on or step.ends_on else step.period_as_written,
        monitoring=_moved_days(step.monitoring, years),
    )


def _moved_days(monitoring: tuple[MonitoringDraft, ...], years: int) -> tuple[MonitoringDraft, ...]:
    return tuple(MonitoringDraft(_later(day.due_on, years), "") if day.due_on else day for day in monitoring)


def _later(day: date | None, years: int) -> date | None:
    """The same day some years later; the last of February stays the last."""
    if day is None:
        return None
    if (day.month, day.day) in ((2, 28), (2, 29)):
        following = date(day.year + years, 3, 1)
        return date.fromordinal(following.toordinal() - 1) if _is_last_of_february(day) else date(day.year + years, 2, 28)
    return day.replace(year=day.year + years)


def _is_last_of_february(day: date) -> bool:
    return date.fromordinal(day.toordinal() + 1).month == 3

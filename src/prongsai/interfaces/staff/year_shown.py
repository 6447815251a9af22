"""What the ribbon of a fiscal year shows, and its next dates in words for screens that leave the ribbon out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prongsai.core.thai.calendar import fiscal_year_range
from prongsai.programme.plans.phases import phases_of
from prongsai.programme.plans.queries.rows import MeasureRow

OWN_MARKS = 1
DATES_AHEAD = 3


@dataclass(frozen=True, slots=True)
class Ribbon:
    """Blocks and marks as `year_ribbon` takes them."""

    blocks: list[dict[str, Any]]
    marks: list[dict[str, Any]]


def ribbon_of(year: int, rows: Sequence[MeasureRow], today: date) -> Ribbon:
    """The phases of the year, their deadlines, the next due days of the plan, and the last day of the year."""
    blocks = []
    for phase in phases_of(year):
        title = phase.title
        if phase.key == "measures" and rows:
            title = ngettext("%(title)s %(count)d เรื่อง", "%(title)s %(count)d เรื่อง", len(rows)) % {"title": title, "count": len(rows)}
        blocks.append({"title": title, "start": phase.first, "end": phase.last, "tone": phase.tone(today), "row": phase.row})
    marks = [{"day": day, "title": title, "tone": tone} for day, title, tone in _dates(year, rows, today, OWN_MARKS)]
    return Ribbon(blocks, marks)


def dates_ahead(year: int, rows: Sequence[MeasureRow], today: date) -> list[tuple[date, str]]:
    """The next dates of the year from today on, in order."""
    return [(day, title) for day, title, _tone in sorted(_dates(year, rows, today, DATES_AHEAD)) if day >= today][:DATES_AHEAD]


def _dates(year: int, rows: Sequence[MeasureRow], today: date, own: int) -> list[tuple[date, str, str]]:
    last = fiscal_year_range(year)[1]
    due = Counter(row.due_on for row in rows if row.due_on is not None and today <= row.due_on < last and not row.reading.is_completed)
    found = [(phase.last, phase.deadline, "soon") for phase in phases_of(year) if phase.deadline and phase.last >= today]
    for day in sorted(due)[:own]:
        words = ngettext("ครบกำหนด %(count)d มาตรการ", "ครบกำหนด %(count)d มาตรการ", due[day]) % {"count": due[day]}
        found.append((day, words, "soon" if day <= today + timedelta(days=14) else "doing"))
    return [*found, (last, _("สิ้นปีงบประมาณ"), "end")]

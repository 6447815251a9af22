"""What is to be done next on the measures of a plan, for one person: from rows already read, without the database.

A measure gives one entry at most: the part of it that is due first. Somebody who reports everywhere sees all measures; a unit's reporter
the steps of the own unit, and the whole of measures that the unit answers for; others who watch see only what is overdue.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prongsai.foundation.people.actor import Actor
from prongsai.programme.plans.days import day_in_words
from prongsai.programme.plans.queries.rows import MeasureRow, StepRow

SOON_DAYS = 30
"""How many days ahead something counts as to be done now."""


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing to do: what, why, by when, whose, and the verb of its button with its address.

    `due_on` None has no day: it is sorted as if it were due today. `kind` is one of report, answer, review, fill, watch, dated.
    """

    kind: str
    title: str
    why: str
    verb: str
    href: str
    due_on: date | None = None
    unit_names: tuple[str, ...] = ()
    icon: str = "square-pen"

    def days_left(self, today: date) -> int | None:
        """Days until it is due, negative after it."""
        return None if self.due_on is None else (self.due_on - today).days

    def is_late(self, today: date) -> bool:
        """Whether its day is over."""
        return self.due_on is not None and self.due_on < today

    def is_now(self, today: date) -> bool:
        """Whether it is overdue, has no day, or is due within `SOON_DAYS`."""
        return self.due_on is None or self.due_on <= today + timedelta(days=SOON_DAYS)

    def when(self, today: date) -> str:
        """The days in words: "เกินกำหนด 2 วัน", "เหลือ 3 วัน"; empty without a day."""
        days = self.days_left(today)
        if days is None:
            return ""
        if days == 0:
            return _("ครบกำหนดวันนี้")
        if days < 0:
            return ngettext("เกินกำหนด %(days)d วัน", "เกินกำหนด %(days)d วัน", -days) % {"days": -days}
        return ngettext("เหลือ %(days)d วัน", "เหลือ %(days)d วัน", days) % {"days": days}


@dataclass(frozen=True, slots=True)
class Due:
    """The part of a measure that is due first: a step, or the whole (None)."""

    due_on: date
    step: StepRow | None = None
    is_round: bool = False


def in_order(todos: Iterable[ToDo], today: date) -> list[ToDo]:
    """Overdue first, then by day; what has no day stands as if it were due today."""
    return sorted(todos, key=lambda todo: (todo.due_on or today, todo.title))


def reports_due(rows: Iterable[MeasureRow], actor: Actor, today: date) -> Iterator[tuple[MeasureRow, Due]]:
    """The open measures that the actor reports on, each with the part that is due first."""
    for row in rows:
        if not row.reading.is_completed and (due := _first_due(row, actor, today)) is not None:
            yield row, due


def _first_due(row: MeasureRow, actor: Actor, today: date) -> Due | None:
    whole = _answers_for_whole(row, actor)
    steps = [step for step in row.steps if not step.reading.is_completed and (whole or _answers_for(step, actor))]
    found = [Due(step.due_on, step) for step in steps if step.due_on is not None and (step.due_on != row.due_on or not whole)]
    if whole and row.due_on is not None:
        found.append(Due(row.due_on))
    if whole and (awaited := awaited_round(row, today)) is not None:
        found.append(Due(awaited, is_round=True))
    if not found:
        return None
    first = min(found, key=lambda due: (due.due_on, due.step is not None))
    same = [due for due in found if due.due_on == first.due_on and due.step is not None]
    return Due(first.due_on) if first.step is not None and len(same) > 1 and whole else first


def awaited_round(row: MeasureRow, today: date) -> date | None:
    """The latest monitoring day until a month ahead for which nothing was reported, in the month before it or later."""
    horizon = timedelta(days=SOON_DAYS)
    days = sorted(entry.due_on for entry in row.monitoring if entry.due_on is not None and entry.due_on <= today + horizon)
    last = row.latest_report
    if not days or (last is not None and last.happened_on >= days[-1] - horizon):
        return None
    return days[-1]


def _answers_for_whole(row: MeasureRow, actor: Actor) -> bool:
    if "plans.report" in actor.permissions:
        return True
    own = actor.unit_permissions.get("plans.report", frozenset())
    return bool(own) and (row.is_for_every_unit or not own.isdisjoint(row.unit_ids))


def _answers_for(step: StepRow, actor: Actor) -> bool:
    own = actor.unit_permissions.get("plans.report", frozenset())
    return bool(own) and (step.is_for_every_unit or not own.isdisjoint(step.unit_ids))


def due_words(row: MeasureRow, due: Due) -> str:
    """Why a report is wanted: the due day and who is responsible."""
    day = day_in_words(due.due_on)
    words = _("ถึงรอบรายงาน %(day)s") % {"day": day} if due.is_round else _("ครบกำหนด %(day)s") % {"day": day}
    return " · ".join([words, *([names] if (names := units_in_words(due.step or row)) else [])])


def units_in_words(part: MeasureRow | StepRow) -> str:
    """Who is responsible, at most two by name."""
    if part.is_for_every_unit:
        return _("ทุกส่วนราชการ")
    names = part.unit_names
    if len(names) > 2:
        return _("%(first)s และอีก %(count)d หน่วยงาน") % {"first": names[0], "count": len(names) - 1}
    return ", ".join(names) or part.responsible_as_written


def lacking(rows: Sequence[MeasureRow]) -> list[MeasureRow]:
    """Open measures without anybody responsible or without a due day: nobody can be reminded of them."""
    return [row for row in rows if not row.reading.is_completed and (_has_nobody(row) or row.due_on is None)]


def _has_nobody(row: MeasureRow) -> bool:
    if row.is_for_every_unit or row.unit_ids:
        return False
    return not row.steps or not all(_has_units(step) for step in row.steps)


def _has_units(step: StepRow) -> bool:
    return bool(step.unit_ids) or step.is_for_every_unit

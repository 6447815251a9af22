"""Status of steps and measures, calculated from what units reported and from the days. Plain values in, plain values out: no database.

The rules, in the order in which they decide:

1. Completed: a report says that the work is finished. A measure is also completed when all its standing steps are.
2. Completed late: the day on which it was finished lies after the due day.
3. Overdue: the due day is over. A measure is also overdue when one of its steps is.
4. In progress: something was reported, or a step of the measure is in progress or completed.
5. Not started: nothing was reported. That the first day has come is told in the reason; it is no report.

Reports that a later one corrects are not handed in. A report of something that happened after `today` does not count yet, so that
the status of a past day can be had again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prongsai.programme.plans.days import day_in_words

Code = Literal["not_started", "in_progress", "completed", "overdue", "completed_late"]
COMPLETED: frozenset[str] = frozenset({"completed", "completed_late"})


@dataclass(frozen=True, slots=True)
class ReportSeen:
    """What a report tells about status: when the work was done, when that was said, and whether it is finished."""

    happened_on: date
    reported_at: datetime
    is_finished: bool


@dataclass(frozen=True, slots=True)
class Task:
    """A step, or a measure as a whole: its days and the reports on it that no later report corrects."""

    starts_on: date | None = None
    due_on: date | None = None
    reports: tuple[ReportSeen, ...] = ()
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A status with its reason. `days_left` counts to the due day while the work is open: 0 on it, negative after it."""

    code: Code
    finished_on: date | None = None
    days_left: int | None = None
    say: Callable[[], str] = field(default=str, compare=False, repr=False)
    """Writes the reason; put off until somebody reads it, because a plan has many rows and few are opened."""

    @property
    def reason(self) -> str:
        """Why the status is what it is, in a sentence."""
        return self.say()

    @property
    def is_completed(self) -> bool:
        """Whether the work is done, in time or late."""
        return self.code in COMPLETED

    @property
    def modifier(self) -> str:
        """A few words to stand beside the status: "เหลือ 14 วัน", "เกิน 2 วัน"; empty where there is nothing to add."""
        if self.code == "completed_late":
            return _("เสร็จช้ากว่ากำหนด")
        if self.days_left is None:
            return ""
        if self.days_left == 0:
            return _("ครบกำหนดวันนี้")
        if self.days_left < 0:
            return ngettext("เกิน %(days)d วัน", "เกิน %(days)d วัน", -self.days_left) % {"days": -self.days_left}
        return ngettext("เหลือ %(days)d วัน", "เหลือ %(days)d วัน", self.days_left) % {"days": self.days_left}


@dataclass(frozen=True, slots=True)
class StepSeen:
    """What a measure needs to know of one of its standing steps."""

    reading: Reading
    due_on: date | None


def read_step(task: Task, today: date) -> Reading:
    """The status of a step, or of a measure without steps, on a day."""
    finished_on = _finished_on(task, today)
    if finished_on is not None:
        return _completed(finished_on, task.due_on, partial(_finished_words, finished_on))
    last = max((report.happened_on for report in task.reports if report.happened_on <= today), default=None)
    if task.is_withdrawn:
        return Reading("not_started" if last is None else "in_progress", say=_withdrawn_words)
    if task.due_on is not None and task.due_on < today:
        return Reading("overdue", days_left=(task.due_on - today).days, say=partial(_overdue_words, task.due_on, last, today))
    days_left = None if task.due_on is None else (task.due_on - today).days
    if last is not None:
        return Reading("in_progress", days_left=days_left, say=partial(_moving_words, last, task.due_on))
    return Reading("not_started", days_left=days_left, say=partial(_not_started_words, task, today))


def read_measure(own: Task, steps: Sequence[StepSeen], today: date) -> Reading:
    """The status of a measure on a day, from the reports on the whole of it and from its standing steps.

    Without a due day of its own it is due with the last of its steps.
    """
    due_on = own.due_on or max((step.due_on for step in steps if step.due_on is not None), default=None)
    whole = Task(own.starts_on, due_on, own.reports, own.is_withdrawn)
    if not steps:
        return read_step(whole, today)
    by_report, by_steps = _finished_on(own, today), _all_finished_on(steps)
    if by_steps is not None and (by_report is None or by_steps <= by_report):
        return _completed(by_steps, due_on, partial(_all_done_words, len(steps), by_steps))
    if by_report is not None or own.is_withdrawn:
        return read_step(whole, today)
    late_days = [step.due_on for step in steps if step.reading.code == "overdue" and step.due_on is not None]
    if late_days:
        first = min(day for day in [*late_days, due_on] if day is not None and day < today)
        return Reading("overdue", days_left=(first - today).days, say=partial(_late_steps_words, len(late_days), len(steps), first))
    reading = read_step(whole, today)
    done = sum(step.reading.is_completed for step in steps)
    if not done and not any(step.reading.code == "in_progress" for step in steps):
        return reading
    code: Code = "overdue" if reading.code == "overdue" else "in_progress"
    rest = reading.say if code == "overdue" else partial(_until, due_on)
    return Reading(code, days_left=reading.days_left, say=partial(_some_done_words, done, len(steps), rest))


def within_finished(step: StepSeen, own: Task, today: date) -> Reading:
    """The status of a step of a measure: where the whole measure was reported finished, an open step is finished with it."""
    finished_on = _finished_on(own, today)
    if finished_on is None or step.reading.is_completed:
        return step.reading
    return _completed(finished_on, step.due_on, partial(_with_whole_words, finished_on))


def _finished_on(task: Task, today: date) -> date | None:
    """The first day on which the work was finished, as far as it is known on `today`."""
    return min((report.happened_on for report in task.reports if report.is_finished and report.happened_on <= today), default=None)


def _all_finished_on(steps: Sequence[StepSeen]) -> date | None:
    days = [step.reading.finished_on for step in steps if step.reading.is_completed and step.reading.finished_on is not None]
    return max(days) if len(days) == len(steps) else None


def _completed(finished_on: date, due_on: date | None, say: Callable[[], str]) -> Reading:
    is_late = due_on is not None and finished_on > due_on
    return Reading("completed_late" if is_late else "completed", finished_on, say=partial(_in_time_words, finished_on, due_on, say))


def _with_whole_words(day: date) -> str:
    return _("รายงานว่าทั้งมาตรการเสร็จเมื่อ %(day)s") % {"day": day_in_words(day)}


def _finished_words(day: date) -> str:
    return _("รายงานว่าเสร็จเมื่อ %(day)s") % {"day": day_in_words(day)}


def _all_done_words(count: int, last: date) -> str:
    words = ngettext("เสร็จครบ %(count)d ขั้นตอน เมื่อ %(day)s", "เสร็จครบ %(count)d ขั้นตอน เมื่อ %(day)s", count)
    return words % {"count": count, "day": day_in_words(last)}


def _in_time_words(finished_on: date, due_on: date | None, say: Callable[[], str]) -> str:
    if due_on is None:
        return say()
    due, days = day_in_words(due_on), (finished_on - due_on).days
    if days <= 0:
        return f"{say()} {_('ภายในกำหนด %(day)s') % {'day': due}}"
    late = ngettext("ช้ากว่ากำหนด %(day)s อยู่ %(days)d วัน", "ช้ากว่ากำหนด %(day)s อยู่ %(days)d วัน", days)
    return f"{say()} {late % {'day': due, 'days': days}}"


def _overdue_words(due_on: date, last: date | None, today: date) -> str:
    days = (today - due_on).days
    words = ngettext("ครบกำหนด %(day)s เกินมา %(days)d วัน", "ครบกำหนด %(day)s เกินมา %(days)d วัน", days)
    said = _("ยังไม่มีรายงาน") if last is None else f"{_last_words(last)} {_('ยังไม่เสร็จ')}"
    return f"{words % {'day': day_in_words(due_on), 'days': days}} {said}"


def _late_steps_words(late: int, count: int, first: date) -> str:
    words = ngettext(
        "เกินกำหนด %(late)d จาก %(all)d ขั้นตอน ครบกำหนดแรกสุด %(day)s",
        "เกินกำหนด %(late)d จาก %(all)d ขั้นตอน ครบกำหนดแรกสุด %(day)s",
        late,
    )
    return words % {"late": late, "all": count, "day": day_in_words(first)}


def _some_done_words(done: int, count: int, rest: Callable[[], str]) -> str:
    words = ngettext("เสร็จ %(done)d จาก %(all)d ขั้นตอน", "เสร็จ %(done)d จาก %(all)d ขั้นตอน", count)
    return f"{words % {'done': done, 'all': count}} · {rest()}"


def _moving_words(last: date, due_on: date | None) -> str:
    return f"{_last_words(last)} · {_until(due_on)}"


def _not_started_words(task: Task, today: date) -> str:
    if task.starts_on is None:
        words = _("ยังไม่มีรายงาน")
    elif today < task.starts_on:
        words = _("เริ่ม %(day)s") % {"day": day_in_words(task.starts_on)}
    else:
        words = _("ถึงวันเริ่ม %(day)s แล้ว ยังไม่มีรายงาน") % {"day": day_in_words(task.starts_on)}
    return f"{words} · {_until(task.due_on)}"


def _withdrawn_words() -> str:
    return _("ยกเลิกแล้ว")


def _last_words(last: date) -> str:
    return _("รายงานล่าสุด %(day)s") % {"day": day_in_words(last)}


def _until(due_on: date | None) -> str:
    return _("ยังไม่มีวันครบกำหนด") if due_on is None else _("ครบกำหนด %(day)s") % {"day": day_in_words(due_on)}

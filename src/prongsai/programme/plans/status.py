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

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
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
    """A status with its reason in a sentence. `days_left` counts to the due day while the work is open: 0 on it, negative after it."""

    code: Code
    reason: str
    finished_on: date | None = None
    days_left: int | None = None

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
        return _completed(finished_on, task.due_on, _("รายงานว่าเสร็จเมื่อ %(day)s") % {"day": day_in_words(finished_on)})
    last = max((report.happened_on for report in task.reports if report.happened_on <= today), default=None)
    if task.is_withdrawn:
        return Reading("not_started" if last is None else "in_progress", _("ยกเลิกแล้ว"))
    if task.due_on is not None and task.due_on < today:
        return _overdue(task.due_on, last, today)
    days_left = None if task.due_on is None else (task.due_on - today).days
    if last is not None:
        return Reading("in_progress", f"{_last_words(last)} {_until(task.due_on)}", days_left=days_left)
    return Reading("not_started", f"{_not_started(task, today)} {_until(task.due_on)}", days_left=days_left)


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
        return _completed(by_steps, due_on, _all_done_words(len(steps), by_steps))
    if by_report is not None or own.is_withdrawn:
        return read_step(whole, today)
    late = [step for step in steps if step.reading.code == "overdue"]
    if late:
        return _overdue_by_steps(late, steps, due_on, today)
    reading = read_step(whole, today)
    done = sum(step.reading.is_completed for step in steps)
    is_moving = done or any(step.reading.code == "in_progress" for step in steps)
    if not is_moving:
        return reading
    words = ngettext("เสร็จ %(done)d จาก %(all)d ขั้นตอน", "เสร็จ %(done)d จาก %(all)d ขั้นตอน", len(steps)) % {"done": done, "all": len(steps)}
    if reading.code == "overdue":
        return Reading("overdue", f"{words} · {reading.reason}", days_left=reading.days_left)
    return Reading("in_progress", f"{words} {_until(due_on)}", days_left=reading.days_left)


def _finished_on(task: Task, today: date) -> date | None:
    """The first day on which the work was finished, as far as it is known on `today`."""
    return min((report.happened_on for report in task.reports if report.is_finished and report.happened_on <= today), default=None)


def _all_finished_on(steps: Sequence[StepSeen]) -> date | None:
    days = [step.reading.finished_on for step in steps if step.reading.is_completed and step.reading.finished_on is not None]
    return max(days) if len(days) == len(steps) else None


def _completed(finished_on: date, due_on: date | None, words: str) -> Reading:
    if due_on is None:
        return Reading("completed", words, finished_on)
    due = day_in_words(due_on)
    if finished_on <= due_on:
        return Reading("completed", f"{words} {_('ภายในกำหนด %(day)s') % {'day': due}}", finished_on)
    days = (finished_on - due_on).days
    late = ngettext("ช้ากว่ากำหนด %(day)s อยู่ %(days)d วัน", "ช้ากว่ากำหนด %(day)s อยู่ %(days)d วัน", days) % {"day": due, "days": days}
    return Reading("completed_late", f"{words} {late}", finished_on)


def _overdue(due_on: date, last: date | None, today: date) -> Reading:
    days = (today - due_on).days
    words = ngettext("ครบกำหนด %(day)s เกินมา %(days)d วัน", "ครบกำหนด %(day)s เกินมา %(days)d วัน", days) % {
        "day": day_in_words(due_on),
        "days": days,
    }
    said = _("ยังไม่มีรายงาน") if last is None else f"{_last_words(last)} {_('ยังไม่เสร็จ')}"
    return Reading("overdue", f"{words} {said}", days_left=-days)


def _overdue_by_steps(late: Sequence[StepSeen], steps: Sequence[StepSeen], due_on: date | None, today: date) -> Reading:
    """Overdue because of steps; counted from the earliest of their due days, or the measure's own where that came first."""
    first = min(day for day in [*(step.due_on for step in late), due_on] if day is not None and day < today)
    words = ngettext(
        "เกินกำหนด %(late)d จาก %(all)d ขั้นตอน ครบกำหนดแรกสุด %(day)s",
        "เกินกำหนด %(late)d จาก %(all)d ขั้นตอน ครบกำหนดแรกสุด %(day)s",
        len(late),
    )
    shown = {"late": len(late), "all": len(steps), "day": day_in_words(first)}
    return Reading("overdue", words % shown, days_left=-(today - first).days)


def _all_done_words(count: int, last: date) -> str:
    words = ngettext("เสร็จครบ %(count)d ขั้นตอน เมื่อ %(day)s", "เสร็จครบ %(count)d ขั้นตอน เมื่อ %(day)s", count)
    return words % {"count": count, "day": day_in_words(last)}


def _not_started(task: Task, today: date) -> str:
    if task.starts_on is None:
        return _("ยังไม่มีรายงาน")
    if today < task.starts_on:
        return _("เริ่ม %(day)s") % {"day": day_in_words(task.starts_on)}
    return _("ถึงวันเริ่ม %(day)s แล้ว ยังไม่มีรายงาน") % {"day": day_in_words(task.starts_on)}


def _last_words(last: date) -> str:
    return _("รายงานล่าสุด %(day)s") % {"day": day_in_words(last)}


def _until(due_on: date | None) -> str:
    return _("ยังไม่มีวันครบกำหนด") if due_on is None else _("ครบกำหนด %(day)s") % {"day": day_in_words(due_on)}

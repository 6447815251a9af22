"""A day of reporting that cannot belong to the period of its measure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.programme.linter.findings import in_measure, in_step
from prongsai.programme.linter.rule import Finding, Rule
from prongsai.programme.linter.under_review import PlanUnderReview
from prongsai.programme.plans.days import day_in_words

WRITING_UP = timedelta(days=31)
"""What ends within the year is often reported with the year, and a year in the month after it: only days beyond count as outside."""


def check(plan: PlanUnderReview) -> Iterator[Finding]:
    """Days of reporting before the period begins, or after it and after the year is written up; steps without days have the measure's."""
    for row in plan.rows:
        for entry in row.monitoring:
            if entry.due_on is not None and (words := _fault(entry.due_on, row.starts_on, row.ends_on, plan.last_day)):
                yield in_measure(row, "monitoring", words, _("แก้วันรายงาน"))
        for step in row.steps:
            first, last = step.starts_on or row.starts_on, step.ends_on or row.ends_on
            for entry in step.monitoring:
                if entry.due_on is not None and (words := _fault(entry.due_on, first, last, plan.last_day)):
                    yield in_step(row, step, "monitoring", words, _("แก้วันรายงาน"))


def _fault(due_on: date, starts_on: date | None, ends_on: date | None, year_ends_on: date) -> str:
    if starts_on is not None and due_on < starts_on:
        known = {"day": day_in_words(due_on), "other": day_in_words(starts_on)}
        return _("รายงานภายใน %(day)s อยู่ก่อนวันเริ่ม %(other)s แก้วันใดวันหนึ่ง") % known
    if ends_on is not None and due_on > max(ends_on, year_ends_on) + WRITING_UP:
        known = {"day": day_in_words(due_on), "other": day_in_words(ends_on)}
        return _("รายงานภายใน %(day)s อยู่หลังวันสิ้นสุด %(other)s และพ้นปีงบประมาณเกินหนึ่งเดือน แก้วันใดวันหนึ่ง") % known
    return ""


RULE = Rule(
    id="report-date-outside-period",
    severity="warns",
    title=gettext_lazy("วันรายงานอยู่นอกช่วงดำเนินการ"),
    why=gettext_lazy("วันรายงานก่อนเริ่มงานหรือพ้นปีงบประมาณไปนานมักเกิดจากพิมพ์ปีหรือเดือนผิด ระบบจะเตือนผิดวันไปด้วย"),
    check=check,
)

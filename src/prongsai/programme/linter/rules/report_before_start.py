"""A report of work long before the measure began."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.programme.linter.findings import in_report
from prongsai.programme.linter.rule import Finding, Rule
from prongsai.programme.linter.under_review import PlanUnderReview
from prongsai.programme.plans.days import day_in_words

PREPARING = timedelta(days=31)
"""Work is prepared before it begins, so a report counts as too early only beyond these days."""


def check(plan: PlanUnderReview) -> Iterator[Finding]:
    """Reports of work more than a month before the first day of the measure, unless they say that it was finished (another rule)."""
    for row in plan.rows:
        for report in row.all_reports():
            if row.starts_on is not None and report.happened_on < row.starts_on - PREPARING and not report.is_finished:
                words = _("รายงานลงวันที่ทำ %(day)s ก่อนวันเริ่ม %(other)s เกินหนึ่งเดือน ตรวจวันที่ทำ")
                days = {"day": day_in_words(report.happened_on), "other": day_in_words(row.starts_on)}
                yield in_report(row, report, "happened_on", words % days, _("แก้รายงาน"))


RULE = Rule(
    id="report-before-start",
    severity="advises",
    title=gettext_lazy("รายงานลงวันก่อนเริ่มงาน"),
    why=gettext_lazy("วันที่ทำที่อยู่ก่อนวันเริ่มมากมักเกิดจากพิมพ์ปีผิด รายงานจึงไปอยู่ผิดรอบ"),
    check=check,
)

"""A measure whose time is over and of which nobody has said a word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.programme.linter.findings import in_new_report
from prongsai.programme.linter.rule import Finding, Rule
from prongsai.programme.linter.under_review import PlanUnderReview
from prongsai.programme.plans.days import day_in_words


def check(plan: PlanUnderReview) -> Iterator[Finding]:
    """Overdue measures without a single report, on the whole or on a step."""
    for row in plan.rows:
        if row.reading.code == "overdue" and row.latest_report is None:
            yield in_new_report(row, _words(row.due_on, plan.today), _("รายงานผล"))


def _words(due_on: date | None, today: date) -> str:
    if due_on is None or due_on >= today:
        return _("มีขั้นตอนที่ครบกำหนดแล้ว แต่ยังไม่มีรายงานผล")
    return _("ช่วงดำเนินการสิ้นสุดแล้วเมื่อ %(day)s แต่ยังไม่มีรายงานผล") % {"day": day_in_words(due_on)}


RULE = Rule(
    id="period-over-unreported",
    severity="blocks",
    title=gettext_lazy("สิ้นช่วงดำเนินการแล้วแต่ไม่มีรายงานผล"),
    why=gettext_lazy("เมื่อพ้นกำหนดแล้วไม่มีรายงาน ผู้อ่านจะเข้าใจว่าไม่ได้ทำ แม้ทำแล้ว"),
    check=check,
    short=gettext_lazy("ไม่มีรายงานผล"),
)

"""A step whose day is over in a measure that is being worked on."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.programme.linter.findings import in_new_report, name_of
from prongsai.programme.linter.rule import Finding, Rule
from prongsai.programme.linter.under_review import PlanUnderReview
from prongsai.programme.plans.days import day_in_words


def check(plan: PlanUnderReview) -> Iterator[Finding]:
    """Overdue steps of measures of which something was reported; the others are told of as a whole."""
    for row, step in plan.steps():
        if step.reading.code == "overdue" and step.due_on is not None and row.latest_report is not None:
            known = {"step": name_of(step), "day": day_in_words(step.due_on)}
            words = _("ขั้นที่ %(step)s ครบกำหนด %(day)s แต่ยังไม่มีผล")
            if step.reports:
                words = _("ขั้นที่ %(step)s ครบกำหนด %(day)s แต่ยังไม่เสร็จ")
            yield in_new_report(row, words % known, _("รายงานผลขั้นที่ %(step)s") % known, step=step)


RULE = Rule(
    id="step-overdue",
    severity="blocks",
    title=gettext_lazy("ขั้นตอนเกินกำหนด"),
    why=gettext_lazy("ขั้นตอนที่เลยวันแล้วไม่มีผล ทำให้ทั้งมาตรการเกินกำหนดไปด้วย"),
    check=check,
)

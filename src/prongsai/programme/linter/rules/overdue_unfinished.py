"""A measure whose time is over, with reports of which none says that it is done."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.programme.linter.findings import in_new_report
from prongsai.programme.linter.rule import Finding, Rule
from prongsai.programme.linter.under_review import PlanUnderReview
from prongsai.programme.plans.days import day_in_words


def check(plan: PlanUnderReview) -> Iterator[Finding]:
    """Overdue measures with reports and without an overdue step, which would be told of by itself."""
    for row in plan.rows:
        if row.reading.code != "overdue" or row.latest_report is None or row.due_on is None:
            continue
        if not any(step.reading.code == "overdue" for step in row.steps):
            words = _("ครบกำหนด %(day)s มีรายงานแล้วแต่ยังไม่มีฉบับใดบอกว่าเสร็จ รายงานผลล่าสุดหรือเลื่อนวัน")
            yield in_new_report(row, words % {"day": day_in_words(row.due_on)}, _("รายงานผล"), field="is_finished")


RULE = Rule(
    id="overdue-unfinished",
    severity="blocks",
    title=gettext_lazy("เกินกำหนดและยังไม่รายงานว่าเสร็จ"),
    why=gettext_lazy("สถานะคำนวณจากรายงาน ถ้างานเสร็จแล้วต้องมีรายงานที่ติ๊กว่าเสร็จ ถ้ายังไม่เสร็จควรมีวันใหม่"),
    check=check,
)

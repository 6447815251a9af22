"""A measure that is not tied to any indicator of the assessment."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.programme.linter.findings import in_measure
from prongsai.programme.linter.rule import Finding, Rule
from prongsai.programme.linter.under_review import PlanUnderReview


def check(plan: PlanUnderReview) -> Iterator[Finding]:
    """Measures without an indicator."""
    for row in plan.rows:
        if not row.indicators:
            yield in_measure(row, "indicators", _("ยังไม่ได้บอกว่ายกคะแนนตัวชี้วัดใด"), _("เลือกตัวชี้วัด"))


RULE = Rule(
    id="no-indicator",
    severity="advises",
    title=gettext_lazy("ไม่มีตัวชี้วัด"),
    why=gettext_lazy("มาตรการที่ไม่ผูกกับตัวชี้วัดจะไม่ปรากฏในบทวิเคราะห์ว่าตอบจุดอ่อนข้อใด"),
    check=check,
)

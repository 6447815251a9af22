"""A number of an indicator that the framework of the year does not have."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.programme.linter.findings import in_measure
from prongsai.programme.linter.rule import Finding, Rule
from prongsai.programme.linter.under_review import PlanUnderReview


def check(plan: PlanUnderReview) -> Iterator[Finding]:
    """Measures with an indicator that the year's framework lacks; nothing where the year has no framework."""
    for row in plan.rows:
        gone = [str(number) for number in row.indicators if number not in plan.indicators] if plan.indicators else []
        if gone:
            known = {"numbers": ", ".join(gone), "year": plan.fiscal_year}
            words = _("กรอบการประเมินปี %(year)s ไม่มีตัวชี้วัดที่ %(numbers)s เลือกตัวชี้วัดใหม่")
            yield in_measure(row, "indicators", words % known, _("เลือกตัวชี้วัด"))


RULE = Rule(
    id="indicator-not-in-framework",
    severity="warns",
    title=gettext_lazy("ตัวชี้วัดไม่มีในกรอบของปี"),
    why=gettext_lazy("เลขตัวชี้วัดเปลี่ยนได้ตามปี มาตรการที่ยกมาจากปีอื่นอาจชี้ไปข้อที่ไม่มีแล้ว"),
    check=check,
)

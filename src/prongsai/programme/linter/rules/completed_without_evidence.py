"""A measure that is reported as done and has nothing to show for it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.programme.linter.findings import in_new_evidence
from prongsai.programme.linter.rule import Finding, Rule
from prongsai.programme.linter.under_review import PlanUnderReview


def check(plan: PlanUnderReview) -> Iterator[Finding]:
    """Completed measures without any standing evidence, on the whole or on a step."""
    for row in plan.rows:
        if row.reading.is_completed and not plan.evidence.get(row.pk):
            yield in_new_evidence(row, _("เสร็จแล้วแต่ยังไม่มีหลักฐาน"), _("เพิ่มหลักฐาน"))


RULE = Rule(
    id="completed-without-evidence",
    severity="blocks",
    title=gettext_lazy("เสร็จแล้วแต่ยังไม่มีหลักฐาน"),
    why=gettext_lazy("งานที่ไม่มีใครพิสูจน์ได้ไม่มีค่าในการประเมิน มาตรการที่รายงานว่าเสร็จจึงต้องมีหลักฐานอย่างน้อยหนึ่งรายการ"),
    check=check,
    short=gettext_lazy("ยังไม่มีหลักฐาน"),
)

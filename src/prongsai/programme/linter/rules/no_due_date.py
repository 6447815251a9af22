"""A measure of which nobody can be reminded."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.programme.linter.findings import in_measure
from prongsai.programme.linter.rule import Finding, Rule
from prongsai.programme.linter.under_review import PlanUnderReview


def check(plan: PlanUnderReview) -> Iterator[Finding]:
    """Open measures without a due day, of themselves or of a step, and without words that say when to report ("ทุกวันที่ 10")."""
    for row in plan.rows:
        has_words = any(entry.as_written.strip() for entry in row.monitoring)
        if row.due_on is None and not has_words and not row.reading.is_completed:
            yield in_measure(row, "monitoring", _("ยังไม่มีวันครบกำหนด ระบบจึงเตือนใครไม่ได้"), _("ใส่วันรายงาน"))


RULE = Rule(
    id="no-due-date",
    severity="warns",
    title=gettext_lazy("ไม่มีวันครบกำหนด"),
    why=gettext_lazy("ถ้าไม่มีวัน ระบบเตือนล่วงหน้าไม่ได้ และบอกไม่ได้ว่าช้าหรือไม่"),
    check=check,
)

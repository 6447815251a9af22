"""A measure for which nobody answers."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.programme.linter.findings import in_measure
from prongsai.programme.linter.rule import Finding, Rule
from prongsai.programme.linter.under_review import PlanUnderReview


def check(plan: PlanUnderReview) -> Iterator[Finding]:
    """Measures without a unit and without words that name one, unless each of their steps has units of its own."""
    for row in plan.rows:
        is_shared_out = bool(row.steps) and all(step.has_own_units for step in row.steps)
        if not (row.unit_ids or row.is_for_every_unit or row.responsible_as_written.strip() or is_shared_out):
            yield in_measure(row, "units", _("ยังไม่มีผู้รับผิดชอบ"), _("เลือกผู้รับผิดชอบ"))


RULE = Rule(
    id="measure-without-unit",
    severity="warns",
    title=gettext_lazy("ไม่มีผู้รับผิดชอบ"),
    why=gettext_lazy("งานที่ไม่มีเจ้าของไม่มีใครได้รับการเตือน และไม่มีใครรายงานได้"),
    check=check,
)

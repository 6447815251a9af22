"""Work that is reported as done with fewer than the plan promised."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.core.thai.quantities import quantities_of, thing_of
from prongsai.programme.linter.findings import in_new_report
from prongsai.programme.linter.rule import Finding, Rule
from prongsai.programme.linter.under_review import PlanUnderReview
from prongsai.programme.plans.queries.rows import MeasureRow, ReportRow, StepRow


def check(plan: PlanUnderReview) -> Iterator[Finding]:
    """Completed measures and steps whose words promise a number of something of which all reports together count fewer."""
    for row in plan.rows:
        if row.reading.is_completed:
            yield from _of(row, None, row.title, list(row.all_reports()))
    for row, step in plan.steps():
        if step.reading.is_completed:
            yield from _of(row, step, f"{step.text}\n{step.details}", [*step.reports, *row.reports])


def _of(row: MeasureRow, step: StepRow | None, text: str, reports: list[ReportRow]) -> Iterator[Finding]:
    totals: dict[tuple[str, str], int] = {}
    for report in reports:
        for count in report.counts:
            key = thing_of(str(count["what"])), str(count["unit"]).strip()
            totals[key] = totals.get(key, 0) + int(count["number"])
    for (thing, unit), total in totals.items():
        promised = [one.number for one in quantities_of(text, thing, unit) if one.bound != "loose"]
        if len(promised) == 1 and total < promised[0]:
            known = {"what": thing, "promised": f"{promised[0]:,}", "total": f"{total:,}", "unit": unit}
            words = _("แผนบอกว่า%(what)s %(promised)s %(unit)s แต่นับได้ %(total)s %(unit)s รายงานเพิ่มหรือบอกเหตุผลในช่องปัญหา")
            yield in_new_report(row, words % known, _("รายงานผล"), step=step, field="obstacles")


RULE = Rule(
    id="promised-number-not-reached",
    severity="warns",
    title=gettext_lazy("ทำได้ไม่ถึงจำนวนที่แผนบอกไว้"),
    why=gettext_lazy("มาตรการที่รายงานว่าเสร็จแต่นับได้น้อยกว่าแผนควรมีคำอธิบาย"),
    check=check,
)

"""Exceptions in the words of a printed report: for what, why, who approved, until when. Papers are Thai whatever the page's language."""

from __future__ import annotations

from datetime import date

from django.utils import translation

from prongsai.core.thai.calendar import format_date
from prongsai.programme.linter.models import LinterException
from prongsai.programme.linter.queries import exceptions_in_force, key_of
from prongsai.programme.linter.rules import rule_of
from prongsai.programme.plans.models import Plan
from prongsai.programme.plans.numbering import number_of_measure


def exceptions_in_words(plan: Plan, as_of: date) -> list[str]:
    """A paragraph for each exception that holds on the day, in the order of the measures."""
    found = list(exceptions_in_force(plan.pk, as_of))
    if not found:
        return []
    standing = plan.measures.filter(withdrawn_at=None).values_list("pk", flat=True)
    numbers = {pk: number_of_measure(plan.number_prefix, place) for place, pk in enumerate(standing, start=1)}
    with translation.override("th"):
        return [_line(row, numbers[key_of(row).measure_id]) for row in found if key_of(row).measure_id in numbers]


def _line(row: LinterException, number: str) -> str:
    rule = rule_of(row.rule_id)
    what = str(rule.title) if rule else row.rule_id
    part = _part(row)
    who = f" อนุมัติโดย {row.decided_by.full_name}" if row.decided_by and row.decided_by.full_name else ""
    return f"มาตรการ {number} {what}{part} เหตุผล: {row.reason}{who} ใช้ถึงวันที่ {format_date(row.expires_on)}"


def _part(row: LinterException) -> str:
    """Which part of the measure it is of. Evidence is told by its day: titles are often names of files, and those name people."""
    if row.evidence:
        return f" (หลักฐานลงวันที่ {format_date(row.evidence.evidence_on)})" if row.evidence.evidence_on else " (หลักฐานที่ยังไม่ลงวันที่)"
    if row.report:
        return f" (รายงานวันที่ {format_date(row.report.happened_on)})"
    return f" ({' '.join(row.step.text.split())[:80]})" if row.step else ""

"""Findings at the place where they are mended: one function for each kind of form, so that no rule spells a field of a form twice."""

from __future__ import annotations

from prongsai.programme.linter.rule import Finding, Form
from prongsai.programme.plans.queries.evidence import EvidenceRow
from prongsai.programme.plans.queries.rows import MeasureRow, ReportRow, StepRow


def in_measure(row: MeasureRow, field: str, message: str, verb: str) -> Finding:
    """In the form of the measure."""
    return Finding(message, verb, "measure", field, row.pk)


def in_step(row: MeasureRow, step: StepRow, field: str, message: str, verb: str) -> Finding:
    """In the row of a step in the form of its measure; rows stand there as the steps do."""
    index = next(index for index, one in enumerate(row.steps) if one.pk == step.pk)
    return Finding(message, verb, "measure", f"steps-{index}-{field}", row.pk, step.pk)


def in_new_report(row: MeasureRow, message: str, verb: str, *, step: StepRow | None = None, field: str = "done_text") -> Finding:
    """In a report that is still to be written, on the whole measure or on a step."""
    return Finding(message, verb, "report", field, row.pk, step.pk if step else None, unit_names=(step or row).unit_names)


def in_report(row: MeasureRow, report: ReportRow, field: str, message: str, verb: str) -> Finding:
    """In the correction of a report."""
    names = (report.unit_name,) if report.unit_name else row.unit_names
    return Finding(message, verb, "correction", field, row.pk, report.step_id, report_id=report.pk, unit_names=names)


def in_evidence(row: MeasureRow, evidence: EvidenceRow, field: str, message: str, verb: str, *, form: Form = "evidence-edit") -> Finding:
    """On the page of a piece of evidence, in its form, or in a new revision of it."""
    return Finding(message, verb, form, field, row.pk, evidence_id=evidence.pk, unit_names=row.unit_names)


def in_new_evidence(row: MeasureRow, message: str, verb: str) -> Finding:
    """In the form that adds evidence to the measure."""
    return Finding(message, verb, "evidence-add", "files", row.pk, unit_names=row.unit_names)

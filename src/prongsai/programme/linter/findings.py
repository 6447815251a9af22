"""Findings at the place where they are mended: one function for each kind of form, so that no rule spells a field of a form twice."""

from __future__ import annotations

from prongsai.programme.evidence.models import Evidence
from prongsai.programme.linter.rule import Finding
from prongsai.programme.plans.queries.evidence import EvidenceRow
from prongsai.programme.plans.queries.rows import MeasureRow, ReportRow, StepRow

_CONTENT_FIELDS = {Evidence.Kind.FILE.value: "files", Evidence.Kind.LINK.value: "url", Evidence.Kind.REGISTER.value: "why"}


def in_measure(row: MeasureRow, field: str, message: str, verb: str) -> Finding:
    """In the form of the measure."""
    return Finding(message, verb, "measure", field, row.pk)


def name_of(step: StepRow) -> str:
    """How a sentence names a step: by its number, or by the beginning of its words where steps have none."""
    return step.number or f"“{' '.join(step.text.split())[:60]}”"


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


def in_evidence(row: MeasureRow, evidence: EvidenceRow, field: str, message: str, verb: str) -> Finding:
    """In the form of a piece of evidence."""
    return Finding(message, verb, "evidence-edit", field, row.pk, evidence_id=evidence.pk, unit_names=row.unit_names)


def in_new_revision(row: MeasureRow, evidence: EvidenceRow, message: str, verb: str) -> Finding:
    """In a new revision of a piece of evidence, where its content is chosen."""
    return Finding(
        message, verb, "evidence-revise", _CONTENT_FIELDS[evidence.kind], row.pk, evidence_id=evidence.pk, unit_names=row.unit_names
    )


def in_new_evidence(row: MeasureRow, message: str, verb: str) -> Finding:
    """In the form that adds evidence to the measure."""
    return Finding(message, verb, "evidence-add", "files", row.pk, unit_names=row.unit_names)

"""Reports for tests that need some to be there: rows as the action writes them, without its checks."""

from __future__ import annotations

import hashlib
from datetime import date

from django.core.files.base import ContentFile
from tests.offices import NOW

from prongsai.foundation.files.models import Blob, StoredFile
from prongsai.programme.evidence.models import Evidence, EvidenceRevision
from prongsai.programme.plans.models import Measure, MeasureEvidence, ProgressReport, ReportFile, Step


def add_report(
    measure: Measure,
    *,
    happened_on: date,
    step: Step | None = None,
    is_finished: bool = False,
    files: int = 0,
    corrects: ProgressReport | None = None,
    done_text: str = "ออกประกาศแล้ว",
) -> ProgressReport:
    """A report on a measure or step, with small text files."""
    report = ProgressReport.objects.create(
        agency_id=measure.agency_id,
        measure=measure,
        step=step,
        happened_on=happened_on,
        is_finished=is_finished,
        done_text=done_text,
        corrects=corrects,
        reported_at=NOW,
    )
    if corrects is not None:
        dropped = Evidence.objects.filter(revisions__file__in=corrects.files.values("file"))
        dropped.update(withdrawn_at=NOW, withdrawal_reason="ไม่อยู่ในรายงานฉบับแก้")
    for index in range(files):
        stored = _file(measure.agency_id, f"หลักฐาน {report.pk}-{index}.pdf")
        ReportFile.objects.create(report=report, file=stored)
        add_evidence_row(measure, stored, step=step, evidence_on=happened_on)
    return report


def add_evidence_row(measure: Measure, stored: StoredFile, *, step: Step | None = None, evidence_on: date | None = None) -> Evidence:
    """A stored file as evidence of a measure or step."""
    evidence = Evidence.objects.create(
        agency_id=measure.agency_id,
        fiscal_year=measure.plan.fiscal_year,
        kind="file",
        title=stored.name,
        evidence_on=evidence_on,
        added_at=NOW,
    )
    EvidenceRevision.objects.create(evidence=evidence, number=1, file=stored, sha256=stored.blob.sha256, added_at=NOW)
    MeasureEvidence.objects.create(measure=measure, step=step, evidence=evidence, added_at=NOW)
    return evidence


def _file(agency_id: int, name: str) -> StoredFile:
    data = f"%PDF-1.4 {name}".encode()
    digest = hashlib.sha256(data).hexdigest()
    blob = Blob(agency_id=agency_id, sha256=digest, size_bytes=len(data), media_type="application/pdf", stored_at=NOW)
    blob.content.save(digest, ContentFile(data), save=False)
    blob.save()
    return StoredFile.objects.create(agency_id=agency_id, blob=blob, name=name, read_permission="plans.view", stored_at=NOW)

"""Reports for tests that need some to be there: rows as the action writes them, without its checks."""

from __future__ import annotations

import hashlib
from datetime import date

from django.core.files.base import ContentFile
from tests.offices import NOW

from prongsai.foundation.files.models import Blob, StoredFile
from prongsai.programme.plans.models import Measure, ProgressReport, ReportFile, Step


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
    for index in range(files):
        ReportFile.objects.create(report=report, file=_file(measure.agency_id, f"หลักฐาน {report.pk}-{index}.pdf"))
    return report


def _file(agency_id: int, name: str) -> StoredFile:
    data = f"%PDF-1.4 {name}".encode()
    digest = hashlib.sha256(data).hexdigest()
    blob = Blob(agency_id=agency_id, sha256=digest, size_bytes=len(data), media_type="application/pdf", stored_at=NOW)
    blob.content.save(digest, ContentFile(data), save=False)
    blob.save()
    return StoredFile.objects.create(agency_id=agency_id, blob=blob, name=name, read_permission="plans.view", stored_at=NOW)

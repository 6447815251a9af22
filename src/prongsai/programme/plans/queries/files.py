"""Where a stored file is used: in progress reports, as evidence, as an imported paper, as a printed report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from prongsai.foundation.files.models import StoredFile
from prongsai.programme.evidence.models import EvidenceRevision
from prongsai.programme.plans.models import ImportRun, PrintedReport, ProgressReport, SheetRun


@dataclass(frozen=True, slots=True)
class Use:
    """One place: its words, the staff page with key and part, since when, and the permission that the page needs."""

    words: str
    page: str
    key: int
    part: str
    day: datetime
    permission: str


def uses_of_file(stored: StoredFile) -> Iterator[Use]:
    """Every place that shows this file."""
    reports = ProgressReport.objects.filter(files__file=stored).select_related("measure", "step__measure").order_by("-reported_at", "-pk")
    for report in reports:
        measure = report.step.measure if report.step else report.measure
        words = _("หลักฐานของรายงานผล: %(title)s") % {"title": measure.title}
        yield Use(words, "measure", measure.pk, f"#report-{report.pk}", report.reported_at, "plans.view")
    for revision in EvidenceRevision.objects.filter(file=stored).select_related("evidence").order_by("-pk"):
        words = _("หลักฐาน: %(title)s") % {"title": revision.evidence.title}
        yield Use(words, "evidence-one", revision.evidence_id, "", revision.added_at, "evidence.view")
    for run in ImportRun.objects.filter(file=stored).only("pk", "fiscal_year", "started_at"):
        words = _("เอกสารที่นำเข้าปีงบประมาณ %(year)s") % {"year": run.fiscal_year}
        yield Use(words, "import", run.pk, "", run.started_at, "plans.import")
    for sheet in SheetRun.objects.filter(file=stored).only("pk", "started_at"):
        yield Use(_("ไฟล์ XLSX ของแผน"), "plan-sheet-run", sheet.pk, "", sheet.started_at, "plans.report")
    for printed in PrintedReport.objects.filter(file=stored).only("pk", "printed_at"):
        yield Use(_("รายงานที่พิมพ์"), "printed", printed.pk, "", printed.printed_at, "plans.view")

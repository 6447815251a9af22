"""Reading workbooks of a plan: the review of one that came back as the plan stands now, and the last ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from prongsai.foundation.audit.digests import digest_of
from prongsai.foundation.people.actor import Actor
from prongsai.programme.plans.actions.progress import check_progress
from prongsai.programme.plans.models import Measure, Plan, SheetRun
from prongsai.programme.plans.permissions import units_concerned
from prongsai.programme.plans.sheet.columns import MEASURES, REPORTS
from prongsai.programme.plans.sheet.reading import CellFault, ReadBook, ReadSheet, book_from_json
from prongsai.programme.plans.sheet.reported import COLUMN_OF_FIELD, FoundReports, read_reports
from prongsai.programme.plans.sheet.review import Found, RowChange, review_measures
from prongsai.programme.plans.sheet.standing import StandingPlan, standing_plan


@dataclass(frozen=True, slots=True)
class SheetReview:
    """A workbook beside the plan as it stands. `token` is the digest of all that it would do: what the person saw and confirms."""

    book: ReadBook
    plan: StandingPlan
    measures: Found
    reports: FoundReports
    faults: tuple[CellFault, ...]
    changes: tuple[RowChange, ...]
    remarks: tuple[str, ...]
    unchanged: int
    dropped: frozenset[str]
    token: str


def review_of_sheet(run: SheetRun, *, by: Actor, at: datetime) -> SheetReview:
    """Compare a workbook with its plan, with the eyes of the actor: what it would change, and every fault by cell."""
    book, plan = book_from_json(run.book), standing_plan(run.plan)
    dropped = frozenset(str(entry) for entry in run.dropped)
    measures, reports = Found(), FoundReports()
    if MEASURES in book.sheets:
        measures = review_measures(book.sheets[MEASURES], plan, may_edit=by.may("plans.edit"), dropped=_lines(dropped, MEASURES))
    if REPORTS in book.sheets:
        sheet = book.sheets[REPORTS]
        reports = read_reports(sheet, plan, dropped=_lines(dropped, REPORTS))
        reports.faults += _faults_of_reports(by, at, sheet, measures, reports)
    faults = sorted({*measures.faults, *reports.faults}, key=lambda fault: (fault.sheet != MEASURES, fault.line, fault.index))
    changes = (*measures.changes, *reports.changes)
    return SheetReview(
        book=book,
        plan=plan,
        measures=measures,
        reports=reports,
        faults=tuple(faults),
        changes=changes,
        remarks=(*book.remarks, *measures.remarks),
        unchanged=measures.unchanged + reports.repeated,
        dropped=dropped,
        token=digest_of({"changes": [asdict(change) for change in changes]}),
    )


def _lines(dropped: frozenset[str], sheet: str) -> frozenset[int]:
    return frozenset(int(line) for name, _mark, line in (entry.rpartition("!") for entry in dropped) if name == sheet)


def _faults_of_reports(by: Actor, at: datetime, sheet: ReadSheet, found: Found, reports: FoundReports) -> Iterator[CellFault]:
    """What the action of reporting would say: other units' measures, days to come, what is withdrawn by the other sheet."""
    rows = Measure.objects.select_related("plan").in_bulk({report.measure_id for report in reports.reports})
    concerned = {pk: units_concerned(measure) for pk, measure in rows.items()}
    for report in reports.reports:
        measure, edit = rows[report.measure_id], found.edits.get(report.measure_id)
        if edit is not None and (edit.withdraws or report.draft.step_id not in {None, *(step.step_id for step in edit.draft.steps)}):
            yield sheet.fault(report.line, "key", _("แผ่นงานมาตรการในไฟล์นี้ยกเลิกส่วนนี้ จึงรายงานผลไม่ได้ เลือกอย่างใดอย่างหนึ่ง"))
        elif not by.may("plans.report", unit_ids=concerned[measure.pk]):
            yield sheet.fault(report.line, "number", _("เป็นของหน่วยงานอื่น ท่านรายงานได้เฉพาะของหน่วยงานท่าน เว้นแถวนี้"))
        else:
            for fault in check_progress(by=by, at=at, measure=measure, draft=report.draft, uploads=()):
                field = "counts" if fault.field.startswith("counts") else COLUMN_OF_FIELD.get(fault.field, "number")
                yield sheet.fault(report.line, field, fault.message)


def last_sheets(plan: Plan, count: int = 10) -> list[SheetRun]:
    """The last workbooks of a plan, newest first."""
    found = SheetRun.objects.filter(plan=plan).select_related("file", "started_by", "taken_by")
    return list(found.defer("book")[:count])

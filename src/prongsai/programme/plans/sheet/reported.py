"""The sheet of reports → drafts of progress reports by row. A row in which nothing is written reports nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from prongsai.programme.plans.progress.drafts import Count, ProgressDraft
from prongsai.programme.plans.sheet.cells import Misread, read_a_day, read_counts, read_key, read_units, read_yes, shown
from prongsai.programme.plans.sheet.columns import NO, REPORT_COLUMNS, REPORTED, YES
from prongsai.programme.plans.sheet.reading import CellFault, ReadSheet, Row
from prongsai.programme.plans.sheet.review import CellChange, RowChange
from prongsai.programme.plans.sheet.standing import (
    ReportKey,
    StandingPlan,
    key_of_measure,
    key_of_report,
    key_of_step,
    rest_of_report,
)

COLUMN_OF_FIELD = {
    "happened_on": "done_on",
    "done_text": "done",
    "outputs": "outputs",
    "outcomes": "outcomes",
    "obstacles": "obstacles",
    "suggestions": "suggestions",
    "unit": "unit",
}
"""Field of a report → column; counts have fields of their own, everything else is told at the key."""


@dataclass(frozen=True, slots=True)
class RowReport:
    """A report that a row makes on a measure."""

    line: int
    measure_id: int
    draft: ProgressDraft


@dataclass(slots=True)
class FoundReports:
    """The reports of a sheet, as rows for people too; `repeated` counts rows that were reported before, word for word."""

    reports: list[RowReport] = field(default_factory=list)
    changes: list[RowChange] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)
    repeated: int = 0


def read_reports(sheet: ReadSheet, plan: StandingPlan, *, dropped: frozenset[int] = frozenset()) -> FoundReports:
    """Read the rows that report something; what the database has to say about them is asked later."""
    found = FoundReports()
    places = dict(_places(plan))
    titles = {" ".join(title.split()) for _measure, _step, _number, title in places.values()}
    seen: dict[ReportKey, int] = {}
    found.faults += [fault for fault in sheet.faults if fault.line not in dropped]
    faulty = {(fault.line, fault.index) for fault in sheet.faults}
    units = {pk: name for pk, name in plan.units.items() if pk in plan.open_units}
    for row in sheet.rows():
        if row.line in dropped or not any(row.cells.get(column) for column in REPORTED):
            continue
        key = read_key(row.cells)
        if key not in places:
            found.faults.append(sheet.fault(row.line, "key", _lost(key, plan)))
            continue
        measure_id, step_id, number, title = places[key]
        about = " ".join(row.cells.get("about", "").split())
        if about != " ".join(title.split()) and about in titles:
            words = _("แถวนี้แสดง “%(about)s” แต่รหัสแถวที่ซ่อนอยู่เป็นของข้อ %(own)s อาจเรียงแถวโดยไม่รวมคอลัมน์ที่ซ่อน ดาวน์โหลดใหม่แล้วกรอกอีกครั้ง")
            found.faults.append(sheet.fault(row.line, "about", words % {"about": about[:80], "own": number}))
            continue
        before = len(found.faults)
        draft = _draft(row, sheet, step_id, units, plan.fiscal_year, faulty, found.faults)
        if len(found.faults) > before:
            continue
        if draft.happened_on is not None:
            known = key_of_report(measure_id, draft, draft.happened_on)
            if rest_of_report(draft) in plan.reported.get(known, ()):
                found.repeated += 1
                continue
            if known in plan.reported:
                words = _("มีรายงานนี้แล้วแต่ช่องอื่นต่างจากในไฟล์ แก้รายงานเดิมที่หน้ามาตรการ หรือเว้นแถวนี้")
                found.faults.append(sheet.fault(row.line, "done", words))
                continue
            if known in seen:
                words = _("ซ้ำกับแถว %(line)s ทั้งหน่วยงาน วันที่ และสิ่งที่ทำ รวมไว้ในแถวเดียว หรือเว้นแถวนี้")
                found.faults.append(sheet.fault(row.line, "done", words % {"line": seen[known]}))
                continue
            seen[known] = row.line
        found.reports.append(RowReport(row.line, measure_id, draft))
        found.changes.append(RowChange(sheet.name, row.line, "report", number, title, measure_id, tuple(_cells(draft, row, plan))))
    return found


def _cells(draft: ProgressDraft, row: Row, plan: StandingPlan) -> Iterator[CellChange]:
    """What a row reports, as it was read: the text of a cell may be more or less than what is taken from it."""
    texts = {
        "unit": plan.units.get(draft.unit_id or 0, ""),
        "done_on": shown("done_on", draft.happened_on.isoformat()) if draft.happened_on else "",
        "finished": (YES if draft.is_finished else NO) if row.cells.get("finished") else "",
        "done": draft.done_text,
        "outputs": draft.outputs,
        "outcomes": draft.outcomes,
        "obstacles": draft.obstacles,
        "suggestions": draft.suggestions,
        "counts": "\n".join(f"{count.what}: {count.number:,} {count.unit}".strip() for count in draft.counts),
    }
    for column in REPORT_COLUMNS:
        if texts.get(column.key):
            yield CellChange(column.head, "", texts[column.key])


def _lost(key: str, plan: StandingPlan) -> str:
    if not key:
        return _("แถวนี้ไม่มีรหัส รายงานในแถวของมาตรการหรือขั้นตอนที่มีอยู่ ของใหม่ให้นำเข้าก่อนแล้วดาวน์โหลดใหม่")
    if key in plan.gone:
        return _("มาตรการหรือขั้นตอนนี้ถูกยกเลิกแล้ว จึงรายงานผลไม่ได้ เว้นแถวนี้")
    return _("ไม่พบแถวนี้ในแผนของปีนี้ ใช้ไฟล์ของแผนนี้")


def _draft(
    row: Row,
    sheet: ReadSheet,
    step_id: int | None,
    units: dict[int, str],
    fiscal_year: int,
    faulty: set[tuple[int, int]],
    faults: list[CellFault],
) -> ProgressDraft:
    """The draft of a row; cells that cannot be read become faults and stay empty."""

    def text(column: str) -> str:
        return "" if (row.line, sheet.places.get(column, -1)) in faulty else row.cells.get(column, "")

    day: date | None = None
    unit_ids: tuple[int, ...] = ()
    counts: tuple[Count, ...] = ()
    is_finished = False
    try:
        day = read_a_day(text("done_on"), fiscal_year)
    except Misread as misread:
        faults.append(sheet.fault(row.line, "done_on", str(misread)))
    try:
        unit_ids = read_units(text("unit"), units)
        if len(unit_ids) > 1:
            raise Misread(_("ใส่หน่วยงานเดียว หรือคัดลอกแถวนี้ให้อีกหน่วยงาน"))
    except Misread as misread:
        faults.append(sheet.fault(row.line, "unit", str(misread)))
    try:
        is_finished = read_yes(text("finished"))
    except Misread as misread:
        faults.append(sheet.fault(row.line, "finished", str(misread)))
    try:
        counts = read_counts(text("counts"))
    except Misread as misread:
        faults.append(sheet.fault(row.line, "counts", str(misread)))
    return ProgressDraft(
        happened_on=day,
        done_text=text("done"),
        step_id=step_id,
        unit_id=unit_ids[0] if unit_ids else None,
        is_finished=is_finished,
        counts=counts,
        outputs=text("outputs"),
        outcomes=text("outcomes"),
        obstacles=text("obstacles"),
        suggestions=text("suggestions"),
    )


def _places(plan: StandingPlan) -> list[tuple[str, tuple[int, int | None, str, str]]]:
    found: list[tuple[str, tuple[int, int | None, str, str]]] = []
    for measure in plan.measures:
        found.append((key_of_measure(measure.pk), (measure.pk, None, measure.number, measure.draft.title)))
        for step, number in zip(measure.draft.steps, measure.step_numbers, strict=True):
            found.append((key_of_step(step.step_id or 0), (measure.pk, step.step_id, number, step.text)))
    return found

"""Printing a plan: what units reported stands in the file, is read back from it, and the file can be had again byte for byte."""

from __future__ import annotations

import hashlib
import io
from datetime import date
from pathlib import Path

import docx
import pypdfium2
import pytest
from python_calamine import CalamineWorkbook
from tests.integration.printed_plan import LATER, PrintedPlan, make_plan, report_after_round, report_everything
from tests.offices import NOW, Office

from prongsai.core.papers.model import Measure as PaperMeasure
from prongsai.core.papers.model import Paper
from prongsai.core.papers.reading import read_paper
from prongsai.core.papers.serial import paper_from_json, paper_to_json
from prongsai.core.papers.writers.writing import Digits, Kind
from prongsai.core.thai.numerals import to_arabic_digits, to_thai_digits
from prongsai.core.thai.units import unit_canonical
from prongsai.foundation.audit.models import Event
from prongsai.programme.plans.actions.printing import print_report, printed_bytes
from prongsai.programme.plans.models import PrintedReport
from prongsai.programme.plans.printing.to_paper import Choices, MemoHead
from prongsai.programme.plans.progress.rounds import round_of
from prongsai.programme.plans.queries.printed import defaults_of

pytestmark = pytest.mark.django_db
REPORTED = (
    "จัดอบรมรุ่นสุดท้ายที่ห้องประชุมใหญ่",
    "แบบทดสอบหลังอบรมผ่านร้อยละ 92",
    "อบรม 3 ครั้ง 1,120 คน",
    "ประชุมกำหนดเนื้อหากับวิทยากร",
    "ร่างคู่มือ 8 ฉบับ",
    "บุคลากรแจ้งผลประโยชน์ทับซ้อนด้วยตนเอง 4 ราย",
    "บุคลากรบางส่วนติดภารกิจนอกพื้นที่",
    "จัดอบรมซ้ำทุกครึ่งปี",
)
PLANNED = ("อบรมเรื่องผลประโยชน์ทับซ้อนแก่บุคลากร", "สรุปความเห็นและแจ้งผลกลับ", "กองช่าง")
IN_LAYOUT = {
    "plan": (*PLANNED, "ต.ค. 68 - มี.ค. 69", "ภายในวันที่ 31 ส.ค. 2569"),
    "status-memo": (*PLANNED, "ยังไม่ดำเนินการ", "อยู่ระหว่างดำเนินการ", "ดำเนินการเสร็จเรียบร้อยแล้ว", "ความเห็นของหัวหน้าสำนักปลัด"),
    "result-report": (*PLANNED, *REPORTED, "ไม่มีเรื่องร้องเรียนในรอบนี้"),
    "outcome-report": (*PLANNED, *REPORTED, "ไม่มีเรื่องร้องเรียนในรอบนี้"),
}
KINDS: tuple[Kind, ...] = ("pdf", "docx", "xlsx")


@pytest.fixture
def made(office: Office) -> PrintedPlan:
    made = make_plan(office)
    report_everything(made)
    return made


def choices_for(made: PrintedPlan, layout: str, months: int = 6, today: date = date(2026, 4, 20)) -> Choices:
    defaults = defaults_of(made.plan.agency, made.office.actor().unit_ids)
    chosen = None if layout == "plan" else round_of(2569, months)
    as_of = chosen.as_of(today) if chosen else today
    memo = MemoHead("สำนักปลัด", "ลพ 71001/15", "20 เมษายน 2569", "นายกองค์การบริหารส่วนตำบลสวนมะลิ")
    return Choices(layout, as_of, chosen, defaults.signers, memo if layout == "status-memo" else MemoHead())


def printed(made: PrintedPlan, layout: str, kind: Kind = "pdf", digits: Digits = "arabic", choices: Choices | None = None) -> PrintedReport:
    chosen = choices or choices_for(made, layout)
    return print_report(
        by=made.office.actor("publisher"),
        at=LATER,
        agency=made.plan.agency,
        fiscal_year=made.plan.fiscal_year,
        choices=chosen,
        digits=digits,
        kind=kind,
    ).report


def content_of(report: PrintedReport) -> bytes:
    with report.file.blob.content.open("rb") as file:
        return file.read()


def text_of(data: bytes, kind: Kind) -> str:
    if kind == "pdf":
        pages = pypdfium2.PdfDocument(data)
        return "\n".join(page.get_textpage().get_text_bounded() for page in pages)
    if kind == "docx":
        document = docx.Document(io.BytesIO(data))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return "\n".join(str(cell) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row)


def squashed(text: str) -> str:
    return "".join(text.split()).replace("\u200b", "").replace("\u2060", "")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("layout", IN_LAYOUT)
def test_what_was_planned_and_reported_stands_in_the_file(made: PrintedPlan, layout: str, kind: Kind) -> None:
    text = squashed(text_of(content_of(printed(made, layout, kind)), kind))
    assert [wanted for wanted in IN_LAYOUT[layout] if squashed(wanted) not in text] == []


@pytest.mark.parametrize("kind", KINDS)
def test_thai_digits_stand_in_the_whole_file(made: PrintedPlan, kind: Kind) -> None:
    text = squashed(text_of(content_of(printed(made, "result-report", kind, "thai")), kind))
    assert squashed(to_thai_digits("อบรม 3 ครั้ง 1,120 คน")) in text
    assert "1,120" not in text


@pytest.mark.parametrize("digits", ["arabic", "thai"])
@pytest.mark.parametrize("kind", ["pdf", "docx"])
@pytest.mark.parametrize("layout", IN_LAYOUT)
def test_the_file_reads_back_as_the_same_measures(made: PrintedPlan, tmp_path: Path, layout: str, kind: Kind, digits: Digits) -> None:
    report = printed(made, layout, kind, digits)
    path = tmp_path / f"report.{kind}"
    path.write_bytes(content_of(report))
    read = read_paper(path, use_embedded=False)
    assert read.fiscal_year == 2569
    assert read.organisation.name == "องค์การบริหารส่วนตำบลสวนมะลิ"
    assert [told(measure, layout) for measure in read.measures] == [told(measure, layout) for measure in _paper(report).measures]


@pytest.mark.parametrize("kind", ["pdf", "docx"])
@pytest.mark.parametrize("layout", IN_LAYOUT)
def test_the_data_that_a_file_carries_agree_with_what_is_seen(made: PrintedPlan, tmp_path: Path, layout: str, kind: Kind) -> None:
    report = printed(made, layout, kind, "thai")
    path = tmp_path / f"report.{kind}"
    path.write_bytes(content_of(report))
    read = read_paper(path)
    assert [warning.message for warning in read.warnings] == []
    assert paper_to_json(read) == report.paper


def told(measure: PaperMeasure, layout: str) -> dict[str, object]:
    """What the layout shows of a measure."""
    shown: dict[str, object] = {
        "number": measure.number,
        "title": measure.title,
        "steps": [squashed(step) for step in measure.steps],
        "rows": [
            (row.label, row.text, [unit_canonical(unit) for unit in row.responsible_units], row.period and row.period.end)
            for row in measure.rows
        ],
    }
    if not measure.rows:
        shown["units"] = [unit_canonical(unit) for unit in measure.responsible_units]
    if layout != "status-memo" and not measure.rows:
        shown["period"] = measure.period and (measure.period.start, measure.period.end)
    if layout in ("plan", "status-memo"):
        own = [measure.monitoring] if not measure.rows else [row.monitoring for row in measure.rows]
        shown["due"] = [monitoring and monitoring.due for monitoring in own]
    if layout == "status-memo":
        shown["status"] = measure.status
    if layout in ("result-report", "outcome-report"):
        for key in ("outputs", "outcomes", "obstacles", "suggestions"):
            shown[key] = [arabic(entry) for entry in getattr(measure, key)]
    return shown


def arabic(text: str) -> str:
    return to_arabic_digits(squashed(text))


def _paper(report: PrintedReport) -> Paper:
    return paper_from_json(report.paper)


def test_reports_of_a_measure_are_joined_in_the_order_of_their_days(made: PrintedPlan) -> None:
    training = _paper(printed(made, "outcome-report")).measures[0]
    assert training.outputs == (
        "ประชุมกำหนดเนื้อหากับวิทยากร",
        "จัดอบรมรุ่นสุดท้ายที่ห้องประชุมใหญ่",
        "แบบทดสอบหลังอบรมผ่านร้อยละ 92",
        "อบรม 3 ครั้ง 1,120 คน",
    )


def test_overdue_prints_as_the_status_it_really_has(made: PrintedPlan) -> None:
    measures = _paper(printed(made, "status-memo")).measures
    assert [measure.status for measure in measures] == ["completed", "in_progress", "not_started", "in_progress"]


def test_what_happened_after_the_last_day_of_the_round_does_not_count(made: PrintedPlan) -> None:
    before = printed(made, "result-report")
    report_after_round(made)
    again = print_report(
        by=made.office.actor(),
        at=LATER,
        agency=made.plan.agency,
        fiscal_year=made.plan.fiscal_year,
        choices=choices_for(made, "result-report"),
        digits="arabic",
        kind="pdf",
    )
    nine = _paper(printed(made, "result-report", choices=choices_for(made, "result-report", 9)))
    assert (again.is_new, again.report.pk) == (False, before.pk)
    assert "แจกคู่มือครบทุกหมู่บ้าน" in nine.measures[1].outputs
    assert "แจกคู่มือครบทุกหมู่บ้าน" not in _paper(before).measures[1].outputs


def test_the_same_state_with_the_same_choices_gives_the_file_printed_before(made: PrintedPlan) -> None:
    first = print_report(
        by=made.office.actor(),
        at=NOW,
        agency=made.plan.agency,
        fiscal_year=made.plan.fiscal_year,
        choices=choices_for(made, "plan"),
        digits="thai",
        kind="docx",
    )
    again = print_report(
        by=made.office.actor("executive"),
        at=LATER,
        agency=made.plan.agency,
        fiscal_year=made.plan.fiscal_year,
        choices=choices_for(made, "plan"),
        digits="thai",
        kind="docx",
    )
    other = print_report(
        by=made.office.actor(),
        at=LATER,
        agency=made.plan.agency,
        fiscal_year=made.plan.fiscal_year,
        choices=choices_for(made, "plan"),
        digits="thai",
        kind="pdf",
    )
    assert (first.is_new, again.is_new, other.is_new) == (True, False, True)
    assert again.report == first.report
    assert hashlib.sha256(content_of(first.report)).hexdigest() == first.report.sha256 == first.report.file.blob.sha256


@pytest.mark.parametrize("kind", ["pdf", "docx", "xlsx", "html", "json"])
def test_writing_the_same_paper_again_gives_the_same_bytes(made: PrintedPlan, kind: Kind) -> None:
    report = printed(made, "status-memo", kind, "thai")
    assert printed_bytes(_paper(report), layout="status-memo", kind=kind, digits="thai") == content_of(report)


def test_the_event_of_a_print_names_the_report_and_its_hash(made: PrintedPlan) -> None:
    report = printed(made, "plan")
    event = Event.objects.get(verb="plans.report_printed")
    assert (event.object_type, event.object_id) == ("plans.printedreport", str(report.pk))
    assert event.detail.content["changes"]["sha256"] == [None, report.sha256]

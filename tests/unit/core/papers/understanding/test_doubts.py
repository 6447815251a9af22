"""Every doubt knows its value, its wording and the readings that have a ground."""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit.core.papers.understanding.flows import read

from prongsai.core.papers.blocks import Cell, Line, Notice, Paragraph, Place, Source, Table
from prongsai.core.papers.model import Paper, PaperWarning
from prongsai.core.papers.paths import value_at
from prongsai.core.papers.reading import read_paper
from prongsai.core.papers.serial import paper_to_json
from prongsai.core.papers.understanding.paper import understand
from prongsai.samples import SAMPLES, sample_path

HEAD = "แผนมาตรการปลูกป่า เทศบาลเมืองฟ้าใส ปีงบประมาณ พ.ศ. 2566\n\n"
COLUMNS = "ที่\tมาตรการ\tขั้นตอน\tผู้รับผิดชอบ\tระยะเวลา\tการกำกับติดตาม\n"


def _of(paper: Paper, code: str) -> list[PaperWarning]:
    return [warning for warning in paper.warnings if warning.code == code]


def _rows(*rows: str) -> Paper:
    return read(HEAD + COLUMNS + "\n".join(rows))


def test_an_unread_day_knows_its_measure_its_wording_and_what_a_missing_year_may_be() -> None:
    paper = _rows("1\tปลูก\tขุด\tกองช่าง\tต.ค. 65\tรายงาน 30 เม.ย.", "2\tรด\tตัก\tกองคลัง\tต.ค. 65\tรายงาน 31 มี.ค. 66")
    (warning,) = _of(paper, "due_unread")
    assert (warning.path, warning.as_read) == ("measures[0].monitoring.due", "รายงาน 30 เม.ย.")
    assert [candidate.value for candidate in warning.candidates] == ["2023-04-30"]


def test_a_day_with_a_stray_digit_is_doubted_and_looks_at_the_rows_beside() -> None:
    paper = _rows(
        "1\tปลูก\tขุด\tกองช่าง\tต.ค. 65\tรายงาน ๗ ๔ มี.ค. ๖๖",
        "2\tรด\tตัก\tกองคลัง\tต.ค. 65\tรายงาน 31 ม.ค. 66",
        "3\tตัด\tเลื่อย\tกองคลัง\tต.ค. 65\tรายงาน 30 มิ.ย. 66",
    )
    (warning,) = _of(paper, "due_uncertain")
    assert warning.path == "measures[0].monitoring.due"
    assert [(found.value, found.reason) for found in warning.candidates] == [
        ("2023-03-04", "ตามที่อ่านได้"),
        ("2023-03-31", "แถวข้างเคียงเป็นวันสิ้นเดือน"),
    ]


def test_an_unread_period_knows_its_wording_and_has_no_candidate() -> None:
    paper = _rows("1\tปลูก\tขุด\tกองช่าง\tตามความเหมาะสม\t31 มี.ค. 66")
    (warning,) = _of(paper, "period_unread")
    assert (warning.path, warning.as_read, warning.candidates) == ("measures[0].period", "ตามความเหมาะสม", ())


def test_a_day_far_from_the_year_is_one_doubt_for_all_values_of_that_wording() -> None:
    paper = _rows("1\tปลูก\tขุด\tกองช่าง\tต.ค. 65\t31 มี.ค. 69", "2\tรด\tตัก\tกองคลัง\tต.ค. 65\t31 มี.ค. 69")
    (warning,) = _of(paper, "due_outside_year")
    assert (warning.path, warning.also) == ("measures[0].monitoring.due", ("measures[1].monitoring.due",))
    assert (warning.place, warning.as_read) == ("บรรทัด 4 · ตาราง 1 · แถว 2 · ช่อง 6", "31 มี.ค. 69")
    assert [candidate.value for candidate in warning.candidates] == ["2026-03-31", "2023-03-31", "2025-03-31"]


def test_cells_taken_as_merged_are_one_doubt_with_the_value_above_and_blank() -> None:
    paper = _rows("1\tปลูก\tขุด\tกองช่าง\tต.ค. 65\t31 มี.ค. 66", "2\tรด\tตัก\tกองคลัง\tต.ค. 65\t", "3\tตัด\tเลื่อย\tกองคลัง\tต.ค. 65\t")
    (warning,) = _of(paper, "merged_cell_assumed")
    assert (warning.path, warning.also) == ("measures[1].monitoring.due", ("measures[2].monitoring.due",))
    assert [candidate.value for candidate in warning.candidates] == ["2023-03-31", ""]


def test_two_ticks_offer_both_statuses_with_the_taken_one_first() -> None:
    columns = "ที่\tมาตรการ\tขั้นตอน\tยังไม่ดำเนินการ\tอยู่ระหว่างดำเนินการ\tดำเนินการแล้วเสร็จ\n"
    paper = read(HEAD + columns + "1\tปลูก\tขุด\t\t/\t/\n2\tรด\tตัก\t/\t\t\n")
    (warning,) = _of(paper, "status_unclear")
    assert (warning.path, warning.as_read) == ("measures[0].status", "/ · /")
    assert [candidate.value for candidate in warning.candidates] == ["completed", "in_progress"]


def test_sub_steps_that_all_share_a_doubt_pass_it_on_to_their_measure() -> None:
    paper = _rows("1\tปลูก\t1.1 ขุด\tกองช่าง\tพ.ศ. 2566\t31 มี.ค. 66")
    (warning,) = _of(paper, "period_uncertain")
    assert (warning.path, warning.also) == ("measures[0].rows[0].period", ("measures[0].period",))


def test_steps_of_two_tables_are_offered_in_both_wordings() -> None:
    columns = "ที่\tมาตรการ\tขั้นตอน\tผู้รับผิดชอบ\n"
    other = "ที่\tมาตรการ\tขั้นตอน\tสถานะ\n"
    text = HEAD + columns + "1\tปลูกต้นไม้\tขุด\tกองช่าง\n2\tรดน้ำ\tตัก\tกองคลัง\n\n" + "ผลการดำเนินงาน " * 8 + "\n\n"
    paper = read(text + other + "1\tรดน้ำ\tตัก\tแล้วเสร็จ\n2\tปลูกต้นไม้\tฝัง\tแล้วเสร็จ\n")
    (warning,) = _of(paper, "wording_differs")
    assert (warning.path, warning.as_read) == ("measures[0].steps", "ขุด")
    assert [candidate.value for candidate in warning.candidates] == ["ขุด", "ฝัง"]


def test_spellings_of_the_organisation_and_of_its_district_are_doubts_of_their_own() -> None:
    paper = read("เทศบาลเมืองฟ้าใส อำเภอบ้านนา\nเทศบาลเมืองฟ้าใส อำเภอบ้านนา\nเทศบาลเมืองฟ้าไส อำเภอบ้านมา จังหวัดตราด\nอำเภอบ้านมา จังหวัดตราด")
    found = {warning.path: [candidate.value for candidate in warning.candidates] for warning in _of(paper, "organisation_variants")}
    assert found == {"organisation.name": ["เทศบาลเมืองฟ้าใส", "เทศบาลเมืองฟ้าไส"], "organisation.district": ["บ้านนา", "บ้านมา"]}


def test_two_likely_names_are_one_doubt_with_both() -> None:
    paper = read("เทศบาลตำบลบ้านสมมติ\nเทศบาลตำบลบ้านทดลอง")
    (warning,) = _of(paper, "organisation_doubt")
    assert [candidate.value for candidate in warning.candidates] == ["เทศบาลตำบลบ้านสมมติ", "เทศบาลตำบลบ้านทดลอง"]
    assert _of(paper, "organisation_variants") == []


def test_a_missing_year_is_offered_from_the_days_of_the_paper() -> None:
    paper = read("แผนมาตรการปลูกป่า\n\n" + COLUMNS + "1\tปลูก\tขุด\tกองช่าง\tต.ค. 65 - ก.ย. 66\t31 มี.ค. 66")
    (warning,) = _of(paper, "fiscal_year_missing")
    assert warning.path == "fiscal_year"
    assert [(found.value, found.reason) for found in warning.candidates] == [("2566", "ปีงบประมาณของวันที่ในเอกสาร 2 แห่ง")]


def _scan(text: str, notice: dict[str, Any], column: int) -> Paper:
    heads = ("ที่", "มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "ระยะเวลา", "การกำกับติดตาม")
    texts = (heads, ("1", "ปลูกต้นไม้", "ขุดหลุม", "กองช่าง", "ต.ค. 2565", "31 มี.ค. 2566"))
    cells = [[Cell((Line(word),), Place(1, None, None, 1, r, c)) for c, word in enumerate(row, 1)] for r, row in enumerate(texts, 1)]
    cells[1][column - 1] = Cell((Line(text),), Place(1, None, None, 1, 2, column))
    notices = (Notice(Place(1, None, None, 1, 2, column), message="ตรวจ", **notice),)
    return understand(Source("scan", (Table(tuple(map(tuple, cells)), Place(1, table=1)),), notices=notices))


@pytest.mark.parametrize(
    ("text", "column", "as_read", "path", "values"),
    [
        ("กองคลัง", 4, "กองช่าง", "measures[0].responsible_units", ["กองคลัง", "กองช่าง"]),
        ("ขุดหลุมลึก", 3, "ขุดทลุมลึก", "measures[0].steps[0]", ["ขุดหลุมลึก", "ขุดทลุมลึก"]),
        ("31 มี.ค. 2566", 6, "31 มี.ค. 2565", "measures[0].monitoring.due", ["2023-03-31", "2022-03-31"]),
        ("ต.ค. 2565", 5, "ต.ค. 2564", "measures[0].period", ["2022-10-01/2022-10-31", "2021-10-01/2021-10-31"]),
        ("ปลูกไผ่", 2, "ปลูกไฝ่", "measures[0].title", ["ปลูกไผ่", "ปลูกไฝ่"]),
    ],
)
def test_a_word_that_was_mended_is_offered_as_mended_and_as_read(
    text: str, column: int, as_read: str, path: str, values: list[str]
) -> None:
    (warning,) = _of(_scan(text, {"code": "ocr_corrected", "as_read": as_read, "text": text}, column), "ocr_corrected")
    assert (warning.path, warning.as_read) == (path, as_read)
    assert [candidate.value for candidate in warning.candidates] == values


def test_a_doubtful_cell_knows_its_value_and_what_its_day_may_be() -> None:
    paper = _scan("๓ ๔ มี.ค. ๒๕๖๖", {"code": "ocr_doubt", "as_read": "๓ ๔ มี.ค. ๒๕๖๖"}, 6)
    (warning,) = _of(paper, "ocr_doubt")
    assert warning.path == "measures[0].monitoring.due"
    assert [candidate.value for candidate in warning.candidates] == ["2023-03-04", "2023-03-31"]


def test_a_doubt_of_the_reader_about_text_outside_the_paper_has_no_path() -> None:
    source = Source("scan", (), notices=(Notice(Place(page=2), "ocr_doubt", "ตรวจ", "กขค"),))
    assert (understand(source).warnings[0].path, understand(source).warnings[0].as_read) == (None, "กขค")


def test_a_mended_name_under_a_signature_leads_to_the_name_without_its_brackets() -> None:
    paragraphs = tuple(Paragraph((Line(text),), Place(1)) for text in ("(ลงชื่อ)....................", "(นายเมฆ ลอยฟ้า)", "นิติกร"))
    notice = Notice(Place(1, paragraph=2), "ocr_corrected", "ตรวจ", "(นายเมฆ ลอยพ้า)", "(นายเมฆ ลอยฟ้า)")
    (warning,) = _of(understand(Source("scan", paragraphs, notices=(notice,))), "ocr_corrected")
    assert warning.path == "approval_chain[0].name"
    assert [candidate.value for candidate in warning.candidates] == ["นายเมฆ ลอยฟ้า", "นายเมฆ ลอยพ้า"]


def test_a_mended_subject_of_a_memo_is_offered_in_both_wordings() -> None:
    texts = ("บันทึกข้อความ", "ส่วนราชการ สำนักปลัด", "เรื่อง รายงานผลการปลูกต้นไม้", "เรียน นายกเทศมนตรี")
    paragraphs = tuple(Paragraph((Line(text),), Place(1)) for text in texts)
    notice = Notice(Place(1, paragraph=3), "ocr_corrected", "ตรวจ", "เรอง รายงานผลการปลูกตันไม้", "เรื่อง รายงานผลการปลูกต้นไม้")
    (warning,) = _of(understand(Source("scan", paragraphs, notices=(notice,))), "ocr_corrected")
    assert warning.path == "document.memo.subject"
    assert [candidate.value for candidate in warning.candidates] == ["รายงานผลการปลูกต้นไม้", "รายงานผลการปลูกตันไม้"]


def _statuses(*marks: str) -> Paper:
    heads = ("ที่", "มาตรการ", "ขั้นตอน", "ยังไม่ดำเนินการ", "อยู่ระหว่างดำเนินการ", "ดำเนินการแล้วเสร็จ")
    rows = (heads, ("1", "ปลูกต้นไม้", "ขุดหลุม", *marks))
    cells = [tuple(Cell((Line(word),), Place(1, None, None, 1, r, c)) for c, word in enumerate(row, 1)) for r, row in enumerate(rows, 1)]
    notice = Notice(Place(1, None, None, 1, 2, 4), "ocr_doubt", "ตรวจ", marks[0])
    return understand(Source("scan", (Table(tuple(cells), Place(1, table=1)),), notices=(notice,)))


def test_a_dash_read_unsurely_is_no_doubt_where_another_mark_tells_the_status() -> None:
    paper = _statuses("- .", "-", "/")
    assert paper.measures[0].status == "completed"
    assert _of(paper, "ocr_doubt") == _of(paper, "status_unclear") == []


def test_a_dash_read_unsurely_is_a_doubt_where_nothing_tells_the_status() -> None:
    paper = _statuses("- .", "-", "-")
    assert paper.measures[0].status is None
    assert [warning.path for warning in _of(paper, "ocr_doubt")] == ["measures[0].status"]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_path_of_a_sample_leads_to_a_value_of_its_paper(name: str) -> None:
    paper = read_paper(sample_path(name))
    obj = paper_to_json(paper)
    paths = [place.path for place in paper.places if not place.path.startswith("action_plan.dimension")]
    for path in (*paths, *(path for warning in paper.warnings for path in (warning.path, *warning.also) if path is not None)):
        value_at(obj, path)

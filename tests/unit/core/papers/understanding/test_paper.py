"""The whole way from a file to a paper: nothing raises, nothing vanishes, long files take seconds."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.core.papers.understanding.flows import read

from prongsai.core.papers.blocks import Notice, Paragraph, Place, Source
from prongsai.core.papers.model import Paper
from prongsai.core.papers.readers.html import read_html
from prongsai.core.papers.readers.text import read_text
from prongsai.core.papers.understanding.paper import understand

MEMO = """บันทึกข้อความ
ส่วนราชการ กองสวน เทศบาลเมืองฟ้าใส
ที่ ฟส ๑๒๓/๔๕   วันที่ ๕ มีนาคม ๒๕๖๖
เรื่อง รายงานผลการดำเนินการปลูกป่า
เรียน นายกเทศมนตรีเมืองฟ้าใส
"""
PLAN = "ที่\tมาตรการ\tขั้นตอน\tผู้รับผิดชอบ\tระยะเวลา\n1\tปลูกต้นไม้ริมทาง\t1. ขุดหลุม 2. ลงกล้า\tกองช่าง\tต.ค. 2565 - ก.ย. 2566\n2\tเก็บขยะในคลอง\tลงเรือ\tกองคลัง\tม.ค. 2566\n"
STATUS = "ที่\tมาตรการ\tสถานะ\n1\tเก็บขยะในคลอง\tดำเนินการแล้วเสร็จ\n2\tปลูกต้นไม้ริมทาง\tอยู่ระหว่างดำเนินการ\n"
BETWEEN = "\n\nผลของการทำงานในปีนี้เป็นดังตารางต่อไปนี้ซึ่งแสดงว่าชาวเมืองช่วยกันดี\n\n"


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, tuple):
        for entry in value:
            yield from _texts(entry)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in ("warnings", "places"):
                yield from _texts(getattr(value, field.name))
    elif value is not None and not isinstance(value, date):
        yield str(value)


def _unread(paper: Paper) -> list[str]:
    return [unread.text for unread in paper.unread]


def test_memo_with_two_tables_is_one_report() -> None:
    paper = read(MEMO + "\n" + PLAN + BETWEEN + STATUS)
    assert paper.document.type == "memo_measures_report"
    assert (paper.document.title, paper.document.date, paper.fiscal_year) == ("รายงานผลการดำเนินการปลูกป่า", "2023-03-05", 2566)
    assert [(measure.title, measure.status) for measure in paper.measures] == [
        ("ปลูกต้นไม้ริมทาง", "in_progress"),
        ("เก็บขยะในคลอง", "completed"),
    ]
    assert _unread(paper) == [BETWEEN.strip()]


def test_places_of_joined_measures_count_as_the_measures_of_the_paper_do() -> None:
    places = {place.path: place.place for place in read(PLAN + BETWEEN + STATUS).places}
    assert "แถว 2" in places["measures[1].status"]
    assert "แถว 3" in places["measures[0].status"]


def test_what_the_paper_lacks_is_warned_of() -> None:
    codes = {warning.code for warning in read("ต้นไม้").warnings}
    assert {"kind_unknown", "organisation_missing", "fiscal_year_missing"} <= codes


def test_report_date_outside_the_fiscal_year_is_warned_of() -> None:
    table = "ที่\tมาตรการ\tการติดตาม\n1\tปลูกป่า\tภายใน 30 เม.ย. 2570\n"
    assert "due_outside_year" in {warning.code for warning in read("ปีงบประมาณ พ.ศ. 2566\n\n" + table).warnings}


def test_row_before_the_first_measure_is_warned_of_and_unread() -> None:
    paper = read("ที่\tมาตรการ\tขั้นตอน\tผู้รับผิดชอบ\n\t\tหลงมา\t\n1\tปลูกป่า\tขุดหลุม\tกองช่าง\n")
    assert "row_without_measure" in {warning.code for warning in paper.warnings}
    assert _unread(paper) == ["หลงมา"]


def test_doubts_of_the_reader_are_the_first_warnings() -> None:
    source = Source("scan", (), notices=(Notice(Place(page=2), "ocr_unsure", "อ่านไม่ชัด"),))
    assert understand(source).warnings[0].code == "ocr_unsure"


@pytest.mark.parametrize("column", ["หมายเหตุ", "งบประมาณ", "ตัวชี้วัดความสำเร็จ", "หลักฐาน", "เป้าหมาย", "พันธุ์ไม้", "จุดอ่อน"])
def test_column_without_a_place_in_a_measure_is_unread(column: str) -> None:
    paper = read(f"ที่\tมาตรการ\tขั้นตอน\tผู้รับผิดชอบ\t{column}\n1\tปลูกป่า\tขุดหลุม\tกองช่าง\tยางนา 77\n2\tเก็บขยะ\tลงเรือ\tกองคลัง\tสัก 88\n")
    assert {"ยางนา 77", "สัก 88"} <= set(_unread(paper))
    assert "ช่อง 5" in next(unread.place for unread in paper.unread if unread.text == "ยางนา 77")


def test_differing_text_of_the_second_table_is_unread() -> None:
    second = PLAN.replace("ลงเรือ", "เดินเท้าไป")
    assert "เดินเท้าไป" in _unread(read(PLAN + BETWEEN + second))


def test_second_score_rows_and_second_ticks_are_unread() -> None:
    paper = read("ตัวชี้วัด\tคะแนน\nการใช้อำนาจ\t80.22\nความร่มรื่น\t70.33\nการใช้งบประมาณ\t81.44\n")
    assert {"ความร่มรื่น", "70.33"} <= set(_unread(paper))


def test_text_beside_a_signature_is_unread() -> None:
    paper = read("(นายเมฆ ลอยฟ้า)        ดอกไม้บาน\nนิติกร        ใบไม้ร่วง")
    assert {"ดอกไม้บาน", "ใบไม้ร่วง"} <= set(" ".join(_texts(paper)).replace(")", " ").split())


_line = st.one_of(
    st.text("กขคงจมาเ่้ัี 0123๑๒.-()/:|\t#*<>tdrpbl\n\f", max_size=60),
    st.sampled_from(
        [
            "บันทึกข้อความ",
            "ส่วนราชการ ก",
            "เรื่อง ข",
            "สารบัญ",
            "คำนำ",
            "มาตรการที่ 1 ก",
            "ผู้รับผิดชอบ: ข",
            "ระยะเวลา: ต.ค. 65",
            "1. ชื่อโครงการ ก",
            "2. หลักการและเหตุผล",
            "3. วัตถุประสงค์",
            "8. งบประมาณ",
            "มิติที่ 1 ก",
            "1.1 ข",
            "(ลงชื่อ).....",
            "(นายก ข)",
            "ที่\tมาตรการ\tขั้นตอน\tสถานะ",
            "| ที่ | มาตรการ | คะแนน |",
            "|---|---|---|",
            "| 1 | ก | 80.5 |",
            "1\tก\tข\t/",
            "\t\tค\t",
            "<table><tr><th>ที่<th>มาตรการ</tr><tr><td rowspan=3>1<td colspan=2>ก</tr></table>",
            "<table><tr><td>",
            "</td></table>",
            "<p>ก<br>ข</p>",
            "ตัวชี้วัดที่ 1 การใช้อำนาจ ได้คะแนน 80.12",
        ]
    ),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_line, max_size=14))
def test_no_text_makes_understanding_fail(parts: list[str]) -> None:
    text = "\n".join(parts) + "\nจบ"
    for source in (read_text(text.encode(), name="x"), read_html(text.encode(), name="x")):
        assert isinstance(understand(source), Paper)


_WORDS = ("ปลูก", "ต้นไม้ใน", "สวน", "-", "1.", "2.", "/", "80.5", "กองช่าง", "ม.ค. 2566", "ดำเนินการแล้วเสร็จ", "ด้านที่ 1", "การใช้อำนาจ", "IIT")
_COLUMNS = ("ที่", "มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "ระยะเวลา", "สถานะ", "หมายเหตุ", "งบประมาณ", "คะแนน", "ตัวชี้วัด", "ผลลัพธ์", "ระดับ", "สีใบ")
_LEADS = (
    *("", "- ", "1. ", "มาตรการที่ 1 ", "ผู้รับผิดชอบ : ", "หมายเหตุ: ", "สถานะ: ", "1. ชื่อโครงการ ", "7. ระยะเวลาดำเนินการ ", "3. วัตถุประสงค์ "),
    *("(ลงชื่อ)...... ", "(นายสมมุติ) ", "ความเห็นของปลัดเทศบาล ", "ส่วนราชการ ", "เรื่อง ", "เรียน ", "วันที่ 3 มีนาคม 2566 ", "มิติที่ 1 ", "1.1 ", "# "),
    *("คะแนนรวม 80.12 คะแนน ระดับ A ", "แบบวัด (IIT) ", "ประจำปีงบประมาณ พ.ศ. 2566 ", "เทศบาลเมืองฟ้าใส ", "อำเภอ", "สารบัญ\n"),
)


def _token(number: int) -> str:
    return "q" + "".join("bcdfghjklm"[int(digit)] for digit in f"{number:03d}") + "z"


@st.composite
def _papers(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A text of lines and tables in which every line and most cells carry a word that stands nowhere else; and these words."""
    words: list[str] = []

    def cell() -> str:
        words.append(_token(len(words)))
        return " ".join([*draw(st.lists(st.sampled_from(_WORDS), max_size=2)), words[-1]])

    blocks = []
    for _ in range(draw(st.integers(1, 5))):
        if draw(st.booleans()):
            leads = draw(st.lists(st.sampled_from(_LEADS), min_size=1, max_size=8))
            blocks.append("\n".join(lead + cell() for lead in leads))
        else:
            columns = draw(st.lists(st.sampled_from(_COLUMNS), min_size=3, max_size=6))
            rows = [
                [cell() if draw(st.booleans()) else draw(st.sampled_from(("", "-", "1", "/"))) for _ in columns]
                for _ in range(draw(st.integers(1, 4)))
            ]
            blocks.append("\n".join("\t".join(row) for row in [columns, *rows]))
    return "\n\n".join(blocks), words


@settings(max_examples=150, deadline=None)
@given(_papers())
def test_every_word_of_a_file_stands_in_the_paper_or_among_what_is_unread(made: tuple[str, list[str]]) -> None:
    text, words = made
    found = " ".join(_texts(read(text)))
    assert [word for word in words if word not in found] == []


def _measures(count: int) -> str:
    header = "ที่\tมาตรการ\tขั้นตอน\tระยะเวลา\tสถานะ\n"
    return header + "\n".join(f"{n}\tปลูก {n}\t1. ขุด {n} 2. ฝัง\tอะไร {n}\tงง {n}" for n in range(1, count))


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"ต้นไม้ต้นที่ {n} ของสวน" for n in range(10_000)),
        "\n".join(f"เทศบาลเมืองฟ้าใส{n} อำเภอเมฆ" for n in range(5_000)),
        _measures(3_000),
        "มิติที่ 1 ป่า\n" + "\n".join(f"1. ชื่อโครงการ ป่า {n}\n2. หลักการและเหตุผล\nก\n3. วัตถุประสงค์\nข\n4. เป้าหมาย\nค" for n in range(1_000)),
        "ที่" * 15_000 + " " + "คะแนน" * 10_000,
        "ที่\tมาตรการ\tขั้นตอน\n1\tก\t" + " ".join(f"- ขุด {n}" for n in range(5_000)) + "\n2\tข\tค",
    ],
    ids=["lines", "organisations", "rows", "projects", "words", "entries"],
)
def test_long_papers_are_read_within_seconds(text: str) -> None:
    begin = time.process_time()
    assert isinstance(read(text), Paper)
    assert time.process_time() - begin < 20


def test_lines_of_one_paragraph_are_told_apart() -> None:
    paper = understand(Source("docx", (Paragraph((), Place()),)))
    assert paper.unread == ()

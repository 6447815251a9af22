"""What an analysis says beside its scores."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.unit.core.papers.understanding.flows import lines, read, row, text_lines

from prongsai.core.papers.understanding.analysis import Analysis, marked_entries, read_analysis
from prongsai.core.papers.understanding.columns import Header
from prongsai.core.papers.understanding.ledger import Ledger
from prongsai.core.papers.understanding.rows import JoinedTable, TableRow


def _read(*texts: str, rows: tuple[TableRow, ...] = ()) -> Analysis:
    return read_analysis(text_lines(*texts), [JoinedTable("topics", Header({}, (), 1), list(rows))], Ledger())


def _rest(found: Analysis) -> list[str]:
    return [line.text for line in found.rest]


@pytest.mark.parametrize(
    "text", ["คะแนนรวมต่ำกว่าเกณฑ์ผ่าน (๘๕.๐๐) อยู่ ๓๐.๗๑ คะแนน", "เกณฑ์ผ่านของปีนี้ (85.00)", "คะแนนรวมเท่ากับเกณฑ์ผ่าน (85.00) พอดี"]
)
def test_a_sentence_on_the_pass_mark_is_taken_whole(text: str) -> None:
    found = _read(text)
    assert (found.pass_mark, _rest(found)) == (Decimal("85.00"), [])


def test_a_pass_mark_in_a_sentence_on_other_things_leaves_the_sentence() -> None:
    text = "ได้คะแนน 54.29 คะแนน ไม่ถึงเกณฑ์การผ่าน 85 คะแนน"
    found = _read(text)
    assert (found.pass_mark, _rest(found)) == (Decimal(85), [text])


@pytest.mark.parametrize("text", ["ผ่านเกณฑ์เป้าหมาย (85 คะแนนขึ้นไป)", "ปลูกต้นไม้ 85 ต้น"])
def test_a_target_is_no_pass_mark(text: str) -> None:
    assert _read(text).pass_mark is None


@pytest.mark.parametrize("end", ["", " ต่างจากที่ประกาศ 0.01", " ตรงกับที่ประกาศ"])
def test_the_computed_total_is_read_beside_the_published_one(end: str) -> None:
    found = _read(f"ค่าที่คำนวณจากคะแนนรายตัวชี้วัด (54.283){end}")
    assert (found.computed_score, _rest(found)) == (Decimal("54.283"), [])


@pytest.mark.parametrize(
    ("text", "is_verified"),
    [
        ("กรอบการประเมินปี 2567 ยังไม่ยืนยันกับคู่มือทางการ", False),
        ("กรอบปี ๒๕๖๗ ยังไม่ยืนยันกับคู่มือทางการ", False),
        ("กรอบการประเมินที่ใช้ยืนยันกับคู่มือทางการแล้ว", True),
        ("กรอบรูปติดผนัง", None),
    ],
)
def test_whether_the_framework_is_confirmed_is_read(text: str, is_verified: bool | None) -> None:
    assert _read(text).is_verified is is_verified


def test_sentences_that_a_reader_ran_together_are_told_apart() -> None:
    found = _read("ค่าที่คำนวณจากคะแนนรายตัวชี้วัด (54.28) ต่างจากที่ประกาศ 0.01 กรอบการประเมินปี 2563 ยืนยันกับคู่มือทางการแล้ว")
    assert (found.computed_score, found.is_verified, _rest(found)) == (Decimal("54.28"), True, [])


def test_entries_under_a_heading_are_those_with_a_dash_or_bullet() -> None:
    found = _read(
        "3. ที่มาของคะแนน",
        "- 70.64 × 30% + 79.51 × 30% = 45.05",
        "• ปัดเป็นสองตำแหน่ง",
        "ข้อความหลังรายการ",
        "- รายการของเรื่องอื่น",
        "เทียบกับหน่วยงานประเภทเดียวกันในจังหวัด",
        "- ห่างจากที่ดีที่สุด 3.20",
    )
    assert found.calculation == ("70.64 × 30% + 79.51 × 30% = 45.05", "ปัดเป็นสองตำแหน่ง")
    assert found.comparison == ("ห่างจากที่ดีที่สุด 3.20",)
    assert _rest(found) == ["ข้อความหลังรายการ", "- รายการของเรื่องอื่น"]


def test_scores_in_a_comparison_are_not_those_of_the_paper() -> None:
    paper = read("ได้คะแนนรวม 54.29 คะแนน\n\nเทียบกับหน่วยงานประเภทเดียวกันในจังหวัด\n\n- IIT ได้คะแนน 99.99 ที่ดีที่สุดของจังหวัด\n")
    assert paper.ita is not None
    assert paper.ita.tools == ()


def test_a_topic_goes_on_behind_a_page_break() -> None:
    found = _read(
        rows=(
            row(topic="1. การให้บริการ", finding="คนรอนาน", weak_items="- ป้ายเวลา\n- คิวที่", actions=""),
            row(1, topic="", finding="กว่าที่ประกาศ", weak_items="ไม่เรียง", actions="- ติดป้าย"),
            row(1, topic="2. การใช้ทรัพย์สิน", finding="คืนตรงเวลา", weak_items="-", actions="คงวิธีเดิม\nนัดตรวจ"),
        )
    )
    assert [(one.title, one.finding, one.weak_items, one.actions) for one in found.topics] == [
        ("การให้บริการ", "คนรอนานกว่าที่ประกาศ", ("ป้ายเวลา", "คิวที่ไม่เรียง"), ("ติดป้าย",)),
        ("การใช้ทรัพย์สิน", "คืนตรงเวลา", (), ("คงวิธีเดิม", "นัดตรวจ")),
    ]


def test_a_table_of_topics_is_known_by_its_header_and_is_no_table_of_measures() -> None:
    paper = read(
        "| ประเด็น | ผลการวิเคราะห์ | ข้อบกพร่อง |\n|---|---|---|\n| การให้บริการ | คนรอนาน | ป้ายไม่ครบ |\n| การใช้ทรัพย์สิน | คืนช้า | สมุดหาย |\n"
    )
    assert paper.measures == ()
    assert paper.ita is not None
    assert [(one.title, one.weak_items) for one in paper.ita.topics] == [("การให้บริการ", ("ป้ายไม่ครบ",)), ("การใช้ทรัพย์สิน", ("สมุดหาย",))]


def test_an_entry_keeps_its_further_lines() -> None:
    assert marked_entries([lines("- ก\nข\n- ค")]) == ("ก\nข", "ค")

"""The analysis on paper: every part under a heading of its own, and no heading without a part."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.unit.core.papers.writers.invented_papers import ASSESSMENT, ORGANISATION, measure, measures_paper

from prongsai.core.papers.model import Advice, Assessment, IndicatorScore, Measure, Paper, TopicAnalysis, YearScores
from prongsai.core.papers.writers.layouts.ita_analysis import lay_out
from prongsai.core.papers.writers.sheet import Heading, Paragraph, Table

SCORES = (IndicatorScore("การใช้อำนาจ", Decimal("81.25"), 3, "IIT", 1), IndicatorScore("การเปิดเผยข้อมูล", Decimal("46.19"), 9, "OIT", 2))


def _headings(paper: Paper) -> list[str]:
    return [block.text for block in lay_out(paper).blocks if isinstance(block, Heading)]


def _sentences(ita: Assessment) -> list[str]:
    return [block.text for block in lay_out(Paper(organisation=ORGANISATION, ita=ita)).blocks if isinstance(block, Paragraph)]


def _table(paper: Paper, heading: str) -> Table:
    blocks = lay_out(paper).blocks
    after = blocks[next(k for k, block in enumerate(blocks) if isinstance(block, Heading) and block.text == heading) + 1]
    assert isinstance(after, Table)
    return after


def _heads(table: Table) -> list[str]:
    return [cell.text for cell in table.head[0] if cell]


def _column(table: Table, head: str) -> list[str]:
    at = _heads(table).index(head)
    return [" ".join(f"{item.marker or ''} {item.text}".strip() for item in cell.items) if (cell := row[at]) else "" for row in table.rows]


def test_parts_stand_in_order_under_headings_of_their_own() -> None:
    assert _headings(replace(measures_paper(), approval_chain=())) == [
        "คำนำ",
        "ความเป็นมา",
        "ผลการประเมินในภาพรวม",
        "คะแนนรายแบบวัด",
        "คะแนนรายตัวชี้วัด",
        "เกณฑ์ระดับผลการประเมิน",
        "คะแนนเปรียบเทียบรายปี",
        "เทียบกับหน่วยงานประเภทเดียวกันในจังหวัด",
        "ที่มาของคะแนน",
        "ข้อเสนอแนะเพื่อการปรับปรุง",
        "การวิเคราะห์รายประเด็น",
        "มาตรการที่ตอบผลการวิเคราะห์",
        "ภาคผนวก",
    ]


def test_a_paper_with_scores_only_has_their_headings_only() -> None:
    paper = Paper(organisation=ORGANISATION, ita=Assessment(2563, Decimal("54.29"), "E", indicators=SCORES))
    assert _headings(paper) == ["ผลการประเมินในภาพรวม", "คะแนนรายตัวชี้วัด"]
    assert _heads(_table(paper, "คะแนนรายตัวชี้วัด")) == ["อันดับ", "ตัวชี้วัดที่", "ตัวชี้วัด", "แบบวัด", "คะแนน"]


def test_an_empty_paper_has_no_heading() -> None:
    assert _headings(Paper()) == []


@pytest.mark.parametrize(
    ("total", "mark", "sentence"),
    [
        ("54.29", "85", "คะแนนรวมต่ำกว่าเกณฑ์ผ่าน (85.00) อยู่ 30.71 คะแนน"),
        ("88.74", "85", "คะแนนรวมสูงกว่าเกณฑ์ผ่าน (85.00) อยู่ 3.74 คะแนน"),
        ("85.00", "85", "คะแนนรวมเท่ากับเกณฑ์ผ่าน (85.00) พอดี"),
        (None, "85", "เกณฑ์ผ่านของปีนี้ (85.00)"),
    ],
)
def test_the_total_is_set_against_the_pass_mark(total: str | None, mark: str, sentence: str) -> None:
    assert sentence in _sentences(Assessment(2563, Decimal(total) if total else None, pass_mark=Decimal(mark)))


@pytest.mark.parametrize(
    ("total", "computed", "sentence"),
    [
        ("54.29", "54.28", "ค่าที่คำนวณจากคะแนนรายตัวชี้วัด (54.28) ต่างจากที่ประกาศ 0.01"),
        ("54.29", "54.29", "ค่าที่คำนวณจากคะแนนรายตัวชี้วัด (54.29) ตรงกับที่ประกาศ"),
        (None, "54.28", "ค่าที่คำนวณจากคะแนนรายตัวชี้วัด (54.28)"),
    ],
)
def test_the_computed_total_is_set_against_the_published_one(total: str | None, computed: str, sentence: str) -> None:
    assert sentence in _sentences(Assessment(2563, Decimal(total) if total else None, computed_score=Decimal(computed)))


@pytest.mark.parametrize(
    ("is_verified", "sentence"),
    [(False, "กรอบการประเมินปี 2563 ยังไม่ยืนยันกับคู่มือทางการ"), (True, "กรอบการประเมินปี 2563 ยืนยันกับคู่มือทางการแล้ว")],
)
def test_the_paper_says_whether_the_framework_is_confirmed(is_verified: bool, sentence: str) -> None:
    assert sentence in _sentences(Assessment(2563, is_verified=is_verified))


def test_nothing_is_said_of_the_framework_where_that_is_not_known() -> None:
    assert not any("กรอบ" in text for text in _sentences(Assessment(2563, Decimal(80))))


def test_a_year_without_total_is_named_with_what_is_known() -> None:
    texts = _sentences(Assessment(2563, indicators=SCORES))
    assert any("ประจำปีงบประมาณ พ.ศ. 2563" in text and text.endswith("ยังไม่มีคะแนนรวม") for text in texts)


def test_gap_and_change_carry_their_sign() -> None:
    ita = Assessment(2563, pass_mark=Decimal(80), indicators=SCORES, years=(YearScores(2562, indicators=((3, Decimal("85.00")),)),))
    table = _table(Paper(ita=ita), "คะแนนรายตัวชี้วัด")
    assert _column(table, "ห่างจากเกณฑ์ผ่าน (80.00)") == ["+1.25", "-33.81"]
    assert _column(table, "ปี 2562") == ["85.00", ""]
    assert _column(table, "เพิ่ม/ลด") == ["-3.75", ""]


def test_instruments_with_weights_close_with_the_total() -> None:
    ita = Assessment(2563, Decimal("54.29"), tools=(("IIT", Decimal("70.64")),), weights=(("IIT", Decimal(30)), ("EIT", Decimal("30.0"))))
    table = _table(Paper(ita=ita), "คะแนนรายแบบวัด")
    assert _column(table, "ค่าน้ำหนัก (ร้อยละ)") == ["30", "30", "60"]
    assert _column(table, "คะแนน") == ["70.64", "", "54.29"]


def test_years_stand_side_by_side_with_the_year_reported_in_its_place() -> None:
    years = (YearScores(2564, Decimal("60.5"), "D"), YearScores(2562, Decimal("50.5"), "E", (), ((10, Decimal("12.5")),)))
    table = _table(Paper(ita=Assessment(2563, Decimal("54.29"), "E", indicators=SCORES, years=years)), "คะแนนเปรียบเทียบรายปี")
    assert _heads(table) == ["แบบวัดและตัวชี้วัด", "ปี 2562", "ปี 2563", "ปี 2564", "เพิ่ม/ลด"]
    assert _column(table, "แบบวัดและตัวชี้วัด") == [
        "คะแนนรวม",
        "ระดับผลการประเมิน",
        "ตัวชี้วัดที่ 3 การใช้อำนาจ",
        "ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล",
        "ตัวชี้วัดที่ 10 การป้องกันการทุจริต",
    ]
    assert _column(table, "ปี 2563") == ["54.29", "E", "81.25", "46.19", ""]
    assert _column(table, "เพิ่ม/ลด")[0] == "+6.21"


def test_topics_are_numbered_and_leave_out_columns_that_none_fills() -> None:
    topics = (TopicAnalysis("การให้บริการ", "คนรอนาน", actions=("ติดป้าย\nทุกจุด",)), TopicAnalysis("การใช้ทรัพย์สิน", "คืนตรงเวลา"))
    table = _table(Paper(ita=Assessment(topics=topics)), "การวิเคราะห์รายประเด็น")
    assert _heads(table) == ["ประเด็น", "ข้อค้นพบจากคะแนน", "แนวทางปรับปรุง"]
    assert _column(table, "ประเด็น") == ["1. การให้บริการ", "2. การใช้ทรัพย์สิน"]
    assert _column(table, "แนวทางปรับปรุง") == ["• ติดป้าย ทุกจุด", ""]


def test_a_measure_says_what_it_raises_and_an_empty_cell_has_a_dash() -> None:
    paper = Paper(measures=(measure(1, monitoring=None, steps=(), step_labels=()), Measure("2", "ข", gaps=("ตัวชี้วัดที่ 9",))))
    table = _table(paper, "มาตรการที่ตอบผลการวิเคราะห์")
    assert _heads(table) == ["มาตรการ", "เพื่อยกระดับ", "ผู้รับผิดชอบ", "ระยะเวลา"]
    assert _column(table, "เพื่อยกระดับ") == ["• จุดอ่อนที่หนึ่ง ลำดับ1 • จุดอ่อนที่สอง ลำดับ1", "• ตัวชี้วัดที่ 9"]
    assert _column(table, "ผู้รับผิดชอบ") == ["สำนักปลัดเทศบาล ลำดับ1", "-"]


def test_advice_follows_its_instrument() -> None:
    blocks = lay_out(Paper(ita=Assessment(suggestions=(Advice("ติดป้าย", "EIT", "คุณภาพการดำเนินงาน", "1.1"),)))).blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == ["1. แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (EIT)"]


def test_every_part_of_the_invented_result_is_filled() -> None:
    assert all(getattr(ASSESSMENT, name) not in (None, ()) for name in Assessment.__dataclass_fields__)

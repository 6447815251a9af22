"""The assessment that a paper reports."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.unit.core.papers.understanding.flows import row, text_lines

from prongsai.core.papers.model import Assessment
from prongsai.core.papers.understanding.columns import Header
from prongsai.core.papers.understanding.ledger import Ledger
from prongsai.core.papers.understanding.rows import JoinedTable, TableRow
from prongsai.core.papers.understanding.scores import read_assessment


def _read(*texts: str, tables: tuple[JoinedTable, ...] = (), year: int | None = None) -> Assessment | None:
    return read_assessment(text_lines(*texts), tables, year, Ledger())


def _scores(*rows: TableRow, kind: str = "scores") -> JoinedTable:
    return JoinedTable(kind, Header({}, (), 1), list(rows))


@pytest.mark.parametrize(
    "text",
    [
        "เทศบาลเมืองฟ้าใสได้ ๘๗.๖๕ คะแนน อยู่ในระดับ A ประจำปีงบประมาณ พ.ศ. ๒๕๖๖",
        "ปีงบประมาณ พ.ศ. 2566 ได้ระดับ A มีคะแนน 87.65 คะแนน",
    ],
)
def test_overall_score_level_and_year_are_read_from_text(text: str) -> None:
    found = _read(text)
    assert found is not None
    assert (found.overall_score, found.level, found.fiscal_year) == (Decimal("87.65"), "A", 2566)


def test_year_is_the_one_before_the_paper_where_none_is_named() -> None:
    found = _read("มีคะแนนรวม 87.65 คะแนน", year=2567)
    assert found is not None
    assert found.fiscal_year == 2566


@pytest.mark.parametrize("text", ["ต้องได้ผลคะแนน 85.00 คะแนน ขึ้นไป", "ปลูกต้นไม้ 87.65 ไร่", "การใช้อำนาจ ได้คะแนน 101.55"])
def test_pass_marks_other_numbers_and_impossible_scores_are_no_result(text: str) -> None:
    assert _read(text) is None


def test_rows_of_a_score_table_are_indicators_instruments_and_total() -> None:
    table = _scores(
        row(indicator="ตัวชี้วัดที่ ๑ การปฏิบัติหน้าที่", score="๘๐.๕๐", rank="2"),
        row(indicator="แบบวัด IIT", score="81.00"),
        row(indicator="คะแนนรวม", score="82.25 คะแนน"),
    )
    found = _read(tables=(table,))
    assert found is not None
    assert [(one.indicator_no, one.name, one.score, one.tool, one.rank) for one in found.indicators] == [
        (1, "การปฏิบัติหน้าที่", Decimal("80.50"), "IIT", 2)
    ]
    assert found.tools == (("IIT", Decimal("81.00")),)
    assert found.overall_score == Decimal("82.25")


def test_row_that_names_nothing_known_is_not_taken() -> None:
    ledger = Ledger()
    stray = row(indicator="ความร่มรื่นของต้นไม้", score="80.50")
    read_assessment([], [_scores(stray)], None, ledger)
    assert ledger.taken == set()


def test_second_score_of_an_instrument_is_not_taken() -> None:
    ledger = Ledger()
    first, second = row(tool="IIT", score="81.00"), row(tool="IIT", score="99.00")
    found = read_assessment([], [_scores(first, second)], None, ledger)
    assert found is not None
    assert found.tools == (("IIT", Decimal("81.00")),)
    assert second.values["score"].place not in ledger.taken


def test_bands_of_the_scale_are_levels_from_low_to_high() -> None:
    bands = _scores(
        row(score="95.00 – 100", level="AA"), row(score="94.99 - 85", level="A"), row(score="ต่ำกว่า 50", level="F"), kind="levels"
    )
    found = _read("มีคะแนนรวม 87.65", tables=(bands,))
    assert found is not None
    assert [(one.level, one.minimum, one.maximum) for one in found.levels] == [
        ("AA", Decimal("95.00"), Decimal(100)),
        ("A", Decimal(85), Decimal("94.99")),
    ]


def test_indicators_and_instruments_are_read_from_text_where_no_table_tells_them() -> None:
    found = _read("ตัวชี้วัดที่ 3 การใช้อำนาจ ได้คะแนน 78.32", "แบบวัด (EIT) ได้คะแนน 79.10 คะแนน", "การใช้อำนาจ ได้คะแนน 11.11")
    assert found is not None
    assert [(one.indicator_no, one.score) for one in found.indicators] == [(3, Decimal("78.32"))]
    assert found.tools == (("EIT", Decimal("79.10")),)


def test_advice_is_listed_per_instrument_and_topic() -> None:
    found = _read(
        "มีคะแนนรวม 87.65 คะแนน",
        "1. แบบวัดของคนใน (IIT)",
        "1.1 การใช้อำนาจ จัดให้มีการปลูกต้นไม้ร่วมกันทุกเดือน",
        "1.2 เรื่องอื่น ที่ไม่ใช่ตัวชี้วัดใดเลยในแบบวัด",
    )
    assert found is not None
    assert [(one.tool, one.topic, one.label, one.text) for one in found.suggestions] == [
        ("IIT", "การใช้อำนาจ", "1.1", "จัดให้มีการปลูกต้นไม้ร่วมกันทุกเดือน")
    ]


@pytest.mark.parametrize("level", ["ผ่านดีเยี่ยม", "ผ่านดี", "ผ่าน", "ต้องปรับปรุง", "ต้องปรับปรุงโดยด่วน"])
@pytest.mark.parametrize(
    "text",
    [
        "ได้คะแนนรวม 88.74 คะแนน อยู่ในระดับ {}",
        "ได้ 88.74 คะแนน ({})",
        "คะแนนเฉลี่ย 88.74 คะแนน {}",
        "ภาพรวม 88.74 คะแนน ผลการประเมิน “{}”",
        "มีระดับผลการประเมิน {} (88.74 คะแนน)",
        "คะแนนรวม : 88.74\nระดับ : {}",
    ],
)
def test_levels_in_words_are_read_from_running_text(text: str, level: str) -> None:
    found = _read(*text.format(level).split("\n"))
    assert found is not None
    assert (found.overall_score, found.level) == (Decimal("88.74"), level)


@pytest.mark.parametrize("text", ["85.00 - 94.99 คะแนน ผ่านดี", "คะแนน 85.00 ถึง 94.99 ระดับ A"])
def test_a_band_of_the_scale_in_running_text_is_no_result(text: str) -> None:
    assert _read(text) is None


def test_indicators_in_one_sentence_are_told_apart() -> None:
    found = _read("ตัวชี้วัดที่ได้คะแนนสูงสุด คือ การเปิดเผยข้อมูล 97.14 คะแนน รองลงมา การปฏิบัติหน้าที่ 96.15 คะแนน")
    assert found is not None
    assert [(one.name, one.indicator_no, one.score) for one in found.indicators] == [
        ("การเปิดเผยข้อมูล", 9, Decimal("97.14")),
        ("การปฏิบัติหน้าที่", 1, Decimal("96.15")),
    ]


def test_a_result_without_total_keeps_its_year() -> None:
    found = _read(
        "ผลการประเมินคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2562 ของเทศบาลเมืองฟ้าใส ยังไม่มีคะแนนรวม", "การใช้อำนาจ ได้คะแนน 80.11", year=2565
    )
    assert found is not None
    assert (found.fiscal_year, found.overall_score) == (2562, None)


def test_line_of_repeated_filler_words_is_read_in_no_time() -> None:
    assert _read("ที่" * 15_000, "ที่ " * 15_000, "คะแนน" * 10_000) is None


def test_score_of_an_instrument_is_not_the_overall_one() -> None:
    found = _read("แบบวัด (IIT) ได้คะแนน 79.10 คะแนน", "มีคะแนนรวม 87.65 คะแนน")
    assert found is not None
    assert found.overall_score == Decimal("87.65")


def test_score_above_hundred_in_a_table_is_none() -> None:
    assert _read(tables=(_scores(row(indicator="การใช้อำนาจ", score="250")),)) is None


def test_line_that_only_tells_a_score_is_an_indicator_and_no_advice() -> None:
    found = _read(
        "1. แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (IIT)",
        "1) การปฏิบัติหน้าที่ ได้คะแนนร้อยละ 88.12",
        "2) การใช้อำนาจ ควรชี้แจงการมอบหมายงานให้ทุกคนทราบ",
    )
    assert found is not None
    assert [(indicator.name, indicator.score) for indicator in found.indicators] == [("การปฏิบัติหน้าที่", Decimal("88.12"))]
    assert [advice.topic for advice in found.suggestions] == ["การใช้อำนาจ"]

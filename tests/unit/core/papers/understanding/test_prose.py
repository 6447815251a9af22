"""The foreword and the background of a paper."""

from __future__ import annotations

from tests.unit.core.papers.understanding.flows import table, text_lines

from prongsai.core.papers.blocks import Place, Table
from prongsai.core.papers.understanding.ledger import Ledger
from prongsai.core.papers.understanding.prepare import TextLine
from prongsai.core.papers.understanding.prose import read_prose

FIRST = "ป่าเป็นบ้านของสัตว์นานาชนิดและเป็นแหล่งน้ำของชาวเมืองฟ้าใสมาแต่โบราณกาลนานนับร้อยปี"
SECOND = "ชาวเมืองจึงร่วมใจกันปลูกต้นไม้ใหม่ทุกปีเพื่อให้ลูกหลานได้มีร่มเงาและน้ำใสไว้ใช้สืบไป"


def _read(*items: TextLine | Table, name: str = "preface") -> tuple[str, ...]:
    return read_prose(items, name, Ledger())


def test_paragraphs_under_the_heading_are_the_foreword() -> None:
    assert _read(*text_lines("ปก", "คำนำ", FIRST, SECOND)) == (FIRST, SECOND)


def test_misspelt_and_numbered_heading_is_known() -> None:
    assert _read(*text_lines("๑. หลักการเเละเหตุผล", FIRST), name="background") == (FIRST,)


def test_those_who_sign_the_foreword_are_not_part_of_it() -> None:
    ledger = Ledger()
    lines = text_lines("คำนำ", FIRST, "เทศบาลเมืองฟ้าใส", "มีนาคม 2566")
    assert read_prose(lines, "preface", ledger) == (FIRST,)
    assert [line.text for line in lines if line.place in ledger.taken] == ["คำนำ", FIRST]


def test_heading_table_or_title_of_another_text_ends_it() -> None:
    heading = TextLine("ป่าบก", Place(line=9), level=1)
    (title,) = text_lines("รายงานผลการดำเนินการปลูกป่าประจำปีงบประมาณ 2566 ของชาวเมืองฟ้าใสทุกหมู่บ้าน")
    for end in (heading, title, table(["ก", "ข"]), *text_lines("สารบัญ"), *text_lines("คะแนนรายแบบวัด")):
        assert _read(*text_lines("คำนำ", FIRST), end, *text_lines(SECOND)) == (FIRST,)


def test_short_line_on_the_next_page_ends_it_and_on_the_same_page_does_not() -> None:
    same = text_lines("คำนำ", FIRST, "ป่าไม้", SECOND)
    assert len(_read(*same)) == 3
    other = [*same[:2], TextLine("ป่าไม้", Place(line=3), page=1), TextLine(SECOND, Place(line=4), page=1)]
    assert _read(*other) == (FIRST,)


def test_paper_without_heading_or_text_under_it_has_no_foreword() -> None:
    assert _read(*text_lines(FIRST)) == ()
    assert _read(*text_lines("คำนำ", "สั้น")) == ()

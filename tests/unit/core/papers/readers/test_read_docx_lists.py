"""Automatic lists of Word files: the marker that Word shows is written into the text."""

from __future__ import annotations

import io

import docx
import pytest
from tests.unit.core.papers.readers.word_files import grid, p, read, tbl, tc, texts, tr

from prongsai.core.papers.blocks import Heading, Paragraph
from prongsai.core.papers.readers.docx import read_docx
from prongsai.core.papers.readers.docx_numbering import formatted


def level(at: int, pattern: str, number_format: str = "decimal", extra: str = "", font: str = "", start: int = 1) -> str:
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>' if font else ""
    inside = f'<w:start w:val="{start}"/><w:numFmt w:val="{number_format}"/>{extra}<w:lvlText w:val="{pattern}"/>{fonts}'
    return f'<w:lvl w:ilvl="{at}">{inside}</w:lvl>'


def lists(*levels: str, more: str = "") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>{more}'
    )


def item(text: str, at: int = 0, list_id: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{list_id}"/></w:numPr>')


def test_thai_digits_and_letters_count_up() -> None:
    numbering = lists(level(0, "%1.", "thaiNumbers"), level(1, "(%2)", "thaiLetters"))
    body = item("จัดทำคู่มือ") + item("เผยแพร่", 1) + item("ทบทวน", 1) + item("รายงาน") + item("เริ่มใหม่", 1)
    source = read(body, numbering=numbering)
    assert texts(source) == ["๑. จัดทำคู่มือ", "(ก) เผยแพร่", "(ข) ทบทวน", "๒. รายงาน", "(ก) เริ่มใหม่"]
    assert [block.lines[0].indent for block in source.blocks if isinstance(block, Paragraph)] == [1, 2, 2, 1, 2]


def test_levels_are_joined_in_one_marker() -> None:
    numbering = lists(level(0, "%1"), level(1, "%1.%2"), level(2, "%1.%2.%3"))
    body = item("ก") + item("ข", 1) + item("ค", 2) + item("ง", 1) + item("จ") + item("ฉ", 2)
    assert texts(read(body, numbering=numbering)) == ["1 ก", "1.1 ข", "1.1.1 ค", "1.2 ง", "2 จ", "2.1.1 ฉ"]


def test_list_with_a_start_of_its_own_begins_there_once() -> None:
    more = '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    body = item("ก") + item("ข") + item("ค", list_id=2) + item("ง", list_id=2)
    assert texts(read(body, numbering=lists(level(0, "%1."), more=more))) == ["1. ก", "2. ข", "5. ค", "6. ง"]


def test_lists_of_one_definition_count_on() -> None:
    more = '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
    body = item("ก") + p("คั่น") + item("ข", list_id=2)
    assert texts(read(body, numbering=lists(level(0, "%1."), more=more))) == ["1. ก", "คั่น", "2. ข"]


def test_level_that_never_restarts_counts_on() -> None:
    numbering = lists(level(0, "%1."), level(1, "(%2)", extra='<w:lvlRestart w:val="0"/>'))
    body = item("ก") + item("ข", 1) + item("ค") + item("ง", 1)
    assert texts(read(body, numbering=numbering)) == ["1. ก", "(1) ข", "2. ค", "(2) ง"]


def test_legal_numbering_shows_upper_levels_in_arabic_digits() -> None:
    numbering = lists(level(0, "%1.", "thaiNumbers"), level(1, "%1.%2", extra="<w:isLgl/>"))
    assert texts(read(item("ก") + item("ข", 1), numbering=numbering)) == ["๑. ก", "1.1 ข"]


def test_start_and_suffix_are_kept() -> None:
    numbering = lists(level(0, "มาตรการที่ %1 ", extra='<w:suff w:val="nothing"/>', start=4))
    assert texts(read(item("ปรับปรุง"), numbering=numbering)) == ["มาตรการที่ 4 ปรับปรุง"]


@pytest.mark.parametrize(
    ("glyph", "font", "shown"),
    [
        ("\uf0b7", "Symbol", "•"),
        ("\uf0d6", "Symbol", "√"),
        ("\uf0b7", "TH Sarabun New", "•"),
        ("\uf050", "Wingdings 2", "✓"),
        ("\uf0d8", "Wingdings", "➢"),
        ("\uf0fc", "Wingdings", "✓"),
        ("o", "Courier New", "○"),
        ("-", "TH Sarabun New", "-"),
    ],
)
def test_bullets_show_the_glyph_of_their_font(glyph: str, font: str, shown: str) -> None:
    assert texts(read(item("จัดอบรม"), numbering=lists(level(0, glyph, "bullet", font=font)))) == [f"{shown} จัดอบรม"]


def test_bullet_gives_way_to_a_marker_that_was_typed() -> None:
    body = item("➢ จัดอบรม") + item("- รณรงค์") + item("๑) ประกาศ") + item("๑๗ - ๑๘ มีนาคม")
    shown = ["➢ จัดอบรม", "- รณรงค์", "๑) ประกาศ", "• ๑๗ - ๑๘ มีนาคม"]
    assert texts(read(body, numbering=lists(level(0, "\uf0b7", "bullet", font="Symbol")))) == shown


def test_list_of_a_style_numbers_its_paragraphs() -> None:
    in_list = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = (
        f'<w:style w:type="paragraph" w:styleId="Step"><w:name w:val="ขั้นตอน"/>{in_list}</w:style>'
        '<w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="ขั้นย่อย"/><w:basedOn w:val="Step"/></w:style>'
    )
    numbering = lists(level(0, "%1."), level(1, "%1.%2", extra='<w:pStyle w:val="Sub"/>'))
    body = p("ก", '<w:pStyle w:val="Step"/>') + p("ข", '<w:pStyle w:val="Sub"/>') + p("ค", '<w:pStyle w:val="Step"/>')
    assert texts(read(body, numbering=numbering, styles=styles)) == ["1. ก", "1.1 ข", "2. ค"]


def test_list_defined_in_a_list_style_is_found_through_its_link() -> None:
    numbering = (
        f'<w:abstractNum w:abstractNumId="7"><w:styleLink w:val="Steps"/>{level(0, "%1)")}</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="Steps"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="8"/></w:num>'
    )
    assert texts(read(item("ก") + item("ข"), numbering=numbering)) == ["1) ก", "2) ข"]


def test_paragraph_can_leave_the_list_of_its_style() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Step"><w:name w:val="S"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = p("ก", '<w:pStyle w:val="Step"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert texts(read(body, numbering=lists(level(0, "%1.")), styles=styles)) == ["ก"]


def test_lists_in_cells_are_numbered_in_reading_order() -> None:
    source = read(tbl(tr(tc(item("ก") + item("ข")), tc("x")), tr(tc(item("ค")), tc("y"))), numbering=lists(level(0, "%1.", "thaiNumbers")))
    (table,) = source.tables()
    assert [row[0].text for row in table.rows if row[0]] == ["๑. ก\n๒. ข", "๓. ค"]


def test_running_number_of_rows_that_the_program_counts_is_read() -> None:
    body = tbl(*(tr(tc(item("")), tc(text)) for text in ("จัดทำคู่มือ", "เผยแพร่"))) + tbl(tr(tc(item("ก") + item("")), tc("ข")))
    counted, typed = read(body, numbering=lists(level(0, "%1.", "thaiNumbers"))).tables()
    assert grid(counted) == [["๑.", "จัดทำคู่มือ"], ["๒.", "เผยแพร่"]]
    assert grid(typed) == [["๓. ก", "ข"]]


def test_empty_items_outside_tables_and_empty_bullets_say_nothing() -> None:
    numbering = lists(level(0, "%1."), level(1, "-", "bullet"))
    source = read(item("ก") + item("") + tbl(tr(tc(item("", 1)), tc("ข"))), numbering=numbering)
    assert texts(source) == ["1. ก"]
    assert [grid(table) for table in source.tables()] == [[["", "ข"]]]


def test_numbered_heading_keeps_its_number() -> None:
    body = p("บทนำ", '<w:pStyle w:val="Heading1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    (heading,) = read(body, numbering=lists(level(0, "ส่วนที่ %1"))).blocks
    assert isinstance(heading, Heading)
    assert (heading.text, heading.level) == ("ส่วนที่ 1 บทนำ", 1)


def test_list_styles_of_the_default_template_are_read() -> None:
    document = docx.Document()
    for text in ("หนึ่ง", "สอง"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("สาม", style="List Bullet")
    buffer = io.BytesIO()
    document.save(buffer)
    assert texts(read_docx(buffer.getvalue(), name="x")) == ["1. หนึ่ง", "2. สอง", "• สาม"]


@pytest.mark.parametrize(
    ("count", "number_format", "expected"),
    [
        (14, "upperRoman", "XIV"),
        (4, "lowerRoman", "iv"),
        (28, "lowerLetter", "bb"),
        (41, "thaiLetters", "ฮ"),
        (42, "thaiLetters", "กก"),
        (120, "thaiNumbers", "๑๒๐"),
        (7, "decimalZero", "07"),
        (3, "decimalEnclosedCircle", "③"),
        (0, "upperRoman", "0"),
        (5, "unheardOf", "5"),
    ],
)
def test_number_formats(count: int, number_format: str, expected: str) -> None:
    assert formatted(count, number_format) == expected

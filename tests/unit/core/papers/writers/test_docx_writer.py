"""DOCX: what Word needs to open it, what an officer needs to edit it, and the paper that it carries."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from importlib import resources
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from prongsai.core.papers.writers.docx import print_docx
from prongsai.core.papers.writers.docx_table import grid_widths
from prongsai.core.papers.writers.sheet import BodyCell, Break, Contents, HeadCell, Heading, Item, ItemList, Paragraph, Sheet, Table

ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl pBdr tabs spacing ind jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs sz szCs cs lang",
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan vMerge shd vAlign",
    "sectPr": "headerReference type pgSz pgMar pgNumType cols titlePg",
    "pBdr": "bottom between",
    "style": "name basedOn next uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr",
    "settings": "zoom embedTrueTypeFonts defaultTabStop characterSpacingControl updateFields compat themeFontLang decimalSymbol listSeparator",
}
"""The sequence of each element's children in the schema of WordprocessingML (ECMA-376, Part 1, Annex A)."""


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _sheet(*blocks: Any, is_landscape: bool = False) -> Sheet:
    return Sheet("เรื่อง", "ผู้เขียน", blocks, is_landscape=is_landscape)


def _open(sheet: Sheet) -> Any:
    return docx.Document(io.BytesIO(print_docx(sheet, embedded=None)))


def test_every_block_is_printed_in_order(every_block: Sheet, texts_of_every_block: tuple[str, ...]) -> None:
    root = _open(every_block).element.body
    shown = "".join(node.text or "" for node in root.iter(qn("w:t")))
    position = 0
    for text in texts_of_every_block:
        position = shown.find(text.replace("\n", ""), position)
        assert position >= 0, text


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/settings.xml", "word/header1.xml"])
def test_children_stand_in_the_order_that_word_demands(every_block: Sheet, part: str) -> None:
    root = etree.fromstring(_parts(print_docx(every_block, embedded=None))[part])
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        if name in ORDER:
            order = ORDER[name].split()
            children = [etree.QName(child).localname for child in element]
            assert set(children) <= set(order), (name, children)
            assert children == sorted(children, key=order.index), (name, children)


def test_thai_runs_are_complex_script_and_sizes_hold_for_thai(every_block: Sheet) -> None:
    parts = _parts(print_docx(every_block, embedded=None))
    runs = etree.fromstring(parts["word/document.xml"]).iter(qn("w:r"))
    for run in runs:
        text = "".join(node.text or "" for node in run.iter(qn("w:t")))
        if any("ก" <= letter <= "๛" for letter in text):
            assert run.find(f"{qn('w:rPr')}/{qn('w:cs')}") is not None, text
        bold = run.find(f"{qn('w:rPr')}/{qn('w:b')}")
        assert (bold is None) == (run.find(f"{qn('w:rPr')}/{qn('w:bCs')}") is None)
    styles = etree.fromstring(parts["word/styles.xml"])
    for properties in styles.iter(qn("w:rPr")):
        sizes = [properties.find(qn(f"w:{name}")) for name in ("sz", "szCs")]
        assert [size is None for size in sizes] in ([True, True], [False, False])
    language = styles.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert language is not None
    assert language.get(qn("w:bidi")) == "th-TH"


def test_headings_have_real_styles_and_the_contents_list_them(every_block: Sheet) -> None:
    document = _open(every_block)
    headings = [(p.text, p.style.name) for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert headings == [("ส่วนที่ ๑ ความเป็นมา", "Heading 1"), ("๑.๑ ผลคะแนน", "Heading 2"), ("สรุป", "Heading 3")]
    anchors = [node.get(qn("w:anchor")) for node in document.element.body.iter(qn("w:hyperlink"))]
    marks = [node.get(qn("w:name")) for node in document.element.body.iter(qn("w:bookmarkStart"))]
    assert anchors == marks
    assert len(anchors) == 2


def test_a_bold_line_keeps_with_what_follows_by_its_style() -> None:
    document = _open(_sheet(Paragraph("คะแนนรายแบบวัด", is_bold=True), Table((1.0,), ((HeadCell("ก"),),), ()), Paragraph("ข้อความ")))
    lead, text = (paragraph for paragraph in document.paragraphs if paragraph.text)
    assert (lead.style.name, lead.style.paragraph_format.keep_with_next, lead.style.font.bold) == ("Lead In", True, True)
    assert lead._p.find(f".//{qn('w:keepNext')}") is None
    assert lead.runs[0].bold is None
    assert text.style.name == "Normal"


def test_header_rows_repeat_and_merges_cover_the_grid(every_block: Sheet) -> None:
    table = _open(every_block).tables[1]
    heads = [row for row in table._tbl.tr_lst if row.trPr is not None and row.trPr.find(qn("w:tblHeader")) is not None]
    assert len(heads) == 2
    assert table.cell(0, 3)._tc is table.cell(0, 4)._tc
    assert table.cell(0, 0)._tc is table.cell(1, 0)._tc
    assert table.cell(2, 2)._tc is table.cell(3, 2)._tc
    assert table.cell(3, 2).text == "สำนักปลัด"
    assert [len(row.cells) for row in table.rows] == [5, 5, 5, 5]


def test_short_rows_do_not_tear_and_long_rows_may() -> None:
    rows = tuple((BodyCell(tuple(Item("งาน") for _ in range(count))),) for count in (2, 40))
    table = _open(_sheet(Table((1,), (), rows))).tables[0]
    assert [row._tr.trPr is not None for row in table.rows] == [True, False]


def test_a_small_table_stays_on_one_page() -> None:
    rows = tuple((BodyCell((Item("งาน"),)),) for _ in range(3))
    table = _open(_sheet(Table((1,), (), rows))).tables[0]
    assert [bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in table.rows] == [True, True, False]
    long = _open(_sheet(Table((1,), (), rows * 20))).tables[0]
    assert not long.rows[0].cells[0].paragraphs[0].paragraph_format.keep_with_next


def test_grid_widths_add_up_to_the_text_width() -> None:
    assert sum(grid_widths((1, 1, 1.7, 0.3), 9071)) == 9071


def test_markers_are_typed_text_with_hanging_indent() -> None:
    paragraphs = _open(_sheet(ItemList((Item("หนึ่ง", "๑."), Item("ย่อย", "-", 1))))).paragraphs
    assert [p.text for p in paragraphs] == ["๑.\tหนึ่ง", "-\tย่อย"]
    assert -paragraphs[0].paragraph_format.first_line_indent < paragraphs[0].paragraph_format.left_indent
    assert paragraphs[1].paragraph_format.left_indent > paragraphs[0].paragraph_format.left_indent


def test_contents_carry_page_numbers_in_the_digits_of_the_sheet(every_block: Sheet) -> None:
    entries = [p.text for p in _open(every_block).paragraphs if p.style.name.startswith("toc")]
    assert entries == ["ส่วนที่ ๑ ความเป็นมา\t๓", "๑.๑ ผลคะแนน\t๓"]


def test_cover_shows_no_page_number_and_the_body_does(every_block: Sheet) -> None:
    document = _open(every_block)
    cover, body = document.sections
    assert cover.header.is_linked_to_previous
    assert "PAGE" in etree.tostring(body.header._element).decode()
    assert body._sectPr.find(qn("w:pgNumType")).get(qn("w:fmt")) == "thaiNumbers"


def test_landscape_turns_the_page() -> None:
    section = _open(_sheet(Paragraph("ก"), is_landscape=True)).sections[0]
    assert section.page_width > section.page_height
    assert round(section.left_margin.cm, 1) == 3.0


def test_a_break_begins_a_page_once() -> None:
    document = _open(_sheet(Break(), Heading("ก"), Break(), Break(), Paragraph("ข"), Break()))
    assert [bool(p.paragraph_format.page_break_before) for p in document.paragraphs] == [False, True]


def test_tables_never_touch_and_never_end_the_body() -> None:
    table = Table((1,), (), ((BodyCell((Item("ก"),)),),))
    names = [etree.QName(child).localname for child in _open(_sheet(table, table)).element.body]
    assert names == ["tbl", "p", "tbl", "p", "sectPr"]


def test_the_paper_travels_in_a_custom_part() -> None:
    paper: dict[str, object] = {"schema": "prongsai.paper/1", "title": 'ก < ข & "ค" \x00 \ufffe', "measures": [{"number": "๑"}]}
    parts = _parts(print_docx(_sheet(Paragraph("ก")), embedded=paper))
    root = etree.fromstring(parts["customXml/item1.xml"])
    assert root.tag == "{urn:prongsai:paper:1}paper"
    assert json.loads(root.text or "") == paper


def test_without_a_paper_no_custom_part_is_written() -> None:
    assert not [name for name in _parts(print_docx(_sheet(Paragraph("ก")), embedded=None)) if name.startswith("customXml")]


def test_the_same_sheet_gives_the_same_bytes(every_block: Sheet) -> None:
    first, second = (print_docx(every_block, embedded={"a": 1}) for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_title_author_and_language_are_told(every_block: Sheet) -> None:
    properties = _open(every_block).core_properties
    assert (properties.title, properties.author, properties.language) == (every_block.title, every_block.author, "th-TH")
    assert properties.created is None


def test_control_characters_do_not_break_the_file() -> None:
    assert _open(replace(_sheet(Paragraph("ก\x0bข\x00ค")), title="ก\x00ข" * 200)).paragraphs[0].text == "กขค"


def test_an_empty_sheet_still_opens() -> None:
    assert len(_open(_sheet()).paragraphs) == 1
    assert len(_open(_sheet(Contents())).paragraphs) >= 1


def test_the_embedded_font_is_the_shipped_one_under_its_key(every_block: Sheet) -> None:
    parts = _parts(print_docx(every_block, embedded=None))
    fonts = etree.fromstring(parts["word/fontTable.xml"])
    key = bytes.fromhex(next(fonts.iter(qn("w:embedRegular"))).get(qn("w:fontKey")).strip("{}").replace("-", ""))[::-1]
    data = parts["word/fonts/font1.odttf"]
    plain = bytes(byte ^ key[index % 16] for index, byte in enumerate(data[:32])) + data[32:]
    assert plain == resources.files("prongsai.core.papers.writers").joinpath("fonts/ProngsaiSarabun-Regular.ttf").read_bytes()
    names = {node.get(qn("w:cs")) for node in etree.fromstring(parts["word/styles.xml"]).iter(qn("w:rFonts"))}
    assert names == {fonts[0].get(qn("w:name"))}

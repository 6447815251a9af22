"""The PDF: its text comes out as it went in, nothing leaves the page, rows and signatures stay whole, tags and attachment are there."""

from __future__ import annotations

import collections
import io
import itertools
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pypdf
import pypdfium2
import pytest
from tests.unit.core.papers.writers.invented_papers import action_plan_paper, measures_paper

from prongsai.core.papers.serial import paper_to_json
from prongsai.core.papers.writers.pdf import print_pdf
from prongsai.core.papers.writers.pdf_words import UNIT, with_breaks
from prongsai.core.papers.writers.sheet import (
    BodyCell,
    Cover,
    HeadCell,
    Heading,
    Item,
    ItemList,
    MemoHead,
    Paragraph,
    Sheet,
    Signature,
    Signatures,
    Table,
)
from prongsai.core.papers.writers.writing import LAYOUTS, SignsNotDrawn, lay_out, write_paper

CM = 72 / 2.54
PROSE = (
    "ที่ประชุมได้ตั้งชื่อกลุ่มว่า ผู้เฝ้ามองท้องถิ่น เพื่อให้เจ้าหน้าที่และผู้มีส่วนได้เสียร่วมรับฟังข้อร้องเรียนอย่างเท่าเทียม ทั้งนี้ได้ชี้แจงขั้นตอนการยืมทรัพย์สินของราชการ "
    "น้ำดื่ม ค่ำคืน ปฏิญญา ฐานข้อมูล กตัญญู ปี่ ฟ้า ฝั่ง ป้าย ฏ ฎีกา ฐิติ ณัฐ ศิษย์ องค์กร สัมพันธ์ ก็ เสร็จ หนึ่ง ครั้ง จึ้ง ซื่อสัตย์ ผู้ชี้แนะ"
)


def _documents(pdf: bytes) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(pdf)


def _pages(pdf: bytes) -> list[str]:
    return [_squeezed(page.get_textpage().get_text_range()) for page in _documents(pdf)]


def _squeezed(text: str) -> str:
    """Without white space and without the sign that stands for a hyphen at the end of a line."""
    return re.sub(r"[\s\ufffe\x02-]+", "", text)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for entry in value:
            yield from _texts(entry)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name != "align":
                yield from _texts(getattr(value, field.name))


def _paper_sheet(*blocks: Any, **others: Any) -> Sheet:
    return Sheet("ชื่อเรื่อง", "เทศบาลตำบลฟ้ากระจ่าง", blocks, **others)


def _table(*cells: str, rows: int = 1, widths: tuple[float, ...] = (30, 30, 30)) -> Table:
    head = (tuple(HeadCell(f"หัวที่ {index}") for index in range(len(widths))),)
    return Table(widths, head, tuple(tuple(BodyCell((Item(f"{cell} {row}"),)) for cell in cells) for row in range(rows)))


@pytest.mark.parametrize("is_bold", [False, True])
def test_text_comes_out_letter_for_letter(is_bold: bool) -> None:
    printed = _pages(print_pdf(_paper_sheet(Paragraph(PROSE, is_bold=is_bold)), embedded=None))[0]
    assert printed == _squeezed(PROSE)


def test_other_programs_copy_the_text_out_letter_for_letter(tmp_path: Path) -> None:
    program = shutil.which("pdftotext")
    if program is None:
        assert len(_pages(print_pdf(_paper_sheet(Paragraph(PROSE)), embedded=None))) == 1
        return
    file = tmp_path / "paper.pdf"
    file.write_bytes(print_pdf(_paper_sheet(Paragraph(PROSE)), embedded=None))
    text = subprocess.run([program, "-enc", "UTF-8", str(file), "-"], capture_output=True, check=True).stdout.decode()
    assert _squeezed(text) == _squeezed(PROSE)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_letter_of_every_layout_is_in_the_text_of_the_pages(layout: str) -> None:
    paper = action_plan_paper() if layout == "action-plan" else measures_paper()
    sheet = lay_out(paper, layout=layout, digits="thai")
    printed = collections.Counter("".join(_pages(print_pdf(sheet, embedded=None))))
    wanted = collections.Counter(_squeezed("".join(text for text in _texts(sheet.blocks))))
    assert wanted - printed == collections.Counter()


def test_no_line_ends_inside_a_word() -> None:
    text = " ".join([PROSE.replace(" ", "")] * 4)
    page = _documents(print_pdf(_paper_sheet(Paragraph(text)), embedded=None))[0].get_textpage()
    letters = [(page.get_text_range(index, 1), page.get_charbox(index)[1]) for index in range(page.count_chars())]
    letters = [(letter, low) for letter, low in letters if letter.strip()]
    at = 0
    for unit in filter(str.strip, with_breaks(text).split(UNIT)):
        part = letters[at : at + len(unit)]
        assert "".join(letter for letter, _ in part) == unit
        consonants = [low for letter, low in part if "ก" <= letter <= "ฮ"]
        assert not consonants or max(consonants) - min(consonants) < 8, f"{unit} is broken"
        at += len(unit)
    assert at == len(letters)


@pytest.mark.parametrize(("cluster", "parts"), [("กี่", 3), ("ปี่", 3), ("กั้", 3), ("ทึ้", 3), ("กู้", 3), ("น้ำ", 4), ("ร์", 2), ("ผิ", 2), ("ซื่", 3)])
@pytest.mark.parametrize("is_bold", [False, True])
def test_marks_are_stacked_without_touching_each_other(cluster: str, parts: int, is_bold: bool) -> None:
    pdf = print_pdf(_paper_sheet(Paragraph(cluster, is_bold=is_bold)), embedded=None)
    picture = _documents(pdf)[0].render(scale=10, grayscale=True, crop=(80, 740, 430, 50)).to_numpy()
    count, _, stats, centres = cv2.connectedComponentsWithStats((picture < 110).astype(np.uint8), connectivity=8)
    assert count - 1 == parts
    base = max(range(1, count), key=lambda index: stats[index, cv2.CC_STAT_AREA])
    marks = [index for index in range(1, count) if centres[index][1] < stats[base, cv2.CC_STAT_TOP]]
    tops = sorted((stats[index, cv2.CC_STAT_TOP], stats[index, cv2.CC_STAT_HEIGHT]) for index in marks)
    assert all(top + height <= below for (top, height), (below, _) in itertools.pairwise(tops))


@pytest.mark.parametrize("widths", [(30, 30, 30), (14, 14, 60), (10, 10, 10, 10, 10, 10, 10, 10)])
def test_no_letter_leaves_the_margins(widths: tuple[float, ...]) -> None:
    cells = ("ประสิทธิภาพขององค์กรปกครองส่วนท้องถิ่น https://www.example.go.th/a/very/long/address?with=parts " + "ก" * 70,) * len(widths)
    pdf = print_pdf(_paper_sheet(_table(*cells, widths=widths), Paragraph("x" * 300), Heading("ฮ" * 90)), embedded=None)
    for page in _documents(pdf):
        text = page.get_textpage()
        boxes = [text.get_charbox(index) for index in range(text.count_chars()) if text.get_text_range(index, 1).strip()]
        assert min(box[0] for box in boxes) >= 3 * CM - 1
        assert max(box[2] for box in boxes) <= page.get_width() - 2 * CM + 1
        assert min(box[1] for box in boxes) >= 2 * CM - 6


def test_header_rows_are_repeated_on_each_page() -> None:
    pages = _pages(print_pdf(_paper_sheet(_table("แถวของตาราง", "ข", "ค", rows=90)), embedded=None))
    assert len(pages) > 2
    assert all("หัวที่0" in page and "หัวที่2" in page for page in pages)


@pytest.mark.parametrize("lines", [9, 17])
def test_a_row_that_fits_on_half_a_page_is_not_cut(lines: int) -> None:
    rows = tuple((BodyCell((Item(f"ต้น{row}จบ"), *(Item("บรรทัด") for _ in range(lines - 2)), Item(f"ปลาย{row}จบ"))),) for row in range(12))
    pages = _pages(print_pdf(_paper_sheet(Table((80,), ((HeadCell("หัว"),),), rows)), embedded=None))
    assert len(pages) > 2
    for row in range(12):
        assert [f"ต้น{row}จบ" in page for page in pages] == [f"ปลาย{row}จบ" in page for page in pages]


def test_a_row_of_most_of_a_page_may_be_cut() -> None:
    rows = tuple((BodyCell((*(Item("บรรทัด") for _ in range(24)), Item(f"ปลาย{row}จบ"))),) for row in range(4))
    pages = _pages(print_pdf(_paper_sheet(Table((80,), ((HeadCell("หัว"),),), rows)), embedded=None))
    assert ["ปลาย0จบ" in page for page in pages][:2] == [True, False]
    assert "บรรทัด" in pages[0].split("ปลาย0จบ")[1]


def test_the_text_of_a_merged_cell_stands_whole_beside_its_first_row() -> None:
    merged = BodyCell((Item("ต้นข้อความ " + "รายงาน " * 8 + "ท้ายข้อความ"),), row_span=2)
    head = ((HeadCell("ก"), HeadCell("ข")),)
    for filler in range(20, 34):
        above = tuple((BodyCell((Item("แถวเติม"),)), BodyCell(())) for _ in range(filler))
        rows = (*above, (BodyCell((Item("แถวแรก"),)), merged), (BodyCell((Item("แถวสอง"),)), None))
        pages = _pages(print_pdf(_paper_sheet(Table((60, 20), head, rows)), embedded=None))
        begins = ["แถวแรก" in page for page in pages]
        assert begins == ["ต้นข้อความ" in page for page in pages] == ["ท้ายข้อความ" in page for page in pages]


def test_a_signature_is_never_split_and_its_closing_stays_with_it() -> None:
    signatures = Signatures(tuple(Signature(f"นายสมมุติ คนที่{number}", f"ตำแหน่งที่{number}จบ") for number in range(12)))
    for filler in (24, 26, 28):
        pages = _pages(
            print_pdf(_paper_sheet(*(Paragraph("บรรทัด") for _ in range(filler)), Paragraph("คำลงท้าย"), signatures), embedded=None)
        )
        for number in range(12):
            assert [f"คนที่{number})" in page for page in pages] == [f"ตำแหน่งที่{number}จบ" in page for page in pages]
        assert ["คำลงท้าย" in page for page in pages] == ["คนที่0)" in page for page in pages]


def test_a_heading_is_never_last_on_its_page() -> None:
    for filler in range(24, 36):
        blocks = (*(Paragraph("บรรทัด") for _ in range(filler)), Heading("หัวเรื่องใหญ่"), _table("ช่องแรก", "ข", "ค", rows=3))
        pages = _pages(print_pdf(_paper_sheet(*blocks), embedded=None))
        assert ["หัวเรื่องใหญ่" in page for page in pages] == ["ช่องแรก0" in page for page in pages]


def test_page_numbers_begin_on_the_second_page_in_the_digits_of_the_sheet() -> None:
    pages = _pages(print_pdf(_paper_sheet(Cover(("ปก",)), Paragraph("ก"), digits="thai"), embedded=None))
    assert pages == ["ปก", "๒ก"]


def test_landscape_sheets_have_landscape_pages() -> None:
    page = _documents(print_pdf(_paper_sheet(Paragraph("ก"), is_landscape=True), embedded=None))[0]
    assert round(page.get_width() / CM, 1) == 29.7


def test_markup_in_a_text_is_only_text() -> None:
    text = "#panic() [x] $y$ *b* _i_ `c` \\n @ref <lbl> // c /* d */ = h ~"
    blocks = (MemoHead(text, text, text, text, text), Heading(text), Paragraph(text), ItemList((Item(text, marker="#"),)))
    printed = _pages(print_pdf(_paper_sheet(*blocks), embedded=None))[0]
    assert printed.count(_squeezed(text)) == 8


def test_file_is_tagged_titled_and_claims_both_standards() -> None:
    paper = measures_paper()
    pdf = pypdf.PdfReader(io.BytesIO(write_paper(paper, layout="status-memo", kind="pdf")))
    catalogue: Any = pdf.trailer["/Root"]
    assert catalogue["/Lang"] == "th-TH"
    assert bool(catalogue["/MarkInfo"]["/Marked"])
    assert pdf.metadata is not None
    assert pdf.metadata.title == "รายงานตามมาตรการส่งเสริมคุณธรรม ประจำปีงบประมาณ พ.ศ. 2566"
    assert pdf.metadata.author == "เทศบาลตำบลฟ้ากระจ่าง"
    about = catalogue["/Metadata"].get_data().decode()
    assert "<pdfaid:part>3</pdfaid:part>" in about
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in about
    assert "<pdfuaid:part>1</pdfuaid:part>" in about
    kinds = _tags(catalogue["/StructTreeRoot"])
    assert {"/Table", "/TH", "/TD", "/L", "/LI", "/H1", "/P"} <= kinds


def _tags(node: Any) -> set[str]:
    node = node.get_object()
    if isinstance(node, list):
        return set().union(*map(_tags, node))
    if not isinstance(node, dict):
        return set()
    kinds = {str(node["/S"])} if "/S" in node else set()
    return kinds | (_tags(node["/K"]) if "/K" in node else set())


def test_the_paper_is_attached_as_json_unless_it_shall_not_be() -> None:
    paper = measures_paper()
    carried = pypdf.PdfReader(io.BytesIO(write_paper(paper, layout="plan", kind="pdf"))).attachments
    assert json.loads(carried["paper.json"][0]) == paper_to_json(paper)
    assert not pypdf.PdfReader(io.BytesIO(write_paper(paper, layout="plan", kind="pdf", embed=False))).attachments


def test_the_same_paper_gives_the_same_bytes() -> None:
    first = write_paper(measures_paper(), layout="plan", kind="pdf")
    write_paper(action_plan_paper(), layout="action-plan", kind="pdf")
    assert write_paper(measures_paper(), layout="plan", kind="pdf") == first


@pytest.mark.parametrize(
    ("embedded", "date"),
    [
        ({"document": {"date": "2023-10-05"}}, "D:20231005"),
        ({"document": {"date": "2023-10"}}, "D:20231001"),
        ({"document": {"date": None}, "fiscal_year": 2566}, "D:20221001"),
        ({}, "D:20000101"),
    ],
)
def test_date_of_the_file_is_that_of_the_paper(embedded: dict[str, Any], date: str) -> None:
    pdf = pypdf.PdfReader(io.BytesIO(print_pdf(_paper_sheet(Paragraph("ก")), embedded=embedded)))
    assert pdf.metadata is not None
    assert str(pdf.metadata["/CreationDate"]).startswith(date)


def test_a_sign_that_no_font_has_does_not_stop_the_paper_and_is_told() -> None:
    with pytest.warns(SignsNotDrawn) as told:
        pages = _pages(print_pdf(_paper_sheet(Paragraph("ก่อน 漢字 หลัง 漢"), Paragraph("😀")), embedded=None))
    assert [warning.message.signs for warning in told if isinstance(warning.message, SignsNotDrawn)] == [("漢", "字", "😀")]
    assert "ก่อน" in pages[0]
    assert "หลัง" in pages[0]


def test_empty_title_headings_and_cells_print() -> None:
    sheet = Sheet("", "", (Heading("", 3), Heading("ก", 4), Paragraph(""), Table((1.0,), ((HeadCell(""),),), ((BodyCell(()),),))))
    assert _pages(print_pdf(sheet, embedded=None)) == ["ก"]

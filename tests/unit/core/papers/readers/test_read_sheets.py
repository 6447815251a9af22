"""Workbooks and delimited files: regions, merged titles, number formats, sheets as pages."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest
import xlsxwriter
from tests.unit.core.papers.readers.word_files import grid, with_parts

from prongsai.core.papers.blocks import Block, PageBreak, Paragraph, Source, Table
from prongsai.core.papers.errors import FileTooLarge, UnreadableFile, UnsupportedKind
from prongsai.core.papers.readers.delimited import read_delimited
from prongsai.core.papers.readers.limits import Limits
from prongsai.core.papers.readers.number_formats import shown_value
from prongsai.core.papers.readers.sheet_scan import scan_ods
from prongsai.core.papers.readers.xlsx import read_xlsx


def workbook(*fill: Callable[[Any, Any], None]) -> bytes:
    """A workbook with one sheet for each function, which is given the book and the sheet."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    for write in fill:
        write(book, book.add_worksheet())
    book.close()
    return buffer.getvalue()


def rows(*content: list[Any], at: int = 0) -> Callable[[Any, Any], None]:
    def write(_: Any, sheet: Any) -> None:
        for number, row in enumerate(content):
            sheet.write_row(at + number, 0, row)

    return write


def read(*fill: Callable[[Any, Any], None]) -> Source:
    return read_xlsx(workbook(*fill), name="paper.xlsx")


def outline(blocks: tuple[Block, ...]) -> list[object]:
    return [
        grid(block) if isinstance(block, Table) else "|" if isinstance(block, PageBreak) else getattr(block, "text", "") for block in blocks
    ]


def test_merged_title_and_remark_are_paragraphs_and_two_row_header_keeps_its_spans() -> None:
    def write(book: Any, sheet: Any) -> None:
        look = book.add_format({"align": "center"})
        sheet.merge_range("B2:F2", "แผนมาตรการ", look)
        sheet.write("B3", "หน่วยงานตัวอย่าง")
        sheet.merge_range("B4:B5", "มาตรการ", look)
        sheet.merge_range("C4:C5", "วิธี", look)
        sheet.merge_range("D4:F4", "สถานะ", look)
        sheet.write_row("D5", ["ยัง", "กำลัง", "เสร็จ"])
        sheet.write_row("B6", ["ก", "ข\nค", "", "", "/"])
        sheet.merge_range("B7:F7", "หมายเหตุ", look)

    source = read(write)
    assert outline(source.blocks) == [
        "แผนมาตรการ",
        "หน่วยงานตัวอย่าง",
        [["มาตรการ", "วิธี", "สถานะ", None, None], [None, None, "ยัง", "กำลัง", "เสร็จ"], ["ก", "ข\nค", "", "", "/"]],
        "หมายเหตุ",
    ]
    (table,) = source.tables()
    header, cell = table.rows[0][2], table.rows[2][1]
    assert header is not None
    assert cell is not None
    assert header.column_span == 3
    assert [line.hard for line in cell.lines] == [True, True]


def test_empty_rows_end_a_table_and_what_goes_on_below_keeps_its_columns() -> None:
    source = read(rows(["ก", "ข", "ค"], ["๑", "x", "y"], [], ["", "z", "w"], ["", "u", "v"], [], [], ["ลงชื่อ"]))
    assert outline(source.blocks) == [[["ก", "ข", "ค"], ["๑", "x", "y"]], [["", "z", "w"], ["", "u", "v"]], "ลงชื่อ"]


def test_empty_row_inside_a_merged_cell_does_not_end_the_table() -> None:
    def write(book: Any, sheet: Any) -> None:
        sheet.write_row("A1", ["มาตรการ", "กำกับ"])
        sheet.write_row("A2", ["ก"])
        sheet.merge_range("B2:B4", "รายงาน", book.add_format())
        sheet.write("A4", "ค")

    (table,) = read(write).tables()
    assert grid(table) == [["มาตรการ", "กำกับ"], ["ก", "รายงาน"], ["", None], ["ค", None]]


def test_column_of_text_and_label_with_value_are_paragraphs() -> None:
    assert outline(read(rows(["บันทึกข้อความ"], ["เรื่อง รายงาน"], [], ["ที่", "ตย ๐๐๑"])).blocks) == ["บันทึกข้อความ", "เรื่อง รายงาน", "ที่\tตย ๐๐๑"]


def test_sheets_are_pages_and_hidden_ones_are_reported() -> None:
    def hidden(_: Any, sheet: Any) -> None:
        sheet.write("A1", "ลับ")
        sheet.hide()

    source = read(rows(["ก", "ข"], [1, 2]), hidden, rows(["ค", "ง"], [3, 4.5]))
    assert outline(source.blocks) == [[["ก", "ข"], ["1", "2"]], "|", [["ค", "ง"], ["3", "4.5"]]]
    assert [table.place.page for table in source.tables()] == [1, 3]
    assert [(notice.code, notice.place.page) for notice in source.notices] == [("hidden_sheet", 2)]
    assert source.pages == 3


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (12.0, "", "12"),
        (0.1 + 0.2, "", "0.3"),
        (81.73, "", "81.73"),
        (85, "0.00", "85.00"),
        (2.675, "0.00", "2.68"),
        (0.8173, "0.00%", "81.73%"),
        (10000, '#,##0.00" บาท"', "10,000.00 บาท"),
        (1234.5, "[$-D000000]#,##0.00", "๑,๒๓๔.๕๐"),
        (7, "t0", "๗"),
        (5, "000", "005"),
        (1.5, "0.##", "1.5"),
        (3, "0.##", "3"),
        (-4, "#,##0;(#,##0)", "(4)"),
        (-4, "0", "-4"),
        (12, "General", "12"),
        (True, "", "TRUE"),
        (datetime(2024, 10, 1), "", "1 ต.ค. 2567"),
        (datetime(2567, 10, 1), "", "1 ต.ค. 2567"),
        (datetime(2024, 10, 1, 9, 30), "", "1 ต.ค. 2567 09:30"),
        (time(9, 5), "", "09:05"),
        (timedelta(hours=30), "", "30:00"),
        ("๑๒", "0.00", "๑๒"),
    ],
)
def test_values_are_given_as_the_sheet_shows_them(value: Any, code: str, shown: str) -> None:
    assert shown_value(value, code) == shown


def test_number_formats_of_the_workbook_are_used() -> None:
    def write(book: Any, sheet: Any) -> None:
        sheet.write_row("B3", ["คะแนน", "ร้อยละ", "วันที่"])
        sheet.write("B4", 85, book.add_format({"num_format": "0.00"}))
        sheet.write("C4", 0.5, book.add_format({"num_format": 9}))
        sheet.write_datetime("D4", datetime(2025, 1, 31), book.add_format({"num_format": "d mmm yyyy"}))

    assert outline(read(write).blocks) == [[["คะแนน", "ร้อยละ", "วันที่"], ["85.00", "50%", "31 ม.ค. 2568"]]]


def test_value_in_the_last_cell_of_a_sheet_does_not_fill_memory() -> None:
    def write(_: Any, sheet: Any) -> None:
        sheet.write("A1", "ก")
        sheet.write("XFD1048576", "ข")

    with pytest.raises(FileTooLarge, match="ช่อง"):
        read(write)


def test_sheet_that_repeats_its_cells_in_ods_does_not_fill_memory() -> None:
    names = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    cell = '<table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    content = f'<office:document-content {names}><table:table table:name="s">{row}</table:table></office:document-content>'
    data = with_parts(workbook(rows(["x"])), {"content.xml": content.encode()})
    with pytest.raises(FileTooLarge):
        read_xlsx(data, name="x", kind="ods")


def test_a_percentage_of_ods_has_the_decimals_that_it_is_shown_with_within_reason() -> None:
    names = 'xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    shown = ("85.25%", "50 %", "7,5%", f"0.{'1' * 40}%")
    cells = "".join(f'<t:table-cell o:value-type="percentage"><p>{text}</p></t:table-cell>' for text in shown)
    content = f'<o:document-content {names}><t:table t:name="s"><t:table-row>{cells}</t:table-row></t:table></o:document-content>'
    formats = scan_ods(content.encode(), Limits())["s"].formats
    assert formats == {(0, 0): "0.00%", (0, 1): "0%", (0, 2): "0.0%", (0, 3): "0%"}


def test_workbook_that_asks_for_all_memory_is_refused_and_the_program_goes_on() -> None:
    data = workbook(rows(["ก", "ข"], ["ค", "ง"]))
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        strings = file.read("xl/sharedStrings.xml")
    bomb = re.sub(rb'ount="[0-9]+"', b'ount="4000000000"', strings)
    assert bomb != strings
    with pytest.raises(UnreadableFile):
        read_xlsx(with_parts(data, {"xl/sharedStrings.xml": bomb}), name="x")


def test_more_cells_than_the_limit_are_refused() -> None:
    with pytest.raises(FileTooLarge):
        read_xlsx(workbook(rows(["ก", "ข"], ["ค", "ง"])), name="x", limits=Limits(cells=3))


def test_binary_workbooks_and_broken_ones_are_refused() -> None:
    with pytest.raises(UnsupportedKind, match="xlsx"):
        read_xlsx(with_parts(workbook(rows(["ก"])), {"xl/workbook.bin": b"x"}), name="x")
    for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml"):
        with pytest.raises(UnreadableFile):
            read_xlsx(with_parts(workbook(rows(["ก"])), {part: b"<broken"}), name="x")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp874", "utf-16"])
def test_delimited_files_are_read_with_any_delimiter_and_encoding(delimiter: str, encoding: str) -> None:
    text = "ลำดับ,มาตรการ,ผู้รับผิดชอบ\n๑,จัดทำคู่มือ,กองคลัง\n๒,เผยแพร่,สำนักปลัด\n".replace(",", delimiter)
    source = read_delimited(text.encode(encoding), name="x")
    assert outline(source.blocks) == [[["ลำดับ", "มาตรการ", "ผู้รับผิดชอบ"], ["๑", "จัดทำคู่มือ", "กองคลัง"], ["๒", "เผยแพร่", "สำนักปลัด"]]]


def test_quoted_cells_keep_their_line_breaks_and_rows_above_the_header_are_paragraphs() -> None:
    source = read_delimited('แผนมาตรการ,,\nลำดับ,มาตรการ,หน่วย\n1,"ก, ""ข""\nค",ง\n2,จ,ฉ\n'.encode(), name="x")
    assert outline(source.blocks) == ["แผนมาตรการ", [["ลำดับ", "มาตรการ", "หน่วย"], ["1", 'ก, "ข"\nค', "ง"], ["2", "จ", "ฉ"]]]
    (table,) = source.tables()
    assert [row[0].place.line for row in table.rows if row[0]] == [2, 3, 5]


def test_line_that_names_the_delimiter_is_obeyed() -> None:
    source = read_delimited("sep=;\r\nก,1;ข\r\nค,2;ง\r\n".encode(), name="x")
    assert outline(source.blocks) == [[["ก,1", "ข"], ["ค,2", "ง"]]]
    assert isinstance(source.blocks[0], Table)
    assert source.blocks[0].place.line == 2


def test_single_column_is_paragraphs() -> None:
    source = read_delimited("ก\nข\n".encode(), name="x")
    assert all(isinstance(block, Paragraph) for block in source.blocks)
    assert outline(source.blocks) == ["ก", "ข"]

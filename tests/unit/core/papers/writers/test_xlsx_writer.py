"""XLSX: one worksheet in reading order, texts that stay texts, rows high enough to show them."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree
from python_calamine import CalamineWorkbook

from prongsai.core.papers.errors import BadPaper
from prongsai.core.papers.writers.sheet import BodyCell, Cover, HeadCell, Item, Paragraph, Sheet, Table
from prongsai.core.papers.writers.xlsx import print_xlsx
from prongsai.core.papers.writers.xlsx_layout import column_edges, column_units, text_points

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def _rows(sheet: Sheet) -> list[list[object]]:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(print_xlsx(sheet, embedded=None)))
    assert workbook.sheet_names == ["เอกสาร"]
    return workbook.get_sheet_by_index(0).to_python()


def _worksheet(sheet: Sheet) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(print_xlsx(sheet, embedded=None))) as package:
        return etree.fromstring(package.read("xl/worksheets/sheet1.xml"))


def _cells(*texts: str) -> tuple[BodyCell, ...]:
    return tuple(BodyCell((Item(text),)) for text in texts)


def test_every_block_is_printed_in_order(every_block: Sheet, texts_of_every_block: tuple[str, ...]) -> None:
    shown = "\n".join(str(value) for row in _rows(every_block) for value in row if value)
    position = 0
    for text in texts_of_every_block:
        position = shown.find(text, position)
        assert position >= 0, text


def test_text_that_looks_like_a_formula_or_number_stays_text() -> None:
    texts = ("=1+1", "+66 2", "-", "@ชื่อ", "0012", "https://example.go.th", "{=A1}")
    sheet = Sheet("ก", "ข", (Table((1,) * len(texts), (), (_cells(*texts),)),))
    root = _worksheet(sheet)
    assert not list(root.iter(f"{MAIN}f"))
    assert {cell.get("t") for cell in root.iter(f"{MAIN}c")} == {"s"}
    assert [row for row in _rows(sheet) if any(row)] == [list(texts)]


def test_cells_merge_as_in_the_sheet(every_block: Sheet) -> None:
    rows = _rows(every_block)
    head = next(index for index, row in enumerate(rows) if row[0] == "ลำดับ")
    merged = {node.get("ref") for node in _worksheet(every_block).iter(f"{MAIN}mergeCell")}
    assert {f"A{head + 1}:A{head + 2}", f"D{head + 1}:E{head + 1}", f"C{head + 3}:C{head + 4}"} <= merged


def test_entries_of_a_cell_stand_on_lines_with_their_markers(every_block: Sheet) -> None:
    assert any("๑. จัดทำคู่มือ\n   - เผยแพร่ <เว็บ> & ป้าย" in row for row in _rows(every_block))


def test_a_narrower_table_spreads_over_the_columns_of_the_widest() -> None:
    assert column_edges((3, 1), [10, 40, 20, 10, 10]) == [0, 3, 5]
    assert column_edges((1, 1), [10, 10]) == [0, 1, 2]
    assert column_edges((100, 1, 1), [1, 1, 1, 97]) == [0, 2, 3, 4]


def test_column_widths_follow_the_table_with_most_columns_and_text() -> None:
    scores = Table((1, 9), (), (_cells("๑", "สั้น"),))
    measures = Table((9, 1), (), (_cells("ข้อความของมาตรการที่ยาวกว่า", "๑"),))
    lone = Table((1,), (), (_cells("ก" * 500),))
    assert column_units([scores, measures, lone], is_landscape=False) == [90, 10]
    assert sum(column_units([], is_landscape=True)) == 150


def test_rows_higher_than_excel_draws_take_several_rows() -> None:
    long = BodyCell(tuple(Item("ข้อความ") for _ in range(60)))
    root = _worksheet(Sheet("ก", "ข", (Table((1, 1), (), ((long, *_cells("ข")),)),)))
    heights = [float(row.get("ht")) for row in root.iter(f"{MAIN}row") if row.get("ht")]
    assert max(heights) <= 409
    assert sum(heights) >= 60 * 14
    assert len({node.get("ref") for node in root.iter(f"{MAIN}mergeCell")}) == 2


def test_wrapped_text_gets_more_height() -> None:
    assert text_points("ก" * 200, 20, 14) > 5 * text_points("ก", 20, 14)
    assert text_points("ก\nข\nค", 20, 14) > 2 * text_points("ก", 20, 14)


def test_text_beyond_excels_limit_is_refused_in_thai() -> None:
    with pytest.raises(BadPaper, match="Excel"):
        print_xlsx(Sheet("ก", "ข", (Paragraph("ก" * 32_768),)), embedded=None)


def test_the_page_prints_one_page_wide_with_the_header_rows_repeated() -> None:
    head = ((HeadCell("ก"), HeadCell("ข")),)
    sheet = Sheet("ก", "ข", (Cover(("ปก",)), Table((1, 1), head, (_cells("ค", "ง"),))), is_landscape=True)
    data = print_xlsx(sheet, embedded=None)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert b"_xlnm.Print_Titles" in package.read("xl/workbook.xml")
    setup = _worksheet(sheet).find(f"{MAIN}pageSetup")
    assert setup is not None
    assert (setup.get("paperSize"), setup.get("orientation"), setup.get("fitToHeight")) == ("9", "landscape", "0")


def test_header_rows_are_not_repeated_over_another_table(every_block: Sheet) -> None:
    with zipfile.ZipFile(io.BytesIO(print_xlsx(every_block, embedded=None))) as package:
        assert b"Print_Titles" not in package.read("xl/workbook.xml")


def test_the_same_sheet_gives_the_same_bytes(every_block: Sheet) -> None:
    assert print_xlsx(every_block, embedded=None) == print_xlsx(every_block, embedded={"a": 1})

"""Tables of Word files: spans, merged cells, uneven borders, tables inside tables."""

from __future__ import annotations

import pytest
from tests.unit.core.papers.readers.word_files import grid, p, read, tbl, tc, tr, word_file

from prongsai.core.papers.blocks import Cell, Paragraph, Table
from prongsai.core.papers.errors import FileTooLarge
from prongsai.core.papers.readers.docx import read_docx
from prongsai.core.papers.readers.limits import Limits

HEADER = "<w:tblHeader/>"
RESTART, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def only_table(body: str) -> Table:
    (table,) = read(body).tables()
    return table


def cell(table: Table, row: int, column: int) -> Cell:
    found = table.rows[row][column]
    assert found is not None
    return found


def test_two_row_header_keeps_its_spans_and_its_mark() -> None:
    table = only_table(
        tbl(
            tr(tc("มาตรการ", RESTART), tc("สถานะ", span(3)), properties=HEADER),
            tr(tc("", CONTINUE), tc("ยังไม่ดำเนินการ"), tc("อยู่ระหว่าง"), tc("เสร็จ"), properties=HEADER),
            tr(tc("จัดทำคู่มือ"), tc(""), tc(""), tc("/")),
        )
    )
    assert grid(table) == [
        ["มาตรการ", "สถานะ", None, None],
        [None, "ยังไม่ดำเนินการ", "อยู่ระหว่าง", "เสร็จ"],
        ["จัดทำคู่มือ", "", "", "/"],
    ]
    assert (cell(table, 0, 0).row_span, cell(table, 0, 1).column_span) == (2, 3)
    assert [cell(table, row, 1).is_header for row in range(3)] == [True, True, False]
    assert str(cell(table, 2, 3).place) == "ตาราง 1 · แถว 3 · ช่อง 4"


def test_merged_cell_spans_the_rows_below_and_a_new_one_begins_a_new_span() -> None:
    table = only_table(
        tbl(*(tr(tc(f"ข้อ {row}"), tc("รายงาน" if row in {1, 3} else "", RESTART if row in {1, 3} else CONTINUE)) for row in range(1, 6)))
    )
    assert [cell(table, row, 1).row_span for row in (0, 2)] == [2, 3]
    assert [row[1] is None for row in table.rows] == [False, True, False, True, True]


def test_merge_that_continues_nothing_is_a_cell_of_its_own() -> None:
    assert grid(only_table(tbl(tr(tc("ก"), tc("ข", CONTINUE)), tr(tc("ค"), tc("ง"))))) == [["ก", "ข"], ["ค", "ง"]]


def test_merge_of_another_width_does_not_go_on() -> None:
    table = only_table(tbl(tr(tc("ก", RESTART), tc("ข"), tc("ค")), tr(tc("ง", CONTINUE + span(2)), tc("จ"))))
    assert grid(table) == [["ก", "ข", "ค"], ["ง", None, "จ"]]


def test_row_that_begins_late_is_filled_with_an_empty_cell() -> None:
    table = only_table(tbl(tr(tc("ก"), tc("ข"), tc("ค")), tr(tc("ง"), tc("จ"), properties='<w:gridBefore w:val="1"/>')))
    assert grid(table) == [["ก", "ข", "ค"], ["", "ง", "จ"]]


def test_borders_not_quite_in_line_make_no_column() -> None:
    table = only_table(
        tbl(
            tr(tc("ก", span(2)), tc("ข", span(2)), tc("ค")),
            tr(tc("ง"), tc("จ", span(2)), tc("ฉ", span(2))),
            widths=(3000, 60, 3000, 60, 3000),
        )
    )
    assert grid(table) == [["ก", "ข", "ค"], ["ง", "จ", "ฉ"]]


def test_narrow_cell_of_its_own_stays_a_column() -> None:
    assert grid(only_table(tbl(tr(tc("/"), tc("ข")), tr(tc(""), tc("ง")), widths=(100, 5000)))) == [["/", "ข"], ["", "ง"]]


def test_column_that_no_cell_begins_in_vanishes() -> None:
    assert grid(only_table(tbl(tr(tc("ก", span(2)), tc("ข")), tr(tc("ค", span(2)), tc("ง"))))) == [["ก", "ข"], ["ค", "ง"]]


def test_paragraphs_of_a_cell_are_its_hard_lines() -> None:
    table = only_table(tbl(tr(tc(p("๑. หนึ่ง") + p("") + p("๒. สอง")), tc("ข"))))
    assert [(line.text, line.hard) for line in cell(table, 0, 0).lines] == [("๑. หนึ่ง", True), ("๒. สอง", True)]


def test_table_inside_a_cell_of_a_larger_table_becomes_its_lines() -> None:
    inner = tbl(tr(tc("กอง"), tc("วันที่")), tr(tc("คลัง"), tc("๓๐ ก.ย.")))
    table = only_table(tbl(tr(tc("ที่"), tc("ระยะเวลา"), tc("ผล")), tr(tc("๑"), tc(p("ก่อน") + inner + p("หลัง")), tc("ข"))))
    assert cell(table, 1, 1).text == "ก่อน\nกอง\tวันที่\nคลัง\t๓๐ ก.ย.\nหลัง"


@pytest.mark.parametrize("inner", [tbl(tr(tc("ก"), tc("ข"), tc("ค"))), tbl(tr(tc("ก")), tr(tc("ข")), tr(tc("ค")))], ids=["row", "column"])
def test_single_row_or_column_inside_a_cell_stays_there(inner: str) -> None:
    table = only_table(tbl(tr(tc(inner + p("")), tc("ข้าง"))))
    assert cell(table, 0, 0).text.split() == ["ก", "ข", "ค"]


def test_table_that_lays_out_the_page_is_unfolded_in_reading_order() -> None:
    inner = tbl(tr(tc("ที่"), tc("มาตรการ")), tr(tc("๑"), tc("จัดทำคู่มือ")), tr(tc("๒"), tc("อบรม")))
    source = read(tbl(tr(tc("เมนู"), tc(p("รายงาน") + inner + p("หลัง"))), tr(tc("ท้าย", span(2)))))
    assert [type(block) for block in source.blocks] == [Paragraph, Paragraph, Table, Paragraph, Paragraph]
    assert grid(source.blocks[2]) == [["ที่", "มาตรการ"], ["๑", "จัดทำคู่มือ"], ["๒", "อบรม"]]
    assert source.blocks[2].place.table == 1
    assert [block.lines[0].text for block in source.blocks if isinstance(block, Paragraph)] == ["เมนู", "รายงาน", "หลัง", "ท้าย"]


def test_small_tables_in_every_row_of_a_table_of_measures_stay_in_their_cells() -> None:
    inner = tbl(tr(tc("กอง"), tc("วันที่")), tr(tc("คลัง"), tc("๓๐ ก.ย.")))
    table = only_table(tbl(*(tr(tc(str(row)), tc("จัดทำคู่มือ"), tc(inner + p(""))) for row in range(4))))
    assert [len(row) for row in table.rows] == [3, 3, 3, 3]


def test_layout_inside_layout_is_unfolded_to_the_last() -> None:
    inner = tbl(tr(tc("ที่"), tc("มาตรการ")), tr(tc("๑"), tc("จัดทำคู่มือ")))
    source = read(tbl(tr(tc("เมนู"), tc(tbl(tr(tc("ซ้าย"), tc(inner + p("")))) + p("")))))
    assert [type(block) for block in source.blocks] == [Paragraph, Paragraph, Table]


def test_table_that_only_frames_others_is_opened() -> None:
    source = read(tbl(tr(tc(p("หัวเรื่อง") + tbl(tr(tc("ก"), tc("ข")), tr(tc("ค"), tc("ง"))) + p("")))))
    assert [type(block) for block in source.blocks] == [Paragraph, Table]
    assert grid(source.blocks[1]) == [["ก", "ข"], ["ค", "ง"]]


def test_rows_and_cells_in_content_controls_are_read() -> None:
    row = f"<w:sdt><w:sdtContent>{tr('<w:sdt><w:sdtContent>' + tc('ก') + '</w:sdtContent></w:sdt>', tc('ข'))}</w:sdtContent></w:sdt>"
    assert grid(only_table(tbl(row, tr(tc("ค"), tc("ง"))))) == [["ก", "ข"], ["ค", "ง"]]


def test_row_deleted_by_a_reviewer_is_left_out() -> None:
    table = tbl(tr(tc("ก"), tc("ข")), tr(tc("ค"), tc("ง"), properties='<w:del w:id="1" w:author="x"/>'))
    assert grid(only_table(table)) == [["ก", "ข"]]


def test_text_under_a_merged_cell_is_reported_as_hidden() -> None:
    source = read(tbl(tr(tc("ก", RESTART), tc("ข")), tr(tc("ซ่อน", CONTINUE), tc("ง"))))
    assert [notice.code for notice in source.notices] == ["hidden_text"]


def test_tables_count_through_the_file_and_empty_ones_do_not() -> None:
    source = read(tbl(tr(tc("ก"), tc("ข"))) + p("คั่น") + tbl(tr(tc(""), tc(""))) + p("คั่น") + tbl(tr(tc("ค"), tc("ง"))))
    assert [table.place.table for table in source.tables()] == [1, 2]


def test_more_cells_than_the_limit_are_refused() -> None:
    data = word_file(tbl(*(tr(tc("ก"), tc("ข")) for _ in range(10))))
    with pytest.raises(FileTooLarge, match="ช่อง"):
        read_docx(data, name="paper.docx", limits=Limits(cells=15))

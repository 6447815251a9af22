"""Tables whose columns only spaces hold apart."""

from __future__ import annotations

import time

from prongsai.core.papers.readers.spaced import SpacedTable, pieces_of, take_spaced

TABLE = [
    "ที่    มาตรการ           ผู้รับผิดชอบ",
    "1     ปลูกต้นไม้          กองช่าง",
    "      ริมทาง",
    "2     เก็บขยะ            กองคลัง",
    "ข้อความท้ายตารางซึ่งยาวข้ามทุกช่องของตาราง",
]


def _rows(lines: list[str]) -> list[list[str]] | None:
    found: SpacedTable | None = take_spaced(lines, 5)
    return None if found is None else [["\n".join(line.text for line in cell.lines) for cell in row] for row in found.rows]


def test_blank_strips_part_the_columns_and_lines_go_on_under_their_row() -> None:
    assert _rows(TABLE) == [["ที่", "มาตรการ", "ผู้รับผิดชอบ"], ["1", "ปลูกต้นไม้\nริมทาง", "กองช่าง"], ["2", "เก็บขยะ", "กองคลัง"]]


def test_line_across_the_columns_ends_the_table() -> None:
    found = take_spaced(TABLE, 5)
    assert found is not None
    assert found.length == 4
    assert [row[0].line for row in found.rows] == [5, 6, 8]


def test_wrapped_text_is_soft_and_a_new_item_is_hard() -> None:
    found = take_spaced([*TABLE[:3], "      - รดน้ำ", *TABLE[3:]], 1)
    assert found is not None
    assert [line.hard for line in found.rows[1][1].lines] == [True, False, True]


def test_rows_are_parted_by_blank_lines_where_there_are_any() -> None:
    lines = [TABLE[0], "", "1     ปลูกต้นไม้          กองช่าง", "ก     ริมทาง", "", TABLE[3]]
    rows = _rows(lines)
    assert rows is not None
    assert rows[1] == ["1\nก", "ปลูกต้นไม้\nริมทาง", "กองช่าง"]


def test_two_columns_one_row_or_long_headers_make_no_table() -> None:
    assert _rows(["มาตรการ      ผู้รับผิดชอบ", "ปลูก        กองช่าง", "ขุด         กองคลัง"]) is None
    assert _rows(TABLE[:1]) is None
    assert _rows(["ก" * 41 + "   ข   ค", "1   2   3", "4   5   6"]) is None


def test_marks_above_and_below_letters_take_no_column() -> None:
    assert [(piece.text, piece.start, piece.end) for piece in pieces_of("ที่  ข\tค")] == [("ที่", 0, 1), ("ข", 3, 4), ("ค", 8 - 2, 9 - 2)]


def test_very_wide_lines_are_read_in_no_time() -> None:
    begin = time.process_time()
    take_spaced(["ก  " * 15_000] * 3, 1)
    assert time.process_time() - begin < 10

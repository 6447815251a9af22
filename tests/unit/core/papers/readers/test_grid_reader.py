"""Cells with spans are laid out on a full grid."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.papers.blocks import Line, Place, Table
from prongsai.core.papers.errors import FileTooLarge
from prongsai.core.papers.readers.grid import CellSource, build_table


def _cell(text: str, rows: int = 1, columns: int = 1, line: int | None = None) -> CellSource:
    return CellSource((Line(text),) if text else (), rows, columns, line=line)


def _texts(table: Table) -> list[list[str | None]]:
    return [[None if cell is None else cell.text for cell in row] for row in table.rows]


def test_cells_are_laid_out_around_spans_from_above() -> None:
    table = build_table([[_cell("ก", 2), _cell("ข", 1, 2)], [_cell("ค"), _cell("ง")]], Place(table=1))
    assert _texts(table) == [["ก", "ข", None], [None, "ค", "ง"]]


def test_short_rows_are_filled_with_empty_cells() -> None:
    assert _texts(build_table([[_cell("ก"), _cell("ข")], [_cell("ค")]], Place())) == [["ก", "ข"], ["ค", ""]]


def test_span_below_the_last_row_is_cut() -> None:
    table = build_table([[_cell("ก", 9)]], Place())
    assert table.rows[0][0] is not None
    assert table.rows[0][0].row_span == 1


def test_every_cell_knows_its_place_and_filled_ones_the_line_of_their_row() -> None:
    table = build_table([[_cell("ก", line=7)], [_cell("ข", line=8), _cell("ค", line=9)]], Place(page=2, table=3))
    assert [str(cell.place) for row in table.rows for cell in row if cell is not None] == [
        "หน้า 2 · บรรทัด 7 · ตาราง 3 · แถว 1 · ช่อง 1",
        "หน้า 2 · บรรทัด 7 · ตาราง 3 · แถว 1 · ช่อง 2",
        "หน้า 2 · บรรทัด 8 · ตาราง 3 · แถว 2 · ช่อง 1",
        "หน้า 2 · บรรทัด 9 · ตาราง 3 · แถว 2 · ช่อง 2",
    ]


@pytest.mark.parametrize("rows", [[[_cell("ก", 1000, 1000)] * 2] * 1000, [[_cell("ก")] * 600_000]])
def test_more_cells_than_a_file_may_have_are_refused_at_once(rows: list[list[CellSource]]) -> None:
    begin = time.process_time()
    with pytest.raises(FileTooLarge):
        build_table(rows, Place())
    assert time.process_time() - begin < 5


def test_thousands_of_rows_are_laid_out_within_seconds() -> None:
    begin = time.process_time()
    table = build_table([[_cell("ก", 3), _cell("ข"), _cell("ค")]] * 10_000, Place())
    assert len(table.rows) == 10_000
    assert time.process_time() - begin < 10


_cells = st.builds(_cell, st.sampled_from("กขคงจ"), st.integers(1, 4), st.integers(1, 4))


@given(st.lists(st.lists(_cells, max_size=4), max_size=5))
def test_rows_are_equally_long_and_every_cell_is_kept_in_order(rows: list[list[CellSource]]) -> None:
    table = build_table(rows, Place())
    assert len({len(row) for row in table.rows}) <= 1
    kept = [[cell.text for cell in row if cell is not None and cell.lines] for row in table.rows]
    assert kept == [[source.lines[0].text for source in row] for row in rows]

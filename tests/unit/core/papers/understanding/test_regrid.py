"""Grids mended before anything is read from them."""

from __future__ import annotations

from tests.unit.core.papers.understanding.flows import table

from prongsai.core.papers.blocks import Table
from prongsai.core.papers.understanding.regrid import regrid

HEADER: list[str | tuple[str, int, int]] = ["ที่", "มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ"]


def _texts(part: Table) -> list[list[str | None]]:
    return [[None if cell is None else cell.text for cell in row] for row in part.rows]


def test_second_header_begins_another_table() -> None:
    parts = list(regrid(table(HEADER, ["1", "ก", "ข", "ค"], HEADER, ["1", "ง", "จ", "ฉ"])))
    assert [_texts(part)[1] for part in parts] == [["1", "ก", "ข", "ค"], ["1", "ง", "จ", "ฉ"]]


def test_row_of_data_with_one_header_word_cuts_nothing() -> None:
    assert len(list(regrid(table(HEADER, ["1", "กิจกรรม", "ข", "ค"])))) == 1


def test_column_in_which_no_cell_begins_goes_and_the_spans_over_it_shrink() -> None:
    part = next(regrid(table(["ที่", ("มาตรการ", 1, 3), "ขั้นตอน"], ["1", ("ก", 1, 3), "ข"])))
    assert _texts(part) == [["ที่", "มาตรการ", "ขั้นตอน"], ["1", "ก", "ข"]]
    assert part.rows[0][1] is not None
    assert part.rows[0][1].column_span == 1


def test_column_that_some_cell_needs_stays() -> None:
    part = next(regrid(table([("มาตรการ", 1, 2)], ["ก", "ข"])))
    assert _texts(part) == [["มาตรการ", None], ["ก", "ข"]]


def test_no_cell_is_lost_by_cutting() -> None:
    whole = table(HEADER, ["1", "ก", "", "ค"], HEADER, ["", "ง", "จ", ""])
    kept = [cell for part in regrid(whole) for row in part.rows for cell in row]
    assert kept == [cell for row in whole.rows for cell in row]

"""Spans: every grid position is covered exactly once, whatever the layout hands over."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.papers.writers.sheet import HeadCell
from prongsai.core.papers.writers.spans import place

CELLS = st.one_of(st.none(), st.builds(HeadCell, st.just("ก"), st.integers(1, 4), st.integers(1, 4)))


@given(st.integers(1, 4).flatmap(lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=5)))
def test_each_row_is_covered_once_and_no_cell_is_lost(rows: list[list[HeadCell | None]]) -> None:
    width = len(rows[0])
    placed = place(rows, width)
    for row in placed:
        assert [column for cell in row for column in range(cell.column, cell.column + cell.column_span)] == list(range(width))
    starts = sum(cell.is_start and cell.cell is not None for row in placed for cell in row)
    assert starts == sum(cell is not None for row in rows for cell in row)


def test_a_span_ends_where_another_cell_stands() -> None:
    first, second = place([[HeadCell("ก", column_span=3, row_span=2), None, HeadCell("ข")], [None, None, None]], 3)
    assert [(cell.column_span, cell.row_span) for cell in first] == [(2, 2), (1, 1)]
    assert [cell.is_start for cell in second] == [False, True]

"""Which cell covers which position of a table grid: formats differ in how they write spans, not in where the spans are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from prongsai.core.papers.writers.sheet import BodyCell, HeadCell


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell at a grid row. `is_start` is False where the cell only goes on from a row above; `cell` is None at a hole of the grid."""

    cell: HeadCell | BodyCell | None
    column: int
    column_span: int
    row_span: int
    is_start: bool


def place(rows: Sequence[Sequence[HeadCell | BodyCell | None]], width: int) -> tuple[tuple[Placed, ...], ...]:
    """The cells that each grid row shows, left to right; together they cover each of the `width` columns once.

    Spans that reach beyond the grid, or over a cell that is there, are cut short. Positions that nothing covers become empty cells.
    """
    covered: dict[tuple[int, int], Placed] = {}
    result: list[tuple[Placed, ...]] = []
    for row_index in range(len(rows)):
        shown: list[Placed] = []
        column = 0
        while column < width:
            above = covered.get((row_index, column))
            if above is None:
                placed = _start(rows, row_index, column, width, covered)
                for below in range(row_index + 1, row_index + placed.row_span):
                    covered[below, column] = Placed(placed.cell, column, placed.column_span, placed.row_span, is_start=False)
                shown.append(placed)
            else:
                placed = above
                shown.append(above)
            column += placed.column_span
        result.append(tuple(shown))
    return tuple(result)


def _start(
    rows: Sequence[Sequence[HeadCell | BodyCell | None]], row_index: int, column: int, width: int, covered: dict[tuple[int, int], Placed]
) -> Placed:
    row = rows[row_index]
    cell = row[column] if column < len(row) else None
    if cell is None:
        return Placed(None, column, 1, 1, is_start=True)

    def is_free(at_row: int, at_column: int) -> bool:
        holds_cell = at_column < len(rows[at_row]) and rows[at_row][at_column] is not None
        return not holds_cell and (at_row, at_column) not in covered

    wanted = cell.column_span if isinstance(cell, HeadCell) else 1
    column_span = 1
    while column_span < wanted and column + column_span < width and is_free(row_index, column + column_span):
        column_span += 1
    row_span = 1
    while row_span < cell.row_span and row_index + row_span < len(rows):
        if not all(is_free(row_index + row_span, at) for at in range(column, column + column_span)):
            break
        row_span += 1
    return Placed(cell, column, column_span, row_span, is_start=True)

"""Grids of tables mended: two tables that touch are cut apart at a second header, and columns that only spans made are taken out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from prongsai.core.papers.blocks import Cell, Table
from prongsai.core.papers.understanding.columns import read_header

Row = tuple[Cell | None, ...]
LEAST_FIELDS = 3
SURE_SHARE = 0.8


def regrid(table: Table) -> Iterator[Table]:
    """The table in one or more parts, each with a header at most at its top and only columns in which some cell begins."""
    starts = [0, *(r for r in range(1, len(table.rows)) if _begins_header(table, r))]
    for start, end in zip(starts, [*starts[1:], len(table.rows)], strict=True):
        yield _without_empty_columns(Table(table.rows[start:end], table.place))


def _begins_header(table: Table, r: int) -> bool:
    """Tell whether row `r` is surely a header, and is not the second row of one."""
    if any(cell is None for cell in _not_spanned(table.rows[r])) or len(table.rows) - r < 1:
        return False
    above = read_header(Table(table.rows[r - 1 :], table.place))
    if above is not None and above.rows == 2:
        return False
    header = read_header(Table(table.rows[r:], table.place))
    filled = sum(1 for cell in table.rows[r] if cell is not None and cell.text.strip())
    return (
        header is not None
        and len(header.fields) >= LEAST_FIELDS
        and len(header.fields) >= filled * SURE_SHARE
        and header.kind == "measures"
    )


def _not_spanned(row: Row) -> Iterator[Cell | None]:
    """The cells of a row without those that a wide cell to the left covers."""
    covered = 0
    for cell in row:
        if cell is None and covered > 0:
            covered -= 1
            continue
        yield cell
        covered = cell.column_span - 1 if cell is not None else 0


def _without_empty_columns(table: Table) -> Table:
    kept = [c for c in range(table.width) if any(_starts_at(table, r, c) for r in range(len(table.rows)))]
    if len(kept) == table.width:
        return table
    rows = tuple(tuple(_narrowed(row[c], c, kept) for c in kept) for row in table.rows)
    return Table(rows, table.place)


def _starts_at(table: Table, r: int, c: int) -> bool:
    return table.rows[r][c] is not None


def _narrowed(cell: Cell | None, column: int, kept: list[int]) -> Cell | None:
    if cell is None or cell.column_span == 1:
        return cell
    span = sum(1 for c in kept if column <= c < column + cell.column_span)
    return replace(cell, column_span=max(1, span))

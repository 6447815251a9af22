"""Rows of cells with spans → a full grid (`Table`). Every reader of tables ends here, so that columns line up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from prongsai.core.papers.blocks import Cell, Line, Place, Table
from prongsai.core.papers.readers.limits import check_cells


@dataclass(frozen=True, slots=True)
class CellSource:
    """A cell as it stands in its row, before positions are known."""

    lines: tuple[Line, ...]
    row_span: int = 1
    column_span: int = 1
    is_header: bool = False
    confidence: float | None = None
    line: int | None = None


def build_table(rows: Sequence[Sequence[CellSource]], place: Place) -> Table:
    """Lay cells out on the grid, left to right, around spans from above; short rows are filled up with empty cells.

    Spans that reach below the last row are cut. Overlapping spans: the cell that came first keeps the position. Raises `FileTooLarge`
    where the grid, or the spans in it, would have more cells than a file may have.
    """
    covered: list[set[int]] = [set() for _ in rows]
    placed: list[dict[int, CellSource]] = [{} for _ in rows]
    width = spanned = 0
    for r, row in enumerate(rows):
        c = 0
        for cell in row:
            while c in covered[r]:
                c += 1
            placed[r][c] = cell
            height = min(cell.row_span, len(rows) - r)
            spanned += height * cell.column_span
            check_cells(spanned)
            for rr in range(r, r + height):
                covered[rr].update(range(c, c + cell.column_span))
            c += cell.column_span
        width = max(width, c, max(covered[r], default=-1) + 1)
    check_cells(len(rows) * width)
    grid = (tuple(_cell(rows, placed[r], covered[r], place, r, c) for c in range(width)) for r in range(len(rows)))
    return Table(tuple(grid), place)


def _cell(
    rows: Sequence[Sequence[CellSource]], placed: dict[int, CellSource], covered: set[int], place: Place, r: int, c: int
) -> Cell | None:
    source = placed.get(c)
    if source is None and c in covered:
        return None
    line = source.line if source is not None else next((cell.line for cell in rows[r] if cell.line), None)
    where = Place(page=place.page, line=line or place.line, table=place.table, row=r + 1, column=c + 1)
    if source is None:
        return Cell((), where)
    return Cell(source.lines, where, min(source.row_span, len(rows) - r), source.column_span, source.is_header, source.confidence)

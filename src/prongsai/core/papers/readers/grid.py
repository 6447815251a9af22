"""Rows of cells with spans → a full grid (`Table`). Every reader of tables ends here, so that columns line up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from prongsai.core.papers.blocks import Cell, Line, Place, Table


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

    Spans that reach below the last row are cut. Overlapping spans: the cell that came first keeps the position.
    """
    covered: set[tuple[int, int]] = set()
    placed: dict[tuple[int, int], CellSource] = {}
    width = 0
    for r, row in enumerate(rows):
        c = 0
        for cell in row:
            while (r, c) in covered:
                c += 1
            placed[r, c] = cell
            for rr in range(r, min(r + cell.row_span, len(rows))):
                for cc in range(c, c + cell.column_span):
                    covered.add((rr, cc))
            c += cell.column_span
        width = max([width, c, *(cc + 1 for rr, cc in covered if rr == r)])
    grid = [[_cell(placed, covered, rows, place, r, c) for c in range(width)] for r in range(len(rows))]
    return Table(tuple(tuple(row) for row in grid), place)


def _cell(
    placed: dict[tuple[int, int], CellSource],
    covered: set[tuple[int, int]],
    rows: Sequence[Sequence[CellSource]],
    place: Place,
    r: int,
    c: int,
) -> Cell | None:
    source = placed.get((r, c))
    if source is None and (r, c) in covered:
        return None
    line = source.line if source is not None else next((cell.line for cell in rows[r] if cell.line), None)
    where = Place(page=place.page, line=line or place.line, table=place.table, row=r + 1, column=c + 1)
    if source is None:
        return Cell((), where)
    return Cell(source.lines, where, min(source.row_span, len(rows) - r), source.column_span, source.is_header, source.confidence)

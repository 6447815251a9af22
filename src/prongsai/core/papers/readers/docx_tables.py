"""A table of a Word file → rows of cells with spans: merged cells joined, columns that only uneven borders made taken out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from prongsai.core.papers.blocks import Line
from prongsai.core.papers.readers.docx_paragraphs import ParagraphReader, cells_of, rows_of
from prongsai.core.papers.readers.grid import CellSource
from prongsai.core.papers.readers.limits import Limits, check_cells
from prongsai.core.papers.readers.ooxml import child, number, switch, value, w

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_COLUMNS = 63  # what Word itself allows
# Borders nearer than 2.5 mm with no cell between them are one border that a hand did not set quite straight.
_SLIVER_TWIPS = 142


@dataclass(slots=True)
class _Cell:
    element: _Element | None
    start: int
    end: int
    merge: str | None = None
    is_header: bool = False
    row_span: int = 1
    lines: list[Line] = field(default_factory=list)


def read_rows(table: _Element, reader: ParagraphReader, limits: Limits) -> list[list[CellSource]]:
    """The rows of a table, ready for the grid. Raises `FileTooLarge` beyond the limit of cells."""
    rows = _grid_rows(table)
    _straighten(rows, _widths(table))
    check_cells(len(rows) * max((row[-1].end for row in rows if row), default=0), limits)
    _join_down(rows, reader)
    for row in rows:
        _read_row(row, reader)
    return [
        [CellSource(tuple(cell.lines), cell.row_span, cell.end - cell.start, cell.is_header) for cell in row if cell.row_span]
        for row in rows
    ]


def is_layout(table: _Element) -> bool:
    """Whether a table only lays out the page: its cells' paragraphs and tables then stand on the page like any others.

    So is one column around other tables, and a table in a cell of which stands a table of several rows and columns with at least as many
    cells as the table itself. A smaller table, or one of a single row or column, is part of what its cell says.
    """
    rows = [list(cells_of(row)) for row in rows_of(table)]
    cells = [cell for row in rows for cell in row]
    if len(cells) == len(rows) and any(child(cell, "tbl") is not None for cell in cells):
        return True
    return max(map(_grid_cells, table.iterdescendants(w("tbl"))), default=0) >= max(1, len(cells))


def _grid_cells(table: _Element) -> int:
    """The number of cells of a table of several rows and columns, 0 for any other."""
    rows = [sum(1 for _ in cells_of(row)) for row in rows_of(table)]
    return sum(rows) if sum(cells > 1 for cells in rows) > 1 else 0


def _grid_rows(table: _Element) -> list[list[_Cell]]:
    rows: list[list[_Cell]] = []
    in_head = True
    for element in rows_of(table):
        in_head = in_head and bool(switch(element, "trPr", "tblHeader"))
        position = min(number(value(element, "trPr", "gridBefore")), _MOST_COLUMNS)
        row = [_Cell(None, 0, position)] if position > 0 else []
        for cell in cells_of(element):
            span = max(1, min(number(value(cell, "tcPr", "gridSpan"), 1), _MOST_COLUMNS))
            if value(cell, "tcPr", "hMerge") == "continue" and row:
                row[-1].end += span
            else:
                row.append(_Cell(cell, position, position + span, _merge(cell), in_head))
            position += span
        if row:
            rows.append(row)
    return rows


def _merge(cell: _Element) -> str | None:
    """`restart`, `continue` or None; a bare `w:vMerge` means continue."""
    merge = child(cell, "tcPr", "vMerge")
    return None if merge is None else merge.get(w("val")) or "continue"


def _widths(table: _Element) -> list[int]:
    grid = child(table, "tblGrid")
    return [] if grid is None else [number(column.get(w("w"))) for column in grid.findall(w("gridCol"))]


def _straighten(rows: list[list[_Cell]], widths: list[int]) -> None:
    """Number the columns anew by the borders in use."""
    borders = sorted({edge for row in rows for cell in row for edge in (cell.start, cell.end)})
    spans = {(cell.start, cell.end) for row in rows for cell in row}
    renumbered: dict[int, int] = {}
    last = 0
    for at, border in enumerate(borders):
        width = sum(widths[last:border]) if border <= len(widths) and all(width > 0 for width in widths[last:border]) else _SLIVER_TWIPS
        if at and (width >= _SLIVER_TWIPS or (last, border) in spans):
            renumbered[border] = renumbered[last] + 1
        else:
            renumbered[border] = renumbered[last] if at else 0
            if at:
                continue
        last = border
    for row in rows:
        for cell in row:
            cell.start, cell.end = renumbered[cell.start], renumbered[cell.end]
        row[:] = [cell for cell in row if cell.end > cell.start]


def _join_down(rows: list[list[_Cell]], reader: ParagraphReader) -> None:
    """Give each merged cell its height; the cells that it covers get none."""
    open_cells: dict[int, _Cell] = {}
    for row in rows:
        still_open: dict[int, _Cell] = {}
        for cell in row:
            above = open_cells.get(cell.start)
            if cell.merge == "continue" and above is not None and above.end == cell.end:
                above.row_span += 1
                cell.row_span = 0
                if cell.element is not None and any((text.text or "").strip() for text in cell.element.iter(w("t"))):
                    reader.inline.findings.has_hidden = True
                still_open[cell.start] = above
            elif cell.merge is not None:
                still_open[cell.start] = cell
        open_cells = still_open


def _read_row(row: list[_Cell], reader: ParagraphReader) -> None:
    # A row that runs over a page leaves a page mark in each of its cells: only the cell with most of them counts.
    first = last = reader.page
    for cell in row:
        if cell.element is not None and cell.row_span:
            reader.page = first
            cell.lines = reader.cell_lines(cell.element)
            last = max(last, reader.page)
    reader.page = last

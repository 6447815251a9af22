"""From a place in Thai words back to what stood there: which block or cell to show, and its box on the picture of the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from prongsai.core.papers.blocks import Box, Cell, PageBreak, Source, Table


@dataclass(frozen=True, slots=True)
class Mark:
    """What to mark for a place. `anchor` is the place of the block or cell that holds it: for a position inside a merged cell, that cell.

    `page` and `box` are None where the source has no pages, or does not know where on the page it stood.
    """

    anchor: str
    page: int | None = None
    box: Box | None = None


def marks_of(source: Source) -> dict[str, Mark]:
    """The marks of every place that the paper read from this source can name; the source is that of `read_source_and_paper`.

    Besides blocks and cells these are rows, positions covered by merged cells, and pages as a whole.
    """
    found: dict[str, Mark] = {}
    for block in source.blocks:
        if isinstance(block, Table):
            found.update(_of_table(block))
        elif not isinstance(block, PageBreak):
            found[str(block.place)] = Mark(str(block.place), block.place.page, block.box)
        if block.place.page is not None:
            page = f"หน้า {block.place.page}"
            found.setdefault(page, Mark(page, block.place.page))
    return found


def _of_table(table: Table) -> dict[str, Mark]:
    cells = [cell for row in table.rows for cell in row if cell is not None]
    found = {str(table.place): Mark(str(table.place), table.place.page, around(cell.box for cell in cells))}
    for row in table.rows:
        first = next((cell for cell in row if cell is not None), None)
        if first is not None:
            place = replace(first.place, column=None)
            box = around(cell.box for cell in row if cell is not None)
            found[str(place)] = Mark(str(first.place), place.page, box)
    for cell in cells:
        found.update(_of_cell(cell))
    return found


def _of_cell(cell: Cell) -> dict[str, Mark]:
    """The cell, and the positions that it covers."""
    place = cell.place
    mark = Mark(str(place), place.page, cell.box)
    if place.row is None or place.column is None:
        return {str(place): mark}
    rows, columns = range(place.row, place.row + cell.row_span), range(place.column, place.column + cell.column_span)
    return {str(replace(place, row=row, column=column)): mark for row in rows for column in columns}


def around(boxes: Iterable[Box | None]) -> Box | None:
    """The smallest box around all that are known; None where none is."""
    known = [box for box in boxes if box is not None]
    if not known:
        return None
    x, y = min(box.x for box in known), min(box.y for box in known)
    right, bottom = max(box.x + box.width for box in known), max(box.y + box.height for box in known)
    return Box(x, y, round(right - x, 4), round(bottom - y, 4))

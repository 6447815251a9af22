"""What goes on over a page break: paragraphs become one again, first lines of cells that merely wrapped are marked soft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from prongsai.core.papers.blocks import Block, Cell, Line, Notice, PageBreak, Paragraph, Place, Table
from prongsai.core.papers.readers.visual_lines import VisualLine
from prongsai.core.papers.readers.wraps import Column, is_wrap


@dataclass(frozen=True, slots=True)
class Edge:
    """A line at the top or bottom of something, and the column in which it ran."""

    line: VisualLine
    column: Column


@dataclass(frozen=True, slots=True)
class PageResult:
    """The blocks of a page and the lines at their edges.

    `first`, `last`: edges of its running text where its first or last block is a paragraph; `tops`, `bottoms`: those of the cells
    of each table by (row, column) from 0.
    """

    number: int
    blocks: tuple[Block, ...]
    first: Edge | None
    last: Edge | None
    tops: tuple[dict[tuple[int, int], Edge], ...]
    bottoms: tuple[dict[tuple[int, int], Edge], ...]
    notices: tuple[Notice, ...] = ()


def join_pages(pages: Sequence[PageResult | None]) -> list[Block]:
    """All blocks with a `PageBreak` before each further page (also one that could not be read, None)."""
    blocks: list[Block] = []
    before: PageResult | None = None
    for number, page in enumerate(pages, start=1):
        here = list(page.blocks) if page is not None else []
        if before is not None and page is not None and here and before.blocks:
            _join_paragraph(blocks, here, before, page)
            if here:
                _soften_table(here, before, page)
        if number > 1:
            blocks.append(PageBreak(Place(page=number)))
        blocks += here
        before = page
    return blocks


def _join_paragraph(blocks: list[Block], here: list[Block], before: PageResult, page: PageResult) -> None:
    at = max(number for number, block in enumerate(blocks) if not isinstance(block, PageBreak))
    last, first = blocks[at], here[0]
    if before.last is None or page.first is None or not isinstance(last, Paragraph) or not isinstance(first, Paragraph):
        return
    if is_wrap(before.last.line, page.first.line, before.last.column):
        lines = (*last.lines, replace(first.lines[0], hard=False), *first.lines[1:])
        blocks[at] = replace(last, lines=lines)
        here.pop(0)


def _soften_table(here: list[Block], before: PageResult, page: PageResult) -> None:
    """Mark the first lines of the first row below a repeated header where they go on from the last row of the page before."""
    above, below = before.blocks[-1], here[0]
    if not isinstance(above, Table) or not isinstance(below, Table) or above.width != below.width:
        return
    row = repeated_rows(above, below)
    last_row = len(above.rows) - 1
    if row >= len(below.rows):
        return
    bottoms, tops = before.bottoms[-1], page.tops[0]
    cells: list[Cell | None] = list(below.rows[row])
    for column, cell in enumerate(cells):
        bottom = next((bottoms[r, column] for r in range(last_row, -1, -1) if (r, column) in bottoms and _reaches(above, r, column)), None)
        top = tops.get((row, column))
        if cell is not None and cell.lines and bottom is not None and top is not None and is_wrap(bottom.line, top.line, bottom.column):
            cells[column] = replace(cell, lines=(replace(cell.lines[0], hard=False), *cell.lines[1:]))
    rows = list(below.rows)
    rows[row] = tuple(cells)
    here[0] = replace(below, rows=tuple(rows))


def _reaches(table: Table, row: int, column: int) -> bool:
    """Whether the cell that begins here reaches the last row of its table."""
    cell = table.rows[row][column]
    return cell is not None and row + cell.row_span == len(table.rows)


def repeated_rows(above: Table, below: Table) -> int:
    """How many rows at the top of a table repeat the header of the one before."""
    count = 0
    for one, two in zip(above.rows[:-1], below.rows, strict=False):
        if _texts(one) != _texts(two) or not any(_texts(one)):
            break
        count += 1
    return count


def _texts(row: tuple[Cell | None, ...]) -> list[str]:
    return ["".join(_squash(line) for line in cell.lines) if cell else "" for cell in row]


def _squash(line: Line) -> str:
    return "".join(line.text.split())

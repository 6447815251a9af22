"""Glyphs and rules of one page → tables and paragraphs in reading order. The same for PDF and for scans."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from prongsai.core.papers.blocks import Block, Cell, Heading, Line, Notice, Paragraph, Place, Table
from prongsai.core.papers.readers.overflow import Edge, PageResult
from prongsai.core.papers.readers.page_boxes import box_of_lines, part_of_page
from prongsai.core.papers.readers.ruling import Grid, GridCell
from prongsai.core.papers.readers.side_by_side import untangled
from prongsai.core.papers.readers.visual_lines import Glyph, VisualLine, visual_lines
from prongsai.core.papers.readers.wraps import Column, hard_flags, has_spaced_paragraphs, is_centred, text_lines, usual_pitch
from prongsai.core.thai.repair import join_wrapped, repair

_PAGE_NUMBER = re.compile(r"^\W*(?:หน้า(?:ที่)?|page)?\W*[\d๐-๙]{1,4}(?:\W*(?:/|จาก|of)\W*[\d๐-๙]{1,4})?\W*$", re.IGNORECASE)
# Page numbers stand in this part of the page at its top and bottom.
_MARGIN_PART = 0.12
# Lines set so many times larger than the running text are headings of level 2 and 1.
_HEADING, _TITLE = 1.18, 1.4
# So many lines of running text show the margins of a document.
_MANY_LINES = 12


@dataclass(frozen=True, slots=True)
class PageText:
    """The upright content of a page, ready to be read: visual lines outside tables, and glyphs of each grid cell."""

    number: int
    width: float
    height: float
    outside: tuple[VisualLine, ...]
    grids: tuple[tuple[Grid, tuple[tuple[VisualLine, ...], ...]], ...]


def sort_page(number: int, width: float, height: float, glyphs: Sequence[Glyph], grids: Sequence[Grid]) -> PageText:
    """Deal the glyphs of a page out to the cells of its grids; the rest is text outside tables, without bare page numbers."""
    outside: list[Glyph] = []
    dealt: list[list[list[Glyph]]] = [[[] for _ in grid.cells] for grid in grids]
    for glyph in glyphs:
        for grid, cells in zip(grids, dealt, strict=True):
            if grid.holds(glyph.page_x, glyph.page_y):
                at = _cell_at(grid, glyph.page_x, glyph.page_y)
                if at is not None:
                    cells[at].append(glyph)
                    break
        else:
            outside.append(glyph)
    pairs = [(grid, [visual_lines(cell) for cell in cells]) for grid, cells in zip(grids, dealt, strict=True)]
    return place_page(number, width, height, visual_lines(outside), pairs)


def place_page(
    number: int,
    width: float,
    height: float,
    outside: Sequence[VisualLine],
    grids: Sequence[tuple[Grid, Sequence[Sequence[VisualLine]]]],
) -> PageText:
    """Put the lines of a page together, without bare page numbers and grids that hold no text."""
    lines = tuple(line for line in outside if not _is_page_number(line, height))
    kept = tuple((grid, tuple(tuple(cell) for cell in cells)) for grid, cells in grids if any(cells))
    return PageText(number, width, height, lines, kept)


def _cell_at(grid: Grid, x: float, y: float) -> int | None:
    for number, cell in enumerate(grid.cells):
        if cell.x0 <= x <= cell.x1 and cell.y0 <= y <= cell.y1:
            return number
    return None


def _is_page_number(line: VisualLine, height: float) -> bool:
    is_at_edge = line.y < _MARGIN_PART * height or line.top > (1 - _MARGIN_PART) * height
    return is_at_edge and _PAGE_NUMBER.match(line.text) is not None


def body_column(pages: Sequence[PageText]) -> Column:
    """Left and right edge of the running text of a document; tables, which may stand out a little, count only where text is scarce."""
    lines = [line for page in pages for line in page.outside]
    edges = [(grid.xs[0], grid.xs[-1]) for page in pages for grid, _ in page.grids]
    if len(lines) >= _MANY_LINES:
        edges = []
    left = min([line.x0 for line in lines] + [x0 for x0, _ in edges], default=0.0)
    right = max([line.x1 for line in lines] + [x1 for _, x1 in edges], default=0.0)
    groups = [page.outside for page in pages]
    pitch = usual_pitch(groups)
    sizes = [(line.size, len(line.text)) for page in pages for line in _all_lines(page)]
    return Column(left, right, pitch, has_spaced_paragraphs(groups, pitch), _usual_size(sizes))


def _all_lines(page: PageText) -> list[VisualLine]:
    return [*page.outside, *(line for _, cells in page.grids for cell in cells for line in cell)]


def _usual_size(sizes: Sequence[tuple[float, int]]) -> float | None:
    """The type size in which most letters of the document are set."""
    total = sum(letters for _, letters in sizes)
    passed = 0
    for size, letters in sorted(sizes):
        passed += letters
        if passed * 2 >= total:
            return size
    return None


def page_blocks(page: PageText, body: Column, first_table: int) -> PageResult:
    """The blocks of a page from top to bottom; tables are numbered from `first_table`."""
    blocks: list[Block] = []
    notices: list[Notice] = []
    rest = list(page.outside)
    tops: list[dict[tuple[int, int], Edge]] = []
    bottoms: list[dict[tuple[int, int], Edge]] = []
    for offset, (grid, cells) in enumerate(page.grids):
        above = [line for line in rest if line.y <= grid.ys[0] + 0.3 * line.size]
        rest = [line for line in rest if line.y > grid.ys[0] + 0.3 * line.size]
        blocks += _text_blocks(above, page, body, notices)
        reading = _TableReading(grid, cells)
        blocks.append(reading.table(page, first_table + offset))
        tops.append(reading.edges(0))
        bottoms.append(reading.edges(-1))
    after = _text_blocks(rest, page, body, notices)
    blocks += after
    is_text_first = bool(page.outside) and bool(blocks) and isinstance(blocks[0], Paragraph)
    return PageResult(
        number=page.number,
        blocks=tuple(blocks),
        first=Edge(page.outside[0], body) if is_text_first else None,
        last=Edge(rest[-1], body) if after else None,
        tops=tuple(tops),
        bottoms=tuple(bottoms),
        notices=tuple(notices),
    )


def mended(lines: Sequence[Line], place: Place) -> list[Notice]:
    """A notice for each line that OCR misread and the dictionary mended, with what was read."""
    return [
        Notice(place, "ocr_corrected", f"แก้คำที่อ่านจากภาพผิด: “{line.as_read}” เป็น “{line.text}”", line.as_read, line.text)
        for line in lines
        if line.as_read is not None
    ]


class _TableReading:
    """One grid with the lines of its cells, on the way to a `Table`."""

    def __init__(self, grid: Grid, texts: tuple[tuple[VisualLine, ...], ...]) -> None:
        self.grid = grid
        self.texts = texts
        self.columns, self.width = _columns(grid)
        self.pitch = usual_pitch(texts)
        self.padding = _padding(grid, texts)
        self.is_spaced = has_spaced_paragraphs(texts, self.pitch)

    def _column(self, cell: GridCell) -> Column:
        return Column(cell.x0 + self.padding, cell.x1 - self.padding, self.pitch, self.is_spaced)

    def table(self, page: PageText, number: int) -> Table:
        rows: list[list[Cell | None]] = [[None] * self.width for _ in range(len(self.grid.ys) - 1)]
        for cell, lines, (at, span) in zip(self.grid.cells, self.texts, self.columns, strict=True):
            sure = [line.confidence for line in lines if line.confidence is not None]
            rows[cell.row][at] = Cell(
                lines=_cell_lines(lines, self._column(cell)),
                place=Place(page=page.number, table=number, row=cell.row + 1, column=at + 1),
                row_span=cell.row_span,
                column_span=span,
                confidence=min(sure) if sure else None,
                box=part_of_page((cell.x0, cell.y0, cell.x1, cell.y1), page.width, page.height),
            )
        return Table(tuple(tuple(row) for row in rows), Place(page=page.number, table=number))

    def edges(self, which: int) -> dict[tuple[int, int], Edge]:
        """The first (0) or last (-1) line of each cell that has text."""
        return {
            (cell.row, at): Edge(lines[which], self._column(cell))
            for cell, lines, (at, _) in zip(self.grid.cells, self.texts, self.columns, strict=True)
            if lines
        }


def _columns(grid: Grid) -> tuple[list[tuple[int, int]], int]:
    """Column and span of each cell, and the width of the table.

    Some programs rule the header with other widths than the body. Where every row has the same number of cells, these are the columns,
    however their borders lie.
    """
    aligned = [(cell.column, cell.column_span) for cell in grid.cells]
    width = len(grid.xs) - 1
    ranks: dict[int, set[int]] = {}
    counts = set()
    for row in range(len(grid.ys) - 1):
        here = [number for number, cell in enumerate(grid.cells) if cell.row <= row < cell.row + cell.row_span]
        counts.add(len(here))
        for rank, number in enumerate(sorted(here, key=lambda number: grid.cells[number].column)):
            ranks.setdefault(number, set()).add(rank)
    if len(counts) != 1 or any(len(places) != 1 for places in ranks.values()):
        return aligned, width
    return [(min(ranks[number]), 1) for number in range(len(grid.cells))], counts.pop()


def _cell_lines(lines: Sequence[VisualLine], column: Column) -> tuple[Line, ...]:
    upright = [line for line in lines if not line.glyphs[0].angle]
    sideways = [line for line in lines if line.glyphs[0].angle]
    made = text_lines(upright, column)
    if sideways:
        # The room of sideways text is the height of the cell, which a header fills: its lines are wraps.
        made += tuple(Line(repair(line.text), number == 0, as_read=line.as_read) for number, line in enumerate(sideways))
    return made


def _padding(grid: Grid, texts: tuple[tuple[VisualLine, ...], ...]) -> float:
    """Room between rule and text: the least that any cell of the table leaves on its left, at most one type size."""
    gaps = [
        (line.x0 - cell.x0, line.size) for cell, lines in zip(grid.cells, texts, strict=True) for line in lines if not line.glyphs[0].angle
    ]
    if not gaps:
        return 0.0
    return max(0.0, min(min(gap for gap, _ in gaps), median(size for _, size in gaps)))


def _text_blocks(lines: Sequence[VisualLine], page: PageText, body: Column, notices: list[Notice]) -> list[Block]:
    """Headings and paragraphs; what was mended in a heading, which keeps no lines, goes to the notices."""
    blocks: list[Block] = []
    for run in untangled(lines):
        for paragraph in _paragraphs(run, body):
            texts = tuple(Line(repair(line.text).strip(), number == 0, as_read=line.as_read) for number, line in enumerate(paragraph))
            blocks.append(_text_block(paragraph, texts, page, body))
            if isinstance(blocks[-1], Heading):
                notices += mended(texts, blocks[-1].place)
    return blocks


def _paragraphs(lines: Sequence[VisualLine], body: Column) -> list[list[VisualLine]]:
    """Lines of running text cut before each hard line."""
    paragraphs: list[list[VisualLine]] = []
    for line, is_hard in zip(lines, _body_flags(lines, body), strict=True):
        if is_hard or not paragraphs:
            paragraphs.append([])
        paragraphs[-1].append(line)
    return paragraphs


def _body_flags(lines: Sequence[VisualLine], body: Column) -> list[bool]:
    """As `hard_flags`, but each centred line of running text stands by itself unless it fills the width."""
    flags = hard_flags(lines, body)
    for number in range(1, len(lines)):
        pair = lines[number - 1 : number + 1]
        if is_centred(pair[:1], body) != is_centred(pair[1:], body) and pair[0].x1 < body.right - 2 * pair[0].size:
            flags[number] = True
    return flags


def _text_block(lines: Sequence[VisualLine], texts: tuple[Line, ...], page: PageText, body: Column) -> Block:
    place = Place(page=page.number)
    box = box_of_lines(lines, page.width, page.height)
    size = median(line.size for line in lines)
    # Sizes measured on a scan vary with the letters of the line.
    least = _TITLE if any(line.confidence is not None for line in lines) else _HEADING
    if body.size is not None and size >= least * body.size and len(lines) <= 3:
        level = 1 if size >= _TITLE * body.size else 2
        return Heading(join_wrapped([line.text for line in texts]), level, place, box)
    return Paragraph(texts, place, is_centred(lines, body), all(line.is_bold for line in lines), box)

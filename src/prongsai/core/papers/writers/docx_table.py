"""Ruled tables of a written DOCX: fixed grid, header rows that repeat, merged cells, rows that do not tear where they are short."""

from __future__ import annotations

import re
from itertools import pairwise

from prongsai.core.papers.writers.docx_styles import HEAD_FILL, TABLE_PT
from prongsai.core.papers.writers.docx_text import items, paragraph, run
from prongsai.core.papers.writers.sheet import BodyCell, HeadCell, Table
from prongsai.core.papers.writers.spans import Placed, place

SHORT_ROW_LINES = {False: 18, True: 12}
"""The most lines of a row that moves to the next page as a whole, portrait and landscape: about half a page."""
LANDSCAPE_TWIPS = 12000
WHOLE_TABLE_LINES = 10  # a table with so few lines stays on one page
CELL_PADDING = 170
AVERAGE_EM = 0.38  # advance of a letter of the font, marks above and below not counted
ZERO_WIDTH = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")


def table(block: Table, text_width: int) -> str:
    """A table as wide as the text (twips), without its caption. A table without columns is the empty string."""
    width = len(block.widths)
    if not width or not (block.head or block.rows):
        return ""
    grid = grid_widths(block.widths, text_width)
    columns = "".join(f'<w:gridCol w:w="{twips}"/>' for twips in grid)
    rows = [_row(cells, grid, is_head=True, is_short=True) for cells in place(block.head, width)]
    body = place(block.rows, width)
    keeps = sum(max(_lines(placed, grid) for placed in cells) for cells in body) <= WHOLE_TABLE_LINES
    for index, cells in enumerate(body):
        keeps_next = keeps and index < len(body) - 1
        rows.append(_row(cells, grid, is_head=False, is_short=_is_short(cells, grid), keeps_next=keeps_next))
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(grid)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def grid_widths(widths: tuple[float, ...], text_width: int) -> list[int]:
    """Relative widths as twips that add up to `text_width` exactly."""
    total = sum(widths)
    edges = [round(text_width * sum(widths[:count]) / total) for count in range(len(widths) + 1)]
    return [right - left for left, right in pairwise(edges)]


def _row(cells: tuple[Placed, ...], grid: list[int], *, is_head: bool, is_short: bool, keeps_next: bool = False) -> str:
    properties = ("<w:cantSplit/>" if is_short else "") + ("<w:tblHeader/>" if is_head else "")
    body = "".join(_cell(placed, grid, is_head=is_head, keeps_next=keeps_next) for placed in cells)
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{body}</w:tr>"


def _cell(placed: Placed, grid: list[int], *, is_head: bool, keeps_next: bool) -> str:
    twips = sum(grid[placed.column : placed.column + placed.column_span])
    merge = ""
    if placed.row_span > 1:
        merge = '<w:vMerge w:val="restart"/>' if placed.is_start else "<w:vMerge/>"
    properties = (
        f'<w:tcW w:w="{twips}" w:type="dxa"/>'
        + (f'<w:gridSpan w:val="{placed.column_span}"/>' if placed.column_span > 1 else "")
        + merge
        + (f'<w:shd w:val="clear" w:color="auto" w:fill="{HEAD_FILL}"/><w:vAlign w:val="center"/>' if is_head else "")
    )
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{_content(placed, is_head=is_head, keeps_next=keeps_next)}</w:tc>"


def _content(placed: Placed, *, is_head: bool, keeps_next: bool) -> str:
    style = "TableHead" if is_head else "TableText"
    cell = placed.cell if placed.is_start else None
    if isinstance(cell, HeadCell):
        return paragraph(run(cell.text), style)
    if isinstance(cell, BodyCell) and cell.items:
        return "".join(items(cell.items, style, size=TABLE_PT, align=cell.align, keeps_next=keeps_next))
    return paragraph("", style, keeps_next=keeps_next)


def _is_short(cells: tuple[Placed, ...], grid: list[int]) -> bool:
    """Whether the row takes so few lines that it moves to the next page as a whole; long rows may break, else half pages stay empty."""
    most = SHORT_ROW_LINES[sum(grid) > LANDSCAPE_TWIPS]
    return all(_lines(placed, grid) <= most for placed in cells if placed.row_span == 1)


def _lines(placed: Placed, grid: list[int]) -> int:
    if not isinstance(placed.cell, BodyCell):
        return 1
    usable = max(1, sum(grid[placed.column : placed.column + placed.column_span]) - CELL_PADDING)
    letters_per_line = max(1, int(usable / (TABLE_PT * 20 * AVERAGE_EM)))
    texts = (line for item in placed.cell.items for line in item.text.split("\n"))
    return sum(1 + len(ZERO_WIDTH.sub("", text)) // letters_per_line for text in texts)

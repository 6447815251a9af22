"""Where things stand on a written worksheet: column widths, columns of narrower tables, heights of rows with wrapped text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from prongsai.core.papers.writers.sheet import Table

COLUMN_UNITS = {False: 100, True: 150}
PLAIN_COLUMNS = 4
"""Columns of a worksheet without tables; all its texts go over the whole width."""
PIXELS_PER_UNIT = 7
MAX_ROW_POINTS = 400
LETTER_EM = 0.5  # TH Sarabun takes 0.38 em: room for lines that words do not fill, and for a wider font in its place
ZERO_WIDTH = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")


def column_units(tables: Sequence[Table], *, is_landscape: bool) -> list[float]:
    """Widths of the worksheet's columns in Excel's units: those of the table with most columns (of several, the one with most text)."""
    total_units = COLUMN_UNITS[is_landscape]
    leading = max(tables, key=lambda table: (len(table.widths), _letters(table)), default=None)
    if leading is None:
        return [total_units / PLAIN_COLUMNS] * PLAIN_COLUMNS
    total = sum(leading.widths)
    return [max(4.0, round(total_units * width / total, 2)) for width in leading.widths]


def _letters(table: Table) -> int:
    return sum(len(item.text) for row in table.rows for cell in row if cell is not None for item in cell.items)


def column_edges(widths: Sequence[float], units: Sequence[float]) -> list[int]:
    """First worksheet column of each table column, and one past the last: a narrower table spreads over the columns of the widest one.

    Each table column gets at least one worksheet column; the edges lie as near as possible to where the relative widths put them.
    """
    count, available = len(widths), len(units)
    if count == available:
        return list(range(available + 1))
    positions = [sum(units[:index]) / sum(units) for index in range(available + 1)]
    edges = [0]
    for index in range(1, count):
        wanted = sum(widths[:index]) / sum(widths)
        choices = range(edges[-1] + 1, available - (count - index) + 1)
        edges.append(min(choices, key=lambda edge: abs(positions[edge] - wanted)))
    return [*edges, available]


def text_points(text: str, units: float, size: int) -> float:
    """Height in points that the text needs when wrapped in a cell of this width, a little generous: words do not fill lines."""
    letters = max(1.0, (units * PIXELS_PER_UNIT - 6) / (size * 4 / 3 * LETTER_EM))
    lines = sum(max(1, -(-len(ZERO_WIDTH.sub("", line)) // int(letters or 1))) for line in text.split("\n"))
    return lines * size * 1.3 + 6

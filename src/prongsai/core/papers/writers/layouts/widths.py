"""Column widths from content: wide enough for the words of each column, then shared out so that the rows become short."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from prongsai.core.papers.writers.sheet import BodyCell

PORTRAIT_ROOM = 80
"""Letters of table text that fit side by side between the margins of an upright page."""
LANDSCAPE_ROOM = 124

_PADDING = 2.0
_LINE_END = 4
_SHARPNESS = 6


def fit_widths(least: Sequence[float], rows: Sequence[Sequence[BodyCell | None]], room: int) -> tuple[float, ...]:
    """Widths in letters, adding up to `room` (or to the least widths where those need more).

    Each column gets its least width; what is left goes letter by letter to the column where it shortens the rows most. The height of a row
    is taken as a smooth maximum of its cells, so that a column that is not the tallest yet still counts a little.
    """
    widths = [float(width) for width in least]
    loads = [[_load(cell) for cell in row] for row in rows]
    while sum(widths) + 1 <= room:
        gains = [0.0] * len(widths)
        for row in loads:
            heights = [(load / (width - _PADDING)) ** _SHARPNESS for load, width in zip(row, widths, strict=True)]
            total = sum(heights)
            if not total:
                continue
            tall = total ** (1 / _SHARPNESS)
            for column, load in enumerate(row):
                if load:
                    wider = (load / (widths[column] + 1 - _PADDING)) ** _SHARPNESS
                    gains[column] += tall - (total - heights[column] + wider) ** (1 / _SHARPNESS)
        best = max(range(len(widths)), key=gains.__getitem__)
        widths[best if gains[best] > 0 else widths.index(min(widths))] += 1
    return tuple(widths)


def letters(text: str) -> int:
    """Letters that take room on the line: marks above and below take none."""
    return sum(unicodedata.category(letter) != "Mn" for letter in text)


def _load(cell: BodyCell | None) -> float:
    if cell is None:
        return 0.0
    return sum(letters(item.text) + _LINE_END for item in cell.items) / cell.row_span

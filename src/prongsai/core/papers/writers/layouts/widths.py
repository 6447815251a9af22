"""Column widths from content: wide enough for the words of each column, then shared out so that the rows become short."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from prongsai.core.papers.writers.sheet import BodyCell

PORTRAIT_ROOM = 84
"""Letters of table text that fit side by side between the margins of an upright page."""
LANDSCAPE_ROOM = 130

PADDING = 2.0
"""Letters that the space on both sides of a cell takes."""

_INDENT = 2.5
_SHARPNESS = 6


def fit_widths(least: Sequence[float], rows: Sequence[Sequence[BodyCell | None]], room: int) -> tuple[float, ...]:
    """Widths in letters, adding up to `room` (or to the least widths where those need more).

    Each column gets its least width; what is left goes letter by letter to the column where it shortens the rows most. The height of a row
    is taken as a smooth maximum of its cells, so that a column that is not the tallest yet still counts a little.
    """
    widths = [float(width) for width in least]
    columns = [[row[index] for row in rows] for index in range(len(widths))]
    now = [_powers(column, width) for column, width in zip(columns, widths, strict=True)]
    wider = [_powers(column, width + 1) for column, width in zip(columns, widths, strict=True)]
    while sum(widths) + 1 <= room:
        totals = [sum(heights) for heights in zip(*now, strict=True)]
        gains = [
            sum(
                total ** (1 / _SHARPNESS) - (total - before + after) ** (1 / _SHARPNESS)
                for total, before, after in zip(totals, now[index], wider[index], strict=True)
                if before != after
            )
            for index in range(len(widths))
        ]
        best = max(range(len(widths)), key=gains.__getitem__)
        best = best if gains[best] > 0 else widths.index(min(widths))
        widths[best] += 1
        now[best], wider[best] = wider[best], _powers(columns[best], widths[best] + 1)
    return tuple(widths)


def letters(text: str) -> int:
    """Letters that take room on the line: marks above and below take none."""
    return sum(unicodedata.category(letter) != "Mn" for letter in text)


def lines(cell: BodyCell, width: float) -> float:
    """The height of a cell of this width in lines, estimated from its letters; no item is lower than one line."""
    return sum(
        max(1.0, letters(item.text) / max(1.0, width - PADDING - _INDENT * (item.depth + (item.marker is not None)))) for item in cell.items
    )


def _powers(column: Sequence[BodyCell | None], width: float) -> list[float]:
    return [(lines(cell, width) / cell.row_span) ** _SHARPNESS if cell else 0.0 for cell in column]

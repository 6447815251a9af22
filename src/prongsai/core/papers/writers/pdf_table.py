"""Tables as the PDF template takes them: cells at their grid positions, widths in shares, and which rows may break over pages."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

from prongsai.core.papers.writers.layouts.widths import letters
from prongsai.core.papers.writers.pdf_words import list_nodes, with_breaks
from prongsai.core.papers.writers.sheet import BodyCell, Table

_FULL_WIDTH = 75.0
"""Widths that add up to more than this fill the page; smaller tables keep their share of it and stand in the middle."""
_WHOLE_LINES = 18
_WHOLE_LINES_LANDSCAPE = 12
_LANDSCAPE = 100.0
"""Widths beyond this belong to a landscape page."""


def table_data(table: Table) -> dict[str, Any]:
    """The table for the template. Rows of up to half a page, as estimated, stay whole; a cell merged over rows may break between them."""
    total = sum(table.widths)
    depth = len(table.head)
    longest = _WHOLE_LINES if total < _LANDSCAPE else _WHOLE_LINES_LANDSCAPE
    body = []
    for y, row in enumerate(table.rows):
        is_whole = _lines(row, table.widths) <= longest
        for x, cell in enumerate(row):
            if cell is not None:
                body.append(
                    {
                        **_place(x, y + depth, cell.row_span, 1),
                        "nodes": list_nodes(cell.items),
                        "align": cell.align,
                        "breakable": cell.row_span > 1 or not is_whole,
                    }
                )
    head = [
        {**_place(x, y, cell.row_span, cell.column_span), "text": with_breaks(cell.text), "breakable": False}
        for y, row in enumerate(table.head)
        for x, cell in enumerate(row)
        if cell is not None
    ]
    return {
        "kind": "table",
        "widths": [100 * width / total for width in table.widths],
        "share": 1 if total > _FULL_WIDTH else total / 80,
        "head": head,
        "body": body,
        "caption": None if table.caption is None else with_breaks(table.caption),
    }


def _place(x: int, y: int, rows: int, columns: int) -> dict[str, Any]:
    return {"x": x, "y": y, "rows": rows, "columns": columns}


def _lines(row: Sequence[BodyCell | None], widths: Sequence[float]) -> int:
    """The lines of the tallest cell that belongs to this row alone."""
    heights = [
        sum(max(1, ceil(letters(item.text) / max(1.0, width - 2 * (item.depth + 1)))) for item in cell.items)
        for cell, width in zip(row, widths, strict=False)
        if cell is not None and cell.row_span == 1
    ]
    return max(heights, default=0)

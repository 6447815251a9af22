"""Tables as the PDF template takes them: cells at their grid positions, widths in shares, and which rows may break over pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Any

from prongsai.core.papers.writers.layouts.widths import PADDING, PORTRAIT_ROOM, lines
from prongsai.core.papers.writers.pdf_words import list_nodes, with_breaks
from prongsai.core.papers.writers.sheet import BodyCell, Table

_FULL_WIDTH = 75.0
"""Widths that add up to more than this fill the page; smaller tables keep their share of it and stand in the middle."""
_WHOLE_TABLE = 14
"""Lines of a table that is not cut: a third of a page."""
_WHOLE_LINES = 22
_WHOLE_LINES_LANDSCAPE = 13
"""Lines of a row that is not cut: three fifths of a page. A row cut earlier goes on without its title while the page has room left."""
_WHOLE_LINES_MERGED = 30
_WHOLE_LINES_MERGED_LANDSCAPE = 16
"""Rows beside a merged cell break only where they must: Typst leaves gaps in a row that it breaks beside one."""
_WHOLE_ENTRY = 6
"""Characters, per letter of width, of an entry that is not cut: five lines, a fifth of all characters being marks above or below."""
_LANDSCAPE = 100.0
"""Widths beyond this belong to a landscape page."""


def table_data(table: Table) -> dict[str, Any]:
    """The table for the template.

    Tables of up to a third of a page and rows of up to three fifths, as estimated, stay whole. A cell merged over rows may break between
    them, and the first of its rows is made as high as its text (`beside` names what to measure), so that the text itself is not cut.
    """
    total = sum(table.widths)
    share = 1 if total > _FULL_WIDTH else total / PORTRAIT_ROOM
    depth = len(table.head)
    is_upright = total < _LANDSCAPE
    longest = _WHOLE_LINES if is_upright else _WHOLE_LINES_LANDSCAPE
    longest_merged = _WHOLE_LINES_MERGED if is_upright else _WHOLE_LINES_MERGED_LANDSCAPE
    heights = [max((_lines(cell, width) for cell, width in _own(row, table.widths)), default=0) for row in table.rows]
    body: list[dict[str, Any]] = []
    for y, row in enumerate(table.rows):
        merged = [(x, cell) for x, cell in enumerate(row) if cell is not None and cell.row_span > 1]
        highest = max((_lines(cell, table.widths[x]) for x, cell in merged), default=0)
        limit = longest_merged if merged or None in row else longest
        cells = [
            {
                **_place(x, y + depth, cell.row_span, 1),
                "nodes": list_nodes(cell.items, longest_whole=int(_WHOLE_ENTRY * (table.widths[x] - PADDING)), in_column=True),
                "align": cell.align,
                "breakable": cell.row_span > 1 or max(heights[y], highest) > limit,
                "beside": [],
            }
            for x, cell in enumerate(row)
            if cell is not None
        ]
        own = next((cell for cell in cells if cell["rows"] == 1), None)
        if own and highest <= limit:
            own["beside"] = [
                {"nodes": cell["nodes"], "width": table.widths[cell["x"]] / total * share} for cell in cells if cell["rows"] > 1
            ]
        body += cells
    head = [
        {**_place(x, y, cell.row_span, cell.column_span), "text": with_breaks(cell.text, in_column=True), "breakable": False}
        for y, row in enumerate(table.head)
        for x, cell in enumerate(row)
        if cell is not None
    ]
    return {
        "kind": "table",
        "widths": [100 * width / total for width in table.widths],
        "share": share,
        "whole": sum(heights) <= _WHOLE_TABLE,
        "head": head,
        "body": body,
        "caption": None if table.caption is None else with_breaks(table.caption),
    }


def _place(x: int, y: int, rows: int, columns: int) -> dict[str, Any]:
    return {"x": x, "y": y, "rows": rows, "columns": columns}


def _own(row: Sequence[BodyCell | None], widths: Sequence[float]) -> Iterator[tuple[BodyCell, float]]:
    """The cells that belong to this row alone, with their widths."""
    return ((cell, width) for cell, width in zip(row, widths, strict=True) if cell is not None and cell.row_span == 1)


def _lines(cell: BodyCell, width: float) -> int:
    """The lines of a cell, estimated: a quarter of a line is added between entries, whose last line is seldom full."""
    return ceil(lines(cell, width) + (len(cell.items) - 1) / 4)

"""A copy of a workbook that came back, with its faulty cells marked. Cells keep their places: a fault is found where it was told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from prongsai.programme.plans.sheet.columns import COLUMNS
from prongsai.programme.plans.sheet.reading import CellFault, ReadBook
from prongsai.programme.plans.sheet.writing import Page, write_pages

_LONGEST_COMMENT = 1000


def write_marked(book: ReadBook, faults: Iterable[CellFault], unit_names: Sequence[str]) -> bytes:
    """The sheets as they were read, coloured where something is wrong, with what to do as a comment. Mended, it can be handed in."""
    marks: dict[str, dict[tuple[int, int], str]] = {}
    for fault in faults:
        sheet = book.sheets[fault.sheet]
        place = (fault.line or sheet.head_line, fault.index if fault.index >= 0 else min(sheet.heads, default=0))
        held = marks.setdefault(fault.sheet, {})
        held[place] = "\n".join(part for part in (held.get(place), fault.message) if part)[:_LONGEST_COMMENT]
    pages = []
    for sheet in book.sheets.values():
        known = {column.key: column for column in COLUMNS[sheet.name]}
        pages.append(
            Page(
                name=sheet.name,
                heads={index: (head, known.get(key)) for index, (head, key) in sheet.heads.items()},
                rows={line: cells for line, cells in sheet.grid.items() if line != sheet.head_line},
                head_line=sheet.head_line,
                marks=marks.get(sheet.name, {}),
            )
        )
    return write_pages(pages, unit_names)

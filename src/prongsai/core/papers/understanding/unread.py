"""What no rule took: every text line, table and cell that is not in the paper, with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from prongsai.core.papers.blocks import Cell, Table
from prongsai.core.papers.model import Unread
from prongsai.core.papers.understanding.ledger import Ledger
from prongsai.core.papers.understanding.prepare import Flow

NOTHING = re.compile(r"^[\s.…_\-–—*|]*$")


def list_unread(flow: Flow, ledger: Ledger, skipped: Sequence[str] = ()) -> Iterable[Unread]:
    """Lines and cells whose place is not in the ledger; `skipped` are texts known to be taken elsewhere."""
    known = set(skipped)
    for item in flow.items:
        if isinstance(item, Table):
            yield from _cells(item, ledger)
        elif not item.is_number and item.place not in ledger.taken and not NOTHING.match(item.text) and item.text not in known:
            yield Unread(str(item.place), item.text)


def _cells(table: Table, ledger: Ledger) -> Iterable[Unread]:
    for row in table.rows:
        for cell in row:
            if _is_unread(cell, ledger):
                yield Unread(str(cell.place), cell.text)  # type: ignore[union-attr]


def _is_unread(cell: Cell | None, ledger: Ledger) -> bool:
    return cell is not None and cell.place not in ledger.taken and not NOTHING.match(cell.text)

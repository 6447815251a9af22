"""Cells merged over several rows: their value holds for the rows below, also where the source lost the merge and left the cells empty."""

from __future__ import annotations

from dataclasses import replace

from prongsai.core.papers.understanding.ledger import Ledger
from prongsai.core.papers.understanding.rows import JoinedTable, TableRow, Value

SPREAD = ("monitoring", "period")


def spread_merged(table: JoinedTable, ledger: Ledger) -> None:
    """Fill merged cells of monitoring, period and units; a filled value keeps `is_covered`.

    A covered cell takes the value above. An empty cell does so too when, on its page of the table, only the first row has a value for that
    field (then the merge was lost by the converter): this is a guess, and the ledger says so.
    """
    for name in SPREAD:
        if name in table.fields:
            _spread_lost(table, name, ledger)
    for name in ("monitoring", "period", "units"):
        above: Value | None = None
        for r, row in enumerate(table.rows):
            value = row.values.get(name)
            if value is None:
                continue
            if above is not None and (value.is_covered or _goes_on(table, r, name, value)):
                _fill(table, r, name, above)
            elif value.lines:
                above = value


def _spread_lost(table: JoinedTable, name: str, ledger: Ledger) -> None:
    carried: Value | None = None
    for page in range(table.pages):
        rows = [(r, row) for r, row in enumerate(table.rows) if row.page == page and name in row.values]
        filled = [(r, row) for r, row in rows if row.values[name].lines]
        if len(rows) < 2 and not (carried is not None and rows and not filled):
            carried = None
            continue
        if len(filled) == 1 and filled[0][0] == rows[0][0] and _begins(rows[0][1]) and any(_begins(row) for _, row in rows[1:]):
            carried = filled[0][1].values[name]
        elif filled or carried is None:
            carried = None
            continue
        empty = [(r, row) for r, row in rows if not row.values[name].lines and not row.values[name].is_covered and _begins(row)]
        for r, _ in empty:
            _fill(table, r, name, carried)
        if empty:
            first, last = empty[0][1].values[name].place, empty[-1][1].values[name].place
            which = "ช่องนี้ว่าง" if first == last else f"ช่องนี้ว่างตั้งแต่แถว {first.row} ถึงแถว {last.row}"
            message = f"{which} จึงถือตามช่องที่ผสานไว้ด้านบน “{carried.text}” โปรดตรวจว่าตรงกับต้นฉบับ"
            ledger.assume((row.values[name].place for _, row in empty), message)


def _goes_on(table: JoinedTable, r: int, name: str, value: Value) -> bool:
    """Tell whether an empty cell at the top of a page is the rest of a cell that was merged on the page before."""
    if value.lines or r == 0 or table.rows[r].page == table.rows[r - 1].page:
        return False
    before = table.rows[r - 1].values.get(name)
    return value.row_span > 1 or (before is not None and before.is_covered)


def _begins(row: TableRow) -> bool:
    return bool(row.text("title").strip())


def _fill(table: JoinedTable, r: int, name: str, value: Value) -> None:
    row = table.rows[r]
    values = dict(row.values)
    values[name] = Value(value.lines, values[name].place, is_covered=True)
    table.rows[r] = replace(row, values=values)

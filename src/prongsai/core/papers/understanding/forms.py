"""Tables of two columns, field names on the left: one measure each ("ชื่อมาตรการ | …", "ผู้รับผิดชอบ | …")."""

from __future__ import annotations

import re

from prongsai.core.papers.blocks import Line, Table
from prongsai.core.papers.understanding.columns import MEASURE_FIELDS
from prongsai.core.papers.understanding.ledger import Ledger
from prongsai.core.papers.understanding.markers import D
from prongsai.core.papers.understanding.prepare import TextLine
from prongsai.core.papers.understanding.rows import TableRow, Value
from prongsai.core.papers.understanding.vocabulary import column_field

NUMBER = re.compile(rf"(?:มาตรการ|กิจกรรม|โครงการ|ลำดับ)(?:ที่)\s*([{D}]{{1,3}})")
LEAST_FIELDS = 3
SURE = 84.0


def read_form(table: Table, before: TextLine | None, ledger: Ledger) -> TableRow | None:
    """The fields of such a table as one row; None where the left column does not name at least three different fields.

    The number comes from a field of its own or from the line before ("มาตรการที่ ๒").
    """
    if table.width != 2:
        return None
    values: dict[str, Value] = {}
    named = 0
    for row in table.rows:
        label, cell = row
        match = column_field(label.text) if label is not None and label.text.strip() else None
        if label is None or cell is None or match is None or match[1] < SURE or match[0] in values:
            continue
        named += 1
        values[match[0]] = Value(cell.lines, cell.place)
    filled = sum(1 for row in table.rows if row[0] is not None and row[0].text.strip())
    if named < LEAST_FIELDS or named * 2 < filled or "title" not in values or not set(values) & MEASURE_FIELDS:
        return None
    ledger.take_all(cell.place for row in table.rows for cell in row if cell is not None)
    found = NUMBER.search(before.text) if before is not None else None
    if found is not None and before is not None and "number" not in values:
        values["number"] = Value((Line(found[1]),), before.place)
        ledger.take(before.place)
    return TableRow(values, table.place, 0)

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
HEADING = "topic"
SURE = 84.0


def read_form(table: Table, before: TextLine | None, ledger: Ledger) -> TableRow | None:
    """The fields of such a table as one row; None where a cell of the left column names no field.

    A row with a title is a measure; one without is the rest of a form that a page break cut (see `goes_on_form`). The number comes from a
    field of its own or from the line before ("มาตรการที่ ๒").
    """
    values = _fields(table)
    if values is None:
        return None
    ledger.take_all(cell.place for row in table.rows for cell in row if cell is not None)
    for row in table.rows:
        if row[0] is not None:
            ledger.label(row[0].place)
    found = NUMBER.search(before.text) if before is not None else None
    if found is not None and before is not None and "number" not in values:
        values["number"] = Value((Line(found[1]),), before.place)
        ledger.take(before.place)
    return TableRow(values, table.place, 0)


def _fields(table: Table) -> dict[str, Value] | None:
    if table.width != 2 or not table.rows:
        return None
    values: dict[str, Value] = {}
    for label, cell in table.rows:
        if label is None or cell is None:
            return None
        match = column_field(label.text) if label.text.strip() else None
        if match is None or match[1] < SURE or match[0] in values:
            return None
        if match[0] == HEADING and _is_label(cell.text):
            continue
        if _is_label(cell.text):
            return None
        values[match[0]] = Value(cell.lines, cell.place)
    return values if set(values) & (MEASURE_FIELDS | {"title"}) else None


def _is_label(text: str) -> bool:
    match = column_field(text)
    return match is not None and match[1] >= SURE


def goes_on_form(last: TableRow, form: TableRow) -> bool:
    """Tell whether `form` is the rest of `last`: it has no title and no field twice."""
    return "title" not in form.values and "title" in last.values and not (form.values.keys() & last.values.keys() - {"number"})

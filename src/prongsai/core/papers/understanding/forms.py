"""Tables of two columns, field names on the left: one measure each ("ชื่อมาตรการ | …", "ผู้รับผิดชอบ | …")."""

from __future__ import annotations

import re
from dataclasses import replace

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


def read_forms(table: Table, before: TextLine | None, ledger: Ledger) -> list[TableRow]:
    """The forms that a table of two columns holds, one row each; none where a cell of the left column names no field.

    A title, or a field that comes again, begins the next form; a row without name goes on with the one above. A form with a title is a
    measure; a first one without is the rest of a form that a page
    break cut (see `goes_on_form`). The number comes from a field of its own or from the line before ("มาตรการที่ ๒").
    """
    forms = _fields(table)
    if not forms:
        return []
    ledger.take_all(cell.place for row in table.rows for cell in row if cell is not None)
    found = NUMBER.search(before.text) if before is not None else None
    if found is not None and before is not None and "number" not in forms[0]:
        forms[0]["number"] = Value((Line(found[1]),), before.place)
        ledger.take(before.place)
    return [TableRow(values, next(iter(values.values())).place, 0) for values in forms]


def _fields(table: Table) -> list[dict[str, Value]]:
    if table.width != 2 or not table.rows:
        return []
    forms: list[dict[str, Value]] = [{}]
    for label, cell in table.rows:
        if label is None or cell is None:
            return []
        if not label.text.strip() and not cell.text.strip():
            continue
        if not label.text.strip() and forms[-1]:
            last = next(reversed(forms[-1]))
            forms[-1][last] = replace(forms[-1][last], lines=(*forms[-1][last].lines, *cell.lines))
            continue
        match = column_field(label.text) if label.text.strip() else None
        if match is None or match[1] < SURE or (_is_label(cell.text) and match[0] != HEADING):
            return []
        if match[0] == HEADING and _is_label(cell.text):
            continue
        if match[0] in forms[-1] or (match[0] == "title" and forms[-1]):
            forms.append({})
        forms[-1][match[0]] = Value(cell.lines, cell.place)
    has_titles = all("title" in form for form in forms[1:])
    return forms if has_titles and set(forms[0]) & (MEASURE_FIELDS | {"title"}) else []


def _is_label(text: str) -> bool:
    match = column_field(text)
    return match is not None and match[1] >= SURE


def goes_on_form(last: TableRow, form: TableRow) -> bool:
    """Tell whether `form` is the rest of `last`: it has no title and no field twice."""
    return "title" not in form.values and "title" in last.values and not (form.values.keys() & last.values.keys() - {"number"})

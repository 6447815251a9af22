"""Tables that a converter unrolled into lines, one cell a line: the header names first, then the cells of each row under its number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from prongsai.core.papers.blocks import Line
from prongsai.core.papers.understanding.columns import MEASURE_FIELDS, Header
from prongsai.core.papers.understanding.ledger import Ledger
from prongsai.core.papers.understanding.markers import D
from prongsai.core.papers.understanding.prepare import TextLine
from prongsai.core.papers.understanding.rows import JoinedTable, TableRow, Value
from prongsai.core.papers.understanding.vocabulary import column_field
from prongsai.core.thai.numerals import to_arabic_digits
from prongsai.core.thai.periods import parse_period
from prongsai.core.thai.units import read_units, vocabulary

NUMBER = re.compile(rf"^([{D}]{{1,3}})[.)]?$")
LEAST_FIELDS = 4
LONG_FIELDS = ("steps", "outputs", "outcomes", "suggestions", "obstacles")


def read_stacked(lines: Sequence[TextLine], ledger: Ledger) -> JoinedTable | None:
    """The measures of such a list, or None where no four header names follow each other with number and title among them.

    A row runs from its number to the next. Its first cells are one line each, its last ones too; the lines in between belong to the one
    long
    field (steps or results), or, where there are two, are told apart by the unit and the period between them.
    """
    start, fields = _header(lines)
    if not fields:
        return None
    rows = [row for record in _records(lines[start + len(fields) :]) if (row := _row(record, fields)) is not None]
    if len(rows) < 2:
        return None
    ledger.take_all(line.place for line in lines[start : start + len(fields)])
    ledger.take_all(value.place for row in rows for value in row.values.values())
    return JoinedTable("measures", Header(dict(enumerate(fields)), tuple(fields), 0), rows)


def _header(lines: Sequence[TextLine]) -> tuple[int, list[str]]:
    for start in range(len(lines)):
        fields: list[str] = []
        for line in (lines[index] for index in range(start, len(lines))):
            match = column_field(line.text) if len(line.text) < 40 else None
            if match is None or match[1] < 84 or match[0] in fields:
                break
            fields.append(match[0])
        if len(fields) >= LEAST_FIELDS and fields[0] == "number" and "title" in fields and set(fields) & MEASURE_FIELDS:
            return start, fields
    return 0, []


def _records(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """Lines from one running number to the next."""
    records: list[list[TextLine]] = []
    for line in lines:
        number = NUMBER.match(line.text)
        if number is not None and int(to_arabic_digits(number[1])) == len(records) + 1:
            records.append([line])
        elif records:
            records[-1].append(line)
    return records


def _row(record: Sequence[TextLine], fields: Sequence[str]) -> TableRow | None:
    cells = list(record)
    front, back = list(fields), []
    values: dict[str, list[TextLine]] = {}
    while front and front[0] not in LONG_FIELDS and cells:
        values[front.pop(0)] = [cells.pop(0)]
    while front and front[-1] not in LONG_FIELDS and cells:
        back.append(front.pop())
        values[back[-1]] = [cells.pop()]
    if front and not _share(cells, front, values):
        return None
    return TableRow({name: _value(found) for name, found in values.items() if found}, record[0].place, 0)


def _share(cells: list[TextLine], fields: Sequence[str], values: dict[str, list[TextLine]]) -> bool:
    """Give the lines in the middle to the long fields; short fields between them are found by what they say."""
    if len(fields) == 1:
        values[fields[0]] = cells
        return True
    current = fields[0]
    rest = list(fields)
    for cell in cells:
        following = next((name for name in rest[1:] if _says(name, cell.text)), None)
        if following is not None:
            current = following
            rest = rest[rest.index(following) :]
        elif current not in LONG_FIELDS and values.get(current) and len(rest) > 1:
            rest = rest[1:]
            current = rest[0]
        values.setdefault(current, []).append(cell)
    return bool(cells)


def _says(name: str, text: str) -> bool:
    if name == "units":
        found = read_units(text)
        known = {unit.name for unit in vocabulary()}
        return bool(found) and len(text) < 80 and known.issuperset(found) and text.strip()[:1] not in "-•"
    if name == "period":
        return len(text) < 50 and parse_period(text) is not None
    return False


def _value(lines: Sequence[TextLine]) -> Value:
    return Value(tuple(Line(line.text, True, line.indent) for line in lines), lines[0].place)

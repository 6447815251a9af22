"""Tables of a file → whole tables: those that pages broke apart are joined again, each row as fields with their cells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from prongsai.core.papers.blocks import Cell, Line, Place, Table
from prongsai.core.papers.understanding.columns import Header, is_repeated, read_header
from prongsai.core.papers.understanding.ledger import Ledger
from prongsai.core.papers.understanding.prepare import Flow, TextLine

LONG_TEXT = 40


@dataclass(frozen=True, slots=True)
class Value:
    """The cell of one field in one row. `is_covered`: a cell merged from above stands here."""

    lines: tuple[Line, ...]
    place: Place
    is_covered: bool = False
    row_span: int = 1

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a joined table; `page` counts its broken parts from 0. `spans_all`: one cell over the whole width (a group heading)."""

    values: dict[str, Value]
    place: Place
    page: int
    spans_all: bool = False

    def text(self, name: str) -> str:
        value = self.values.get(name)
        return value.text if value is not None else ""

    @property
    def is_empty(self) -> bool:
        return not any(value.lines for value in self.values.values())


@dataclass(slots=True)
class JoinedTable:
    """A table as its author meant it. `kind` is measures, scores, levels or other; `heading` the text line right before its first part."""

    kind: str
    header: Header
    rows: list[TableRow] = field(default_factory=list)
    heading: str = ""
    pages: int = 1

    @property
    def fields(self) -> set[str]:
        return set(self.header.fields.values())


def join_tables(flow: Flow, ledger: Ledger) -> tuple[list[JoinedTable], list[Table]]:
    """Join the broken tables of a file; return them and the tables that no header explains.

    A part with the same fields goes on with the table before, also under a repeated header; a part without header does so when it is as
    wide
    and only short lines stand between.
    """
    joined: list[JoinedTable] = []
    unknown: list[Table] = []
    between: list[TextLine] = []
    for item in flow.items:
        if isinstance(item, TextLine):
            between.append(item)
            continue
        header = read_header(item)
        current = joined[-1] if joined else None
        if header is not None:
            ledger.take_all(cell.place for row in item.rows[: header.rows] for cell in row if cell is not None)
            if current is None or not _same_table(current.header, header, between):
                joined.append(JoinedTable(header.kind, header, heading=between[-1].text if between else ""))
            else:
                current.pages += 1
            joined[-1].rows.extend(_rows(item, header, joined[-1].pages - 1, header.rows, ledger))
        elif current is not None and item.width == _width(current.header) and not _has_long(between):
            current.pages += 1
            current.rows.extend(_rows(item, current.header, current.pages - 1, 0, ledger))
        else:
            unknown.append(item)
        between = []
    return joined, unknown


def _width(header: Header) -> int:
    return len(header.wordings)


def _has_long(between: Iterable[TextLine]) -> bool:
    return sum(len(line.text) for line in between) > LONG_TEXT


def _same_table(left: Header, right: Header, between: list[TextLine]) -> bool:
    if list(left.fields.values()) != list(right.fields.values()):
        return False
    return not any(line.level is not None or len(line.text) > LONG_TEXT for line in between)


def _rows(table: Table, header: Header, page: int, skip: int, ledger: Ledger) -> Iterable[TableRow]:
    for cells in table.rows[skip:]:
        if is_repeated(cells, header):
            ledger.take_all(cell.place for cell in cells if cell is not None)
            continue
        row = _row(cells, table, header, page)
        if not row.is_empty or any(cell is not None and cell.lines for cell in cells):
            yield row


def _row(cells: tuple[Cell | None, ...], table: Table, header: Header, page: int) -> TableRow:
    r = next((cell.place.row or 1 for cell in cells if cell is not None), 1)
    place = next((cell.place for cell in cells if cell is not None), table.place)
    values: dict[str, Value] = {}
    for c, name in header.fields.items():
        cell = cells[c] if c < len(cells) else None
        if cell is not None:
            values[name] = Value(cell.lines, cell.place, row_span=cell.row_span)
        else:
            values[name] = Value((), Place(place.page, place.line, place.table, r, c + 1), is_covered=not _spanned_in_row(cells, c))
    filled = [cell for cell in cells if cell is not None and cell.lines]
    spans_all = len(filled) == 1 and filled[0].column_span >= max(2, len(cells) - 1)
    return TableRow(values, place, page, spans_all)


def _spanned_in_row(cells: tuple[Cell | None, ...], column: int) -> bool:
    """Tell whether a cell to the left in the same row covers this column."""
    for c in range(column - 1, -1, -1):
        cell = cells[c]
        if cell is not None:
            return c + cell.column_span > column
    return False

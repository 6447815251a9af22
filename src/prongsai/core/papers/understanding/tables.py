"""Tables of a file → whole tables: those that pages broke apart are joined again, each row as fields with their cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from prongsai.core.papers.blocks import Cell, Place, Table
from prongsai.core.papers.understanding.columns import Header, is_repeated, read_header
from prongsai.core.papers.understanding.forms import read_form
from prongsai.core.papers.understanding.ledger import Ledger
from prongsai.core.papers.understanding.prepare import Flow, TextLine
from prongsai.core.papers.understanding.rows import JoinedTable, TableRow, Value
from prongsai.core.papers.understanding.vocabulary import bare

LONG_TEXT = 40


def join_tables(flow: Flow, ledger: Ledger) -> tuple[list[JoinedTable], list[Table]]:
    """Join the broken tables of a file; return them and the tables that no header explains.

    A part with the same fields goes on with the table before, also under a repeated header; a part without header does so when it is as
    wide
    and only short lines stand between.
    """
    joined: list[JoinedTable] = []
    unknown: list[Table] = []
    between: list[TextLine] = []
    furniture = _furniture(flow)
    for item in flow.items:
        if isinstance(item, TextLine):
            if bare(item.text) not in furniture and not item.is_number:
                between.append(item)
            continue
        form = read_form(item, between[-1] if between else None, ledger)
        if form is not None:
            _add_form(joined, form)
            between = []
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


def _add_form(joined: list[JoinedTable], form: TableRow) -> None:
    """Forms that follow each other are the rows of one table."""
    fields = list(form.values)
    if not joined or joined[-1].header.rows or not joined[-1].rows:
        joined.append(JoinedTable("measures", Header({}, (), 0)))
    header = joined[-1].header
    for name in fields:
        if name not in header.fields.values():
            header.fields[len(header.fields)] = name
    joined[-1].rows.append(form)


def _furniture(flow: Flow) -> set[str]:
    """Lines that come again on page after page (running titles, marks of scanning programs): they do not part a table."""
    counted = Counter(bare(line.text) for line in flow.text_lines())
    return {text for text, count in counted.items() if count > 1}


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

"""Tables of a file → whole tables: those that pages broke apart are joined again, each row as fields with their cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from prongsai.core.papers.blocks import Cell, Line, Place, Table
from prongsai.core.papers.understanding.columns import Header, is_repeated, read_header, year_alone
from prongsai.core.papers.understanding.forms import goes_on_form, read_forms
from prongsai.core.papers.understanding.inference import infer_fields
from prongsai.core.papers.understanding.ledger import Ledger
from prongsai.core.papers.understanding.prepare import Flow, TextLine
from prongsai.core.papers.understanding.rows import JoinedTable, TableRow, Value
from prongsai.core.papers.understanding.vocabulary import bare, column_field
from prongsai.core.thai.persons import looks_like_person

LONG_TEXT = 40
GROUP_HEADING = re.compile(r"^(?:ด้าน|มิติ|ประเด็น|หมวด|กลยุทธ์|องค์ประกอบ|กลุ่ม|ยุทธศาสตร์)(?:ที่)?\s*[0-9๐-๙:(]")
SURE = 84.0


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
        forms = read_forms(item, between[-1] if between else None, ledger)
        if forms and ("title" in forms[0].values or _has_open_form(joined, forms[0])):
            for form in forms:
                _add_form(joined, form)
            between = []
            continue
        header = read_header(item)
        header = infer_fields(item, header) if header is not None else None
        current = joined[-1] if joined else None
        if header is not None:
            _label_header(item, header, ledger)
            if current is None or not _same_table(current.header, header, between):
                joined.append(JoinedTable(header.kind, header, heading=between[-1].text if between else ""))
            else:
                current.pages += 1
            joined[-1].rows.extend(_rows(item, header, joined[-1].pages - 1, header.rows, ledger))
        elif current is not None and item.width == _width(current.header) and not _has_long(between) and not _is_signature(item):
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
    last = joined[-1].rows[-1] if joined[-1].rows else None
    if last is not None and goes_on_form(last, form):
        last.values.update({name: value for name, value in form.values.items() if name not in last.values})
    else:
        joined[-1].rows.append(form)


def _has_open_form(joined: Sequence[JoinedTable], form: TableRow) -> bool:
    return bool(joined) and not joined[-1].header.rows and bool(joined[-1].rows) and goes_on_form(joined[-1].rows[-1], form)


def _label_header(table: Table, header: Header, ledger: Ledger) -> None:
    """The cells of the header that name a field are labels; what others say (in a second row: what is not surely a name) is unread."""
    for r, row in enumerate(table.rows[: header.rows]):
        for c, cell in enumerate(row):
            match = column_field(cell.text) if cell is not None else None
            is_name = c in header.fields or match is not None
            is_sure = (match is not None and match[1] >= SURE) or (cell is not None and year_alone(cell.text) is not None)
            if cell is not None and (is_name if r == 0 else is_sure):
                ledger.label(cell.place)


def _furniture(flow: Flow) -> set[str]:
    """Lines that come again on page after page (running titles, marks of scanning programs): they do not part a table."""
    counted = Counter(bare(line.text) for line in flow.text_lines())
    return {text for text, count in counted.items() if count > 1}


def _width(header: Header) -> int:
    return len(header.wordings)


def _is_signature(table: Table) -> bool:
    """Tell whether the table only sets off signatures: one short cell a row, a person or a line to sign on among them."""
    filled = [[cell for cell in row if cell is not None and cell.lines] for row in table.rows]
    texts = [cells[0].text.strip() for cells in filled if len(cells) == 1]
    return len(texts) == len(table.rows) and any(
        text.startswith(("(ลงชื่อ", "ลงชื่อ")) or looks_like_person(text.strip("() ")) for text in texts
    )


def _has_long(between: Iterable[TextLine]) -> bool:
    return sum(len(line.text) for line in between if not GROUP_HEADING.match(line.text)) > LONG_TEXT


def _same_table(left: Header, right: Header, between: list[TextLine]) -> bool:
    if list(left.fields.values()) != list(right.fields.values()):
        return False
    return not any((line.level is not None or len(line.text) > LONG_TEXT) and not GROUP_HEADING.match(line.text) for line in between)


def _rows(table: Table, header: Header, page: int, skip: int, ledger: Ledger) -> Iterable[TableRow]:
    for cells in table.rows[skip:]:
        if is_repeated(cells, header):
            for cell in cells:
                if cell is not None:
                    ledger.label(cell.place)
            continue
        row = _row(cells, table, header, page, ledger)
        if not row.is_empty or any(cell is not None and cell.lines for cell in cells):
            yield row


def _row(cells: tuple[Cell | None, ...], table: Table, header: Header, page: int, ledger: Ledger) -> TableRow:
    r = next((cell.place.row or 1 for cell in cells if cell is not None), 1)
    place = next((cell.place for cell in cells if cell is not None), table.place)
    values: dict[str, Value] = {}
    columns = _columns(cells, header)
    for c, name in header.fields.items():
        at = columns.get(c, c)
        cell = cells[at] if at < len(cells) else None
        if cell is not None:
            values[name] = Value(cell.lines, cell.place, row_span=cell.row_span)
        else:
            where = Place(page=place.page, line=place.line, table=place.table, row=r, column=c + 1)
            values[name] = Value((), where, is_covered=not _spanned_in_row(cells, c))
    _join_ends(values, ledger)
    filled = [cell for cell in cells if cell is not None and cell.lines]
    spans_all = len(filled) == 1 and filled[0].column_span >= max(2, len(cells) - 1)
    return TableRow(values, place, page, spans_all)


def _join_ends(values: dict[str, Value], ledger: Ledger) -> None:
    """First and last day in columns of their own: one period in the words of both. A last day alone is no period and stays unread."""
    first, last = values.pop("period_start", None) or values.get("period"), values.pop("period_end", None)
    if first is None:
        return
    ends = [value for value in (first, last) if value is not None and value.lines]
    ledger.take_all(value.place for value in ends)
    values["period"] = replace(first, lines=(Line(" - ".join(value.text for value in ends)),)) if len(ends) > 1 else (ends or [first])[0]


def _columns(cells: tuple[Cell | None, ...], header: Header) -> dict[int, int]:
    """Header column → column of this row, where both have as many cells but begin them at other places of the grid (PDF tables do)."""
    starts = [c for c, cell in enumerate(cells) if cell is not None]
    if len(starts) != len(header.starts) or tuple(starts) == header.starts:
        return {}
    return dict(zip(header.starts, starts, strict=True))


def _spanned_in_row(cells: tuple[Cell | None, ...], column: int) -> bool:
    """Tell whether a cell to the left in the same row covers this column."""
    for c in range(column - 1, -1, -1):
        cell = cells[c]
        if cell is not None:
            return c + cell.column_span > column
    return False

"""The bytes of a table file → its rows as text, with the number of each line. The readers of papers do the opening and keep the limits."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from decimal import Decimal

from prongsai.core.papers.errors import UnsupportedKind
from prongsai.core.papers.readers import archive
from prongsai.core.papers.readers.encoding import decode
from prongsai.core.papers.readers.limits import DEFAULT, Limits, check_cells, check_file_size
from prongsai.core.papers.readers.number_formats import Value, shown_value
from prongsai.core.papers.readers.sheet_scan import Scan, scan_ods, scan_xlsx
from prongsai.core.papers.readers.sniff import sniff
from prongsai.core.papers.readers.workbook import RawSheet, load
from prongsai.core.score_files.faults import CellFault, InputFault
from prongsai.core.thai.controls import without_controls

_WORKBOOKS, _TEXTS = {"xlsx", "xls", "ods"}, {"csv", "text"}
_DELIMITERS = ",;\t|"
# Quoted text, escaped signs, colours and conditions, paddings: what a number format shows beside the number.
_BESIDE_NUMBER = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].')


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a line, without control characters and white space around them. `line` counts from 1."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file or of a sheet that are not empty; `name` is that of the sheet."""

    name: str
    rows: tuple[Row, ...]


def read_tables(data: bytes, name: str, limits: Limits = DEFAULT) -> tuple[Table, ...]:
    """The tables of a file: one for CSV, one for each visible sheet that has something in it. The content says the kind, not the name.

    Numbers of a workbook come with the 15 digits that Excel keeps, not as shown; those shown as percent times 100. Cells of XLSX and ODS
    that hold an error come as its name (`#DIV/0!`), formulas of XLSX that were never computed as their text (`=A1+B1`). Rows and columns
    that are hidden are there. Raises `InputFault` for CSV that is not whole, `PaperError` for what cannot be opened, is no table or goes
    beyond the limits.
    """
    check_file_size(len(data), name, limits)
    kind = sniff(data)
    if kind not in _WORKBOOKS | _TEXTS:
        raise UnsupportedKind(
            "ไฟล์คะแนนต้องเป็นตาราง CSV หรือ Excel (.xlsx) โปรดบันทึกเป็นชนิดใดชนิดหนึ่ง",
            "Scores come as CSV or as a workbook (.xlsx): save them as one.",
        )
    tables = _sheets(data, kind, limits) if kind in _WORKBOOKS else (Table("", _lines(data, limits)),)
    return tuple(table for table in tables if table.rows)


def _lines(data: bytes, limits: Limits) -> tuple[Row, ...]:
    text = decode(data)[0]
    header = text.lstrip("\n\r ").split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=header.count), strict=True)
    rows, cells, begin = [], 0, 1
    try:
        for row in reader:
            cells += len(row)
            check_cells(cells, limits)
            rows.append(Row(begin, tuple(without_controls(cell).strip() for cell in row)))
            begin = reader.line_num + 1
    except csv.Error as error:
        raise InputFault(
            [CellFault(begin, "", "เครื่องหมายคำพูดไม่ครบคู่ ไฟล์อาจขาดหาย", f"quotes are not paired, the file may be cut ({error})")]
        ) from None
    lost = [CellFault(row.line, "", "มีอักขระเสียหาย", "characters are damaged") for row in rows if "\ufffd" in "".join(row.cells)]
    if lost:
        raise InputFault(lost)
    return tuple(row for row in rows if any(row.cells))


def _sheets(data: bytes, kind: str, limits: Limits) -> tuple[Table, ...]:
    scans: dict[str, Scan] = {}
    if kind != "xls":
        members = archive.unpack(data, limits)
        scans = scan_xlsx(members, limits) if kind == "xlsx" else scan_ods(members.get("content.xml", b""), limits)
        data = archive.pack(members)
    tables = []
    for sheet in load(data, limits):
        rows = _texts(sheet, scans.get(sheet.name, Scan()))
        tables.append(Table(sheet.name, tuple(row for row in rows if any(row.cells))))
    return tuple(tables)


def _texts(sheet: RawSheet, scan: Scan) -> list[Row]:
    """The rows of a sheet. calamine gives errors as empty cells, and leaves out the ends of a sheet that have nothing else."""
    top, left = sheet.start
    texts = {
        (top + r, left + c): _text(value, scan.formats.get((top + r, left + c), ""))
        for r, row in enumerate(sheet.rows)
        for c, value in enumerate(row)
    }
    if not sheet.is_hidden:
        texts |= scan.failed
    if not texts:
        return []
    columns = range(min(column for _, column in texts), max(column for _, column in texts) + 1)
    lines = sorted({line for line, _ in texts})
    return [Row(line + 1, tuple(texts.get((line, column), "") for column in columns)) for line in lines]


def _text(value: Value, code: str) -> str:
    if isinstance(value, float | int) and not isinstance(value, bool):
        is_percent = "%" in _BESIDE_NUMBER.sub("", code).split(";")[0]
        exact = Decimal(f"{value:.15g}") * (100 if is_percent else 1)
        return f"{exact.normalize():f}"
    return shown_value(value).strip()

"""A workbook that came back → its rows as texts by column, or what is wrong with it as a whole. Nothing is compared with the plan here.

The bounded readers of papers open the file: no macro runs, no formula is computed, nothing grows beyond the limits.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from prongsai.core.papers.readers import archive
from prongsai.core.papers.readers.limits import DEFAULT
from prongsai.core.papers.readers.number_formats import Value, shown_value
from prongsai.core.papers.readers.sheet_scan import Scan, scan_ods, scan_xlsx
from prongsai.core.papers.readers.workbook import RawSheet, load
from prongsai.foundation.faults import Fault, Unusable
from prongsai.programme.plans.sheet.cells import tidy
from prongsai.programme.plans.sheet.columns import COLUMNS, LISTS, MEASURE, MEASURES, REPORTS, STEP, TOLD, Column, address

LIMITS = replace(
    DEFAULT,
    file_bytes=10 * 2**20,
    cells=300_000,
    zip_bytes=100 * 2**20,
    zip_members=2_000,
    office_seconds=20,
    workbook_memory_bytes=1_024 * 2**20,
)
MOST_FAULTS = 500
_SEARCHED_LINES = 20
_LAST_BUDDHIST = 2400
_KEYED = re.compile(r"[ms]\d+")


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong in one cell, or in a row (`index` -1) or sheet (`line` 0). `column` is its head."""

    sheet: str
    line: int
    index: int
    column: str
    message: str

    @property
    def place(self) -> str:
        """The place as spreadsheets name it: "มาตรการ!F12"; only the line where it is the whole row."""
        if not self.line:
            return self.sheet
        return f"{self.sheet}!{address(self.line, self.index) if self.index >= 0 else self.line}"


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not empty: its line from 1, and its texts by key of column."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A sheet as it came. `heads` are all columns by index: (head, key, "" for an unknown one); `grid` all texts by line and index."""

    name: str
    head_line: int
    heads: Mapping[int, tuple[str, str]]
    grid: Mapping[int, Mapping[int, str]]
    faults: tuple[CellFault, ...] = ()

    @property
    def places(self) -> dict[str, int]:
        """Key of column → index."""
        return {key: index for index, (_head, key) in self.heads.items() if key}

    def rows(self) -> list[Row]:
        """The rows below the head that hold something in a known column."""
        found = []
        for line, cells in self.grid.items():
            texts = {key: cells.get(index, "") for index, (_head, key) in self.heads.items() if key}
            if line > self.head_line and any(texts.values()):
                found.append(Row(line, texts))
        return found

    def fault(self, line: int, key: str, message: str) -> CellFault:
        """A fault at the cell of a column, or at the row where the sheet has no such column."""
        index = self.places.get(key, -1)
        return CellFault(self.name, line, index, self.heads[index][0] if index >= 0 else "", message)


@dataclass(frozen=True, slots=True)
class ReadBook:
    """What a workbook holds. `remarks` tell what was not read."""

    sheets: Mapping[str, ReadSheet]
    remarks: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As JSON, to be kept."""
        return {
            "remarks": list(self.remarks),
            "sheets": [
                {
                    "name": sheet.name,
                    "head_line": sheet.head_line,
                    "heads": [[index, head, key] for index, (head, key) in sheet.heads.items()],
                    "grid": [[line, [[index, text] for index, text in cells.items()]] for line, cells in sheet.grid.items()],
                    "faults": [[fault.line, fault.index, fault.column, fault.message] for fault in sheet.faults],
                }
                for sheet in self.sheets.values()
            ],
        }


def book_from_json(held: Mapping[str, Any]) -> ReadBook:
    """The book that was kept."""
    sheets = {}
    for entry in held["sheets"]:
        name = entry["name"]
        sheets[name] = ReadSheet(
            name=name,
            head_line=entry["head_line"],
            heads={index: (head, key) for index, head, key in entry["heads"]},
            grid={line: dict(cells) for line, cells in entry["grid"]},
            faults=tuple(CellFault(name, *fault) for fault in entry["faults"]),
        )
    return ReadBook(sheets, tuple(held["remarks"]))


def read_book(data: bytes) -> ReadBook:
    """Read a workbook (XLSX, or ODS from LibreOffice).

    Raises `PaperError` for a file that cannot be opened or goes beyond the limits, and `Unusable` where neither sheet is there, or one
    lacks columns.
    """
    members = archive.unpack(data, LIMITS)
    if any(name.lower().endswith("vbaproject.bin") for name in members):
        raise Unusable((Fault("file", _("ไฟล์มีมาโคร บันทึกเป็น Excel (.xlsx) แบบไม่มีมาโครแล้วส่งใหม่")),))
    is_ods = "content.xml" in members
    scans = scan_ods(members["content.xml"], LIMITS) if is_ods else scan_xlsx(members, LIMITS)
    raw = load(archive.pack(members), LIMITS)
    sheets: dict[str, ReadSheet] = {}
    faults: list[Fault] = []
    faults += _twins(raw)
    for sheet in raw:
        name = _name(sheet)
        if name not in COLUMNS or sheet.is_hidden:
            continue
        if sheet.name not in scans:
            faults.append(Fault("file", _("อ่านแผ่นงาน %(sheet)s ไม่ครบ เปิดใน Excel หรือ LibreOffice แล้วบันทึกเป็น .xlsx ใหม่") % {"sheet": name}))
            continue
        try:
            sheets[name] = _sheet(name, sheet, scans[sheet.name])
        except Unusable as unusable:
            faults += unusable.faults
    hidden = _hidden(raw)
    if not sheets and not faults and hidden:
        faults.append(Fault("file", _("แผ่นงาน %(names)s ถูกซ่อน เลิกซ่อนแล้วส่งใหม่") % {"names": ", ".join(hidden)}))
    if not sheets and not faults:
        faults.append(
            Fault("file", _("ไม่พบแผ่นงาน %(first)s หรือ %(second)s ดาวน์โหลดไฟล์ใหม่จากหน้านี้") % {"first": MEASURES, "second": REPORTS})
        )
    if faults:
        raise Unusable(tuple(faults))
    return ReadBook(sheets, tuple(_remarks(raw, sheets)))


def _name(sheet: RawSheet) -> str:
    return " ".join(sheet.name.split())


def _twins(raw: Iterable[RawSheet]) -> Iterable[Fault]:
    """Visible sheets whose names differ in their spaces only: which of them is meant, nobody knows."""
    visible = [sheet for sheet in raw if not sheet.is_hidden]
    for name in COLUMNS:
        names = [sheet.name for sheet in visible if _name(sheet) == name]
        if len(names) > 1:
            words = _("มีแผ่นงานชื่อเดียวกันหลายแผ่น คือ “%(names)s” ต่างกันเพียงช่องว่าง รวมไว้ในแผ่นเดียวแล้วลบแผ่นอื่น")
            yield Fault("file", words % {"names": "” “".join(names)})


def _hidden(raw: Iterable[RawSheet]) -> list[str]:
    return [sheet.name for sheet in raw if sheet.is_hidden and _name(sheet) in COLUMNS]


def _remarks(raw: Iterable[RawSheet], sheets: Mapping[str, ReadSheet]) -> Iterable[str]:
    own = {*COLUMNS, TOLD, LISTS}
    if hidden := _hidden(raw):
        yield _("แผ่นงาน %(names)s ถูกซ่อน จึงไม่ได้อ่าน") % {"names": ", ".join(hidden)}
    extra = [sheet.name for sheet in raw if _name(sheet) not in own and any(any(row) for row in sheet.rows)]
    if extra:
        yield _("ไม่ได้อ่านแผ่นงาน %(names)s") % {"names": ", ".join(extra[:10])}
    for sheet in sheets.values():
        strange = [head or address(sheet.head_line, index) for index, (head, key) in sheet.heads.items() if not key]
        if strange:
            yield _("ไม่ได้อ่านคอลัมน์ %(names)s ของแผ่นงาน %(sheet)s") % {"names": ", ".join(strange[:10]), "sheet": sheet.name}


def _sheet(name: str, raw: RawSheet, scan: Scan) -> ReadSheet:
    top, left = raw.start
    values: dict[int, dict[int, Value]] = {
        top + at + 1: {left + index: value for index, value in enumerate(row) if value not in ("", None)} for at, row in enumerate(raw.rows)
    }
    for (at, index), text in scan.failed.items():
        values.setdefault(at + 1, {})[index] = text
    head_line = _head_line(name, values)
    heads = _heads(name, head_line, values)
    _nothing_above(name, heads, head_line, values)
    known = {column.key: column for column in COLUMNS[name]}
    grid: dict[int, dict[int, str]] = {}
    for line in sorted(values):
        cells = {
            index: tidy(_text(value, known.get(heads.get(index, ("", ""))[1]), scan.formats.get((line - 1, index), "")))
            for index, value in values[line].items()
        }
        if held := {index: text for index, text in cells.items() if text}:
            grid[line] = held
    faults = [*_failed(name, heads, head_line, scan), *_merged(name, heads, head_line, grid, raw, scan)]
    return ReadSheet(name, head_line, heads, grid, tuple(faults))


def _head_line(name: str, values: Mapping[int, Mapping[int, Value]]) -> int:
    names = {_plain(column.head) for column in COLUMNS[name]}
    for line in sorted(values)[:_SEARCHED_LINES]:
        if len(names & {_plain(str(value)) for value in values[line].values()}) >= 3:
            return line
    raise Unusable((Fault("file", _("แผ่นงาน %(sheet)s ไม่มีหัวคอลัมน์ ดาวน์โหลดไฟล์ใหม่แล้วคัดลอกข้อมูลไปวาง") % {"sheet": name}),))


def _heads(name: str, head_line: int, values: Mapping[int, Mapping[int, Value]]) -> dict[int, tuple[str, str]]:
    """The columns by index. Raises `Unusable` for a column that is there twice or, unless it is hidden or fixed, missing."""
    known = {_plain(column.head): column for column in COLUMNS[name]}
    heads: dict[int, tuple[str, str]] = {}
    faults: list[Fault] = []
    strange: list[str] = []
    for index, value in sorted(values[head_line].items()):
        text = " ".join(str(value).split())
        column = known.get(_plain(text))
        place = f"{name}!{address(head_line, index)}"
        if column is not None and any(key == column.key for _head, key in heads.values()):
            faults.append(Fault("file", _("%(place)s: มีคอลัมน์ “%(head)s” ซ้ำ ลบให้เหลือคอลัมน์เดียว") % {"place": place, "head": text}))
            continue
        if column is None:
            strange.append(f"{place} “{text}”")
        heads[index] = (text, column.key if column else "")
    filled = {index for line, cells in values.items() if line > head_line for index in cells}
    heads |= dict.fromkeys(sorted(filled - heads.keys()), ("", ""))
    missing = [column.head for column in COLUMNS[name] if column.key not in {key for _head, key in heads.values()}]
    if missing:
        words = _("แผ่นงาน %(sheet)s ไม่มีคอลัมน์ %(names)s") % {"sheet": name, "names": ", ".join(missing)}
        if strange:
            words += " " + _("หัวคอลัมน์ที่ไม่รู้จักคือ %(places)s เปลี่ยนชื่อกลับเป็นชื่อเดิม") % {"places": ", ".join(strange[:10])}
        faults.append(Fault("file", words))
    if faults:
        raise Unusable(tuple(faults))
    return heads


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _nothing_above(name: str, heads: Mapping[int, tuple[str, str]], head_line: int, values: Mapping[int, Mapping[int, Value]]) -> None:
    """Raise `Unusable` where rows of the plan stand above the heads, as after sorting with the heads: they would not be read."""
    places = {key: index for index, (_head, key) in heads.items() if key}
    lost = [
        str(line)
        for line, cells in sorted(values.items())
        if line < head_line
        and (
            _KEYED.fullmatch(str(cells.get(places["key"], "")).strip())
            or (cells.get(places.get("kind", -1)) in {MEASURE, STEP} and cells.get(places.get("text", -1)))
        )
    ]
    if lost:
        words = _("แผ่นงาน %(sheet)s มีแถวของแผนอยู่เหนือหัวคอลัมน์ (แถว %(lines)s) ย้ายหัวคอลัมน์ขึ้นไปไว้เหนือทุกแถวแล้วส่งใหม่")
        raise Unusable((Fault("file", words % {"sheet": name, "lines": ", ".join(lost)}),))


def _text(value: Value, column: Column | None, code: str) -> str:
    """A value as text: days as ISO where the column holds days, else as people see them; whole numbers without a point.

    `code` is the number format of the cell: a text that a program made a number of reads as it is shown, "50%" rather than 0.5.
    """
    if isinstance(value, str):
        return value
    if code and column is not None and column.kind in {"text", "lines"} and isinstance(value, int | float):
        return shown_value(value, code)
    if isinstance(value, datetime | date) and column is not None and column.kind in {"day", "days"}:
        day = value.date() if isinstance(value, datetime) else value
        if isinstance(value, datetime) and value.time() != time():
            return shown_value(value)
        return (_from_buddhist(day) or day).isoformat()
    if isinstance(value, float) and not value.is_integer():
        return f"{value:.15g}"
    return f"{value:.0f}" if isinstance(value, float) and abs(value) < 1e15 else shown_value(value)


def _from_buddhist(day: date) -> date | None:
    """A day whose year was typed as a Buddhist one; None where it was not, or does not exist so."""
    try:
        return day.replace(year=day.year - 543) if day.year > _LAST_BUDDHIST else None
    except ValueError:
        return None


def _failed(name: str, heads: Mapping[int, tuple[str, str]], head_line: int, scan: Scan) -> Iterable[CellFault]:
    """Errors of the spreadsheet, and formulas that were never computed."""
    for (at, index), text in sorted(scan.failed.items()):
        head, key = heads.get(index, ("", ""))
        if not key or at + 1 <= head_line:
            continue
        if text.startswith("="):
            message = _("“%(text)s” เป็นสูตรที่ยังไม่มีผลลัพธ์ เปิดไฟล์ในโปรแกรมตารางแล้วบันทึกใหม่ หรือวางเป็นค่า") % {"text": text[:60]}
        else:
            message = _("“%(text)s” คือสูตรที่คำนวณไม่ได้ แก้สูตรหรือพิมพ์ค่า") % {"text": text[:60]}
        yield CellFault(name, at + 1, index, head, message)


def _merged(
    name: str, heads: Mapping[int, tuple[str, str]], head_line: int, grid: Mapping[int, Mapping[int, str]], raw: RawSheet, scan: Scan
) -> Iterable[CellFault]:
    """Cells that were merged: what stands in them belongs to no single row, and all other rows lost what they held. Every row is told."""
    found = [(first, last) for first, last in raw.merged or []]
    found += [((at, index), (at + height - 1, index + width - 1)) for (at, index), (height, width) in scan.spans.items()]
    known = [index for index, (_head, key) in sorted(heads.items()) if key]
    lines = [line for line, cells in sorted(grid.items()) if line > head_line and not cells.keys().isdisjoint(known)]
    told: set[tuple[int, int]] = set()
    for (top, left), (bottom, right) in sorted(set(found)):
        index = next((index for index in known if left <= index <= right), -1)
        for line in lines[bisect_left(lines, top + 1) : bisect_right(lines, bottom + 1)] if index >= 0 else []:
            if (line, index) not in told:
                told.add((line, index))
                yield CellFault(name, line, index, heads[index][0], _("เซลล์นี้ผสานกับเซลล์อื่น เลิกผสานแล้วใส่ค่าในแต่ละแถว"))

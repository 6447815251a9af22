"""The header line of a file of scores: which column is what, and so at which height the file tells its scores."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from prongsai.core.score_files.faults import CellFault, InputFault
from prongsai.core.score_files.rows import Row
from prongsai.core.thai.numerals import to_arabic_digits

Field = Literal["agency", "fiscal_year", "instrument", "total", "level", "source", "unused"]

_FIELDS: Mapping[str, Field] = {
    **dict.fromkeys(("agency", "หน่วยงาน", "ชื่อหน่วยงาน"), "agency"),
    **dict.fromkeys(("fiscal_year", "ปีงบประมาณ", "ปี"), "fiscal_year"),
    **dict.fromkeys(("instrument", "แบบวัด", "เครื่องมือ"), "instrument"),
    **dict.fromkeys(("total", "คะแนนรวม"), "total"),
    **dict.fromkeys(("grade", "level", "ระดับ"), "level"),
    **dict.fromkeys(("source", "แหล่งที่มา"), "source"),
    # Columns that people keep beside the scores, and those that `prongsai score` adds.
    **dict.fromkeys(("no", "ลำดับ", "province", "จังหวัด", "district", "อำเภอ", "notes", "note", "หมายเหตุ"), "unused"),
    **dict.fromkeys(("given_total", "difference", "given_grade", "is_verified"), "unused"),
}
_INDICATOR = re.compile(r"(?:i|(?:indicator|ตัวชี้วัด(?:ที่)?)\s*)(\d{1,2})")
_NODE = re.compile(r"[A-Z]{3}|[A-Z]\d{1,2}|\d{1,2}\.\d{1,2}")
_ANSWER = re.compile(r"[A-Z]\d{1,2}(?:\.\d{1,2})?")
_EITHER = re.compile(r"I(?:[1-9]|10)")
_SEARCHED = 20


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header as written, and either the field or the key of the node or answer row that it holds."""

    index: int
    header: str
    field: Field | None
    key: str


@dataclass(frozen=True, slots=True)
class Head:
    """The header line. `is_answers`: one row per respondent; else one row per agency with points."""

    line: int
    columns: tuple[Column, ...]
    is_answers: bool

    @property
    def keyed(self) -> tuple[Column, ...]:
        """The columns with points or answers."""
        return tuple(column for column in self.columns if column.key)

    def of(self, field: Field) -> Column | None:
        """The column of a field, or None."""
        return next((column for column in self.columns if column.field == field), None)


def find_head(rows: Iterable[Row]) -> Head | None:
    """The header among the first twenty lines: the first in which at least two cells, and half of all, are known names. None: no such line.

    Raises `InputFault` where a name is not known, stands twice, or can mean two things.
    """
    for row in list(rows)[:_SEARCHED]:
        written = [cell for cell in row.cells if cell]
        known = [cell for cell in written if _field(cell) or _is_key(cell)]
        if len(known) >= 2 and 2 * len(known) >= len(written):
            return _head(row)
    return None


def _head(row: Row) -> Head:
    is_answers = any(_field(cell) == "instrument" for cell in row.cells)
    columns: list[Column] = []
    faults: list[CellFault] = []
    for index, cell in enumerate(row.cells):
        if not cell:
            continue
        column = Column(index, cell, _field(cell), _key(cell, is_answers=is_answers))
        if not column.field and not column.key:
            faults.append(_unknown(row.line, cell, is_answers=is_answers))
        elif any((column.field, column.key) == (one.field, one.key) for one in columns) and column.field != "unused":
            faults.append(CellFault(row.line, cell, "มีคอลัมน์นี้ซ้ำกัน โปรดลบให้เหลือคอลัมน์เดียว", "the column stands twice; keep one"))
        columns.append(column)
    keys = [column.key for column in columns if column.key]
    if not is_answers and keys and all(_EITHER.fullmatch(column.header) for column in columns if column.key):
        faults.append(_either(row.line, keys))
    if faults:
        raise InputFault(faults)
    return Head(row.line, tuple(columns), is_answers)


def _unknown(line: int, cell: str, *, is_answers: bool) -> CellFault:
    if is_answers:
        return CellFault(line, cell, "ไม่รู้จักคอลัมน์นี้ แถวคำตอบใช้ชื่อเช่น I1.1 หรือ I2", "unknown column; answers are named like I1.1 or I2")
    return CellFault(
        line,
        cell,
        "ไม่รู้จักคอลัมน์นี้ ใช้ i1–i10 (ตัวชี้วัด) IIT EIT OIT (แบบวัด) 9.1 (ตัวชี้วัดย่อย) หรือ I1 E1 O1 (ข้อ)",
        "unknown column; use i1–i10 (indicators), IIT EIT OIT (instruments), 9.1 (sub-indicators) or I1 E1 O1 (items)",
    )


def _either(line: int, keys: list[str]) -> CellFault:
    return CellFault(
        line,
        f"{keys[0]}–{keys[-1]}",
        "ชื่อ I1 ถึง I10 ตัวใหญ่คือข้อคำถามของ IIT แต่อาจหมายถึงตัวชี้วัด ถ้าเป็นตัวชี้วัดให้แก้เป็น i1 ถึง i10 ถ้าเป็นข้อคำถามให้ใส่คอลัมน์ I11 ขึ้นไปด้วย "
        "ถ้าเป็นคำตอบรายคนให้เพิ่มคอลัมน์ instrument",
        "I1 to I10 in capitals are items of the IIT, but may be meant as indicators: write i1 to i10 for indicators, "
        "add I11 and on for items, or a column instrument for answers of respondents",
    )


def _field(cell: str) -> Field | None:
    return _FIELDS.get(cell.casefold())


def _is_key(cell: str) -> bool:
    return bool(_key(cell, is_answers=False) or _key(cell, is_answers=True))


def _key(cell: str, *, is_answers: bool) -> str:
    """The key of the node or answer row that a header names, "" for none. Letter case matters: i1 is an indicator, I1 an item."""
    text = to_arabic_digits(cell)
    if is_answers:
        return text if _ANSWER.fullmatch(text) else ""
    found = _INDICATOR.fullmatch(text)
    if found:
        return str(int(found[1]))
    return text if _NODE.fullmatch(text) else ""

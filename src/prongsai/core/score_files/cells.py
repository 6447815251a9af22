"""The cells of a file of scores → points, years, answers. What a cell cannot mean becomes a fault with its line and column."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from prongsai.core.ita.loading import framework, known_years
from prongsai.core.ita.model import AnswerRow
from prongsai.core.ita.scoring import Response
from prongsai.core.ita.tree import nodes_of
from prongsai.core.score_files.faults import CellFault
from prongsai.core.score_files.heads import Column, Field, Head
from prongsai.core.score_files.rows import Row
from prongsai.core.thai.numerals import to_arabic_digits

_POINTS = re.compile(r"\d{1,3}(?:\.\d+)?")
_FAILED = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!|GETTING_DATA)|Err:\d{3}|=.*", re.DOTALL)
_YEARS_BETWEEN_ERAS = 543


class Cells:
    """Reads the cells of one file; `faults` gathers what is wrong with them."""

    def __init__(self, head: Head, fiscal_year: int | None) -> None:
        """`fiscal_year` is that of the rows that name none."""
        self.head = head
        self.fiscal_year = fiscal_year
        self.faults: list[CellFault] = []

    def refuse_nameless(self, row: Row) -> None:
        """Cells that stand under no header are a fault: nothing in a file is passed over in silence."""
        named = {column.index for column in self.head.columns}
        for index, cell in enumerate(row.cells):
            if cell and index not in named:
                self.faults.append(
                    CellFault(
                        row.line,
                        "",
                        f"ช่องที่ {index + 1} มี “{cell}” แต่ไม่มีหัวคอลัมน์ จำนวนช่องอาจเกินหรือเลื่อน",
                        f"cell {index + 1} holds “{cell}” under no header; the line may have too many cells",
                    )
                )

    def refuse_failed(self, row: Row) -> None:
        """Errors of a spreadsheet and formulas without a result are a fault in every column that is read: they are not "missing"."""
        for column in self.head.columns:
            text = _cell(row, column)
            if column.field == "unused" or not _FAILED.fullmatch(text):
                continue
            if text.startswith("="):
                self._fault(
                    row,
                    column,
                    f"“{text}” เป็นสูตรที่ยังไม่มีผลลัพธ์ โปรดเปิดไฟล์ในโปรแกรมตารางแล้วบันทึกใหม่",
                    f"“{text}” is a formula without a result; open the file in a spreadsheet program and save it anew",
                )
            else:
                self._fault(
                    row,
                    column,
                    f"“{text}” คือสูตรที่คำนวณไม่ได้ โปรดแก้สูตร หรือเว้นว่างถ้าไม่มีข้อมูล",
                    f"“{text}” is an error of the spreadsheet; mend the formula, or leave the cell empty where nothing is known",
                )

    def text(self, row: Row, field: Field) -> str:
        """The cell of a field as it stands; "" where the file has no such column."""
        column = self.head.of(field)
        return "" if column is None else _cell(row, column)

    def agency(self, row: Row) -> str:
        """The agency of a row; "" where the file has no such column."""
        column = self.head.of("agency")
        name = self.text(row, "agency")
        if column is not None and not name:
            self._fault(row, column, "ไม่มีชื่อหน่วยงาน", "the agency is missing")
        return name

    def year(self, row: Row) -> int | None:
        """The fiscal year of a row that a framework is known for; None is a fault, which is kept."""
        column = self.head.of("fiscal_year")
        text = to_arabic_digits(self.text(row, "fiscal_year"))
        if _FAILED.fullmatch(text):
            return None  # `refuse_failed` tells it
        if not text:
            return self._known(row, column, self.fiscal_year)
        if not re.fullmatch(r"\d{4}", text):
            self._fault(row, column, f"“{text}” ไม่ใช่ปีงบประมาณ ใช้ปี พ.ศ. สี่หลัก", f"“{text}” is no fiscal year; use the Buddhist year")
            return None
        return self._known(row, column, int(text))

    def total(self, row: Row) -> Decimal | None:
        """The total that the file gives."""
        column = self.head.of("total")
        return None if column is None else self._points(row, column)

    def points(self, row: Row, year: int | None) -> Mapping[str, Decimal]:
        """Points by node key; empty cells are left out."""
        known = nodes_of(framework(year)) if year is not None else {}
        found = {}
        for column in self.head.keyed:
            value = self._points(row, column)
            if value is None or year is None:
                continue
            if column.key not in known:
                self._fault(row, column, f"ปีงบประมาณ {year} ไม่มี {column.key}", f"fiscal year {year} has no {column.key}")
            found[column.key] = value
        return found

    def response(self, row: Row, year: int | None) -> Response | None:
        """A respondent's answers; None where instrument or year is at fault."""
        column = self.head.of("instrument")
        code = self.text(row, "instrument").upper()
        if year is None or _FAILED.fullmatch(code):
            return None
        forms = _forms(year)
        if code not in forms:
            names = ", ".join(forms)
            self._fault(row, column, f"“{code}” ไม่ใช่แบบวัด ใช้ {names}", f"“{code}” is no instrument that people answer; use {names}")
            return None
        options = {}
        for answered in self.head.keyed:
            text = _cell(row, answered)
            option = self._option(row, answered, text, code, year) if text and not _FAILED.fullmatch(text) else None
            if option is not None:
                options[answered.key] = option
        return Response(code, options)

    def _option(self, row: Row, column: Column, text: str, code: str, year: int) -> int | None:
        form = _forms(year)[code]
        asked = form.get(column.key)
        if asked is None:
            parts = [key for key in form if key.startswith(f"{column.key}.")]
            hint, hint_en = (f" มีแถวย่อย {', '.join(parts)}", f"; it has the rows {', '.join(parts)}") if parts else ("", "")
            self._fault(
                row,
                column,
                f"แบบวัด {code} ปี {year} ไม่มีแถวคำตอบ {column.key}{hint}",
                f"{code} of {year} has no answer row {column.key}{hint_en}",
            )
            return None
        option = _options(asked).get(to_arabic_digits(text).casefold())
        if option is None:
            most = len(asked.scale.options)
            labels = ", ".join(one.label for one in asked.scale.options)
            self._fault(
                row, column, f"“{text}” ไม่ใช่ตัวเลือก ใช้ 1 ถึง {most} หรือ {labels}", f"“{text}” is no option; use 1 to {most}, or {labels}"
            )
        return option

    def _known(self, row: Row, column: Column | None, year: int | None) -> int | None:
        if year in known_years():
            return year
        years = f"{known_years()[0]}–{known_years()[-1]}"
        if year is None:
            self._fault(row, column, "ไม่มีปีงบประมาณ ใส่คอลัมน์ fiscal_year หรือระบุปี", "no fiscal year: add a column fiscal_year, or name it")
        elif year + _YEARS_BETWEEN_ERAS in known_years():
            meant = year + _YEARS_BETWEEN_ERAS
            self._fault(row, column, f"{year} เป็นปี ค.ศ. ใช้ปี พ.ศ. {meant}", f"{year} is a year of the Common Era; write {meant}")
        else:
            self._fault(row, column, f"ยังไม่มีกรอบการประเมินของปี {year} มีปี {years}", f"no framework for {year}; known are {years}")
        return None

    def _points(self, row: Row, column: Column) -> Decimal | None:
        text = _cell(row, column)
        if not text or _FAILED.fullmatch(text):
            return None
        plain = to_arabic_digits(text)
        if not _POINTS.fullmatch(plain):
            self._fault(
                row,
                column,
                f"“{text}” ไม่ใช่คะแนน ใช้ตัวเลข 0 ถึง 100 ทศนิยมใช้จุด ถ้าไม่มีข้อมูลให้เว้นว่าง",
                f"“{text}” is no score; use 0 to 100 with a point for decimals, or leave it empty",
            )
            return None
        value = Decimal(plain)
        if value > 100:
            self._fault(row, column, f"“{text}” เกิน 100 คะแนน", f"“{text}” is above 100")
            return None
        return value

    def _fault(self, row: Row, column: Column | None, thai: str, english: str) -> None:
        self.faults.append(CellFault(row.line, column.header if column else "", thai, english))


def _cell(row: Row, column: Column) -> str:
    return row.cells[column.index] if column.index < len(row.cells) else ""


@cache
def _forms(year: int) -> dict[str, dict[str, AnswerRow]]:
    """The answer rows by key of each instrument that people answer."""
    return {entry.code: {row.key: row for row in entry.rows} for entry in framework(year).instruments if entry.kind == "survey"}


@cache
def _options(row: AnswerRow) -> dict[str, int]:
    """What may stand in a cell → number of the option. The number itself goes before a key that looks like one."""
    found: dict[str, int] = {}
    for number, option in enumerate(row.scale.options, start=1):
        for name in (option.key, option.label, option.label_en):
            found.setdefault(name.casefold(), number)
    return {**found, **{str(number): number for number in range(1, len(row.scale.options) + 1)}}

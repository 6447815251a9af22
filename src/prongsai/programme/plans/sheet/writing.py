"""The workbook of a plan as bytes, and a copy of one that came back with its faulty cells marked.

Every text is written as a text, so one that begins with = + - @ is never run as a formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from prongsai.programme.plans.sheet.cells import cells_of, fingerprints
from prongsai.programme.plans.sheet.columns import (
    COLUMNS,
    HOW_IT_COMES_IN,
    LISTS,
    MEASURE,
    MEASURES,
    REPORTS,
    STEP,
    TOLD,
    YES,
    Column,
)
from prongsai.programme.plans.sheet.standing import StandingPlan, key_of_measure, key_of_step

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SPARE_ROWS = 500
_BUDDHIST = "[$-107041E]d mmm yyyy"
"""Days in the calendar of Thailand with Arabic digits, in Excel and LibreOffice."""
_LONGEST_INPUT_TITLE, _LONGEST_INPUT = 32, 255


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet to write: heads by column index (from 0), and rows by line (from 1) of texts by column index."""

    name: str
    heads: Mapping[int, tuple[str, Column | None]]
    rows: Mapping[int, Mapping[int, str]]
    head_line: int = 1
    marks: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """(line, column index) → what is wrong there."""


def write_plan(plan: StandingPlan, *, own_units: frozenset[int] | None = None) -> bytes:
    """The workbook of a plan. `own_units` are those of a person who reports only for them; None is everybody."""
    heads = {name: {index: (column.head, column) for index, column in enumerate(columns)} for name, columns in COLUMNS.items()}
    pages = [
        Page(MEASURES, heads[MEASURES], _rows(MEASURES, _measure_rows(plan))),
        Page(REPORTS, heads[REPORTS], _rows(REPORTS, _report_rows(plan, own_units))),
    ]
    return write_pages(pages, plan.unit_names())


def write_pages(pages: Sequence[Page], unit_names: Sequence[str]) -> bytes:
    """The workbook of these sheets with the one of explanations, drop-downs and marks."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        formats = _Formats(book)
        sheets = [(page, book.add_worksheet(page.name)) for page in pages]
        _write_told(book.add_worksheet(TOLD), formats)
        lists = book.add_worksheet(LISTS)
        for line, name in enumerate(unit_names):
            lists.write_string(line, 0, name)
        lists.hide()
        for page, sheet in sheets:
            _write_page(page, sheet, formats, len(unit_names))
    return out.getvalue()


def _rows(name: str, found: Iterable[Mapping[str, str]]) -> dict[int, dict[int, str]]:
    places = {column.key: index for index, column in enumerate(COLUMNS[name])}
    return {line: {places[key]: text for key, text in cells.items() if text} for line, cells in enumerate(found, start=2)}


def _measure_rows(plan: StandingPlan) -> Iterable[dict[str, str]]:
    for measure in plan.measures:
        cells = cells_of(measure.draft, measure.number, plan.units)
        version = str(measure.version)
        yield cells | {"key": key_of_measure(measure.pk), "version": version, "base": fingerprints(cells)}
        for step, number in zip(measure.draft.steps, measure.step_numbers, strict=True):
            cells = cells_of(step, number, plan.units)
            yield cells | {"key": key_of_step(step.step_id or 0), "version": version, "base": fingerprints(cells)}


def _report_rows(plan: StandingPlan, own: frozenset[int] | None) -> Iterable[dict[str, str]]:
    """A row for everything that the person may report on; the unit stands there where it can be no other."""
    for measure in plan.measures:
        units, is_for_all = frozenset(measure.draft.unit_ids), measure.draft.is_for_every_unit
        of_steps = [units | frozenset(step.unit_ids) for step in measure.draft.steps]
        anywhere = frozenset[int]().union(units, *of_steps)
        is_anywhere = is_for_all or any(step.is_for_every_unit for step in measure.draft.steps)
        if own is None or is_anywhere or own & anywhere:
            row = {"key": key_of_measure(measure.pk), "number": measure.number, "about": measure.draft.title}
            yield row | {"unit": _only(plan, units or anywhere, own, is_for_all=is_for_all)}
        for step, number, step_units in zip(measure.draft.steps, measure.step_numbers, of_steps, strict=True):
            is_for_all = measure.draft.is_for_every_unit or step.is_for_every_unit
            if own is None or is_for_all or own & step_units:
                row = {"key": key_of_step(step.step_id or 0), "number": number, "about": step.text}
                yield row | {"unit": _only(plan, step_units, own, is_for_all=is_for_all)}


def _only(plan: StandingPlan, units: frozenset[int], own: frozenset[int] | None, *, is_for_all: bool) -> str:
    possible = units if own is None else own if is_for_all else own & units
    return plan.units[next(iter(possible))] if len(possible) == 1 and not (own is None and is_for_all) else ""


class _Formats:
    """The looks of cells: by kind of column, open or locked, marked or not."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self._known: dict[tuple[str, bool, bool], Format] = {}
        self.head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E1F0F2", "border": 1})
        self.strange = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "font_color": "#5E6E76"})
        self.plain = book.add_format({"text_wrap": True, "valign": "top"})
        self.bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})

    def of(self, column: Column | None, *, is_marked: bool = False, is_row: bool = True) -> Format:
        """The look of a cell. `is_row` is False for the empty rows below, which stay open in every column."""
        kind = column.kind if column else "text"
        is_locked = is_row and kind in {"hidden", "fixed"}
        found = self._known.get((kind, is_locked, is_marked))
        if found is None:
            look: dict[str, Any] = {"text_wrap": True, "valign": "top", "locked": is_locked}
            look["num_format"] = _BUDDHIST if kind == "day" else "@"
            if kind in {"hidden", "fixed"}:
                look["font_color"] = "#44555D"
            if is_marked:
                look |= {"bg_color": "#FCE8E5", "border": 2, "border_color": "#A3241B"}
            found = self._known[kind, is_locked, is_marked] = self.book.add_format(look)
        return found


def _write_page(page: Page, sheet: Worksheet, formats: _Formats, unit_count: int) -> None:
    head, last = page.head_line - 1, max(page.rows, default=page.head_line) + _SPARE_ROWS
    for index, (title, column) in page.heads.items():
        sheet.write_string(head, index, title, formats.head if column else formats.strange)
        options = {"hidden": True} if column is not None and column.kind == "hidden" else {}
        sheet.set_column(index, index, column.width if column else 18, formats.of(column, is_row=False), options)
        if column is not None:
            _offer(sheet, column, (page.head_line, index, last, index), unit_count)
    for line, cells in page.rows.items():
        for index in sorted({*cells, *(index for index, (_title, column) in page.heads.items() if column is not None)}):
            _write_cell(page, sheet, formats, (line, index), cells.get(index, ""))
    for (line, index), message in page.marks.items():
        if line not in page.rows:
            _write_cell(page, sheet, formats, (line, index), page.heads.get(index, ("", None))[0] if line == page.head_line else "")
        sheet.write_comment(line - 1, index, message, {"x_scale": 2, "y_scale": 1.5, "author": "Prongsai"})
    sheet.freeze_panes(head + 1, 6 if page.name == MEASURES else 3)
    sheet.autofilter(head, min(page.heads, default=0), max(page.rows, default=page.head_line) - 1, max(page.heads, default=0))
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    sheet.set_footer("&C&P / &N")
    allowed = ("format_cells", "format_columns", "format_rows", "insert_rows", "delete_rows", "sort", "autofilter", "objects")
    sheet.protect("", dict.fromkeys(allowed, True))


def _write_cell(page: Page, sheet: Worksheet, formats: _Formats, place: tuple[int, int], text: str) -> None:
    line, index = place
    column = page.heads.get(index, ("", None))[1]
    look = formats.of(column, is_marked=place in page.marks, is_row=bool(page.rows.get(line)))
    day = _day(text) if column is not None and column.kind == "day" else None
    if day is not None:
        sheet.write_datetime(line - 1, index, datetime(day.year, day.month, day.day), look)
    elif text:
        sheet.write_string(line - 1, index, text, look)
    else:
        sheet.write_blank(line - 1, index, None, look)


def _day(text: str) -> date | None:
    """A day that a workbook can hold as a date. One with a Buddhist year would be shown 543 years later still."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if len(text) == 10 and 1901 <= day.year < 2400 else None


def _offer(sheet: Worksheet, column: Column, area: tuple[int, int, int, int], unit_count: int) -> None:
    """The drop-down or the hint of a column. Units and days warn and do not refuse: several units, and days in words, are right too."""
    if column.kind == "hidden":
        return
    said = {"input_title": column.head[:_LONGEST_INPUT_TITLE], "input_message": column.thai[:_LONGEST_INPUT]}
    rule: dict[str, Any] = {"validate": "any"}
    if column.kind == "kind":
        rule = {"validate": "list", "source": [MEASURE, STEP]}
    elif column.kind == "yes":
        rule = {"validate": "list", "source": [YES]}
    elif column.kind == "indicators":
        rule = {"validate": "list", "source": [str(number) for number in range(1, 11)], "error_type": "information"}
    elif column.kind in {"units", "unit"} and unit_count:
        rule = {"validate": "list", "source": f"='{LISTS}'!$A$1:$A${unit_count}", "error_type": "information"}
    sheet.data_validation(*area, rule | said)


def _write_told(sheet: Worksheet, formats: _Formats) -> None:
    widths = (14, 24, 56, 22, 22, 56)
    for index, width in enumerate(widths):
        sheet.set_column(index, index, width)
    line = 0
    for thai, english in HOW_IT_COMES_IN:
        sheet.write_string(line, 2, thai, formats.plain)
        sheet.write_string(line, 5, english, formats.plain)
        line += 1
    line += 1
    for index, head in enumerate(("แผ่นงาน", "คอลัมน์", "ความหมาย", "ตัวอย่าง", "Column", "Meaning")):
        sheet.write_string(line, index, head, formats.head)
    for name, columns in COLUMNS.items():
        for column in columns:
            line += 1
            for index, text in enumerate((name, column.head, column.thai, column.example, column.head_en, column.english)):
                sheet.write_string(line, index, text, formats.bold if index == 1 else formats.plain)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.protect("", {"format_cells": True, "format_columns": True, "format_rows": True})

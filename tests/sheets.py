"""Workbooks of a plan for tests: taken out, edited as a person would, and handed in again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tests.offices import NOW, Office

from prongsai.programme.plans.actions.measures import add_measure, start_plan
from prongsai.programme.plans.drafts import MeasureDraft, MonitoringDraft, StepDraft
from prongsai.programme.plans.models import Measure, Plan
from prongsai.programme.plans.sheet.columns import COLUMNS, MEASURES, address
from prongsai.programme.plans.sheet.reading import ReadBook, read_book
from prongsai.programme.plans.sheet.standing import standing_plan
from prongsai.programme.plans.sheet.writing import Page, write_pages, write_plan

YEAR = 2569


def plan_with_measures(office: Office) -> tuple[Plan, list[Measure]]:
    """A plan with two measures: one with two steps, days and indicators, and one for every unit."""
    by = office.actor()
    plan = start_plan(by=by, at=NOW, fiscal_year=YEAR, title="แผน", number_prefix="2.")
    finance, office_unit = office.unit("กองคลัง").pk, office.unit("สำนักปลัด").pk
    steps = (
        StepDraft(text="สำรวจความเห็น", details="ถามประชาชน\nสรุปผล", unit_ids=(office_unit,), ends_on=date(2025, 12, 31)),
        StepDraft(text="เขียนคู่มือ", monitoring=(MonitoringDraft(date(2026, 3, 31)),)),
    )
    first = MeasureDraft(
        title="จัดทำคู่มือ",
        steps=steps,
        unit_ids=(finance,),
        starts_on=date(2025, 10, 1),
        ends_on=date(2026, 3, 31),
        monitoring=(MonitoringDraft(date(2026, 3, 31)), MonitoringDraft(None, "ทุกวันที่ 10")),
        indicators=(1, 9),
    )
    second = MeasureDraft(title="ประกาศนโยบาย", is_for_every_unit=True, period_as_written="ตลอดปีงบประมาณ")
    return plan, [add_measure(by=by, at=NOW, plan=plan, draft=draft) for draft in (first, second)]


@dataclass
class Sheets:
    """A workbook being edited: texts by sheet, line and column index."""

    book: ReadBook
    grids: dict[str, dict[int, dict[int, str]]] = field(default_factory=dict)

    def write(self, cell: str, text: str, sheet: str = MEASURES) -> Sheets:
        """Put a text into a cell ("F3")."""
        line, index = place_of(cell)
        self.grids[sheet].setdefault(line, {})[index] = text
        return self

    def at(self, line: int, column: str, text: str, sheet: str = MEASURES) -> Sheets:
        """Put a text into the column of this key."""
        return self.write(address(line, index_of(column, sheet)), text, sheet)

    def new(self, sheet: str = MEASURES, **texts: str) -> int:
        """Add a row at the end and return its line."""
        line = max(self.grids[sheet]) + 1
        for column, text in texts.items():
            self.at(line, column, text, sheet)
        return line

    def drop(self, line: int, sheet: str = MEASURES) -> Sheets:
        """Delete a row; those below keep their lines."""
        self.grids[sheet].pop(line)
        return self

    def data(self, units: Mapping[int, str] | None = None) -> bytes:
        """The workbook as bytes."""
        pages = []
        for name, grid in self.grids.items():
            read = self.book.sheets[name]
            known = {column.key: column for column in COLUMNS[name]}
            heads = {index: (head, known.get(key)) for index, (head, key) in read.heads.items()}
            rows = {line: cells for line, cells in grid.items() if line > read.head_line}
            pages.append(Page(name, heads, rows, read.head_line))
        return write_pages(pages, list((units or {}).values()))


def taken_out(plan: Plan) -> Sheets:
    """The workbook of a plan, ready to be edited."""
    return opened(write_plan(standing_plan(plan)))


def opened(data: bytes) -> Sheets:
    """A workbook, ready to be edited."""
    book = read_book(data)
    return Sheets(book, {name: {line: dict(cells) for line, cells in sheet.grid.items()} for name, sheet in book.sheets.items()})


def index_of(column: str, sheet: str = MEASURES) -> int:
    """The place of a column, from 0."""
    return next(index for index, entry in enumerate(COLUMNS[sheet]) if entry.key == column)


def place_of(cell: str) -> tuple[int, int]:
    """("F12") → line from 1 and column from 0."""
    found = re.fullmatch(r"([A-Z]+)(\d+)", cell)
    assert found
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - 64
    return int(found[2]), number - 1

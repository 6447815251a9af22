"""Tables of measures: what each column says of a measure and of its sub-steps, and the grid with merged cells made from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from prongsai.core.papers.model import Measure, Monitoring, Status, StepRow
from prongsai.core.papers.writers.layouts.cells import bulleted, entry_items, row_items, text_items, unit_items
from prongsai.core.papers.writers.layouts.phrases import EMPTY, period_text, wording
from prongsai.core.papers.writers.layouts.widths import PADDING, PORTRAIT_ROOM, fit_widths, letters
from prongsai.core.papers.writers.sheet import Align, BodyCell, HeadCell, Item, Table

_Items = tuple[Item, ...]
_EMPTY_COLUMN = 12.0
_SHARE_FOR_NAMES = 0.92
"""Names stay whole only where something is left for the running text."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header (under `group` where it shares one), least width in letters, and what it says of a measure and of a sub-step."""

    key: str
    title: str
    least: float
    of_measure: Callable[[Measure], _Items]
    of_row: Callable[[StepRow], _Items] | None = None
    group: str | None = None
    align: Align = "left"
    longest_run: int = 0
    """The column is made wide enough for its runs without a space (units, dates) of up to so many letters."""

    def least_for(self, cells: Iterable[BodyCell | None]) -> float:
        """The least width in letters that these cells of the column need."""
        filled = [cell for cell in cells if cell and cell.items]
        if not filled:
            return min(self.least, _EMPTY_COLUMN)
        runs = (letters(run) for cell in filled for item in cell.items for run in item.text.split())
        return max((self.least, *(run + PADDING for run in runs if run <= self.longest_run)))


def _number_and_title(measure: Measure) -> _Items:
    number = measure.number.strip()
    marker = f"{number}." if number[-1:].isalnum() and "." not in number else number
    return entry_items((measure.title,), (marker or None,))


def _mark(status: Status | None, note: str | None, wanted: Status) -> _Items:
    if status != wanted:
        return (Item(EMPTY),)
    return (Item(f"/ ({note})" if note else "/"),)


def _status_column(status: Status, title: str) -> Column:
    return Column(
        f"status.{status}",
        title,
        12,
        lambda measure: _mark(measure.status, measure.status_note, status),
        lambda row: _mark(row.status, None, status) if row.status else (),
        group="สถานะการดำเนินงาน",
        align="centre",
    )


def _monitoring(monitoring: Monitoring | None) -> _Items:
    return text_items(wording(monitoring.as_written)) if monitoring else ()


COLUMNS: dict[str, Column] = {
    column.key: column
    for column in (
        Column("number", "ลำดับที่", 8, lambda measure: text_items(measure.number), align="centre"),
        Column("title", "มาตรการ", 13, lambda measure: text_items(measure.title)),
        Column("measure", "มาตรการ", 14, _number_and_title),
        Column("gaps", "เพื่อยกระดับ", 14, lambda measure: bulleted(measure.gaps)),
        Column("steps", "ขั้นตอน/วิธีการดำเนินการ", 17, lambda m: entry_items(m.steps, m.step_labels), row_items),
        Column(
            "units",
            "ผู้รับผิดชอบ",
            11,
            lambda measure: unit_items(measure.responsible_as_written, measure.responsible_units),
            lambda row: unit_items(row.responsible_as_written, row.responsible_units),
            longest_run=14,
        ),
        Column(
            "period",
            "ระยะเวลา",
            12,
            lambda measure: text_items(period_text(measure.period)) if measure.period else (),
            lambda row: text_items(period_text(row.period)) if row.period else (),
            longest_run=14,
        ),
        Column("monitoring", "การกำกับติดตาม", 15, lambda m: _monitoring(m.monitoring), lambda row: _monitoring(row.monitoring)),
        _status_column("not_started", "ยังไม่ดำเนินการ"),
        _status_column("in_progress", "อยู่ระหว่างดำเนินการ"),
        _status_column("completed", "ดำเนินการเสร็จเรียบร้อยแล้ว"),
        Column("outputs", "ผลการดำเนินการ", 14, lambda m: entry_items(m.outputs, m.output_labels, lead=m.outputs_lead)),
        Column("outcomes", "ผลลัพธ์", 14, lambda m: entry_items(m.outcomes, m.outcome_labels, lead=m.outcomes_lead)),
        Column("obstacles", "ปัญหาอุปสรรค", 12, lambda m: entry_items(m.obstacles, m.obstacle_labels)),
        Column("suggestions", "ข้อเสนอแนะ", 12, lambda m: entry_items(m.suggestions, m.suggestion_labels)),
    )
}
"""Every column that a layout may pick, with its usual header."""

STATUS = ("status.not_started", "status.in_progress", "status.completed")


def pick(*keys: str, **titles: str) -> tuple[Column, ...]:
    """The columns of these keys in this order; `titles` gives headers of a layout's own by key."""
    return tuple(replace(COLUMNS[key], title=titles.get(key, COLUMNS[key].title)) for key in keys)


def has_value(column: Column, measure: Measure) -> bool:
    """Whether the column says anything of the measure or of its sub-steps."""
    if column.group:
        return bool(measure.status or any(row.status for row in measure.rows))
    return bool(column.of_measure(measure) or (column.of_row and any(map(column.of_row, measure.rows))))


def measure_table(
    measures: Sequence[Measure], columns: Sequence[Column], *, room: int = PORTRAIT_ROOM, caption: str | None = None
) -> Table:
    """The table of these measures: one row each, or one for each sub-step where a column tells sub-steps apart.

    What holds for a whole measure is merged over the rows of its sub-steps, and a monitoring cell over the measures that inherit it.
    """
    rows: list[list[BodyCell | None]] = []
    for measure in measures:
        own = _measure_rows(measure, columns)
        _merge_inherited(rows, own, measure, columns)
        rows += own
    grid = tuple(tuple(row) for row in rows)
    least = [column.least_for(row[index] for row in grid) for index, column in enumerate(columns)]
    if sum(least) > _SHARE_FOR_NAMES * room:
        least = [column.least if column.key == "units" else width for column, width in zip(columns, least, strict=True)]
    return Table(fit_widths(least, grid, room), _head(columns), grid, caption)


def _measure_rows(measure: Measure, columns: Sequence[Column]) -> list[list[BodyCell | None]]:
    steps = measure.rows if any(column.key == "steps" for column in columns) else ()
    told = {"\n".join((row.text, *row.sub_items)) for row in steps}
    loose = [index for index, step in enumerate(measure.steps) if steps and step not in told]
    height = max(1, len(steps) + bool(loose))
    rows: list[list[BodyCell | None]] = [[] for _ in range(height)]
    for column in columns:
        by_row = [column.of_row(row) if column.of_row else () for row in steps]
        if any(by_row):
            if loose:
                labels = [measure.step_labels[index] if index < len(measure.step_labels) else None for index in loose]
                by_row.append(entry_items([measure.steps[index] for index in loose], labels) if column.key == "steps" else ())
            cells = [BodyCell(items, align=column.align) for items in by_row]
        else:
            cells = [BodyCell(column.of_measure(measure), row_span=height, align=column.align)]
        for index, row in enumerate(rows):
            row.append(cells[index] if index < len(cells) else None)
    return rows


def _merge_inherited(
    above: list[list[BodyCell | None]], own: list[list[BodyCell | None]], measure: Measure, columns: Sequence[Column]
) -> None:
    inherits = [bool(row.monitoring and row.monitoring.is_inherited) for row in measure.rows] or [
        bool(measure.monitoring and measure.monitoring.is_inherited)
    ]
    for column, kind in enumerate(columns):
        if kind.key != "monitoring":
            continue
        whole = [*above, *own]
        for index in range(len(own)):
            cell, place = own[index][column], len(above) + index
            if cell is None or not place or not inherits[min(index, len(inherits) - 1)]:
                continue
            origin = next(at for at in range(place - 1, -1, -1) if whole[at][column] is not None)
            first = whole[origin][column]
            if first is not None and first.items == cell.items:
                whole[origin][column] = replace(first, row_span=first.row_span + cell.row_span)
                own[index][column] = None


def _head(columns: Sequence[Column]) -> tuple[tuple[HeadCell | None, ...], ...]:
    if not any(column.group for column in columns):
        return (tuple(HeadCell(column.title) for column in columns),)
    top: list[HeadCell | None] = []
    for index, column in enumerate(columns):
        if not column.group:
            top.append(HeadCell(column.title, row_span=2))
        elif index and columns[index - 1].group == column.group:
            top.append(None)
        else:
            top.append(HeadCell(column.group, column_span=sum(other.group == column.group for other in columns)))
    return tuple(top), tuple(HeadCell(column.title) if column.group else None for column in columns)

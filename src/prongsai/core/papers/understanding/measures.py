"""Drafts of measures → measures: texts taken apart into entries, units, periods and due dates read."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import TypeVar

from prongsai.core.papers.blocks import Line, Place
from prongsai.core.papers.model import Candidate, Measure, Monitoring, Period, Status, StepRow
from prongsai.core.papers.understanding.analysis import marked_entries
from prongsai.core.papers.understanding.grouping import Draft, Part
from prongsai.core.papers.understanding.ledger import Ledger
from prongsai.core.papers.understanding.lists import Entries, Entry, split_entries
from prongsai.core.papers.understanding.readings import day_readings, distinct, is_unsure, period_readings, period_value
from prongsai.core.papers.understanding.rows import TableRow, Value
from prongsai.core.papers.understanding.statuses import STATUSES, read_status
from prongsai.core.thai.calendar import format_date, parse_date
from prongsai.core.thai.numerals import to_arabic_digits
from prongsai.core.thai.periods import parse_period
from prongsai.core.thai.repair import join_wrapped
from prongsai.core.thai.units import read_units

T = TypeVar("T")
HELD = frozenset(
    (
        *("number", "title", "steps", "units", "period", "monitoring", "status", "status:not_started", "status:in_progress"),
        *("status:completed", "outputs", "outcomes", "suggestions", "obstacles", "gaps"),
    )
)
"""Columns that a measure has a place for; the text of others (money, evidence, notes) stays unread."""
ROW_VALUES = HELD - {"number", "title", "steps", "outputs", "outcomes", "suggestions", "obstacles", "gaps"}
"""Those of them that a sub-step has for itself."""
KEYS = {"units": "responsible_units", **{f"status:{status}": "status" for status in STATUSES}}
"""Columns whose value has another name in the paper."""
ABOVE, BLANK = "ตามช่องด้านบน", Candidate("", "ถ้าในต้นฉบับเว้นว่างไว้")
NOTHING = re.compile(r"^[-–—.\s]*$")


def build_measure(draft: Draft, number: str, path: str, fiscal_year: int | None, ledger: Ledger) -> Measure:
    """One measure from the rows of its draft. `path` is its place in the paper, `fiscal_year` settles wordings like "ตลอดปีงบประมาณ"."""
    rows = draft.rows()
    under = number.split(".")[0]
    step_rows = _step_rows(draft, number, path, fiscal_year, ledger)
    steps = _steps(draft, step_rows, under)
    outputs, outcomes, suggestions, obstacles = (
        _entries(rows, name, under) for name in ("outputs", "outcomes", "suggestions", "obstacles")
    )
    period = (
        _same([row.period for row in step_rows], _days)
        if step_rows
        else _first(rows, "period", lambda v: read_period(v.text, v.place, fiscal_year, ledger, (path,), is_covered=v.is_covered))
    )
    monitoring = (
        _same([row.monitoring for row in step_rows], _due)
        if step_rows
        else _first(rows, "monitoring", lambda v: read_monitoring(v, fiscal_year, ledger, (path,)))
    )
    _share(path, len(step_rows), {"period": period, "monitoring.due": monitoring}, ledger)
    status, note = _status(rows, ledger, (path,))
    units, written = _units(draft.parts)
    _note_places(path, rows, ledger)
    return Measure(
        number=number,
        title=_title(draft),
        steps=_wholes(steps),
        step_labels=_labels(steps),
        responsible_units=units,
        responsible_as_written=written,
        period=period,
        monitoring=monitoring,
        status=status,
        status_note=note,
        outputs_lead=_lead(outputs),
        outputs=_wholes(outputs.entries),
        output_labels=_labels(outputs.entries),
        outcomes_lead=_lead(outcomes),
        outcomes=_wholes(outcomes.entries),
        outcome_labels=_labels(outcomes.entries),
        suggestions=_wholes(suggestions.with_lead()),
        suggestion_labels=_labels(suggestions.with_lead()),
        obstacles=_wholes(obstacles.with_lead()),
        obstacle_labels=_labels(obstacles.with_lead()),
        gaps=marked_entries(_lines(rows, "gaps")),
        rows=step_rows,
    )


def _lead(entries: Entries) -> str | None:
    return "\n".join(entries.lead) or None


def _wholes(entries: Sequence[Entry]) -> tuple[str, ...]:
    return tuple(entry.whole for entry in entries)


def _labels(entries: Sequence[Entry]) -> tuple[str | None, ...]:
    return tuple(entry.label for entry in entries)


def _title(draft: Draft) -> str:
    return join_wrapped([line for line in draft.title if not NOTHING.match(line)]).strip()


def _lines(rows: Iterable[TableRow], name: str) -> list[tuple[Line, ...]]:
    """Lines of a field, one fragment a row; a covered cell (the value of the row above) counts once."""
    return [value.lines for row in rows if (value := row.values.get(name)) is not None and value.lines and not value.is_covered]


def _entries(rows: Sequence[TableRow], name: str, under: str) -> Entries:
    fragments = [tuple(line for line in lines if not NOTHING.match(line.text)) for lines in _lines(rows, name)]
    return split_entries([fragment for fragment in fragments if fragment], under=under if name == "steps" else None)


def _steps(draft: Draft, step_rows: Sequence[StepRow], under: str) -> tuple[Entry, ...]:
    if step_rows:
        return tuple(Entry(row.label, row.text, row.sub_items) for row in step_rows)
    if len(draft.parts) > 1:
        return tuple(entry for part in draft.parts for entry in _entries(part.rows, "steps", "").with_lead())
    return _entries(draft.rows(), "steps", "").with_lead()


def _share(path: str, count: int, values: Mapping[str, object], ledger: Ledger) -> None:
    """What all sub-steps of a measure say holds for the measure: so does their doubt."""
    for name, value in values.items():
        if value is not None:
            ledger.share([f"{path}.rows[{k}].{name}" for k in range(count)], f"{path}.{name}")


def _step_rows(draft: Draft, number: str, path: str, fiscal_year: int | None, ledger: Ledger) -> tuple[StepRow, ...]:
    """Sub-steps with units and dates of their own: where the measure has several such rows, or its only step carries a label like 1.1."""
    entries = [_entries(part.rows, "steps", "").with_lead() for part in draft.parts]
    is_labelled = len(entries[0]) == 1 and entries[0][0].label is not None and "." in entries[0][0].label.strip(".")
    if len(draft.parts) == 1 and not is_labelled:
        return ()
    found: list[StepRow] = []
    for part, part_entries in zip(draft.parts, entries, strict=True):
        paths = tuple(f"{path}.rows[{len(found) + k}]" for k in range(len(part_entries)))
        found.extend(_rows_of_part(part, part_entries, number, paths, fiscal_year, ledger, before=len(found)))
    return tuple(found)


def _rows_of_part(
    part: Part, entries: Sequence[Entry], number: str, paths: Sequence[str], fiscal_year: int | None, ledger: Ledger, *, before: int
) -> Iterable[StepRow]:
    units, written = _units([part])
    period = _first(part.rows, "period", lambda v: read_period(v.text, v.place, fiscal_year, ledger, paths, is_covered=v.is_covered))
    monitoring = _first(part.rows, "monitoring", lambda v: read_monitoring(v, fiscal_year, ledger, paths))
    status, _ = _status(part.rows, ledger, paths)
    for row_path in paths:
        _note_places(row_path, part.rows, ledger, ROW_VALUES)
    for k, entry in enumerate(entries, start=before + 1):
        label = to_arabic_digits((entry.label or "").rstrip(".)")) or f"{number}.{k}"
        sub_items = tuple(re.sub(r"^[-–—]\s*", "", item) for item in entry.sub_items)
        yield StepRow(label, entry.text, sub_items, units, written, period, monitoring, status)


def _same(values: Sequence[T], key: Callable[[T], object]) -> T | None:
    """The first value where all are the same in what was read, whatever their wording."""
    return values[0] if values and all(key(value) == key(values[0]) for value in values) else None


def _days(period: Period | None) -> object:
    return None if period is None else (period.start, period.end) if period.start else period.as_written


def _due(monitoring: Monitoring | None) -> object:
    return None if monitoring is None else monitoring.due or monitoring.as_written


def _first(rows: Sequence[TableRow], name: str, read: Callable[[Value], T]) -> T | None:
    """What the cells of a field say: one cell, or the halves of a cell that a page break cut."""
    values = [value for row in rows if (value := row.values.get(name)) is not None and value.lines and not NOTHING.match(value.text)]
    if not values:
        return None
    texts = dict.fromkeys(" ".join(line.text for line in value.lines) for value in values)
    first = values[0]
    return read(Value((Line(join_wrapped(list(texts))),), first.place, first.is_covered, first.row_span))


def read_period(
    text: str, place: Place, fiscal_year: int | None, ledger: Ledger, owners: Sequence[str] = (), *, is_covered: bool = False
) -> Period:
    """A period with its wording; an unread or uncertain one is noted in the ledger. An end that cannot be read is None, not guessed.

    `owners` are the paths of what has this period: measures, sub-steps, projects.
    """
    written = " ".join(text.split())
    paths = [f"{owner}.period" for owner in owners]
    reading = parse_period(written, fiscal_year=fiscal_year)
    if reading is None:
        message = f"อ่านระยะเวลา “{written}” ไม่ออก โปรดระบุวันเริ่มและวันสิ้นสุดเอง"
        ledger.warn(place, "period_unread", message, paths=paths, as_read=written, is_covered=is_covered)
        return Period(written)
    period = Period(written, reading.start, None if reading.has_open_end else reading.end)
    found = () if reading.is_certain else period_readings(period, fiscal_year)
    if place in ledger.assumed:
        ledger.settle(place, paths, distinct((Candidate(period_value(reading.start, period.end), ABOVE), *found, BLANK)))
    elif not reading.is_certain:
        message = f"ระยะเวลา “{written}” ไม่ชัด โปรดตรวจวันเริ่มและวันสิ้นสุด"
        ledger.warn(place, "period_uncertain", message, paths=paths, as_read=written, candidates=found, is_covered=is_covered)
    return period


def read_monitoring(value: Value, fiscal_year: int | None, ledger: Ledger, owners: Sequence[str] = ()) -> Monitoring:
    """Monitoring with its wording and due date; one with digits but without a readable date, or with a doubtful one, is noted.

    `owners` are the paths of what has this report day.
    """
    written = " ".join(value.text.split())
    paths = [f"{owner}.monitoring.due" for owner in owners]
    due = parse_date(written)
    found = day_readings(written, due, fiscal_year)
    doubt = partial(ledger.warn, value.place, paths=paths, as_read=written, candidates=found, is_covered=value.is_covered)
    if value.place in ledger.assumed and due is not None:
        ledger.settle(value.place, paths, distinct((Candidate(due.isoformat(), ABOVE), *found, BLANK)))
    elif value.place in ledger.assumed:
        ledger.settle(value.place, [f"{owner}.monitoring.as_written" for owner in owners], (Candidate(written, ABOVE), BLANK))
    elif due is None and re.search(r"[0-9๐-๙]", written):
        doubt("due_unread", f"อ่านวันครบกำหนดรายงานใน “{written}” ไม่ออก โปรดระบุวันที่เอง")
    elif due is not None and is_unsure(written, due):
        doubt("due_uncertain", f"วันครบกำหนดรายงานใน “{written}” ไม่ชัด อ่านได้เป็น {format_date(due)} โปรดตรวจ")
    return Monitoring(written, due, value.is_covered)


def _units(parts: Sequence[Part]) -> tuple[tuple[str, ...], str | None]:
    """Canonical units of the parts in order, and the wording where it is the same in all. Halves of a cut cell are joined."""
    written: dict[str, None] = {}
    for part in parts:
        values = [value for row in part.rows if (value := row.values.get("units")) is not None and value.lines]
        own = [value for value in values if not value.is_covered] or values[:1]
        texts = dict.fromkeys(text for value in own if not NOTHING.match(text := " ".join(line.text for line in value.lines).strip()))
        if texts:
            written[join_wrapped(list(texts))] = None
    units: dict[str, None] = {}
    for text in written:
        units |= dict.fromkeys(read_units(text))
    return tuple(units), next(iter(written)) if len(written) == 1 else None


def _status(rows: Sequence[TableRow], ledger: Ledger, owners: Sequence[str]) -> tuple[Status | None, str | None]:
    paths = [f"{owner}.status" for owner in owners]
    for row in rows:

        def doubt(code: str, message: str, as_read: str, candidates: Sequence[Candidate], place: Place = row.place) -> None:
            ledger.warn(place, code, message, paths=paths, as_read=as_read, candidates=candidates)

        status, note = read_status(row, doubt)
        if status is not None:
            return status, note
    return None, None


def _note_places(path: str, rows: Sequence[TableRow], ledger: Ledger, held: Collection[str] = HELD) -> None:
    noted: set[str] = set()
    for row in rows:
        for column, value in row.values.items():
            if column not in held:
                continue
            ledger.take(value.place)
            name = KEYS.get(column, column)
            if value.lines and name not in noted:
                noted.add(name)
                ledger.value(f"{path}.{name}", value.place)
            elif value.lines:
                ledger.home(f"{path}.{name}", value.place)

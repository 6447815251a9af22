"""A measure as it stands with its reports → the measure of a paper. Pure: rows in, values out. The paper around it is `to_paper.py`'s."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from prongsai.core.papers.model import Measure, Monitoring, Period, Status, StepRow
from prongsai.core.thai.calendar import find_dates, format_date, parse_date
from prongsai.core.thai.periods import format_period, parse_period
from prongsai.core.thai.units import ALL_UNITS, read_units, unit_canonical
from prongsai.programme.plans.progress.status import Reading
from prongsai.programme.plans.queries.rows import MeasureRow, MonitoringDay, ReportRow
from prongsai.programme.plans.queries.rows import StepRow as PlannedStep

_MARKER = re.compile(r"([-–•●➢*]|[\d๐-๙]{1,2}[.)])\s+(?=\S)")
_DASH = "-"
_NOTHING_DONE = "ยังไม่ดำเนินการ"

Entries = tuple[tuple[str, ...], tuple[str | None, ...]]
"""Texts, and the marker before each."""


def planned_measure(row: MeasureRow, fiscal_year: int) -> Measure:
    """What the plan says of a measure: steps, units, period, monitoring. Nothing of what was done.

    Numbered steps stand in rows where one has units, dates or details of its own, or where there is but one (a reader takes its number for
    that of a row); others are entries of one cell.
    """
    measure = Measure(
        number=row.number,
        title=row.title,
        steps=tuple("\n".join((step.text, *_lines(step.details))) for step in row.steps),
        step_labels=tuple(step.number or (_DASH if len(row.steps) > 1 else None) for step in row.steps),
        responsible_units=_canonical(row.unit_names, row.is_for_every_unit),
        responsible_as_written=_units_as_written(row.responsible_as_written, row.unit_names, row.is_for_every_unit),
        period=paper_period(row.starts_on, row.ends_on, row.period_as_written, fiscal_year),
        monitoring=paper_monitoring(row.monitoring),
    )
    has_rows = any(step.number and (_has_own(step) or len(row.steps) == 1) for step in row.steps)
    return _told_by_rows(measure, _rows(row, fiscal_year)) if has_rows else measure


def with_status(measure: Measure, row: MeasureRow, as_of: date) -> Measure:
    """The measure with its status as official papers know it: there is no overdue there, only whether something was done."""
    status = official_status(row.reading, has_reports=bool(reports_until(row, as_of)))
    rows = (replace(measure.rows[0], status=status),) if len(measure.rows) == 1 else measure.rows
    return replace(measure, status=status, rows=rows)


def with_results(measure: Measure, row: MeasureRow, as_of: date, *, keeps_outcomes_apart: bool) -> Measure:
    """The measure with what its units reported up to a day, in the order of the days.

    Outputs are what was done, the outputs, and the counts of each report. Outcomes stand apart, or after the outputs where the layout has
    no column for them. A measure without any report says so.
    """
    reports = reports_until(row, as_of)
    is_shared = len({report.unit_name for report in reports}) > 1
    outputs = [entry for report in reports for entry in _done(report, names_unit=is_shared)]
    outcomes = [entry for report in reports for entry in _lines(report.outcomes)]
    if not keeps_outcomes_apart:
        outputs += [f"ผลลัพธ์: {entry}" for entry in outcomes]
        outcomes = []
    done, labels = _entries(outputs or [_NOTHING_DONE])
    outcome_texts, outcome_labels = _entries(outcomes)
    obstacles, obstacle_labels = _entries(line for report in reports for line in _lines(report.obstacles))
    suggestions, suggestion_labels = _entries(line for report in reports for line in _lines(report.suggestions))
    return replace(
        measure,
        outputs=done,
        output_labels=labels,
        outcomes=outcome_texts,
        outcome_labels=outcome_labels,
        obstacles=obstacles,
        obstacle_labels=obstacle_labels,
        suggestions=suggestions,
        suggestion_labels=suggestion_labels,
    )


def official_status(reading: Reading, *, has_reports: bool) -> Status:
    """The status in the three long terms of official papers."""
    if reading.is_completed:
        return "completed"
    if reading.code == "overdue":
        return "in_progress" if has_reports else "not_started"
    return "in_progress" if reading.code == "in_progress" else "not_started"


def reports_until(row: MeasureRow, as_of: date) -> list[ReportRow]:
    """The reports on a measure and its steps of what had happened by a day, in the order of the days."""
    seen = (report for report in row.all_reports() if report.happened_on <= as_of)
    return sorted(seen, key=lambda report: (report.happened_on, report.reported_at, report.pk))


def counts_text(counts: Sequence[Mapping[str, object]]) -> str:
    """Counts in words, "อบรม 3 ครั้ง 120 คน": what is counted stands once where the next count is of the same."""
    words: list[str] = []
    before = ""
    for count in counts:
        what = str(count.get("what") or "").strip()
        words += [*([what] if what and what != before else []), _number(count.get("number")), str(count.get("unit") or "").strip()]
        before = what or before
    return " ".join(word for word in words if word)


def paper_period(starts_on: date | None, ends_on: date | None, as_written: str, fiscal_year: int) -> Period | None:
    """The period as written while the wording still says these days, else put into words; None where nothing is known."""
    written = as_written.strip()
    if starts_on is None and ends_on is None:
        return Period(written) if written else None
    if written:
        reading = parse_period(written, fiscal_year=fiscal_year)
        if reading and reading.start == starts_on and ends_on in (reading.end, None if reading.has_open_end else reading.end):
            return Period(written, starts_on, ends_on)
    if starts_on and ends_on:
        return Period(format_period(starts_on, ends_on), starts_on, ends_on)
    words = f"ตั้งแต่ {format_date(starts_on, style='short')}" if starts_on else f"ถึง {format_date(ends_on, style='short')}"  # type: ignore[arg-type]
    return Period(words, starts_on, ends_on)


def paper_monitoring(days: Sequence[MonitoringDay]) -> Monitoring | None:
    """When progress is reported, one day a line, each as written while the wording still says that day."""
    lines = tuple(dict.fromkeys(_monitoring_line(day) for day in days))
    return Monitoring("\n".join(lines), max((day.due_on for day in days if day.due_on), default=None)) if lines else None


def _monitoring_line(day: MonitoringDay) -> str:
    written = " ".join(day.as_written.split())
    if day.due_on is None or (written and parse_date(written) == day.due_on):
        return written
    words = "" if find_dates(written) else written
    return f"{words} ภายในวันที่ {format_date(day.due_on, style='short')}".strip()


def _rows(row: MeasureRow, fiscal_year: int) -> tuple[StepRow, ...]:
    """A row for each step. Where one step has units of its own, each tells who does it; dates likewise."""
    is_one = len(row.steps) == 1
    tells_units = is_one or any(step.has_own_units for step in row.steps)
    tells_period = is_one or any(_has_period(step) for step in row.steps)
    tells_monitoring = is_one or any(step.monitoring for step in row.steps)
    rows = []
    for step in row.steps:
        written = step.responsible_as_written if step.has_own_units else row.responsible_as_written
        timed = step if _has_period(step) else row
        period = paper_period(timed.starts_on, timed.ends_on, timed.period_as_written, fiscal_year) if tells_period else None
        monitoring = paper_monitoring(step.monitoring or row.monitoring) if tells_monitoring else None
        rows.append(
            StepRow(
                label=step.number,
                text=step.text,
                sub_items=_lines(step.details),
                responsible_units=_canonical(step.unit_names, step.is_for_every_unit) if tells_units else (),
                responsible_as_written=_units_as_written(written, step.unit_names, step.is_for_every_unit) if tells_units else None,
                period=period,
                monitoring=monitoring,
            )
        )
    return tuple(rows)


def _told_by_rows(measure: Measure, rows: tuple[StepRow, ...]) -> Measure:
    """The measure with its rows: what they tell is no longer told once more for the whole. One row alone says the same as the measure."""
    if len(rows) == 1:
        return replace(measure, rows=rows)
    units = tuple(dict.fromkeys(unit for step in rows for unit in step.responsible_units))
    return replace(
        measure,
        rows=rows,
        responsible_units=units or measure.responsible_units,
        responsible_as_written=None if units else measure.responsible_as_written,
        period=None if any(step.period for step in rows) else measure.period,
        monitoring=None if any(step.monitoring for step in rows) else measure.monitoring,
    )


def _has_own(step: PlannedStep) -> bool:
    return bool(step.has_own_units or _has_period(step) or step.monitoring or step.details.strip())


def _has_period(step: PlannedStep) -> bool:
    return bool(step.starts_on or step.ends_on or step.period_as_written.strip())


def _canonical(names: Sequence[str], is_for_every_unit: bool) -> tuple[str, ...]:
    """Units by the names that papers know, as a reader gives them."""
    return (ALL_UNITS,) if is_for_every_unit else tuple(dict.fromkeys(map(unit_canonical, names)))


def _units_as_written(as_written: str, names: Sequence[str], is_for_every_unit: bool) -> str | None:
    """The wording, where it still names just these units; else the agency's own names, one a line."""
    written = as_written.strip()
    if written and set(read_units(written)) == set(_canonical(names, is_for_every_unit)):
        return written
    return "\n".join((ALL_UNITS,) if is_for_every_unit else names) or None


def _done(report: ReportRow, *, names_unit: bool) -> list[str]:
    """What was done, the outputs and the counts of one report, each entry once."""
    entries = list(dict.fromkeys([*_lines(report.done_text), *_lines(report.outputs), *filter(None, [counts_text(report.counts)])]))
    if names_unit and report.unit_name and entries:
        entries[0] = f"{report.unit_name}: {entries[0]}"
    return entries


def _entries(texts: Iterable[str]) -> Entries:
    """Entries with the marker that was typed, else a dash where there are several."""
    kept = list(dict.fromkeys(texts))
    found = [_MARKER.match(text) for text in kept]
    plain = None if len(kept) == 1 else _DASH
    return (
        tuple(text[match.end() :] if match else text for text, match in zip(kept, found, strict=True)),
        tuple(match[1] if match else plain for match in found),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _number(value: object) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:,.0f}" if value == int(value) else f"{value:,g}"
    return str(value or "").strip()

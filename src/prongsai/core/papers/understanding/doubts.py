"""The last look at all doubts: those of the reader find the value that their text became, those of days look at the rows beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from prongsai.core.papers.blocks import Notice
from prongsai.core.papers.model import Candidate, Paper, PaperWarning, Period
from prongsai.core.papers.paths import value_at
from prongsai.core.papers.serial import paper_to_json
from prongsai.core.papers.understanding.checks import owners_of_days
from prongsai.core.papers.understanding.ledger import Ledger
from prongsai.core.papers.understanding.readings import beside_readings, day_readings, distinct, period_readings, period_value
from prongsai.core.papers.understanding.statuses import DASHES
from prongsai.core.thai.calendar import parse_date
from prongsai.core.thai.periods import parse_period
from prongsai.core.thai.units import read_units

DUE = ".monitoring.due"
BESIDE = frozenset(("due_unread", "due_uncertain", "ocr_doubt"))
AROUND = "()“” \t"
"""Signs around a line that its value does without."""
MENDED, AS_READ = "แก้ตามพจนานุกรมแล้ว", "ตามตัวอักษรที่อ่านจากภาพ"


def settle_doubts(paper: Paper, notices: Sequence[Notice], ledger: Ledger) -> tuple[PaperWarning, ...]:
    """The warnings of a paper. The first ones of the ledger are those of the reader's notices, in their order.

    A path that leads to no value, or to one that another wording gave (the first of two tables counts), is left out.
    """
    obj = paper_to_json(paper)
    settled = []
    for number, warning in enumerate(ledger.warnings):
        found = _noticed(warning, notices[number], obj, paper.fiscal_year, ledger) if number < len(notices) else warning
        if found.code in BESIDE and found.path is not None and found.path.endswith(DUE):
            found = replace(found, candidates=_with_beside(found, paper, obj))
        found = _held(found, obj)
        if not _is_idle(found, obj):
            settled.append(found)
    return tuple(settled)


def _is_idle(warning: PaperWarning, obj: Mapping[str, Any]) -> bool:
    """Tell whether a dash was read unsurely in a row whose status is told by another mark."""
    is_of_status = warning.code == "ocr_doubt" and warning.path is not None and warning.path.endswith(".status")
    return is_of_status and DASHES.match(warning.as_read or "") is not None and value_at(obj, warning.path or "") is not None


def _held(warning: PaperWarning, obj: Mapping[str, Any]) -> PaperWarning:
    """The warning with those of its paths that the paper holds with this wording."""
    paths = [path for path in (warning.path, *warning.also) if path is not None and _is_of(warning, path, obj)]
    return replace(warning, path=paths[0] if paths else None, also=tuple(paths[1:]))


def _is_of(warning: PaperWarning, path: str, obj: Mapping[str, Any]) -> bool:
    try:
        value = value_at(obj, path)
    except KeyError:
        return False
    if warning.code == "merged_cell_assumed":
        return bool(warning.candidates) and _in_form(value) == warning.candidates[0].value
    if warning.code.startswith("period_"):
        return value is not None and value["as_written"] == warning.as_read
    if warning.code.startswith("due_"):
        return bool(value_at(obj, path.removesuffix(".due") + ".as_written") == warning.as_read)
    return True


def _in_form(value: Any) -> str:
    """A value of the JSON form as a candidate gives it."""
    if isinstance(value, Mapping):
        return f"{value['start'] or ''}/{value['end'] or ''}"
    return "" if value is None else str(value)


def _with_beside(warning: PaperWarning, paper: Paper, obj: Mapping[str, Any]) -> tuple[Candidate, ...]:
    """The candidates for a day, and what the other days of its column allow."""
    own = {warning.path, *warning.also}
    others: list[date] = []
    for path, owner in owners_of_days(paper.measures):
        days = owner.monitoring
        if path + DUE not in own and days is not None and days.due is not None and not days.is_inherited:
            others.append(days.due)
    held = value_at(obj, warning.path or "")
    return distinct((*warning.candidates, *beside_readings(date.fromisoformat(held) if held else None, others)))


def _noticed(warning: PaperWarning, notice: Notice, obj: Mapping[str, Any], fiscal_year: int | None, ledger: Ledger) -> PaperWarning:
    """A doubt of the reader with the value that holds its text, and that value in both wordings."""
    warning = replace(warning, as_read=notice.as_read)
    home = ledger.homes.get(warning.place)
    if home is None or notice.as_read is None:
        return warning
    try:
        value = value_at(obj, home)
    except KeyError:
        return warning
    if isinstance(value, list) and home.endswith("responsible_units"):
        written = value_at(obj, home.removesuffix("units") + "as_written")
        return replace(warning, path=home, candidates=_units(written, value, notice))
    if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
        return _in_list(warning, home, value, notice)
    if isinstance(value, Mapping) and home.endswith(".monitoring"):
        return replace(warning, path=f"{home}.due", candidates=_days(value, notice, fiscal_year))
    if isinstance(value, Mapping) and home.endswith(".period"):
        return replace(warning, path=home, candidates=_periods(value, notice, fiscal_year))
    return _in_text(warning, home, value, notice)


def _in_text(warning: PaperWarning, home: str, value: object, notice: Notice) -> PaperWarning:
    """The text that holds what was mended; of a value with parts (a signature, a score) the part that does, if one does."""
    parts = {f"{home}.{key}": part for key, part in value.items()} if isinstance(value, Mapping) else {home: value}
    for path, part in parts.items():
        other = _swapped(part, notice)
        if other is not None and isinstance(part, str):
            return replace(warning, path=path, candidates=_both(part, other))
    return warning if isinstance(value, Mapping | list) else replace(warning, path=home)


def _swapped(written: object, notice: Notice) -> str | None:
    """The wording as it was read before it was mended; None where nothing was mended in it."""
    if not isinstance(written, str) or notice.text is None or notice.as_read is None:
        return None
    for around in ("", AROUND):
        text, as_read = (words.strip(around) if around else words for words in (notice.text, notice.as_read))
        if text and text in written:
            return written.replace(text, as_read, 1)
    if written and notice.text.endswith(written):
        # A label stands before the value ("เรื่อง …"): as many words of what was read are label too.
        return " ".join(notice.as_read.split()[len(notice.text.removesuffix(written).split()) :]) or None
    return None


def _both(held: str, other: str | None) -> tuple[Candidate, ...]:
    return () if other is None or other == held else (Candidate(held, MENDED), Candidate(other, AS_READ))


def _in_list(warning: PaperWarning, home: str, entries: Sequence[object], notice: Notice) -> PaperWarning:
    """The entry that holds the text; the list as a whole where none does."""
    for number, entry in enumerate(entries):
        other = _swapped(entry, notice)
        if other is not None and isinstance(entry, str):
            return replace(warning, path=f"{home}[{number}]", candidates=_both(entry, other))
    return replace(warning, path=home)


def _units(written: object, units: Sequence[str], notice: Notice) -> tuple[Candidate, ...]:
    other = _swapped(written, notice)
    return _both(", ".join(units), ", ".join(read_units(other)) or None if other is not None else None)


def _days(monitoring: Mapping[str, Any], notice: Notice, fiscal_year: int | None) -> tuple[Candidate, ...]:
    due = date.fromisoformat(monitoring["due"]) if monitoring["due"] else None
    other = _swapped(monitoring["as_written"], notice)
    if other is None:
        return day_readings(monitoring["as_written"], due, fiscal_year)
    day = parse_date(other)
    return _both(due.isoformat(), day.isoformat() if day is not None else None) if due is not None else ()


def _periods(period: Mapping[str, Any], notice: Notice, fiscal_year: int | None) -> tuple[Candidate, ...]:
    start, end = (date.fromisoformat(period[name]) if period[name] else None for name in ("start", "end"))
    other = _swapped(period["as_written"], notice)
    if other is None or start is None:
        return period_readings(Period(period["as_written"], start, end), fiscal_year)
    reading = parse_period(other, fiscal_year=fiscal_year)
    return _both(period_value(start, end), period_value(reading.start, reading.end) if reading is not None else None)

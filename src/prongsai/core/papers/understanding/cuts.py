"""Rows that a page break cut in two: the first row of a page may be the lower half of the last row before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from prongsai.core.papers.understanding.markers import match_marker
from prongsai.core.papers.understanding.rows import TableRow
from prongsai.core.thai.calendar import parse_date
from prongsai.core.thai.periods import parse_period
from prongsai.core.thai.repair import join_wrapped

OPEN_END = re.compile(r"(?:[-–—/,]|ถึง|จนถึง|และ|วันที่|ภายใน|ภายในวันที่|เดือน|พ\.ศ\.|[0-9๐-๙]\s*[ก-ฮ]?\.?)\s*$")
OPEN_START = re.compile(r"^\s*(?:[-–—/]|ถึง|จนถึง)")
STATUSES = ("status:not_started", "status:in_progress", "status:completed")
OWN = ("units", "period", "monitoring")


def is_cut_row(above: Sequence[TableRow], row: TableRow) -> bool:
    """Tell whether `row` goes on with the cells of the part whose rows so far are `above`.

    It does when the reader saw so (a first line that is soft), when a period or date only becomes readable by joining both halves, or
    when it lacks a unit, period or report date that the row
    above has while it brings the rest of another one.
    """
    if _reader_saw_cut(above, row):
        return True
    if any(value.is_covered for value in row.values.values() if not value.lines):
        return False
    return _completes_period(above, row) or _completes_date(above, row) or _brings_rest_only(above, row) or _lacks_marks(above, row)


def _reader_saw_cut(above: Sequence[TableRow], row: TableRow) -> bool:
    """Every cell goes on by its first line or with the next entry of a list, and not both rows are whole by themselves."""
    marker = match_marker(row.text("steps"))
    if (marker is not None and marker.family == "dotted") or (_is_whole(above) and _is_whole([row])):
        return False
    firsts = [value.lines[0] for value in row.values.values() if value.lines and not value.is_covered]
    return any(not line.hard for line in firsts) and all(not line.hard or match_marker(line.text) is not None for line in firsts)


def _is_whole(rows: Sequence[TableRow]) -> bool:
    """Tell whether period and report date can be read, where the table has them and they stand in no merged cell."""
    period, monitoring = _text(rows, "period"), _text(rows, "monitoring")
    present = {name for name in ("period", "monitoring") if name in rows[0].values and not rows[0].values[name].is_covered}
    can_read = (
        "period" not in present or parse_period(period) is not None,
        "monitoring" not in present or parse_date(monitoring) is not None,
    )
    return bool(present) and all(can_read)


def _text(rows: Sequence[TableRow], name: str) -> str:
    """The cell of a field, its halves joined."""
    return join_wrapped([text for row in rows if (text := row.text(name).strip())])


def _completes_period(above: Sequence[TableRow], row: TableRow) -> bool:
    upper, lower = _text(above, "period"), row.text("period").strip()
    if not upper or not lower:
        return False
    if OPEN_START.match(lower) or re.search(r"(?:[-–—]|ถึง)\s*$", upper):
        return True
    whole = parse_period(join_wrapped([upper, lower]))
    alone = parse_period(lower)
    return whole is not None and whole.is_certain and (alone is None or not alone.is_certain) and parse_period(upper) is None


def _completes_date(above: Sequence[TableRow], row: TableRow) -> bool:
    upper, lower = _text(above, "monitoring"), row.text("monitoring").strip()
    if not upper or not lower or parse_date(upper) is not None:
        return False
    if parse_date(join_wrapped([upper, lower])) is None:
        return False
    return parse_date(lower) is None or OPEN_END.search(upper) is not None


def _lacks_marks(above: Sequence[TableRow], row: TableRow) -> bool:
    """In a table that marks every status column, with a dash where there is no tick: some columns are empty here."""
    marks = [name for name in STATUSES if name in row.values]
    is_marked = len(marks) == len(STATUSES) and all(above[0].text(name).strip() for name in marks)
    return is_marked and not all(row.text(name).strip() for name in marks)


def _brings_rest_only(above: Sequence[TableRow], row: TableRow) -> bool:
    """Some of units, period and report date stand in the row above but not here, though another of them does."""
    present = [name for name in OWN if name in row.values and _text(above, name)]
    here = [name for name in present if row.text(name).strip()]
    return bool(here) and len(here) < len(present)

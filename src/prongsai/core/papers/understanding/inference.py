"""Columns whose header no wording names → field, from what stands in their cells: units, periods and report days show themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from prongsai.core.papers.blocks import Table
from prongsai.core.papers.understanding.columns import Header
from prongsai.core.thai.calendar import parse_date
from prongsai.core.thai.periods import parse_period
from prongsai.core.thai.units import read_units, vocabulary

SHARE = 0.6
LEAST_CELLS = 2
LONGEST = 120
LONGEST_PERIOD = 60


def infer_fields(table: Table, header: Header) -> Header:
    """The header with fields for unnamed columns of which at least two cells, and 60 % of all, can be read as one kind of value."""
    found = dict(header.fields)
    for column in range(table.width):
        if column in found:
            continue
        texts = [text for row in table.rows[header.rows :] if (text := _text(row[column]))]
        for field, reads in KINDS:
            if field not in found.values() and _fits(texts, reads):
                found[column] = field
                break
    return header if len(found) == len(header.fields) else replace(header, fields=dict(sorted(found.items())))


def _text(cell: object) -> str:
    return " ".join(getattr(cell, "text", "").split())


def _fits(texts: Sequence[str], reads: Callable[[str], bool]) -> bool:
    hits = sum(len(text) <= LONGEST and reads(text) for text in texts)
    return hits >= LEAST_CELLS and hits >= SHARE * len(texts)


def _are_units(text: str) -> bool:
    known = {unit.name for unit in vocabulary()}
    units = read_units(text)
    return bool(units) and all(unit in known for unit in units)


def _is_report_day(text: str) -> bool:
    return "รายงาน" in text and parse_date(text) is not None


def _is_period(text: str) -> bool:
    return len(text) <= LONGEST_PERIOD and parse_period(text) is not None


KINDS: tuple[tuple[str, Callable[[str], bool]], ...] = (("units", _are_units), ("monitoring", _is_report_day), ("period", _is_period))

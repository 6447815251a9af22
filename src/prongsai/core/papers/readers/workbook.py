"""The sheets of a workbook as calamine finds them.

calamine runs in a process of its own with a bound on memory: a broken workbook can make it ask for any amount, and then it does not
raise an error but ends the process that it runs in.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from prongsai.core.papers.errors import UnreadableFile
from prongsai.core.papers.readers import archive
from prongsai.core.papers.readers.calamine_child import LOCKED, TOO_LARGE
from prongsai.core.papers.readers.limits import Limits, check_cells
from prongsai.core.papers.readers.number_formats import Value
from prongsai.core.thai.controls import without_controls

_PROGRAM = Path(__file__).with_name("calamine_child.py")


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A sheet: values from the upper left used cell `start` (row, column from 0) on; `merged` are pairs of first and last cell."""

    name: str
    is_hidden: bool
    start: tuple[int, int]
    rows: list[list[Value]]
    merged: list[tuple[tuple[int, int], tuple[int, int]]] | None


def load(data: bytes, limits: Limits) -> list[RawSheet]:
    """The sheets of a workbook in their order, hidden ones without values.

    Texts come without control characters, which XLSX holds as `_x0001_`.

    `merged` is None where the format does not tell. Raises `FileTooLarge` beyond the limit of cells, `UnreadableFile` for a broken or
    encrypted workbook and for one that takes longer than the limit of time.
    """
    # -P keeps the folder of the program off the import path: it holds modules named like those of the standard library.
    command = [sys.executable, "-P", str(_PROGRAM), str(limits.workbook_memory_bytes), str(limits.cells)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=limits.office_seconds, check=False)  # noqa: S603 - our own
    except subprocess.TimeoutExpired:
        raise UnreadableFile(
            f"อ่านสมุดงานนานเกิน {limits.office_seconds} วินาที โปรดแบ่งไฟล์หรือบันทึกเป็น .xlsx ใหม่",
            f"Reading the workbook took longer than {limits.office_seconds} s: split it or save it anew as .xlsx.",
        ) from None
    if done.returncode == TOO_LARGE:
        check_cells(limits.cells + 1, limits)
    if done.returncode == LOCKED:
        raise archive.encrypted()
    if done.returncode:
        raise archive.broken()
    return [_sheet(entry) for entry in json.loads(done.stdout)]


def _sheet(entry: dict[str, Any]) -> RawSheet:
    merged = entry.get("merged")
    return RawSheet(
        name=without_controls(entry["name"]),
        is_hidden=bool(entry.get("hidden")),
        start=tuple(entry.get("start", (0, 0))),
        rows=[[_value(value) for value in row] for row in entry.get("rows", [])],
        merged=None if merged is None else [((first[0], first[1]), (last[0], last[1])) for first, last in merged],
    )


def _value(value: Any) -> Value:
    match value:
        case ["date", str(text)]:
            return datetime.fromisoformat(text)
        case ["time", str(text)]:
            return time.fromisoformat(text)
        case ["span", int() | float() as seconds]:
            return timedelta(seconds=seconds)
        case str(text):
            return without_controls(text)
        case int() | float():
            return value
        case _:
            return ""

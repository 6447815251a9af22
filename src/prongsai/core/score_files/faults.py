"""What is wrong in a file of scores: every fault with its line and column, in Thai and English."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class CellFault:
    """One fault: `line` counts from 1 as an editor or a spreadsheet shows it, `column` is the header or "" for the whole line."""

    line: int
    column: str
    thai: str
    english: str


class InputFault(Exception):
    """A file of scores cannot be taken; `faults` are all that was found, in the order of the file. Nothing of the file was taken.

    `thai` and `english` tell the first twenty, a line each.
    """

    def __init__(self, faults: Iterable[CellFault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line))
        self.thai = _told([f"{_place(fault, 'บรรทัด', 'คอลัมน์')} {fault.thai}" for fault in self.faults], "และอีก {} จุด")
        self.english = _told([f"{_place(fault, 'line', 'column')} {fault.english}" for fault in self.faults], "and {} more")
        super().__init__(self.english)


def _place(fault: CellFault, line: str, column: str) -> str:
    return f"{line} {fault.line} {column} {fault.column}:" if fault.column else f"{line} {fault.line}:"


def _told(lines: list[str], more: str) -> str:
    shown = lines[:_SHOWN]
    if len(lines) > _SHOWN:
        shown.append(more.format(len(lines) - _SHOWN))
    return "\n".join(shown)

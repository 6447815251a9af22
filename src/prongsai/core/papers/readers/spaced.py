"""Tables whose columns only spaces hold apart, as text dumps of PDF files print them: found by the blank strips that run
through all lines.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from prongsai.core.papers.blocks import Line
from prongsai.core.papers.readers.grid import CellSource
from prongsai.core.papers.readers.html import MARKED

PIECE = re.compile(r"\S+(?: \S+)*")
LEAST_COLUMNS = 3
LEAST_ROWS = 2
LONGEST_HEADER = 40
LEAST_GAP = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text without wide gaps; `start` and `end` count printed columns (marks above and below a letter take none)."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SpacedTable:
    """Rows of cells, and how many lines of the file they take."""

    rows: list[list[CellSource]]
    length: int


def take_spaced(lines: Sequence[str], first_number: int) -> SpacedTable | None:
    """The table that begins at the first line, or None. `first_number` is the number of that line in the file."""
    head = pieces_of(lines[0])
    if len(head) < LEAST_COLUMNS or any(len(piece.text) > LONGEST_HEADER for piece in head):
        return None
    length, columns = _extent(lines)
    if columns is None:
        return None
    rows = _rows(lines[:length], columns, first_number)
    full = sum(1 for row in rows if sum(bool(cell.lines) for cell in row) >= LEAST_COLUMNS)
    return SpacedTable(rows, length) if full >= LEAST_ROWS else None


def pieces_of(line: str) -> list[Piece]:
    """The pieces of a line with the printed columns where they stand."""
    text = line.expandtabs()
    found: list[Piece] = []
    at = column = 0
    for match in PIECE.finditer(text):
        start = column + _width(text[at : match.start()])
        at, column = match.end(), start + _width(match[0])
        found.append(Piece(match[0], start, column))
    return found


def _width(text: str) -> int:
    return sum(1 for character in text if unicodedata.category(character) not in ("Mn", "Cf"))


def _extent(lines: Sequence[str]) -> tuple[int, list[tuple[int, int]] | None]:
    """How many lines belong together, and the columns (start, end) that the blank strips between them leave."""
    wanted = len(pieces_of(lines[0]))
    filled: set[int] = set()
    best: tuple[int, list[tuple[int, int]] | None] = (0, None)
    blanks = 0
    for count, line in enumerate(lines, start=1):
        pieces = pieces_of(line)
        if not pieces:
            blanks += 1
            if blanks > 1:
                break
            continue
        blanks = 0
        wider = filled | {column for piece in pieces for column in range(piece.start, piece.end)}
        columns = _strips(wider)
        if len(columns) < max(LEAST_COLUMNS, wanted - 1) or (
            len(pieces) == 1 and pieces[0].start == 0 and best[1] is not None and _crosses(pieces[0], best[1])
        ):
            break
        filled, best = wider, (count, columns)
    return best


def _crosses(piece: Piece, columns: Sequence[tuple[int, int]]) -> bool:
    return sum(1 for start, end in columns if piece.start < end and piece.end > start) > 1


def _strips(filled: set[int]) -> list[tuple[int, int]]:
    columns: list[tuple[int, int]] = []
    for column in sorted(filled):
        if columns and column < columns[-1][1] + LEAST_GAP:
            columns[-1] = (columns[-1][0], column + 1)
        else:
            columns.append((column, column + 1))
    return columns


def _rows(lines: Sequence[str], columns: Sequence[tuple[int, int]], first_number: int) -> list[list[CellSource]]:
    """A row begins at the first line, and where the first column has text (after a blank line, where the table has blank lines)."""
    has_blanks = any(not line.strip() for line in lines)
    rows: list[list[list[Line]]] = []
    numbers: list[int] = []
    after_blank = True
    for offset, line in enumerate(lines):
        pieces = pieces_of(line)
        if not pieces:
            after_blank = True
            continue
        begins = pieces[0].start < columns[0][1] and (after_blank or not has_blanks or len(rows) == 1)
        if begins or not rows:
            rows.append([[] for _ in columns])
            numbers.append(first_number + offset)
        after_blank = False
        at = 0
        for piece in pieces:
            while piece.start >= columns[at][1] or piece.end <= columns[at][0]:
                at += 1
            hard = not rows[-1][at] or MARKED.match(piece.text) is not None
            rows[-1][at].append(Line(piece.text, hard))
    return [[CellSource(tuple(cell), line=number) for cell in row] for row, number in zip(rows, numbers, strict=True)]

"""A sheet of cells → paragraphs and tables, for workbooks and CSV alike: regions between empty rows, titles told from rows of a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from prongsai.core.papers.blocks import Block, Line, Paragraph, Place
from prongsai.core.papers.readers.grid import CellSource, build_table

Span = tuple[int, int]  # rows, columns


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as text.

    `rows` start at the upper left used cell; `spans` give merged cells by the position (row, column) of their anchor; `lines` are the
    lines of a text file where the rows begin, None for workbooks.
    """

    rows: Sequence[Sequence[str]]
    spans: Mapping[tuple[int, int], Span] = field(default_factory=dict)
    lines: Sequence[int] | None = None

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)

    def text(self, row: int, column: int) -> str:
        """The text of a cell, "" beyond the end of its row."""
        return self.rows[row][column].strip() if column < len(self.rows[row]) else ""

    def line(self, row: int) -> int | None:
        """The line of a text file where a row begins."""
        return self.lines[row] if self.lines is not None and row < len(self.lines) else None

    def filled(self, row: int) -> list[int]:
        """The columns of a row with text in them."""
        return [column for column, text in enumerate(self.rows[row]) if text.strip()]


def blocks_of(sheet: Sheet, *, page: int | None, first_table: int) -> Iterator[Block]:
    """The blocks of a sheet in reading order.

    An empty row ends a region. Of a region, rows at its top with one cell that is merged over several columns or stands in the first
    column are paragraphs (titles), so are rows at its end with one merged cell (remarks); what remains is a table if it has at least two
    columns and two rows, else paragraphs. `first_table` is the number of the first table in the file.
    """
    number = first_table
    last: tuple[int, int] | None = None
    for start, end in _bands(sheet):
        columns = [column for row in range(start, end) for column in sheet.filled(row)]
        left = min(columns)
        right = max(_right(sheet, row, column) for row in range(start, end) for column in sheet.filled(row))
        head = _leading_titles(sheet, start, end, left, right)
        tail = _trailing_remarks(sheet, head, end, left, right)
        yield from _paragraphs(sheet, start, head, page)
        if _is_table(sheet, head, tail):
            # A region that goes on below an empty row may lack its first columns; they keep their positions.
            if last is not None and last[0] <= left and right <= last[1]:
                left, right = last
            last = (left, right)
            place = Place(page=page, line=sheet.line(head), table=number)
            yield build_table(list(_cells(sheet, head, tail, left, right)), place)
            number += 1
        else:
            yield from _paragraphs(sheet, head, tail, page)
        yield from _paragraphs(sheet, tail, end, page)


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a cell; each line break in a cell was made by hand."""
    pieces = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return tuple(Line(piece.strip(), indent=len(piece) - len(piece.lstrip("\t"))) for piece in pieces if piece.strip())


def _bands(sheet: Sheet) -> Iterator[tuple[int, int]]:
    held: set[int] = set()  # rows that a merged cell with text from above reaches into
    for (row, column), (height, _) in sheet.spans.items():
        if row < len(sheet.rows) and height > 1 and sheet.text(row, column):
            held.update(range(row, min(row + height, len(sheet.rows))))
    start: int | None = None
    for row in range(len(sheet.rows)):
        if sheet.filled(row) or (start is not None and row in held):
            start = row if start is None else start
        elif start is not None:
            yield start, row
            start = None
    if start is not None:
        yield start, len(sheet.rows)


def _right(sheet: Sheet, row: int, column: int) -> int:
    return column + sheet.spans.get((row, column), (1, 1))[1]


def _is_wide(sheet: Sheet, row: int, column: int, left: int, right: int) -> bool:
    """Whether a cell is merged over more than half of its region."""
    return (_right(sheet, row, column) - column) * 2 > right - left > 1


def _leading_titles(sheet: Sheet, start: int, end: int, left: int, right: int) -> int:
    row = start
    while row < end:
        filled = sheet.filled(row)
        if len(filled) > 1 or (
            filled and sheet.spans.get((row, filled[0]), (1, 1))[0] > 1 and not _is_wide(sheet, row, filled[0], left, right)
        ):
            break
        if filled and filled[0] != left and not _is_wide(sheet, row, filled[0], left, right):
            break
        row += 1
    return row


def _trailing_remarks(sheet: Sheet, head: int, end: int, left: int, right: int) -> int:
    row = end
    while row - 1 > head:
        filled = sheet.filled(row - 1)
        if len(filled) != 1 or not _is_wide(sheet, row - 1, filled[0], left, right):
            break
        row -= 1
    return row


def _is_table(sheet: Sheet, start: int, end: int) -> bool:
    columns = {column for row in range(start, end) for column in sheet.filled(row)}
    widest = max((len(sheet.filled(row)) for row in range(start, end)), default=0)
    return (len(columns) >= 2 and end - start >= 2) or widest >= 3


def _paragraphs(sheet: Sheet, start: int, end: int, page: int | None) -> Iterator[Paragraph]:
    for row in range(start, end):
        texts = [sheet.text(row, column) for column in sheet.filled(row)]
        if lines := lines_of(texts[0] if len(texts) == 1 else "\t".join(" ".join(text.split()) for text in texts)) if texts else ():
            yield Paragraph(lines, Place(page=page, line=sheet.line(row)))


def _cells(sheet: Sheet, start: int, end: int, left: int, right: int) -> Iterator[list[CellSource]]:
    covered: set[tuple[int, int]] = set()
    for row in range(start, end):
        cells: list[CellSource] = []
        for column in range(left, right):
            if (row, column) in covered:
                continue
            height, width = sheet.spans.get((row, column), (1, 1))
            height, width = min(height, end - row), min(width, right - column)
            while any((row, column + reach) in covered for reach in range(1, width)):
                width -= 1
            covered.update((row + down, column + across) for down in range(height) for across in range(width))
            cells.append(CellSource(lines_of(sheet.text(row, column)), height, width, line=sheet.line(row)))
        yield cells

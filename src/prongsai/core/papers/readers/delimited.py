"""Comma, semicolon, tab or pipe separated files → blocks."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable

from prongsai.core.papers.blocks import Source
from prongsai.core.papers.readers.encoding import decode
from prongsai.core.papers.readers.limits import DEFAULT, Limits, check_cells
from prongsai.core.papers.readers.sheet_regions import Sheet, blocks_of

Progress = Callable[[int, int], None]

_DELIMITERS = ",;\t|"
_SAMPLE_LINES = 200


def read_delimited(
    data: bytes, *, name: str, delimiter: str | None = None, progress: Progress | None = None, limits: Limits = DEFAULT
) -> Source:
    """Read a delimited file in any Thai or Unicode encoding; the delimiter is the one that gives the most even rows unless named.

    Rows above the header with one cell only are paragraphs; a line break in a quoted cell is a hard line. Raises `UnreadableFile` for
    bytes that are not text, `FileTooLarge` beyond the limit of cells.
    """
    text = decode(data)[0].replace("\r\n", "\n").replace("\r", "\n")
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first) == 5:  # Excel's own way to name the delimiter
        delimiter, text = first[4], rest
    skipped = 1 if text is rest else 0
    numbered = _rows(text, delimiter or _likeliest(text))
    rows = [row for _, row in numbered]
    check_cells(len(rows) * max(map(len, rows), default=0), limits)
    lines = [line + skipped for line, _ in numbered]
    if progress is not None:
        progress(1, 1)
    return Source("csv", tuple(blocks_of(Sheet(rows, lines=lines), page=None, first_table=1)))


def _rows(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """The rows with the number of the line where each begins."""
    before = csv.field_size_limit(max(len(text) + 1, 131_072))
    try:
        reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, skipinitialspace=True)
        rows: list[tuple[int, list[str]]] = []
        begin = 1
        for row in reader:
            rows.append((begin, row))
            begin = reader.line_num + 1
        return rows
    except csv.Error:  # a stray quote or carriage return: quotes then mean nothing
        return [(number, line.split(delimiter)) for number, line in enumerate(text.splitlines(), 1)]
    finally:
        csv.field_size_limit(before)


def _likeliest(text: str) -> str:
    """The delimiter under which most rows have the same number of columns, more columns winning among equals."""
    sample = "\n".join(text.splitlines()[:_SAMPLE_LINES])

    def evenness(delimiter: str) -> tuple[float, int]:
        widths = Counter(len(row) for _, row in _rows(sample, delimiter) if any(cell.strip() for cell in row))
        width, count = max(
            ((width, count) for width, count in widths.items() if width > 1), key=lambda item: (item[1], item[0]), default=(1, 0)
        )
        return count / max(1, widths.total()), width

    return max(_DELIMITERS, key=evenness)

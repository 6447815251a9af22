"""Small tables, rows and flows for the tests of understanding."""

from __future__ import annotations

from itertools import count

from prongsai.core.papers.blocks import Line, Place, Table
from prongsai.core.papers.model import Paper
from prongsai.core.papers.readers.grid import CellSource, build_table
from prongsai.core.papers.readers.text import read_text
from prongsai.core.papers.understanding.columns import Header
from prongsai.core.papers.understanding.paper import understand
from prongsai.core.papers.understanding.prepare import Flow, TextLine
from prongsai.core.papers.understanding.rows import JoinedTable, TableRow, Value

_numbers = count(1)


def lines(text: str) -> tuple[Line, ...]:
    """The lines of a text, all hard; none for an empty text."""
    return tuple(Line(line) for line in text.split("\n") if line)


def table(*rows: list[str | tuple[str, int, int]], number: int = 1) -> Table:
    """A table of texts; a tuple is text, row span and column span."""
    cells = [
        [CellSource(lines(cell)) if isinstance(cell, str) else CellSource(lines(cell[0]), cell[1], cell[2]) for cell in row] for row in rows
    ]
    return build_table(cells, Place(table=number))


def row(page: int = 0, *, spans_all: bool = False, **texts: str | None) -> TableRow:
    """A row with a text for each field; None stands for a cell that one from above covers."""
    number = next(_numbers)
    values = {
        name.replace("__", ":"): Value(lines(text or ""), Place(table=1, row=number, column=column), is_covered=text is None)
        for column, (name, text) in enumerate(texts.items(), start=1)
    }
    return TableRow(values, Place(table=1, row=number), page, spans_all)


def joined(*rows: TableRow) -> JoinedTable:
    """The rows as a table of measures."""
    names = tuple(rows[0].values)
    return JoinedTable("measures", Header(dict(enumerate(names)), names, 1), list(rows), pages=max(row.page for row in rows) + 1)


def text_lines(*texts: str) -> list[TextLine]:
    """Lines of running text, numbered from 1."""
    return [TextLine(text, Place(line=number)) for number, text in enumerate(texts, start=1)]


def flow(*items: str | Table) -> Flow:
    """Running text and tables in reading order."""
    return Flow(tuple(TextLine(item, Place(line=n)) if isinstance(item, str) else item for n, item in enumerate(items, start=1)))


def read(text: str) -> Paper:
    """The paper that a text file holds."""
    return understand(read_text(text.encode(), name="paper.txt"))

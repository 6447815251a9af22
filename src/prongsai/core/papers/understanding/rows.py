"""Rows of joined tables: the cells of one row by field. Every table of measures, however it was written, becomes such rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from prongsai.core.papers.blocks import Line, Place
from prongsai.core.papers.understanding.columns import Header


@dataclass(frozen=True, slots=True)
class Value:
    """The cell of one field in one row. `is_covered`: a cell merged from above stands here."""

    lines: tuple[Line, ...]
    place: Place
    is_covered: bool = False
    row_span: int = 1

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a joined table; `page` counts its broken parts from 0. `spans_all`: one cell over the whole width (a group heading)."""

    values: dict[str, Value]
    place: Place
    page: int
    spans_all: bool = False

    def text(self, name: str) -> str:
        """The text of a column; empty where the row has none."""
        value = self.values.get(name)
        return value.text if value is not None else ""

    @property
    def is_empty(self) -> bool:
        return not any(value.lines for value in self.values.values())


@dataclass(slots=True)
class JoinedTable:
    """A table as its author meant it. `kind` is measures, scores, levels or other; `heading` the text line right before its first part."""

    kind: str
    header: Header
    rows: list[TableRow] = field(default_factory=list)
    heading: str = ""
    pages: int = 1

    @property
    def fields(self) -> set[str]:
        return set(self.header.fields.values())

"""Header rows of tables → the field of each column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from prongsai.core.papers.blocks import Cell, Table
from prongsai.core.papers.understanding.vocabulary import bare, column_field, like
from prongsai.core.thai.calendar import find_fiscal_years

Row = Sequence[Cell | None]
SAME_HEADER = 80.0
SURE = 84.0
YEAR_ONLY = re.compile(r"(?:คะแนน|ผลคะแนน|ผลการประเมิน|ita)*(?:ประจำ)?(?:ปี)?(?:งบประมาณ)?(?:พศ)?[0-9๐-๙]{4}(?:คะแนน)?")
MEASURE_FIELDS = frozenset(
    [
        "steps",
        "units",
        "period",
        "monitoring",
        "gaps",
        "outputs",
        "outcomes",
        "suggestions",
        "obstacles",
        "status",
        "status:not_started",
        "status:in_progress",
        "status:completed",
    ]
)


@dataclass(frozen=True, slots=True)
class Header:
    """Fields by column index, the wording of each header cell, and how many rows the header takes.

    `starts` are the grid columns where its lowest cells begin; empty where the rows did not come from a grid.
    """

    fields: dict[int, str]
    wordings: tuple[str, ...]
    rows: int
    starts: tuple[int, ...] = ()
    score_year: int | None = None
    """The fiscal year of the column of scores, where its header is a year."""

    @property
    def kind(self) -> str:
        """What the table holds: measures, scores, levels, topics, or other."""
        found = set(self.fields.values())
        if "score" in found and "level" in found and "indicator" not in found and "title" not in found and len(self.fields) <= 3:
            return "levels"
        if "score" in found and found & {"indicator", "indicators", "title", "topic", "tool"} and not found & {"units", "period", "steps"}:
            return "scores"
        if "title" in found and found & MEASURE_FIELDS:
            return "measures"
        return "topics" if {"topic", "finding"} <= found else "other"


def read_header(table: Table) -> Header | None:
    """The header of a table, of one row or of two; None where the first row is no header."""
    first = _fields_of_row(table.rows[0])
    has_scores = not {"indicator", "tool"}.isdisjoint(first.values())
    first = _fields_of_row(table.rows[0], years_first=has_scores)
    filled = [cell for cell in table.rows[0] if cell is not None and cell.text.strip()]
    if not _is_header_row(first, filled, years_first=has_scores):
        return None
    fields, rows = dict(first), 1
    if len(table.rows) > 1:
        second = _fields_of_row(table.rows[1], years_first=has_scores)
        if _is_second_row(table, second):
            fields |= second
            rows = 2
    wordings = tuple(_wording(table, c, rows) for c in range(table.width))
    return Header(_settle(fields, table, rows), wordings, rows, _starts(table, rows), _score_year(fields))


def _starts(table: Table, rows: int) -> tuple[int, ...]:
    """Columns where the lowest header cells begin: those of the last row, and those of the row above that reach down to it."""
    last = {c for c, cell in enumerate(table.rows[rows - 1]) if cell is not None}
    above = {c for c, cell in enumerate(table.rows[0]) if cell is not None and cell.row_span >= rows}
    return tuple(sorted(last | above))


def _fields_of_row(row: Row, *, years_first: bool = False) -> dict[int, str]:
    """The fields of a header row. `years_first`: a header that is a year is no column of money ("ปีงบประมาณ 2566")."""
    found: dict[int, str] = {}
    for c, cell in enumerate(row):
        match = column_field(cell.text) if cell is not None else None
        year = _year(cell.text, match, years_first=years_first) if cell is not None else None
        if year is not None:
            found[c] = f"year:{year}"
        elif match is not None:
            found[c] = match[0]
    return found


def _year(text: str, match: tuple[str, float] | None, *, years_first: bool) -> int | None:
    return year_alone(text) if match is None or years_first or match[0] == "score" else None


def year_alone(text: str) -> int | None:
    """The year that a header is ("ปี พ.ศ. 2566", "คะแนนปี 2566"): a column of scores by year."""
    key = bare(text)
    years = find_fiscal_years(text) if YEAR_ONLY.fullmatch(key) else []
    return years[0] if len(years) == 1 else None


def _is_header_row(fields: dict[int, str], filled: Sequence[Cell], *, years_first: bool) -> bool:
    if len(filled) < 2 or any(len(bare(cell.text)) > 70 or not cell.lines[0].hard for cell in filled):
        return False
    sure = sum(1 for cell in filled if _is_sure(cell.text, years_first=years_first))
    if sure < 2 and len(fields) < 4:
        return False
    return len(fields) >= 2 and len(fields) * 2 >= len(filled)


def _is_sure(text: str, *, years_first: bool) -> bool:
    match = column_field(text)
    return _year(text, match, years_first=years_first) is not None or (match is not None and match[1] >= SURE)


def _is_second_row(table: Table, second: dict[int, str]) -> bool:
    """A second header row names statuses or parts of a wide header, and leaves the columns under single headers empty."""
    row = table.rows[1]
    filled = [c for c, cell in enumerate(row) if cell is not None and cell.text.strip()]
    if not filled or len(second) * 2 < len(filled):
        return False
    above_empty = sum(1 for c in filled if not _text_at(table, 0, c))
    covered = all(cell is None or not cell.text.strip() for c, cell in enumerate(row) if c not in filled)
    return (above_empty > 0 and covered) or all(cell is None or cell.is_header for cell in row)


def _text_at(table: Table, r: int, c: int) -> str:
    cell = table.rows[r][c]
    return "" if cell is None else cell.text.strip()


def _wording(table: Table, column: int, rows: int) -> str:
    return bare("".join(_text_at(table, r, column) for r in range(rows)))


def _years(fields: dict[int, str]) -> list[str]:
    return sorted(name for name in fields.values() if name.startswith("year:"))


def _score_year(fields: dict[int, str]) -> int | None:
    """The newest year among the columns, which becomes the score where no column is called so."""
    years = _years(fields)
    return int(years[-1].removeprefix("year:")) if years and "score" not in fields.values() else None


def _settle(fields: dict[int, str], table: Table, rows: int) -> dict[int, str]:
    """One column per field: where two columns claim a field, the surer keeps it; a second title becomes the steps where there are none."""
    settled: dict[int, str] = {}
    years = _years(fields)
    if years and "score" not in fields.values():
        fields = {column: "score" if name == years[-1] else name for column, name in fields.items()}
    for column, name in sorted(fields.items(), key=lambda pair: (-_certainty(table, pair[0], rows), pair[0])):
        if name not in settled.values():
            settled[column] = name
        elif name == "indicator" and "topic" not in settled.values():
            settled[column] = "topic"
        elif name == "title" and "steps" not in fields.values() and "steps" not in settled.values():
            settled[column] = "steps"
    if "title" not in settled.values():
        for column, name in sorted(settled.items()):
            if name in ("topic", "steps") and any(other in MEASURE_FIELDS for c, other in settled.items() if c != column):
                settled[column] = "title"
                break
    return dict(sorted(settled.items()))


def _certainty(table: Table, column: int, rows: int) -> float:
    found = [column_field(text) for r in range(rows) if (text := _text_at(table, r, column))]
    return max((match[1] for match in found if match is not None), default=0.0) + ("มาตรการ" in _wording(table, column, rows))


def is_repeated(row: Row, header: Header) -> bool:
    """Tell whether a row repeats the header (also misspelt or with spaces inside its words)."""
    texts = [bare(cell.text) if cell is not None else "" for cell in row]
    pairs = [(text, word) for text, word in zip(texts, header.wordings, strict=False) if text or word]
    alike = sum(1 for text, word in pairs if text and word and (text in word or like(text, word) >= SAME_HEADER))
    filled = sum(1 for text in texts if text)
    return filled >= 2 and alike == filled

"""The JSON form of a file as read (`prongsai.source/1`), small enough to be kept with every import. No files are touched here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from prongsai.core.papers.blocks import Block, Box, Cell, Heading, Line, Notice, PageBreak, Paragraph, Place, Source, Table
from prongsai.core.papers.errors import BadPaper

SCHEMA = "prongsai.source/1"

_Object = dict[str, Any]


def source_to_json(source: Source) -> _Object:
    """The source as an object ready for `json.dumps`; `source_from_json` makes an equal one of it.

    What is not there (no box, no confidence, no span) is not written; a place is a list of page, line, paragraph, table, row and column,
    without the empty ones at its end, and left out for a cell that stands right of the one before. A line is its text, or a list of
    text, hardness, indent and what OCR read.
    """
    return {
        "schema": SCHEMA,
        "kind": source.kind,
        "pages": source.pages,
        "embedded": source.embedded,
        "notices": [_notice_out(notice) for notice in source.notices],
        "blocks": [_block_out(block) for block in source.blocks],
    }


def source_from_json(obj: object) -> Source:
    """The source that a JSON object describes. Raises `BadPaper` where it was not made by `source_to_json`."""
    try:
        return _source_in(obj)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise BadPaper(
            f"ข้อมูลต้นฉบับที่เก็บไว้ไม่เป็นไปตามรูปแบบ {SCHEMA} โปรดนำเข้าไฟล์ใหม่",
            f"The stored source does not follow {SCHEMA}: import the file again.",
        ) from error


def _source_in(obj: Any) -> Source:
    if obj["schema"] != SCHEMA:
        raise ValueError(obj["schema"])
    return Source(
        obj["kind"],
        tuple(_block_in(block) for block in obj["blocks"]),
        obj["pages"],
        obj["embedded"],
        tuple(_notice_in(notice) for notice in obj["notices"]),
    )


def _filled(**values: object) -> _Object:
    """The values that are there."""
    return {name: value for name, value in values.items() if value is not None}


def _place_out(place: Place) -> list[int | None]:
    numbers = [place.page, place.line, place.paragraph, place.table, place.row, place.column]
    while numbers and numbers[-1] is None:
        numbers.pop()
    return numbers


def _box_out(box: Box | None) -> list[float] | None:
    return None if box is None else [box.x, box.y, box.width, box.height]


def _box_in(obj: Sequence[float] | None) -> Box | None:
    return None if obj is None else Box(*obj)


def _line_out(line: Line) -> str | list[Any]:
    if line.as_read is not None:
        return [line.text, int(line.hard), line.indent, line.as_read]
    if line.hard and not line.indent:
        return line.text
    return [line.text, int(line.hard), line.indent] if line.indent else [line.text, int(line.hard)]


def _line_in(obj: Any) -> Line:
    if isinstance(obj, str):
        return Line(obj)
    text, hard, *rest = obj
    return Line(text, bool(hard), *rest)


def _notice_out(notice: Notice) -> _Object:
    return _filled(place=_place_out(notice.place), code=notice.code, message=notice.message, as_read=notice.as_read, text=notice.text)


def _notice_in(obj: Mapping[str, Any]) -> Notice:
    return Notice(Place(*obj["place"]), obj["code"], obj["message"], obj.get("as_read"), obj.get("text"))


def _block_out(block: Block) -> _Object:
    place = _place_out(block.place)
    match block:
        case Heading():
            return _filled(heading=block.text, level=block.level, place=place, box=_box_out(block.box))
        case Paragraph():
            return _filled(
                lines=[_line_out(line) for line in block.lines],
                place=place,
                centred=block.is_centred or None,
                bold=block.is_bold or None,
                box=_box_out(block.box),
            )
        case Table():
            return {"rows": _rows_out(block), "place": place}
        case PageBreak():
            return {"place": place}


def _block_in(obj: Mapping[str, Any]) -> Block:
    place = Place(*obj["place"])
    if "heading" in obj:
        return Heading(obj["heading"], obj["level"], place, _box_in(obj.get("box")))
    if "lines" in obj:
        lines = tuple(_line_in(line) for line in obj["lines"])
        return Paragraph(lines, place, obj.get("centred", False), obj.get("bold", False), _box_in(obj.get("box")))
    if "rows" in obj:
        return _table_in(obj["rows"], place)
    return PageBreak(place)


def _usual_place(table: Place, before: Place | None, row: int, column: int) -> Place:
    """Where a cell stands if it says nothing: right of the one before, the first of a row below the place of the table."""
    line, page = (before.line, before.page) if before is not None else (table.line, table.page)
    return Place(page, line, None, table.table, row, column)


def _rows_out(table: Table) -> list[list[_Object | None]]:
    rows = []
    for r, row in enumerate(table.rows, start=1):
        before: Place | None = None
        cells: list[_Object | None] = []
        for c, cell in enumerate(row, start=1):
            cells.append(_cell_out(cell, _usual_place(table.place, before, r, c)) if cell is not None else None)
            before = cell.place if cell is not None else before
        rows.append(cells)
    return rows


def _table_in(rows: Sequence[Sequence[Any]], place: Place) -> Table:
    made = []
    for r, row in enumerate(rows, start=1):
        before: Place | None = None
        cells: list[Cell | None] = []
        for c, obj in enumerate(row, start=1):
            cell = _cell_in(obj, _usual_place(place, before, r, c)) if obj is not None else None
            before = cell.place if cell is not None else before
            cells.append(cell)
        made.append(tuple(cells))
    return Table(tuple(made), place)


def _cell_out(cell: Cell, usual: Place) -> _Object:
    is_single = (cell.row_span, cell.column_span) == (1, 1)
    return _filled(
        lines=[_line_out(line) for line in cell.lines] or None,
        place=_place_out(cell.place) if cell.place != usual else None,
        spans=None if is_single else [cell.row_span, cell.column_span],
        header=cell.is_header or None,
        confidence=cell.confidence,
        box=_box_out(cell.box),
    )


def _cell_in(obj: Mapping[str, Any], usual: Place) -> Cell:
    place = Place(*obj["place"]) if "place" in obj else usual
    lines = tuple(_line_in(line) for line in obj.get("lines", ()))
    rows, columns = obj.get("spans", (1, 1))
    return Cell(lines, place, rows, columns, obj.get("header", False), obj.get("confidence"), _box_in(obj.get("box")))

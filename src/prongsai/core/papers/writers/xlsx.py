"""Sheet → XLSX: one worksheet in reading order, each table ruled with its header rows, every text as text."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from prongsai.core.papers.errors import BadPaper
from prongsai.core.papers.writers.sheet import (
    Align,
    BodyCell,
    Cover,
    HeadCell,
    Heading,
    ItemList,
    MemoHead,
    Paragraph,
    Sheet,
    Signatures,
    Table,
    contents_headings,
)
from prongsai.core.papers.writers.spans import Placed, place
from prongsai.core.papers.writers.walk import BlockPrinter
from prongsai.core.papers.writers.wording import (
    CONTENTS_TITLE,
    MEMO_TITLE,
    item_line,
    memo_lines,
    opinion_line,
    printable,
    signature_lines,
)
from prongsai.core.papers.writers.xlsx_layout import MAX_ROW_POINTS, column_edges, column_units, text_points

WORKSHEET = "เอกสาร"
FONT = "TH Sarabun New"  # a workbook cannot carry a font, and every office has this one
BODY_PT = 16
TABLE_PT = 14
HEADING_PT = {1: 18, 2: 16, 3: 16, 4: 16}
MAX_CELL_LETTERS = 32_767
MAX_CELL_LINES = 253
FIXED_TIME = datetime(2000, 1, 1)  # a file that tells no time of writing is the same for the same paper
HORIZONTAL: dict[Align, str] = {"left": "left", "centre": "center", "right": "right"}


def print_xlsx(sheet: Sheet, *, embedded: dict[str, object] | None) -> bytes:
    """Print a sheet as a workbook with one worksheet. `embedded` is not carried: a workbook holds what is visible only.

    Raises `BadPaper` where a cell's text goes beyond what Excel can hold (32,767 letters or 253 line breaks).
    """
    import xlsxwriter

    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    workbook.set_properties({"title": printable(sheet.title), "author": printable(sheet.author), "created": FIXED_TIME})
    _Worksheet(workbook, sheet).print()
    workbook.close()
    return target.getvalue()


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks; one Excel format per look."""

    size: int = BODY_PT
    is_bold: bool = False
    align: Align = "left"
    indent: int = 0
    ruled: bool = False
    filled: bool = False
    is_link: bool = False


class _Worksheet(BlockPrinter):
    """Writes blocks from the top down; `row` is the next free worksheet row, counted from 0."""

    def __init__(self, workbook: Any, sheet: Sheet) -> None:
        self.workbook = workbook
        self.sheet = sheet
        self.page = workbook.add_worksheet(WORKSHEET)
        self.tables = [block for block in sheet.blocks if isinstance(block, Table) and block.widths]
        self.units = column_units(self.tables, is_landscape=sheet.is_landscape)
        self.formats: dict[Look, Any] = {}
        self.row = 0
        self.breaks: list[int] = []
        self.head_rows: tuple[int, int] | None = None
        self.contents_rows: list[int] = []
        self.heading_rows: list[int] = []

    def print(self) -> None:
        self.set_up()
        self.walk(self.sheet.blocks)
        self.link_contents()
        self.page.set_h_pagebreaks(self.breaks)
        heads = {table.head for table in self.tables}
        if self.head_rows and len(heads) == 1:
            self.page.repeat_rows(*self.head_rows)

    def set_up(self) -> None:
        if self.sheet.is_landscape:
            self.page.set_landscape()
        self.page.set_paper(9)
        self.page.set_margins(left=1.18, right=0.79, top=0.98, bottom=0.79)
        self.page.fit_to_pages(1, 0)
        self.page.set_footer("&C&P")
        self.page.hide_gridlines(2)
        self.page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        for column, units in enumerate(self.units):
            self.page.set_column(column, column, units)

    def format(self, look: Look) -> Any:
        if look not in self.formats:
            properties: dict[str, object] = {
                "font_name": FONT,
                "font_size": look.size,
                "bold": look.is_bold,
                "text_wrap": True,
                "num_format": "@",
            }
            properties |= {"align": HORIZONTAL[look.align], "valign": "vcenter" if look.filled else "top", "indent": look.indent}
            if look.ruled:
                properties |= {"border": 1, "border_color": "#7F8A96"}
            if look.filled:
                properties |= {"bg_color": "#E8EDF3"}
            if look.is_link:
                properties |= {"font_color": "#0B5394", "underline": 1}
            self.formats[look] = self.workbook.add_format(properties)
        return self.formats[look]

    def put(self, text: str, rows: tuple[int, int], columns: tuple[int, int], look: Look) -> None:
        """Write text into the cell that covers these rows and columns (first, one past last), as a string whatever it begins with."""
        clean = printable(text)
        if len(clean) > MAX_CELL_LETTERS or clean.count("\n") > MAX_CELL_LINES:
            raise BadPaper(
                f"ข้อความ “{clean[:40]}…” ยาวเกินกว่าที่ช่องเดียวของ Excel รับได้ (32,767 ตัวอักษร หรือ 253 บรรทัด) "
                "กรุณาแบ่งข้อความนี้ หรือเลือกไฟล์ .docx หรือ .pdf",
                f"The text “{clean[:40]}…” is longer than one Excel cell can hold (32,767 letters or 253 line breaks): "
                "split it, or write .docx or .pdf.",
            )
        style = self.format(look)
        if rows[1] - rows[0] > 1 or columns[1] - columns[0] > 1:
            self.page.merge_range(rows[0], columns[0], rows[1] - 1, columns[1] - 1, "", style)
        if clean:
            self.page.write_string(rows[0], columns[0], clean, style)
        else:
            self.page.write_blank(rows[0], columns[0], None, style)

    def heights(self, points: float) -> list[float]:
        """Heights of the worksheet rows that together show so much: Excel draws no row higher than 409 points."""
        count = max(1, -(-int(points) // MAX_ROW_POINTS))
        return [round(points / count, 1)] * count

    def line(self, text: str, look: Look | None = None) -> int:
        """Write a text over the whole width below what is there; give its row."""
        look = look or Look()
        first = self.row
        for height in self.heights(text_points(text, sum(self.units) - 2 * look.indent, look.size)):
            self.page.set_row(self.row, height)
            self.row += 1
        self.put(text, (first, self.row), (0, len(self.units)), look)
        return first

    def gap(self) -> None:
        """Leave one empty row, unless at the top."""
        self.row += 1 if self.row else 0

    def page_break(self) -> None:
        if self.row:
            self.breaks.append(self.row)

    def cover(self, block: Cover) -> None:
        for index, line in enumerate(block.lines):
            self.line(line, Look(size=18 if index else 22, is_bold=True, align="centre"))
        self.breaks.append(self.row)

    def memo_head(self, block: MemoHead) -> None:
        self.line(MEMO_TITLE, Look(size=24, is_bold=True, align="centre"))
        for pairs in memo_lines(block):
            for label, value in pairs:
                self.line(f"{label} {value}".rstrip())

    def heading(self, block: Heading) -> None:
        self.gap()
        self.heading_rows.append(self.line(block.text, Look(size=HEADING_PT[min(max(block.level, 1), 4)], is_bold=True, align=block.align)))

    def paragraph(self, block: Paragraph) -> None:
        self.line(block.text, Look(is_bold=block.is_bold, align=block.align, indent=2 if block.is_indented else 0))

    def item_list(self, block: ItemList) -> None:
        for item in block.items:
            self.line(item_line(item), Look(indent=item.depth + 1))

    def signatures(self, block: Signatures) -> None:
        for signature in block.signatures:
            self.gap()
            opinion = opinion_line(signature)
            if opinion:
                self.line(opinion)
            for line in signature_lines(signature):
                self.line(line, Look(align="centre"))

    def contents(self) -> None:
        self.gap()
        self.line(CONTENTS_TITLE, Look(size=18, is_bold=True, align="centre"))
        for heading in contents_headings(self.sheet):
            self.contents_rows.append(self.line(heading.text, Look(indent=heading.level, is_link=True)))

    def link_contents(self) -> None:
        """Link each contents entry to its heading, now that the rows are known."""
        headings = [block for block in self.sheet.blocks if isinstance(block, Heading)]
        targets = [row for row, heading in zip(self.heading_rows, headings, strict=True) if heading.is_in_contents]
        entries = contents_headings(self.sheet)
        for index, row in enumerate(self.contents_rows):
            entry = entries[index % len(entries)]
            place_name = f"internal:'{WORKSHEET}'!A{targets[index % len(targets)] + 1}"
            self.page.write_url(row, 0, place_name, self.format(Look(indent=entry.level, is_link=True)), printable(entry.text))

    def table(self, block: Table) -> None:
        if not block.widths:
            return
        self.gap()
        if block.caption:
            self.line(block.caption, Look(is_bold=True))
        edges = column_edges(block.widths, self.units)
        first = self.row
        self.grid(place(block.head, len(block.widths)), edges)
        if self.head_rows is None and self.row > first:
            self.head_rows = (first, self.row - 1)
        self.grid(place(block.rows, len(block.widths)), edges)
        self.gap()

    def grid(self, rows: Sequence[tuple[Placed, ...]], edges: list[int]) -> None:
        """Write grid rows; a row too high for Excel takes several worksheet rows, over which its cells are merged."""
        needed = self.row_points(rows, edges)
        starts = [self.row]
        for points in needed:
            for height in self.heights(points):
                self.page.set_row(self.row, height)
                self.row += 1
            starts.append(self.row)
        for index, cells in enumerate(rows):
            for placed in cells:
                if placed.is_start:
                    columns = (edges[placed.column], edges[placed.column + placed.column_span])
                    text, look = _cell(placed)
                    self.put(text, (starts[index], starts[index + placed.row_span]), columns, look)

    def row_points(self, rows: Sequence[tuple[Placed, ...]], edges: list[int]) -> list[float]:
        """Height of each grid row; a cell over several rows makes the last of them higher where they do not suffice."""
        points = [24.0] * len(rows)
        spanning: list[tuple[int, int, float]] = []
        for index, cells in enumerate(rows):
            for placed in cells:
                if placed.is_start:
                    text, look = _cell(placed)
                    units = sum(self.units[edges[placed.column] : edges[placed.column + placed.column_span]])
                    height = text_points(text, units, look.size) * (1.05 if look.is_bold else 1)
                    if placed.row_span == 1:
                        points[index] = max(points[index], height)
                    else:
                        spanning.append((index, index + placed.row_span, height))
        for first, end, height in spanning:
            points[end - 1] += max(0.0, height - sum(points[first:end]))
        return points


def _cell(placed: Placed) -> tuple[str, Look]:
    if isinstance(placed.cell, HeadCell):
        return placed.cell.text, Look(TABLE_PT, is_bold=True, align="centre", ruled=True, filled=True)
    if isinstance(placed.cell, BodyCell):
        lines = ("   " * item.depth + item_line(item) for item in placed.cell.items)
        return "\n".join(lines), Look(TABLE_PT, align=placed.cell.align, ruled=True)
    return "", Look(TABLE_PT, ruled=True)

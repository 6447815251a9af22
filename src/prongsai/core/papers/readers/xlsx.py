"""Workbooks (.xlsx, .xls, .ods) → blocks; each sheet is a page."""

from __future__ import annotations

from collections.abc import Callable

from prongsai.core.papers.blocks import Block, Notice, PageBreak, Place, Source, Table
from prongsai.core.papers.errors import UnsupportedKind
from prongsai.core.papers.readers import archive
from prongsai.core.papers.readers.limits import DEFAULT, Limits, check_pages
from prongsai.core.papers.readers.number_formats import shown_value
from prongsai.core.papers.readers.sheet_regions import Sheet, blocks_of
from prongsai.core.papers.readers.sheet_scan import Scan, scan_ods, scan_xlsx
from prongsai.core.papers.readers.workbook import RawSheet, load

Progress = Callable[[int, int], None]


def read_xlsx(data: bytes, *, name: str, kind: str = "xlsx", progress: Progress | None = None, limits: Limits = DEFAULT) -> Source:
    """Read an `xlsx`, `xls` or `ods` workbook; `Source.kind` is the kind given, `Source.pages` the number of its sheets.

    Numbers of XLSX come as shown under their format, others plain; dates in Thai. Hidden sheets are not read (notice `hidden_sheet`).
    Raises `UnreadableFile` for a broken or encrypted file, `FileTooLarge` beyond the limits.
    """
    scans: dict[str, Scan] = {}
    if kind in {"xlsx", "ods"}:
        members = archive.unpack(data, limits)
        if "xl/workbook.bin" in members:
            raise UnsupportedKind("ยังอ่านไฟล์ .xlsb ไม่ได้ โปรดบันทึกเป็น .xlsx", "No reader takes .xlsb: save the file as .xlsx.")
        scans = scan_xlsx(members, limits) if kind == "xlsx" else scan_ods(members.get("content.xml", b""), limits)
        data = archive.pack(members)
    sheets = load(data, limits)
    check_pages(len(sheets), limits)
    blocks: list[Block] = []
    notices: list[Notice] = []
    tables = 0
    for page, sheet in enumerate(sheets, 1):
        if sheet.is_hidden:
            message = f"แผ่นงาน “{sheet.name}” ถูกซ่อนไว้ จึงไม่ได้อ่าน หากต้องใช้โปรดเลิกซ่อนแล้วบันทึกใหม่"
            notices.append(Notice(Place(page=page), "hidden_sheet", message))
            continue
        found = list(blocks_of(_as_text(sheet, scans.get(sheet.name, Scan())), page=page, first_table=tables + 1))
        if found and blocks:
            blocks.append(PageBreak(Place(page=page)))
        blocks.extend(found)
        tables += sum(isinstance(block, Table) for block in found)
        if progress is not None:
            progress(page, len(sheets))
    return Source(kind, tuple(blocks), len(sheets), None, tuple(notices))


def _as_text(sheet: RawSheet, scan: Scan) -> Sheet:
    top, left = sheet.start
    rows = [
        [shown_value(value, scan.formats.get((top + r, left + c), "")) for c, value in enumerate(row)] for r, row in enumerate(sheet.rows)
    ]
    height, width = len(rows), max(map(len, rows), default=0)
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    room = height * width
    for first, last in sheet.merged or [
        ((row, column), (row + down - 1, column + across - 1)) for (row, column), (down, across) in scan.spans.items()
    ]:
        row, column = first[0] - top, first[1] - left
        if not (0 <= row < height and 0 <= column < width):
            continue
        down, across = min(last[0] - first[0] + 1, height - row), min(last[1] - first[1] + 1, width - column)
        room -= down * across
        # Areas that add up to more than the sheet overlap: a broken file, or one meant to keep us busy.
        if room >= 0 and down * across > 1:
            spans[row, column] = (down, across)
    return Sheet(rows, spans)

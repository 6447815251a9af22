"""Workbooks (.xlsx, .xls, .ods) → blocks; each sheet is a page."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from prongsai.core.papers.blocks import Block, Notice, PageBreak, Place, Source, Table
from prongsai.core.papers.errors import PaperError, UnsupportedKind
from prongsai.core.papers.readers import archive
from prongsai.core.papers.readers.limits import DEFAULT, Limits, check_cells, check_pages
from prongsai.core.papers.readers.number_formats import shown_value
from prongsai.core.papers.readers.sheet_regions import Sheet, blocks_of
from prongsai.core.papers.readers.sheet_scan import Scan, scan_ods, scan_xlsx

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
    try:
        return _read(data, kind, scans, progress, limits)
    except PaperError:
        raise
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # a panic of the Rust library is no Exception
        raise archive.encrypted() if "password" in f"{type(error).__name__} {error}".lower() else archive.broken() from None


def _read(data: bytes, kind: str, scans: dict[str, Scan], progress: Progress | None, limits: Limits) -> Source:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    check_pages(len(sheets), limits)
    blocks: list[Block] = []
    notices: list[Notice] = []
    cells = tables = 0
    for page, sheet in enumerate(sheets, 1):
        if sheet.visible != SheetVisibleEnum.Visible:
            message = f"แผ่นงาน “{sheet.name}” ถูกซ่อนไว้ จึงไม่ได้อ่าน หากต้องใช้โปรดเลิกซ่อนแล้วบันทึกใหม่"
            notices.append(Notice(Place(page=page), "hidden_sheet", message))
            continue
        grid = book.get_sheet_by_name(sheet.name)
        cells += grid.total_height * grid.total_width
        check_cells(cells, limits)
        found = list(blocks_of(_sheet(grid, scans.get(sheet.name, Scan())), page=page, first_table=tables + 1))
        if found and blocks:
            blocks.append(PageBreak(Place(page=page)))
        blocks.extend(found)
        tables += sum(isinstance(block, Table) for block in found)
        if progress is not None:
            progress(page, len(sheets))
    return Source(kind, tuple(blocks), len(sheets), None, tuple(notices))


def _sheet(grid: Any, scan: Scan) -> Sheet:
    top, left = grid.start or (0, 0)
    rows = [
        [shown_value(value, scan.formats.get((top + r, left + c), "")) for c, value in enumerate(row)]
        for r, row in enumerate(grid.to_python())
    ]
    height, width = len(rows), max(map(len, rows), default=0)
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    room = height * width
    for first, last in grid.merged_cell_ranges or [
        ((row, column), (row + down - 1, column + across - 1)) for (row, column), (down, across) in scan.spans.items()
    ]:
        row, column = first[0] - top, first[1] - left
        if not (0 <= row < height and 0 <= column < width):
            continue
        down, across = min(last[0] - first[0] + 1, height - row), min(last[1] - first[1] + 1, width - column)
        room -= down * across
        # Areas that add up to more than the sheet overlap: a broken file, or one meant to keep us busy.
        if room >= 0:
            spans[row, column] = (down, across)
    return Sheet(rows, spans)

"""The program that reads a workbook with calamine in a process of its own: workbook on standard input, JSON on standard output.

It imports nothing of Prongsai, so that it starts at once. See `workbook.py` for why it stands apart.
"""

from __future__ import annotations

import io
import json
import sys
from datetime import date, datetime, time, timedelta
from typing import Any

TOO_LARGE, LOCKED, BROKEN = 3, 4, 5


def main(memory_bytes: int, most_cells: int) -> int:
    """Print the sheets as JSON; return 0, or one of the codes above where the workbook cannot be read."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    except (ImportError, ValueError, OSError):
        pass  # systems without such limits
    from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    sheets: list[dict[str, Any]] = []
    room = most_cells
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        for entry in book.sheets_metadata:
            if entry.typ != SheetTypeEnum.WorkSheet:
                continue
            if entry.visible != SheetVisibleEnum.Visible:
                sheets.append({"name": entry.name, "hidden": True})
                continue
            sheet = book.get_sheet_by_name(entry.name)
            room -= sheet.height * sheet.width
            if room < 0:
                return TOO_LARGE
            rows = [[_plain(value) for value in row] for row in sheet.to_python()]
            sheets.append({"name": entry.name, "start": sheet.start or (0, 0), "rows": rows, "merged": sheet.merged_cell_ranges})
    except PasswordError:
        return LOCKED
    except MemoryError:
        return TOO_LARGE
    except BaseException:  # a panic of the Rust library is no Exception
        return BROKEN
    json.dump(sheets, sys.stdout)
    return 0


def _plain(value: Any) -> Any:
    """The value as JSON; dates and times as a list of their kind and text."""
    if isinstance(value, datetime | date):
        return ["date", value.isoformat()]
    if isinstance(value, time):
        return ["time", value.isoformat()]
    if isinstance(value, timedelta):
        return ["span", value.total_seconds()]
    return value


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))

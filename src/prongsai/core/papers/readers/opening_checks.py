"""What is refused on the way in before a reader sees it: paths that are no files, files of nothing, texts that would take for ever."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from prongsai.core.papers.errors import FileTooLarge, UnreadableFile, UnsupportedKind

_MB = 2**20
# A real paper has 20 to 300 KB and at most a few thousand lines.
TEXT_BYTES = 5 * _MB
TEXT_LINES = 50_000
_MARKS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF8)
_SVG = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s|<\?[^>]*>|<!--.*?-->|<!doctype\s+svg[^>]*>)*<svg\b", re.IGNORECASE | re.DOTALL)


def check_regular(path: Path) -> None:
    """Raise `UnreadableFile` for a pipe, socket or device, which may never end. What cannot be looked at is left to the reading."""
    try:
        is_other = path.exists() and not path.is_file() and not path.is_dir()
    except (OSError, ValueError):
        return
    if is_other:
        raise UnreadableFile(
            f"“{path.name}” ไม่ใช่ไฟล์ธรรมดา (เป็นท่อส่งข้อมูลหรืออุปกรณ์) โปรดบันทึกเป็นไฟล์ก่อน",
            f"“{path.name}” is not a regular file but a pipe or device: save it as a file first.",
        )


def check_not_empty(data: bytes) -> None:
    """Raise `UnreadableFile` for a file of a byte order mark and nothing else."""
    mark = next((mark for mark in _MARKS if data.startswith(mark)), b"")
    if mark and not data.removeprefix(mark).strip(b"\x00 \t\r\n\x1a"):
        raise UnreadableFile(
            "ไฟล์ว่างเปล่า ไม่มีข้อมูลให้อ่าน โปรดตรวจว่าเลือกไฟล์ถูกและบันทึกไฟล์ครบแล้ว",
            "The file is empty: check that it is the right file and was saved completely.",
        )


def check_text(data: bytes, name: str, *, most_bytes: int = TEXT_BYTES, most_lines: int = TEXT_LINES) -> None:
    """Raise `FileTooLarge` for text (plain, Markdown, CSV, HTML) beyond the limits, `UnsupportedKind` for a drawing written as text."""
    if _SVG.match(data[:4096]):
        raise UnsupportedKind(
            "ยังอ่านภาพ SVG ไม่ได้ โปรดเปิดแล้วบันทึกเป็น .docx หรือ .pdf", "No reader takes this SVG picture: open it and save it as .docx or .pdf."
        )
    if len(data) > most_bytes:
        raise FileTooLarge(
            f"ไฟล์ข้อความ “{name}” ใหญ่เกินไป (อ่านได้ไม่เกิน {most_bytes // _MB} MB) โปรดแบ่งเป็นหลายไฟล์",
            f"The text file “{name}” is too large (at most {most_bytes // _MB} MB): split it into several files.",
        )
    if max(data.count(b"\n"), data.count(b"\r")) > most_lines:
        raise FileTooLarge(
            f"ไฟล์ข้อความ “{name}” มีมากกว่า {most_lines:,} บรรทัด โปรดแบ่งเป็นหลายไฟล์",
            f"The text file “{name}” has more than {most_lines:,} lines: split it into several files.",
        )

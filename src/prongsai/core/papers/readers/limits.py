"""How much a reader takes on: the limits of size, pages, cells, pixels and time, and the checks that hold them before anything is read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from prongsai.core.papers.errors import FileTooLarge, UnreadableFile

_MB = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds for one file. Sizes are bytes.

    `zip_ratio` is unpacked : packed size of one member; it counts from `zip_ratio_from_bytes` on.
    """

    file_bytes: int = 100 * _MB
    pages: int = 2_000
    cells: int = 500_000
    columns: int = 500
    zip_members: int = 10_000
    zip_bytes: int = 500 * _MB
    zip_ratio: int = 200
    zip_ratio_from_bytes: int = 8 * _MB
    xml_part_bytes: int = 64 * _MB
    image_pixels: int = 100_000_000
    office_seconds: int = 120
    workbook_memory_bytes: int = 2_048 * _MB


DEFAULT = Limits()


def read_bytes(path: Path, limits: Limits = DEFAULT) -> bytes:
    """Read a file whole, after looking at its size.

    Raises `FileTooLarge` before any byte is read where the size is known, and `UnreadableFile` for a path that is missing, not a
    file, or closed to the user.
    """
    try:
        if path.is_dir():
            raise UnreadableFile(f"“{path.name}” เป็นโฟลเดอร์ ไม่ใช่ไฟล์ โปรดระบุไฟล์", f"“{path.name}” is a folder, not a file: name a file.")
        check_file_size(path.stat().st_size, path.name, limits)
        with path.open("rb") as file:
            data = file.read(limits.file_bytes + 1)
    except FileNotFoundError:
        raise UnreadableFile(
            f"ไม่พบไฟล์ “{path.name}” โปรดตรวจชื่อและที่อยู่ของไฟล์", f"No file “{path.name}”: check its name and folder."
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableFile(
            f"เปิดไฟล์ “{path.name}” ไม่ได้ ({reason}) โปรดตรวจสิทธิ์การอ่านไฟล์",
            f"“{path.name}” cannot be opened ({reason}): check that you may read it.",
        ) from None
    check_file_size(len(data), path.name, limits)
    return data


def check_file_size(size_bytes: int, name: str, limits: Limits = DEFAULT) -> None:
    """Raise `FileTooLarge` for a file beyond the limit of size."""
    if size_bytes > limits.file_bytes:
        raise FileTooLarge(
            f"ไฟล์ “{name}” ใหญ่เกินไป (อ่านได้ไม่เกิน {limits.file_bytes // _MB} MB) โปรดแบ่งไฟล์หรือลดขนาดรูปภาพก่อน",
            f"“{name}” is too large (at most {limits.file_bytes // _MB} MB): split it or shrink its pictures.",
        )


def check_pages(pages: int, limits: Limits = DEFAULT) -> None:
    """Raise `FileTooLarge` for a document of more pages than the limit."""
    if pages > limits.pages:
        raise FileTooLarge(
            f"เอกสารมี {pages:,} หน้า (อ่านได้ไม่เกิน {limits.pages:,} หน้า) โปรดแบ่งเป็นหลายไฟล์",
            f"The document has {pages:,} pages (at most {limits.pages:,}): split it into several files.",
        )


def check_cells(cells: int, limits: Limits = DEFAULT) -> None:
    """Raise `FileTooLarge` for more table cells than the limit."""
    if cells > limits.cells:
        raise FileTooLarge(
            f"ตารางมีมากกว่า {limits.cells:,} ช่อง โปรดลบแถวและคอลัมน์ที่ไม่ใช้ หรือแบ่งไฟล์",
            f"The tables have more than {limits.cells:,} cells: delete unused rows and columns, or split the file.",
        )


def check_image(width: int, height: int, limits: Limits = DEFAULT) -> None:
    """Raise `FileTooLarge` for a picture of more pixels than the limit; the sizes are those in its header, before it is unpacked."""
    if width * height > limits.image_pixels:
        raise FileTooLarge(
            f"รูปภาพละเอียดเกินไป ({width:,} × {height:,} จุด) โปรดสแกนใหม่ที่ 200-300 dpi",
            f"The picture is too fine ({width:,} × {height:,} pixels): scan it again at 200-300 dpi.",
        )

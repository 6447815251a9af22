"""The picture of a page in the frame in which the boxes of its cells and lines are given: upright, and of a scan straightened."""

from __future__ import annotations

import io
import math
from pathlib import Path
from typing import Any

from prongsai.core.papers.errors import UnreadableFile, UnsupportedKind
from prongsai.core.papers.readers.limits import DEFAULT, Limits, read_bytes
from prongsai.core.papers.readers.opening_checks import check_not_empty, check_regular
from prongsai.core.papers.readers.pdf import is_usable, open_pdf
from prongsai.core.papers.readers.pdf_page import page_content
from prongsai.core.papers.readers.pdf_raster import page_raster
from prongsai.core.papers.readers.scan import frame_count, grey_frame, open_picture
from prongsai.core.papers.readers.scan_image import prepare
from prongsai.core.papers.readers.sniff import sniff

_NARROWEST, _WIDEST = 100, 2_000
# A page is never drawn with more points than this, nor higher, however long it is (WebP ends at 16,383).
_MOST_PIXELS, _LONGEST = 6_000_000, 16_000
_MOST_BYTES = 150_000
_QUALITIES = (80, 65, 50, 35, 20)
_SMALLER = 0.75


def page_picture(path: Path, page: int, *, width_px: int = 900, limits: Limits = DEFAULT) -> bytes:
    """The page (from 1) of a PDF or picture file as WebP of at most 150 KB, as wide as asked for where it is not very long.

    Boxes of the blocks read from the file are parts of this picture. Raises `UnsupportedKind` for other files, `UnreadableFile` for a
    broken one and for a page that it does not have, `FileTooLarge` beyond the limits.
    """
    check_regular(path)
    data = read_bytes(path, limits)
    check_not_empty(data)
    width = max(_NARROWEST, min(_WIDEST, width_px))
    kind = sniff(data)
    if kind == "pdf":
        return _compressed(_of_pdf(data, path.name, page, width))
    if kind == "image":
        return _compressed(_of_scan(data, path.name, page, width))
    raise UnsupportedKind(
        f"ไฟล์ “{path.name}” ไม่มีหน้าเป็นภาพ แสดงได้เฉพาะ PDF PNG JPEG และ TIFF",
        f"“{path.name}” has no pages to be drawn: only PDF, PNG, JPEG and TIFF have.",
    )


def _check_page(page: int, count: int, name: str) -> None:
    if not 1 <= page <= count:
        raise UnreadableFile(f"ไฟล์ “{name}” ไม่มีหน้า {page} (มี {count:,} หน้า)", f"“{name}” has no page {page} (it has {count:,}).")


def _of_pdf(data: bytes, name: str, number: int, width: int) -> Any:
    import pypdfium2

    document = open_pdf(data, name)
    try:
        _check_page(number, len(document), name)
        try:
            page = document[number - 1]
        except pypdfium2.PdfiumError as error:
            raise UnreadableFile(f"หน้า {number} ของไฟล์ “{name}” เสียหาย", f"Page {number} of “{name}” is broken.") from error
        try:
            content = page_content(page)
            if not is_usable(content):
                return _sized(prepare(page_raster(page)).grey, width)
            scale = _scale(content.width, content.height, width)
            bitmap = page.render(scale=scale, rotation=(content.turn - page.get_rotation()) % 360)
            try:
                return bitmap.to_pil().convert("RGB")
            finally:
                bitmap.close()
        finally:
            page.close()
    finally:
        document.close()


def _of_scan(data: bytes, name: str, number: int, width: int) -> Any:
    image = open_picture(data, name)
    _check_page(number, frame_count(image), name)
    return _sized(prepare(grey_frame(image, number - 1, name)).grey, width)


def _scale(width: float, height: float, wanted: int) -> float:
    return min(wanted / max(1.0, width), _LONGEST / max(1.0, height), math.sqrt(_MOST_PIXELS / max(1.0, width * height)))


def _sized(grey: Any, wanted: int) -> Any:
    """A grey array as a picture of the wanted width."""
    from PIL import Image

    height, width = grey.shape
    scale = _scale(width, height, wanted)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return Image.fromarray(grey).resize(size, Image.Resampling.LANCZOS)


def _compressed(image: Any) -> bytes:
    """The picture as WebP, with as much detail as the most bytes allow."""
    while True:
        for quality in _QUALITIES:
            out = io.BytesIO()
            image.save(out, "WEBP", quality=quality, method=4)
            if out.tell() <= _MOST_BYTES:
                return out.getvalue()
        image = image.resize((max(1, int(image.width * _SMALLER)), max(1, int(image.height * _SMALLER))))

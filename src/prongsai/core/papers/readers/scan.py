"""Reads pictures of papers (PNG, JPEG, TIFF with any number of pages) by OCR."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from typing import Any

from prongsai.core.papers.blocks import Source
from prongsai.core.papers.errors import FileTooLarge, PaperError, UnreadableFile
from prongsai.core.papers.readers.limits import check_image, check_pages
from prongsai.core.papers.readers.ocr import check_tesseract
from prongsai.core.papers.readers.page_blocks import PageText
from prongsai.core.papers.readers.pages import source_of
from prongsai.core.papers.readers.scan_page import read_page

Progress = Callable[[int, int], None]


def read_scan(data: bytes, *, name: str, progress: Progress | None = None) -> Source:
    """Read a picture file into blocks, page after page; every cell and line carries a confidence.

    Raises UnreadableFile (broken, or nothing to read in it), FileTooLarge (pages, pixels), MissingTool (Tesseract).
    """
    check_tesseract()
    pages: list[PageText | None] = []
    image = open_picture(data, name)
    count = frame_count(image)
    if progress:
        progress(0, count)
    for number in range(1, count + 1):
        pages.append(read_page(grey_frame(image, number - 1, name), number))
        if progress:
            progress(number, count)
    if not any(page is not None and (page.outside or page.grids) for page in pages):
        raise UnreadableFile(
            f"ไม่พบตัวอักษรในภาพ {name} ให้สแกนใหม่ให้ชัดที่ 200-300 dpi", f"No text was found in {name}; scan it again at 200-300 dpi"
        )
    return source_of("scan", pages, None, ())


def frame_count(image: Any) -> int:
    """How many pages the picture has. Raises `FileTooLarge` where they are too many."""
    count = int(getattr(image, "n_frames", 1))
    check_pages(count)
    return count


def open_picture(data: bytes, name: str) -> Any:
    """The picture, its pixels not yet unpacked. Raises `UnreadableFile`, `FileTooLarge`."""
    from PIL import Image

    try:
        # Pillow only warns of pictures that our own limit may still allow.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF"))
        check_image(*image.size)
    except PaperError:
        raise
    except Image.DecompressionBombError as error:
        raise FileTooLarge(
            f"ภาพ {name} ละเอียดเกินไป ให้สแกนใหม่ที่ 200-300 dpi", f"{name} is too fine a picture; scan it again at 200-300 dpi"
        ) from error
    except Exception as error:
        # Pillow raises many kinds of errors for broken pictures (OSError, SyntaxError, ValueError, struct.error …).
        raise _broken(name) from error
    return image


def grey_frame(image: Any, frame: int, name: str) -> Any:
    """One page as a grey array, turned as the camera or scanner said."""
    import numpy
    from PIL import Image, ImageOps

    try:
        image.seek(frame)
        check_image(*image.size)
        page = ImageOps.exif_transpose(image)
        if page.mode in ("RGBA", "LA", "PA") or "transparency" in page.info:
            paper = Image.new("RGBA", page.size, "white")
            page = Image.alpha_composite(paper, page.convert("RGBA"))
        if page.mode.startswith("I") or page.mode == "F":
            values = numpy.asarray(page, dtype=numpy.float64)
            top = float(values.max()) or 1.0
            return (values * (255.0 / top)).astype(numpy.uint8)
        return numpy.array(page.convert("L"))
    except PaperError:
        raise
    except Exception as error:
        # As in `open_picture`: whatever the decoder stumbles over, the file is broken.
        raise _broken(name) from error


def _broken(name: str) -> UnreadableFile:
    return UnreadableFile(
        f"ภาพ {name} เสียหาย เปิดไม่ได้ ให้สแกนหรือบันทึกใหม่เป็น PNG, JPEG หรือ TIFF", f"The picture {name} is broken; scan or save it again"
    )

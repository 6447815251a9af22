"""Reads PDF files: pages with a text layer exactly, scanned pages by OCR when asked to. Says plainly why a file cannot be read."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from typing import Any

from prongsai.core.papers.blocks import Notice, Place, Source
from prongsai.core.papers.errors import FileTooLarge, UnreadableFile
from prongsai.core.papers.readers.limits import check_pages
from prongsai.core.papers.readers.ocr import check_tesseract
from prongsai.core.papers.readers.page_blocks import PageText, sort_page
from prongsai.core.papers.readers.pages import source_of
from prongsai.core.papers.readers.pdf_page import PageContent, page_content
from prongsai.core.papers.readers.pdf_raster import page_raster
from prongsai.core.papers.readers.ruling import find_grids
from prongsai.core.papers.readers.scan_page import read_page

Progress = Callable[[int, int], None]
ATTACHMENT = "paper.json"
_MAX_ATTACHMENT = 20_000_000
# A page with fewer signs than this, mostly covered by an image, is a scan.
_FEW_SIGNS = 12
_SCAN_PART = 0.5


def read_pdf(data: bytes, *, name: str, use_ocr: bool = False, use_embedded: bool = True, progress: Progress | None = None) -> Source:
    """Read a PDF into blocks, page after page.

    Pages without a usable text layer are read by OCR when `use_ocr`; otherwise each is named in a notice (`page_without_text`).
    `use_embedded`: take the JSON that Prongsai attached, if any; a broken one is ignored with the notice `embedded_unreadable`.
    Raises UnreadableFile (encrypted, broken, no page, nothing but scans without OCR), FileTooLarge, MissingTool.
    """
    document = open_pdf(data, name)
    try:
        return _Reader(document, name, use_ocr, progress).read(use_embedded)
    finally:
        document.close()


def open_pdf(data: bytes, name: str) -> Any:
    """The document, to be closed by the caller. Raises `UnreadableFile` (empty, locked, broken, no page), `FileTooLarge`."""
    import pypdfium2

    if not data:
        raise UnreadableFile(f"ไฟล์ {name} ว่างเปล่า ให้เลือกไฟล์ใหม่", f"{name} is empty; choose another file")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableFile(
                f"ไฟล์ {name} ถูกล็อกด้วยรหัสผ่าน ให้เปิดไฟล์ด้วยรหัสผ่านแล้วบันทึกใหม่โดยไม่ใส่รหัส",
                f"{name} is locked with a password; open it and save it again without one",
            ) from error
        raise _broken(name) from error
    count = len(document)
    if count == 0:
        document.close()
        raise UnreadableFile(f"ไฟล์ {name} ไม่มีหน้าใดเลย ให้ส่งออกเป็น PDF ใหม่", f"{name} has no pages; export it to PDF again")
    try:
        check_pages(count)
    except FileTooLarge:
        document.close()
        raise
    return document


def _broken(name: str) -> UnreadableFile:
    return UnreadableFile(
        f"ไฟล์ {name} เสียหายหรือไม่ใช่ PDF ให้ลองเปิดดูแล้วบันทึกหรือส่งออกใหม่",
        f"{name} is broken or not a PDF; try to open it and save or export it again",
    )


class _Reader:
    """One reading of one open document."""

    def __init__(self, document: Any, name: str, use_ocr: bool, progress: Progress | None) -> None:
        self.document = document
        self.name = name
        self.use_ocr = use_ocr
        self.progress = progress
        self.notices: list[Notice] = []

    def read(self, use_embedded: bool) -> Source:
        if self.use_ocr:
            check_tesseract()
        count = len(self.document)
        pages: list[PageText | None] = []
        if self.progress:
            self.progress(0, count)
        for number in range(1, count + 1):
            pages.append(self._page(number))
            if self.progress:
                self.progress(number, count)
        seen = [page for page in pages if page is not None]
        if not any(page.outside or page.grids for page in seen):
            raise self._without_text()
        embedded = self._embedded() if use_embedded else None
        return source_of("pdf", pages, embedded, self.notices)

    def _page(self, number: int) -> PageText | None:
        import pypdfium2

        try:
            page = self.document[number - 1]
        except pypdfium2.PdfiumError:
            self._notice(number, "page_unreadable", "หน้านี้เสียหาย อ่านไม่ได้")
            return None
        try:
            content = page_content(page)
            if not is_usable(content):
                if self.use_ocr:
                    self._notice(number, "page_by_ocr", "หน้านี้เป็นภาพสแกน จึงอ่านจากภาพ โปรดตรวจทาน")
                    return read_page(page_raster(page), number)
                self._notice(number, "page_without_text", "หน้านี้เป็นภาพสแกนหรือไม่มีตัวอักษรที่อ่านได้ ให้ใช้ --ocr")
                return None
        finally:
            page.close()
        if content.is_cut:
            self._notice(number, "page_cut", "หน้านี้มีตัวอักษรมากเกินไป อ่านเพียงส่วนต้น")
        grids = find_grids(content.horizontal, content.vertical)
        return sort_page(number, content.width, content.height, content.glyphs, grids)

    def _notice(self, number: int, code: str, message: str) -> None:
        self.notices.append(Notice(Place(page=number), code, message))

    def _without_text(self) -> UnreadableFile:
        if self.use_ocr or not any(notice.code == "page_without_text" for notice in self.notices):
            return UnreadableFile(
                f"ไม่พบตัวอักษรในไฟล์ {self.name} ให้ตรวจว่าเลือกไฟล์ถูก หรือสแกนใหม่ให้ชัดที่ 200-300 dpi",
                f"No text was found in {self.name}; check that it is the right file, or scan it again at 200-300 dpi",
            )
        return UnreadableFile(
            f"ไฟล์ {self.name} เป็นภาพสแกน ไม่มีตัวอักษรให้อ่าน ให้ใช้ --ocr เพื่ออ่านจากภาพ",
            f"{self.name} is a scan without text; use --ocr to read it from the images",
        )

    def _embedded(self) -> dict[str, object] | None:
        data = attachment(self.document, ATTACHMENT)
        if data is None:
            return None
        try:
            value = json.loads(data.decode("utf-8-sig"))
        except (ValueError, RecursionError):
            value = None
        if not isinstance(value, dict):
            message = "ข้อมูลที่แนบมากับไฟล์ (paper.json) อ่านไม่ได้ จึงอ่านจากข้อความที่เห็นแทน"
            self.notices.append(Notice(Place(), "embedded_unreadable", message))
            return None
        return value


def is_usable(content: PageContent) -> bool:
    """Whether the text layer of a page can be read: some text, unless the page is blank, and not garbage."""
    text = "".join(glyph.text for glyph in content.glyphs if not glyph.text.isspace())
    if len(text) < _FEW_SIGNS:
        return content.image_part < _SCAN_PART
    bad = sum(1 for sign in text if sign == "\ufffd" or unicodedata.category(sign) in ("Co", "Cn"))
    if bad * 5 > len(text):
        return False
    letters = sum(1 for sign in text if "ก" <= sign <= "ฮ")
    vowels = sum(1 for sign in text if "\u0e30" <= sign <= "\u0e4e")
    # Thai cannot be written without vowels and marks: a layer that lacks them lost its character map.
    return letters < 40 or vowels * 10 > letters


def attachment(document: Any, name: str) -> bytes | None:
    """The bytes of the attached file of this name, None where there is none or it is beyond 20 MB."""
    import pypdfium2

    try:
        for number in range(min(document.count_attachments(), 100)):
            item = document.get_attachment(number)
            if item.get_name() == name:
                data = bytes(item.get_data())
                return data if len(data) <= _MAX_ATTACHMENT else None
    except (pypdfium2.PdfiumError, UnicodeDecodeError):
        return b""
    return None

"""The one way in to the readers: a path → the blocks of the file, by whichever reader its content asks for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from prongsai.core.papers.blocks import Source
from prongsai.core.papers.readers.fragments import take_fragments_apart
from prongsai.core.papers.readers.limits import DEFAULT, Limits, read_bytes
from prongsai.core.papers.readers.opening_checks import check_not_empty, check_regular, check_text
from prongsai.core.papers.readers.sniff import sniff

Progress = Callable[[int, int], None]


def open_source(
    path: Path, *, use_ocr: bool = False, use_embedded: bool = True, progress: Progress | None = None, limits: Limits = DEFAULT
) -> Source:
    """Read a file into blocks; its kind is judged by content, never by its ending.

    `use_ocr` allows OCR for the pages of a PDF; pictures are always read by OCR. `use_embedded` takes along the paper's JSON that
    files written by Prongsai carry. `progress(done, total)` is called as the reading goes on, in units of the reader's own.
    Raises a `PaperError` that says in Thai and English what is wrong and what to do.
    """
    check_regular(path)
    data = read_bytes(path, limits)
    return read_source(data, name=path.name, use_ocr=use_ocr, use_embedded=use_embedded, progress=progress, limits=limits)


def read_source(
    data: bytes,
    *,
    name: str,
    use_ocr: bool = False,
    use_embedded: bool = True,
    progress: Progress | None = None,
    limits: Limits = DEFAULT,
) -> Source:
    """The same as `open_source` for bytes already in memory; `name` is only used in messages."""
    return take_fragments_apart(_read(data, name, use_ocr=use_ocr, use_embedded=use_embedded, progress=progress, limits=limits))


def _read(data: bytes, name: str, *, use_ocr: bool, use_embedded: bool, progress: Progress | None, limits: Limits) -> Source:
    check_not_empty(data)
    kind = sniff(data)
    if kind in ("text", "html", "csv"):
        check_text(data, name)
    match kind:
        case "docx":
            from prongsai.core.papers.readers.docx import read_docx

            return read_docx(data, name=name, use_embedded=use_embedded, progress=progress, limits=limits)
        case "xlsx" | "xls" | "ods":
            from prongsai.core.papers.readers.xlsx import read_xlsx

            return read_xlsx(data, name=name, kind=kind, progress=progress, limits=limits)
        case "doc" | "odt" | "rtf" | "flat":
            from prongsai.core.papers.readers.office import read_office

            return read_office(data, name=name, kind=kind, progress=progress, limits=limits)
        case "pdf":
            from prongsai.core.papers.readers.pdf import read_pdf

            return read_pdf(data, name=name, use_ocr=use_ocr, use_embedded=use_embedded, progress=progress)
        case "image":
            from prongsai.core.papers.readers.scan import read_scan

            return read_scan(data, name=name, progress=progress)
        case "html":
            from prongsai.core.papers.readers.html import read_html

            return read_html(data, name=name, progress=progress)
        case "csv":
            from prongsai.core.papers.readers.delimited import read_delimited

            return read_delimited(data, name=name, progress=progress, limits=limits)
        case _:
            from prongsai.core.papers.readers.text import read_text

            return read_text(data, name=name, progress=progress)

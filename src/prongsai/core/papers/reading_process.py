"""Reading a file, and drawing its pages, in a process of its own: a file that breaks a library, or takes for ever, ends there."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from pathlib import Path

from prongsai.core.papers.blocks import Source
from prongsai.core.papers.bounded_process import DEFAULT, BoundedProcess, Bounds
from prongsai.core.papers.errors import ReadingStopped
from prongsai.core.papers.model import Paper
from prongsai.core.papers.serial import paper_from_json
from prongsai.core.papers.source_serial import source_from_json

__all__ = ["DEFAULT", "Bounds", "ReadingProcess", "draw_in_process", "find_text_in_process", "read_in_process"]

Progress = Callable[[int, int], None]
SHORT = Bounds(seconds=60.0, memory_bytes=1_024 * 2**20, result_bytes=2**20)
"""For a look that needs no whole reading."""


def read_in_process(
    path: Path, *, use_ocr: bool = False, use_embedded: bool = True, progress: Progress | None = None, bounds: Bounds = DEFAULT
) -> tuple[Source, Paper]:
    """The same as `read_source_and_paper`, in a process with bounds.

    `use_ocr` is also what gives the pages of a picture file the time of OCR. Raises the same errors, and `ReadingStopped` where the bounds
    were reached or the process broke down.
    """
    with ReadingProcess(path, use_ocr=use_ocr, use_embedded=use_embedded, bounds=bounds) as reading:
        return reading.result(progress)


def draw_in_process(
    path: Path, pages: Sequence[int], *, width_px: int = 900, progress: Progress | None = None, bounds: Bounds = DEFAULT
) -> list[bytes]:
    """`page_picture` of these pages (from 1), in their order, in one process with bounds. Raises as `read_in_process` does."""
    pictures: list[bytes] = []
    if not pages:
        return pictures
    with BoundedProcess(path, {"work": "draw", "pages": list(pages), "width_px": width_px}, bounds) as drawing:
        for told in drawing.told():
            pictures.append(base64.b64decode(told["picture"]))
            if progress is not None:
                progress(len(pictures), len(pages))
            if len(pictures) == len(pages):
                break
    return pictures


def find_text_in_process(path: Path, *, bounds: Bounds = SHORT) -> tuple[int, int]:
    """How many of the first pages of a PDF have text, and how many were looked at. Raises as `read_in_process` does."""
    with BoundedProcess(path, {"work": "text"}, bounds) as looking:
        for told in looking.told():
            return int(told["pages_with_text"]), int(told["pages"])
    raise ReadingStopped("การอ่านไฟล์หยุดลงกลางคัน โปรดลองใหม่", "The reading broke down: try again.")


class ReadingProcess(BoundedProcess):
    """One reading under way, to be closed in the end (`with`). `close`, also from another thread, cancels it."""

    def __init__(self, path: Path, *, use_ocr: bool = False, use_embedded: bool = True, bounds: Bounds = DEFAULT) -> None:
        super().__init__(path, {"work": "read", "use_ocr": use_ocr, "use_embedded": use_embedded}, bounds, is_by_page=use_ocr)

    def result(self, progress: Progress | None = None) -> tuple[Source, Paper]:
        """Wait for the reading; `progress(done, of)` is called per page, first with 0. To be called once.

        Raises the `PaperError` of the reading, `ReadingStopped` where it was stopped, `ReadingCancelled` after `close`.
        """
        for told in self.told():
            if "paper" in told:
                return source_from_json(told["source"]), paper_from_json(told["paper"])
            if progress is not None:
                progress(told["done"], told["of"])
        raise ReadingStopped("การอ่านไฟล์หยุดลงกลางคัน โปรดลองใหม่", "The reading broke down: try again.")

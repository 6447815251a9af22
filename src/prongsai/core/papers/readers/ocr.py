"""Calls Tesseract on many small pictures at once and hands back placed words. What to do with them is settled in `scan_page.py`."""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from prongsai.core.papers.errors import MissingTool, UnreadableFile

_INSTALL = "apt-get install tesseract-ocr tesseract-ocr-tha"
_LANGUAGES = "tha+eng"
_SECONDS_PER_PICTURE = 20
_PADDING = 16


@dataclass(frozen=True, slots=True)
class Word:
    """A word as Tesseract saw it: its box in the picture (pixels), its line, and the confidence 0..1."""

    text: str
    x0: int
    y0: int
    x1: int
    y1: int
    line: tuple[int, int, int]
    confidence: float


@cache
def check_tesseract() -> None:
    """Raise `MissingTool` with the line to type where Tesseract or its Thai data is not installed."""
    import pytesseract

    try:
        languages = pytesseract.get_languages()
    except (pytesseract.TesseractNotFoundError, OSError) as error:
        raise _missing("โปรแกรม Tesseract", "Tesseract") from error
    if "tha" not in languages:
        raise _missing("ข้อมูลภาษาไทยของ Tesseract", "Tesseract's Thai data")


def _missing(thai: str, english: str) -> MissingTool:
    return MissingTool(
        f"การอ่านภาพสแกนต้องใช้{thai} ซึ่งยังไม่ได้ติดตั้ง ให้พิมพ์: {_INSTALL}",
        f"Reading scans needs {english}, which is not installed. Type: {_INSTALL}",
    )


def recognise(pictures: Sequence[Any], mode: int = 6, languages: str = _LANGUAGES, settings: str = "") -> list[list[Word]]:
    """The words of each picture (grey uint8 arrays at 300 dpi), in one run of Tesseract.

    `mode` is its page segmentation mode (6: one block, 7: one line, 4: one column). Boxes are those of the picture given.
    Raises MissingTool, and UnreadableFile where Tesseract gives up.
    """
    if not pictures:
        return []
    check_tesseract()
    with tempfile.TemporaryDirectory(prefix="prongsai-") as folder:
        names = [_save(Path(folder) / f"{number}.png", picture) for number, picture in enumerate(pictures)]
        listing = Path(folder) / "pictures.txt"
        listing.write_text("\n".join(names) + "\n", encoding="utf-8")
        table = _run(str(listing), f"--psm {mode} --oem 1 --dpi 300 {settings}", languages, _SECONDS_PER_PICTURE * len(pictures))
    words: list[list[Word]] = [[] for _ in pictures]
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row["text"] or "").strip()
        at = int(row["page_num"]) - 1
        if row["level"] != "5" or not text or not 0 <= at < len(words):
            continue
        left, top, width, height = (int(row[name]) for name in ("left", "top", "width", "height"))
        box = (left - _PADDING, top - _PADDING, left + width - _PADDING, top + height - _PADDING)
        line = (int(row["block_num"]), int(row["par_num"]), int(row["line_num"]))
        words[at].append(Word(text, *box, line=line, confidence=max(0.0, float(row["conf"])) / 100))
    return words


def _save(path: Path, picture: Any) -> str:
    import cv2

    framed = cv2.copyMakeBorder(picture, _PADDING, _PADDING, _PADDING, _PADDING, cv2.BORDER_CONSTANT, value=255)
    cv2.imwrite(str(path), framed)
    return str(path)


def _run(listing: str, settings: str, languages: str, seconds: int) -> str:
    import pytesseract

    # On small pictures Tesseract's own threads only get into each other's way.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    try:
        return str(pytesseract.image_to_data(listing, lang=languages, config=settings, timeout=seconds))
    except pytesseract.TesseractNotFoundError as error:
        raise _missing("โปรแกรม Tesseract", "Tesseract") from error
    except (pytesseract.TesseractError, RuntimeError) as error:
        raise UnreadableFile(
            "Tesseract อ่านภาพนี้ไม่สำเร็จ ให้ลองสแกนใหม่ที่ 200-300 dpi", "Tesseract could not read this picture; scan it again at 200-300 dpi"
        ) from error

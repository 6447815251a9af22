"""Whether the pages of a PDF can be searched: text that a program can read, or nothing but pictures of it."""

from __future__ import annotations

from pathlib import Path

from prongsai.core.papers.readers.limits import DEFAULT, Limits, read_bytes
from prongsai.core.papers.readers.opening_checks import check_regular
from prongsai.core.papers.readers.pdf import open_pdf

# Fewer signs than this are a stamp or a page number, not the text of a page.
_FEW_SIGNS = 12
_MOST_PAGES = 50


def pages_with_text(path: Path, *, limits: Limits = DEFAULT) -> tuple[int, int]:
    """How many of the first fifty pages of a PDF have text, and how many were looked at.

    Raises `UnreadableFile` for a locked, broken or empty file, `FileTooLarge` beyond the limits.
    """
    check_regular(path)
    document = open_pdf(read_bytes(path, limits), path.name)
    try:
        count = min(len(document), _MOST_PAGES)
        return sum(_has_text(document[index]) for index in range(count)), count
    finally:
        document.close()


def _has_text(page: object) -> bool:
    words = page.get_textpage()  # type: ignore[attr-defined]  # pypdfium2 has no types
    try:
        return sum(not sign.isspace() for sign in words.get_text_bounded()) >= _FEW_SIGNS
    finally:
        words.close()

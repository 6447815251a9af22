"""Text files whose paragraphs were wrapped at a fixed width: which line breaks are mere wraps."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from prongsai.core.papers.readers.html import MARKED

LEAST_WIDTH = 40
GREATEST_WIDTH = 130
FULL = 0.85
LEAST_FULL = 8
SHARE = 0.5
ENDS = re.compile(r"[:：]\s*$")


def wrap_width(lines: Sequence[str]) -> int | None:
    """The width at which the file was wrapped, in printed columns; None where it was not.

    Wrapped is a file of which no line is longer than 130 columns, and of whose lines that another line follows at once at least eight, and
    half of those over 40 columns, fill 85 % of the longest.
    """
    widths = [printed_width(line) for line in lines]
    if not widths or max(widths) > GREATEST_WIDTH:
        return None
    longest = max(widths)
    followed = [width for width, below in zip(widths, lines[1:], strict=False) if below.strip() and width >= LEAST_WIDTH]
    full = sum(width >= FULL * longest for width in followed)
    return longest if longest >= LEAST_WIDTH and full >= LEAST_FULL and full >= SHARE * len(followed) else None


def printed_width(line: str) -> int:
    """Columns that a line takes when printed: marks above and below a letter take none."""
    return sum(1 for character in line.rstrip() if unicodedata.category(character) not in ("Mn", "Cf"))


def goes_on(above: str, line: str, width: int) -> bool:
    """Tell whether `line` is the wrapped rest of the line above it."""
    if not above.strip() or not line.strip() or "\t" in line or MARKED.match(line) or ENDS.search(above):
        return False
    return printed_width(above) >= FULL * width

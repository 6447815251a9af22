"""Text files whose paragraphs were wrapped at a fixed width: which line breaks are mere wraps."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from prongsai.core.papers.readers.html import MARKED

LEAST_WIDTH = 40
GREATEST_WIDTH = 130
FULL = 0.85
LEAST_FULL = 8
SHARE = 0.25
ENDS = re.compile(r"[:：]\s*$")
MARKED_TOO = re.compile(r"\s*(?:[■□◆❖☐☑]|[0-9๐-๙]{4,6}\.\s)")
IN_BRACKETS = re.compile(r"\s*\(?[0-9๐-๙]{1,6}\)\s")


@dataclass(frozen=True, slots=True)
class Wrap:
    """How a file was wrapped: at `width` printed columns, or (`by_characters`) at that many characters, marks counted."""

    width: int
    by_characters: bool

    def measure(self, line: str) -> int:
        """The length of a line as this file counts it."""
        return len(line.rstrip()) if self.by_characters else printed_width(line)


def find_wrap(lines: Sequence[str]) -> Wrap | None:
    """How the file was wrapped; None where it was not.

    Wrapped is a file of which no line takes more than 130 columns, and of whose lines that another line follows at once at least eight, and
    a quarter of those over 40, fill 85 % of the longest. Of printed columns and characters the one that more lines fill is taken.
    """
    if not lines or max(map(printed_width, lines)) > GREATEST_WIDTH:
        return None
    rules = [Wrap(max(map(len, lines)), True), Wrap(max(map(printed_width, lines)), False)]
    counted = [(_full(lines, rule), rule) for rule in rules]
    (full, followed), best = max(counted, key=lambda pair: pair[0][0])
    return best if best.width >= LEAST_WIDTH and full >= LEAST_FULL and full >= SHARE * followed else None


def _full(lines: Sequence[str], rule: Wrap) -> tuple[int, int]:
    """How many lines that another follows fill the width, and how many of some length there are."""
    followed = [rule.measure(line) for line, below in pairwise(lines) if below.strip()]
    return sum(width >= FULL * rule.width for width in followed), sum(width >= LEAST_WIDTH for width in followed)


def printed_width(line: str) -> int:
    """Columns that a line takes when printed: marks above and below a letter take none."""
    return sum(1 for character in line.rstrip() if unicodedata.category(character) not in ("Mn", "Cf"))


def goes_on(above: str, line: str, wrap: Wrap) -> bool:
    """Tell whether `line` is the wrapped rest of the line above it."""
    if not above.strip() or not line.strip() or "\t" in line or _is_item(above, line) or ENDS.search(above):
        return False
    return wrap.measure(above) >= FULL * wrap.width


def _is_item(above: str, line: str) -> bool:
    """Tell whether a line begins with the marker of a list. "2566)" may close a bracket: it marks an item only below another such."""
    return bool(MARKED.match(line) or MARKED_TOO.match(line) or (IN_BRACKETS.match(line) and IN_BRACKETS.match(above)))

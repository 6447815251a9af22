"""Lines of text as the eye sees them, built from placed glyphs. Where a paragraph begins is settled in `wraps.py`."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

# A gap wider than this part of the type size is a space that was not written out.
_SPACE_GAP = 0.17
# Glyphs whose baselines differ by less than this part of the type size stand on one line.
_SAME_BASELINE = 0.4
# A gap of this part of the type size ends a run: what belongs into the gap may come later in the file (digits first, then the dash).
_RUN_GAP = 0.12

# Letters that fonts join with their like, and how near (in points) the boxes of such a pair lie.
LIGATED = frozenset("ft")
SAME = 0.01


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character (or OCR word) upright on its page: points, x to the right, y downwards; `y` is the baseline.

    `page_x`, `page_y` is its middle in the frame of the whole page, which differs from its own frame for text set sideways (`angle`).
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    page_x: float
    page_y: float
    is_bold: bool = False
    angle: int = 0
    confidence: float | None = None

    @property
    def is_mark(self) -> bool:
        return unicodedata.category(self.text[0]) == "Mn" or self.text[0] == "\u0e33"


@dataclass(frozen=True, slots=True)
class VisualLine:
    """The glyphs of one line from left to right, without white space at its ends, and the text they make.

    `as_read`: what OCR read, where that was mended; None where the text is as it was read.
    """

    glyphs: tuple[Glyph, ...]
    text: str
    x0: float
    x1: float
    y: float
    size: float
    is_bold: bool
    confidence: float | None = None
    as_read: str | None = None

    @property
    def top(self) -> float:
        return self.y - self.size


def visual_lines(glyphs: Iterable[Glyph]) -> list[VisualLine]:
    """The lines that these glyphs form, from top to bottom; glyphs of other angles form lines of their own, after the upright ones."""
    by_angle: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        by_angle.setdefault(glyph.angle, []).append(glyph)
    return [line for angle in sorted(by_angle) for line in _lines_of_frame(by_angle[angle])]


def _lines_of_frame(glyphs: list[Glyph]) -> list[VisualLine]:
    rows: list[list[list[Glyph]]] = []
    for run in sorted(_runs(glyphs), key=_baseline):
        # The row above is the only candidate: runs come in the order of their baselines.
        if rows and _baseline(run) - _baseline(rows[-1][0]) < _SAME_BASELINE * max(run[0].size, rows[-1][0][0].size):
            rows[-1].append(run)
        else:
            rows.append([run])
    lines = (make_line(_in_order(row)) for row in rows)
    return [line for line in lines if line is not None]


def _baseline(run: Sequence[Glyph]) -> float:
    return median(glyph.y for glyph in run)


def _runs(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Glyphs that follow each other in the file and on the page: their order is the writer's, which knows how marks stack."""
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        if runs:
            last = runs[-1][-1]
            # A mark may end before the letter that it stands on.
            end = max(part.x1 for part in runs[-1][-3:])
            back = (0.6 if glyph.is_mark else 0.25) * glyph.size
            is_near = last.x0 - back <= glyph.x0 <= end + _RUN_GAP * glyph.size
            if is_near and not _stands_before(glyph, runs[-1]) and abs(glyph.y - last.y) < _SAME_BASELINE * max(glyph.size, last.size):
                runs[-1].append(glyph)
                continue
        runs.append([glyph])
    return runs


def _stands_before(mark: Glyph, run: list[Glyph]) -> bool:
    """Whether a mark belongs to a letter before the last one: some writers draw stacked marks after the rest."""
    base = next((glyph for glyph in reversed(run) if not glyph.is_mark), None)
    return mark.text != "\u0e33" and mark.is_mark and base is not None and (mark.x0 + mark.x1) / 2 < base.x0


def _in_order(runs: list[list[Glyph]]) -> list[Glyph]:
    """Runs from left to right; marks that were drawn apart from their letters go behind the letter they stand over."""
    runs = sorted(runs, key=lambda run: run[0].x0)
    loose = [run for run in runs if run[0].is_mark]
    row = [glyph for run in runs if not run[0].is_mark for glyph in run]
    for run in loose:
        heads = 0
        while heads < len(run) and run[heads].is_mark:
            heads += 1
        middle = (run[0].x0 + run[0].x1) / 2
        at = sum(1 for glyph in row if glyph.x0 <= middle)
        while at < len(row) and row[at].is_mark:
            at += 1
        row[at:at] = run[:heads]
        rest = run[heads:]
        if rest:
            at = sum(1 for glyph in row if glyph.x0 <= rest[0].x0)
            row[at:at] = rest
    return row


def make_line(glyphs: Sequence[Glyph]) -> VisualLine | None:
    """One line from glyphs in reading order, or None where they are all white space."""
    kept = _without_echoes(glyphs)
    while kept and kept[-1].text.isspace():
        kept.pop()
    while kept and kept[0].text.isspace():
        kept.pop(0)
    if not kept:
        return None
    sizes = [glyph.size for glyph in kept if not glyph.is_mark] or [kept[0].size]
    size = median(sizes)
    parts: list[str] = []
    end = kept[0].x1
    for number, glyph in enumerate(kept):
        if number:
            last = kept[number - 1]
            end = max(end, last.x1)
            is_apart = glyph.x0 - end > _SPACE_GAP * size
            if is_apart and not glyph.is_mark and not glyph.text.isspace() and not last.text.isspace():
                parts.append(" ")
        parts.append(glyph.text)
    sure = [glyph.confidence for glyph in kept if glyph.confidence is not None]
    bold = sum(len(glyph.text) for glyph in kept if glyph.is_bold)
    return VisualLine(
        glyphs=tuple(kept),
        text="".join(parts),
        x0=min(glyph.x0 for glyph in kept),
        x1=max(glyph.x1 for glyph in kept),
        y=median(glyph.y for glyph in kept),
        size=size,
        is_bold=bold * 2 > sum(len(glyph.text) for glyph in kept),
        confidence=min(sure) if sure else None,
    )


def _without_echoes(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Drop glyphs drawn twice: bold by overprinting, and clusters that a PDF writer repeats to move a stacked mark by a hair.

    Such a writer repeats the letters of น้ำ three times, for น, the mark and า; the last copy stands beside the first, not over it.
    """
    kept: list[Glyph] = []
    number = 0
    while number < len(glyphs):
        echo = _echo_length(kept, glyphs, number)
        if not echo:
            kept.append(glyphs[number])
            number += 1
            continue
        number += echo
        again = _repeated(kept, glyphs[number : number + echo])
        if again and echo > 2 and kept[-1].text == "\u0e33":
            # The copy for า makes the cluster as wide as it is seen.
            kept[-1] = replace(kept[-1], x1=glyphs[number].x1)
            number += echo
    return kept


def _echo_length(kept: list[Glyph], glyphs: Sequence[Glyph], number: int) -> int:
    """How many glyphs from `number` on repeat the last kept ones at the same place; 0 for none."""
    for length in range(min(4, len(kept), len(glyphs) - number), 0, -1):
        before, after = kept[-length:], glyphs[number : number + length]
        if not _repeated(kept, after) or (length > 1 and before[0].is_mark) or (length == 1 and _is_ligature(before[0], after[0])):
            continue
        left, right = min(glyph.x0 for glyph in before), max(glyph.x1 for glyph in before)
        first, last = min(glyph.x0 for glyph in after), max(glyph.x1 for glyph in after)
        shared = min(right, last) - max(left, first)
        if shared > 0.4 * min(right - left, last - first) or (right - left < 0.01 and abs(first - left) < 0.01):
            return length
    return 0


def _is_ligature(before: Glyph, after: Glyph) -> bool:
    """Whether two like letters are one glyph of the font ("ff", "tt"), which PDFium gives as two with the very same box."""
    is_same_box = abs(before.x0 - after.x0) < SAME and abs(before.x1 - after.x1) < SAME
    return before.text in LIGATED and is_same_box


def _repeated(kept: Sequence[Glyph], after: Sequence[Glyph]) -> bool:
    """Whether the last kept glyphs have the same letters."""
    before = kept[-len(after) :] if after else []
    is_same = len(before) == len(after) and all(one.text == two.text for one, two in zip(before, after, strict=True))
    return bool(after) and is_same and not before[0].text.isspace()

"""The picture of a page → the same placed text as that of a PDF page (`PageText`), with Tesseract per table cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from prongsai.core.papers.readers.ocr import Word, recognise
from prongsai.core.papers.readers.page_blocks import PageText, place_page
from prongsai.core.papers.readers.ruling import GridCell
from prongsai.core.papers.readers.scan_grid import grids_of
from prongsai.core.papers.readers.scan_image import INK, prepare
from prongsai.core.papers.readers.visual_lines import Glyph, VisualLine, make_line

# Fewer inked points than this (pixels at 300 dpi) are dirt.
_LEAST_INK = 40


@dataclass(frozen=True, slots=True)
class _Region:
    """A part of the page to be read: its box in pixels, and its cell, if it is one."""

    x0: int
    y0: int
    picture: Any


def read_page(grey: Any, number: int) -> PageText:
    """Read the picture of a page (uint8 array, two dimensions). Lengths of the result are pixels of the page at 300 dpi."""
    page = prepare(grey).grey
    grids, cleaned = grids_of(page)
    regions: list[_Region | None] = [_region(cleaned, cell) for grid in grids for cell in grid.cells]
    rest = cleaned.copy()
    for grid in grids:
        rest[int(grid.ys[0]) - 2 : int(grid.ys[-1]) + 3, int(grid.xs[0]) - 2 : int(grid.xs[-1]) + 3] = 255
    regions.append(_trimmed(rest, 0, 0))
    inked = [region for region in regions if region is not None]
    found = iter(recognise([region.picture for region in inked]))
    lines = [_lines(next(found), region) if region is not None else [] for region in regions]
    outside = lines.pop()
    texts = iter(lines)
    pairs = [(grid, [next(texts) for _ in grid.cells]) for grid in grids]
    return place_page(number, float(page.shape[1]), float(page.shape[0]), outside, pairs)


def _region(cleaned: Any, cell: GridCell) -> _Region | None:
    y0, y1, x0, x1 = int(cell.y0), int(cell.y1) + 1, int(cell.x0), int(cell.x1) + 1
    return _trimmed(cleaned[y0:y1, x0:x1], x0, y0)


def _trimmed(picture: Any, x0: int, y0: int) -> _Region | None:
    """The inked part of a picture, None where there is no ink to speak of."""
    import numpy

    ink = picture < INK
    if int(ink.sum()) < _LEAST_INK:
        return None
    rows, columns = numpy.flatnonzero(ink.any(axis=1)), numpy.flatnonzero(ink.any(axis=0))
    top, left = max(0, int(rows[0]) - 3), max(0, int(columns[0]) - 3)
    return _Region(x0 + left, y0 + top, picture[top : int(rows[-1]) + 4, left : int(columns[-1]) + 4])


def _lines(words: Sequence[Word], region: _Region) -> list[VisualLine]:
    by_line: dict[tuple[int, int, int], list[Word]] = {}
    for word in words:
        by_line.setdefault(word.line, []).append(word)
    lines = []
    for line in by_line.values():
        glyphs = [glyph for word in line for glyph in _glyphs(word, line, region)]
        made = make_line(glyphs)
        if made is not None:
            lines.append(made)
    return sorted(lines, key=lambda line: line.y)


def _glyphs(word: Word, line: Sequence[Word], region: _Region) -> list[Glyph]:
    """The signs of a word spread over its box; the baseline and size are those of the line."""
    height = max(other.y1 - other.y0 for other in line)
    baseline = median(other.y1 for other in line) + region.y0
    size = max(1.0, float(height))
    step = (word.x1 - word.x0) / len(word.text)
    left = region.x0 + word.x0
    middle = region.y0 + (word.y0 + word.y1) / 2
    return [
        Glyph(sign, left + n * step, left + (n + 1) * step, baseline, size, left + (n + 0.5) * step, middle, confidence=word.confidence)
        for n, sign in enumerate(word.text)
    ]

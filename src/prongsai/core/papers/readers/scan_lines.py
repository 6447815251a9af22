"""Cuts the picture of a cell or page into its printed lines by their connected strokes, so that no tone mark is lost between two lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Any

from prongsai.core.papers.readers.scan_image import INK

# Strokes with fewer points than this (300 dpi) are dirt.
_DIRT = 7
# Strokes this high (parts of the usual height of a letter) are letters, lower ones marks and signs.
_LETTER = 0.62
_TALLEST = 2.4
_LEADER = 5
# Marks are given to the line with the nearest stroke below or above, the closest ones first.
_ROUNDS = (0.1, 0.2, 0.35, 0.6, 1.0)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A connected piece of ink: its box in pixels of the region, and its number in the label picture."""

    x0: int
    y0: int
    x1: int
    y1: int
    label: int

    @property
    def height(self) -> int:
        return self.y1 - self.y0

    @property
    def width(self) -> int:
        return self.x1 - self.x0

    @property
    def middle(self) -> float:
        return (self.y0 + self.y1) / 2


@dataclass(frozen=True, slots=True)
class LinePicture:
    """One printed line: its strokes from left to right, the picture of these alone, where that begins, and where its letters stand.

    `top` and `baseline` are those of its letters, in pixels of the region, as are the boxes of the strokes.
    """

    picture: Any
    x0: int
    y0: int
    strokes: tuple[Stroke, ...]
    top: float
    baseline: float

    @property
    def body(self) -> float:
        return max(1.0, self.baseline - self.top)

    def gaps(self, least: float) -> list[tuple[int, int]]:
        """Where no stroke stands for at least so many pixels: left and right end, in pixels of the region."""
        found: list[tuple[int, int]] = []
        end = self.strokes[0].x1
        for stroke in self.strokes:
            if stroke.x0 - end >= least:
                found.append((end, stroke.x0))
            end = max(end, stroke.x1)
        return found


def usual_height(grey: Any) -> float:
    """The usual height of a letter on a page, in pixels; 30 where there is no text."""
    import numpy

    strokes, _ = _strokes(grey)
    heights = [stroke.height for stroke in strokes if 14 <= stroke.height <= 120 and 5 <= stroke.width <= 150]
    return float(numpy.percentile(heights, 60)) if len(heights) >= 5 else 30.0


def printed_lines(grey: Any, body: float) -> list[LinePicture]:
    """The lines of a region from top to bottom; `body` is the usual height of a letter on the page."""
    strokes, labels = _strokes(grey)
    letters = [stroke for stroke in strokes if _LETTER * body <= stroke.height <= _TALLEST * body]
    if len(letters) >= 4:
        body = median(stroke.height for stroke in letters)
        letters = [stroke for stroke in strokes if _LETTER * body <= stroke.height <= _TALLEST * body]
    rows = _rows(letters, body)
    rest = _attach(rows, [stroke for stroke in strokes if stroke not in set(letters)], body)
    # What is left over is a row of its own (a lone dash) only in a region without letters; beside letters it is dirt.
    rows += [] if rows else _rows([stroke for stroke in rest if stroke.height <= _TALLEST * body], body)
    made = [_picture(grey, labels, row, body) for row in rows]
    return sorted(made, key=lambda line: line.baseline)


def without_leaders(line: LinePicture) -> tuple[LinePicture | None, tuple[int, int] | None]:
    """The line without a run of five or more dots (signature lines, contents) and where that run stood; None for a line of dots only.

    Boxes are pixels of the region.
    """
    body = line.body
    dots = [s for s in line.strokes if s.height < 0.3 * body and s.width < 0.3 * body and s.middle > line.baseline - 0.45 * body]
    runs: list[list[Stroke]] = []
    for dot in dots:
        if runs and dot.x0 - runs[-1][-1].x1 < 0.8 * body:
            runs[-1].append(dot)
        else:
            runs.append([dot])
    leader = max(runs, key=len, default=[])
    if len(leader) < _LEADER:
        return line, None
    place = (leader[0].x0, leader[-1].x1)
    kept = tuple(stroke for stroke in line.strokes if stroke not in set(leader))
    if not kept:
        return None, place
    picture = line.picture.copy()
    for dot in leader:
        picture[max(0, dot.y0 - line.y0 - 1) : dot.y1 - line.y0 + 1, max(0, dot.x0 - line.x0 - 1) : dot.x1 - line.x0 + 1] = 255
    return replace(line, strokes=kept, picture=picture), place


def _strokes(grey: Any) -> tuple[list[Stroke], Any]:
    import cv2
    import numpy

    _, labels, stats, _ = cv2.connectedComponentsWithStats((grey < INK).astype(numpy.uint8), connectivity=8)
    strokes = [
        Stroke(left, top, left + width, top + height, number)
        for number, (left, top, width, height, area) in enumerate(stats.tolist())
        if number and area >= _DIRT
    ]
    return strokes, labels


def _rows(letters: Sequence[Stroke], body: float) -> list[list[Stroke]]:
    rows: list[list[Stroke]] = []
    for letter in sorted(letters, key=lambda stroke: stroke.middle):
        if rows and letter.middle - median(stroke.middle for stroke in rows[-1][-25:]) < 0.55 * body:
            rows[-1].append(letter)
        else:
            rows.append([letter])
    return rows


def _attach(rows: list[list[Stroke]], marks: list[Stroke], body: float) -> list[Stroke]:
    """Put marks into the rows whose strokes they are nearest to; returns those that are near none."""
    for part in _ROUNDS:
        left: list[Stroke] = []
        for mark in marks:
            gaps = [(_gap(mark, row, body), number) for number, row in enumerate(rows)]
            gap, number = min(gaps, default=(part * body + 1, 0))
            if gap <= part * body:
                rows[number].append(mark)
            else:
                left.append(mark)
        marks = left
    left = []
    for mark in marks:
        # Full stops, dashes and dots have nothing above or below: they belong to the row at whose height they stand.
        near = [(abs(mark.middle - median(stroke.middle for stroke in row)), number) for number, row in enumerate(rows)]
        distance, number = min(near, default=(body, 0))
        if distance < 0.75 * body:
            rows[number].append(mark)
        else:
            left.append(mark)
    return left


def _gap(mark: Stroke, row: list[Stroke], body: float) -> float:
    """The least vertical distance from a mark to a stroke of the row that stands above or below it."""
    reach = 0.2 * body
    gaps = [
        max(0, stroke.y0 - mark.y1, mark.y0 - stroke.y1)
        for stroke in row
        if stroke.x0 - reach <= mark.x1 and mark.x0 <= stroke.x1 + reach and abs(stroke.middle - mark.middle) < 2 * body
    ]
    return float(min(gaps, default=10 * body))


def _picture(grey: Any, labels: Any, row: list[Stroke], body: float) -> LinePicture:
    import cv2
    import numpy

    x0, y0 = max(0, min(stroke.x0 for stroke in row) - 2), max(0, min(stroke.y0 for stroke in row) - 2)
    x1, y1 = max(stroke.x1 for stroke in row) + 2, max(stroke.y1 for stroke in row) + 2
    own: Any = numpy.isin(labels[y0:y1, x0:x1], [stroke.label for stroke in row]).astype(numpy.uint8)
    # Grey edges around the ink belong to it.
    own = cv2.dilate(own, numpy.ones((5, 5), numpy.uint8))
    picture = numpy.where(own > 0, grey[y0:y1, x0:x1], 255).astype(numpy.uint8)
    highest = max(stroke.height for stroke in row)
    letters = [stroke for stroke in row if stroke.height >= 0.5 * highest] or row
    top, baseline = median(stroke.y0 for stroke in letters), median(stroke.y1 for stroke in letters)
    if len(letters) < 4 and highest >= 0.5 * body:
        # Too few letters to tell their usual height: that of the page holds.
        top = baseline - body
    if highest < 0.5 * body:
        # Only a dash or dots: where letters would stand can but be guessed.
        middle = median(stroke.middle for stroke in row)
        top, baseline = middle - body / 2, middle + body / 2
    return LinePicture(picture, x0, y0, tuple(sorted(row, key=lambda stroke: stroke.x0)), float(top), float(baseline))

"""Finds the ruled lines of tables in the picture of a page and takes them out, so that they are not read as letters."""

from __future__ import annotations

from typing import Any

from prongsai.core.papers.readers.ruling import Grid, Rule, find_grids
from prongsai.core.papers.readers.scan_image import INK

# A rule is at least this long (pixels at 300 dpi): 12 mm across, 5 mm down.
_LEAST_ACROSS, _LEAST_DOWN = 140, 60
# Unbroken pieces of a rule are at least this long: longer than the flat strokes of letters, which must not be bridged to a rule.
_LEAST_PIECE = 34
_TOLERANCE = 12.0
# Breaks in faint rules up to this length are bridged.
_BRIDGE = 15
_MOST_WIDTH = 14


def grids_of(grey: Any) -> tuple[list[Grid], Any]:
    """The grids of a straight page at 300 dpi, in pixels, and the picture without their rules."""
    import numpy

    ink = (grey < INK + 40).astype(numpy.uint8) * 255
    across = _rules(ink, horizontal=True)
    down = _rules(ink, horizontal=False)
    grids = find_grids([rule for rule, _ in across], [rule for rule, _ in down], tolerance=_TOLERANCE)
    cleaned = grey.copy()
    for rule, thickness in across:
        if any(_lies_on(rule, grid.ys, grid.xs) for grid in grids):
            y0, y1 = int(rule.at - thickness / 2) - 2, int(rule.at + thickness / 2) + 3
            _erase(cleaned, ink, max(0, y0), y1, int(rule.start), int(rule.end) + 1, horizontal=True)
    for rule, thickness in down:
        if any(_lies_on(rule, grid.xs, grid.ys) for grid in grids):
            x0, x1 = int(rule.at - thickness / 2) - 2, int(rule.at + thickness / 2) + 3
            _erase(cleaned, ink, int(rule.start), int(rule.end) + 1, max(0, x0), x1, horizontal=False)
    return grids, cleaned


def _lies_on(rule: Rule, places: tuple[float, ...], span: tuple[float, ...]) -> bool:
    """Whether a rule is one of a grid's lines (letters that look like short rules are not)."""
    is_near = any(abs(rule.at - place) <= _TOLERANCE for place in places)
    return is_near and rule.start >= span[0] - 2 * _TOLERANCE and rule.end <= span[-1] + 2 * _TOLERANCE


def _rules(ink: Any, *, horizontal: bool) -> list[tuple[Rule, float]]:
    """Long thin runs of ink with their thickness."""
    import cv2
    import numpy

    def shape(length: int, width: int) -> Any:
        return numpy.ones((width, length) if horizontal else (length, width), numpy.uint8)

    pieces = cv2.morphologyEx(ink, cv2.MORPH_OPEN, shape(_LEAST_PIECE, 1))
    bridged = cv2.morphologyEx(pieces, cv2.MORPH_CLOSE, shape(_BRIDGE, 1))
    found = cv2.morphologyEx(bridged, cv2.MORPH_OPEN, shape(_LEAST_ACROSS if horizontal else _LEAST_DOWN, 1))
    found = cv2.dilate(found, shape(1, 3))
    count, _, stats, _ = cv2.connectedComponentsWithStats(found, connectivity=8)
    rules = []
    for left, top, width, height, area in stats[1:count].tolist():
        length, thick = (width, height) if horizontal else (height, width)
        if thick > 3 * _MOST_WIDTH or area / max(1, length) > _MOST_WIDTH:
            continue
        at = top + height / 2 if horizontal else left + width / 2
        start = left if horizontal else top
        rules.append((Rule(at, start, start + length), float(thick)))
    return rules


def _erase(cleaned: Any, ink: Any, y0: int, y1: int, x0: int, x1: int, *, horizontal: bool) -> None:
    """Whiten a rule, but leave the ink of letters that cross it: where ink goes on beyond both of its sides."""
    band = cleaned[y0:y1, x0:x1]
    if not band.size:
        return
    if horizontal:
        above, below = ink[max(0, y0 - 2) : y0, x0:x1], ink[y1 : y1 + 2, x0:x1]
        crossing = (above > 0).any(axis=0) & (below > 0).any(axis=0)
        band[:, ~crossing] = 255
    else:
        left, right = ink[y0:y1, max(0, x0 - 2) : x0], ink[y0:y1, x1 : x1 + 2]
        crossing = (left > 0).any(axis=1) & (right > 0).any(axis=1)
        band[~crossing, :] = 255

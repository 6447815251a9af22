"""Prepares the picture of a page for OCR: grey, straight, white paper, of a known fineness. Reads no text."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import median
from typing import Any

# Tesseract reads Thai best where an A4 page is about this many pixels long (300 dpi).
_LONG_SIDE = 3508
_MOST_SKEW = 5.0
# Picture points darker than this are ink once the paper has been made white.
INK = 150


@dataclass(frozen=True, slots=True)
class Picture:
    """A grey page (uint8 array, white paper), turned straight; `scale` is how many of its points one point of the original became."""

    grey: Any
    scale: float
    skew: float


def prepare(grey: Any) -> Picture:
    """White paper, straight lines, 300 dpi. `grey` is a uint8 array of two dimensions."""
    import cv2

    height, width = grey.shape
    scale = min(3.0, _LONG_SIDE / max(height, width, 1))
    if abs(scale - 1) > 0.05:
        grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA)
    else:
        scale = 1.0
    grey = whitened(grey)
    skew = skew_of(grey)
    if abs(skew) > 0.05:
        grey = turned(grey, skew)
    return Picture(grey, scale, skew)


def whitened(grey: Any) -> Any:
    """Paper to white and ink to black, also where a lamp or a fold made shadows; a clean picture stays as it is."""
    import cv2
    import numpy

    paper = float(numpy.percentile(grey, 90))
    dark = float(numpy.percentile(grey, 1))
    if paper >= 250 and dark < 90:
        return grey
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    shade = cv2.medianBlur(cv2.dilate(small, numpy.ones((9, 9), numpy.uint8)), 31)
    shade = cv2.resize(shade, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    flat = cv2.divide(grey, numpy.maximum(shade, 1), scale=255)
    low, high = float(numpy.percentile(flat, 1)), float(numpy.percentile(flat, 60))
    if high - low < 30:
        return flat
    spread = (flat.astype(numpy.float32) - low) * (255.0 / (high - low))
    return numpy.clip(spread, 0, 255).astype(numpy.uint8)


def skew_of(grey: Any) -> float:
    """By how many degrees the page must be turned (counter-clockwise) to lie straight; 0 where that cannot be told or is beyond ±5°."""
    import cv2
    import numpy

    factor = min(1.0, 1600 / max(grey.shape))
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    ink = (small < INK).astype(numpy.uint8) * 255
    found = cv2.HoughLinesP(ink, 1, math.radians(0.1), threshold=150, minLineLength=small.shape[1] // 5, maxLineGap=6)
    angles: list[float] = []
    for x0, y0, x1, y1 in numpy.asarray(found).reshape(-1, 4)[:500].tolist() if found is not None else []:
        angle = math.degrees(math.atan2(y1 - y0, x1 - x0))
        for square in (0.0, 90.0, -90.0):
            if abs(angle - square) <= _MOST_SKEW:
                angles.append(angle - square)
    if len(angles) >= 3:
        return float(median(angles))
    return _skew_of_text(ink)


def _skew_of_text(ink: Any) -> float:
    """The turn that makes the rows of ink stand out most from the rows of paper, to a tenth of a degree."""
    import numpy

    def sharpness(angle: float) -> float:
        rows = numpy.asarray(turned(ink, angle, paper=0).sum(axis=1), dtype=numpy.float64)
        return float(((rows[1:] - rows[:-1]) ** 2).sum())

    if int((ink > 0).sum()) < 500:
        return 0.0
    coarse = max((step * 0.5 for step in range(-10, 11)), key=sharpness)
    best = max((coarse + step * 0.1 for step in range(-4, 5)), key=sharpness)
    return best if sharpness(best) > 1.1 * sharpness(0.0) else 0.0


def turned(grey: Any, angle: float, paper: int = 255) -> Any:
    """The picture turned counter-clockwise by `angle` degrees about its middle, the size kept."""
    import cv2

    height, width = grey.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return cv2.warpAffine(grey, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=paper)

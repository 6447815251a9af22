"""Where lines and cells stand, in parts of their page: what a picture of any size can be marked with."""

from __future__ import annotations

from collections.abc import Sequence

from prongsai.core.papers.blocks import Box
from prongsai.core.papers.readers.visual_lines import VisualLine

# Marks below the baseline reach so far down, in parts of the type size.
_BELOW = 0.3
# Marks above an upright line reach up to its type size; so do the sides of the letters of a sideways one.
_HALF = 0.5


def part_of_page(box: tuple[float, float, float, float], width: float, height: float) -> Box:
    """A box of (left, top, right, bottom) in the unit of the page's width and height, cut at the edges of the page."""
    x0, x1 = (min(1.0, max(0.0, x / max(width, 1.0))) for x in (box[0], box[2]))
    y0, y1 = (min(1.0, max(0.0, y / max(height, 1.0))) for y in (box[1], box[3]))
    return Box(round(x0, 4), round(y0, 4), round(x1 - x0, 4), round(y1 - y0, 4))


def box_of_lines(lines: Sequence[VisualLine], width: float, height: float) -> Box | None:
    """The box around lines of text; None where there are none."""
    if not lines:
        return None
    boxes = [_upright(line) if not line.glyphs[0].angle else _sideways(line) for line in lines]
    around = (min(box[0] for box in boxes), min(box[1] for box in boxes), max(box[2] for box in boxes), max(box[3] for box in boxes))
    return part_of_page(around, width, height)


def _upright(line: VisualLine) -> tuple[float, float, float, float]:
    return line.x0, line.top, line.x1, line.y + _BELOW * line.size


def _sideways(line: VisualLine) -> tuple[float, float, float, float]:
    """Lines set sideways run in a frame of their own; the middles of their glyphs are known on the page."""
    xs, ys = [glyph.page_x for glyph in line.glyphs], [glyph.page_y for glyph in line.glyphs]
    room = _HALF * line.size
    return min(xs) - room, min(ys) - room, max(xs) + room, max(ys) + room

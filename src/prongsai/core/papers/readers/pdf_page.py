"""What a PDF page shows, through PDFium: glyphs and ruled lines, turned upright. What they mean is settled elsewhere."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from prongsai.core.papers.readers.ruling import Rule
from prongsai.core.papers.readers.symbols import shown
from prongsai.core.papers.readers.visual_lines import Glyph

# Thai fonts of the 1990s keep shifted copies of marks in the private use area; each stands for the plain mark.
_SHIFTED = {
    0xF700: "\u0e10", 0xF701: "\u0e34", 0xF702: "\u0e35", 0xF703: "\u0e36", 0xF704: "\u0e37", 0xF705: "\u0e48", 0xF706: "\u0e49",
    0xF707: "\u0e4a", 0xF708: "\u0e4b", 0xF709: "\u0e4c", 0xF70A: "\u0e48", 0xF70B: "\u0e49", 0xF70C: "\u0e4a", 0xF70D: "\u0e4b",
    0xF70E: "\u0e4c", 0xF70F: "\u0e0d", 0xF710: "\u0e31", 0xF711: "\u0e4d", 0xF712: "\u0e47", 0xF713: "\u0e48", 0xF714: "\u0e49",
    0xF715: "\u0e4a", 0xF716: "\u0e4b", 0xF717: "\u0e4c", 0xF718: "\u0e38", 0xF719: "\u0e39", 0xF71A: "\u0e3a",
}  # fmt: skip
_MAX_GLYPHS = 60_000
_MAX_RULES = 20_000
# Text slanted by more than this many degrees is a stamp or a watermark.
_SLANT = 8
# A filled box no thicker than this is a drawn line (points).
_LINE_WIDTH = 3.0


@dataclass(frozen=True, slots=True)
class PageContent:
    """Glyphs in the order of the file and rules of an upright page; points, y downwards. `image_part`: how much of it images cover.

    `turn` is by how many degrees clockwise the page had to be turned, its own /Rotate left aside.
    """

    glyphs: tuple[Glyph, ...]
    horizontal: tuple[Rule, ...]
    vertical: tuple[Rule, ...]
    width: float
    height: float
    image_part: float
    is_cut: bool = False
    turn: int = 0


@dataclass(frozen=True, slots=True)
class _Raw:
    text: str
    x: float
    y: float
    box: tuple[float, float, float, float]
    size: float
    is_bold: bool
    angle: int


def page_content(page: Any) -> PageContent:
    """Read one page of an open `pypdfium2.PdfDocument`. The page is turned so that most of its text runs from left to right."""
    raws, is_cut = _raw_glyphs(page)
    angles = Counter(raw.angle for raw in raws)
    # PDF counts /Rotate clockwise, angles of text the other way.
    turn = angles.most_common(1)[0][0] if angles else page.get_rotation() % 360
    frame = _Frame(turn, page.get_bbox())
    glyphs = tuple(_glyph(raw, frame) for raw in raws if frame.shows(raw.box))
    horizontal, vertical = _rules(page, frame)
    return PageContent(glyphs, tuple(horizontal), tuple(vertical), frame.width, frame.height, _image_part(page, frame), is_cut, turn)


class _Frame:
    """Turns page coordinates into upright ones with the origin at the upper left."""

    def __init__(self, turn: int, crop: tuple[float, float, float, float]) -> None:
        self.cos, self.sin = round(math.cos(math.radians(turn))), round(math.sin(math.radians(turn)))
        self.turn = turn
        self.crop = crop
        corners = [self._turned(x, y) for x in (crop[0], crop[2]) for y in (crop[1], crop[3])]
        self.left, self.top = min(x for x, _ in corners), min(y for _, y in corners)
        self.width = max(x for x, _ in corners) - self.left
        self.height = max(y for _, y in corners) - self.top

    def _turned(self, x: float, y: float) -> tuple[float, float]:
        return x * self.cos + y * self.sin, x * self.sin - y * self.cos

    def point(self, x: float, y: float) -> tuple[float, float]:
        turned = self._turned(x, y)
        return turned[0] - self.left, turned[1] - self.top

    def box(self, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """(left, bottom, right, top) of the page → (x0, y0, x1, y1) upright."""
        one, two = self.point(box[0], box[1]), self.point(box[2], box[3])
        return min(one[0], two[0]), min(one[1], two[1]), max(one[0], two[0]), max(one[1], two[1])

    def shows(self, box: tuple[float, float, float, float]) -> bool:
        """Whether the middle of the box is inside the visible part of the page."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return self.crop[0] - 1 <= x <= self.crop[2] + 1 and self.crop[1] - 1 <= y <= self.crop[3] + 1


def _glyph(raw: _Raw, frame: _Frame) -> Glyph:
    x0, y0, x1, y1 = frame.box(raw.box)
    own = _Frame(raw.angle, frame.crop)
    own_x0, _, own_x1, _ = own.box(raw.box)
    _, baseline = own.point(raw.x, raw.y)
    angle = (raw.angle - frame.turn) % 360
    return Glyph(raw.text, own_x0, own_x1, baseline, raw.size, (x0 + x1) / 2, (y0 + y1) / 2, raw.is_bold, angle)


def _raw_glyphs(page: Any) -> tuple[list[_Raw], bool]:
    import pypdfium2.raw as pdfium

    text_page = page.get_textpage()
    raws: list[_Raw] = []
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    matrix = pdfium.FS_MATRIX()
    bold_fonts: dict[int, bool] = {}
    try:
        count = text_page.count_chars()
        high = 0
        for index in range(min(count, _MAX_GLYPHS)):
            if pdfium.FPDFText_IsGenerated(text_page, index) == 1:
                continue
            code = pdfium.FPDFText_GetUnicode(text_page, index)
            # Windows builds and some maps give astral characters as two halves.
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            if 0xDC00 <= code < 0xE000:
                code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
            high = 0
            text = "-" if pdfium.FPDFText_IsHyphen(text_page, index) == 1 else character(code)
            if not text or not pdfium.FPDFText_GetMatrix(text_page, index, matrix):
                continue
            # FPDFText_GetCharAngle counts clockwise or not by version; the matrix leaves no doubt.
            degrees = math.degrees(math.atan2(matrix.b, matrix.a))
            angle = round(degrees / 90) * 90
            if abs(degrees - angle) > _SLANT:
                continue
            if not pdfium.FPDFText_GetCharOrigin(text_page, index, x, y) or not pdfium.FPDFText_GetLooseCharBox(text_page, index, box):
                continue
            size = pdfium.FPDFText_GetFontSize(text_page, index)
            size *= math.hypot(matrix.c, matrix.d)
            if not all(map(math.isfinite, (x.value, y.value, box.left, box.right, box.top, box.bottom, size))):
                continue
            is_bold = _is_bold(pdfium, text_page, index, bold_fonts)
            raws.append(_Raw(text, x.value, y.value, (box.left, box.bottom, box.right, box.top), max(size, 1.0), is_bold, angle % 360))
        return raws, count > _MAX_GLYPHS
    finally:
        text_page.close()


def character(code: int) -> str:
    """The text of a code point of a PDF: shifted marks put back, symbols named, control characters dropped."""
    if code in _SHIFTED:
        return _SHIFTED[code]
    if code == 0 or code > 0x10FFFF:
        return ""
    text = shown(chr(code))
    if code in (0x09, 0xA0, 0x2007, 0x202F):
        return " "
    if code == 0xAD or unicodedata.category(text) in ("Cc", "Cf", "Cs"):
        return ""
    return text


def _is_bold(pdfium: Any, text_page: Any, index: int, known: dict[int, bool]) -> bool:
    """Whether the font says that it is bold, by weight or by name."""
    if pdfium.FPDFText_GetFontWeight(text_page, index) >= 600:
        return True
    piece = pdfium.FPDFText_GetTextObject(text_page, index)
    font = pdfium.FPDFTextObj_GetFont(piece) if piece else None
    if not font:
        return False
    key = ctypes.cast(font, ctypes.c_void_p).value or 0
    if key not in known:
        buffer = ctypes.create_string_buffer(200)
        pdfium.FPDFFont_GetBaseFontName(font, buffer, 200)
        known[key] = b"bold" in buffer.value.lower()
    return known[key]


def _rules(page: Any, frame: _Frame) -> tuple[list[Rule], list[Rule]]:
    """Straight lines of the page: strokes, sides of stroked boxes, and filled boxes as thin as a line."""
    import pypdfium2.raw as pdfium

    horizontal: list[Rule] = []
    vertical: list[Rule] = []

    def add(x0: float, y0: float, x1: float, y1: float) -> None:
        one, two = frame.point(x0, y0), frame.point(x1, y1)
        if abs(one[1] - two[1]) <= 1.0 and abs(one[0] - two[0]) > 1.0:
            horizontal.append(Rule((one[1] + two[1]) / 2, min(one[0], two[0]), max(one[0], two[0])))
        elif abs(one[0] - two[0]) <= 1.0 and abs(one[1] - two[1]) > 1.0:
            vertical.append(Rule((one[0] + two[0]) / 2, min(one[1], two[1]), max(one[1], two[1])))

    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=6):
        if len(horizontal) + len(vertical) > _MAX_RULES:
            break
        mode, stroke = ctypes.c_int(), ctypes.c_int()
        if not pdfium.FPDFPath_GetDrawMode(item, mode, stroke):
            continue
        for part in _subpaths(pdfium, item):
            xs, ys = [x for x, _ in part], [y for _, y in part]
            width, height = max(xs) - min(xs), max(ys) - min(ys)
            if stroke.value:
                for one, two in pairwise(part):
                    add(*one, *two)
            elif mode.value and len(part) >= 4 and min(width, height) <= _LINE_WIDTH:
                middle_x, middle_y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
                if width > height:
                    add(min(xs), middle_y, max(xs), middle_y)
                else:
                    add(middle_x, min(ys), middle_x, max(ys))
    return horizontal, vertical


def _subpaths(pdfium: Any, item: Any) -> list[list[tuple[float, float]]]:
    """The corner points of each part of a path in page coordinates; parts with curves are left out."""
    matrix = item.get_matrix()
    container = item.container
    while container is not None:
        matrix = matrix.multiply(container.get_matrix())
        container = container.container
    parts: list[list[tuple[float, float]]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    curved: set[int] = set()
    for number in range(min(pdfium.FPDFPath_CountSegments(item), 2000)):
        segment = pdfium.FPDFPath_GetPathSegment(item, number)
        if not segment or not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        kind = pdfium.FPDFPathSegment_GetType(segment)
        point = matrix.on_point(x.value, y.value)
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not parts:
            parts.append([])
        elif kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            curved.add(len(parts) - 1)
        parts[-1].append(point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            parts[-1].append(parts[-1][0])
    return [part for number, part in enumerate(parts) if number not in curved and len(part) > 1]


def _image_part(page: Any, frame: _Frame) -> float:
    import pypdfium2.raw as pdfium

    area = 0.0
    for number, item in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=4)):
        if number > 200:
            break
        x0, y0, x1, y1 = frame.box(item.get_bounds())
        area += max(0.0, min(x1, frame.width) - max(x0, 0.0)) * max(0.0, min(y1, frame.height) - max(y0, 0.0))
    return min(1.0, area / max(1.0, frame.width * frame.height))

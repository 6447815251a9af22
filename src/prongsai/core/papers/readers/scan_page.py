"""The picture of a page → the same placed text as that of a PDF page (`PageText`): cell by cell and line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from prongsai.core.papers.readers.ocr import Word, recognise
from prongsai.core.papers.readers.ocr_words import mend
from prongsai.core.papers.readers.page_blocks import PageText, place_page
from prongsai.core.papers.readers.print_match import SPACE, is_read, read_line
from prongsai.core.papers.readers.print_merge import reconcile, respaced
from prongsai.core.papers.readers.scan_grid import grids_of
from prongsai.core.papers.readers.scan_image import prepare
from prongsai.core.papers.readers.scan_lines import LinePicture, printed_lines, usual_height, without_leaders
from prongsai.core.papers.readers.visual_lines import Glyph, VisualLine, make_line
from prongsai.core.thai.repair import repair

# The type size is about this many times the height of a letter without ascender.
_SIZE_OF_BODY = 1.9
# Pixels at 300 dpi → points.
_POINT = 72 / 300
# With this part of all signs sure, a page is (mostly) in the typeface whose shapes are known.
_TYPEFACE_OF_PAGE = 0.6
# With this part of its signs sure, a line is in the typeface that is known.
_KNOWN_TYPEFACE = 0.8
# Below this confidence, with no sign sure, there is a picture or a stain, not text.
_NOISE = 0.3
# Tesseract takes a picture for one printed line in this mode.
_ONE_LINE = 7


@dataclass(frozen=True, slots=True)
class _Read:
    """A printed line with what Tesseract and the shapes made of it; `share` is the part of its signs whose shapes are sure."""

    line: LinePicture
    words: tuple[Word, ...]
    text: str
    confidence: float
    share: float
    x0: int
    y0: int


def read_page(grey: Any, number: int) -> PageText:
    """Read the picture of a page (uint8 array, two dimensions). Lengths of the result are points, as those of PDF pages."""
    page = prepare(grey).grey
    grids, cleaned = grids_of(page)
    body = usual_height(cleaned)
    boxes = [(int(cell.x0), int(cell.y0), int(cell.x1) + 1, int(cell.y1) + 1) for grid in grids for cell in grid.cells]
    regions = [(x0, y0, printed_lines(cleaned[y0:y1, x0:x1], body)) for x0, y0, x1, y1 in boxes]
    rest = cleaned.copy()
    for grid in grids:
        rest[int(grid.ys[0]) - 2 : int(grid.ys[-1]) + 3, int(grid.xs[0]) - 2 : int(grid.xs[-1]) + 3] = 255
    regions.append((0, 0, printed_lines(rest, body)))
    texts = [_region_lines(region) for region in _read_regions(regions)]
    outside = texts.pop()
    cells = iter(texts)
    pairs = [(grid.scaled(_POINT), [next(cells) for _ in grid.cells]) for grid in grids]
    return place_page(number, page.shape[1] * _POINT, page.shape[0] * _POINT, outside, pairs)


def _read_regions(regions: Sequence[tuple[int, int, list[LinePicture]]]) -> list[list[_Read]]:
    """Read all lines of all regions: by their shapes where every sign is sure, else with one run of Tesseract for all of them."""
    parts = [[_Part(*without_leaders(line), line) for line in lines] for _, _, lines in regions]
    _forget_unknown_typeface([part for own in parts for part in own])
    found = iter(recognise([part.core.picture for own in parts for part in own if part.core is not None and part.is_doubtful], _ONE_LINE))
    return [
        [_read(part, next(found) if part.core is not None and part.is_doubtful else [], x0, y0) for part in own]
        for (x0, y0, _), own in zip(regions, parts, strict=True)
    ]


class _Part:
    """A line on its way: without its leader dots (None where there is nothing else), where these stood, and what its shapes tell."""

    def __init__(self, core: LinePicture | None, leader: tuple[int, int] | None, line: LinePicture) -> None:
        self.core = core
        self.leader = leader
        self.line = line
        self.signs = read_line(core) if core is not None else []
        self.is_doubtful = leader is not None or not is_read(self.signs)


def _forget_unknown_typeface(parts: Sequence[_Part]) -> None:
    """Where the shapes fit few strokes of a page, it is set in another typeface, in which even a close fit means nothing."""
    signs = [sign for part in parts for sign in part.signs]
    if sum(sign.is_sure for sign in signs) < _TYPEFACE_OF_PAGE * len(signs):
        for part in parts:
            part.signs, part.is_doubtful = [], True


def _region_lines(read: Sequence[_Read]) -> list[VisualLine]:
    """The lines of a cell, mended together, since words go on from line to line."""
    read = [line for line in read if line.text.strip()]
    mended, _ = mend([line.text for line in read], [line.share for line in read])
    made = []
    for line, text in zip(read, mended, strict=True):
        visual = make_line(_glyphs(line, text))
        if visual is not None:
            made.append(replace(visual, as_read=line.text if line.text != text else None))
    return made


def _read(part: _Part, words: list[Word], x0: int, y0: int) -> _Read:
    line, signs = part.line, part.signs
    if not part.is_doubtful:
        text = "".join(" " * sign.begins_word + sign.text for sign in signs).strip()
        return _Read(line, (), repair(text), 1.0, 1.0, x0, y0)
    words = _joined(words, line)
    share = sum(1 for sign in signs if sign.is_sure) / len(signs) if signs else 0.0
    confidence = min((word.confidence for word in words), default=0.0)
    if not share and confidence < _NOISE:
        words = []
    if words:
        text = reconcile(repair(" ".join(word.text for word in words)).strip(), signs)
    else:
        text = "".join(sign.text for sign in signs if sign.text not in "?|") if share >= _KNOWN_TYPEFACE else ""
    if share >= _KNOWN_TYPEFACE and part.leader is None:
        text = respaced(text, signs)
    if part.leader is not None:
        text = _with_leader(text, words, part.leader, line)
        words = []
    return _Read(line, tuple(words), repair(text), max(confidence, share) if share >= _KNOWN_TYPEFACE else confidence, share, x0, y0)


def _with_leader(text: str, words: Sequence[Word], leader: tuple[int, int], line: LinePicture) -> str:
    """Put a run of dots back between the words where it stood."""
    before = sum(1 for word in words if line.x0 + word.x1 <= leader[0] + line.body)
    parts = text.split(" ")
    if len(parts) != len(words):
        before = len(parts) if before == len(words) else min(before, len(parts))
    return " ".join(part for part in (*parts[:before], "." * 8, *parts[before:]) if part)


def _joined(words: list[Word], line: LinePicture) -> list[Word]:
    """Words from left to right; those that Tesseract cut where the strokes leave no room are put together again."""
    gaps = line.gaps(SPACE * line.body)
    joined: list[Word] = []
    for word in sorted(words, key=lambda word: word.x0):
        last = joined[-1] if joined else None
        if last is not None and not any(
            start < word.x0 + line.x0 + line.body and end > last.x1 + line.x0 - line.body for start, end in gaps
        ):
            text, confidence = last.text + word.text, min(last.confidence, word.confidence)
            joined[-1] = replace(last, text=text, x1=max(last.x1, word.x1), confidence=confidence)
        else:
            joined.append(word)
    return joined


def _glyphs(read: _Read, text: str) -> list[Glyph]:
    """The signs of a line spread over the boxes of its words (over the line, where the words changed in number)."""
    line = read.line
    parts = text.split()
    boxes = [(read.x0 + line.x0 + word.x0, read.x0 + line.x0 + word.x1) for word in read.words]
    if len(parts) != len(boxes):
        parts, boxes = [text], [(read.x0 + line.x0, read.x0 + line.x0 + line.picture.shape[1])]
    glyphs: list[Glyph] = []
    baseline, size = (read.y0 + line.baseline) * _POINT, _SIZE_OF_BODY * line.body * _POINT
    for number, (part, (left, right)) in enumerate(zip(parts, boxes, strict=True)):
        if number:
            end = glyphs[-1].x1
            glyphs.append(Glyph(" ", end, max(end, left * _POINT), baseline, size, end, baseline, confidence=read.confidence))
        step = (right - left) * _POINT / max(1, len(part))
        for n, sign in enumerate(part):
            at = left * _POINT + n * step
            glyphs.append(Glyph(sign, at, at + step, baseline, size, at + step / 2, baseline, confidence=read.confidence))
    return glyphs

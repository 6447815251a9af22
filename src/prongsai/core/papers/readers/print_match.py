"""Reads printed letters by their shapes, for the official typeface (Sarabun): Tesseract is weak at digits and stacked marks.

A sign is only told where its shape fits closely; other typefaces fit nothing and are left to Tesseract.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from prongsai.core.papers.readers.scan_lines import LinePicture, Stroke

_LETTERS = "".join(chr(code) for code in range(0xE01, 0xE2F)) + "ะาเโใไๆฯ"
_DIGITS = "๐๑๒๓๔๕๖๗๘๙0123456789"
_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghklmnopqrstuvwxyz"
_OTHERS = "()/&+"
_VOWELS_ABOVE, _TONES = "ัิีึื็ํ", "่้๊๋์"
_ABOVE = [*_VOWELS_ABOVE, *_TONES, *(vowel + tone for vowel in "ัิีึืํ" for tone in _TONES)]
_BELOW = ["ุ", "ู"]
_FOOT = {"ญ": "ญ", "ฐ": "ฐ"}
_WIDE, _HIGH = 20, 28
# Letters fit at 0.9 and more in their own typeface and below 0.85 in others; marks, being small, fit less closely.
_SURE, _SURE_MARK, _MARGIN, _MARGIN_MARK = 0.87, 0.80, 0.025, 0.025
_SIZE = 96
# Thai letters are about this much lower than digits and capitals.
_CAPITALS = 0.83
# Signs that are mere bars are told by their neighbours only.
_BARS = "Il1|"
# A gap of this part of the height of a letter is white space.
SPACE = 0.36


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign read by its shape, "?" where none fits. `is_sure`: it fits closely and no other comes near.

    `is_likely`: it fits closely, though another comes near. `begins_word`: clear white space stands before it.
    """

    text: str
    is_sure: bool
    begins_word: bool = False
    is_likely: bool = False


@dataclass(frozen=True, slots=True)
class _Shapes:
    """Normalised pictures (one row each) with their texts, proportions, and height and foot as parts of a letter's height."""

    vectors: Any
    texts: tuple[str, ...]
    aspects: Any
    heights: Any
    feet: Any


def read_line(line: LinePicture) -> list[Sign]:
    """The signs of a printed line in the order of Thai writing: letter, vowel below or above, tone.

    A line of digits or capitals alone stands higher than Thai letters would: the reading with more sure signs is taken.
    """
    signs = _read(line)
    if is_read(signs):
        return signs
    lower = _read(replace(line, top=line.baseline - _CAPITALS * line.body))
    return max(signs, lower, key=lambda found: sum(sign.is_sure for sign in found))


def _read(line: LinePicture) -> list[Sign]:
    import numpy

    bases: list[tuple[Stroke, Sign | None]] = []
    marks: list[tuple[Stroke, str]] = []
    strokes = list(line.strokes)
    while strokes:
        stroke = strokes.pop(0)
        other = next((two for two in strokes[:3] if _is_sara_a(stroke, two, line)), None)
        if other is not None:
            strokes.remove(other)
            bases.append((stroke, Sign("ะ", True)))
        elif (point := _point(stroke, line)) is not None:
            bases.append((stroke, point))
        elif _is_letter_stroke(stroke, line):
            bases.append((stroke, None))
        else:
            marks.append((stroke, "above" if stroke.middle < line.top + 0.2 * line.body else "below"))
    if not bases:
        return []
    dark = 255 - numpy.asarray(line.picture)
    read = [(stroke, sign or _classify(dark, stroke, line, "letters")) for stroke, sign in bases]
    read = list(zip((stroke for stroke, _ in read), _named_bars([sign for _, sign in read]), strict=True))
    owned: dict[int, list[tuple[Stroke, Sign]]] = {}
    for stroke, kind in marks:
        owner = _owner(stroke, [base for base, _ in read])
        owned.setdefault(owner, []).append((stroke, _classify(dark, stroke, line, kind)))
    signs: list[Sign] = []
    end = read[0][0].x1
    for number, (stroke, base) in enumerate(read):
        if stroke.x0 - end > SPACE * line.body:
            base = replace(base, begins_word=True)
        end = max(end, stroke.x1)
        _put(signs, base, [sign for _, sign in sorted(owned.get(number, []), key=lambda pair: -pair[0].y0)])
    return signs


def _named_bars(signs: list[Sign]) -> list[Sign]:
    """Name bars by a sure neighbour: I beside capitals, l beside small letters, 1 beside digits."""
    named = list(signs)
    for order in (range(len(named)), reversed(range(len(named)))):
        for number in order:
            if named[number].text != "|":
                continue
            near = [named[n] for n in (number - 1, number + 1) if 0 <= n < len(named) and named[n].is_sure]
            kinds = {
                "I" if sign.text.isupper() else "l" if sign.text.islower() else "1" if sign.text in "0123456789" else "" for sign in near
            }
            kinds.discard("")
            if len(kinds) == 1:
                named[number] = Sign(kinds.pop(), True)
    return named


def is_read(signs: Sequence[Sign]) -> bool:
    """Whether a line needs no other reading: every sign is sure."""
    return bool(signs) and all(sign.is_sure for sign in signs)


def _is_letter_stroke(stroke: Stroke, line: LinePicture) -> bool:
    shared = min(stroke.y1, line.baseline + 2) - max(stroke.y0, line.top)
    return shared >= 0.4 * stroke.height or (stroke.height >= 0.7 * line.body and shared > 0.3 * line.body)


def _point(stroke: Stroke, line: LinePicture) -> Sign | None:
    """A full stop or a dash, told by size and place; None for anything else."""
    is_low = stroke.y0 > line.baseline - 0.4 * line.body and stroke.y1 < line.baseline + 0.12 * line.body
    if is_low and 0.06 * line.body < stroke.height < 0.35 * line.body and 0.7 < stroke.width / stroke.height < 1.4:
        return Sign(".", True)
    is_mid = line.top + 0.3 * line.body < stroke.middle < line.baseline - 0.2 * line.body
    length = stroke.width / line.body
    if is_mid and stroke.height < 0.2 * line.body and stroke.width > 2 * stroke.height and length < 1.2:
        return Sign("-" if length < 0.68 else "–", True)
    return None


def _is_sara_a(one: Stroke, two: Stroke, line: LinePicture) -> bool:
    """Whether two strokes are the halves of ะ: alike, one above the other, as high together as a letter."""
    together = max(one.y1, two.y1) - min(one.y0, two.y0)
    shared = min(one.x1, two.x1) - max(one.x0, two.x0)
    halves = all(0.28 * line.body < stroke.height < 0.62 * line.body for stroke in (one, two))
    in_body = min(one.y0, two.y0) > line.top - 0.3 * line.body and max(one.y1, two.y1) < line.baseline + 0.2 * line.body
    return halves and in_body and shared > 0.6 * max(one.width, two.width) and 0.7 * line.body < together < 1.3 * line.body


def _put(signs: list[Sign], base: Sign, marks: list[Sign]) -> None:
    """Add a letter with its marks; the circle of sara am goes to the า that follows its letter."""
    if base.text == "า" and signs and signs[-1].text.endswith("ํ"):
        circle = signs.pop()
        rest = circle.text[:-1]
        if rest:
            signs.append(replace(circle, text=rest))
        base = replace(base, text="ำ", is_sure=circle.is_sure and base.is_sure, is_likely=base.is_likely and circle.is_likely)
    if base.text == "ำ" and signs and signs[-1].text in _TONES and len(signs) > 1 and signs[-2].text == "ํ":
        signs.pop(-2)
    signs.append(base)
    ordered = sorted(marks, key=lambda sign: 1 if sign.text and sign.text[0] in _TONES else 0)
    # ํ + tone comes as one picture: the tone is written first, the circle last, to meet its า.
    for sign in ordered:
        if sign.text.startswith("ํ") and len(sign.text) > 1:
            signs.append(replace(sign, text=sign.text[1:]))
            signs.append(replace(sign, text="ํ"))
        elif sign.text == base.text and sign.text in _FOOT:
            continue
        else:
            signs.append(sign)
    if len(ordered) > 1 and ordered[0].text == "ํ" and signs[-1].text in _TONES:
        signs[-1], signs[-2] = signs[-2], signs[-1]


def _owner(mark: Stroke, bases: Sequence[Stroke]) -> int:
    """The letter over or under which a mark stands: the one that shares most width, else the last one that begins before it."""
    shared = [min(mark.x1, base.x1) - max(mark.x0, base.x0) for base in bases]
    best = max(range(len(bases)), key=lambda number: shared[number])
    if shared[best] > 0.3 * mark.width:
        return best
    before = [number for number, base in enumerate(bases) if base.x0 <= mark.x0]
    return before[-1] if before else 0


def _classify(dark: Any, stroke: Stroke, line: LinePicture, kind: str) -> Sign:
    import numpy

    shapes = _shapes(kind)
    cut = dark[stroke.y0 - line.y0 : stroke.y1 - line.y0, stroke.x0 - line.x0 : stroke.x1 - line.x0]
    if stroke.height < 5 or stroke.width < 3 or (kind == "letters" and stroke.height < 0.45 * line.body):
        return Sign("?", False)
    fits = shapes.vectors @ _vector(cut)
    fits = fits - 0.4 * numpy.abs(numpy.log(shapes.aspects * stroke.height / stroke.width))
    fits = fits - 0.3 * numpy.abs(numpy.log(shapes.heights * line.body / stroke.height))
    if kind == "letters":
        fits = fits - 0.3 * numpy.abs(shapes.feet - (stroke.y1 - line.baseline) / line.body)
    best = int(numpy.argmax(fits))
    # Regular and bold of a sign stand in the two halves: they are no rivals of each other.
    rivals = numpy.maximum(fits[: len(fits) // 2], fits[len(fits) // 2 :])
    rivals[best % (len(fits) // 2)] = -1.0
    sure = _SURE if kind == "letters" else _SURE_MARK
    margin = _MARGIN if kind == "letters" else _MARGIN_MARK
    rival = shapes.texts[int(numpy.argmax(rivals))]
    if fits[best] >= sure and shapes.texts[best] in _BARS and rival in _BARS:
        return Sign("|", False)
    is_sure = bool(fits[best] >= sure and fits[best] - rivals.max() >= margin)
    return Sign(shapes.texts[best], is_sure, is_likely=bool(fits[best] >= sure))


def _vector(dark: Any) -> Any:
    import cv2
    import numpy

    # A border of paper, so that a mere bar (mai ek) has a shape too.
    edge = max(1, round(0.12 * max(dark.shape)))
    framed = cv2.copyMakeBorder(dark, edge, edge, edge, edge, cv2.BORDER_CONSTANT, value=0)
    small = cv2.resize(framed, (_WIDE, _HIGH), interpolation=cv2.INTER_AREA).astype(numpy.float32).ravel()
    small -= small.mean()
    return small / (math.sqrt(float((small * small).sum())) + 1e-6)


@cache
def _shapes(kind: str) -> _Shapes:
    """The shapes of all letters, or of the marks above or below, in regular and bold."""
    import numpy
    from PIL import ImageFont

    folder = files("prongsai.core.papers.writers") / "fonts"
    texts: list[str] = []
    rows: list[tuple[Any, float, float, float]] = []
    for weight in ("Regular", "Bold"):
        font = ImageFont.truetype(str(folder / f"ProngsaiSarabun-{weight}.ttf"), _SIZE)
        body = _drawn(font, "ก", None)[1]
        wanted = {"letters": [*_LETTERS, *_DIGITS, *_LATIN, *_OTHERS], "above": _ABOVE, "below": [*_BELOW, "ญ", "ฐ"]}[kind]
        for text in wanted:
            carrier = None if kind == "letters" else "ก"
            part = "below" if text in _FOOT and kind == "below" else None
            picture, height, foot = _drawn(font, text, carrier if part is None else None, part)
            texts.append(text)
            rows.append((_vector(picture), picture.shape[1] / picture.shape[0], height / body, foot / body))
    vectors = numpy.stack([row[0] for row in rows])
    aspects, heights, feet = (numpy.asarray([row[n] for row in rows], dtype=numpy.float32) for n in (1, 2, 3))
    return _Shapes(vectors, tuple(texts), aspects, heights, feet)


def _drawn(font: Any, text: str, carrier: str | None, part: str | None = None) -> tuple[Any, float, float]:
    """The ink of a sign, its height, and how far it reaches below the baseline. Marks are drawn on a carrier, which is taken away again."""
    import cv2
    import numpy
    from PIL import Image, ImageDraw

    def ink(written: str) -> Any:
        page = Image.new("L", (4 * _SIZE, 4 * _SIZE), 0)
        ImageDraw.Draw(page).text((_SIZE, 2 * _SIZE), written, 255, font=font, anchor="ls")
        return numpy.array(page)

    picture = ink((carrier or "") + text)
    if carrier:
        picture = numpy.where(cv2.dilate(ink(carrier), numpy.ones((3, 3), numpy.uint8)) > 60, 0, picture).astype(numpy.uint8)
    else:
        # A stroke of the letter only: its foot, or its body without foot.
        _, labels, stats, centres = cv2.connectedComponentsWithStats((picture > 100).astype(numpy.uint8))
        order = sorted(range(1, len(stats)), key=lambda number: -int(stats[number][4]))
        if part == "below" and len(order) > 1:
            keep = max(order, key=lambda number: float(centres[number][1]))
        else:
            keep = order[0]
        own = cv2.dilate((labels == keep).astype(numpy.uint8), numpy.ones((3, 3), numpy.uint8))
        picture = numpy.where(own > 0, picture, 0).astype(numpy.uint8)
    ys, xs = numpy.nonzero(picture > 100)
    top, bottom, left, right = int(ys.min()), int(ys.max()) + 1, int(xs.min()), int(xs.max()) + 1
    return picture[top:bottom, left:right], float(bottom - top), float(bottom - 2 * _SIZE)

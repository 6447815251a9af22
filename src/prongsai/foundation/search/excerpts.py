"""What is shown of a text that was found: the words that were looked for set apart, long texts cut between words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from prongsai.core.thai.words import break_units
from prongsai.foundation.search.matching import Span

EXCERPT_LETTERS = 180
_BEFORE = 60
_RUN_UP = 40
_GAP = "…"
_LINE = " · "


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, plain words; `is_hit` where it is what was looked for."""

    text: str
    is_hit: bool = False


def marked(text: str, spans: Sequence[Span]) -> tuple[Piece, ...]:
    """The whole text with its hits."""
    return tuple(_pieces(text, spans, 0, len(text)))


def excerpt(text: str, spans: Sequence[Span], most: int = EXCERPT_LETTERS) -> tuple[Piece, ...]:
    """The part of a text around its first hit, its beginning where there is none: about `most` letters, cut between words."""
    if len(text) <= most:
        return marked(text, spans)
    first = spans[0] if spans else (0, 0)
    left = max(0, min(first[0] - _BEFORE, len(text) - most))
    right = min(len(text), max(left + most, first[1]))
    bounds = _bounds(text, max(0, left - _RUN_UP), min(len(text), right + _RUN_UP))
    start = next((bound for bound in bounds if left <= bound <= first[0]), first[0]) if left else 0
    end = next((bound for bound in reversed(bounds) if first[1] < bound <= right), right) if right < len(text) else right
    shown = _pieces(text, spans, start, end)
    return (*([Piece(_GAP)] if start else []), *shown, *([Piece(_GAP)] if end < len(text) else []))


def _bounds(text: str, start: int, end: int) -> list[int]:
    """Places between words, from the segmentation of a stretch; a run-up before what matters lets it fall into step."""
    return [start + length for length in accumulate((len(unit) for unit in break_units(text[start:end])), initial=0)]


def _pieces(text: str, spans: Sequence[Span], start: int, end: int) -> list[Piece]:
    pieces, at = [], start
    for hit_start, hit_end in spans:
        if hit_end <= start or hit_start >= end:
            continue
        pieces += [Piece(text[at : max(at, hit_start)]), Piece(text[max(at, hit_start) : min(end, hit_end)], is_hit=True)]
        at = min(end, hit_end)
    pieces.append(Piece(text[at:end]))
    return [Piece(piece.text.replace("\n", _LINE), piece.is_hit) for piece in pieces if piece.text]

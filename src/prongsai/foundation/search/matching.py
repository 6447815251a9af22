"""Whether a text holds a word, as it is or as it may be misspelt, and where. The same rule over candidates of every database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rapidfuzz.distance import OSA

from prongsai.foundation.search.folding import bare, places_of_bare, whole_letters
from prongsai.foundation.search.terms import Term, pieces_of

Span = tuple[int, int]
_MOST_PLACES = 20


def holds(term: Term, folded: str, *, is_tolerant: bool = True) -> bool:
    """Whether a folded text holds the term; where tolerant, also as it may be misspelt."""
    return term.text in folded or (is_tolerant and near_span(term, bare(folded)) is not None)


def spans_of(terms: Iterable[Term], folded: str) -> list[Span]:
    """Where the terms stand in a folded text, in order and apart, no mark parted from its letter.

    As it may be misspelt a term counts only where it does not stand as it is.
    """
    found: list[Span] = []
    for term in terms:
        exact = list(_places(term.text, folded))
        found += exact or _near_in(term, folded)
    return _joined(sorted(whole_letters(folded, *span) for span in found))


def spelling_in(term: Term, folded: str) -> str | None:
    """How a folded text spells the term; None where it does not hold it."""
    spans = [(at, at + len(term.text))] if (at := folded.find(term.text)) >= 0 else _near_in(term, folded)
    if not spans:
        return None
    start, end = whole_letters(folded, *spans[0])
    return folded[start:end]


def near_span(term: Term, text: str) -> Span | None:
    """The stretch of a bare text that is the term with the fewest wrong letters, as far as the term allows; None where there is none."""
    if term.typos is None:
        return None
    if (at := text.find(term.bare)) >= 0:
        return at, at + len(term.bare)
    nearest = min(_misspelt(term, text), default=None) if term.typos else None
    return nearest[3] if nearest else None


def _misspelt(term: Term, text: str) -> Iterator[tuple[int, int, int, Span]]:
    """Every stretch within the term's allowance that has a whole piece of it, for the nearest: wrong letters, other ends, other length."""
    allowed = term.typos or 0
    before = 0
    for piece in pieces_of(term.bare, allowed + 1):
        for at, _end in _places(piece, text):
            for start in range(max(0, at - before - allowed), at - before + allowed + 1):
                for length in range(len(term.bare) - allowed, len(term.bare) + allowed + 1):
                    window = text[start : start + length] if start >= 0 else ""
                    wrong = OSA.distance(term.bare, window, score_cutoff=allowed)
                    if wrong <= allowed and "\n" not in window:
                        ends = (window[0] != term.bare[0]) + (window[-1] != term.bare[-1])
                        yield wrong, ends, abs(len(window) - len(term.bare)), (start, start + len(window))
        before += len(piece)


def _near_in(term: Term, folded: str) -> list[Span]:
    span = near_span(term, bare(folded))
    if span is None:
        return []
    places = places_of_bare(folded)
    return [(places[span[0]], places[span[1] - 1] + 1)]


def _places(needle: str, text: str) -> Iterator[Span]:
    at = text.find(needle)
    for _ in range(_MOST_PLACES):
        if at < 0:
            return
        yield at, at + len(needle)
        at = text.find(needle, at + len(needle))


def _joined(spans: Iterable[Span]) -> list[Span]:
    apart: list[Span] = []
    for start, end in spans:
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart

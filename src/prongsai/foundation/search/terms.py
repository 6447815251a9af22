"""What a person typed, taken apart: the words that must all be found, and how wrong each may be.

A question is bounded: of longer ones the beginning counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from prongsai.foundation.search.folding import TONES, bare, fold, readable

LONGEST_QUESTION = 200
MOST_TERMS = 8
SHORTEST_INDEXED = 3
"""The index knows stretches of three letters; shorter words are looked for in the texts themselves."""
_LONG, _VERY_LONG = 6, 12
_QUOTES = '"“”„'
_TERM = re.compile(rf"[{_QUOTES}]([^{_QUOTES}]+)[{_QUOTES}]|([^\s{_QUOTES}]+)")
_TONE_MARKS = "่้๊๋"


@dataclass(frozen=True)
class Term:
    """A word or a quoted phrase, folded. `typos` letters of it may be wrong, missing or too many; None: it holds as it is.

    Tone marks, mai taikhu and thanthakhat cost nothing where `typos` is not None.
    """

    text: str
    typos: int | None

    @cached_property
    def bare(self) -> str:
        """Without tone marks."""
        return bare(self.text)

    @cached_property
    def needles(self) -> tuple[str, ...]:
        """Stretches of three letters or more, of which a text with this word as it may be misspelt holds at least one.

        The word itself first. With typos allowed: the word cut into one piece more than typos, so that one piece is always whole. Without:
        the word with one tone mark left out, put in, or another one.
        """
        if self.typos is None:
            return (self.text,)
        found = pieces_of(self.text, self.typos + 1) if self.typos else _toned(self.text)
        return (self.text, *(needle for needle in dict.fromkeys(found) if len(needle) >= SHORTEST_INDEXED and needle != self.text))


@dataclass(frozen=True)
class Question:
    """The terms of a question. `typed` is what was typed, tidied; `is_cut` says that more was typed than counts."""

    typed: str
    terms: tuple[Term, ...]
    is_cut: bool = False


def read_question(typed: str) -> Question:
    """Take apart what was typed: words between spaces, phrases between quotes, each once."""
    beginning = readable(typed[: 4 * LONGEST_QUESTION]).replace("\n", " ")
    text = beginning[:LONGEST_QUESTION].strip()
    found = dict.fromkeys((fold((phrase or word).strip()), bool(phrase)) for phrase, word in _TERM.findall(text))
    terms = [_term(written, is_phrase) for written, is_phrase in found if written]
    is_cut = len(typed) > 4 * LONGEST_QUESTION or len(beginning) > LONGEST_QUESTION or len(terms) > MOST_TERMS
    return Question(text, tuple(terms[:MOST_TERMS]), is_cut)


def pieces_of(text: str, count: int) -> list[str]:
    """A text cut into so many pieces of about the same length, in order."""
    bounds = [len(text) * index // count for index in range(count + 1)]
    return [text[start:end] for start, end in pairwise(bounds)]


def _term(text: str, is_phrase: bool) -> Term:
    letters = len(bare(text))
    if is_phrase or letters < SHORTEST_INDEXED or any(letter.isdigit() for letter in text):
        return Term(text, None)
    return Term(text, 2 if letters >= _VERY_LONG else 1 if letters >= _LONG else 0)


def _toned(text: str) -> list[str]:
    """The word with one tone mark left out, exchanged, or put in where one may stand: after a Thai consonant or a vowel above or below."""
    found = []
    for place, letter in enumerate(text):
        if letter in TONES:
            found += [text[:place] + text[place + 1 :]]
            found += [text[:place] + other + text[place + 1 :] for other in _TONE_MARKS if other != letter]
        elif ("ก" <= letter <= "ฮ" or letter in "ัิีึืุู") and text[place + 1 : place + 2] not in tuple(TONES):
            found += [text[: place + 1] + tone + text[place + 1 :] for tone in _TONE_MARKS]
            if letter not in "ัิีึืุู":
                found += [text[: place + 1] + sign + text[place + 1 :] for sign in "็์"]
    return found

"""Letters made comparable. Folding keeps every letter at its place, so that what is found can be shown where it stands."""

from __future__ import annotations

import re

from prongsai.core.thai.numerals import to_arabic_digits
from prongsai.core.thai.repair import tidy

TONES = "่้๊๋็์"
"""Signs that are most often left out or mistaken: the tone marks, mai taikhu and thanthakhat."""
_MARKS = frozenset("ัิีึืฺุู็่้๊๋์ํ๎")
_WITHOUT_TONES = str.maketrans("", "", TONES)
_SPACES_AROUND_BREAK = re.compile(r" *\n\s*")


def readable(text: str) -> str:
    """A text as the index keeps it: tidied, without letters that no database takes, one space or one line break at a time."""
    clean = tidy(text.encode("utf-8", "ignore").decode("utf-8").replace("\t", " "))
    return _SPACES_AROUND_BREAK.sub("\n", clean).strip()


def fold(text: str) -> str:
    """The text in small letters with Arabic digits; as long as the text, letter for letter."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
    return to_arabic_digits(low.replace("ς", "σ"))


def bare(folded: str) -> str:
    """A folded text without tone marks, mai taikhu and thanthakhat."""
    return folded.translate(_WITHOUT_TONES)


def places_of_bare(folded: str) -> list[int]:
    """For each letter of `bare(folded)` its place in `folded`, and at the end the length of `folded`."""
    return [*(place for place, letter in enumerate(folded) if letter not in TONES), len(folded)]


def whole_letters(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch widened so that no mark is parted from the letter under or before it."""
    while start > 0 and start < len(text) and text[start] in _MARKS:
        start -= 1
    while end < len(text) and text[end] in _MARKS:
        end += 1
    return start, end

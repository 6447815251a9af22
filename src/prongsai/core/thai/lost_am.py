"""Gives sara am back the circle that extraction lost ("ดา เนินการ" → "ดำเนินการ"), by what the dictionary knows around it."""

from __future__ import annotations

import re
from functools import cache

from prongsai.core.thai.words import common_words, known_words, segment

LONGEST_WORD = 24
CONTEXT = 36
_CONSONANTS = "ก-ฮ"
_TONES = "่้๊๋"
_LEAST_RESTORED = 4
_FAIRLY_COMMON = 200
_AA = re.compile(rf"(?<=[{_CONSONANTS}{_TONES}])า")
_NOT_LETTERS = re.compile(r"[^ก-ฮะ-ฺเ-ๅ็-๎]")


def restore_am(text: str) -> str:
    """Turn า into ำ where that makes a dictionary word of what is none with า; a space after the า goes if it stands inside the word."""
    done: list[str] = []
    before_copied, copied, position = "", 0, 0
    while match := _AA.search(text, position):
        start, position = match.start(), match.end()
        has_space = text[position : position + 1] == " "
        tail = text[position + has_space : position + CONTEXT]
        left = before_copied + text[max(copied, start - CONTEXT) : start]
        span = _lost_am(letters_before(left, len(left)), letters_after(tail), has_space)
        if span is not None:
            piece = f"{text[copied:start]}ำ"
            done.append(piece)
            before_copied = (before_copied + piece)[-CONTEXT:]
            copied = position = position + (has_space and span > 0)
    return "".join((*done, text[copied:]))


def letters_before(text: str, end: int) -> str:
    """The Thai letters that end at a position without a break, as many as matter."""
    piece = text[max(0, end - CONTEXT) : end]
    cut = [match.end() for match in _NOT_LETTERS.finditer(piece)]
    return piece[cut[-1] :] if cut else piece


def letters_after(tail: str) -> str:
    """The Thai letters that a text begins with."""
    cut = _NOT_LETTERS.search(tail)
    return tail[: cut.start()] if cut else tail


@cache
def _restorable() -> dict[str, str]:
    """Dictionary words of four letters or more with one ำ, under their form with า, as far as that form is no word itself."""
    words = known_words()
    pairs = ((word.replace("ำ", "า"), word) for word in words if len(word) >= _LEAST_RESTORED and word.count("ำ") == 1)
    return {broken: word for broken, word in pairs if broken not in words}


@cache
def _restorable_beginnings() -> frozenset[str]:
    """The restorable words with า up to the letter that is to be restored."""
    return frozenset(broken[: word.index("ำ") + 1] for broken, word in _restorable().items())


def _lost_am(before: str, after: str, has_space: bool) -> int | None:
    """How many letters of the restored word follow the ำ between `before` and `after`; None where none is to be restored."""
    for start in range(max(0, len(before) - LONGEST_WORD), len(before)):
        if f"{before[start:]}า" not in _restorable_beginnings():
            continue
        for length in range(min(len(after), LONGEST_WORD), -1, -1):
            word = _restorable().get(f"{before[start:]}า{after[:length]}")
            if word is None or word[len(before) - start] != "ำ":
                continue
            is_clear = _is_beyond_doubt(word) or (has_space and len(word) > _LEAST_RESTORED)
            if is_clear and _fits(before, after, start, length, has_space):
                return length
    return None


@cache
def _is_beyond_doubt(word: str) -> bool:
    """Whether a word is or contains a common one with ำ; a word of four letters only if it makes no sense with า ("ตาบล")."""
    if len(word) == _LEAST_RESTORED and all(part in common_words(_FAIRLY_COMMON) for part in segment(word.replace("ำ", "า"))):
        return False
    return any(common in word for common in common_words() if "ำ" in common and len(common) >= _LEAST_RESTORED)


def _fits(before: str, after: str, start: int, length: int, has_space: bool) -> bool:
    """Whether words begin and end where the restored word would, both as written and as restored.

    Without the trace of a space only common words are restored, for rare ones may be names (อำเภอกาบัง is not กำบัง).
    """
    end = len(before) + 1 + length
    if has_space:
        written = bounds_of(f"{before}า") | {len(before) + 1 + bound for bound in range(len(after) + 1)}
    else:
        written = bounds_of(f"{before}า{after}", unknown_anywhere=True)
    restored = bounds_of(f"{before}ำ{after}")
    is_one_word = not any(start < bound < end for bound in restored)
    return is_one_word and {start, end} <= restored and {start, end} <= written


def bounds_of(text: str, *, unknown_anywhere: bool = False) -> set[int]:
    """Positions between the words of a text; on request also every position inside what the dictionary does not know."""
    bounds, position = {0}, 0
    for word in segment(text):
        if unknown_anywhere and word not in known_words():
            bounds.update(range(position, position + len(word)))
        position += len(word)
        bounds.add(position)
    return bounds

"""Mends text that PDF extraction, OCR and hasty typing damaged, and joins lines that a layout wrapped. Wording is never changed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from prongsai.core.thai.lost_am import CONTEXT, LONGEST_WORD, bounds_of, letters_after, letters_before, restore_am
from prongsai.core.thai.words import common_words, known_words, segment, word_count

_CONSONANTS = "ก-ฮ"
_MARKS = "ัิีึืฺุู็่้๊๋์ํ๎"
_TONES = "่้๊๋"
_ABOVE_OR_BELOW = "ัิีึืฺุู็ํ"
_CLUSTER = rf"[{_CONSONANTS}][{_MARKS}]*"

_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb]"
)
_NEWLINES = re.compile("\r\n?|[\u0085\u2028\u2029]")
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_RUN_OF_SPACES = re.compile(" {2,}")
_SPACE_BEFORE_MARK = re.compile(rf"(?<=[{_CONSONANTS}{_MARKS}ำ]) +(?=[{_MARKS}ำ])")
_NIKHAHIT_AA = re.compile(rf"ํ ?([{_TONES}]{{0,3}}) ?า")
_TONE_AFTER_AM = re.compile(rf"ำ([{_TONES}]{{1,3}})")
_DOUBLED = re.compile(rf"([{_MARKS}ำ])\1+")
_TONE_FIRST = re.compile(rf"([{_TONES}์]{{1,3}})([{_ABOVE_OR_BELOW}]{{1,3}})")
_DOUBLE_E = re.compile("เเ")

_CHUNKS = re.compile(rf"(?<![ก-๎])(?:[ก-ฮะาำเ-ๅ{_MARKS}]{{1,6}} )+[ก-ฮะาำเ-ๅ{_MARKS}]{{1,6}}(?![ก-๎])")
_LONGEST_RUN = 60
_UNFINISHED = re.compile(rf"[เ-ไ]|เ?[{_CONSONANTS}]+[ัื็]?[{_TONES}]?")
_STARTS_WITHIN = re.compile(r"[ะาำๅ]")
_SEAM = 3
_STANDS_ALONE = frozenset(("ณ", "ธ", "ก็", "บ่"))

_BASE_LETTER = re.compile(rf"[{_CONSONANTS}เ-ไ]")
_SPACE_BEFORE_AA = re.compile(rf"({_CLUSTER}) ([าะ])")
_SPACE_AFTER_AM = re.compile(rf"({_CLUSTER}ำ) (?=[{_CONSONANTS}เ-ไ])")


def squash(text: str) -> str:
    """Return the text in NFC without any white space, for comparing wordings whose spacing is a matter of taste."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))


def tidy(text: str) -> str:
    """Bring the same words into the same letters: NFC and sara am composed, marks in order and once, nothing invisible, single spaces.

    No word changes, nothing is looked up. A tidied text stays as it is when tidied again, and so does every part of it.
    """
    current = _RUN_OF_SPACES.sub(" ", _order_marks(_clean(text)))
    while (tidied := _RUN_OF_SPACES.sub(" ", _order_marks(_clean(current)))) != current:
        current = tidied
    return current


def repair(text: str) -> str:
    """Mend damaged Thai text; a mended text stays as it is when mended again.

    Composes NFC and sara am, puts marks into their order and drops doubled ones, removes invisible characters, pulls spaced-out letters
    together ("ร า ย ง า น" → "รายงาน"), removes white space before a mark, restores sara am that lost its circle where that makes a word
    of what is none ("ดา เนินการ" → "ดำเนินการ"), and makes one space of several. Newlines and tabs stay; other letters never change.
    """
    current = _once(text)
    while (mended := _once(current)) != current:
        current = mended
    return current


def join_wrapped(lines: Sequence[str]) -> str:
    """Join lines that a layout wrapped into one text.

    Thai on both sides of the break joins without a space, for Thai wraps inside phrases; a space stays around digits, Latin letters and
    signs that end a phrase, none goes before closing signs, after opening ones or at a hyphen inside a Latin word.
    """
    pieces: list[str] = []
    end = ""
    for part in filter(None, map(str.strip, lines)):
        seam = _seam(end, part) if pieces else ""
        pieces += (seam, part)
        end = f"{end}{seam}{part[-_SEAM:]}"[-_SEAM:]
    return "".join(pieces)


def _seam(left: str, right: str) -> str:
    """What stands between two lines; `left` need only be the last `_SEAM` letters of the text before."""
    last, first = left[-1], right[0]
    if first in ")]}”’»,.:;!?ฯ%…" or last in "([{“‘«":
        return ""
    if last == "/" or (first == "/" and len(right) > 1 and right[1] != " "):
        return ""
    if last == "-" and len(left) > 1 and left[-2].isalnum() and left[-2].isascii() and first.isascii() and first.isalpha():
        return ""
    if re.search(r"(?<![ก-๎])[ก-ฮ]\.$", left) and re.match(r"[ก-ฮ]\.", right):
        return ""
    return "" if _is_thai_letter(last) and _is_thai_letter(first) else " "


def _is_thai_letter(character: str) -> bool:
    return "ก" <= character <= "๎" and character not in "ฯ฿ๆ"


def _once(text: str) -> str:
    text = _order_marks(_clean(text))
    text = _RUN_OF_SPACES.sub(" ", text)
    text = _CHUNKS.sub(_pull_together, text)
    text = _SPACE_BEFORE_AA.sub(_attach_aa, text)
    return _SPACE_AFTER_AM.sub(_close_am, restore_am(text))


def _clean(text: str) -> str:
    text = unicodedata.normalize("NFC", _SPACES.sub(" ", _INVISIBLE.sub("", _NEWLINES.sub("\n", text))))
    return _SPACE_BEFORE_MARK.sub("", text)


def _order_marks(text: str) -> str:
    text = _DOUBLE_E.sub("แ", _NIKHAHIT_AA.sub(r"\1ำ", _DOUBLED.sub(r"\1", text)))
    text = _TONE_FIRST.sub(r"\2\1", _TONE_AFTER_AM.sub(r"\1ำ", text))
    return _DOUBLED.sub(r"\1", text)


def _is_broken(chunk: str) -> bool:
    """Whether a chunk cannot stand alone in Thai: an unfinished syllable ("ร", "นั", "โ") or one that only goes on ("าน")."""
    if _STARTS_WITHIN.match(chunk):
        return True
    return bool(_UNFINISHED.fullmatch(chunk)) and chunk not in _STANDS_ALONE and (len(chunk) == 1 or chunk not in known_words())


def _pull_together(match: re.Match[str]) -> str:
    """Glue the longest stretches of chunks that are broken at both ends and read as dictionary words once glued."""
    chunks = match[0].split(" ")
    pieces: list[str] = []
    at = 0
    while at < len(chunks):
        end = _longest_gluable(chunks, at)
        pieces.append(_glued(chunks[at:end]))
        at = end
    return " ".join(pieces)


def _glued(part: list[str]) -> str:
    """Glue chunks; a space between two words stays unless single letters stand on both of its sides, as in fully spaced-out text."""
    bounds = bounds_of("".join(part))
    glued = part[0]
    for left, right in pairwise(part):
        are_letters = all(len(_BASE_LETTER.findall(chunk)) <= 1 for chunk in (left, right))
        glued += right if are_letters or len(glued.replace(" ", "")) not in bounds else f" {right}"
    return glued


def _longest_gluable(chunks: list[str], at: int) -> int:
    if _STARTS_WITHIN.match(chunks[at]):
        return at + 1
    part = chunks[at : at + _LONGEST_RUN]
    ends = _word_ends(part)
    for count in range(len(part), 1, -1):
        broken = [_is_broken(chunk) for chunk in part[:count]] if ends[count] else []
        are_letters = count == 2 and all(len(chunk) == 1 for chunk in part[:2])
        if broken and (broken[0] or broken[-1]) and not are_letters and sum(broken) * 2 >= count:
            return at + count
    return at + 1


def _word_ends(part: list[str]) -> list[bool]:
    """After how many chunks the glued letters are dictionary words, each made of several chunks.

    Words have three letters or more; two chunks may also make a word of two.
    """
    text = "".join(part)
    starts, position = [0], 0
    for chunk in part:
        position += len(chunk)
        starts.append(position)
    reachable = {0}
    for start in range(len(text)):
        if start not in reachable:
            continue
        inside = next((edge for edge in starts if edge > start), len(text))
        least = 3 if start or len(part) > 2 else 2
        words = (
            end
            for end in range(max(start + least, inside + 1), min(len(text), start + LONGEST_WORD) + 1)
            if text[start:end] in known_words()
        )
        reachable.update(words)
    return [edge in reachable for edge in starts]


def _attach_aa(match: re.Match[str]) -> str:
    """Close "ก าร" to การ, and "ท างาน", where a sara am lost its circle, to ทำงาน: whichever reads as fewer or commoner words."""
    if match[2] != "า":
        return match[1] + match[2]
    before = letters_before(match.string, match.start())
    after = letters_after(match.string[match.end() : match.end() + CONTEXT])
    return min((f"{match[1]}{vowel}" for vowel in "าำ"), key=lambda joined: _strangeness(before, joined, after))


def _strangeness(before: str, joined: str, after: str) -> tuple[int, int, int]:
    """Letters outside known words, number of words, and minus how common the word at the seam is."""
    words = segment(before + joined + after)
    unknown = sum(len(word) for word in words if word not in known_words())
    position, rarity = 0, 0
    for word in words:
        if position <= len(before) < position + len(word):
            rarity = -word_count(word)
        position += len(word)
    return unknown, len(words), rarity


def _close_am(match: re.Match[str]) -> str:
    """Close "ดำ เนินการ" where a common word goes over the space."""
    before = letters_before(match.string, match.end(1))
    after = letters_after(match.string[match.end() : match.end() + CONTEXT])
    has_word = any(match[1] + after[:length] in common_words() for length in range(1, min(len(after), LONGEST_WORD) + 1))
    bounds = bounds_of(before + after)
    is_inside = len(before) not in bounds and len(before) - len(match[1]) in bounds
    return match[1] if has_word and is_inside else match[0]

"""Markers of list entries ("-", "➢", "๑.", "1)", "(๑)", "ก.", "2.10"): what is one, at the start of a line or in the middle of
running text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from prongsai.core.papers.understanding.vocabulary import load
from prongsai.core.thai.months import find_months
from prongsai.core.thai.numerals import to_arabic_digits
from prongsai.core.thai.words import segment

D = "0-9๐-๙"
LETTERS = "กขคงจฉชซ"
PATTERNS = (
    ("dotted", re.compile(rf"([{D}]{{1,2}}(?:\.[1-9๑-๙][{D}]?){{1,3}})(?![{D}.]*[{D}])[.)]?(?=\s|[ก-ฮเ-ไA-Za-z“\"(])(?!\s*น\.)")),
    ("bracket", re.compile(rf"\(\s?([{D}]{{1,2}})\s?\)")),
    ("number", re.compile(rf"([{D}]{{1,2}})\s?\.(?![{D}])(?=\s*\S)")),
    ("paren", re.compile(rf"([{D}]{{1,2}})\s?\)")),
    ("bracket_letter", re.compile(rf"\(([{LETTERS}])\)")),
    ("letter", re.compile(rf"([{LETTERS}])(?:\.(?=\s)|\))")),
    ("bullet", re.compile(r"([•●▪◦○➢➤►▶✓✔*·❖◆■□‣⮚\uf0d8\uf0b7\uf0fc])(?=\s*\S)")),
    ("dash", re.compile(r"([-–—−])(?=\s*[^\s\-–—.…_])")),
)
NUMBERED = frozenset(("dotted", "bracket", "number", "paren", "bracket_letter", "letter"))
INLINE = re.compile(rf"(?<=\s)(?=[{D}(•●▪◦○➢➤►▶✓✔❖◆■□‣⮚\uf0d8\uf0b7\uf0fc\-–—−{LETTERS}])")
NUMBER_OR_NOW = re.compile(rf"^(?:[{D}]|ปัจจุบัน(?:\s|$))")
ADDRESS = re.compile(r"[A-Za-z0-9][@./][A-Za-z0-9./_\-]+$")
ALIKE_LETTERS = 3
SPACE = re.compile(r"\s*")
DIGIT = re.compile(rf"[{D}]")
NUMBERED_ITEM = re.compile(rf"[{D}]{{1,2}}[.)]\s")
LONGEST_WORD = 40
LEAST_BEFORE_DASH = 30
LEAST_AFTER_DASH = 12


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker found at `start`; the entry's text begins at `end`. `number` counts within its parent; `prefix` is "2." of "2.10"."""

    family: str
    label: str
    start: int
    end: int
    number: int | None = None
    prefix: str = ""


def match_marker(text: str, start: int = 0) -> Marker | None:
    """The marker that stands exactly at `start` (after white space), or None."""
    at = _after_space(text, start)
    for family, pattern in PATTERNS:
        found = pattern.match(text, at)
        if found is None:
            continue
        if family == "dash" and _is_signed_number(text, found.end()):
            return None
        number, prefix = _number(family, found[1])
        return Marker(family, to_label(found[0]), at, _after_space(text, found.end()), number, prefix)
    return None


def _after_space(text: str, at: int) -> int:
    found = SPACE.match(text, at)
    return found.end() if found is not None else at


def to_label(printed: str) -> str:
    """The marker as printed, without inner white space."""
    return re.sub(r"\s+", "", printed)


def _is_signed_number(text: str, at: int) -> bool:
    return DIGIT.match(text, at) is not None and NUMBERED_ITEM.match(text, at) is None


def _number(family: str, printed: str) -> tuple[int | None, str]:
    if family in ("letter", "bracket_letter"):
        return LETTERS.index(printed) + 1, ""
    if family == "dotted":
        head, _, last = to_arabic_digits(printed).rpartition(".")
        return int(last), head + "."
    if family in ("number", "paren", "bracket"):
        return int(to_arabic_digits(printed)), ""
    return None, ""


def inline_markers(text: str, start: int) -> Iterator[Marker]:
    """Everything from `start` on that has the form of a marker and stands after white space; whether it is one depends on what
    came before.
    """
    for spot in INLINE.finditer(text, start + 1):
        marker = match_marker(text, spot.start())
        if marker is not None and marker.start == spot.start() and not _is_ordinal(text, spot.start()):
            yield marker


def _is_ordinal(text: str, at: int) -> bool:
    """Tell whether the word before makes the number an ordinal ("ข้อ ๒.")."""
    before = text[max(0, at - LONGEST_WORD) : at].rstrip().split()
    return bool(before) and before[-1].lstrip("(") in load()["lists"]["ordinals"]


def announces(text: str) -> bool:
    """Tell whether the text ends by announcing a list ("ได้แก่", "ดังนี้ :")."""
    ending = text.rstrip().rstrip(":-").rstrip()
    return text.rstrip().endswith(":") or any(ending.endswith(word) for word in load()["lists"]["announcers"])


def _ends_range(after: str) -> bool:
    """Tell whether the text begins with a number, a month, or ปัจจุบัน: the second half of a range."""
    return NUMBER_OR_NOW.match(after) is not None or any(month.start == 0 for month in find_months(after[:14]))


def _is_pair(before: str, after: str) -> bool:
    """Tell whether the dash stands between two halves of one expression: a usual pair, or two words that begin alike (รายรับ - รายจ่าย)."""
    if any(before.endswith(left) and after.startswith(right) for left, right in load()["lists"]["pairs"]):
        return True
    last, first = segment(before[-24:])[-1:], segment(after[:24])[:1]
    return bool(last) and bool(first) and len(first[0]) >= ALIKE_LETTERS and last[0].startswith(first[0][:ALIKE_LETTERS])


def is_list_dash(text: str, marker: Marker, *, is_established: bool) -> bool:
    """Tell whether a dash in running text begins an entry.

    It does not between numbers, dates or months, after Latin letters, inside brackets, nor between the two halves of a usual pair
    (จัดซื้อ - จัดจ้าง). A dash glued to the next word, or after an announcing word, does; one with spaces on both sides only where dashes
    already mark entries of this cell or a long text stands before and after it.
    """
    before, after = text[: marker.start].rstrip(), text[marker.end :]
    if not before or not after or _ends_range(after):
        return False
    if re.search(rf"[{D}A-Za-z]$|(?:[ก-ฮ]\.)$", before) and not is_established:
        return False
    if before.count("(") > before.count(")") or (re.search(r"[A-Za-z]$", before) and not (is_established and ADDRESS.search(before))):
        return False
    if _is_pair(before, after):
        return False
    is_glued = marker.end == marker.start + 1
    if announces(before) or is_established or is_glued:
        return True
    return len(before) >= LEAST_BEFORE_DASH and len(after) >= LEAST_AFTER_DASH and re.search(rf"[{D}]$", before) is None

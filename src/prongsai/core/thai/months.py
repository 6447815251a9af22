"""Thai month names: long and short forms, and finding them in text however they are spelt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

MONTHS_LONG = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
MONTHS_SHORT = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")

_STEMS = {
    "มกรา": 1,
    "กุมภา": 2,
    "มีนา": 3,
    "เมษา": 4,
    "พฤษภา": 5,
    "มิถุนา": 6,
    "กรกฎา": 7,
    "สิงหา": 8,
    "กันยา": 9,
    "ตุลา": 10,
    "พฤศจิกา": 11,
    "ธันวา": 12,
}
_LETTER = "[ก-ฮะ-์]"
_DOT = r"[.,·]"
_WORD_BEFORE_YEAR = re.compile(rf"(?<!{_LETTER})([ก-ฮเ-ไ][ก-ฮะ-์]{{3,11}})(?=\s*(?:พ\s?\.?\s?ศ\s?\.?)?\s*\d)")
_WORD_AFTER_DAY = re.compile(r"(?:(?<=\d)|(?<=\d\s)|(?<=เดือน)|(?<=เดือน\s))([ก-ฮเ-ไ][ก-ฮะ-์]{3,11})")
_ENDINGS = ("คม", "ยน", "พันธ์", "พัน", "พันธุ์", "คน", "คา", "ยม")
_SHORT_BEFORE_YEAR = re.compile(rf"(?<!{_LETTER})(?<![ก-ฮ]\.)((?:เ[ก-ฮ]|[ก-ฮ][ิี]?)\s?{_DOT}\s?[ก-ฮ]\s?{_DOT}?)(?=\s*\d{{2}})")
_MISREAD = frozenset(map(frozenset, ("ตด", "ตค", "คด", "ยบ", "กถ", "กภ", "มน", "พผ", "พฟ", "สล", "ธร")))
_LEAST_LIKENESS = 70
_LEAST_LEAD = 8


@dataclass(frozen=True, slots=True)
class MonthReading:
    """A month name at `start`..`end` of the text; `is_certain` is False where it was misspelt beyond a missing dot or space."""

    month: int
    start: int
    end: int
    is_certain: bool = True


def find_months(text: str) -> list[MonthReading]:
    """Find month names in order: long ("มกราคม", also broken by a space), short ("ม.ค.", "มค.", "ม. ค.", "มค 64") and misspelt ones.

    A misspelt name counts only beside a number or after เดือน, and only if it is much nearer to one month than to any other.
    """
    found = [*_exact(text)]
    taken = {position for month in found for position in range(month.start, month.end)}
    for month in _misspelt(text):
        if not taken.intersection(range(month.start, month.end)):
            found.append(month)
            taken.update(range(month.start, month.end))
    return sorted(found, key=lambda month: month.start)


def _exact(text: str) -> Iterator[MonthReading]:
    for match in _exact_pattern().finditer(text):
        group = match.lastgroup or ""
        yield MonthReading(int(group[1:]), match.start(), match.end())


@cache
def _exact_pattern() -> re.Pattern[str]:
    """One pattern for all long and short forms; the group's name tells the month."""
    parts: list[str] = []
    for number, name in enumerate(MONTHS_LONG, start=1):
        parts.append(f"(?P<l{number}>{_spaced(name)})")
    for stem, number in _STEMS.items():
        parts.append(rf"(?P<s{number}>(?<!{_LETTER}){_spaced(stem)}(?!{_LETTER}))")
    for number, name in enumerate(MONTHS_SHORT, start=1):
        first, second = name.rstrip(".").split(".")
        dotted = rf"(?<![ก-ฮ]\.){first}\s?{_DOT}\s?{second}(?:\s?{_DOT}|(?!{_LETTER}))(?!\s?[ก-ฮ]\s?\.)"
        bare = rf"(?<!{_LETTER})(?<![ก-ฮ]\.){first}{second}(?:\s?\.|(?!{_LETTER}))"
        parts.append(f"(?P<a{number}>{dotted}|{bare})")
    return re.compile("|".join(parts))


def _spaced(name: str) -> str:
    return r"\s?".join(map(re.escape, name))


def _misspelt(text: str) -> Iterator[MonthReading]:
    for match in _SHORT_BEFORE_YEAR.finditer(text):
        month = _nearest_short(re.sub(r"[^ก-์]", "", match[1]))
        if month is not None:
            yield MonthReading(month, match.start(1), match.end(1), is_certain=False)
    for pattern in (_WORD_BEFORE_YEAR, _WORD_AFTER_DAY):
        for match in pattern.finditer(text):
            word = match[1]
            if word.endswith(_ENDINGS) or pattern is _WORD_BEFORE_YEAR:
                month = nearest_month(word)
                if month is not None:
                    yield MonthReading(month, match.start(1), match.end(1), is_certain=False)


@cache
def _nearest_short(letters: str) -> int | None:
    """The month whose short form differs in one letter that OCR confuses ("ดค" → ต.ค.); None where none or several do."""
    found = []
    for number, name in enumerate(MONTHS_SHORT, start=1):
        short = name.replace(".", "")
        differing = [frozenset(pair) for pair in zip(letters, short, strict=False) if pair[0] != pair[1]]
        if len(letters) == len(short) and len(differing) == 1 and differing[0] in _MISREAD:
            found.append(number)
    return found[0] if len(found) == 1 else None


@cache
def nearest_month(word: str) -> int | None:
    """Return the month whose long name is nearest to a misspelt word, None where none is near or two are about as near.

    A whole stem decides before likeness does: "มิถุนาคม" is June with a wrong ending.
    """
    from rapidfuzz.fuzz import ratio

    stems = [number for stem, number in _STEMS.items() if word.startswith(stem) and word.endswith(_ENDINGS)]
    if stems:
        return stems[0]
    scores = sorted(((ratio(word, name), number) for number, name in enumerate(MONTHS_LONG, start=1)), reverse=True)
    (best, month), (second, _) = scores[:2]
    return month if best >= _LEAST_LIKENESS and best - second >= _LEAST_LEAD else None

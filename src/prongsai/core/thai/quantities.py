"""How many of what a text says: "จัดอบรม ๑๒ ครั้ง", "ผู้เข้าอบรมสี่สิบห้าคน". Numbers in either digits or in words, for one thing and unit.

Careful on purpose: a number counts only where it stands right after the thing and right before the unit, so that a text about
something else says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from prongsai.core.thai.numerals import parse_number, to_arabic_digits

Bound = Literal["exact", "least", "loose"]

SHORTEST_THING = 2
_ONES = {
    "ศูนย์": 0,
    "หนึ่ง": 1,
    "เอ็ด": 1,
    "สอง": 2,
    "ยี่": 2,
    "สาม": 3,
    "สี่": 4,
    "ห้า": 5,
    "หก": 6,
    "เจ็ด": 7,
    "แปด": 8,
    "เก้า": 9,
}
_PLACES = {"สิบ": 10, "ร้อย": 100, "พัน": 1_000, "หมื่น": 10_000, "แสน": 100_000}
_MILLION = 1_000_000
_TOKEN = re.compile("|".join([*_ONES, *_PLACES, "ล้าน"]))
_WORDS = rf"(?:{_TOKEN.pattern}){{1,30}}+"
_DIGITS = r"(?<!\d)(?:\d{1,3}(?:,\d{3})++|\d++)"
_FLUFF = r"(?:แล้ว|จำนวน|รวม|ทั้งสิ้น|ทั้งหมด|เป็น|ได้|มี|ครบ|จริง|[\s:=(])*"
_LEAST = r"(?:(?:ไม่น้อยกว่า|ไม่ต่ำกว่า|อย่างน้อย)\s*)"
_LOOSE = r"(?:(?:ไม่เกิน|มากกว่า|น้อยกว่า|กว่า|เกือบ|ประมาณ|ราวๆ?|เกิน|จาก|ทุกๆ?|เป้าหมาย|ละ)\s*)"
_AFTER_LEAST = re.compile(r"\s*ขึ้นไป")
GROUP = (
    r"(?:วัน|สัปดาห์|เดือน|ไตรมาส|ภาคเรียน|ปี|หมู่(?:บ้าน)?|ตำบล|ชุมชน|ครัวเรือน|รุ่น|รอบ|งวด|ครั้ง|กลุ่ม|ห้อง|ชั้น|แห่ง|จุด|พื้นที่|เขต|โรงเรียน|โครงการ|กิจกรรม|หลักสูตร"
    r"|กอง|สำนัก|ส่วน|หน่วย|ฝ่าย|แผนก|คณะ)"
)
"""What work is repeated for or over: a number for each of them is not the number of all."""
_AFTER_LOOSE = re.compile(r"\s*(?:กว่า|เศษ|ต่อ(?!มา|ไป|จาก|เนื่อง|ท้าย)|/|ละ|แรก|ที่|[-–]\s*\d)")
_AFTER_EACH = re.compile(rf"\s*\(?(?:ใน|ของ|สำหรับ|เท่ากัน|เป็นประจำ|\s)*(?:แต่ละ|ทุกๆ?\s*(?P<every>{GROUP})|{GROUP}ละ|ทั้งสอง{GROUP})")
_LOOKED_AT = 80
"""How many letters after a number are looked at."""
_LEADS = re.compile(r"^(?:จำนวน|การ|ได้|มี)+")
_ENDS = re.compile(r"(?:แล้ว|ทั้งหมด|ทั้งสิ้น)+$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that a text gives for a thing. `bound`: exactly so many, at least so many, or only loosely (about, up to, out of, each).

    `start` and `end` are where the text says so, from the thing to the unit.
    """

    number: int
    bound: Bound
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


def read_number_words(words: str) -> int | None:
    """Read a whole number in Thai words: "สิบสอง" is 12, "ร้อยยี่สิบเอ็ด" 121, "สองล้านห้าแสน" 2500000. None for anything else."""
    tokens = _TOKEN.findall(words)
    if not tokens or "".join(tokens) != words:
        return None
    millions = 0
    rest = tokens
    while "ล้าน" in rest:
        cut = rest.index("ล้าน")
        head = _below_a_million(rest[:cut]) if cut else 1 if not millions else 0
        if head is None:
            return None
        millions, rest = (millions + head) * _MILLION, rest[cut + 1 :]
    below = _below_a_million(rest, is_after_million=rest is not tokens) if rest else 0
    return None if below is None else millions + below


def _below_a_million(tokens: list[str], *, is_after_million: bool = False) -> int | None:
    total, last_place, waiting = 0, _MILLION, None
    for token in tokens:
        if token in _ONES:
            if waiting is not None:
                return None
            waiting = token
            continue
        place = _PLACES.get(token, _MILLION)
        times = 1 if waiting is None else _ONES[waiting]
        if place >= last_place or not times or waiting == "เอ็ด" or (waiting == "ยี่") != (place == 10 and times == 2):
            return None
        total, last_place, waiting = total + times * place, place, None
    if waiting is None:
        return total
    is_alone = last_place == _MILLION
    if waiting == "เอ็ด" and is_after_million:  # หนึ่งล้านเอ็ด
        return total + 1
    if waiting == "ยี่" or (waiting == "ศูนย์" and not is_alone) or (waiting == "เอ็ด" and is_alone):
        return None
    return total + _ONES[waiting]


def thing_of(words: str) -> str:
    """What is counted, without spaces and without the words that come and go around it: "จำนวนการอบรม" and "อบรมแล้ว" are "อบรม"."""
    plain = "".join(words.split())
    return _ENDS.sub("", _LEADS.sub("", plain)) or plain


def quantities_of(text: str, thing: str, unit: str) -> tuple[Quantity, ...]:
    """The numbers that a text gives for a thing in a unit, in order. Nothing for a thing or unit of less than `SHORTEST_THING` letters.

    The thing (as `thing_of` leaves it), the number and the unit must follow each other with nothing but words like จำนวน or รวม between;
    a thing after ไม่ is none, nor are ordinals ("ครั้งที่ 12"), broken numbers and the ends of ranges.
    """
    wanted, measure = thing_of(thing), "".join(unit.split())
    if len(wanted) < SHORTEST_THING or len(measure) < SHORTEST_THING:
        return ()
    spaced = r"\s*".join(map(re.escape, wanted))
    return numbers_of(text, rf"(?<!ไม่){spaced}", re.escape(measure))


def numbers_of(text: str, before: str, after: str) -> tuple[Quantity, ...]:
    """The numbers between two patterns, in order, with nothing but words like จำนวน after the first; "" is anything before."""
    lead = rf"(?:{before}){_FLUFF}(?P<least>{_LEAST})?(?P<loose>{_LOOSE})?" if before else "(?P<least>)(?P<loose>)"
    pattern = re.compile(rf"{lead}(?P<number>{_DIGITS}|{_WORDS})(?![\d.,]*\d)\s*(?:{after})")
    return tuple(_found(pattern, to_arabic_digits(text)))


def _found(pattern: re.Pattern[str], text: str) -> Iterator[Quantity]:
    for match in pattern.finditer(text):
        number = _whole(match["number"])
        if number is None:
            continue
        rest = text[match.end() : match.end() + _LOOKED_AT]
        each = _AFTER_EACH.match(rest)
        is_of_each = each is not None and not (each["every"] and match[0].endswith(each["every"]))
        if match["loose"] or _AFTER_LOOSE.match(rest) or is_of_each:
            yield Quantity(number, "loose", *match.span())
        elif match["least"] or _AFTER_LEAST.match(rest):
            yield Quantity(number, "least", *match.span())
        else:
            yield Quantity(number, "exact", *match.span())


def _whole(written: str) -> int | None:
    number = parse_number(written)
    return read_number_words(written) if number is None else int(number)

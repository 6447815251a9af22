"""Which of the numbers in a report are told as done: not those of plans and targets, of other years, or of one part of the whole.

Careful on purpose: where words around a number leave it open what it counts, it is none of those that are firmly said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from prongsai.core.thai.numerals import to_arabic_digits
from prongsai.core.thai.quantities import GROUP, Quantity, numbers_of, quantities_of

_WITHIN = 80
"""How many letters away a word may stand that tells what a number is of."""
_NOT_IN_A_WORD = "(?<![ก-๙])"
_REACHED = "(?<!บรรลุ)(?<!เกิน)(?<!ถึง)(?<!ครบ)(?<!ตาม)(?<!กว่า)(?<!กลุ่ม)"
_AS_IN_A_PLAN = "(?:ตาม|ใน|จาก)(?:เป้า|แผน|ที่(?:ตั้ง|วาง|กำหนด|คาด))"
_PLANNED = (
    rf"{_REACHED}เป้า(?:หมาย)?|กลุ่มเป้าหมาย(?=\s|:|คือ|ได้แก่|จำนวน)|{_NOT_IN_A_WORD}{_AS_IN_A_PLAN}|คาด(?:ว่า|การณ์|หมาย)"
    r"|(?:วาง|มี|ตั้ง)แผน|แผน(?:คือ|ว่า|มี|ให้|กำหนด|ระบุ|ตั้ง|จะ)|กำหนด(?:ให้|ไว้)|ตั้งใจ|ประมาณการ|อนุมัติให้"
)
_PLANNED_RIGHT_BEFORE = rf"(?:จะ|ต้อง|ควร|เตรียม|เชิญ|รับสมัคร|ลงทะเบียน|รองรับ|โควตา|{_NOT_IN_A_WORD}แผน)(?:จัด|มี|ให้|ทำ|ดำเนินการ|การ|\s)*$"
_OTHER_PERIOD = (
    r"(?:ปี(?:งบประมาณ)?|เดือน|ไตรมาส|ภาคเรียน|รอบ|งวด|ครั้ง)\s*(?:ที่แล้ว|ก่อน|ที่ผ่านมา|ถัดไป|ต่อไป|หน้า)"
    rf"|{_NOT_IN_A_WORD}(?:แต่)?(?:เดิม|ก่อนหน้า|เมื่อก่อน|ในอดีต)"
)
_NOT_COMPARED = "(?<!จาก)(?<!กว่า)(?<!กับ)(?<!เหมือน)(?<!เท่า)"
_ONE_PART = (
    rf"แต่ละ|{GROUP}ละ|(?<!รวม)(?<!ครบ)(?<!ทั้ง)ทุกๆ?\s*{GROUP}|(?!วัน|เดือน|ปี){GROUP}\s*ที่\s*\d"
    rf"|{GROUP}(?:ที่(?:หนึ่ง|สอง|สาม)|แรก|สุดท้าย|หลัง)|ครึ่ง(?:ปี|แรก|หลัง)|เฉพาะ"
)
_BEFORE = re.compile(rf"{_PLANNED}|{_PLANNED_RIGHT_BEFORE}|{_NOT_COMPARED}(?:{_OTHER_PERIOD})|{_ONE_PART}")
_YEAR = re.compile(r"ปี\s*(?:งบประมาณ)?\s*(?:พ\.?\s*ศ\.?)?\s*(\d{4})")
_FROM_HERE = re.compile(
    rf"แต่(?!ละ|เดิม)|จริง|ปรากฏ|ผลการ|ผลคือ|สรุป|รวม(?!ถึง)(?:ทุก|ทั้ง)?|{_NOT_IN_A_WORD}ส่วน|ปัจจุบัน|ขณะนี้"
    r"|(?:ปี(?:งบประมาณ)?|เดือน|ไตรมาส|รอบ|งวด|ครั้ง|คราว)นี้|ทำได้|จัดได้|\n"
)
"""Words after which a sentence speaks of something else than before."""
_ENDS = r"(?=\s*(?:$|[\n),.;]|และ|แต่|ส่วน|ปี|ลด|เพิ่ม|มา|เข้า))"
_AFTER = re.compile(
    rf"\s*\(?(?:เป็น|คือ)?\s*(?:เป้า(?:หมาย)?|แผน|(?:ตั้ง|วาง|กำหนด|คาด)(?:เป้า(?:หมาย)?|แผน|การณ์)?ไว้){_ENDS}"
    rf"|\s*\(?(?:ใน|เมื่อ|ของ)\s*(?:{_OTHER_PERIOD})|\s*\(?(?:{_OTHER_PERIOD}){_ENDS}"
    rf"|\s*\(?{_AS_IN_A_PLAN}[^\n]*?(?:แต่|จริง|เหลือ|เพียง|แค่|ไม่ครบ|ไม่ถึง)"
)
_IN_THE_YEAR = re.compile(rf"\s*\(?(?:ใน|เมื่อ|ของ)?\s*{_YEAR.pattern}")
_CAME_TRUE = (
    rf"จริง|เพียง|แค่|เหลือ|แต่[^\d\n]{{0,30}}?"
    rf"|{_NOT_IN_A_WORD}(?:โดย|และ|มี|ผู้)*(?:มาร่วม|มา|เข้าร่วม|เข้า|จัด|ทำ|ดำเนินการ|รวม|ทั้งสิ้น|ทั้งหมด)"
)
_NO_UNIT = r"(?:$|[\n).,;]|และ|แต่|โดย|เพราะ|เนื่องจาก)"


@dataclass(frozen=True, slots=True)
class Reported:
    """What a report says of a thing. `said` is firm; `possible` is all that it may mean: loose numbers, sums, parts times their number."""

    said: tuple[Quantity, ...]
    possible: frozenset[int]


def reported(text: str, thing: str, unit: str, fiscal_year: int) -> Reported:
    """The numbers that a report of a fiscal year (Buddhist) gives for a thing in a unit."""
    plain = to_arabic_digits(text)
    found = quantities_of(plain, thing, unit)
    if not found:
        return Reported((), frozenset())
    measure = r"\s*".join(map(re.escape, "".join(unit.split())))
    ends = [match.end() for match in re.finditer(rf"\d\s*{measure}", plain)]
    own = [one for one in found if not _is_of_something_else(plain, one, ends, fiscal_year)]
    said = [one for one in own if one.bound != "loose"]
    if not own:
        said = [one for one in numbers_of(plain, "จริง", measure) if one.bound != "loose"]
    possible = {one.number for one in own} | set(_products(plain, own)) | {sum(one.number for one in said)}
    possible |= {one.number for one in numbers_of(plain, _CAME_TRUE, rf"{measure}|{_NO_UNIT}")}
    if len(found) > 1:
        possible.add(sum(one.number for one in found))
    return Reported(tuple(said), frozenset(possible))


def _is_of_something_else(text: str, quantity: Quantity, ends: list[int], fiscal_year: int) -> bool:
    """Whether the words around a number make it one of a plan, of another time, or of one part."""
    begin = max([quantity.start - _WITHIN, 0, *(end for end in ends if end <= quantity.start)])
    before = text[begin : quantity.start]
    for turn in _FROM_HERE.finditer(text, begin, quantity.start):
        before = text[turn.end() : quantity.start]
    after = text[quantity.end : quantity.end + _WITHIN]
    years = [*_YEAR.findall(before)[-1:], *(found[1] for found in [_IN_THE_YEAR.match(after)] if found)]
    return _BEFORE.search(before) is not None or _AFTER.match(after) is not None or any(int(year) != fiscal_year for year in years)


def _products(text: str, found: list[Quantity]) -> Iterator[int]:
    """Each number times each other number before a word of parts: 45 in each of 2 rounds."""
    parts = {one.number for one in numbers_of(text, "", rf"(?:{GROUP}|คน)") if one.number}
    return (one.number * part for one in found for part in parts)

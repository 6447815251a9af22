"""Finding the name that follows a fixed word (องค์การบริหารส่วนตำบล…, อำเภอ…) when a paper repeats it with wraps, run-on words and misreadings.

Each occurrence may propose where the name ends; all occurrences vote.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from prongsai.core.thai.words import segment

LONGEST_NAME = 34
STRONG = 3.0
WEAK = 1.0
RUN_ON = 0.3

_NAME_LETTERS = re.compile(r"[ก-ฮะ-ฺเ-ๅ็-๎]+(?:\.[ก-ฮะ-ฺเ-ๅ็-๎]+)*")
_COMBINING = frozenset("ะัาำิีึืฺุูๅ็่้๊๋์ํ๎")
_PLACE_NEXT = re.compile(r"\s*(?:อำเภอ|จังหวัด|อ\s?\.|จ\s?\.|ต\s?\.|ตำบล|กิ่งอำเภอ)")
_CLOSES = re.compile(r"[ \t]*(?:$|[)\]”\"*|<>])", re.MULTILINE)
_STOP_WORDS = frozenset(
    "กำหนด กิจกรรม กับ การ ก็ ขอ ของ ขอให้ ขึ้น คือ ครั้ง จะ จัด จัดทำ จัดให้ จาก จึง จัดให้มี ณ ดัง ดังนี้ ดำเนิน ดำเนินการ ดังกล่าว ได้ ได้แก่ ได้รับ ต้อง ตาม ตั้งแต่ ต่อ "
    "ตลอดจน ถึง ถือ ทั้ง ทั้งนี้ ทราบ ที่ ทุก ทุกคน ทำ โดย ใน นั้น นี้ นำ บริหาร ประกาศ ประจำ ประจำปี ประชุม ปฏิบัติ ปฏิบัติงาน ปฏิบัติหน้าที่ ปรากฏ ประกอบ ประสบ "
    "ประเมิน ปี ปีงบประมาณ ผ่าน เป็น พบ พบว่า พร้อม เพื่อ เพราะ มี มีความ มีการ แม้ ยัง ร่วม ร่วมกับ ระหว่าง รักษา รักษาการ รักษาราชการ ราย รายงาน รวม เรื่อง แล้ว และ "
    "ลง ลงวันที่ เลขที่ วันที่ เวลา ส่ง สามารถ สำหรับ แสดง ซึ่ง หรือ หาก ให้ แห่ง อย่าง อยู่ อาจ เข้า เข้าร่วม เห็น ไม่ ใช้ เช่น ควร ว่า ผู้ ผล พนักงาน บุคลากร ยก อำเภอ "
    "จังหวัด มา ไป ไว้ จนถึง ด้าน โทร โทรศัพท์ อบรม เผยแพร่ ประชาสัมพันธ์ ส่งเสริม สนับสนุน สู่ ภายใน ภายใต้ ทำให้ โครงการ แผน แผนปฏิบัติการ มาตรการ นโยบาย ข้อมูล "
    "คณะ ข้าราชการ เจ้าหน้าที่ หน่วยงาน มอบ มอบหมาย แต่งตั้ง ขอรับ แจ้ง ออก รับ ต่าง นอกจาก อีก เปิด เปิดโอกาส หัวหน้า กรณี ขาด เสนอ ทั้งหมด ต่างๆ เท่านั้น".split()
)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place where the fixed word stands: `text` right after it; `weight` is higher in titles; `group` the canonical fixed word."""

    group: str
    written: str
    text: str
    weight: float = 1.0

    @property
    def tail(self) -> str:
        """The letters that follow, without white space, up to the first sign that no name contains."""
        tight = re.sub(r"\s+", "", self.text[: LONGEST_NAME * 3])
        match = _NAME_LETTERS.match(tight)
        return match[0][:LONGEST_NAME] if match and match[0][0] not in _COMBINING else ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name proposed in a group, with the weight of the occurrences that carry it."""

    group: str
    name: str
    votes: float


def count_votes(occurrences: Sequence[Occurrence]) -> list[Candidate]:
    """Return the candidates, most votes first, earlier proposals first among equals.

    An occurrence gives its vote to the longest credible candidate that begins what follows it, so that "บ้าน ทุ่ม" and "บ้านทุ่งได้จัด" both
    count for บ้านทุ่ง. Credible is a candidate that the end of a line, a bracket or a following อำเภอ, จังหวัด closes, or that several propose.
    """
    belief: Counter[tuple[str, str]] = Counter()
    for occurrence in occurrences:
        for name, weight in _proposals(occurrence):
            belief[occurrence.group, name] += weight * occurrence.weight
    least = min(1.5, max(belief.values(), default=0.0))
    credible = {key for key, weight in belief.items() if weight >= least}
    votes: Counter[tuple[str, str]] = Counter()
    for occurrence in occurrences:
        tail = occurrence.tail
        matching = [key for key in credible if key[0] == occurrence.group and _begins(tail, key[1])]
        if matching:
            votes[max(matching, key=lambda key: len(key[1]))] += occurrence.weight
    order = {key: index for index, key in enumerate(belief)}
    ranked = sorted(votes, key=lambda key: (-votes[key], -belief[key], order[key]))
    return [Candidate(group, name, votes[group, name]) for group, name in ranked]


def lone_readings(occurrences: Sequence[Occurrence]) -> list[tuple[Occurrence, str]]:
    """Return the first name that each occurrence proposes by itself, where it proposes one."""
    readings = []
    for occurrence in occurrences:
        names = [name for name, _ in _proposals(occurrence)]
        if names:
            readings.append((occurrence, names[-1]))
    return readings


def _begins(tail: str, name: str) -> bool:
    return tail.startswith(name) and tail[len(name) : len(name) + 1] not in _COMBINING


def _proposals(occurrence: Occurrence) -> list[tuple[str, float]]:
    """Names that may end at the first space or sign, and before the first word that no name goes on with."""
    lead = len(occurrence.text) - len(occurrence.text.lstrip())
    rest = occurrence.text[lead:]
    match = _NAME_LETTERS.match(rest)
    if match is None or match[0][0] in _COMBINING:
        return []
    run = match[0][:LONGEST_NAME]
    is_apart = lead > 0
    proposals: list[tuple[str, float]] = []
    closes = bool(_PLACE_NEXT.match(rest, match.end()) or _CLOSES.match(rest, match.end()))
    cut = _cut(run, is_apart=is_apart)
    if cut == "":
        return []
    if cut == run:
        proposals.append((run, STRONG if closes else WEAK))
    else:
        proposals += [(run, RUN_ON * (STRONG if closes else WEAK)), (cut, WEAK)]
    joined = _joined_name(rest)
    if joined and joined != run and not _stops(rest[match.end() :]):
        proposals.append((joined, STRONG))
    return [(name, weight) for name, weight in proposals if len(name) > 1]


def _joined_name(rest: str) -> str | None:
    """A name broken by white space before อำเภอ, จังหวัด: "บ้าน ใหม่ อำเภอ…" → บ้านใหม่."""
    match = re.match(r"((?:[ก-ฮะ-ฺเ-ๅ็-๎]{1,20}\s+){1,3})(?:อำเภอ|จังหวัด|อ\s?\.|จ\s?\.)", rest)
    return re.sub(r"\s+", "", match[1])[:LONGEST_NAME] if match else None


def _stops(after: str) -> bool:
    words = segment(after.lstrip()[:20])
    return bool(words) and words[0] in _STOP_WORDS and words[0] not in ("อำเภอ", "จังหวัด")


def _cut(run: str, *, is_apart: bool) -> str:
    """The run up to the first word that does not belong to a name; empty where the run begins with such a word after a space."""
    position = 0
    for index, word in enumerate(segment(run)):
        if word in _STOP_WORDS and (index > 0 or is_apart):
            return run[:position]
        position += len(word)
    return run

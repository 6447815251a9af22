"""Finding the name after a fixed word (องค์การบริหารส่วนตำบล…, อำเภอ…) that a paper repeats with wraps, run-on words and misreadings.

Each occurrence may propose where the name ends; all occurrences vote.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from prongsai.core.thai.words import segment

LONGEST_NAME = 34
STRONG = 3.0
WEAK = 1.0
RUN_ON = 0.3

_PART_OF_NAMES = frozenset(
    (
        "ใน",
        "ที่",
        "มา",
        "ไป",
        "จะ",
        "ให้",
        "มี",
        "ต่อ",
        "ถึง",
        "ทำ",
        "ขึ้น",
        "นำ",
        "ไว้",
        "ออก",
        "รวม",
        "ลง",
        "ว่า",
        "ยก",
        "รับ",
        "ราย",
        "ส่ง",
        "จาก",
        "ถือ",
        "นี้",
        "นั้น",
    )
)

_NAME_LETTERS = re.compile(r"[ก-ฮะ-ฺเ-ๅ็-๎]+(?:\.[ก-ฮะ-ฺเ-ๅ็-๎]+)*")
_COMBINING = frozenset("ะัาำิีึืฺุูๅ็่้๊๋์ํ๎")
_PLACE_NEXT = re.compile(r"\s*(?:อำเภอ|จังหวัด|อ\s?\.|จ\s?\.|ต\s?\.|ตำบล|กิ่งอำเภอ)")
_CLOSES = re.compile(r"[ \t]*(?:$|[)\]”\"*|<>])", re.MULTILINE)
_NEVER_FIRST = frozenset(
    (
        "และ",
        "หรือ",
        "ต้อง",
        "จึง",
        "ได้",
        "เพื่อ",
        "ซึ่ง",
        "โดย",
        "ของ",
        "จะ",
        "ทุก",
        "เป็น",
        "ให้",
        "ตาม",
        "ก็",
        "แต่",
        "ว่า",
        "กับ",
        "ต่าง",
        "อื่น",
        "นั้น",
        "นี้",
    )
)


@cache
def stop_words() -> frozenset[str]:
    """Return the words that go on after a name in running text ("…ได้จัดทำ"); kept in `stop_words.txt`."""
    lines = files("prongsai.core.thai").joinpath("stop_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place where the fixed word stands.

    `group` is its canonical form, `written` as printed, `text` what comes right after it. `weight` is higher in titles; `opens_line` says
    that nothing stands before it on its line.
    """

    group: str
    written: str
    text: str
    weight: float = 1.0
    opens_line: bool = False

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

    An occurrence gives its vote to the longest credible candidate that begins what follows it, so that "นา ฟ้าใส" and "นาฟ้าใสได้จัด" both
    count for นาฟ้าใส. Credible is a candidate that the end of a line, a bracket or a following อำเภอ, จังหวัด closes, or that several propose.
    """
    belief: defaultdict[tuple[str, str], float] = defaultdict(float)
    for occurrence in occurrences:
        for name, weight in _proposals(occurrence):
            belief[occurrence.group, name] += weight * occurrence.weight
    least = min(1.5, max(belief.values(), default=0.0))
    credible = {key for key, weight in belief.items() if weight >= least}
    votes: defaultdict[tuple[str, str], float] = defaultdict(float)
    for occurrence in occurrences:
        tail = occurrence.tail
        matching = [key for key in credible if key[0] == occurrence.group and _begins(tail, key[1])]
        if matching:
            votes[max(matching, key=lambda key: len(key[1]))] += occurrence.weight
    order = {key: index for index, key in enumerate(belief)}
    ranked = sorted(votes, key=lambda key: (-votes[key], -belief[key], order[key]))
    return [Candidate(group, name, votes[group, name]) for group, name in ranked]


def lone_readings(occurrences: Sequence[Occurrence]) -> list[tuple[Occurrence, str]]:
    """Return every name that each occurrence proposes by itself."""
    return [(occurrence, name) for occurrence in occurrences for name, _ in _proposals(occurrence)]


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
    has_place_next = bool(_PLACE_NEXT.match(rest, match.end()))
    closes = has_place_next or bool(_CLOSES.match(rest, match.end()))
    cut = _cut(run, is_apart=is_apart)
    if cut == "":
        return []
    if cut == run:
        proposals.append((run, STRONG if closes else WEAK))
    else:
        may_be_whole = _may_be_name(run) and (has_place_next or (closes and occurrence.opens_line))
        whole = 2 * WEAK if may_be_whole else RUN_ON * (STRONG if closes else WEAK)
        proposals += [(run, whole), (cut, WEAK)]
    joined = _joined_name(rest)
    if joined and joined != run and not _stops(rest[match.end() :]):
        proposals.append((joined, STRONG))
    return [(name, weight) for name, weight in proposals if len(name) > 1]


def _joined_name(rest: str) -> str | None:
    """A name broken by white space before อำเภอ, จังหวัด: "บ้าน ใหม่ อำเภอ…" → บ้านใหม่."""
    match = re.match(r"((?:(?!อำเภอ|ตำบล|จังหวัด)[ก-ฮะ-ฺเ-ๅ็-๎]{1,20}\s+){1,3})(?:อำเภอ|จังหวัด|ตำบล|[ตอจ]\s?\.)", rest)
    return re.sub(r"\s+", "", match[1])[:LONGEST_NAME] if match else None


def _stops(after: str) -> bool:
    words = segment(after.lstrip()[:20])
    return bool(words) and words[0] in stop_words() and words[0] not in ("อำเภอ", "จังหวัด")


def _may_be_name(run: str) -> bool:
    """Whether the run holds at most one word that goes on after names, and that one known inside names too (…ใน…, …ที่…)."""
    stops = [word for word in segment(run) if word in stop_words()]
    return len(stops) <= 1 and _PART_OF_NAMES.issuperset(stops)


def _cut(run: str, *, is_apart: bool) -> str:
    """The run up to the first word that does not belong to a name; empty where the run begins with such a word after a space."""
    position = 0
    for index, word in enumerate(segment(run)):
        if word in stop_words() and (index > 0 or is_apart or word in _NEVER_FIRST):
            return run[:position]
        position += len(word)
    return run

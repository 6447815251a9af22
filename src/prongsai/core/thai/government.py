"""Kinds of local government, and reading from the texts of a paper which organisation wrote it, in which district and province."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from prongsai.core.thai.name_votes import Candidate, Occurrence, count_votes, lone_readings
from prongsai.core.thai.provinces import PROVINCES, nearest_province, province_at_start
from prongsai.core.thai.repair import repair, squash

__all__ = ["KINDS", "PROVINCES", "Kind", "NameDoubt", "OrganisationReading", "kind_of", "nearest_province", "read_organisation"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of local government with its official name and abbreviation."""

    name: str
    short: str


KINDS: tuple[Kind, ...] = (
    Kind("องค์การบริหารส่วนจังหวัด", "อบจ."),
    Kind("เทศบาลนคร", "ทน."),
    Kind("เทศบาลเมือง", "ทม."),
    Kind("เทศบาลตำบล", "ทต."),
    Kind("องค์การบริหารส่วนตำบล", "อบต."),
    Kind("กรุงเทพมหานคร", "กทม."),
    Kind("เมืองพัทยา", "เมืองพัทยา"),
)

_BY_NAME = {kind.name: kind for kind in KINDS}
_TITLE_TEXTS = 8
_TITLE_WEIGHT = 1.5


def _loose(name: str) -> str:
    return r"\s*".join(map(re.escape, name))


_ADMINISTRATION = rf"อ\s*ง\s*ค\s*[์]?\s*(?:ก\s*า\s*ร|ก\s*ร|า\s*ร|ก\s*า)\s*{_loose('บริหาร')}\s*ส\s*่?\s*ว\s*น"
_KIND_PATTERN = re.compile(
    rf"(?P<tambon>{_ADMINISTRATION}\s*(?:{_loose('ตำบล')}|{_loose('ตาบล')}|{_loose('ตำบถ')}))"
    rf"|(?P<changwat>{_ADMINISTRATION}\s*{_loose('จังหวัด')})"
    rf"|(?P<nakhon>{_loose('เทศ')}\s*(?:{_loose('บาล')}|{_loose('มนตรี')})\s*{_loose('นคร')})"
    rf"|(?P<mueang>{_loose('เทศ')}\s*(?:{_loose('บาล')}|{_loose('มนตรี')})\s*{_loose('เมือง')})"
    rf"|(?P<thesaban>{_loose('เทศ')}\s*(?:{_loose('บาล')}|{_loose('มนตรี')})\s*{_loose('ตำบล')})"
    r"|(?<![ก-๎])(?P<short>อ\s?บ\s?ต\s?\.|อ\s?บ\s?จ\s?\.|ท\s?ต\s?\.|ท\s?ม\s?\.|ท\s?น\s?\.|อบต(?![ก-๎])|อบจ(?![ก-๎]))"
)
_KIND_OF_GROUP = {
    "tambon": "องค์การบริหารส่วนตำบล",
    "changwat": "องค์การบริหารส่วนจังหวัด",
    "nakhon": "เทศบาลนคร",
    "mueang": "เทศบาลเมือง",
    "thesaban": "เทศบาลตำบล",
}
_KIND_OF_SHORT = {"อบต": "องค์การบริหารส่วนตำบล", "อบจ": "องค์การบริหารส่วนจังหวัด", "ทต": "เทศบาลตำบล", "ทม": "เทศบาลเมือง", "ทน": "เทศบาลนคร"}
_DISTRICT = re.compile(r"(?P<word>อ\s?ำ\s?เ\s?ภ\s?อ|(?<![ก-๎.])อ\s?\.)(?!\s?[ก-ฮ]\s?\.)")
_PROVINCE = re.compile(r"(?P<word>จ\s?ั\s?ง\s?ห\s?ว\s?ั\s?ด|(?<![ก-๎.])จ\s?\.)(?!\s?[ก-ฮ]\s?\.)")
_NOT_A_PROVINCE_WORD = re.compile(r"ส่วน\s*$")
_LIKE_PROVINCE = 80
_NEAR_NAME = 55
_SPECIAL = re.compile(rf"{_loose('กรุงเทพมหานคร')}|{_loose('เมืองพัทยา')}")


@dataclass(frozen=True, slots=True)
class NameDoubt:
    """A part of the organisation that could be read in more than one way.

    `message` is a Thai sentence for an officer, `as_written` the wording, `readings` what it may mean, the one taken first.
    """

    part: Literal["name", "province"]
    message: str
    as_written: str
    readings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OrganisationReading:
    """The organisation that a paper names most. All texts are without white space.

    `name` is full and canonical ("องค์การบริหารส่วนตำบลบ้านใหม่"), `short_name` the part after the kind, `type` the abbreviation of the kind
    ("อบต."), `name_as_written` the first occurrence as printed. `district` and `province` come without อำเภอ, จังหวัด. `variants` are other
    readings of name and district that differ by a few letters; `doubts` tell what an officer should look at. What the texts do not
    give is None.
    """

    name: str | None
    short_name: str | None
    type: str | None
    name_as_written: str | None
    district: str | None
    province: str | None
    variants: tuple[str, ...]
    doubts: tuple[NameDoubt, ...]


def kind_of(name: str) -> Kind | None:
    """Return the kind with whose name, abbreviation or a common misspelling of them a text begins."""
    match = _KIND_PATTERN.match(repair(name).strip())
    if match is not None:
        return _BY_NAME[_kind_name(match)]
    special = _SPECIAL.match(name.strip())
    return _BY_NAME[squash(special[0])] if special else None


def read_organisation(texts: Sequence[str]) -> OrganisationReading:
    """Read the organisation that a paper belongs to from its paragraphs and cells in order, titles first.

    The name that most places agree on wins; occurrences in the first texts count half as much again. Posts ("ปลัดเทศบาลเมืองบ้านใหม่") are
    occurrences too. Every occurrence is compared without white space, so names broken by a wrap support the whole name. District and
    province are chosen likewise; a misspelt province becomes the nearest official name, one that is near none stays as written, with a
    doubt.
    """
    repaired = [repair(text) for text in texts]
    occurrences = list(_organisations(repaired))
    candidates = count_votes(occurrences)
    province, province_doubts = _read_province(repaired)
    district, district_variants = _read_district(repaired, province)
    if not candidates:
        special = _read_special(repaired)
        short = _BY_NAME[special].short if special else _likely_kind(occurrences)
        return OrganisationReading(special, special, short, special, district, province, district_variants, province_doubts)
    winner = candidates[0]
    name = winner.group + winner.name
    if winner.group == "องค์การบริหารส่วนจังหวัด":
        province = province or province_at_start(winner.name)
    written = _written_names(occurrences, winner)
    variants = tuple(
        dict.fromkeys([*(text for text in written if text != name), *_near_readings(occurrences, candidates), *district_variants])
    )
    doubts = [*province_doubts]
    if len(candidates) > 1 and candidates[1].votes * 2 > winner.votes:
        other = candidates[1].group + candidates[1].name
        message = f"ชื่อหน่วยงานอ่านได้ทั้ง “{name}” และ “{other}” โปรดตรวจว่าชื่อใดถูกต้อง"
        doubts.append(NameDoubt("name", message, written[0], (name, other)))
    return OrganisationReading(name, winner.name, _BY_NAME[winner.group].short, written[0], district, province, variants, tuple(doubts))


def _likely_kind(occurrences: Sequence[Occurrence]) -> str | None:
    """The kind that texts without any name speak of most."""
    groups = [occurrence.group for occurrence in occurrences]
    return _BY_NAME[max(groups, key=groups.count)].short if groups else None


def _kind_name(match: re.Match[str]) -> str:
    if match["short"]:
        return _KIND_OF_SHORT[squash(match["short"]).rstrip(".")]
    return next(_KIND_OF_GROUP[group] for group in _KIND_OF_GROUP if match[group])


def _organisations(texts: Sequence[str]) -> Iterator[Occurrence]:
    seen = 0
    for text in texts:
        has_found = False
        for match in _KIND_PATTERN.finditer(text):
            has_found = True
            written = "" if match["short"] or "มนตรี" in squash(match[0]) else squash(match[0])
            weight = _TITLE_WEIGHT if seen < _TITLE_TEXTS else 1.0
            before = text[: match.start()].rpartition("\n")[2].strip(" \t*#(“")
            opens_line = before in ("", "ของ", "ปลัด", "นายก", "รองนายก", "รองปลัด")
            yield Occurrence(_kind_name(match), written, text[match.end() : match.end() + 120], weight, opens_line)
        seen += has_found


def _written_names(occurrences: Sequence[Occurrence], winner: Candidate) -> list[str]:
    """The winner's full name as printed, each spelling of the kind once, in order."""
    written = [
        f"{occurrence.written}{winner.name}"
        for occurrence in occurrences
        if occurrence.group == winner.group and occurrence.written and occurrence.tail.startswith(winner.name)
    ]
    return list(dict.fromkeys(written)) or [winner.group + winner.name]


def _near_readings(occurrences: Sequence[Occurrence], candidates: Sequence[Candidate]) -> list[str]:
    """Other readings of the winner's name: the same kind and alike in letters, but neither a beginning nor a continuation of it."""
    from rapidfuzz import fuzz

    winner = candidates[0]
    readings: list[str] = []
    for occurrence, name in lone_readings(occurrences):
        is_part = name.startswith(winner.name) or winner.name.startswith(name)
        if occurrence.group != winner.group or is_part or occurrence.tail.startswith(winner.name):
            continue
        if fuzz.ratio(name, winner.name) >= _NEAR_NAME and abs(len(name) - len(winner.name)) <= 4:
            readings.append(f"{occurrence.written or winner.group}{name}")
    return readings


def _read_district(texts: Sequence[str], province: str | None) -> tuple[str | None, tuple[str, ...]]:
    from rapidfuzz import fuzz

    occurrences = [
        Occurrence("อำเภอ", "อำเภอ", text[match.end() : match.end() + 120]) for text in texts for match in _DISTRICT.finditer(text)
    ]
    candidates = count_votes(occurrences)
    if not candidates:
        return None, ()
    name = candidates[0].name
    others = [other.name for other in candidates[1:] if fuzz.ratio(other.name, name) >= _NEAR_NAME and not other.name.startswith(name)]
    if name == "เมือง" and province:
        name = f"เมือง{province}"
    return name, tuple(f"อำเภอ{other}" for other in others if other != name)


def _read_province(texts: Sequence[str]) -> tuple[str | None, tuple[NameDoubt, ...]]:
    votes: dict[str, float] = {}
    misspelt: dict[str, str] = {}
    unknown: list[Occurrence] = []
    for text in texts:
        for match in _PROVINCE.finditer(text):
            if _NOT_A_PROVINCE_WORD.search(text[: match.start()]):
                continue
            tail = Occurrence("จังหวัด", "จังหวัด", text[match.end() : match.end() + 80]).tail
            province = province_at_start(tail)
            weight = 3.0 if _DISTRICT.search(text[max(0, match.start() - 40) : match.start()]) else 1.0
            if province is None:
                words = text[match.end() :].split()
                near = nearest_province(words[0][:20]) if words else None
                if near is None or near[1] < _LIKE_PROVINCE:
                    unknown.append(Occurrence("จังหวัด", "จังหวัด", text[match.end() : match.end() + 80]))
                    continue
                province, weight = near[0], weight / 2
                misspelt[province] = words[0][:20]
            votes[province] = votes.get(province, 0.0) + weight
    if not votes:
        return _unknown_province(unknown)
    winner = max(votes, key=lambda province: votes[province])
    if winner in misspelt and votes[winner] <= 1.5:
        message = f"ชื่อจังหวัดเขียนว่า “{misspelt[winner]}” อ่านเป็น “{winner}” โปรดตรวจว่าถูกต้อง"
        return winner, (NameDoubt("province", message, misspelt[winner], (winner, misspelt[winner])),)
    return winner, ()


def _unknown_province(occurrences: Sequence[Occurrence]) -> tuple[str | None, tuple[NameDoubt, ...]]:
    """A province that is none of the 77 nor near one, as the paper writes it, with a doubt."""
    candidates = count_votes(occurrences)
    if not candidates:
        return None, ()
    name = candidates[0].name
    message = f"จังหวัด “{name}” ไม่อยู่ในรายชื่อ 77 จังหวัด จึงคงไว้ตามที่เขียน โปรดตรวจตัวสะกด"
    return name, (NameDoubt("province", message, name, (name,)),)


def _read_special(texts: Sequence[str]) -> str | None:
    """กรุงเทพมหานคร or เมืองพัทยา where no other organisation is named and the first texts name it."""
    for text in texts[:_TITLE_TEXTS]:
        match = _SPECIAL.search(text)
        if match:
            return squash(match[0])
    return None

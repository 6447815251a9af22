"""Names of the units (ส่วนราชการ) of local governments: finding them in the wording of a paper and their canonical forms.

The vocabulary is data: `units.toml` beside this module.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from prongsai.core.thai.repair import repair, squash

ALL_UNITS = "ทุกส่วนราชการ"

_BRACKETS = re.compile(r"\([^()]*\)?|\[[^\[\]]*\]?|[)\]]")
_MARKER = re.compile(r"(?:^|(?<=\s))(?:[-–•➢*]|\d{1,2}[.)]|[๐-๙]{1,2}[.)])\s*")
_HARD = re.compile(r"[,/;|+\n\t]+|\s{2,}|\s+(?:และ|หรือ|กับ)\s*|(?<=[ก-๎])และ(?=กอง|สำนัก|หน่วย|ส่วน|ฝ่าย|งาน)")
_WORD = r"(?:สำนัก(?!(?:งาน)?ปลัด)(?:งาน)?|กอง|ฝ่าย|ส่วน(?:งาน)?(?:ราชการ)?|หน่วย(?:งาน)?|แผนก|งาน)"
_NO_OWN_NAME = r"(?!การ|คลัง|ช่าง|ตรวจ|สวัสดิ|สาธารณ|ยุทธ|วิชา|ทุน|ศึกษา)"
_EVERY_UNIT = re.compile(rf"ทุกๆ?{_WORD}{_NO_OWN_NAME}(?:(?:/|,|และ|หรือ)*(?:ทุก)?{_WORD}{_NO_OWN_NAME})*(?:ในสังกัด|ภายใน|ที่เกี่ยวข้อง)*")
_ORGANISATION = re.compile(r"(?:ใน|ของ|ภายใน)?(?:องค์?การบริหาร|องค์?กรบริหาร|เทศบาล|อบต|อบจ|ท[ตมน]\.|เมืองพัทยา|กรุงเทพ)")
_BEGINS_UNIT = r"(?:กอง(?!ทุน)|สำนัก|ส่วน(?!ร่วม)|ฝ่าย|งาน|หน่วย|ศูนย์|โรงเรียน|สถาน(?!ที่|ะ)|กลุ่มงาน|แผนก)"
_UNIT_START = re.compile(_BEGINS_UNIT)
_SECTION = re.compile(r"งาน|ฝ่าย|กลุ่มงาน|แผนก")
_GENERAL = re.compile(rf"(?<![ก-๎]){_WORD}(?:/{_WORD})+(?:ที่เกี่ยวข้อง|(?![ก-ฮเ-ไ]))")
_EDGES = re.compile(r"^[\s.\-–:*_]+|(?:[\s\-–:*_]|\.(?=\.)|(?<=\.)\.)+$")
_BODY = re.compile(r"คณะ|ผู้บริหาร|สภา|ประธาน")
_BEFORE_UNIT = re.compile(rf"\s+(?={_BEGINS_UNIT}|องค์การ|เทศบาล|อบต)")
_LEAST_LIKENESS = 85
_LETTER = re.compile(r"[ก-๎]")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its canonical name and the other names that papers use for it."""

    name: str
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Hit:
    """A known name at `start`..`end` of the text."""

    name: str
    start: int
    end: int


@cache
def vocabulary() -> tuple[Unit, ...]:
    """Return the known units in the order of `units.toml`."""
    raw = tomllib.loads(files("prongsai.core.thai").joinpath("units.toml").read_text(encoding="utf-8"))
    return tuple(Unit(entry["name"], tuple(entry["also"])) for entry in raw["unit"])


def read_units(text: str) -> list[str]:
    """Return the canonical names of the units that a text names, in order, each once.

    Units may be parted by spaces, commas, /, และ, new lines or nothing. Notes in brackets, posts ("ผู้อำนวยการกองคลัง" counts as กองคลัง), the
    section within a unit ("งานพัสดุ กองคลัง") and the name of the organisation after a unit do not count. A unit that the vocabulary does
    not know stays as written; so do all pieces of a text in which nothing looks like a unit. An empty text gives an empty list.
    """
    plain = _MARKER.sub("\n", _BRACKETS.sub(" ", repair(text)))
    hits = _known(plain)
    if not hits:
        chunks = [chunk for chunk in map(_trim, _HARD.split(plain)) if _LETTER.search(chunk)]
        pieces = [_pieces(chunk, is_tail=False, runs_into_unit=False) or [chunk] for chunk in chunks]
        return list(dict.fromkeys(name for names in pieces for name in names))
    found = [(hit.start, hit.name) for hit in hits] + _unknown(plain, hits)
    return list(dict.fromkeys(name for _, name in sorted(found)))


def unit_canonical(name: str) -> str:
    """Return the canonical name of one unit; a name that the vocabulary does not know comes back trimmed."""
    plain = _BRACKETS.sub(" ", name).strip()
    exact = _names().get(squash(plain))
    if exact:
        return exact
    hits = _known(plain)
    return hits[0].name if len(hits) == 1 else _near(plain) or name.strip()


@cache
def _names() -> dict[str, str]:
    """Every known name without white space → canonical name."""
    names = {squash(unit.name): unit.name for unit in vocabulary()}
    for unit in vocabulary():
        for other in unit.also:
            names.setdefault(squash(other), unit.name)
    return names


@cache
def _name_pattern() -> re.Pattern[str]:
    """All known names, longest first; abbreviations such as "สป." only where they stand alone."""
    full = sorted((name for name in _names() if len(name) > 5), key=len, reverse=True)
    short = [name for name in _names() if len(name) <= 5]
    alone = "|".join(rf"(?<![ก-๎]){re.escape(name)}{'' if name.endswith('.') else '(?![ก-๎])'}" for name in short)
    return re.compile("|".join([*map(re.escape, full), alone] if alone else map(re.escape, full)))


def _known(plain: str) -> list[_Hit]:
    """Find known names; white space inside a name does not matter."""
    places = [index for index, character in enumerate(plain) if not character.isspace()]
    tight = "".join(plain[index] for index in places)
    hits: list[_Hit] = []
    position = 0
    while position < len(tight):
        every, general = _EVERY_UNIT.search(tight, position), _GENERAL.search(tight, position)
        match = _first(_first(every, general), _name_pattern().search(tight, position))
        if match is None:
            break
        as_written = plain[places[match.start()] : places[match.end() - 1] + 1]
        name = as_written if match is general else _names().get(match[0], ALL_UNITS)
        hits.append(_Hit(name, places[match.start()], places[match.end() - 1] + 1))
        position = match.end()
    return hits


def _trim(text: str) -> str:
    """The text without list signs at its edges; the dot of an abbreviation stays."""
    return _EDGES.sub("", text)


def _first(left: re.Match[str] | None, right: re.Match[str] | None) -> re.Match[str] | None:
    if left is None or right is None:
        return left or right
    return left if left.start() <= right.start() else right


def _unknown(plain: str, hits: list[_Hit]) -> list[tuple[int, str]]:
    """Units between the known ones that are misspelt or that the vocabulary lacks."""
    found: list[tuple[int, str]] = []
    edges = [0, *(edge for hit in hits for edge in (hit.start, hit.end)), len(plain)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        is_before_unit = end < len(plain)
        chunks = _HARD.split(plain[start:end])
        for index, chunk in enumerate(chunks):
            at = start + plain[start:end].find(chunk)
            runs_into_unit = is_before_unit and index == len(chunks) - 1
            names = _pieces(chunk, is_tail=index == 0 and start > 0, runs_into_unit=runs_into_unit)
            found += [(at + position, name) for position, name in enumerate(names)]
    return found


def _pieces(chunk: str, *, is_tail: bool, runs_into_unit: bool) -> list[str]:
    """Names in a chunk between separators. `is_tail`: it follows a unit directly; `runs_into_unit`: a unit follows it directly."""
    names: list[str] = []
    pieces = _BEFORE_UNIT.split(_trim(chunk))
    for index, piece in enumerate(pieces):
        name = _trim(piece)
        if not name or _ORGANISATION.match(squash(name)) or (is_tail and index == 0 and _SECTION.match(name)):
            continue
        is_section = runs_into_unit and index == len(pieces) - 1 and not name.startswith(("กอง", "สำนัก", "หน่วย"))
        near = None if is_section else _near(name)
        if near is not None:
            names.append(near)
        elif (
            not is_section
            and not (is_tail and index == 0 and not _UNIT_START.match(name))
            and (_UNIT_START.match(name) or _BODY.match(name))
        ):
            names.append(_without_organisation(name))
    return names


def _without_organisation(name: str) -> str:
    """Cut "สำนักงาน องค์การบริหารส่วนตำบล…" before the organisation; in the name of a school or centre it stays."""
    if name.startswith(("โรงเรียน", "ศูนย์", "สถาน")):
        return name
    match = _ORGANISATION.search(name, 3)
    return name[: match.start()].strip() if match else name


@cache
def _near(name: str) -> str | None:
    """The unit whose name is nearest to a misspelt one; None where none is near enough."""
    from rapidfuzz import fuzz, process

    tight = squash(name)
    if len(tight) < 5:
        return None
    choices = [known for known in _names() if len(known) > 5]
    word = _UNIT_START.match(tight)
    if word is not None:
        choices = [known for known in choices if known.startswith(word[0])]
    best = process.extractOne(tight, choices, scorer=fuzz.ratio, score_cutoff=_LEAST_LIKENESS)
    return _names()[best[0]] if best else None

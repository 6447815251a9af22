"""Headings of an action plan: the ten (or nine) of a project, also misspelt, and the numbered sections above them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from prongsai.core.papers.understanding.markers import D
from prongsai.core.papers.understanding.vocabulary import bare
from prongsai.core.thai.numerals import to_arabic_digits

NUMBERED = re.compile(rf"^\s*([{D}]{{1,2}})\s*[.)]\s*(.+)$")
SECTION = re.compile(rf"^\s*([{D}]{{1,2}}(?:\.[{D}]{{1,2}}){{1,2}})(?:\.?\s+(?=\S)|(?=[ก-ฮเ-ไ“\"(]))(.*)$")
DIMENSION = re.compile(rf"^(?:\W|[*#])*มิติ(?:ที่)?\s*([{D}]{{1,2}})\s*[.:]?\s*(.*)$")
PART = re.compile(rf"^ส่วนที่\s*[{D}]{{1,2}}\s*(.*)$")
NAMED = re.compile(rf"^(?:โครงการ|กิจกรรม|มาตรการ|โครงการ/กิจกรรม/มาตรการ)ที่\s*[{D}]{{1,3}}\s*[.:)]?\s*(\S.*)$")
LIKENESS = 82.0
LONGEST_BEGINNING = 34


@dataclass(frozen=True, slots=True)
class ProjectHeading:
    """A heading of a project with its printed number (None where none is printed) and the text that follows on its line.

    `is_sure` is False where only the beginning of the heading is known ("ตัวชี้วัดเชิงปริมาณ"): then it must come in turn.
    """

    field: str
    number: str | None
    rest: str
    is_sure: bool = True


@cache
def headings() -> dict[str, tuple[str, ...]]:
    """Wordings of each heading, longest first."""
    data = tomllib.loads(files("prongsai.core.papers.understanding").joinpath("project_headings.toml").read_text("utf-8"))
    return {name: tuple(sorted(words, key=len, reverse=True)) for name, words in data["headings"].items()}


@lru_cache(maxsize=4096)
def match_heading(text: str) -> ProjectHeading | None:
    """The project heading that a line is, or None.

    With a number before it, the line may go on after the heading: behind a colon, white space of two or more, or (for the name) any white
    space. Without a number only the bare heading, or heading and colon, counts.
    """
    numbered = NUMBERED.match(text)
    number = to_arabic_digits(numbered[1]) if numbered else None
    body = (numbered[2] if numbered else text).strip(" *#\t")
    if number is not None and len(body) > 400:
        return None
    head, separator, rest = _split(re.sub(r"\s*/\s*", "/", body))
    field = _field_of(head) if number is not None or len(body) <= 200 else None
    if field is not None:
        own = "" if separator else _behind_wording(re.sub(r"\s*/\s*", "/", body), field)
        return ProjectHeading(field, number, own or rest)
    if number is None:
        return None if separator else _labelled_or_named(body)
    inline = None if separator else _name_inline(body, number)
    return inline or _by_beginning(head, number, rest)


def _behind_wording(body: str, field: str) -> str:
    """What follows the heading on a short line ("ระยะเวลาดำเนินการ 1 ปี"), as far as it is no part of a wording of the heading."""
    wordings = headings()[field]
    if any(bare(body) == bare(wording) for wording in wordings):
        return ""
    rests = (body[len(wording) :] for wording in wordings if body.startswith(wording))
    found = next((rest.strip() for rest in rests if rest[:1].isspace()), "")
    return "" if any(bare(found) in bare(wording) for wording in wordings) else found


def _labelled_or_named(body: str) -> ProjectHeading | None:
    """Headings without numbers that carry their text behind a space: "เป้าหมาย ศูนย์ ๑ แห่ง"; and "โครงการที่ ๒ การ…", which is a name."""
    named = NAMED.match(body)
    if named is not None:
        return ProjectHeading("name", None, named[1].strip())
    for field, wordings in headings().items():
        for wording in wordings:
            if body.startswith(wording) and re.match(r"\s+\S", body[len(wording) :]):
                return ProjectHeading(field, None, body[len(wording) :].strip(), is_sure=False)
    return None


def _by_beginning(head: str, number: str, rest: str) -> ProjectHeading | None:
    """A short line that begins with the words of a heading."""
    key = bare(head)
    if len(key) > LONGEST_BEGINNING:
        return None
    for field, wordings in headings().items():
        if any(key.startswith(bare(wording)) for wording in wordings):
            return ProjectHeading(field, number, rest, is_sure=False)
    return None


def _split(body: str) -> tuple[str, str, str]:
    found = re.search(r"\s*[:：]\s*|\s{2,}|\t", body)
    if found is None:
        return body, "", ""
    return body[: found.start()], found[0], body[found.end() :].strip()


def _field_of(head: str) -> str | None:
    from rapidfuzz import fuzz, process

    key = bare(head)
    if not 3 <= len(key) <= 45:
        return None
    if key in _bare_headings():
        return _bare_headings()[key]
    found = process.extractOne(key, _bare_headings().keys(), scorer=fuzz.ratio, score_cutoff=LIKENESS) if len(key) >= 6 else None
    return _bare_headings()[found[0]] if found is not None and found[1] > LIKENESS else None


@cache
def _bare_headings() -> dict[str, str]:
    """The wordings without white space and punctuation, with their fields; the first field of a wording counts."""
    found: dict[str, str] = {}
    for field, wordings in headings().items():
        for wording in wordings:
            found.setdefault(bare(wording), field)
    return found


def _name_inline(body: str, number: str) -> ProjectHeading | None:
    """ "1. ชื่อโครงการ การ…": the name follows after white space. Other headings only do so when the rest is short (a budget, a period)."""
    for field, wordings in headings().items():
        for wording in wordings:
            if not body.startswith(wording) or not re.match(r"\s", body[len(wording) :] or "x"):
                continue
            rest = body[len(wording) :].strip()
            if field == "name" or (field in ("period", "budget", "responsible", "area") and len(rest) < 90):
                return ProjectHeading(field, number, rest)
    return None


def match_section(text: str) -> tuple[str, str] | None:
    """Number ("2.1.3") and title of a section line."""
    found = SECTION.match(text)
    if found is None or len(found[2]) > 300:
        return None
    return to_arabic_digits(found[1]), found[2].strip()

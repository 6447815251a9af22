"""Titles before names of persons and the posts that officers of local governments hold. The lists are data: `persons.toml`."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files

_DATA: dict[str, list[str]] = tomllib.loads(files("prongsai.core.thai").joinpath("persons.toml").read_text(encoding="utf-8"))

TITLES: tuple[str, ...] = tuple(
    sorted({title for key in ("civil_titles", "ranks", "full_ranks", "learned_titles") for title in _DATA[key]}, key=len, reverse=True)
)
POSITIONS: tuple[str, ...] = tuple(_DATA["positions"])

_OFFICES = tuple(_DATA["after_nai"])
_NAME = re.compile(r"[ก-ฮเ-ไ][ก-๎]+(?:\s+[ก-๎]+){0,4}\s*")
_SIGNED = re.compile(r"^\s*(?:\(?ลง(?:ชื่อ|นาม)\)?|ชื่อ)?[\s.…·_:-]*")
_BRACKET_PAIRS = {"(": ")", "[": "]", "（": "）", "{": "}"}
_DOTS = re.compile(r"[.…·_\s]{3,}")


@cache
def _title() -> re.Pattern[str]:
    """One pattern for all titles; white space inside the abbreviated ones does not matter."""
    return re.compile("|".join(r"\s*".join(map(re.escape, title)) if not title.isalpha() else re.escape(title) for title in TITLES))


def strip_brackets(text: str) -> str:
    """Return the text without surrounding white space and the brackets that enclose all of it; a lone bracket at an edge goes too."""
    current = text.strip()
    while current:
        opens, closes = current[0] in _BRACKET_PAIRS, current[-1] in _BRACKET_PAIRS.values()
        partner = _partner(current) if opens else None
        if opens and partner in (None, len(current) - 1):
            current = current[1:partner].strip()
        elif closes and not any(opening in current for opening in _BRACKET_PAIRS):
            current = current[:-1].strip()
        else:
            return current
    return current


def _partner(text: str) -> int | None:
    """The place of the bracket that closes the one at the beginning; None where none does."""
    depth = 0
    for index, character in enumerate(text):
        depth += (character in _BRACKET_PAIRS) - (character in _BRACKET_PAIRS.values())
        if depth == 0:
            return index
    return None


def looks_like_person(text: str) -> bool:
    """Whether a text is the name of a person: a title and one to five words, nothing else.

    Brackets around it and a leading "(ลงชื่อ) ……" do not matter.
    """
    name = _bare(text)
    title = _title().match(name)
    if title is None or looks_like_position(name):
        return False
    rest = name[title.end() :].strip()
    while (further := _title().match(rest)) and "." in further[0]:
        rest = rest[further.end() :].strip()
    return len(rest) <= 60 and _NAME.fullmatch(rest) is not None


def looks_like_position(text: str) -> bool:
    """Whether a text begins with a post that officers hold (นิติกร, หัวหน้าสำนักปลัด, ปลัดเทศบาล …); "นายก" counts only before an office."""
    post = _bare(text)
    if not post or len(post) > 160:
        return False
    if post.startswith("นาย"):
        after = post.removeprefix("นาย").replace(" ", "")
        return after == "ก" or after.startswith(_OFFICES)
    return post.startswith(POSITIONS)


def _bare(text: str) -> str:
    plain = unicodedata.normalize("NFC", text)
    plain = _DOTS.sub(" ", _SIGNED.sub("", plain))
    return re.sub(r"\s+", " ", strip_brackets(plain)).strip()

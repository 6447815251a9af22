"""Automatic lists of a Word file: which marker ("๑.", "2.1", "➢") stands before a paragraph. The counters live here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prongsai.core.papers.readers.ooxml import child, number, switch, value, w
from prongsai.core.papers.readers.symbols import shown

if TYPE_CHECKING:
    from lxml.etree import _Element

_LEVELS = 9
_THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
# Source: ECMA-376 part 1, 17.18.59 ST_NumberFormat, thaiLetters: 41 letters, without ฃ ฅ ฆ ฤ ฦ.
_THAI_LETTERS = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"),
    (4, "IV"), (1, "I"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list as defined: `text` is the pattern ("%1.%2") or bullet, `restart` as in `w:lvlRestart` (None: after any above)."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    is_legal: bool = False
    style_id: str | None = None


class Numbering:
    """The lists of one file with their running counters. Ask for markers in reading order, once for each paragraph."""

    def __init__(self, root: _Element | None) -> None:
        self._abstracts: dict[str, dict[int, Level]] = {}
        self._abstract_of: dict[str, str] = {}
        self._overrides: dict[str, dict[int, Level]] = {}
        self._restarts: dict[tuple[str, int], int] = {}
        self._counters: dict[str, list[int | None]] = {}
        if root is not None:
            self._load(root)

    def marker(self, list_id: str | None, level: int | None, style_id: str | None = None) -> tuple[str, int] | None:
        """The marker of the next paragraph of a list with the space after it, and its level from 0; None where no list applies.

        Counts one up. `style_id` finds the level where the paragraph's style, not the paragraph, belongs to the list.
        """
        if list_id is None or list_id == "0" or list_id not in self._abstract_of:
            return None
        levels = self._levels(list_id)
        if level is None:
            level = next((at for at, entry in levels.items() if style_id and entry.style_id == style_id), 0)
        definition = levels.get(level, Level())
        counters = self._count(list_id, level, levels)
        text = self._text(definition, levels, counters)
        space = {"nothing": "", "space": " "}.get(definition.suffix, " ")
        return (text + space if text else ""), level

    def _load(self, root: _Element) -> None:
        links: dict[str, str] = {}
        styled: dict[str, str] = {}
        for abstract in root.findall(w("abstractNum")):
            key = abstract.get(w("abstractNumId")) or ""
            self._abstracts[key] = {number(entry.get(w("ilvl"))): _level(entry) for entry in abstract.findall(w("lvl"))}
            if style := value(abstract, "styleLink"):
                styled[style] = key
            if style := value(abstract, "numStyleLink"):
                links[key] = style
        for definition in root.findall(w("num")):
            list_id = definition.get(w("numId")) or ""
            abstract_id = value(definition, "abstractNumId") or ""
            self._abstract_of[list_id] = styled.get(links.get(abstract_id, ""), abstract_id)
            for override in definition.findall(w("lvlOverride")):
                at = number(override.get(w("ilvl")))
                if (entry := child(override, "lvl")) is not None:
                    self._overrides.setdefault(list_id, {})[at] = _level(entry)
                if (start := value(override, "startOverride")) is not None:
                    self._restarts[list_id, at] = number(start, 1)

    def _levels(self, list_id: str) -> dict[int, Level]:
        return self._abstracts.get(self._abstract_of[list_id], {}) | self._overrides.get(list_id, {})

    def _count(self, list_id: str, level: int, levels: dict[int, Level]) -> list[int | None]:
        # Lists of one definition share their counters; a list with a start of its own begins anew where it is first met.
        counters = self._counters.setdefault(self._abstract_of[list_id], [None] * _LEVELS)
        for at in range(level + 1):
            restart = self._restarts.pop((list_id, at), None)
            if restart is not None:
                counters[at] = restart - 1 if at == level else restart
            elif at < level and counters[at] is None:
                counters[at] = levels.get(at, Level()).start
        current = counters[level]
        counters[level] = levels.get(level, Level()).start if current is None else current + 1
        for deeper in range(level + 1, _LEVELS):
            restart_after = levels.get(deeper, Level()).restart
            if restart_after is None or level < restart_after:
                counters[deeper] = None
        return counters

    def _text(self, definition: Level, levels: dict[int, Level], counters: list[int | None]) -> str:
        if definition.format == "bullet":
            return definition.text
        if definition.format == "none":
            return re.sub(r"%[1-9]", "", definition.text).strip()

        def numeral(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            entry = levels.get(at, Level())
            count = counters[at]
            return formatted(entry.start if count is None else count, "decimal" if definition.is_legal else entry.format)

        return re.sub(r"%([1-9])", numeral, definition.text)


def formatted(count: int, number_format: str) -> str:
    """A list number in one of Word's formats (ST_NumberFormat); formats that Thai papers do not use come out as decimal."""
    match number_format:
        case "thaiNumbers":
            return str(count).translate(_THAI_DIGITS)
        case "thaiLetters":
            return _letters(count, _THAI_LETTERS)
        case "upperLetter":
            return _letters(count, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        case "lowerLetter":
            return _letters(count, "abcdefghijklmnopqrstuvwxyz")
        case "upperRoman":
            return _roman(count)
        case "lowerRoman":
            return _roman(count).lower()
        case "decimalZero":
            return f"{count:02}"
        case "numberInDash":
            return f"- {count} -"
        case "decimalEnclosedCircle" if 1 <= count <= 20:
            return chr(0x2460 + count - 1)
        case "none":
            return ""
        case _:
            return str(count)


def _letters(count: int, alphabet: str) -> str:
    """Word's letters: after the last one they are doubled (z, aa, bb), then tripled."""
    if not 1 <= count <= 50 * len(alphabet):
        return str(count)
    return alphabet[(count - 1) % len(alphabet)] * ((count - 1) // len(alphabet) + 1)


def _roman(count: int) -> str:
    if not 1 <= count < 4000:
        return str(count)
    out = ""
    for size, letters in _ROMAN:
        out += letters * (count // size)
        count %= size
    return out


def _level(entry: _Element) -> Level:
    restart = value(entry, "lvlRestart")
    number_format = value(entry, "numFmt") or "decimal"
    text = value(entry, "lvlText") or ""
    if number_format == "bullet":
        text = "•" if child(entry, "lvlPicBulletId") is not None else _bullet(text, entry)
    return Level(
        start=number(value(entry, "start"), 1),
        format=number_format,
        text=text,
        suffix=value(entry, "suff") or "tab",
        restart=None if restart is None else number(restart),
        is_legal=bool(switch(entry, "isLgl")),
        style_id=value(entry, "pStyle"),
    )


def _bullet(text: str, entry: _Element) -> str:
    fonts = child(entry, "rPr", "rFonts")
    font = None if fonts is None else fonts.get(w("ascii")) or fonts.get(w("hAnsi")) or fonts.get(w("cs"))
    # Word's second bullet is a small "o" of a typewriter font, meant as a ring.
    return "○" if text == "o" and "courier" in (font or "").lower() else shown(text, font).strip()

"""Text as the PDF template takes it: units between which a line may break, and lists as nested nodes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from prongsai.core.papers.writers.layouts.widths import letters
from prongsai.core.papers.writers.sheet import Item
from prongsai.core.papers.writers.wording import printable
from prongsai.core.thai.months import MONTHS_SHORT
from prongsai.core.thai.words import break_units, known_words

UNIT = "\x1f"
"""Stands between the units of a text."""
PART = "\x1e"
"""Stands inside a unit where it is parted if its column is narrower than the unit."""

_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad\x1e\x1f]")
_BLANK = re.compile(r"[^\S\n]+")
_LONGEST = 12
_LONGEST_RANGE = 14
_NEVER_PARTED = 5
_AFTER_DASH = re.compile(r"(?<=[-–—/])(?=\w)")
_AFTER_SIGN = re.compile(r"(?<=[/._?&=:;,+%-])(?=[^/._?&=:;,+%-])")
_MONTH = "|".join(re.escape(month) for month in MONTHS_SHORT)
_DATE = rf"(?:[\d๐-๙]{{1,2}} ?)?(?:{_MONTH}) ?[\d๐-๙]{{2,4}}(?![\d๐-๙])"
_WHOLE = re.compile(
    rf"(?<![\d๐-๙]){_DATE}(?:[-–]{_DATE})?|พ\.ศ\. ?[\d๐-๙]{{4}}(?![\d๐-๙])|องค์การ(?=บริหาร)"
    r"|(?<![ก-๛])(?:กอง|สำนัก|ฝ่าย)[ก-๛]{2,10}(?![ก-๛])"
)
"""Kept on one line: a short date or month, a Buddhist year with พ.ศ., a word that segmentation cuts, a short unit name."""
_IN_DATE = re.compile(r"(?<=[^ ])(?= )")
_SIGNS_LEFT = frozenset("/-–—")
_CLUSTER = r"(?:[เแโใไ]?.[\u0e30-\u0e33\u0e34-\u0e3a\u0e45\u0e47-\u0e4e\u0300-\u036f]*)"
_CLUSTERS = re.compile(_CLUSTER + "{1,12}", re.DOTALL)
_FEW_CLUSTERS = re.compile(_CLUSTER + "{1,4}", re.DOTALL)


def with_breaks(text: str, *, in_column: bool = False) -> str:
    """The text with `UNIT` between its words, spaces as units of their own, and line feeds kept.

    Marks that only guide line breaking elsewhere (zero-width space, soft hyphen) are dropped. A unit too long for a narrow column may
    break: a web address after its signs, a compound between the words that it is made of, anything else every twelve letters.
    With `in_column`, units of more than five letters carry `PART` where a still narrower column may part them.
    """
    lines = _BLANK.sub(" ", _INVISIBLE.sub("", printable(text))).split("\n")
    parted = _parted if in_column else str
    return "\n".join(UNIT.join(map(parted, _units(line.strip()))) for line in lines)


def list_nodes(items: Sequence[Item], *, longest_whole: int = 120, in_column: bool = False) -> list[dict[str, Any]]:
    """The items as nodes: plain texts, and lists of marked entries, each holding the deeper items that follow it.

    Entries of up to `longest_whole` characters are not to be broken over two pages.
    """
    nodes: list[dict[str, Any]] = []
    index = 0
    while index < len(items):
        item = items[index]
        end = index + 1
        while end < len(items) and items[end].depth > item.depth:
            end += 1
        if item.marker is None:
            nodes.append(
                {"kind": "text", "text": with_breaks(item.text, in_column=in_column), "depth": 0, "whole": len(item.text) <= longest_whole}
            )
            nodes += [_set_in(node) for node in list_nodes(items[index + 1 : end], longest_whole=longest_whole, in_column=in_column)]
        else:
            entry = {
                "marker": with_breaks(item.marker),
                "text": with_breaks(item.text, in_column=in_column),
                "whole": len(item.text) <= longest_whole,
                "under": list_nodes(items[index + 1 : end], longest_whole=longest_whole, in_column=in_column),
            }
            if nodes and nodes[-1]["kind"] == "list":
                nodes[-1]["entries"].append(entry)
            else:
                nodes.append({"kind": "list", "entries": [entry]})
        index = end
    return nodes


def _set_in(node: dict[str, Any]) -> dict[str, Any]:
    return {**node, "depth": node["depth"] + 1} if node["kind"] == "text" else node


def _units(line: str) -> list[str]:
    units: list[str] = []
    for unit in _pieces(line):
        goes_on = bool(units) and units[-1][-1] in ".-–/" and unit[0].isascii() and unit[0].isalnum()
        if units and not units[-1].isspace() and (goes_on or unit[0] in _SIGNS_LEFT):
            units[-1] += unit
        else:
            units.append(unit)
    return [part for unit in units for part in _parts(unit)]


def _pieces(line: str) -> Iterator[str]:
    end = 0
    for found in _WHOLE.finditer(line):
        yield from break_units(line[end : found.start()])
        yield found[0]
        end = found.end()
    yield from break_units(line[end:])


def _parts(unit: str) -> list[str]:
    """The unit itself where it is short, a date or a row of dots; else its parts.

    A range or compound with a hyphen may be longer: a hyphen at the end of a line is taken for hyphenation when text is copied out.
    """
    room = _LONGEST_RANGE if "-" in unit else _LONGEST
    if letters(unit) <= room or not unit.strip(".…_"):
        return [unit]
    pieces = _AFTER_DASH.split(unit)
    return [part for piece in pieces for part in _short(piece)]


def _short(piece: str) -> list[str]:
    parts = _AFTER_SIGN.split(piece) if letters(piece) > _LONGEST else [piece]
    return [part for short in parts for part in _words_within(short)]


def _parted(unit: str) -> str:
    if letters(unit) <= _NEVER_PARTED or not unit.strip(".…_"):
        return unit
    if " " in unit:  # a date: its numbers and abbreviations stay whole
        return PART.join(_IN_DATE.split(unit))
    return PART.join(part for word in _words_within(unit, 0) for part in (_FEW_CLUSTERS.findall(word) if word == unit else [word]))


def _words_within(word: str, longest: int = _LONGEST) -> list[str]:
    """The known words that a long word is made of, as few as there can be; pieces of twelve letters where it is not made of such."""
    if letters(word) <= longest:
        return [word]
    known = known_words()
    best: list[list[str] | None] = [[]]
    for end in range(1, len(word) + 1):
        options = [
            [*before, word[start:end]]
            for start, before in enumerate(best)
            if before is not None and end - start < len(word) and word[start:end] in known
        ]
        best.append(min(options, key=len, default=None))
    return best[-1] or _CLUSTERS.findall(word)

"""Text as the PDF template takes it: units between which a line may break, and lists as nested nodes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from prongsai.core.papers.writers.sheet import Item
from prongsai.core.papers.writers.wording import printable
from prongsai.core.thai.words import break_units

UNIT = "\x1f"
"""Stands between the units of a text."""

_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad\x1f]")
_BLANK = re.compile(r"[^\S\n]+")
_LONGEST = 16
_DATE_PART = 8
_AFTER_DASH = re.compile(r"(?<=[-–—/])(?=\w)")
_AFTER_SIGN = re.compile(r"(?<=[/._?&=:;,+%-])(?=[^/._?&=:;,+%-])")
_CLUSTERS = re.compile(r"(?:[เแโใไ]?.[\u0e30-\u0e33\u0e34-\u0e3a\u0e45\u0e47-\u0e4e\u0300-\u036f]*){1,12}", re.DOTALL)


def with_breaks(text: str) -> str:
    """The text with `UNIT` between its words, spaces as units of their own, and line feeds kept.

    Marks that only guide line breaking elsewhere (zero-width space, soft hyphen) are dropped. A unit too long for a narrow column (a web
    address, an unknown word) may break after its signs, or else every twelve letters.
    """
    lines = _BLANK.sub(" ", _INVISIBLE.sub("", printable(text))).split("\n")
    return "\n".join(UNIT.join(_units(line.strip())) for line in lines)


def list_nodes(items: Sequence[Item]) -> list[dict[str, Any]]:
    """The items as nodes: plain texts, and lists of marked entries, each holding the deeper items that follow it."""
    nodes: list[dict[str, Any]] = []
    index = 0
    while index < len(items):
        item = items[index]
        end = index + 1
        while end < len(items) and items[end].depth > item.depth:
            end += 1
        if item.marker is None:
            nodes.append({"kind": "text", "text": with_breaks(item.text), "depth": 0})
            nodes += [_set_in(node) for node in list_nodes(items[index + 1 : end])]
        else:
            entry = {"marker": with_breaks(item.marker), "text": with_breaks(item.text), "under": list_nodes(items[index + 1 : end])}
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
    for unit in break_units(line):
        if units and units[-1][-1] in ".-–/" and unit[0].isdigit():
            units[-1] += unit
        else:
            units.append(unit)
    return [part for unit in units for part in _parts(unit)]


def _parts(unit: str) -> list[str]:
    if len(unit) <= _DATE_PART or not unit.strip(".…_"):
        return [unit]
    pieces = _AFTER_DASH.split(unit)
    return [part for piece in pieces for part in ([piece] if len(piece) <= _LONGEST else _short(piece))]


def _short(piece: str) -> list[str]:
    parts = _AFTER_SIGN.split(piece)
    return [part for short in parts for part in ([short] if len(short) <= _LONGEST else _CLUSTERS.findall(short))]

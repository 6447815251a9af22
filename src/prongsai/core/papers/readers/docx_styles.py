"""What the styles of a Word file say of a paragraph: heading level, centred, bold, list. Inheritance is resolved here."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from prongsai.core.papers.readers.ooxml import child, number, switch, value, w

if TYPE_CHECKING:
    from lxml.etree import _Element

# Built-in styles keep their English name in the file; the localised names come from other programs and from copies made by hand.
_HEADING = re.compile(r"^(?:heading|หัวเรื่อง|หัวข้อ|ส่วนหัว|标题|überschrift|titre)\s*([1-9๑-๙])\b", re.IGNORECASE)
_TITLES = {"title": 1, "ชื่อเรื่อง": 1, "subtitle": 2, "ชื่อเรื่องรอง": 2}
_DEPTH = 30


@dataclass(frozen=True, slots=True)
class Properties:
    """Properties of a paragraph; None means not said. `level` and `list_id` belong to automatic numbering."""

    heading: int | None = None
    is_centred: bool | None = None
    is_bold: bool | None = None
    list_id: str | None = None
    level: int | None = None
    begins_page: bool | None = None
    indent_twips: int | None = None
    style_id: str | None = None

    def under(self, closer: Properties) -> Properties:
        """These properties overlaid by those of something closer to the text."""
        said = {name: getattr(closer, name) for name in self.__slots__ if getattr(closer, name) is not None}
        return replace(self, **said)


class Styles:
    """The paragraph and character styles of one file."""

    def __init__(self, root: _Element | None) -> None:
        self._elements: dict[str, _Element] = {}
        self._resolved: dict[str, Properties] = {}
        self._default: str | None = None
        for style in root.iter(w("style")) if root is not None else ():
            style_id = style.get(w("styleId"))
            if not style_id:
                continue
            self._elements.setdefault(style_id, style)
            if style.get(w("type")) == "paragraph" and style.get(w("default")) in {"1", "true", "on"}:
                self._default = style_id

    def of_paragraph(self, paragraph: _Element) -> Properties:
        """The properties of a paragraph, its style and the styles below that style included."""
        direct = child(paragraph, "pPr")
        style_id = value(direct, "pStyle") or self._default
        properties = self._style(style_id) if style_id else Properties()
        return properties if direct is None or not len(direct) else properties.under(_properties(direct))

    def is_bold(self, style_id: str | None) -> bool | None:
        """Whether a character style is bold."""
        return self._style(style_id).is_bold if style_id else None

    def _style(self, style_id: str, depth: int = 0) -> Properties:
        if style_id in self._resolved:
            return self._resolved[style_id]
        style = self._elements.get(style_id)
        if style is None or depth > _DEPTH:
            return Properties()
        own = _properties(child(style, "pPr"))
        own = replace(own, is_bold=bold(child(style, "rPr")))
        if own.heading is None:
            own = replace(own, heading=_heading_by_name(value(style, "name") or ""))
        based_on = value(style, "basedOn")
        own = replace(own, style_id=style_id)
        resolved = self._style(based_on, depth + 1).under(own) if based_on else own
        self._resolved[style_id] = resolved
        return resolved


def bold(run_properties: _Element | None) -> bool | None:
    """Whether run properties say bold; Thai text goes by `w:bCs`, Latin text by `w:b`."""
    said = [on for on in (switch(run_properties, "b"), switch(run_properties, "bCs")) if on is not None]
    return any(said) if said else None


def _properties(properties: _Element | None) -> Properties:
    if properties is None:
        return Properties()
    outline = value(properties, "outlineLvl")
    alignment = value(properties, "jc")
    indent = child(properties, "ind")
    left = None if indent is None else indent.get(w("left")) or indent.get(w("start"))
    level = value(properties, "numPr", "ilvl")
    return Properties(
        # Level 9 stands for body text and must be able to take a heading back: 0.
        heading=None if outline is None else (number(outline, 9) + 1) % 10,
        is_centred=None if alignment is None else alignment == "center",
        list_id=value(properties, "numPr", "numId"),
        level=None if level is None else max(0, min(8, number(level))),
        begins_page=switch(properties, "pageBreakBefore"),
        indent_twips=None if left is None else number(left),
    )


def _heading_by_name(name: str) -> int | None:
    found = _HEADING.match(name.strip())
    return int(found[1]) if found else _TITLES.get(name.strip().lower())

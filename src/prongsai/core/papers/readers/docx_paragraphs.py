"""One container of a Word file (body, cell, text box) → its paragraphs and tables in reading order, list markers written in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prongsai.core.papers.blocks import Line
from prongsai.core.papers.readers.docx_numbering import Numbering
from prongsai.core.papers.readers.docx_styles import Properties, Styles
from prongsai.core.papers.readers.docx_text import Box, InlineReader, PageEnd, Text, Token, indent_of, lines_of
from prongsai.core.papers.readers.ooxml import child, content, switch, tag, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_TYPED_MARKER = re.compile(r"(?:[-–—•●○▪■□◦◆❖➢➤►✓✔√*·]|\(?(?:[0-9๐-๙]{1,3}|[ก-ฮ])[.)])\s*\S")
_WRAPPERS = frozenset(("customXml", "smartTag", "ins", "moveTo", "sdtContent"))


@dataclass(frozen=True, slots=True)
class ReadParagraph:
    """A paragraph as read: `pages` are its lines, cut where the author ended a page (one part in most cases).

    `bare_number` is the number of an automatic list that stands there without any text, "" elsewhere.
    """

    pages: tuple[tuple[Line, ...], ...]
    properties: Properties
    is_bold: bool
    boxes: tuple[_Element, ...]
    ends_section: bool
    bare_number: str = ""


class ParagraphReader:
    """Reads the paragraphs of one file in reading order; `page` counts from 1 where Word left marks of its last layout."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self.inline = InlineReader(styles)
        self.page = 1

    def parts(self, container: _Element) -> Iterator[ReadParagraph | _Element]:
        """The paragraphs of a container, read, and its tables and imported pieces (`w:tbl`, `w:altChunk`) as elements."""
        carried: list[Token] = []
        for part in _unwrapped(container):
            if tag(part) != "p":
                yield part
                continue
            properties = self._styles.of_paragraph(part)
            tokens = carried + list(self.inline.tokens(part, bool(properties.is_bold)))
            if switch(part, "pPr", "rPr", "del"):
                # A reviewer deleted the end of this paragraph: what is left of it runs on into the next one.
                self.inline.findings.has_changes = True
                carried = tokens
                continue
            carried = []
            yield self._paragraph(part, properties, tokens)
        if lines := tuple(Line(text) for text in map(str.strip, lines_of(carried)) if text):
            yield ReadParagraph((lines,), Properties(), False, (), False)

    def cell_lines(self, container: _Element) -> list[Line]:
        """The lines of a cell. A table inside it becomes lines, one for each row, cells apart by tabs; text boxes become lines too."""
        lines: list[Line] = []
        numbers: list[Line] = []
        for part in self.parts(container):
            if isinstance(part, ReadParagraph):
                numbers += [Line(part.bare_number)] if part.bare_number else []
                lines.extend(line for page in part.pages for line in page)
                for box in part.boxes:
                    lines.extend(self.cell_lines(box))
            elif tag(part) == "tbl":
                lines.extend(self._nested(part))
        # A cell with a number only is the running number of a row that the program counts; beside text an empty item is a slip of the hand.
        return lines or numbers

    def _nested(self, table: _Element) -> Iterator[Line]:
        for row in rows_of(table):
            cells = [self.cell_lines(cell) for cell in cells_of(row)]
            filled = [lines for lines in cells if lines]
            if len(filled) == 1:
                yield from filled[0]
            elif filled:
                yield Line("\t".join(" ".join(line.text for line in lines) for lines in cells))

    def _paragraph(self, paragraph: _Element, properties: Properties, tokens: list[Token]) -> ReadParagraph:
        found = self._numbering.marker(properties.list_id, properties.level, properties.style_id)
        marker, depth = (found[0], found[1] + 1) if found else ("", 0)
        parts: list[list[Token]] = [[]]
        for token in tokens:
            if isinstance(token, PageEnd):
                if token.is_forced:
                    parts.append([])
                else:
                    self.page += 1
            else:
                parts[-1].append(token)
        pages: list[tuple[Line, ...]] = []
        for part in parts:
            lines = tuple(_lines(part, marker, depth, properties))
            marker = "" if lines else marker
            pages.append(lines)
        bare = marker.strip() if any(character.isalnum() for character in marker) else ""
        texts = [token for token in tokens if isinstance(token, Text) and token.text.strip()]
        section = child(paragraph, "pPr", "sectPr")
        return ReadParagraph(
            pages=tuple(pages),
            properties=properties,
            is_bold=bool(texts) and all(token.is_bold for token in texts),
            boxes=tuple(token.element for token in tokens if isinstance(token, Box)),
            ends_section=section is not None and value(section, "type") != "continuous",
            bare_number=bare,
        )


def _lines(tokens: list[Token], marker: str, depth: int, properties: Properties) -> Iterator[Line]:
    for raw in lines_of(tokens):
        if text := raw.strip():
            # A bullet that the program set before one that the officer typed says nothing more: the typed one stands.
            if marker and not any(character.isalnum() for character in marker) and _TYPED_MARKER.match(text):
                marker = ""
            yield Line(marker + text, indent=depth or indent_of(raw, properties.indent_twips))
            marker = ""


def _unwrapped(container: _Element) -> Iterator[_Element]:
    for part in container:
        name = tag(part)
        if name in {"p", "tbl", "altChunk"}:
            yield part
        elif name in _WRAPPERS:
            yield from _unwrapped(part)
        elif name == "sdt" and (inside := child(part, "sdtContent")) is not None:
            yield from _unwrapped(inside)
        elif name == "mc:AlternateContent" and (chosen := content(part)) is not None:
            yield from _unwrapped(chosen)


def rows_of(table: _Element) -> Iterator[_Element]:
    """The rows of a table, those in content controls included, rows deleted by a reviewer left out."""
    return (row for row in _inside(table, "tr") if child(row, "trPr", "del") is None)


def cells_of(row: _Element) -> Iterator[_Element]:
    """The cells of a row, those in content controls included."""
    return _inside(row, "tc")


def _inside(element: _Element, wanted: str) -> Iterator[_Element]:
    for part in element:
        name = tag(part)
        if name == wanted:
            yield part
        elif name in _WRAPPERS or name == "sdt":
            yield from _inside(part, wanted)

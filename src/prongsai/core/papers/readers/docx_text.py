"""The text inside one paragraph of a Word file: runs, breaks, symbols, fields, tracked changes, text boxes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from prongsai.core.papers.readers.docx_styles import Styles, bold
from prongsai.core.papers.readers.ooxml import child, content, number, switch, tag, value, w
from prongsai.core.papers.readers.symbols import shown

if TYPE_CHECKING:
    from lxml.etree import _Element

_DESCEND = frozenset(
    (
        "hyperlink",
        "ins",
        "moveTo",
        "smartTag",
        "fldSimple",
        "customXml",
        "dir",
        "bdo",
        "sdtContent",
        "m:oMath",
        "m:oMathPara",
        "ruby",
        "rubyBase",
    )
)
_PLAIN = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}


@dataclass(frozen=True, slots=True)
class Text:
    """A stretch of text; "\\n" is a line break of the author."""

    text: str
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class PageEnd:
    """A page ends here: by the author's will (`is_forced`) or where Word last broke the page."""

    is_forced: bool


@dataclass(frozen=True, slots=True)
class Box:
    """A text box anchored here; `element` holds its paragraphs and tables."""

    element: _Element


Token = Text | PageEnd | Box


@dataclass(slots=True)
class Findings:
    """What was met on the way that is not text: reviewers' changes, hidden text, notes in the order of their references."""

    has_changes: bool = False
    has_hidden: bool = False
    notes: list[tuple[str, str]] = field(default_factory=list)


class InlineReader:
    """Turns paragraphs into tokens; findings add up over all of them."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self.findings = Findings()

    def tokens(self, element: _Element, is_bold: bool = False) -> Iterator[Token]:
        """The tokens of a paragraph in reading order. `is_bold` is what its style says. Inserted text is kept, deleted text left out."""
        for part in element:
            name = tag(part)
            if name == "r" or name == "m:r":
                yield from self._run(part, is_bold)
            elif name in _DESCEND:
                if name in {"ins", "moveTo"}:
                    self.findings.has_changes = True
                yield from self.tokens(part, is_bold)
            elif name == "sdt":
                inside = child(part, "sdtContent")
                if inside is not None and switch(part, "sdtPr", "showingPlcHdr") is None:
                    yield from self.tokens(inside, is_bold)
            elif name in {"del", "moveFrom"}:
                self.findings.has_changes = True
            elif name == "mc:AlternateContent" and (chosen := content(part)) is not None:
                yield from self.tokens(chosen, is_bold)

    def _run(self, run: _Element, is_bold: bool) -> Iterator[Token]:
        properties = child(run, "rPr")
        if switch(properties, "vanish"):
            self.findings.has_hidden = True
            return
        for said in (self._styles.is_bold(value(properties, "rStyle")), bold(properties)):
            is_bold = is_bold if said is None else said
        fonts = child(properties, "rFonts")
        font = None if fonts is None else fonts.get(w("ascii")) or fonts.get(w("hAnsi"))
        yield from self._run_parts(run, font, is_bold)

    def _run_parts(self, run: _Element, font: str | None, is_bold: bool) -> Iterator[Token]:
        for part in run:
            name = tag(part)
            if name in {"t", "m:t"}:
                yield Text(shown((part.text or "").replace("\n", " "), font), is_bold)
            elif name in _PLAIN:
                yield Text(_PLAIN[name], is_bold)
            elif name == "br":
                yield PageEnd(is_forced=True) if part.get(w("type")) == "page" else Text("\n", is_bold)
            elif name == "lastRenderedPageBreak":
                yield PageEnd(is_forced=False)
            elif name == "sym":
                yield Text(_symbol(part), is_bold)
            elif name in {"footnoteReference", "endnoteReference"}:
                self.findings.notes.append((name.removesuffix("Reference"), part.get(w("id")) or ""))
            elif name == "fldChar":
                yield from _check_box(part)
            elif name == "ruby":
                yield from self.tokens(part, is_bold)
            elif name == "mc:AlternateContent" and (chosen := content(part)) is not None:
                yield from self._run_parts(chosen, font, is_bold)
            elif name in {"drawing", "pict", "object"} or not name:
                yield from _boxes(part)


def _symbol(symbol: _Element) -> str:
    try:
        character = chr(int(symbol.get(w("char")) or "", 16))
    except (ValueError, OverflowError):
        return ""
    return shown(character, symbol.get(w("font")))


def _check_box(field_character: _Element) -> Iterator[Token]:
    box = child(field_character, "ffData", "checkBox")
    if box is not None:
        is_ticked = switch(box, "checked")
        yield Text("☑" if (switch(box, "default") if is_ticked is None else is_ticked) else "☐")


def _boxes(element: _Element) -> Iterator[Box]:
    """The outermost text boxes below an element, one of the alternatives where a box is given twice."""
    if element.tag == w("txbxContent"):
        yield Box(element)
        return
    if tag(element) == "mc:AlternateContent":
        chosen = content(element)
        children = [] if chosen is None else list(chosen)
    else:
        children = list(element)
    for part in children:
        yield from _boxes(part)


def lines_of(tokens: list[Token]) -> list[str]:
    """The lines of text in tokens, page ends and boxes left out; empty lines too."""
    return "".join(token.text for token in tokens if isinstance(token, Text)).split("\n")


def leading_tabs(text: str) -> int:
    """Number of tabs before the first word."""
    return text[: len(text) - len(text.lstrip())].count("\t")


def indent_of(text: str, indent_twips: int | None) -> int:
    """Depth of a line outside automatic lists: its leading tabs, else its left indent in half inches (720 twips)."""
    return min(leading_tabs(text) or max(0, number(str(indent_twips or 0))) // 720, 9)

"""HTML → blocks: whole pages, tables with spans, and the fragments that converters leave inside the cells of other formats."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from prongsai.core.papers.blocks import Block, Heading, Line, PageBreak, Paragraph, Place, Source, Table
from prongsai.core.papers.readers.grid import CellSource, build_table

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Progress = Callable[[int, int], None]

TAG = re.compile(
    r"</?(?:p|br|ul|ol|li|div|span|b|i|u|strong|em|table|tr|td|th|thead|tbody|tfoot|a|font|sup|sub|center|hr|h[1-6])\b[^<>]*>",
    re.IGNORECASE,
)
BLOCK_TAGS = frozenset(("p", "div", "section", "article", "header", "footer", "main", "aside", "figure", "figcaption")) | frozenset(
    ("li", "ul", "ol", "dl", "dt", "dd", "table", "thead", "tbody", "tfoot", "tr", "td", "th")
)
ROW_TAGS = ("tr", "thead", "tbody", "tfoot")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
HEADINGS = {f"h{level}": level for level in range(1, 7)}
SKIPPED = frozenset(["script", "style", "head", "template", "noscript", "svg", "nav"])
LISTS = frozenset(("ul", "ol"))
MARKED = re.compile(r"^\s*(?:[-–—•●▪◦○➢➤►✓✔√*·]|\(?[0-9๐-๙]{1,3}[.)]|\([ก-ฮ]\)|[ก-ฮ][.)])")


def has_markup(text: str) -> bool:
    """Tell whether the text holds HTML tags that people or converters write (not just a "<" sign)."""
    return TAG.search(text) is not None


def fragment_lines(markup: str) -> tuple[Line, ...]:
    """Lines of an HTML fragment, such as a cell "<p>…</p><ul><li>…</li></ul>".

    Each block element begins a hard line, `<br>` a soft one. Items of a list without any marker of their own get "- " or "1. ",
    unless the list hides its markers (list-style none).
    """
    collector = _Lines()
    collector.walk(_parsed(markup), 0)
    return collector.finish()


def _parsed(markup: str) -> HtmlElement:
    """The markup inside a `<div>`. Markup that lxml gives up on (nothing but a comment or declaration) holds no text but what tags part."""
    from lxml import etree, html

    markup = CONTROL.sub(" ", markup)
    try:
        return html.fragment_fromstring(markup, create_parent="div")
    except (etree.ParserError, AssertionError):
        element = html.Element("div")
        element.text = re.sub(r"<[^<>]*>", " ", markup)
        return element


class _Lines:
    """Collects lines while walking an element tree."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.buffer: list[str] = []
        self.hard = True
        self.indent = 0

    def break_line(self, *, hard: bool, indent: int = 0) -> None:
        text = re.sub(r"[ \t\r\n]+", " ", "".join(self.buffer)).strip()
        if text:
            self.lines.append(Line(text, self.hard, self.indent))
            self.hard = hard
        else:
            self.hard = self.hard or hard
        self.buffer = []
        self.indent = indent

    def walk(self, element: HtmlElement, depth: int) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag.lower() in SKIPPED or not tag:
            return
        if tag == "br":
            self.break_line(hard=False, indent=self.indent)
            return
        is_block = tag in BLOCK_TAGS or tag in HEADINGS
        if is_block:
            self.break_line(hard=True, indent=depth)
        if tag in LISTS:
            self.walk_list(element, depth + 1)
        else:
            self.buffer.append(element.text or "")
            for child in element:
                self.walk(child, depth)
                self.buffer.append(child.tail or "")
        if is_block:
            self.break_line(hard=True, indent=max(0, depth - 1))

    def walk_list(self, element: HtmlElement, depth: int) -> None:
        items = [child for child in element if child.tag == "li"]
        is_plain = any(MARKED.match(item.text_content()) for item in items) or "none" in (element.get("style") or "").replace("dotted", "")
        number = _start_of(element)
        self.buffer.append((element.text or "").strip())
        for child in element:
            if child.tag == "li":
                self.break_line(hard=True, indent=depth)
                if not is_plain:
                    self.buffer.append("- " if element.tag == "ul" else f"{number}. ")
                number += 1
                self.buffer.append(child.text or "")
                for grandchild in child:
                    self.walk(grandchild, depth)
                    self.buffer.append(grandchild.tail or "")
                self.break_line(hard=True, indent=depth)
            else:
                self.walk(child, depth)
            self.buffer.append((child.tail or "").strip())

    def finish(self) -> tuple[Line, ...]:
        self.break_line(hard=True)
        return tuple(self.lines)


def _start_of(element: HtmlElement) -> int:
    start = element.get("start") or "1"
    return int(start) if start.isdecimal() else 1


def read_table(element: HtmlElement, number: int, line: int | None = None) -> Table:
    """A `<table>` as a full grid; `number` counts the tables of the file. Nested tables become lines of their cell."""
    rows: list[list[CellSource]] = []
    for row in element.iter(*ROW_TAGS):
        if _nearest_table(row) is not element:
            continue
        in_head = row.tag == "thead" or (row.getparent() is not None and row.getparent().tag == "thead")
        rows.append(
            [
                CellSource(
                    lines=_element_lines(cell),
                    row_span=_span(cell, "rowspan"),
                    column_span=_span(cell, "colspan"),
                    is_header=in_head or cell.tag == "th",
                )
                for cell in row
                if cell.tag in ("td", "th")
            ]
        )
    return build_table([row for row in rows if row], Place(table=number, line=line))


def _element_lines(element: HtmlElement) -> tuple[Line, ...]:
    collector = _Lines()
    collector.walk(element, 0)
    return collector.finish()


def _nearest_table(element: HtmlElement) -> HtmlElement | None:
    return next(element.iterancestors("table"), None)


def _outside_cells(table: HtmlElement) -> Iterator[str]:
    """Text that stands in a table but in none of its cells, as broken markup has it."""
    for element in (table, *(row for row in table.iter(*ROW_TAGS) if _nearest_table(row) is table)):
        for text in (element.text, *(child.tail for child in element)):
            if text and text.strip():
                yield " ".join(text.split())


def _span(cell: HtmlElement, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return max(1, min(int(value), 1000)) if value.isdecimal() else 1


def read_html(data: bytes, *, name: str, progress: Progress | None = None) -> Source:
    """Blocks of an HTML page. Raises `UnreadableFile` where the bytes are not text."""
    from lxml import etree, html

    from prongsai.core.papers.readers.encoding import decode

    text = CONTROL.sub(" ", re.sub(r"^\s*<\?xml[^>]*\?>", "", decode(data)[0]))
    try:
        root = html.document_fromstring(text)
    except etree.ParserError:
        root = _parsed(text)
    walker = _Page()
    walker.walk(root)
    walker.flush()
    return Source(kind="html", blocks=tuple(walker.blocks))


def parse_tables(markup: str, first_number: int, line: int) -> list[Block]:
    """Blocks of a piece of markup inside a text file; tables are numbered from `first_number`, lines from `line`."""
    walker = _Page(first_number - 1, line)
    walker.walk(_parsed(markup))
    walker.flush()
    return walker.blocks


class _Page:
    """Walks a page and collects headings, paragraphs and tables in reading order."""

    def __init__(self, tables: int = 0, first_line: int = 1) -> None:
        self.blocks: list[Block] = []
        self.tables = tables
        self.first_line = first_line
        self.pending = _Lines()
        self.line: int | None = None
        self.centred = False

    def place(self, element: HtmlElement) -> int | None:
        line = element.sourceline
        return None if line is None else int(line) + self.first_line - 1

    def flush(self) -> None:
        lines = self.pending.finish()
        for line in lines:
            if line.hard or not self.blocks or not isinstance(self.blocks[-1], Paragraph):
                self.blocks.append(Paragraph((line,), Place(line=self.line), is_centred=self.centred))
            else:
                last = self.blocks[-1]
                self.blocks[-1] = Paragraph((*last.lines, line), last.place, last.is_centred)
        self.pending = _Lines()

    def walk(self, element: HtmlElement) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag.lower() in SKIPPED:
            return
        if tag == "table" and element.find(".//table") is not None:
            self.walk_layout(element)
        elif tag == "table":
            self.flush()
            self.tables += 1
            table = read_table(element, self.tables, self.place(element))
            caption = element.find("caption")
            if caption is not None and caption.text_content().strip():
                text = re.sub(r"\s+", " ", caption.text_content()).strip()
                self.blocks.append(Paragraph((Line(text),), Place(line=self.place(caption))))
            self.blocks.extend(Paragraph((Line(text),), table.place) for text in _outside_cells(element))
            if table.rows:
                self.blocks.append(table)
        elif tag in HEADINGS:
            self.flush()
            text = " ".join(line.text for line in _element_lines(element))
            if text:
                self.blocks.append(Heading(text, HEADINGS[tag], Place(line=self.place(element))))
        elif tag == "hr":
            self.flush()
            self.blocks.append(PageBreak(Place(line=self.place(element))))
        elif tag in LISTS:
            self.flush()
            self.line = self.place(element)
            self.pending.walk(element, 0)
            self.flush()
        elif any(child.tag in BLOCK_TAGS or child.tag in HEADINGS or child.tag == "hr" for child in element) or tag in (
            "html",
            "body",
            "main",
        ):
            self.walk_children(element)
        else:
            self.walk_leaf(element, tag)

    def walk_layout(self, element: HtmlElement) -> None:
        """A table that holds tables only lays out the page: its cells are read one after the other."""
        self.flush()
        self.blocks.extend(Paragraph((Line(text),), Place(line=self.place(element))) for text in _outside_cells(element))
        for cell in element.iter("td", "th", "caption", "table"):
            if cell.tag == "table" and next(cell.iterancestors("td", "th", "caption", "table"), None) is element:
                self.walk(cell)
            elif cell.tag != "table" and _nearest_table(cell) is element:
                self.flush()
                self.walk_children(cell)

    def walk_children(self, element: HtmlElement) -> None:
        self.line = self.place(element)
        self.pending.buffer.append(element.text or "")
        for child in element:
            self.walk(child)
            if (child.tail or "").strip():
                self.line = self.place(child)
                self.pending.buffer.append(child.tail or "")
        self.flush()

    def walk_leaf(self, element: HtmlElement, tag: str) -> None:
        if tag in BLOCK_TAGS:
            self.flush()
            self.line = self.place(element)
            self.centred = "center" in (element.get("style") or "") or element.get("align") == "center"
        self.pending.walk(element, 0)
        if tag in BLOCK_TAGS:
            self.flush()
            self.centred = False

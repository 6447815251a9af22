"""Blocks as read → blocks as text: every line repaired, layout wraps joined, page numbers marked. No meaning is given yet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from prongsai.core.papers.blocks import Cell, Heading, Line, PageBreak, Paragraph, Place, Source, Table, numbered
from prongsai.core.papers.understanding.labels import label_field
from prongsai.core.papers.understanding.project_headings import match_heading
from prongsai.core.papers.understanding.regrid import regrid
from prongsai.core.thai.repair import join_wrapped, repair, squash

PICTURE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)|\[(?:image|รูปภาพ|ภาพ|picture|img)\s*:[^\[\]]*\]|<img\b[^<>]*>", re.IGNORECASE)
COMPLETE = re.compile(r"(?<![.…·])[.…·]{5,}\s{0,9}[0-9๐-๙]{0,4}\s{0,9}$")
OPENING = re.compile(
    r"^\s*(?:\(\s*(?:ลงชื่อ|ลงนาม)\s*\)|(?:ลงชื่อ|ลงนาม)\s*[.…_]{2,}|ความเห็นของ|จึงเรียนมา|จึงขอประกาศ"
    r"|(?:มาตรการ|โครงการ|กิจกรรม)ที่\s*[0-9๐-๙]{1,2}\s*[:.)]|\((?:นาย|นาง|น\.ส\.|ว่าที่)[^()]*\)\s*$)"
)
GAP = re.compile(r"\s*\t\s*|[ \u00a0]{4,}")
PAGE_NUMBER = re.compile(r"^\W*(?:หน้า(?:ที่)?\s*)?[0-9๐-๙]{1,4}(?:\s*(?:/|จาก)\s*[0-9๐-๙]{1,4})?\W*$")


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of running text. `level` is that of a heading, None for other text; `page` counts page breaks from 0.

    `columns` are the pieces of a line that wide gaps or tabs divide ("(นาง …)        (นาย …)"); empty where it is one piece.
    `is_number`: nothing but a number stands here, most often that of the page.
    """

    text: str
    place: Place
    level: int | None = None
    indent: int = 0
    is_centred: bool = False
    is_bold: bool = False
    page: int = 0
    columns: tuple[str, ...] = ()
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """A whole file ready to be understood: text lines and tables in reading order. Lines of cells are hard, but for a first one
    that goes on with the cell above a page break."""

    items: tuple[TextLine | Table, ...]

    def text_lines(self) -> tuple[TextLine, ...]:
        """Running text, without the lines that only number pages."""
        return tuple(item for item in self.items if isinstance(item, TextLine) and not item.is_number)

    def all_lines(self) -> tuple[TextLine, ...]:
        """Running text with bare numbers."""
        return tuple(item for item in self.items if isinstance(item, TextLine))

    def tables(self) -> tuple[Table, ...]:
        """The tables among the items."""
        return tuple(item for item in self.items if isinstance(item, Table))


def prepare(source: Source) -> Flow:
    """Repair and join the text of all blocks; cells and lines that hold nothing but page numbers or dots are kept empty."""
    items: list[TextLine | Table] = []
    page = 0
    for block in numbered(source).blocks:
        if isinstance(block, PageBreak):
            page += 1
        elif isinstance(block, Table):
            items.extend(regrid(_table(block)))
        else:
            items.extend(_text_lines(block, page))
    return Flow(tuple(items))


def _text_lines(block: Heading | Paragraph, page: int) -> Iterable[TextLine]:
    if isinstance(block, Heading):
        text = _clean(block.text)
        if text:
            yield TextLine(text, block.place, block.level, page=page)
    else:
        for line in join_lines(block.lines):
            columns = _columns(block.lines, line.text)
            is_number = PAGE_NUMBER.match(line.text) is not None
            yield TextLine(line.text, block.place, None, line.indent, block.is_centred, block.is_bold, page, columns, is_number)


def _columns(raw: Iterable[Line], text: str) -> tuple[str, ...]:
    """Pieces of the line that became `text`, where wide gaps divide it."""
    for line in raw:
        raw_pieces = [piece for piece in GAP.split(line.text.strip()) if piece.strip()]
        pieces = [_clean(piece) for piece in raw_pieces] if len(raw_pieces) > 1 else []
        if pieces and squash("".join(pieces)) == squash(text):
            return tuple(pieces)
    return ()


def _table(table: Table) -> Table:
    return Table(tuple(tuple(_cell(cell) for cell in row) for row in table.rows), table.place)


def _cell(cell: Cell | None) -> Cell | None:
    return None if cell is None else replace(cell, lines=join_lines(cell.lines, in_cell=True))


def join_lines(lines: Iterable[Line], *, in_cell: bool = False) -> tuple[Line, ...]:
    """Hard lines, each with the soft lines after it joined to it; repaired; empty ones left out.

    A line of dots is always complete (contents, blanks to be filled in), and outside cells a signature, an opinion
    or the bare name of a field always begins a line. A first line that is soft goes on with the cell or paragraph before a page break.
    """
    groups: list[list[Line]] = []
    for line in lines:
        if line.hard or not groups or COMPLETE.search(groups[-1][-1].text) or (not in_cell and _opens(line.text, groups[-1][0].text)):
            groups.append([line])
        else:
            groups[-1].append(line)
    joined = (Line(_clean(join_wrapped([line.text for line in group])), group[0].hard, group[0].indent) for group in groups)
    return tuple(line for line in joined if line.text)


def _opens(text: str, above: str) -> bool:
    """Tell whether a line begins something new wherever it stands: a signature, an opinion, a numbered measure, or a field.

    A field name with its value behind a space counts only under a line that is a field itself: in other text it is a phrase.
    """
    if OPENING.match(text) is not None:
        return True
    heading = match_heading(text)
    if (heading is not None and heading.is_sure and not heading.rest) or _is_bare_heading(above):
        return True
    label = label_field(text)
    if label is None:
        return False
    return not label[1] or re.match(r"[^:：]{2,45}[:：]", text) is not None or label_field(above) is not None


def _is_bare_heading(text: str) -> bool:
    """A numbered heading of a project with nothing behind it: what follows is its text."""
    heading = match_heading(text)
    return heading is not None and heading.is_sure and heading.number is not None and not heading.rest


def _clean(text: str) -> str:
    """Repaired text without the placeholders that converters leave for pictures."""
    return repair(PICTURE.sub("", text)).strip()

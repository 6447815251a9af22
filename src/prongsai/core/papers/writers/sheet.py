"""What a layout hands to a format: the sheet to be printed, already in the chosen digits, free of any file format.

A layout turns a paper into a `Sheet`; PDF, DOCX, XLSX and HTML each print every sheet. Text is final: no format changes wording.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "centre", "right"]
CONTENTS_LEVELS = 2


@dataclass(frozen=True, slots=True)
class Cover:
    """A page of its own with centred lines, the first being the title."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MemoHead:
    """Head of a บันทึกข้อความ; empty strings print as a blank to be filled in."""

    agency: str
    ref_no: str
    date: str
    subject: str
    to: str


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1 to 4. Headings of level 1 and 2 stand in the contents."""

    text: str
    level: int = 1
    align: Align = "left"

    @property
    def is_in_contents(self) -> bool:
        """Whether the contents list this heading."""
        return self.level <= CONTENTS_LEVELS


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. `is_indented`: first line set in by 2.5 cm as in official papers."""

    text: str
    align: Align = "left"
    is_indented: bool = False
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list or one line of a cell: marker as printed ("๑.", "-", "➢") or None; `depth` 0 for the top level."""

    text: str
    marker: str | None = None
    depth: int = 0


@dataclass(frozen=True, slots=True)
class ItemList:
    """Entries one below the other; each begins on a line of its own with a hanging indent."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A header cell; spans count grid positions."""

    text: str
    column_span: int = 1
    row_span: int = 1


@dataclass(frozen=True, slots=True)
class BodyCell:
    """A body cell. `row_span` > 1 merges it over the rows below, whose own cell at this position is None."""

    items: tuple[Item, ...]
    row_span: int = 1
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table.

    `widths` are relative; `head` has one or two rows and repeats on each page; `rows` are full grids with None where a span covers.
    """

    widths: tuple[float, ...]
    head: tuple[tuple[HeadCell | None, ...], ...]
    rows: tuple[tuple[BodyCell | None, ...], ...]
    caption: str | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """A block to be signed: optional opinion line above, "(ลงชื่อ) ……", name in brackets, position, and the role after the dots."""

    name: str | None
    position: str | None
    role: str | None = None
    opinion_label: str | None = None
    opinion: str | None = None


@dataclass(frozen=True, slots=True)
class Signatures:
    """The chain, in order, never split inside a block."""

    signatures: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """Table of contents with page numbers, on a page of its own; formats without pages print a list of links."""


@dataclass(frozen=True, slots=True)
class Break:
    """A new page."""


Block = Cover | MemoHead | Heading | Paragraph | ItemList | Table | Signatures | Contents | Break


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole of what is printed. `digits` says which digits page numbers take."""

    title: str
    author: str
    blocks: tuple[Block, ...]
    is_landscape: bool = False
    digits: Literal["thai", "arabic"] = "arabic"


def contents_headings(sheet: Sheet) -> list[Heading]:
    """The headings that stand in the contents, in order."""
    return [block for block in sheet.blocks if isinstance(block, Heading) and block.is_in_contents]

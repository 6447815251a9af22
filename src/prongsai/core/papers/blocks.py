"""What a reader hands on: the blocks of a file, each with the place where it stood. No meaning is given here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stood in the source. All numbers count from 1; a part that the source does not have is None.

    `line` is a line of a text file; `paragraph` counts the paragraphs outside tables where there are no lines to count; `page` a page of
    a PDF or image, or a sheet of a workbook; `table` counts the tables of the whole file,
    `row` and `column` the cells of that table (spanned cells count once per grid position, so columns line up).
    """

    page: int | None = None
    line: int | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """The place in Thai, as shown to an officer: "หน้า 3 · ตาราง 1 · แถว 3 · ช่อง 2"."""
        parts = (
            ("หน้า", self.page),
            ("บรรทัด", self.line),
            ("ย่อหน้า", self.paragraph),
            ("ตาราง", self.table),
            ("แถว", self.row),
            ("ช่อง", self.column),
        )
        return " · ".join(f"{word} {number}" for word, number in parts if number is not None)


@dataclass(frozen=True, slots=True)
class Box:
    """Where something stood on its page, in parts of the page's width and height, from the upper left corner: each number is 0 to 1.

    The page is the upright one: of a scan the straightened picture, of a PDF page that which `readers/page_picture.py` draws.
    """

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text as it stood.

    `hard` says that the author began a new paragraph, list item or line here (a `<p>`, a Word paragraph, Alt+Enter); False says that
    the break may be a mere wrap of the layout (lines of a PDF or of a scan). Markers of automatic lists are written into the text
    ("- ", "1. "). `indent` is the depth of a list or the number of leading tabs, 0 where unknown. `as_read` is what OCR read, where that
    was mended.
    """

    text: str
    hard: bool = True
    indent: int = 0
    as_read: str | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that the source marks as a heading; `level` counts from 1. `box` as in `Paragraph`."""

    text: str
    level: int
    place: Place
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or list item outside tables; its first line is always hard. `is_centred` and `is_bold` where the source says so.

    `box` is known for pages of a PDF and scans; of a paragraph that goes on over a page break it is that of the first part.
    """

    lines: tuple[Line, ...]
    place: Place
    is_centred: bool = False
    is_bold: bool = False
    box: Box | None = None

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell at its upper left grid position. `confidence` is 0..1 for OCR, None where the text is exact; `box` as in `Paragraph`."""

    lines: tuple[Line, ...]
    place: Place
    row_span: int = 1
    column_span: int = 1
    is_header: bool = False
    confidence: float | None = None
    box: Box | None = None

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a full grid: `rows[r][c]` is the cell that covers that position, or None where a span from above or left covers it.

    All rows have the same length.
    """

    rows: tuple[tuple[Cell | None, ...], ...]
    place: Place

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The source begins a new page here."""

    place: Place


Block = Heading | Paragraph | Table | PageBreak


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader was unsure of. `code` is a stable English identifier, `message` a Thai sentence for an officer.

    `as_read` is what was read there; `text` what stands in the blocks instead, where that is something else.
    """

    place: Place
    code: str
    message: str
    as_read: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A file as read: its blocks in reading order.

    `kind` is one of text, markdown, html, docx, pdf, scan, xlsx, csv. `embedded` is the paper's JSON object carried by files that
    Prongsai wrote, None elsewhere. `notices` are the reader's own doubts (OCR confidence, repaired encoding, …).
    """

    kind: str
    blocks: tuple[Block, ...]
    pages: int | None = None
    embedded: dict[str, object] | None = None
    notices: tuple[Notice, ...] = field(default=())

    def tables(self) -> Iterator[Table]:
        """The tables among the blocks, in reading order."""
        return (block for block in self.blocks if isinstance(block, Table))


def numbered(source: Source) -> Source:
    """The source with its headings and paragraphs counted where they have no line, so that no two places are the same."""
    found: list[Block] = []
    count = 0
    for block in source.blocks:
        if isinstance(block, Heading | Paragraph):
            count += 1
            block = block if block.place.line is not None else replace(block, place=replace(block.place, paragraph=count))
        found.append(block)
    return replace(source, blocks=tuple(found))

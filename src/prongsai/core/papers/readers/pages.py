"""Pages that were read, from a PDF or a scan, → `Source`: blocks joined over page breaks, doubts of OCR as notices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from prongsai.core.papers.blocks import Block, Cell, Heading, Notice, Paragraph, Source, Table, numbered
from prongsai.core.papers.readers.overflow import PageResult, join_pages
from prongsai.core.papers.readers.page_blocks import PageText, body_column, mended, page_blocks
from prongsai.core.papers.readers.wraps import Column

# Text that Tesseract was less sure of than this is to be checked by a person.
_DOUBT = 0.6


def source_of(kind: str, pages: Sequence[PageText | None], embedded: dict[str, object] | None, notices: Sequence[Notice]) -> Source:
    """Blocks and notices of all pages in order; None stands for a page that could not be read."""
    bodies = _bodies([page for page in pages if page is not None])
    results: list[PageResult | None] = []
    tables = 1
    for page in pages:
        result = page_blocks(page, bodies[round(page.width)], tables) if page is not None else None
        tables += len(result.tops) if result is not None else 0
        results.append(result)
    source = numbered(Source(kind, tuple(join_pages(results)), len(pages), embedded))
    headings = [_at_heading(notice, source.blocks) for result in results if result is not None for notice in result.notices]
    return replace(source, notices=(*notices, *headings, *_mended(source.blocks), *_doubts(source.blocks)))


def _bodies(pages: Sequence[PageText]) -> dict[int, Column]:
    """The column of running text for each width of page (upright and landscape pages have margins of their own)."""
    widths = {round(page.width) for page in pages}
    return {width: body_column([page for page in pages if round(page.width) == width]) for width in widths}


def _at_heading(notice: Notice, blocks: Sequence[Block]) -> Notice:
    """A notice of a page with the place of the heading on it that holds its text."""
    own = (block.place for block in blocks if isinstance(block, Heading) and block.place.page == notice.place.page)
    texts = {block.place: block.text for block in blocks if isinstance(block, Heading)}
    return replace(notice, place=next((place for place in own if (notice.text or "") in texts[place]), notice.place))


def _mended(blocks: Sequence[Block]) -> list[Notice]:
    """What was mended in paragraphs and cells, where it stands."""
    found: list[Notice] = []
    for block in blocks:
        parts: list[Paragraph | Cell] = [block] if isinstance(block, Paragraph) else []
        parts += [cell for row in block.rows for cell in row if cell is not None] if isinstance(block, Table) else []
        for part in parts:
            found += mended(part.lines, part.place)
    return found


def _doubts(blocks: Sequence[Block]) -> list[Notice]:
    """A notice for each cell that OCR was unsure of."""
    cells = [cell for block in blocks if isinstance(block, Table) for row in block.rows for cell in row if cell is not None]
    return [_doubt(cell) for cell in cells if cell.confidence is not None and cell.confidence < _DOUBT]


def _doubt(cell: Cell) -> Notice:
    words = " ".join(cell.text.split())
    return Notice(cell.place, "ocr_doubt", f"อ่านจากภาพได้ไม่ชัด โปรดตรวจ: “{words[:60]}”", words)

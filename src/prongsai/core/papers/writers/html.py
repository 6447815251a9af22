"""Sheet → one self-contained, accessible HTML page: real tables and headings, markers as text, no script, nothing fetched."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from prongsai.core.papers.writers.html_style import style_sheet
from prongsai.core.papers.writers.sheet import (
    Align,
    BodyCell,
    Cover,
    HeadCell,
    Heading,
    Item,
    ItemList,
    MemoHead,
    Paragraph,
    Sheet,
    Signatures,
    Table,
)
from prongsai.core.papers.writers.spans import Placed, place
from prongsai.core.papers.writers.walk import BlockPrinter
from prongsai.core.papers.writers.wording import CONTENTS_TITLE, MEMO_TITLE, memo_lines, opinion_line, printable, signature_lines

SHORT_CELL_LETTERS = 320


def print_html(sheet: Sheet, *, embedded: dict[str, object] | None) -> bytes:
    """Print a sheet as an HTML page (UTF-8). `embedded` is not carried: a page holds what is visible only."""
    body = _Body(sheet).html()
    style = style_sheet(is_landscape=sheet.is_landscape, digits=sheet.digits)
    page = (
        '<!doctype html>\n<html lang="th">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="author" content="{escape(sheet.author)}">\n<title>{escape(sheet.title)}</title>\n'
        f"<style>{style}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )
    return page.encode("utf-8", "replace")


class _Body(BlockPrinter):
    """Walks the blocks once and collects elements."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.parts: list[str] = []
        self.headings = 0
        self.tables = 0
        has_title = any(isinstance(block, Cover | MemoHead) for block in sheet.blocks)
        self.level_shift = 1 if has_title else 0
        self.last_heading = sheet.title

    def html(self) -> str:
        self.walk(self.sheet.blocks)
        return "".join(f"{part}\n" for part in self.parts)

    def cover(self, block: Cover) -> None:
        title, *others = block.lines or ("",)
        lines = "".join(f"\n<p>{escape(line)}</p>" for line in others)
        self.parts.append(f'<section class="cover">\n<h1>{_text(title)}</h1>{lines}\n</section>')

    def memo_head(self, block: MemoHead) -> None:
        rows = []
        for pairs in memo_lines(block):
            lines = "".join(f"<p><strong>{escape(label)}</strong> {_text(value)}</p>" for label, value in pairs)
            rows.append(f'<div class="pair">{lines}</div>' if len(pairs) > 1 else lines)
        self.parts.append(f'<header class="memo">\n<h1>{MEMO_TITLE}</h1>\n' + "\n".join(rows) + "\n</header>")

    def heading(self, block: Heading) -> None:
        level = max(block.level, 1) + self.level_shift
        self.headings += 1
        self.last_heading = block.text
        self.parts.append(f'<h{level} id="h{self.headings}"{_classes(block.align)}>{_text(block.text)}</h{level}>')

    def paragraph(self, block: Paragraph) -> None:
        names = (
            *((block.align,) if block.align != "left" else ()),
            *(("indented",) if block.is_indented else ()),
            *(("bold",) if block.is_bold else ()),
        )
        self.parts.append(f"<p{_classes(*names)}>{_text(block.text)}</p>")

    def item_list(self, block: ItemList) -> None:
        self.parts.append('<div role="list">\n' + "\n".join(_item(item, ' role="listitem"') for item in block.items) + "\n</div>")

    def table(self, block: Table) -> None:
        width = len(block.widths)
        if not width:
            return
        self.tables += 1
        label = escape(block.caption or f"ตาราง: {self.last_heading}")
        total = sum(block.widths)
        columns = "".join(f'<col style="width: {100 * share / total:.4g}%">' for share in block.widths)
        caption = f"<caption>{_text(block.caption)}</caption>\n" if block.caption else ""
        head = "\n".join(_row(cells, _head_cell) for cells in place(block.head, width))
        body = "\n".join(_row(cells, _body_cell) for cells in place(block.rows, width))
        self.parts.append(
            f'<div class="wide" role="region" aria-label="{label}" tabindex="0">\n<table style="--columns: {width}">\n{caption}'
            f"<colgroup>{columns}</colgroup>\n"
            + (f"<thead>\n{head}\n</thead>\n" if head else "")
            + f"<tbody>\n{body}\n</tbody>\n</table>\n</div>"
        )

    def signatures(self, block: Signatures) -> None:
        blocks = []
        for signature in block.signatures:
            opinion = opinion_line(signature)
            if opinion:
                blocks.append(f'<p class="opinion">{_text(opinion)}</p>')
            lines = "\n".join(f"<p>{_text(line)}</p>" for line in signature_lines(signature))
            blocks.append(f'<div class="signature">\n{lines}\n</div>')
        self.parts.append('<section class="signatures" aria-label="ลงนาม">\n' + "\n".join(blocks) + "\n</section>")

    def contents(self) -> None:
        headings = [block for block in self.sheet.blocks if isinstance(block, Heading)]
        links = "\n".join(
            f'<li{_classes("sub") if heading.level > 1 else ""}><a href="#h{number}">{_text(heading.text)}</a></li>'
            for number, heading in enumerate(headings, start=1)
            if heading.is_in_contents
        )
        title = f'<p class="centre bold">{CONTENTS_TITLE}</p>\n'
        self.parts.append(f'<nav class="contents" aria-label="{CONTENTS_TITLE}">\n{title}<ul role="list">\n{links}\n</ul>\n</nav>')

    def page_break(self) -> None:
        self.parts.append('<hr class="break">')


def _text(text: str) -> str:
    return escape(printable(text), quote=False).replace("\n", "<br>")


def _classes(*names: str) -> str:
    shown = " ".join(name for name in names if name != "left")
    return f' class="{shown}"' if shown else ""


def _item(item: Item, role: str = "") -> str:
    depth = f' style="--depth: {item.depth}"' if item.depth else ""
    name = "item" if item.marker else "bare"
    marker = f'<span class="marker">{_text(item.marker)}</span> ' if item.marker else ""
    return f'<p class="{name}"{role}{depth}>{marker}{_text(item.text)}</p>'


def _row(cells: tuple[Placed, ...], printer: Callable[[Placed, str], str]) -> str:
    shown = "".join(printer(placed, _spans(placed)) for placed in cells if placed.is_start)
    return f"<tr{_classes('short') if _is_short(cells) else ''}>{shown}</tr>"


def _is_short(cells: tuple[Placed, ...]) -> bool:
    """Whether a printed row moves to the next page as a whole; long rows may break, else half pages stay empty."""
    bodies = [placed.cell for placed in cells if isinstance(placed.cell, BodyCell)]
    return all(sum(20 + len(item.text) for item in body.items) <= SHORT_CELL_LETTERS for body in bodies)


def _spans(placed: Placed) -> str:
    column = f' colspan="{placed.column_span}"' if placed.column_span > 1 else ""
    return column + (f' rowspan="{placed.row_span}"' if placed.row_span > 1 else "")


def _head_cell(placed: Placed, spans: str) -> str:
    if not isinstance(placed.cell, HeadCell):
        return f"<td{spans}></td>"
    scope = "colgroup" if placed.column_span > 1 else "col"
    return f'<th scope="{scope}"{spans}>{_text(placed.cell.text)}</th>'


def _body_cell(placed: Placed, spans: str) -> str:
    if not isinstance(placed.cell, BodyCell):
        return f"<td{spans}></td>"
    align: Align = placed.cell.align
    return f"<td{_classes(align)}{spans}>{''.join(_item(item) for item in placed.cell.items)}</td>"

"""HTML fragments that stand as text in cells and paragraphs, whatever the file is: copied out of systems that keep them so."""

from __future__ import annotations

import re
from dataclasses import replace

from prongsai.core.papers.blocks import Block, Cell, Line, Paragraph, Source, Table
from prongsai.core.papers.readers.html import fragment_lines, has_markup

EXACT = frozenset({"docx", "xlsx", "csv", "html"})
"""Kinds whose text is exact; the text reader takes fragments apart itself, and a page cuts tags at the ends of its lines."""
BLOCK_TAG = re.compile(r"<\s*(?:p|li|ul|ol|div|tr|h[1-6])\b", re.IGNORECASE)


def take_fragments_apart(source: Source) -> Source:
    """The source with each fragment ("<p>1. …</p><p>2. …</p>") as the lines that it means. Other text stays as it is."""
    if source.kind not in EXACT:
        return source
    return replace(source, blocks=tuple(map(_block, source.blocks)))


def _block(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, lines=_lines(block.lines) or block.lines)
    if isinstance(block, Table):
        return replace(block, rows=tuple(tuple(map(_cell, row)) for row in block.rows))
    return block


def _cell(cell: Cell | None) -> Cell | None:
    return cell if cell is None or not has_markup(cell.text) else replace(cell, lines=_lines(cell.lines))


def _lines(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    text = "\n".join(line.text for line in lines)
    if not has_markup(text):
        return lines
    if BLOCK_TAG.search(text):
        return fragment_lines(text)
    return tuple(part for line in lines for part in _parts(line))


def _parts(line: Line) -> tuple[Line, ...]:
    parts = tuple(replace(part, indent=line.indent) for part in fragment_lines(line.text))
    return (replace(parts[0], hard=line.hard), *parts[1:]) if parts else ()

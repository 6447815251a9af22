"""What stands before the body: cover, centred title lines, contents, opening paragraphs; and the sheet made from all blocks."""

from __future__ import annotations

from collections.abc import Sequence

from prongsai.core.papers.model import Paper
from prongsai.core.papers.writers.layouts.phrases import PREFACE, organisation_lines, title_lines, year_line
from prongsai.core.papers.writers.sheet import Block, Break, Contents, Cover, Heading, Paragraph, Sheet

_LONG_ENOUGH = 3
"""Headings from which on a table of contents is of use."""


def cover(paper: Paper, default_title: str) -> Cover:
    """Title, organisation, district and province, and the year where the title does not name it."""
    return Cover((*title_lines(paper, default_title), *_who_and_when(paper)))


def title_blocks(paper: Paper, default_title: str) -> list[Block]:
    """The lines of the cover as a centred heading, for layouts that begin on their first page."""
    first, *others = (*title_lines(paper, default_title), *_who_and_when(paper))
    return [Heading(first, align="centre"), *(Paragraph(line, align="centre", is_bold=True) for line in others)]


def paragraphs(texts: Sequence[str]) -> list[Block]:
    """Running text, each paragraph with its first line set in; empty texts are left out."""
    return [Paragraph(text, is_indented=True) for text in texts if text.strip()]


def preface_blocks(paper: Paper) -> list[Block]:
    """The foreword on a page of its own, signed with the name of the organisation; nothing where the paper has none."""
    if not paper.document.preface:
        return []
    name = organisation_lines(paper.organisation)[:1]
    return [
        Heading(PREFACE, align="centre"),
        *paragraphs(paper.document.preface),
        *(Paragraph(line, align="right") for line in name),
        Break(),
    ]


def contents_blocks(body: Sequence[Block]) -> list[Block]:
    """A table of contents where the body has headings enough for one."""
    headings = [block for block in body if isinstance(block, Heading) and block.level <= 2]
    return [Contents()] if len(headings) >= _LONG_ENOUGH else []


def sheet(paper: Paper, default_title: str, blocks: Sequence[Block], *, is_landscape: bool = False) -> Sheet:
    """The sheet of these blocks, with the title in one line and the organisation as its author."""
    author = next(iter(organisation_lines(paper.organisation)), "")
    return Sheet(" ".join(title_lines(paper, default_title)), author, tuple(blocks), is_landscape)


def _who_and_when(paper: Paper) -> tuple[str, ...]:
    year = year_line(paper)
    return (*organisation_lines(paper.organisation), *((year,) if year else ()))

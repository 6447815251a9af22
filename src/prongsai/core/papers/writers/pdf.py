"""Prints a sheet as PDF with Typst: prepares words, lists and tables as data for the template `pdf.typ`, which sets them."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prongsai.core.papers.writers.pdf_table import table_data
from prongsai.core.papers.writers.pdf_words import list_nodes, with_breaks
from prongsai.core.papers.writers.sheet import (
    Block,
    Break,
    Contents,
    Cover,
    Heading,
    ItemList,
    MemoHead,
    Paragraph,
    Sheet,
    Signatures,
    Table,
)
from prongsai.core.papers.writers.wording import CONTENTS_TITLE, MEMO_TITLE, memo_lines, opinion_line, printable, signature_lines
from prongsai.core.papers.writers.writing import SignsNotDrawn

if TYPE_CHECKING:
    import typst

_HERE = Path(__file__).parent
_STANDARDS = ["a-3a", "ua-1"]
_SHORT_ENTRY = 400
_NO_GLYPH = "could not be displayed with font"
_NO_GLYPH_SIGN = re.compile(rf'the text `"(.+?)"` {_NO_GLYPH}')

_Data = dict[str, Any]


def print_pdf(sheet: Sheet, *, embedded: Mapping[str, Any] | None) -> bytes:
    """The sheet as a tagged PDF/A-3a and PDF/UA-1 file, the same bytes for the same arguments.

    `embedded` is attached as `paper.json`. PDF/A wants a date: it is that of the embedded paper (the first day of its fiscal year where
    the paper has none, 1 January 2000 where nothing is known), never today's. Signs that no font at hand can draw print as an empty
    box; such a file keeps its tags but cannot claim the two standards, and `SignsNotDrawn` warns of it.
    """
    import typst

    source = json.dumps(_sheet_data(sheet, embedded), ensure_ascii=False)
    try:
        return _compile(source, _STANDARDS)
    except typst.TypstError as error:
        if _NO_GLYPH not in str(error):
            raise
        warnings.warn(SignsNotDrawn(_signs(error)), stacklevel=2)
        return _compile(source, [])


def _signs(error: typst.TypstError) -> tuple[str, ...]:
    """The signs that Typst complains of, each once, in the order of the paper."""
    told = getattr(error, "diagnostic", None) or str(error)
    signs = (re.sub(r"\\u\{([0-9a-f]+)\}", lambda code: chr(int(code[1], 16)), sign) for sign in _NO_GLYPH_SIGN.findall(told))
    return tuple(dict.fromkeys(signs))


def _compile(source: str, standards: list[Any]) -> bytes:
    pages = _compiler().compile(input=_HERE / "pdf.typ", format="pdf", sys_inputs={"sheet": source}, pdf_standards=standards)
    assert isinstance(pages, bytes)  # noqa: S101 - one file comes back where no output path is given
    return pages


@cache
def _compiler() -> typst.Compiler:
    """One compiler for the life of the process: it holds the fonts, which take longer to load than a page to set."""
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(_HERE / "fonts")])
    return typst.Compiler(_HERE / "pdf.typ", root=_HERE, font_paths=fonts, ignore_system_fonts=True)


def _sheet_data(sheet: Sheet, embedded: Mapping[str, Any] | None) -> _Data:
    return {
        "title": printable(sheet.title).strip() or printable(sheet.author) or "prongsai",
        "author": printable(sheet.author),
        "thai": sheet.digits == "thai",
        "landscape": sheet.is_landscape,
        "date": _date(embedded or {}),
        "attached": json.dumps(embedded, ensure_ascii=False) if embedded is not None else None,
        "blocks": _blocks(sheet.blocks),
    }


def _date(embedded: Mapping[str, Any]) -> list[int]:
    written = (embedded.get("document") or {}).get("date") or ""
    found = re.fullmatch(r"(\d{4})-(\d{2})(?:-(\d{2}))?", written)
    if found and 1 <= int(found[2]) <= 12:
        return [int(found[1]), int(found[2]), min(int(found[3] or 1), 28)]
    year = embedded.get("fiscal_year")
    return [year - 544, 10, 1] if isinstance(year, int) and 2443 < year < 3000 else [2000, 1, 1]


def _blocks(blocks: Sequence[Block]) -> list[_Data]:
    data: list[_Data] = []
    level = 0
    for index, block in enumerate(blocks):
        if isinstance(block, Heading) and not printable(block.text).strip():
            continue
        entry = _PRINTERS[type(block)](block)
        if isinstance(block, Heading):
            level = entry["level"] = min(block.level, level + 1)
        if isinstance(block, Contents):
            level = 1
        if isinstance(block, Paragraph):
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            entry["sticky"] = isinstance(following, Signatures) or (block.is_bold and following is not None)
        data.append(entry)
    return data


def _cover(block: Cover) -> _Data:
    title = [line for index, line in enumerate(block.lines) if not index or line.startswith("ประจำปี")][:2]
    below = [line for line in block.lines if line not in title]
    return {"kind": "cover", "title": [*map(with_breaks, title)], "below": [*map(with_breaks, below)]}


def _memo(block: MemoHead) -> _Data:
    lines = [[{"label": label, "value": with_breaks(value)} for label, value in line] for line in memo_lines(block)]
    return {"kind": "memo", "title": with_breaks(MEMO_TITLE), "ruled": lines[:-1], "to": lines[-1][0]}


def _heading(block: Heading) -> _Data:
    return {
        "kind": "heading",
        "text": with_breaks(block.text),
        "align": block.align,
        "level": block.level,
        "outlined": block.is_in_contents,
    }


def _paragraph(block: Paragraph) -> _Data:
    return {
        "kind": "paragraph",
        "text": with_breaks(block.text),
        "align": block.align,
        "indented": block.is_indented,
        "bold": block.is_bold,
    }


def _signatures(block: Signatures) -> _Data:
    signatures = []
    for signature in block.signatures:
        opinion = opinion_line(signature)
        lines = [with_breaks(line) for line in signature_lines(signature)]
        signatures.append({"opinion": None if opinion is None else with_breaks(opinion), "lines": lines})
    return {"kind": "signatures", "signatures": signatures}


_PRINTERS: dict[type, Callable[[Any], _Data]] = {
    Cover: _cover,
    MemoHead: _memo,
    Heading: _heading,
    Paragraph: _paragraph,
    ItemList: lambda block: {"kind": "items", "nodes": list_nodes(block.items, longest_whole=_SHORT_ENTRY)},
    Table: table_data,
    Signatures: _signatures,
    Contents: lambda _: {"kind": "contents", "title": with_breaks(CONTENTS_TITLE)},
    Break: lambda _: {"kind": "break"},
}

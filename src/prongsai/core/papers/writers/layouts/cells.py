"""Entries of a paper as the lines of a cell or list: markers kept, sub-lines set in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from prongsai.core.papers.model import StepRow
from prongsai.core.papers.writers.layouts.phrases import wording
from prongsai.core.papers.writers.sheet import Item

_SUB_MARKER = re.compile(r"(\([\d๐-๙ก-ฮa-z]{1,3}\)|[\d๐-๙]{1,3}(?:\.[\d๐-๙]{1,2})*[.)]|[-–•●➢✓*])\s*(?=\S)")

_UNIT_NAME = re.compile(r"(?:สำนัก|กอง|หน่วย|ฝ่าย|ทุก|ส่วน|งาน)\S{2,}$")


def entry_items(texts: Sequence[str], labels: Sequence[str | None] = (), *, lead: str | None = None) -> tuple[Item, ...]:
    """One item for each entry with its label as marker, after the lead; further lines of an entry are items one level deeper."""
    items = [*_lines(lead, None)] if lead else []
    for index, text in enumerate(texts):
        items += _lines(text, labels[index] if index < len(labels) else None)
    return tuple(items)


def bulleted(texts: Iterable[str]) -> tuple[Item, ...]:
    """Entries with a bullet each; further lines of an entry one level deeper.

    No dash: behind a line that ends in a number, as these often do, it reads as the second half of a range.
    """
    found: list[Item] = []
    for text in texts:
        first, *others = text.split("\n")
        found += [Item(first, marker="•"), *(Item(line, depth=1) for line in others if line.strip())]
    return tuple(found)


def row_items(row: StepRow) -> tuple[Item, ...]:
    """A sub-step: its label as marker, then its sub-items, each with a dash."""
    items = _lines(row.text, row.label or None)
    for sub_item in row.sub_items:
        first, *others = sub_item.split("\n")
        items.append(Item(first, marker="-", depth=1))
        items += [Item(line, depth=2) for line in others]
    return tuple(items)


def text_items(text: str | None) -> tuple[Item, ...]:
    """The lines of a plain text as items; none where it is empty."""
    return tuple(Item(line) for line in text.split("\n") if line.strip()) if text else ()


def unit_items(as_written: str | None, units: Sequence[str]) -> tuple[Item, ...]:
    """The responsible units as written, one a line where the wording is a plain row of unit names or is missing."""
    written = wording(as_written)
    names = written.split()
    if len(names) > 1 and all(_UNIT_NAME.match(name) for name in names):
        return tuple(Item(name) for name in names)
    return text_items(written) or tuple(Item(unit) for unit in units)


def _lines(text: str, label: str | None) -> list[Item]:
    first, *others = text.split("\n")
    return [Item(first, marker=label), *(_sub_line(line) for line in others if line.strip())]


def _sub_line(line: str) -> Item:
    found = _SUB_MARKER.match(line)
    return Item(line[found.end() :], marker=found[1], depth=1) if found else Item(line, depth=1)

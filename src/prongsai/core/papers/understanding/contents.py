"""The printed table of contents: its lines repeat headings and are no text of the paper."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from prongsai.core.papers.blocks import Table
from prongsai.core.papers.understanding.prepare import Flow, TextLine
from prongsai.core.papers.understanding.vocabulary import bare

TITLE = re.compile(r"^สารบัญ(?:\s*(?:เรื่อง|ตาราง|\(ต่อ\)))?$")
PAGE = re.compile(r"[0-9๐-๙]{1,3}$")
LEADER = ".…·"
LEAST_LEADER = 3
HEADINGS = re.compile(r"^(?:เรื่อง|หน้า|เรื่อง\s+หน้า|หัวข้อ|บทที่)$")


def without_contents(flow: Flow) -> Flow:
    """The flow without the list that follows the word สารบัญ: lines that end in a page number, or that come again later.

    Where the file has pages, the list takes the rest of its page.
    """
    items: list[TextLine | Table] = []
    is_inside, page = False, -1
    pages = max((item.page for item in flow.items if isinstance(item, TextLine)), default=0)
    counted = Counter(_key(item.text) for item in flow.items if isinstance(item, TextLine))
    for k, item in enumerate(flow.items):
        if not isinstance(item, TextLine):
            is_inside = False
        elif TITLE.match(item.text.strip()):
            is_inside = True
            page = item.page if item.page < pages else -1
            continue
        elif is_inside:
            is_inside = item.page == page or _is_entry(item, counted, flow.items[k + 1 :])
            if is_inside:
                counted[_key(item.text)] -= 1
                continue
        items.append(item)
    return Flow(tuple(items))


def lost_contents(before: Flow, after: Flow) -> list[TextLine]:
    """Lines that `without_contents` took out though their words stand nowhere else in the file."""
    kept = {id(item) for item in after.items}
    rest = "".join(bare(item.text) for item in after.items if isinstance(item, TextLine))
    dropped = [item for item in before.items if isinstance(item, TextLine) and id(item) not in kept and not item.is_number]
    labels = (line for line in dropped if not TITLE.match(line.text.strip()) and not HEADINGS.match(line.text.strip()))
    return [line for line in labels if _key(line.text) not in rest]


def _key(text: str) -> str:
    return bare(_without_page(text)[0])


def _without_page(text: str) -> tuple[str, int]:
    """An entry without the page number at its end, and how many dots lead to that; -1 where it has none."""
    text = text.strip()
    page = PAGE.search(text, max(0, len(text) - 3))
    title = text[: page.start()] if page is not None else ""
    name = title.rstrip(LEADER + " \t")
    signs = len(title) - len(name)
    if not title or PAGE.search(title[-1]) or (signs < LEAST_LEADER and not title[-1].isspace()):
        return text, -1
    return name, sum(sign in LEADER for sign in title[len(name) :])


def _is_entry(line: TextLine, counted: Counter[str], rest: Sequence[TextLine | Table]) -> bool:
    text = line.text.strip()
    if line.is_number or HEADINGS.match(text):
        return True
    if line.level is not None and line.level <= 2 and counted[_key(text)] < 2:
        return False
    if counted[_key(text)] > 1:
        return True
    dots = _without_page(text)[1]
    return dots > LEAST_LEADER or (dots >= 0 and _starts_later(text, rest))


def _starts_later(text: str, rest: Sequence[TextLine | Table]) -> bool:
    """Tell whether a later line begins as this entry does (its heading may be wrapped)."""
    key = _key(text)
    return len(key) > 5 and any(isinstance(item, TextLine) and bare(item.text).startswith(key[:40]) for item in rest)

"""The printed table of contents: its lines repeat headings and are no text of the paper."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from prongsai.core.papers.blocks import Table
from prongsai.core.papers.understanding.prepare import Flow, TextLine
from prongsai.core.papers.understanding.vocabulary import bare

TITLE = re.compile(r"^สารบัญ(?:\s*(?:เรื่อง|ตาราง|\(ต่อ\)))?$")
PAGE_AT_END = re.compile(r"(?:[.…·\s]{3,}|\t|\s)\s*[0-9๐-๙]{1,3}\s*$")
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


def _key(text: str) -> str:
    return bare(PAGE_AT_END.sub("", text))


def _is_entry(line: TextLine, counted: Counter[str], rest: Sequence[TextLine | Table]) -> bool:
    text = line.text.strip()
    if line.is_number or HEADINGS.match(text):
        return True
    if line.level is not None and line.level <= 2 and counted[_key(text)] < 2:
        return False
    if counted[_key(text)] > 1:
        return True
    return bool(re.search(r"[.…·]{4,}\s*[0-9๐-๙]{1,3}\s*$", text)) or (PAGE_AT_END.search(text) is not None and _starts_later(text, rest))


def _starts_later(text: str, rest: Sequence[TextLine | Table]) -> bool:
    """Tell whether a later line begins as this entry does (its heading may be wrapped)."""
    key = _key(text)
    return len(key) > 5 and any(isinstance(item, TextLine) and bare(item.text).startswith(key[:40]) for item in rest)

"""Running text with a heading of its own: the foreword (คำนำ), the background (ความเป็นมา), exceptions (ข้อยกเว้น)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from prongsai.core.papers.blocks import Table
from prongsai.core.papers.understanding.ledger import Ledger
from prongsai.core.papers.understanding.prepare import TextLine
from prongsai.core.papers.understanding.vocabulary import bare, like, load

SHORT = 60
LONGEST_TITLE = 120
LIKENESS = 88.0
NUMBER = re.compile(r"^[0-9๐-๙]{1,2}\s*[.)]\s*")


def read_prose(items: Sequence[TextLine | Table], name: str, ledger: Ledger) -> tuple[str, ...]:
    """Paragraphs under the heading of that name ("preface", "background", "exceptions") up to the next heading, table or other text's page.

    Lines of under 60 characters after the last paragraph (who signs the foreword) are not part of it.
    """
    wordings = load()["prose"][name]
    start = next((k for k, item in enumerate(items) if isinstance(item, TextLine) and _is_heading(item.text, wordings)), None)
    if start is None:
        return ()
    found: list[TextLine] = []
    for item in items[start + 1 :]:
        if not isinstance(item, TextLine) or _ends(item, found):
            break
        found.append(item)
    while found and len(found[-1].text) < SHORT:
        found.pop()
    if not found:
        return ()
    heading = items[start]
    ledger.take_all(line.place for line in (*found, heading) if isinstance(line, TextLine))
    ledger.value(f"document.{name}", found[0].place)
    return tuple(line.text for line in found)


def _is_heading(text: str, wordings: Sequence[str]) -> bool:
    key = NUMBER.sub("", text.strip(" *#:"))
    return len(key) <= 40 and any(bare(key) == bare(wording) or like(key, wording) >= LIKENESS for wording in wordings)


def _ends(line: TextLine, found: Sequence[TextLine]) -> bool:
    """A heading ends the text; so does the first short line after a paragraph that begins another page or is centred or bold."""
    if line.level is not None:
        return True
    if not found:
        return False
    is_short = len(line.text) < SHORT
    headings = (*load()["prose"].values(), *load()["analysis"].values())
    other_heading = any(_is_heading(line.text, wordings) for wordings in headings) or _is_title(line.text)
    return other_heading or (is_short and (line.is_bold or line.is_centred or line.page != found[-1].page))


def _is_title(text: str) -> bool:
    """A line of at most 120 characters that begins as the titles of papers do."""
    key = bare(NUMBER.sub("", text))
    return len(text) <= LONGEST_TITLE and any(key.startswith(bare(word)) for words in load()["documents"].values() for word in words)

"""What the paper does not hold: every text line, table and cell that no rule took, or of which only a part was taken, with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache

from prongsai.core.papers.blocks import Cell, Place, Table
from prongsai.core.papers.model import Paper, Unread
from prongsai.core.papers.understanding.ledger import Ledger
from prongsai.core.papers.understanding.prepare import Flow
from prongsai.core.papers.understanding.project_headings import headings
from prongsai.core.papers.understanding.vocabulary import column_field, load
from prongsai.core.thai.numerals import to_arabic_digits

NOTHING = re.compile(r"^[\s.…_\-–—*|]*$")
RUN = re.compile(r"[0-9]+|(?:[^\W\d_]|[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])+")
SURE_LABEL = 84.0
LEAST_LABEL, LONGEST_LABEL = 3, 40


def list_unread(flow: Flow, ledger: Ledger, paper: Paper) -> Iterator[Unread]:
    """Lines and cells that are not in the ledger, and of those that are, the lines with words that the paper does not hold.

    Labels that the vocabulary knows ("ผู้รับผิดชอบ", "ลงชื่อ") count as held; so do digits that the paper holds anywhere.
    """
    held = _Held(paper)
    known = {text for text in (paper.organisation.name_as_written, paper.organisation.name, paper.document.title) if text}
    for item in flow.items:
        if isinstance(item, Table):
            yield from _cells(item, ledger, held)
        elif not item.is_number and item.text not in known and _is_unread(item.place, item.text, ledger, held):
            yield Unread(str(item.place), item.text)


def _cells(table: Table, ledger: Ledger, held: _Held) -> Iterable[Unread]:
    for row in table.rows:
        for cell in row:
            text = "\n".join(_unread_lines(cell, ledger, held)) if cell is not None else ""
            if cell is not None and not NOTHING.match(text):
                yield Unread(str(cell.place), text)


def _unread_lines(cell: Cell, ledger: Ledger, held: _Held) -> Iterator[str]:
    if (cell.place, "") not in ledger.labels:
        yield from (line.text for line in cell.lines if _is_unread(cell.place, line.text, ledger, held))


def _is_unread(place: Place, text: str, ledger: Ledger, held: _Held) -> bool:
    if NOTHING.match(text) or (place, text) in ledger.labels:
        return False
    return place not in ledger.taken or not held.holds(text)


class _Held:
    """The words of a paper and of the labels that the vocabulary knows."""

    def __init__(self, paper: Paper) -> None:
        texts = [_runs(text) for value in (getattr(paper, field.name) for field in fields(Paper)) for text in _texts(value)]
        self.words = {run for runs in texts for run in runs} | _label_words()
        self.whole = "\n".join("".join(runs) for runs in texts)

    def holds(self, text: str) -> bool:
        """Tell whether every word of the text is held; words need not be whole, for lines are joined and cut."""
        return all(run in self.words or run in self.whole or _is_label(run) or self.holds_behind_label(run) for run in _runs(text))

    def holds_behind_label(self, run: str) -> bool:
        """Tell whether the run is a label with held words right behind it ("อำเภอฟ้าใส")."""
        return any(run[:cut] in _label_words() and run[cut:] in self.whole for cut in range(LEAST_LABEL, min(len(run), LONGEST_LABEL)))


def _runs(text: str) -> list[str]:
    """The stretches of letters and those of digits; signs are left out."""
    return RUN.findall(to_arabic_digits(text).lower())


def _is_label(run: str) -> bool:
    match = column_field(run) if len(run) > 3 else None
    return match is not None and match[1] >= SURE_LABEL


def _texts(value: object) -> Iterator[str]:
    """The texts and numbers in a part of a paper."""
    if isinstance(value, tuple):
        for entry in value:
            yield from _texts(entry)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
    elif value is not None and not isinstance(value, date):
        yield str(value)


@cache
def _label_words() -> frozenset[str]:
    data = load()
    wordings = [
        *(wording for group in ("columns", "status_words", "prose", "marks") for words in data[group].values() for wording in words),
        *data["approvals"]["roles"],
        *data["labels"]["words"],
        *(wording for words in headings().values() for wording in words),
    ]
    return frozenset(run for wording in wordings for run in _runs(wording))

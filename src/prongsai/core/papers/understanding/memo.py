"""The head of a บันทึกข้อความ: agency, reference, date, subject, addressee."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from prongsai.core.papers.model import Memo
from prongsai.core.papers.understanding.ledger import Ledger
from prongsai.core.papers.understanding.prepare import TextLine
from prongsai.core.papers.understanding.vocabulary import like
from prongsai.core.thai.calendar import find_dates

HEAD_LINES = 40
FIELDS = re.compile(r"(?:(?<=\s)|^)(ส่วนราชการ|ที่(?=\s|$|\.|:|[ก-ฮ]{2}\s?[0-9๐-๙])|วันที่|เรื่อง|เรียน)\s*[:：]?\s*")
PATHS = {
    "ส่วนราชการ": "document.memo.agency",
    "ที่": "document.memo.ref_no",
    "เรื่อง": "document.memo.subject",
    "เรียน": "document.memo.to",
    "วันที่": "document.date_as_written",
}
DOTS = re.compile(r"[.…_]{3,}")


@dataclass(frozen=True, slots=True)
class MemoHead:
    """Memo with its date: "2022-01" or "2022-01-17", and the wording."""

    memo: Memo
    date: str | None
    date_as_written: str | None


def read_memo(lines: Sequence[TextLine], ledger: Ledger) -> MemoHead | None:
    """The head of a memo; None where the first lines do not hold the words บันทึกข้อความ."""
    start = next((i for i, line in enumerate(lines[:HEAD_LINES]) if _is_memo_word(line.text)), None)
    if start is None:
        return None
    ledger.take(lines[start].place)
    found: dict[str, str] = {}
    current: str | None = None
    for line in lines[start + 1 : start + 16]:
        pieces = _pieces(line.text)
        if not pieces:
            if current == "เรื่อง" and "เรียน" not in found and len(line.text) < 160:
                found[current] = f"{found[current]} {line.text}".strip()
                ledger.take(line.place)
                continue
            break
        for name, value in pieces:
            if name not in found:
                found[name], current = value, name
                ledger.value(PATHS[name], line.place)
        ledger.take(line.place)
        if current == "เรียน":
            break
    memo = Memo(found.get("ส่วนราชการ") or None, found.get("ที่") or None, found.get("เรื่อง") or None, found.get("เรียน") or None)
    written = found.get("วันที่") or None
    return MemoHead(memo, _date(written), written)


def _is_memo_word(text: str) -> bool:
    return len(text) <= 30 and like(text, "บันทึกข้อความ") >= 84


def _pieces(text: str) -> list[tuple[str, str]]:
    """Fields of one line: "ที่ กก ๑ / ๒  วันที่ ๓ …" has two. A field must begin the line."""
    found = list(FIELDS.finditer(text))
    if not found or found[0].start() != 0:
        return []
    if found[0][1] in ("เรื่อง", "เรียน", "ส่วนราชการ", "วันที่"):
        found = found[:1]
    else:
        found = [found[0], *(match for match in found[1:] if match[1] == "วันที่")][:2]
    ends = [match.start() for match in found[1:]] + [len(text)]
    return [(match[1], DOTS.sub(" ", text[match.end() : end]).strip()) for match, end in zip(found, ends, strict=True)]


def _date(written: str | None) -> str | None:
    reading = next(iter(find_dates(written or "")), None)
    if reading is None or reading.year_be is None or reading.month is None:
        return None
    month = f"{reading.year_be - 543:04d}-{reading.month:02d}"
    return reading.date.isoformat() if reading.date is not None else month

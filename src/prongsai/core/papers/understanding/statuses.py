"""Status marks and words of a table row → status of the measure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from prongsai.core.papers.model import Candidate, Status
from prongsai.core.papers.understanding.rows import TableRow
from prongsai.core.papers.understanding.vocabulary import bare, like, load

STATUSES: tuple[Status, ...] = ("not_started", "in_progress", "completed")
LIKENESS = 86.0
DASHES = re.compile(r"^[-–—.\s]*$")
"""What a dash may become on the way through a scanner: a dash and a dot."""
CHECKED = re.compile(r"(?:[☑☒✓✔√🗹✅⊠]|[\[(]\s*[/✓✔√xX]\s*[\])])\s*([^☐☑☒□✓✔√⊠\[(]+)")


Doubt = Callable[[str, str, str, Sequence[Candidate]], None]
"""Hears code, message, wording and the statuses that it may mean."""


def read_status(row: TableRow, doubt: Doubt) -> tuple[Status | None, str | None]:
    """Status and note ("ตรวจสอบได้ที่ …") of a row; None where no status column says anything.

    One column per status: the one that is ticked counts. One column for all: its words count. `doubt` hears of rows with two ticks and
    of words that name no status.
    """
    ticked = [(status, note) for status in STATUSES if (note := _tick(row.text(f"status:{status}"))) is not None]
    if len(ticked) > 1:
        marks = " · ".join(" ".join(row.text(f"status:{status}").split()) for status, _ in ticked)
        candidates = [Candidate(status, f"มีเครื่องหมายในช่อง “{load()['status_words'][status][0]}”") for status, _ in reversed(ticked)]
        doubt("status_unclear", "แถวนี้มีเครื่องหมายสถานะมากกว่าหนึ่งช่อง จึงถือช่องท้ายสุด โปรดตรวจ", marks, candidates)
    if ticked:
        return ticked[-1][0], ticked[-1][1] or None
    text = row.text("status").strip()
    if not text:
        return None, None
    chosen = CHECKED.search(text)
    found = status_of_words(chosen[1] if chosen else text)
    if found is None and bare(text):
        doubt("status_unread", f"อ่านสถานะ “{text}” ไม่ออก โปรดเลือกสถานะเอง", text, ())
    beside = re.search(r"\(([^()]{4,})\)\s*$", text)
    return found, beside[1].strip() if beside else None


def _tick(text: str) -> str | None:
    """Note beside a tick ("/ (ดูที่เว็บไซต์)" → "ดูที่เว็บไซต์"); empty for a bare tick; None where the cell is not ticked."""
    marks = load()["marks"]
    cleaned = " ".join(text.split())
    if cleaned in marks["empty"] or DASHES.match(cleaned):
        return None
    for tick in sorted(marks["ticks"], key=len, reverse=True):
        if cleaned == tick or re.match(rf"{re.escape(tick)}(?=[\s(])", cleaned):
            return cleaned[len(tick) :].strip().strip("()").strip()
    return cleaned


def status_of_words(text: str) -> Status | None:
    """Status that the words name ("อยู่ระหว่างดำเนินการ"), also misspelt; None where they name none."""
    key = bare(re.sub(r"\([^)]*\)", "", text)).lstrip("✓✔√☑")
    for status in STATUSES:
        if any(key == bare(word) for word in load()["status_words"][status]):
            return status
    for status in STATUSES:
        if any(bare(word) in key for word in load()["status_words"][status] if len(bare(word)) > 6):
            return status
    scored = [(like(key, word), status) for status in STATUSES for word in load()["status_words"][status]]
    best = max(scored, default=(0.0, None), key=lambda pair: pair[0])
    return best[1] if best[0] >= LIKENESS else None

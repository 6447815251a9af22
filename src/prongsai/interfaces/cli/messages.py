"""What the command says on standard error: refusals, warnings, progress. Data goes to standard output and is not written here."""

from __future__ import annotations

import errno
import sys
import time
import traceback
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prongsai.core.ita.model import Framework
    from prongsai.core.papers.model import PaperWarning

_QUIET_SECONDS = 1.0
_REDRAW_SECONDS = 0.1
_SIGNS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something was not done and what to do about it, in both languages. Passes between processes, which exceptions do not always."""

    thai: str
    english: str


def refusal_of(error: Exception) -> Refusal:
    """What to tell a person: the message of a paper error, a sentence for an error of the system, the place in our code for any other."""
    from prongsai.core.papers.errors import PaperError

    if isinstance(error, PaperError):
        return Refusal(error.thai, error.english)
    if isinstance(error, OSError):
        return _system_refusal(error)
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    fault = f"{type(error).__name__} ({where}): {error}"
    return Refusal(
        f"โปรแกรมผิดพลาดเอง ไม่ใช่ความผิดของท่าน โปรดแจ้งผู้พัฒนาพร้อมข้อความนี้: {fault}",
        f"a fault of the program, not yours. Please report it with this line: {fault}",
    )


def _system_refusal(error: OSError) -> Refusal:
    blocked = (
        "ส่วนหนึ่งของที่เก็บนี้เป็นไฟล์ ไม่ใช่โฟลเดอร์ โปรดเลือกที่อื่น",
        "a part of this place is a file, not a folder; take another place",
    )
    sentences = {
        errno.ENOENT: ("ไม่พบไฟล์หรือโฟลเดอร์นี้ โปรดตรวจชื่อและที่เก็บ", "no such file or folder; check its name and place"),
        errno.EACCES: (
            "ไม่มีสิทธิ์เปิดหรือเขียนที่นี่ โปรดตรวจสิทธิ์หรือเลือกที่อื่น",
            "not allowed to read or write here; check the rights or take another place",
        ),
        errno.EISDIR: ("นี่คือโฟลเดอร์ ไม่ใช่ไฟล์ โปรดระบุไฟล์", "this is a folder; name a file"),
        errno.ENOTDIR: blocked,
        errno.EEXIST: blocked,
        errno.ENOSPC: ("พื้นที่จัดเก็บเต็ม โปรดลบไฟล์ที่ไม่ใช้หรือเลือกที่อื่น", "the disk is full; free some space or take another place"),
        errno.EROFS: ("ที่นี่เขียนไม่ได้ โปรดเลือกที่อื่น", "this place is read-only; take another"),
        errno.ENAMETOOLONG: ("ชื่อไฟล์ยาวเกินไป โปรดตั้งชื่อให้สั้นลง", "the file name is too long; take a shorter one"),
    }
    reason = error.strerror or str(error)
    fallback = (
        f"ระบบเปิดหรือเขียนไฟล์ไม่ได้ ({reason}) โปรดตรวจแล้วลองใหม่",
        f"the system could not read or write the file ({reason}); check and try again",
    )
    return Refusal(*sentences.get(error.errno or 0, fallback))


def say_refusal(name: str, refusal: Refusal) -> None:
    """Says that something was not done: the name it concerns, then what and what to do, in Thai and in English."""
    print(f"ทำไม่ได้ {name}: {refusal.thai}\nRefused {name}: {refusal.english}", file=sys.stderr, flush=True)


def say_warnings(name: str, warnings: Iterable[PaperWarning]) -> None:
    """Lists what the reader was unsure of, a line each: file, place, code, sentence."""
    for warning in warnings:
        place = f" {warning.place}" if warning.place else ""
        print(f"โปรดตรวจ {name}:{place} [{warning.code}] {warning.message}", file=sys.stderr)
    sys.stderr.flush()


def say_signs_not_drawn(name: str, signs: Sequence[str]) -> None:
    """Says, in Thai and in English, which signs of a paper stand as empty boxes in the file written; the first ten by name."""
    shown = ", ".join(f"{sign} ({' '.join(f'U+{ord(letter):04X}' for letter in sign)})" for sign in signs[:_SIGNS_SHOWN])
    shown += " …" if len(signs) > _SIGNS_SHOWN else ""
    print(
        f"โปรดตรวจ {name}: ไม่มีแบบอักษรสำหรับ {shown} จึงพิมพ์เป็นกรอบว่าง โปรดแก้หรือลบอักขระนั้น",
        f"Check {name}: no font draws {shown}; empty boxes stand there. Replace or remove them.",
        sep="\n",
        file=sys.stderr,
        flush=True,
    )


def say_unverified(framework: Framework) -> None:
    """Says, in Thai and in English, that facts of a year's framework are not verified, where that is so: its numbers lean on them."""
    facts = len(framework.unverified)
    if facts:
        year = framework.fiscal_year
        print(
            f"โปรดทราบ กรอบการประเมินปี {year} มี {facts} ข้อที่ยังไม่ได้ตรวจกับต้นฉบับ คะแนนอาจต่างจากผลทางการ",
            f"Note: {facts} facts of the framework of {year} are not verified; scores may differ from the official ones.",
            sep="\n",
            file=sys.stderr,
            flush=True,
        )


class Progress:
    """A line that tells how far the work is, drawn over itself; only on a terminal and only once the work has taken a second."""

    def __init__(self, verb: str, unit: str) -> None:
        """`verb` and `unit` as in "กำลังอ่าน", "หน้า"."""
        self._verb = verb
        self._unit = unit
        self._began = self._drawn = time.monotonic()
        self._is_shown = False
        self._is_wanted = sys.stderr.isatty()

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if not self._is_wanted or now - self._began < _QUIET_SECONDS or (self._is_shown and now - self._drawn < _REDRAW_SECONDS):
            return
        of = f" จาก {total}" if total else ""
        sys.stderr.write(f"\r\x1b[K{self._verb} {self._unit} {done}{of}")
        sys.stderr.flush()
        self._is_shown, self._drawn = True, now

    def clear(self) -> None:
        """Takes the line away, so that the next message begins on an empty one."""
        if self._is_shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._is_shown = False

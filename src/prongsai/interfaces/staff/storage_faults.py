"""When disk or database do not do what they should: what it is, told by the error, and a page that loses nothing of what was typed."""

from __future__ import annotations

import errno
import sqlite3
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from prongsai.interfaces.staff.kept_forms import kept

_FULL_ERRORS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_CLOSED_ERRORS = {errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO}
_CLOSED_TO_SQLITE = ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_PERM")
_SESSIONS = "django/contrib/sessions/middleware.py"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong, as a word, and the status that says so."""

    kind: str
    status: int


FULL, CLOSED, BUSY, GONE, DAMAGED, LOST_FILE = (
    Trouble("full", 507),
    Trouble("closed", 503),
    Trouble("busy", 503),
    Trouble("gone", 503),
    Trouble("damaged", 503),
    Trouble("lost_file", 503),
)


def trouble_of(error: BaseException | None) -> Trouble | None:
    """What an error says about disk or database; None for faults of the program and everything else."""
    for cause in _causes(error):
        found = _of_database(cause) if isinstance(cause, (sqlite3.Error, psycopg.Error)) else _of_system(cause)
        if found is not None:
            return found
    return GONE if isinstance(error, InterfaceError) else None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if not isinstance(error, DatabaseError):  # Django's own only wraps what the driver said
            yield error
        error = error.__cause__ or error.__context__


def _of_database(error: sqlite3.Error | psycopg.Error) -> Trouble | None:
    if isinstance(error, psycopg.Error):
        return _of_postgresql(error)
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith("SQLITE_FULL"):
        return FULL
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return BUSY
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return DAMAGED
    return CLOSED if name.startswith(_CLOSED_TO_SQLITE) else None


def _of_postgresql(error: psycopg.Error) -> Trouble | None:
    state = error.sqlstate or ""
    if state == "53100":
        return FULL
    if state in ("25006", "58030"):
        return CLOSED
    if state.startswith("XX00"):
        return DAMAGED
    is_gone = isinstance(error, psycopg.OperationalError) and (not state or state.startswith(("08", "57P", "53")))
    return GONE if is_gone else None


def _of_system(error: BaseException) -> Trouble | None:
    if not isinstance(error, OSError):
        return None
    if error.errno in _FULL_ERRORS:
        return FULL
    if isinstance(error, FileNotFoundError):
        return LOST_FILE if _is_stored(error) else None
    return CLOSED if error.errno in _CLOSED_ERRORS and not isinstance(error, ConnectionError) else None


def _is_stored(error: FileNotFoundError) -> bool:
    if error.filename is None:
        return bool(settings.ENVIRONMENT.s3_bucket)
    return Path(str(error.filename)).is_relative_to(settings.MEDIA_ROOT)


def is_certainly_unsaved(error: BaseException | None, trouble: Trouble) -> bool:
    """Whether nothing of the request can have been kept: not so where the server went away, or where the session failed after the view."""
    if trouble is GONE:
        return False
    for cause in _causes(error):
        frames = traceback.extract_tb(cause.__traceback__)
        if any(frame.name == "process_response" and frame.filename.endswith(_SESSIONS) for frame in frames):
            return False
    return True


def page_of(request: HttpRequest, trouble: Trouble, *, is_unsaved: bool = True) -> HttpResponse:
    """The page that says what is wrong and what to do, with what was typed; without `is_unsaved` it asks to look first."""
    title, text = _words()[trouble.kind]
    return kept(request, title, text, status=trouble.status, is_unsaved=is_unsaved, keeps_form=trouble is not LOST_FILE)


def _words() -> dict[str, tuple[str, str]]:
    return {
        "full": (
            _("ดิสก์เต็ม บันทึกไม่ได้"),
            _("ข้อมูลเดิมอยู่ครบ แจ้งผู้ดูแลเครื่องให้เพิ่มพื้นที่ แล้วลองอีกครั้ง"),
        ),
        "closed": (
            _("เขียนข้อมูลลงดิสก์ไม่ได้"),
            _("ดิสก์อ่านได้อย่างเดียวหรือมีปัญหา แจ้งผู้ดูแลเครื่องให้สั่ง prongsai doctor แล้วลองอีกครั้ง"),
        ),
        "busy": (
            _("ระบบกำลังบันทึกงานอื่นอยู่"),
            _("รอสักครู่แล้วลองอีกครั้ง"),
        ),
        "gone": (
            _("ติดต่อฐานข้อมูลไม่ได้"),
            _("รอสักครู่แล้วลองอีกครั้ง หากยังเป็นอยู่ แจ้งผู้ดูแลเครื่อง"),
        ),
        "damaged": (
            _("ฐานข้อมูลเสียหาย"),
            _("หยุดใช้งานก่อน แล้วแจ้งผู้ดูแลเครื่องให้สั่ง prongsai doctor และกู้คืนจากสำเนาสำรอง"),
        ),
        "lost_file": (
            _("ไฟล์นี้หายไปจากที่เก็บ"),
            _("ระบบรู้จักไฟล์นี้แต่ไม่พบเนื้อหาในดิสก์ แจ้งผู้ดูแลเครื่องให้สั่ง prongsai doctor แล้วกู้คืนจากสำเนาสำรอง"),
        ),
    }

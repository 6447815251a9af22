"""The whole examination, in order; what breaks down while it is looked at is itself a finding."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from django.db import DatabaseError

from prongsai.foundation.doctor.database import look_at_database
from prongsai.foundation.doctor.disk import look_at_disk
from prongsai.foundation.doctor.finding import Finding, Level, bad
from prongsai.foundation.doctor.mail import look_at_mail
from prongsai.foundation.doctor.stored_files import look_at_files
from prongsai.foundation.doctor.trail import look_at_clock, look_at_trail
from prongsai.foundation.doctor.work import look_at_backups, look_at_queue, look_at_worker

Progress = Callable[[int, int], None]


def examine(*, now: datetime, is_thorough: bool = True, is_deep: bool = False, progress: Progress | None = None) -> list[Finding]:
    """Everything about the installation. Without `is_thorough` only what is quick, for a page; with `is_deep` every stored file is read."""
    found = [*_looked("folder-writable", look_at_disk)]
    found += _looked("database", lambda: look_at_database(is_thorough=is_thorough))
    if any(finding.key == "database" and finding.level == Level.BAD for finding in found):
        return [*found, *_looked("mail", lambda: [look_at_mail()])]
    if is_thorough:
        found += _looked("audit", lambda: [look_at_trail()])
        found += _looked("files", lambda: [look_at_files(is_deep=is_deep, progress=progress)])
    found += _looked("clock", look_at_clock)
    found += _looked("mail", lambda: [look_at_mail()])
    found += _looked("worker", lambda: [look_at_worker(now=now)])
    found += _looked("queue", lambda: [look_at_queue(now=now)])
    found += _looked("backup", lambda: [look_at_backups(now=now)])
    return found


def _looked(key: str, look: Callable[[], Iterable[Finding]]) -> Iterator[Finding]:
    try:
        yield from look()
    except (DatabaseError, OSError) as error:
        reason = " ".join(str(error).split())
        yield bad(key, f"ตรวจส่วนนี้ไม่ได้ ({reason}) ตรวจดิสก์และฐานข้อมูล", f"this could not be looked at ({reason}); check disk and database")


def is_well(found: Iterable[Finding]) -> bool:
    """Whether nothing has to be mended now."""
    return not any(finding.level == Level.BAD for finding in found)

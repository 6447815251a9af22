"""Whether a backup can be relied on: every bit as it was written, and the database restored on trial beside the one at work."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from prongsai import __version__
from prongsai.foundation.backups import postgresql, sqlite
from prongsai.foundation.backups.about import FORMAT, About
from prongsai.foundation.backups.archive import DATABASE, Archive, open_archive
from prongsai.foundation.backups.inspection import Inspection, inspect, refuse_faults
from prongsai.foundation.backups.refusal import BackupRefused
from prongsai.foundation.backups.snapshot import Named

_SAID = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True, slots=True)
class Checked:
    """A backup that was looked at. `is_tried` is False where the database could only be read through (no right to make one)."""

    archive: Archive
    is_tried: bool
    events: int


def verify_backup(path: Path, work: Path, progress: Callable[[int, int], None] | None = None) -> Checked:
    """Look at every bit of a plain backup and restore its database on trial, in a folder for work. Raises `BackupRefused`, `OSError`."""
    archive = open_archive(path, progress)
    refuse_other(archive.about)
    with tempfile.TemporaryDirectory(prefix="trial-", dir=work) as folder:
        if archive.about.engine == "sqlite":
            found: Inspection | None = _try_sqlite(archive, Path(folder))
        else:
            found = _try_postgresql(archive, Path(folder))
    if found is None:
        return Checked(archive, is_tried=False, events=0)
    refuse_faults(found)
    refuse_incomplete(archive, found.files)
    return Checked(archive, is_tried=True, events=found.events)


def refuse_other(about: About) -> None:
    """Raise `BackupRefused` for a backup of a later release, of a later format or of another kind of database than the one in use."""
    if about.format != FORMAT or _unknown_steps(about.migrations):
        raise BackupRefused(
            f"สำเนานี้ทำจากโปรแกรมรุ่นใหม่กว่า ({about.release}) เครื่องนี้เป็นรุ่น {__version__} ติดตั้งรุ่นใหม่ก่อนแล้วกู้คืน",
            f"the backup was made by a later release ({about.release}) and this is {__version__}; install that release first",
        )
    if about.engine != connection.vendor:
        theirs, ours = _SAID.get(about.engine, about.engine), _SAID.get(connection.vendor, connection.vendor)
        raise BackupRefused(
            f"สำเนานี้มาจาก {theirs} แต่ที่นี่ใช้ {ours} กู้คืนข้ามชนิดฐานข้อมูลไม่ได้ ตั้ง DATABASE_URL ให้เป็นชนิดเดียวกัน",
            f"the backup is one of {theirs} and this installation uses {ours}; set DATABASE_URL to the same kind of database",
        )


def _unknown_steps(steps: Iterable[str]) -> set[str]:
    loader = MigrationLoader(None)
    known = {f"{app}.{name}" for app, name in loader.disk_migrations}
    known |= {f"{app}.{name}" for step in loader.disk_migrations.values() for app, name in step.replaces}
    return set(steps) - known


def refuse_incomplete(archive: Archive, named: Iterable[Named]) -> None:
    """Raise `BackupRefused` where a stored file that the database names is neither inside as it should be nor told to be missing."""
    inside, told = archive.files, set(archive.about.missing)
    for file in named:
        entry = inside.get(file.place)
        if file.place not in told and (entry is None or (entry.sha256, entry.size) != (file.sha256, file.size)):
            raise BackupRefused(
                f"ไฟล์แนบ {file.place} ไม่อยู่ในสำเนาตามที่ฐานข้อมูลระบุ ใช้สำเนาชุดอื่น",
                f"the stored file {file.place} is not in the backup as the database names it; take another backup",
            )


def take_database_out(archive: Archive, to: Path) -> None:
    """Write the database of a backup into a file."""
    for _, stream in archive.read(lambda name: name == DATABASE):
        with to.open("wb") as out:
            shutil.copyfileobj(stream, out, 1 << 20)


def _try_sqlite(archive: Archive, folder: Path) -> Inspection:
    take_database_out(archive, folder / sqlite.NAME)
    return inspect(folder, None)


def _try_postgresql(archive: Archive, folder: Path) -> Inspection | None:
    dump = folder / "database.dump"
    take_database_out(archive, dump)
    parameters = connection.get_connection_params()
    postgresql.drop_left_behind(parameters, postgresql.TRIAL)
    try:
        name = postgresql.create(parameters, postgresql.TRIAL)
    except postgresql.MayNotCreate:
        postgresql.read_through(dump)
        return None
    try:
        postgresql.fill(parameters, name, dump)
        return inspect(folder, postgresql.address_of(settings.ENVIRONMENT.database_url or "", name))
    finally:
        postgresql.drop(parameters, name)

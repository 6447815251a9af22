"""Making a backup: database first, then every stored file that it names; read again and restored on trial before it gets its name.

Stored files are kept by their content and only ever added, so those that a moment of the database names are all still there afterwards.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection

from prongsai import __version__
from prongsai.foundation.backups import postgresql, sealing, sqlite
from prongsai.foundation.backups.about import FORMAT, About
from prongsai.foundation.backups.archive import DATABASE, FILES, ArchiveWriter, is_storable
from prongsai.foundation.backups.locks import backing_up
from prongsai.foundation.backups.refusal import BackupRefused, refusal_of_disk
from prongsai.foundation.backups.snapshot import Named, Snapshot
from prongsai.foundation.backups.targets import refuse_target
from prongsai.foundation.backups.verifying import Checked, verify_backup
from prongsai.foundation.backups.workplace import workplace
from prongsai.foundation.demonstration import has_mark

_SPARE_BYTES = 16 * 2**20


class Stage(Enum):
    """What is being done, for people: Thai and English."""

    DATABASE = ("คัดลอกฐานข้อมูล", "copying the database")
    FILES = ("คัดลอกไฟล์แนบ", "copying the files")
    PROOF = ("อ่านกลับและลองกู้คืน", "reading it again and restoring it on trial")


Progress = Callable[[Stage, int, int], None]


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that lies on the disk. `missing` are stored files that the storage had lost or altered; `is_tried`: restored on trial."""

    path: Path
    size: int
    sha256: str
    files: int
    missing: tuple[str, ...]
    is_encrypted: bool
    is_tried: bool


def make_backup(
    path: Path, *, at: datetime, recipients: list[sealing.Recipient], may_overwrite: bool = False, progress: Progress | None = None
) -> Made:
    """Make a backup under a name. Nothing stands under it before the file was read again and restored on trial.

    `progress` is told the stage, bytes done and bytes in all. Raises `BackupRefused`; what was there before stays then.
    """
    told: Progress = progress or (lambda stage, done, total: None)
    try:
        refuse_target(path, may_overwrite=may_overwrite)
        with backing_up(settings.DATA):
            return _make(path, at, recipients, may_overwrite, told)
    except OSError as error:
        raise refusal_of_disk(error, str(error.filename or path)) from error


def _make(path: Path, at: datetime, recipients: list[sealing.Recipient], may_overwrite: bool, told: Progress) -> Made:
    # What lies open stays in the data folder, where the database lies open already; only what is encrypted anyway may be built elsewhere.
    with ExitStack() as stack:
        beside = stack.enter_context(workplace(path.parent, settings.DATA))
        work = stack.enter_context(workplace(settings.DATA, settings.DATA)) if recipients else beside
        snapshot = take_snapshot(work, lambda done, total: told(Stage.DATABASE, done, total))
        copies = 2 if recipients else 1
        sqlite.room_for(
            work, copies * sum(named.size for named in snapshot.files) + 2 * snapshot.path.stat().st_size + _SPARE_BYTES, path.name
        )
        plain = finished = work / "backup.tar"
        about = _write(plain, snapshot, at, told)
        snapshot.path.unlink()
        checked = verify_backup(plain, work, lambda done, total: told(Stage.PROOF, done, total))
        if recipients:
            finished = beside / "backup.tar.age"
            _seal(plain, finished, recipients)
        refuse_target(path, may_overwrite=may_overwrite)
        if about.missing and path.exists():
            raise _incomplete(path, about)
        os.replace(finished, path)
        sqlite.flush(path)
    return _made(path, about, checked, bool(recipients))


def _incomplete(path: Path, about: About) -> BackupRefused:
    return BackupRefused(
        f"ไฟล์แนบ {len(about.missing)} ไฟล์หายหรือเสีย สำเนาที่ไม่ครบไม่เขียนทับ {path.name} ตรวจด้วย prongsai doctor --deep หรือตั้งชื่ออื่นเพื่อเก็บเท่าที่มี",
        f"{len(about.missing)} stored files are lost or altered, and a backup without them does not take the place of {path.name}; "
        "look with prongsai doctor --deep, or take another name to keep what there is",
    )


def _made(path: Path, about: About, checked: Checked, is_encrypted: bool) -> Made:
    return Made(path, path.stat().st_size, checked.archive.sha256, about.files, about.missing, is_encrypted, checked.is_tried)


def take_snapshot(folder: Path, progress: Callable[[int, int], None] | None = None) -> Snapshot:
    """The database of the installation as it is now, in a file in a folder."""
    if connection.vendor == "postgresql":
        return postgresql.snapshot(connection.get_connection_params(), folder)
    return sqlite.snapshot(Path(connection.settings_dict["NAME"]), folder, progress)


def _write(plain: Path, snapshot: Snapshot, at: datetime, told: Progress) -> About:
    """Write the file, flushed to the disk, and return its head."""
    there, missing = _sort_out(snapshot.files)
    about = About(
        format=FORMAT,
        made_at=at,
        release=__version__,
        engine=connection.vendor,
        migrations=snapshot.migrations,
        files=len(there),
        file_bytes=sum(named.size for named in there),
        missing=missing,
        is_demonstration=has_mark(settings.DATA),
    )
    # Written anew in full where a file turns out altered only while it is copied: its name then joins those that are missing.
    while True:
        altered = _write_once(plain, about, snapshot.path, there, told)
        if not altered:
            return about
        there = tuple(named for named in there if named.place not in altered)
        about = replace(
            about, files=len(there), file_bytes=sum(named.size for named in there), missing=tuple(sorted({*about.missing, *altered}))
        )


def _sort_out(files: tuple[Named, ...]) -> tuple[tuple[Named, ...], tuple[str, ...]]:
    there = tuple(named for named in files if is_storable(named.place) and _size_in_storage(named.place) == named.size)
    return there, tuple(sorted({named.place for named in files} - {named.place for named in there}))


def _size_in_storage(place: str) -> int | None:
    return int(default_storage.size(place)) if default_storage.exists(place) else None


def _write_once(plain: Path, about: About, database: Path, files: tuple[Named, ...], told: Progress) -> set[str]:
    done, altered = 0, set()
    handle = os.open(plain, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "wb") as out:
        with ArchiveWriter(out, about) as writer:
            with database.open("rb") as source:
                writer.add(DATABASE, source, database.stat().st_size)
            for named in files:
                with default_storage.open(named.place, "rb") as content:
                    entry = writer.add(FILES + named.place, content, named.size)
                if entry.sha256 != named.sha256:
                    altered.add(named.place)
                done += named.size
                told(Stage.FILES, done, about.file_bytes)
            writer.close()
        out.flush()
        os.fsync(out.fileno())
    return altered


def _seal(plain: Path, sealed: Path, recipients: list[sealing.Recipient]) -> None:
    handle = os.open(sealed, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "wb") as out:
        passing = sealing.encrypt(plain, out, recipients)
        out.flush()
        os.fsync(out.fileno())
    if not sealing.proves(sealed, plain, passing):
        raise BackupRefused(
            "อ่านไฟล์ที่เข้ารหัสกลับมาแล้วไม่ตรง ดิสก์อาจเสีย ใช้ที่เก็บอื่น",
            "the encrypted file reads back as something else; the disk may be failing, take another",
        )

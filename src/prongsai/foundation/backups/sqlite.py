"""SQLite: a copy while people work, and a folder in which a copy is looked at as an installation of its own."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from prongsai.foundation.backups.refusal import BackupRefused
from prongsai.foundation.backups.snapshot import BLOBS, LEFT_OUT, STEPS, Named, Snapshot, empty_database

NAME = "prongsai.sqlite3"
BESIDE = ("", "-wal", "-shm", "-journal")
"""What may lie beside a database under its name."""
_PAGES_AT_ONCE = 4096
_WAIT_SECONDS = 20.0


def snapshot(database: Path, folder: Path, progress: Callable[[int, int], None] | None = None) -> Snapshot:
    """Copy a database as it is at one moment into a folder; nobody who writes is kept waiting.

    Rows of the tables in `LEFT_OUT` are taken out of the copy, with what the disk still holds of them. Raises `BackupRefused`.
    """
    if not database.exists():
        raise empty_database()
    path = folder / NAME
    try:
        with closing(_open(database)) as source, closing(sqlite3.connect(path, isolation_level=None)) as copy:
            # A reading transaction of our own holds the moment, so that the copy never has to begin anew while others write.
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
            source.backup(copy, pages=_PAGES_AT_ONCE, progress=lambda _, left, of: progress and progress(of - left, of))
            source.execute("COMMIT")
            tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if not {"django_migrations", "files_blob"} <= tables:
                raise empty_database()
            copy.execute("PRAGMA journal_mode=DELETE")
            for table in LEFT_OUT:
                if table in tables:
                    copy.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own
            copy.execute("VACUUM")
            files = tuple(Named(*row) for row in copy.execute(BLOBS))
            migrations = tuple(f"{app}.{step}" for app, step in copy.execute(STEPS))
    except sqlite3.Error as error:
        raise unreadable(error) from error
    return Snapshot(path, files, migrations)


def _open(database: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(database))}?mode=rw", uri=True, timeout=_WAIT_SECONDS, isolation_level=None)


def has_tables(database: Path) -> bool:
    """Whether a database holds anything; False also where there is no file. One that cannot be read counts as holding something."""
    if not database.exists():
        return False
    log = Path(f"{database}-wal")
    if database.stat().st_size == 0 and log.exists() and log.stat().st_size:
        return True  # opening it would throw the log away
    try:
        with closing(_open(database)) as connection:
            return connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is not None
    except sqlite3.Error:
        return True


def settle(database: Path) -> bool:
    """Bring everything that was committed into the one file of a database that nobody uses; False where it is too damaged for that."""
    try:
        with closing(_open(database)) as connection:
            mode = connection.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.Error:
        return False
    flush(database)
    return bool(mode == ("delete",))


def flush(path: Path) -> None:
    """Wait until a file and its name are on the disk. Raises `OSError`."""
    for place in (path, path.parent):
        handle = os.open(place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def room_for(folder: Path, size: int, what: str) -> None:
    """Raise `BackupRefused` where a disk has less room than this, before anything is written."""
    free = shutil.disk_usage(folder).free
    if free < size:
        need, left = -(-size // 2**20), free // 2**20
        raise BackupRefused(
            f"พื้นที่ไม่พอสำหรับ {what} ต้องการ {need} MB แต่ว่าง {left} MB ลบไฟล์ที่ไม่ใช้หรือเลือกที่เก็บอื่น",
            f"no room for {what}: {need} MB are needed and {left} MB are free; free some space or take another place",
        )


def unreadable(error: sqlite3.Error) -> BackupRefused:
    """What to say where SQLite cannot read or write."""
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith("SQLITE_IOERR"):
        return BackupRefused(
            f"ดิสก์เต็มหรืออ่านเขียนไม่ได้ระหว่างคัดลอกฐานข้อมูล ({error}) เพิ่มพื้นที่หรือตรวจดิสก์ แล้วทำใหม่",
            f"the disk is full or fails while the database is copied ({error}); make room or check the disk, then try again",
        )
    if name.startswith("SQLITE_FULL"):
        return BackupRefused(
            "ดิสก์เต็มระหว่างคัดลอกฐานข้อมูล ลบไฟล์ที่ไม่ใช้แล้วทำใหม่",
            "the disk is full while the database is copied; free some space and try again",
        )
    return BackupRefused(
        f"อ่านฐานข้อมูลไม่ได้ ({error}) ตรวจด้วย prongsai doctor หรือกู้คืนจากสำเนาสำรอง",
        f"the database cannot be read ({error}); look with prongsai doctor, or restore a backup",
    )

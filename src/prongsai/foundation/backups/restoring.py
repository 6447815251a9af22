"""Restoring a backup: everything is brought in and examined beside what is there; then the database changes places at one stroke.

Stored files are kept by their content, so those of the backup are added to what is there and nothing is taken away: until the stroke the
installation is the old one, after it the new one, and the old database is kept with all its files.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import connection

from prongsai.foundation import demonstration
from prongsai.foundation.backups import postgresql, sealing, sqlite, swapping
from prongsai.foundation.backups.about import About
from prongsai.foundation.backups.archive import FILES, Archive, open_archive
from prongsai.foundation.backups.inspection import Inspection, inspect, refuse_faults
from prongsai.foundation.backups.keeping import keep_unnamed
from prongsai.foundation.backups.locks import restoring
from prongsai.foundation.backups.making import Progress, Stage
from prongsai.foundation.backups.queries import is_prepared
from prongsai.foundation.backups.refusal import BackupRefused, refusal_of_disk
from prongsai.foundation.backups.verifying import refuse_incomplete, refuse_other, take_database_out, verify_backup
from prongsai.foundation.backups.workplace import workplace

_SPARE_BYTES = 16 * 2**20


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored. `kept` is where the database from before lies now; empty where there was none. `is_tried` as in `Checked`."""

    about: About
    kept: str
    is_tried: bool = True


def check_backup(path: Path, *, identities: list[sealing.Identity], progress: Progress | None = None) -> Restored:
    """Look at a backup and restore it on trial; nothing changes. Raises `BackupRefused`."""
    try:
        with _opened(path, identities) as (plain, work):
            checked = verify_backup(plain, work, _of(progress, Stage.PROOF))
            return Restored(checked.archive.about, "", checked.is_tried)
    except OSError as error:
        raise refusal_of_disk(error, str(error.filename or path)) from error


def restore_backup(
    path: Path, *, at: datetime, identities: list[sealing.Identity], may_replace: bool = False, progress: Progress | None = None
) -> Restored:
    """Restore a backup into the data folder and database of the settings, and bring it up to this release.

    Over an installation that is there only with `may_replace`; its database is kept. Raises `BackupRefused`, and then nothing has changed.
    """
    try:
        settings.DATA.mkdir(parents=True, exist_ok=True, mode=0o700)
        with restoring(settings.DATA), _opened(path, identities) as (plain, work):
            swapping.finish(settings.DATA)
            archive = open_archive(plain, _of(progress, Stage.PROOF))
            refuse_other(archive.about)
            origin = {
                "made_at": archive.about.made_at.isoformat(),
                "file_name": path.name,
                "sha256": archive.sha256,
                "release": archive.about.release,
            }
            bring_in = _into_postgresql if connection.vendor == "postgresql" else _into_sqlite
            with _unmarked_on_failure():
                return Restored(archive.about, bring_in(archive, work, at, may_replace, origin, progress))
    except OSError as error:
        raise refusal_of_disk(error, str(error.filename or path)) from error


def _of(progress: Progress | None, stage: Stage) -> Callable[[int, int], None] | None:
    return None if progress is None else lambda done, total: progress(stage, done, total)


@contextmanager
def _opened(path: Path, identities: list[sealing.Identity]) -> Iterator[tuple[Path, Path]]:
    """The backup without its lock, and a folder for the work; both gone at the end."""
    if not path.is_file():
        raise BackupRefused(f"ไม่พบไฟล์ {path} ตรวจชื่อและที่เก็บ", f"there is no file {path}; check its name and place")
    with workplace(settings.DATA, settings.DATA) as work:
        if not sealing.is_encrypted(path):
            yield path, work
            return
        if not identities:
            raise BackupRefused(
                "สำเนานี้เข้ารหัสไว้ ระบุไฟล์กุญแจด้วย --identity ไฟล์กุญแจ",
                "the backup is encrypted; name the file with the key: --identity FILE",
            )
        sqlite.room_for(work, path.stat().st_size + _SPARE_BYTES, path.name)
        plain = work / "backup.tar"
        sealing.decrypt(path, plain, identities)
        yield plain, work


def _into_sqlite(archive: Archive, work: Path, at: datetime, may_replace: bool, origin: dict[str, str], progress: Progress | None) -> str:
    database = Path(connection.settings_dict["NAME"])
    _claim(archive.about, sqlite.has_tables(database), may_replace, database.name)
    staged = work / sqlite.NAME
    take_database_out(archive, staged)
    found = inspect(work, None, restored=origin)
    _refuse_unsound(archive, found)
    if not sqlite.settle(staged):
        raise BackupRefused("ฐานข้อมูลที่กู้คืนเปิดไม่ได้ ใช้สำเนาชุดอื่น", "the restored database does not open; take another backup")
    _bring_files(archive, progress)
    # Out of the folder for the work, which goes away at the end, and onto the disk of the database.
    new = database.with_name(f"{database.name}{swapping.RESTORED}")
    shutil.move(staged, new)
    sqlite.flush(new)
    kept = database.with_name(f"{database.name}.before-restore-{at:%Y%m%dT%H%M%S}")
    is_kept = database.exists()
    connection.close()
    if is_kept:
        _keep_the_files_of_before(found, at)
        sqlite.settle(database)
    swapping.swap(settings.DATA, new=new, database=database, kept=kept)
    return str(kept) if is_kept else ""


def _into_postgresql(
    archive: Archive, work: Path, at: datetime, may_replace: bool, origin: dict[str, str], progress: Progress | None
) -> str:
    parameters = connection.get_connection_params()
    connection.close()
    ours = parameters["dbname"]
    is_empty = postgresql.is_empty(parameters)
    _claim(archive.about, not is_empty, may_replace, ours)
    dump = work / "database.dump"
    take_database_out(archive, dump)
    postgresql.drop_left_behind(parameters, postgresql.RESTORING)
    try:
        new = postgresql.create(parameters, postgresql.RESTORING)
    except postgresql.MayNotCreate:
        return _into_the_empty_one(archive, work, dump, parameters, is_empty, origin, progress)
    try:
        postgresql.fill(parameters, new, dump)
        found = inspect(work, postgresql.address_of(settings.ENVIRONMENT.database_url or "", new), restored=origin)
        _refuse_unsound(archive, found)
        _bring_files(archive, progress)
        kept = postgresql.beside(ours, f"before_{at:%Y%m%d_%H%M%S}")
        if not is_empty:
            _keep_the_files_of_before(found, at)
        postgresql.swap(parameters, new, kept)
    finally:
        postgresql.drop(parameters, new)
    if is_empty:
        postgresql.drop(parameters, kept)
    return "" if is_empty else kept


def _into_the_empty_one(
    archive: Archive,
    work: Path,
    dump: Path,
    parameters: dict[str, object],
    is_empty: bool,
    origin: dict[str, str],
    progress: Progress | None,
) -> str:
    """Without the right to make a database: straight into ours, which is empty. The server takes the whole dump or nothing."""
    ours = str(parameters["dbname"])
    if not is_empty:
        raise BackupRefused(
            f"ผู้ใช้ฐานข้อมูลสร้างฐานข้อมูลใหม่ไม่ได้ จึงแทนที่ {ours} อย่างปลอดภัยไม่ได้ ให้ผู้ดูแล PostgreSQL สั่ง ALTER ROLE … CREATEDB "
            "หรือสร้างฐานข้อมูลเปล่าแล้วตั้ง DATABASE_URL ไปที่นั่น",
            f"the database's user may not create databases, so {ours} cannot be replaced safely; let the server's administrator grant "
            "CREATEDB, or make an empty database and set DATABASE_URL to it",
        )
    _bring_files(archive, progress)
    postgresql.fill(parameters, ours, dump)
    _refuse_unsound(archive, inspect(work, settings.ENVIRONMENT.database_url, restored=origin))
    return ""


@contextmanager
def _unmarked_on_failure() -> Iterator[None]:
    """Take the mark of the demonstration off again where its data surely did not come into a folder that had none."""
    had_mark = demonstration.has_mark(settings.DATA)
    try:
        yield
    except BaseException:
        if not had_mark and not is_prepared():
            demonstration.unmark(settings.DATA)
        raise


def _claim(about: About, is_there: bool, may_replace: bool, name: str) -> None:
    """Raise `BackupRefused` where the data of a backup may not come; else put the mark of the demonstration there, if they are its."""
    if about.is_demonstration and is_there and not demonstration.is_marked(settings.DATA):
        raise BackupRefused(
            f"สำเนานี้เป็นของหน่วยงานสาธิตซึ่งรหัสผ่านเป็นที่รู้กัน แทนที่ข้อมูลจริงใน {name} ไม่ได้ เลือก --data โฟลเดอร์ใหม่",
            f"the backup is the demonstration's, whose passwords everybody knows, and does not take the place of the real data in {name}; "
            "name a new folder with --data",
        )
    if not about.is_demonstration and demonstration.has_mark(settings.DATA):
        raise BackupRefused(
            f"โฟลเดอร์ {settings.DATA.name} เป็นของหน่วยงานสาธิต กู้คืนข้อมูลจริงลงที่นี่ไม่ได้ เลือก --data โฟลเดอร์อื่น",
            f"the folder {settings.DATA.name} is the demonstration's and takes no real data; name another with --data",
        )
    if is_there and not may_replace:
        raise BackupRefused(
            f"มีข้อมูลอยู่แล้วใน {name} ใช้ --force เพื่อแทนที่ (ของเดิมถูกเก็บไว้ข้างกัน) หรือเลือก --data โฟลเดอร์ใหม่",
            f"{name} holds data already; replace it with --force (the old one is kept beside it), or name a new folder with --data",
        )
    if about.is_demonstration:  # before its data are there: never are they without the mark
        demonstration.mark(settings.DATA)


def _refuse_unsound(archive: Archive, found: Inspection) -> None:
    refuse_faults(found)
    refuse_incomplete(archive, found.files)


def _keep_the_files_of_before(found: Inspection, at: datetime) -> None:
    keep_unnamed({named.place for named in found.files}, f"before-restore-{at:%Y%m%dT%H%M%S}")


def _bring_files(archive: Archive, progress: Progress | None) -> None:
    """Add the stored files of a backup to the storage; those that are there with the same content stay as they are."""
    wanted = {name: entry for name, entry in archive.files.items() if not _holds(name, entry.sha256)}
    total = sum(entry.size for entry in wanted.values())
    if not settings.ENVIRONMENT.s3_bucket:
        Path(settings.MEDIA_ROOT).mkdir(parents=True, exist_ok=True, mode=0o700)
        sqlite.room_for(Path(settings.MEDIA_ROOT), total + _SPARE_BYTES, "files")
    done = 0
    for entry, stream in archive.read(lambda name: name.removeprefix(FILES) in wanted and name.startswith(FILES)):
        place = entry.name.removeprefix(FILES)
        saved = default_storage.save(place, File(stream, name=place))
        if saved != place or not _holds(place, entry.sha256):
            raise BackupRefused(
                f"เขียนไฟล์แนบ {place} แล้วอ่านกลับไม่ตรง ดิสก์อาจเสีย",
                f"the stored file {place} reads back as something else; the disk may be failing",
            )
        done += entry.size
        if progress is not None:
            progress(Stage.FILES, done, total)


def _holds(place: str, sha256: str) -> bool:
    if not default_storage.exists(place):
        return False
    with default_storage.open(place, "rb") as content:
        seen = hashlib.sha256()
        while chunk := content.read(1 << 20):
            seen.update(chunk)
    return seen.hexdigest() == sha256

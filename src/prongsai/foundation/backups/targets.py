"""Where a backup may be written: nowhere that anything else than a backup lies, and in the data folder only among the backups."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from prongsai.foundation.backups import sealing, sqlite
from prongsai.foundation.backups.archive import begins_as_backup
from prongsai.foundation.backups.folder import is_scheduled_name
from prongsai.foundation.backups.queries import database_file, folder_of_backups
from prongsai.foundation.backups.refusal import BackupRefused
from prongsai.foundation.backups.swapping import RESTORED


def refuse_target(path: Path, *, may_overwrite: bool) -> None:
    """Raise `BackupRefused` for a place where a backup must not be written. A file that is there is replaced only with `may_overwrite`, and
    only where it is a backup itself, by its first bytes. Raises `OSError`.
    """
    if not path.parent.is_dir():
        raise BackupRefused(
            f"ไม่มีโฟลเดอร์ {path.parent} สร้างโฟลเดอร์หรือเสียบที่เก็บก่อน",
            f"there is no folder {path.parent}; make it, or plug the disk in",
        )
    if path.exists() and not path.is_file():
        raise BackupRefused(f"{path} ไม่ใช่ไฟล์ธรรมดา ระบุชื่อไฟล์", f"{path} is no plain file; name a file")
    if _is_of_installation(path.parent.resolve() / path.name):
        allowed = settings.DATA / "backups"
        raise BackupRefused(
            f"{path} อยู่ในที่ของข้อมูลที่ใช้งานอยู่ เขียนสำเนาทับไม่ได้ ระบุที่เก็บนอกโฟลเดอร์ข้อมูล หรือในโฟลเดอร์ {allowed}",
            f"{path} is a place of the installation's own data; name one outside of the data folder, or in {allowed}",
        )
    if path.exists() and not may_overwrite:
        raise BackupRefused(
            f"มีไฟล์ {path.name} อยู่แล้ว ตั้งชื่ออื่น หรือใช้ --force เพื่อเขียนทับ",
            f"{path.name} is there already; take another name, or overwrite it with --force",
        )
    if path.exists() and not (begins_as_backup(path) or sealing.is_encrypted(path)):
        raise BackupRefused(
            f"{path.name} ไม่ใช่สำเนาสำรอง จึงไม่เขียนทับแม้ระบุ --force ตั้งชื่ออื่น หรือลบไฟล์นั้นเองก่อน",
            f"{path.name} is no backup and is not overwritten even with --force; take another name, or remove that file first",
        )


def _is_of_installation(place: Path) -> bool:
    """Whether a place belongs to the data of the installation: the database with what lies beside it, or in the data folder outside of
    the folders of backups.
    """
    database = database_file()
    if database is not None and place in {Path(f"{database.resolve()}{ending}") for ending in (*sqlite.BESIDE, RESTORED)}:
        return True
    data = settings.DATA.resolve()
    if data not in place.parents:
        return False
    folders = {folder.resolve() for folder in (settings.DATA / "backups", folder_of_backups())}
    if place.parent in folders and is_scheduled_name(place.name):
        return False
    others = {Path(settings.MEDIA_ROOT).resolve(), Path(settings.STATIC_ROOT).resolve()}
    return not any(folder in folders - others and data in folder.parents for folder in place.parents)

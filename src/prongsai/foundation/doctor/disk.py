"""Room on the disks, and whether the folders can be written."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from prongsai.foundation.backups.queries import folder_of_backups
from prongsai.foundation.doctor.finding import Finding, bad, ok, warn

BAD_BELOW, WARN_BELOW = 200 * 2**20, 2 * 2**30
"""Free bytes: under the first, uploads may fail any moment."""


def look_at_disk() -> Iterator[Finding]:
    """Every folder of the installation: data, stored files, backups; folders on one disk are told once."""
    folders = [Path(settings.DATA)]
    if not settings.ENVIRONMENT.s3_bucket and Path(settings.MEDIA_ROOT).is_dir():
        folders.append(Path(settings.MEDIA_ROOT))
    backups = folder_of_backups()
    if backups.is_dir():
        folders.append(backups)
    elif settings.ENVIRONMENT.backup_folder:
        yield bad(
            "folder-writable",
            f"ไม่พบโฟลเดอร์สำเนาสำรอง {backups} เสียบที่เก็บหรือแก้ PRONGSAI_BACKUP_FOLDER",
            f"the folder of backups {backups} is missing; plug the disk in or mend PRONGSAI_BACKUP_FOLDER",
        )
    seen: set[int] = set()
    for folder in folders:
        yield can_write(folder)
        try:
            device = folder.stat().st_dev
        except OSError:
            continue
        if device not in seen:
            seen.add(device)
            yield has_room(folder)


def has_room(folder: Path) -> Finding:
    """Free space of the disk under a folder."""
    free = shutil.disk_usage(folder).free
    written = f"{free / 2**30:.1f} GB"
    if free < BAD_BELOW:
        return bad(
            "disk-space",
            f"ดิสก์ของ {folder} เหลือ {written} ลบไฟล์ที่ไม่ใช้หรือย้ายสำเนาสำรองออกทันที",
            f"the disk of {folder} has {written} left; remove what is not needed or move backups away now",
        )
    if free < WARN_BELOW:
        return warn(
            "disk-space",
            f"ดิสก์ของ {folder} เหลือ {written} เตรียมเพิ่มพื้นที่",
            f"the disk of {folder} has {written} left; make room soon",
        )
    return ok("disk-space", f"ดิสก์ของ {folder} ว่าง {written}", f"the disk of {folder} has {written} free")


def can_write(folder: Path) -> Finding:
    """Whether a file can be written into a folder and reaches the disk."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"\0" * 4096)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        reason = error.strerror or str(error)
        return bad(
            "folder-writable",
            f"เขียนใน {folder} ไม่ได้ ({reason}) ตรวจสิทธิ์ พื้นที่ และว่าดิสก์ไม่ได้ถูกต่อแบบอ่านอย่างเดียว",
            f"{folder} cannot be written ({reason}); check rights and room, and that the disk is not mounted read-only",
        )
    return ok("folder-writable", f"เขียนใน {folder} ได้", f"{folder} can be written")

"""The grammar of backup, backup-key, restore and doctor. What they do is not here."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def add_backups(commands: argparse._SubParsersAction[Any], add_data_option: Callable[[Any], None]) -> None:
    """Add the four commands."""
    for add in (_add_backup, _add_backup_key, _add_restore, _add_doctor):
        add_data_option(add(commands)) if add is not _add_backup_key else add(commands)


def _add_backup(commands: argparse._SubParsersAction[Any]) -> Any:
    about = "ทำสำเนาสำรองของฐานข้อมูลและไฟล์แนบไว้ในไฟล์เดียว · back up database and stored files into one file"
    backup = commands.add_parser("backup", prog="prongsai backup", description=about, help=about)
    backup.inputs.add_argument("file", metavar="FILE", help="ไฟล์ที่จะเขียน เช่น /media/usb/prongsai.tar · the file to write")
    backup.options.add_argument(
        "--recipient",
        metavar="age1…",
        action="append",
        default=[],
        help="เข้ารหัสให้กุญแจสาธารณะนี้ (ซ้ำได้) · encrypt for this public key (may be given again)",
    )
    backup.options.add_argument("--force", action="store_true", help="เขียนทับไฟล์เดิม · overwrite the file")
    return backup


def _add_backup_key(commands: argparse._SubParsersAction[Any]) -> Any:
    about = "สร้างคู่กุญแจสำหรับเข้ารหัสสำเนาสำรอง · make a pair of keys for encrypted backups"
    key = commands.add_parser("backup-key", prog="prongsai backup-key", description=about, help=about)
    key.inputs.add_argument("file", metavar="FILE", help="ไฟล์ใหม่ที่จะเก็บกุญแจลับ · a new file for the secret key")
    return key


def _add_restore(commands: argparse._SubParsersAction[Any]) -> Any:
    about = "กู้คืนจากสำเนาสำรอง · restore a backup"
    restore = commands.add_parser("restore", prog="prongsai restore", description=about, help=about)
    restore.inputs.add_argument("file", metavar="FILE", help="ไฟล์สำเนาสำรอง · the backup")
    restore.options.add_argument(
        "--identity", metavar="KEYFILE", help="ไฟล์กุญแจลับของสำเนาที่เข้ารหัส · file with the secret key of an encrypted backup"
    )
    restore.options.add_argument(
        "--check",
        action="store_true",
        help="ตรวจและลองกู้คืนเท่านั้น ไม่เปลี่ยนอะไร · look at it and restore it on trial; nothing changes",
    )
    restore.options.add_argument(
        "--force",
        action="store_true",
        help="แทนที่ข้อมูลที่มีอยู่ ของเดิมเก็บไว้ข้างกัน · replace the data that are there; they are kept beside",
    )
    return restore


def _add_doctor(commands: argparse._SubParsersAction[Any]) -> Any:
    about = "ตรวจสุขภาพของระบบและบอกวิธีแก้ · examine the installation and say what to do"
    doctor = commands.add_parser("doctor", prog="prongsai doctor", description=about, help=about)
    doctor.options.add_argument("--deep", action="store_true", help="อ่านไฟล์แนบทุกไฟล์ · read every stored file")
    doctor.options.add_argument("--json", action="store_true", help="แสดงเป็น JSON · print as JSON for programs")
    return doctor

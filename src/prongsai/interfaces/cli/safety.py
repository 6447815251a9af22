"""What an installation must not be: reasons to refuse to start, each with what to do."""

from __future__ import annotations

import stat
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.utils import OperationalError

from prongsai.foundation.backups.locks import serve
from prongsai.foundation.backups.refusal import BackupRefused
from prongsai.foundation.demonstration import has_mark, is_marked
from prongsai.foundation.people.models import Person
from prongsai.interfaces.cli.installation import Refused

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def refuse_unsafe(*, host: str) -> None:
    """Raise `Refused` for settings under which people's data would not be safe."""
    environment = settings.ENVIRONMENT
    if not environment.is_loopback and not environment.is_https:
        raise Refused(
            "ที่อยู่ที่คนอื่นเปิดได้ต้องเป็น https:// มิฉะนั้นรหัสผ่านถูกดักอ่านได้ ตั้ง PRONGSAI_ADDRESS เป็น https://…",
            "an address that others open must be https://, or passwords can be read on the way; set PRONGSAI_ADDRESS to https://…",
        )
    if environment.is_https and not environment.is_behind_proxy:
        raise Refused(
            "ระบบนี้ไม่รับ HTTPS เอง ต้องมีพร็อกซีข้างหน้า แล้วตั้ง PRONGSAI_TRUSTED_PROXY=yes (วิธีตั้งอยู่ใน docs/how-to/run-an-installation.md)",
            "HTTPS needs a proxy in front; set one up and PRONGSAI_TRUSTED_PROXY=yes (see docs/how-to/run-an-installation.md)",
        )
    if host not in _LOOPBACK and not environment.is_behind_proxy:
        raise Refused(
            "เปิดรับจากเครื่องอื่นได้เมื่ออยู่หลังพร็อกซี HTTPS เท่านั้น ใช้ --host 127.0.0.1",
            "listening to other machines needs an HTTPS proxy in front; use --host 127.0.0.1",
        )
    if environment.is_demonstration and not (environment.is_loopback and host in _LOOPBACK):
        raise Refused(
            "หน่วยงานสาธิตใช้ได้เฉพาะเครื่องนี้ เพราะรหัสผ่านแสดงบนหน้าเข้าสู่ระบบ",
            "the demonstration is for this machine only: its passwords stand on the sign-in page",
        )
    _close_folder(settings.DATA)
    _refuse_mixing(settings.DATA, environment.is_demonstration)


def _refuse_mixing(data: Path, is_demonstration: bool) -> None:
    if not is_demonstration and has_mark(data):
        raise Refused(
            f"โฟลเดอร์ {data.name} เป็นของหน่วยงานสาธิตซึ่งรหัสผ่านเป็นที่รู้กัน ใช้จริงไม่ได้ เลือก --data โฟลเดอร์อื่น",
            f"the folder {data.name} is the demonstration's, whose passwords everybody knows; name another with --data",
        )
    if is_demonstration and not is_marked(data) and _is_in_use():
        raise Refused(
            f"ฐานข้อมูลของโฟลเดอร์ {data.name} มีข้อมูลจริงอยู่ ใช้เป็นที่สาธิตไม่ได้ เลือก --data หรือ DATABASE_URL อื่น",
            f"the database of the folder {data.name} holds a real installation and cannot be the demonstration's; "
            "name another with --data or DATABASE_URL",
        )


def _is_in_use() -> bool:
    """Whether an installation has made its tables in the database. Raises `Refused` where it cannot be opened."""
    try:
        return Person._meta.db_table in connection.introspection.table_names()
    except OperationalError as error:
        raise cannot_open(error) from None


def cannot_open(error: OperationalError) -> Refused:
    """What to say where the database does not open."""
    reason = str(error).strip()
    return Refused(
        f"เปิดฐานข้อมูลไม่ได้ ({reason}) ตรวจ DATABASE_URL และโฟลเดอร์ข้อมูล",
        f"the database cannot be opened ({reason}); check DATABASE_URL and the data folder",
    )


def mark_served() -> int:
    """Mark the data folder as served, so that nobody restores into it meanwhile; the handle is held, and inherited, to the end.

    Raises `Refused` while somebody restores.
    """
    try:
        return serve(settings.DATA)
    except BackupRefused as refused:
        raise Refused(refused.thai, refused.english) from refused


def _close_folder(data: Path) -> None:
    """Make the data folder its owner's alone. Raises `Refused` where that cannot be done."""
    data.mkdir(parents=True, exist_ok=True)
    if stat.S_IMODE(data.stat().st_mode) & 0o077 == 0:
        return
    try:
        data.chmod(0o700)
    except OSError:
        raise Refused(
            f"ผู้อื่นในเครื่องนี้เปิดโฟลเดอร์ {data.name} ได้ ให้เจ้าของสั่ง chmod 700 {data.name}",
            f"others on this machine can open the folder {data.name}; let its owner type chmod 700 {data.name}",
        ) from None

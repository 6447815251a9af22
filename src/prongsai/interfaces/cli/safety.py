"""What an installation must not be: reasons to refuse to start, each with what to do."""

from __future__ import annotations

import stat
from pathlib import Path

from django.conf import settings

from prongsai.interfaces.cli.installation import Refused

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_MARK = "demonstration"


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
    _refuse_mixing(settings.DATA, environment.is_demonstration)
    _close_folder(settings.DATA)


def _refuse_mixing(data: Path, is_demonstration: bool) -> None:
    has_database = (data / "prongsai.sqlite3").exists() or settings.ENVIRONMENT.database_url is not None
    if is_demonstration and has_database and not (data / _MARK).exists():
        raise Refused(
            f"โฟลเดอร์ {data.name} มีข้อมูลจริงอยู่ ใช้เป็นที่สาธิตไม่ได้ เลือก --data โฟลเดอร์อื่น",
            f"the folder {data.name} holds a real installation and cannot be the demonstration's; name another with --data",
        )
    if not is_demonstration and (data / _MARK).exists():
        raise Refused(
            f"โฟลเดอร์ {data.name} เป็นของหน่วยงานสาธิตซึ่งรหัสผ่านเป็นที่รู้กัน ใช้จริงไม่ได้ เลือก --data โฟลเดอร์อื่น",
            f"the folder {data.name} is the demonstration's, whose passwords everybody knows; name another with --data",
        )


def mark_demonstration(data: Path) -> None:
    """Write down that a data folder is the demonstration's."""
    (data / _MARK).write_text("", "ascii")


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

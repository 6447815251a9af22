"""Why a backup was not made or not restored, in words for people."""

from __future__ import annotations

import errno


class BackupRefused(Exception):
    """A backup that cannot be made, read or restored. `thai` and `english` say what is wrong and what to do."""

    def __init__(self, thai: str, english: str) -> None:
        super().__init__(english)
        self.thai = thai
        self.english = english


_DISK_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def refusal_of_disk(error: OSError, what: str) -> BackupRefused:
    """What to say where a disk or another place of storage did not do what it should; `what` names the file or folder."""
    if error.errno in _DISK_FULL:
        return BackupRefused(
            f"พื้นที่ไม่พอสำหรับ {what} ลบไฟล์ที่ไม่ใช้หรือเลือกที่เก็บอื่น แล้วทำใหม่ ของเดิมยังอยู่ครบ",
            f"no room for {what}; free some space or take another place and try again. What was there before is untouched",
        )
    if error.errno in {errno.EROFS, errno.EACCES, errno.EPERM}:
        return BackupRefused(
            f"เขียน {what} ไม่ได้ ที่เก็บนี้อ่านได้อย่างเดียวหรือไม่มีสิทธิ์ เลือกที่เก็บอื่น",
            f"{what} cannot be written: the place is read-only or not allowed; take another place",
        )
    reason = error.strerror or str(error)
    return BackupRefused(
        f"อ่านหรือเขียน {what} ไม่ได้ ({reason}) ตรวจดิสก์แล้วลองใหม่", f"{what} cannot be read or written ({reason}); check the disk"
    )

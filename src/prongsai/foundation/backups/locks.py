"""Who works in a data folder: many may serve it, one makes a backup, and who restores is alone. Locks end with their process."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from prongsai.foundation.backups.refusal import BackupRefused

SERVING, BACKING_UP = "serving.lock", "backup.lock"


def take(path: Path, *, is_shared: bool) -> int | None:
    """Take a lock and return its handle, to be closed or to be left to the end of the process; None where others hold it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, (fcntl.LOCK_SH if is_shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    except BaseException:
        os.close(handle)
        raise
    return handle


def is_held(path: Path) -> bool:
    """Whether somebody holds a lock."""
    try:
        handle = take(path, is_shared=False)
    except OSError:
        return False
    if handle is None:
        return True
    os.close(handle)
    return False


def serve(data: Path) -> int:
    """Say that a folder is served, and return the handle that child processes inherit. Raises `BackupRefused` during a restore."""
    handle = take(data / SERVING, is_shared=True)
    if handle is None:
        raise BackupRefused(
            "กำลังกู้คืนข้อมูลในโฟลเดอร์นี้ รอให้เสร็จแล้วเปิดใหม่",
            "a backup is being restored in this folder; wait until it is done",
        )
    return handle


@contextmanager
def backing_up(data: Path) -> Iterator[None]:
    """Be the only one that makes a backup of a folder. Raises `BackupRefused`."""
    handle = take(data / BACKING_UP, is_shared=False)
    if handle is None:
        raise BackupRefused(
            "กำลังทำสำเนาสำรองอยู่แล้ว รอให้เสร็จก่อน",
            "a backup is being made already; wait until it is done",
        )
    try:
        yield
    finally:
        os.close(handle)


@contextmanager
def restoring(data: Path) -> Iterator[None]:
    """Be alone in a folder. Raises `BackupRefused` while it is served or a backup of it is being made."""
    served = take(data / SERVING, is_shared=False)
    if served is None:
        raise BackupRefused(
            "ระบบกำลังทำงานบนโฟลเดอร์นี้ ปิดระบบก่อน (กด Ctrl-C ที่หน้าต่างของ prongsai serve) แล้วกู้คืนใหม่",
            "the installation runs on this folder; stop prongsai serve first (Ctrl-C in its window), then restore",
        )
    try:
        with backing_up(data):
            yield
    finally:
        os.close(served)

"""Folders for the work of a moment. Each bears a mark that names its installation and is locked while somebody is at work in it, so that
nothing is ever swept away that belongs to others or is in use.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

WORK, MARK = "prongsai-work-", "made-by-prongsai"
_NAME = re.compile(rf"{WORK}[a-z0-9_]{{8}}")
_LEFT_BEHIND_SECONDS = 86_400


@contextmanager
def workplace(place: Path, data: Path) -> Iterator[Path]:
    """A folder in `place` that only its owner can open, gone at the end; what killed attempts of the installation in the folder `data`
    left there goes too. Raises `OSError`.
    """
    if place == data:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
    sweep(place, data)
    with tempfile.TemporaryDirectory(prefix=WORK, dir=place) as folder:
        handle = os.open(Path(folder, MARK), os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with suppress(OSError):  # a disk that knows no locks; nothing is swept there
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.write(handle, _mark(data))
            yield Path(folder)
        finally:
            os.close(handle)


def sweep(place: Path, data: Path) -> None:
    """Remove the folders that killed attempts of this installation left: in its data folder at once, elsewhere after a day."""
    for left in place.glob(f"{WORK}*"):
        if _NAME.fullmatch(left.name) and not left.is_symlink() and _is_left_behind(left, data):
            shutil.rmtree(left, ignore_errors=True)


def _is_left_behind(folder: Path, data: Path) -> bool:
    try:
        handle = os.open(folder / MARK, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        written = os.read(handle, 10_000)
        if written != _mark(data):
            return False
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return folder.parent == data or time.time() - os.fstat(handle).st_mtime > _LEFT_BEHIND_SECONDS
    except OSError:  # somebody is at work there, or nobody can tell
        return False
    finally:
        os.close(handle)


def _mark(data: Path) -> bytes:
    return f"prongsai: work of a moment for the installation in {data}; may be removed\n".encode()

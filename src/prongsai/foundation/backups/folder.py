"""The folder of the scheduled backups: names that say when, and which of them go."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from prongsai.foundation.backups.schedule import kept

_NAME = re.compile(r"prongsai-(\d{8}T\d{6})Z\.tar(?:\.age)?")
PART = ".part"
"""Behind the name of a backup that is not whole yet."""
_LEFT_BEHIND_SECONDS = 86_400
_STAMP = "%Y%m%dT%H%M%S"


def name_for(moment: datetime, *, is_encrypted: bool) -> str:
    """The name of a backup made at a moment: prongsai-20260317T030000Z.tar, with .age where it is encrypted."""
    return f"prongsai-{moment.astimezone(UTC):{_STAMP}}Z.tar{'.age' if is_encrypted else ''}"


def backups_in(folder: Path) -> Mapping[Path, datetime]:
    """The backups of a folder that the schedule named, and when each was made. Whatever else lies there is nobody's business."""
    found = {}
    for path in folder.iterdir() if folder.is_dir() else ():
        match = _NAME.fullmatch(path.name)
        if match and path.is_file():
            found[path] = datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC)
    return found


def thin_out(folder: Path) -> list[str]:
    """Remove the backups of a folder that are kept no longer, and name them."""
    found = backups_in(folder)
    keep = kept(found.values())
    gone = sorted(path for path, moment in found.items() if moment not in keep)
    for path in gone:
        path.unlink(missing_ok=True)
    for part in folder.glob(f"prongsai-*.tar*{PART}"):  # of attempts that were killed
        if time.time() - part.stat().st_mtime > _LEFT_BEHIND_SECONDS:
            part.unlink(missing_ok=True)
    return [path.name for path in gone]

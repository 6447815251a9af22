"""The folder of the scheduled backups: names that say when and of which installation, and which of them go."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from prongsai.foundation.backups.schedule import is_ahead, kept

_NAME = re.compile(r"prongsai-([0-9]{8}T[0-9]{6})Z-([0-9a-f]{8})\.tar(?:\.age)?")
_STAMP = "%Y%m%dT%H%M%S"


def name_for(moment: datetime, *, mark: str, is_encrypted: bool) -> str:
    """The name of a backup that the installation with this mark made: prongsai-20260317T030000Z-1f2e3d4c.tar, encrypted .tar.age."""
    return f"prongsai-{moment.astimezone(UTC):{_STAMP}}Z-{mark}.tar{'.age' if is_encrypted else ''}"


def is_scheduled_name(name: str) -> bool:
    """Whether a name is one that the schedule of some installation gives."""
    return _NAME.fullmatch(name) is not None


def backups_in(folder: Path, *, mark: str) -> Mapping[Path, datetime]:
    """The backups of a folder that the schedule of this installation named, and when each was made.

    Whatever else lies there, backups of other installations among it, is nobody's business.
    """
    found = {}
    for path in folder.iterdir() if folder.is_dir() else ():
        match = _NAME.fullmatch(path.name)
        if match and match[2] == mark and path.is_file():
            with suppress(ValueError):  # digits that are no moment
                found[path] = datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC)
    return found


def thin_out(folder: Path, *, mark: str, now: datetime) -> list[str]:
    """Remove the backups of this installation that are kept no longer, and name them.

    One named by a clock that was ahead takes the place of no other, and stays until its moment has come.
    """
    found = {path: moment for path, moment in backups_in(folder, mark=mark).items() if not is_ahead(moment, now=now)}
    keep = kept(found.values())
    gone = sorted(path for path, moment in found.items() if moment not in keep)
    for path in gone:
        path.unlink(missing_ok=True)
    return [path.name for path in gone]

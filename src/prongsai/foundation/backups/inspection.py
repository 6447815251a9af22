"""Looking at a restored copy as an installation of its own: another process opens it, brings it up to this release and examines it.

So a trial restore runs through the same code as the day on which it is needed, and can touch nothing of the installation at work.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from prongsai.foundation.backups.refusal import BackupRefused
from prongsai.foundation.backups.snapshot import Named

_MODULE = "prongsai.foundation.backups.inspection_process"


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found in a copy: faults in Thai and English, how many events its audit trail has, and the stored files that it names."""

    faults: tuple[tuple[str, str], ...]
    events: int
    files: tuple[Named, ...]


def inspect(data: Path, database_url: str | None, *, restored: dict[str, str] | None = None) -> Inspection:
    """Examine the installation in a folder (or at an address). With `restored` it is brought up to this release and told its origin.

    Raises `BackupRefused` where it cannot be opened at all.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PRONGSAI_", "DATABASE_URL"))}
    environment |= {
        "DJANGO_SETTINGS_MODULE": "prongsai.config.settings",
        "PRONGSAI_DATA": str(data),
        "PRONGSAI_SECRET_KEY": settings.SECRET_KEY,
    }
    if database_url:
        environment["DATABASE_URL"] = database_url
    given = ["--restored", json.dumps(restored)] if restored is not None else []
    done = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-m", _MODULE, *given], env=environment, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    try:
        found = json.loads(done.stdout.splitlines()[-1])
        return Inspection(
            tuple((thai, english) for thai, english in found["faults"]), found["events"], tuple(Named(*row) for row in found["files"])
        )
    except (IndexError, KeyError, ValueError, TypeError) as error:
        said = (done.stderr.strip().splitlines() or [f"code {done.returncode}"])[-1][:400]
        raise BackupRefused(
            f"เปิดข้อมูลที่กู้คืนเพื่อตรวจไม่ได้ ({said}) ใช้สำเนาชุดอื่น",
            f"the restored data cannot be opened ({said}); take another backup",
        ) from error


def refuse_faults(found: Inspection) -> None:
    """Raise `BackupRefused` with the first fault of a copy, where it has any."""
    if found.faults:
        thai, english = found.faults[0]
        raise BackupRefused(
            f"ข้อมูลในสำเนาไม่สมบูรณ์: {thai} ใช้สำเนาชุดอื่น", f"the data in the backup are not sound: {english}; take another backup"
        )

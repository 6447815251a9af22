"""Putting a restored SQLite database in the place of the one before, so that a power cut in between leaves the one or the other.

A note names what goes where before anything moves. Whoever opens the installation next finds the note and finishes what it says; every step
may be repeated.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from prongsai.foundation.backups.locks import restoring
from prongsai.foundation.backups.sqlite import BESIDE, flush

NOTE = "restore-under-way.json"
RESTORED = ".restored"
"""Behind the name of a database: the one that is to take its place."""


def swap(data: Path, *, new: Path, database: Path, kept: Path) -> None:
    """Put `new` in the place of `database`, which moves to `kept` with what lies beside it. All three on one disk. Raises `OSError`."""
    note = data / NOTE
    passing = note.with_suffix(".part")
    with passing.open("w", encoding="utf-8") as file:
        json.dump({"new": str(new), "database": str(database), "kept": str(kept)}, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(passing, note)
    flush(note)
    finish(data)


def finish(data: Path) -> bool:
    """Finish a swap that was begun; False where none was. Nobody else may use the database meanwhile. Raises `OSError`."""
    note = data / NOTE
    try:
        told = json.loads(note.read_text("utf-8"))
    except FileNotFoundError:
        return False
    new, database, kept = (Path(told[name]) for name in ("new", "database", "kept"))
    if new.exists():
        for ending in BESIDE:
            old = Path(f"{database}{ending}")
            if old.exists():
                os.replace(old, f"{kept}{ending}")
        os.replace(new, database)
        flush(database)
    note.unlink()
    return True


def finish_begun(data: Path) -> bool:
    """Finish a restore that was cut off at its last stroke, for whoever opens an installation; False where there is none.

    Raises `BackupRefused` while somebody else uses the folder, `OSError`.
    """
    if not (data / NOTE).exists():
        return False
    with restoring(data):
        return finish(data)

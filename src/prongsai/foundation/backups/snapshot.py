"""What every kind of database gives for a backup: a file, and from the very same moment the stored files that it names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from prongsai.foundation.backups.refusal import BackupRefused

LEFT_OUT = ("django_session", "cache", "jobs_heartbeat")
"""Tables that come along empty: who is signed in, limits of attempts, signs of life."""
BLOBS = "SELECT content, sha256, size_bytes FROM files_blob ORDER BY id"
STEPS = "SELECT app, name FROM django_migrations ORDER BY app, name"


@dataclass(frozen=True, slots=True)
class Named:
    """A stored file as the database names it: where it lies in storage, its SHA-256, its length in bytes."""

    place: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The database at one moment: its copy in a file, the stored files that it names, and its steps as "part.step"."""

    path: Path
    files: tuple[Named, ...]
    migrations: tuple[str, ...]


def empty_database() -> BackupRefused:
    """What to say where no installation was ever prepared."""
    return BackupRefused(
        "ยังไม่มีข้อมูลของระบบในที่นี้ ตรวจ --data หรือ DATABASE_URL",
        "there is no installation here; check --data or DATABASE_URL",
    )

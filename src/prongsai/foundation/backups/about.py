"""What a backup says about itself: the page at its head and the list of its contents at its end (docs/reference/backup-format.md)."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

FORMAT = 1


@dataclass(frozen=True, slots=True)
class About:
    """The head of a backup. `engine` is "sqlite" or "postgresql"; `migrations` are the steps of the database, as "part.step".

    `files` and `file_bytes` count the stored files inside; `missing` names those that the storage had lost or altered.
    `is_demonstration`: of data whose passwords everybody knows.
    """

    format: int
    made_at: datetime
    release: str
    engine: str
    migrations: tuple[str, ...]
    files: int
    file_bytes: int
    missing: tuple[str, ...] = ()
    is_demonstration: bool = False

    def to_json(self) -> bytes:
        """Its form in the archive: JSON in UTF-8, a field a line."""
        return _written({**asdict(self), "made_at": self.made_at.isoformat()})


@dataclass(frozen=True, slots=True)
class Entry:
    """One content of a backup: its name there, its length in bytes and its SHA-256 in hexadecimal digits."""

    name: str
    size: int
    sha256: str


def about_from_json(content: bytes) -> About:
    """The head read again. Raises `ValueError` for anything that is none; a later format comes with its number and nothing else."""
    raw = _read(content)
    if not isinstance(raw, dict) or not isinstance(raw.get("format"), int):
        raise ValueError("no head of a backup")
    made_at = datetime.fromisoformat(str(raw["made_at"])) if "made_at" in raw else datetime.min
    if raw["format"] != FORMAT:
        return About(raw["format"], made_at, str(raw.get("release", "?")), str(raw.get("engine", "")), (), 0, 0)
    try:
        return About(
            format=FORMAT,
            made_at=made_at,
            release=str(raw["release"]),
            engine=str(raw["engine"]),
            migrations=tuple(str(step) for step in raw["migrations"]),
            files=int(raw["files"]),
            file_bytes=int(raw["file_bytes"]),
            missing=tuple(str(name) for name in raw["missing"]),
            is_demonstration=raw.get("is_demonstration") is True,
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"the head lacks {error}") from error


def entries_to_json(entries: list[Entry]) -> bytes:
    """The list of contents."""
    return _written({"entries": [asdict(entry) for entry in entries]})


def entries_from_json(content: bytes) -> list[Entry]:
    """The list of contents read again. Raises `ValueError`."""
    try:
        return [Entry(str(raw["name"]), int(raw["size"]), str(raw["sha256"])) for raw in _read(content)["entries"]]
    except (KeyError, TypeError) as error:
        raise ValueError(f"the list of contents lacks {error}") from error


def _written(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _read(content: bytes) -> Any:
    return json.loads(content.decode("utf-8"))

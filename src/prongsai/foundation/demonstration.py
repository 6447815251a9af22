"""Which data are the demonstration's, whose passwords everybody knows: a mark in the data folder, which names the database besides."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import connection

_MARK = "demonstration"


def mark(data: Path) -> None:
    """Write down that a data folder and the database in use with it are the demonstration's."""
    (data / _MARK).write_text(_database(), "utf-8")


def unmark(data: Path) -> None:
    """Take the mark away again, where what it was to stand for did not come about."""
    (data / _MARK).unlink(missing_ok=True)


def has_mark(data: Path) -> bool:
    """Whether a data folder is the demonstration's, with whatever database."""
    return (data / _MARK).exists()


def is_marked(data: Path) -> bool:
    """Whether a data folder and the database in use are the demonstration's."""
    return has_mark(data) and (data / _MARK).read_text("utf-8") == _database()


def _database() -> str:
    """Which database is in use, without user and password; a file in the data folder by its name there, as the folder may be moved."""
    given = connection.settings_dict
    name = str(given["NAME"]).removeprefix(f"{settings.DATA}/")
    return f"{connection.vendor} {given['HOST']} {given['PORT']} {name}"

"""What `migrate` and `check --database` say about a PostgreSQL whose letters are not Thai."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core import checks
from django.core.checks import CheckMessage, Tags, register
from django.db import DatabaseError, connections

_SAMPLE = "การยืมทรัพย์สิน"
_TRIGRAMS_OF_SAMPLE = 10


def register_checks() -> None:
    """Let Django run the checks; called once at start-up."""
    register(Tags.database)(thai_letters)


def thai_letters(databases: Sequence[str] | None = None, **_ignored: Any) -> Iterable[CheckMessage]:
    """Warn of a database whose locale takes Thai letters for signs: search finds the same there, but reads every text each time."""
    return [
        checks.Warning(
            f"ฐานข้อมูล {alias} ไม่รู้จักตัวอักษรไทย การค้นหาจะช้า สร้างฐานข้อมูลใหม่ด้วย C.UTF-8 แล้วย้ายข้อมูลเข้า · The database “{alias}” "
            "takes Thai letters for signs, so searching is slow: create one with LC_CTYPE C.UTF-8 and move the data.",
            id="search.W001",
        )
        for alias in databases or ()
        if not makes_thai_trigrams(alias)
    ]


def makes_thai_trigrams(alias: str = "default") -> bool:
    """Whether the index of letters knows Thai letters. Always so on SQLite; True too where the extension is not there yet."""
    connection = connections[alias]
    if connection.vendor != "postgresql":
        return True
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
            if cursor.fetchone() is None:
                return True
            cursor.execute("SELECT cardinality(show_trgm(%s))", [_SAMPLE])
            found = cursor.fetchone()
            return found is not None and found[0] >= _TRIGRAMS_OF_SAMPLE
    except DatabaseError:
        return True

"""The index of letters over the entries: a step for migrations, for SQLite (FTS5) and PostgreSQL (pg_trgm)."""

from __future__ import annotations

from typing import Any

from django.db import DatabaseError
from django.db.migrations.operations.base import Operation

from prongsai.foundation.search.models import PLACES_PER_AGENCY

ENTRIES = "search_searchentry"
LETTERS = "search_letters"
_COLUMNS = "folded_title, folded_body"
_EXTENSIONS = ("pg_trgm", "btree_gin")


class ExtensionsMissing(Exception):
    """PostgreSQL lacks the extensions that search needs, and this role may not create them."""


class TextIndex(Operation):
    """Make the index of letters.

    SQLite: an FTS5 table of trigrams without texts of its own, kept by triggers. Whoever changes the table of entries later drops this
    index first and makes it again, for SQLite makes a changed table anew, without its triggers.
    PostgreSQL: a GIN index whose first column is the agency, as the keys of entries tell it. The extensions are trusted ones: the
    owner of the database may create them.
    """

    reversible = True
    reduces_to_sql = False

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The models stay as they are."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Create index and triggers, over entries that are there already too. Raises `ExtensionsMissing`."""
        if schema_editor.connection.vendor == "postgresql":
            _create_extensions(schema_editor)
            schema_editor.execute(_POSTGRESQL)
            return
        for statement in _SQLITE:
            schema_editor.execute(statement)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Drop them; the extensions stay, for others may use them."""
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP INDEX {LETTERS}")
            return
        for act in ("insert", "update", "delete"):
            schema_editor.execute(f"DROP TRIGGER {LETTERS}_{act}")
        schema_editor.execute(f"DROP TABLE {LETTERS}")

    def describe(self) -> str:
        """What the step does, for people."""
        return "Make the index of letters for search"


def _create_extensions(schema_editor: Any) -> None:
    try:
        for name in _EXTENSIONS:
            schema_editor.execute(f"CREATE EXTENSION IF NOT EXISTS {name}")
    except DatabaseError as error:
        raise ExtensionsMissing(
            "ค้นหาต้องใช้ส่วนขยาย pg_trgm และ btree_gin ของ PostgreSQL ให้ผู้ดูแลฐานข้อมูลติดตั้งชุด contrib แล้วสั่ง CREATE EXTENSION ในฐานข้อมูลนี้ · "
            "Search needs PostgreSQL's extensions pg_trgm and btree_gin: let the database's administrator install the contrib package and "
            f"run CREATE EXTENSION pg_trgm; CREATE EXTENSION btree_gin; in this database ({error})"
        ) from error


_TAKE_OUT = (
    "INSERT INTO search_letters(search_letters, rowid, folded_title, folded_body) "
    "VALUES ('delete', old.id, old.folded_title, old.folded_body);"
)
_PUT_IN = "INSERT INTO search_letters(rowid, folded_title, folded_body) VALUES (new.id, new.folded_title, new.folded_body);"
# No positions are kept (detail=column): which texts hold the letters next to each other is read from the few candidates themselves.
_SQLITE = (
    f"CREATE VIRTUAL TABLE {LETTERS} USING fts5({_COLUMNS}, content='{ENTRIES}', content_rowid='id', "
    "tokenize='trigram case_sensitive 1', detail=column)",
    "INSERT INTO search_letters(search_letters) VALUES ('rebuild')",
    f"CREATE TRIGGER {LETTERS}_insert AFTER INSERT ON {ENTRIES} BEGIN {_PUT_IN} END",
    f"CREATE TRIGGER {LETTERS}_update AFTER UPDATE OF id, {_COLUMNS} ON {ENTRIES} BEGIN {_TAKE_OUT} {_PUT_IN} END",
    f"CREATE TRIGGER {LETTERS}_delete AFTER DELETE ON {ENTRIES} BEGIN {_TAKE_OUT} END",
)
_POSTGRESQL = (
    f"CREATE INDEX {LETTERS} ON {ENTRIES} USING gin "
    f"((id / {PLACES_PER_AGENCY}), folded_title gin_trgm_ops, (folded_title || E'\\n' || folded_body) gin_trgm_ops) WITH (fastupdate = off)"
)

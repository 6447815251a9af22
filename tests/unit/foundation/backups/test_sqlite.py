"""Whether a file of SQLite holds anything: without making one, and without losing what lies beside it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from prongsai.foundation.backups.sqlite import has_tables


def test_a_missing_file_holds_nothing_and_stays_missing(tmp_path: Path) -> None:
    assert not has_tables(tmp_path / "a.sqlite3")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_one_and_one_without_tables_hold_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.sqlite3").touch()
    assert not has_tables(tmp_path / "a.sqlite3")
    with closing(sqlite3.connect(tmp_path / "b.sqlite3")) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
    assert not has_tables(tmp_path / "b.sqlite3")


def test_a_table_that_lies_in_the_log_alone_counts(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "a.sqlite3", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE word (word)")
        assert has_tables(tmp_path / "a.sqlite3")
        for ending in ("", "-wal"):
            (tmp_path / f"b.sqlite3{ending}").write_bytes((tmp_path / f"a.sqlite3{ending}").read_bytes())
    assert has_tables(tmp_path / "b.sqlite3")


@pytest.mark.parametrize("content", [b"PK letters" * 400, b"SQLite format 3\0" + b"x" * 5000])
def test_what_cannot_be_read_counts_as_holding_something(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.sqlite3").write_bytes(content)
    assert has_tables(tmp_path / "a.sqlite3")


def test_a_log_beside_an_empty_file_is_not_thrown_away(tmp_path: Path) -> None:
    (tmp_path / "a.sqlite3").touch()
    (tmp_path / "a.sqlite3-wal").write_bytes(b"pages")
    assert has_tables(tmp_path / "a.sqlite3")
    assert (tmp_path / "a.sqlite3-wal").read_bytes() == b"pages"

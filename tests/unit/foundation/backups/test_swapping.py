"""A restored database takes the place of the one before; a cut at any step leaves the one or the other."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from prongsai.foundation.backups import swapping
from prongsai.foundation.backups.sqlite import settle
from prongsai.foundation.backups.swapping import NOTE, finish, finish_begun, swap


class Cut(BaseException):
    """The power is gone."""


def database(path: Path, word: str, *, is_open: bool = False) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE word (word)")
    connection.execute("INSERT INTO word VALUES (?)", [word])
    connection.commit()
    if not is_open:
        connection.close()
        return
    # A copy of what a killed process leaves: the log beside the database.
    for ending in ("", "-wal"):
        Path(f"{path}{ending}.kept").write_bytes(Path(f"{path}{ending}").read_bytes())
    connection.close()
    for ending in ("", "-wal"):
        os.replace(f"{path}{ending}.kept", f"{path}{ending}")


def word_in(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        return str(connection.execute("SELECT word FROM word").fetchone()[0])


@pytest.mark.parametrize("steps", range(12))
def test_a_cut_at_any_step_leaves_the_old_or_the_new_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int) -> None:
    ours, new, kept = tmp_path / "p.sqlite3", tmp_path / "p.sqlite3.restored", tmp_path / "p.sqlite3.before"
    database(ours, "old", is_open=True)
    database(new, "new")
    assert settle(new)
    left = [steps]

    def counted(act: object) -> object:
        def run(*arguments: object) -> object:
            left[0] -= 1
            if left[0] < 0:
                raise Cut
            return act(*arguments)  # type: ignore[operator]

        return run

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", counted(os.replace))
        patched.setattr(swapping, "flush", counted(swapping.flush))
        patched.setattr(Path, "unlink", counted(Path.unlink))
        try:
            swap(tmp_path, new=new, database=ours, kept=kept)
            is_cut = False
        except Cut:
            is_cut = True
    assert is_cut == (steps < 7)
    begun = (tmp_path / NOTE).exists()
    finish_begun(tmp_path)
    assert word_in(ours) == ("new" if begun or not is_cut else "old")
    assert not begun or word_in(kept) == "old"
    assert not (tmp_path / NOTE).exists()


def test_nothing_is_finished_where_nothing_was_begun(tmp_path: Path) -> None:
    assert not finish_begun(tmp_path)
    assert not finish(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_note_whose_work_is_done_only_goes_away(tmp_path: Path) -> None:
    database(tmp_path / "p.sqlite3", "new")
    note = {"new": str(tmp_path / "gone"), "database": str(tmp_path / "p.sqlite3"), "kept": str(tmp_path / "k")}
    (tmp_path / NOTE).write_text(json.dumps(note), "utf-8")
    assert finish_begun(tmp_path)
    assert word_in(tmp_path / "p.sqlite3") == "new"

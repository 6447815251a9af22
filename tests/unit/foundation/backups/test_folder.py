"""The folder of the scheduled backups: only what the schedule named is ever removed."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from prongsai.foundation.backups.folder import backups_in, name_for, thin_out

NOW = datetime(2026, 3, 17, 3, 0, tzinfo=UTC)


def test_a_name_says_when_and_whether_it_is_encrypted(tmp_path: Path) -> None:
    assert name_for(NOW, is_encrypted=False) == "prongsai-20260317T030000Z.tar"
    path = tmp_path / name_for(NOW, is_encrypted=True)
    path.touch()
    assert backups_in(tmp_path) == {path: NOW}


def test_only_backups_by_their_own_name_go(tmp_path: Path) -> None:
    for days in range(100):
        (tmp_path / name_for(NOW - timedelta(days=days), is_encrypted=False)).touch()
    others = ["before-the-move.tar", "prongsai-20200101T000000Z.tar.bak", "prongsai-2020.tar", "letter.docx"]
    for name in others:
        (tmp_path / name).touch()
    gone = thin_out(tmp_path)
    assert len(gone) > 80
    left = {path.name for path in tmp_path.iterdir()}
    assert set(others) <= left
    assert name_for(NOW, is_encrypted=False) in left
    assert not left & set(gone)


def test_what_a_killed_attempt_left_goes_after_a_day(tmp_path: Path) -> None:
    old, young = tmp_path / "prongsai-20260310T030000Z.tar.part", tmp_path / "prongsai-20260317T030000Z.tar.age.part"
    for part in (old, young):
        part.touch()
    os.utime(old, (0, 0))
    thin_out(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [young.name]


def test_a_folder_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert backups_in(tmp_path / "unplugged") == {}
    assert thin_out(tmp_path / "unplugged") == []

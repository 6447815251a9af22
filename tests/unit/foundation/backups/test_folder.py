"""The folder of the scheduled backups: only what the schedule of this installation named is ever removed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from prongsai.foundation.backups.folder import backups_in, name_for, thin_out

NOW = datetime(2026, 3, 17, 3, 0, tzinfo=UTC)
OURS, THEIRS = "1f2e3d4c", "00000000"


def touch(folder: Path, mark: str, moments: Iterable[datetime]) -> set[str]:
    names = {name_for(moment, mark=mark, is_encrypted=False) for moment in moments}
    for name in names:
        (folder / name).touch()
    return names


def nights(count: int, *, late: timedelta = timedelta()) -> list[datetime]:
    return [NOW - timedelta(days=days) + late for days in range(count)]


def test_a_name_says_when_whose_it_is_and_whether_it_is_encrypted(tmp_path: Path) -> None:
    assert name_for(NOW, mark=OURS, is_encrypted=False) == "prongsai-20260317T030000Z-1f2e3d4c.tar"
    path = tmp_path / name_for(NOW, mark=OURS, is_encrypted=True)
    path.touch()
    assert backups_in(tmp_path, mark=OURS) == {path: NOW}
    assert backups_in(tmp_path, mark=THEIRS) == {}


def test_only_backups_by_their_own_name_go(tmp_path: Path) -> None:
    touch(tmp_path, OURS, nights(100))
    others = [
        "before-the-move.tar",
        "prongsai-20200101T000000Z.tar",
        "prongsai-20200101T000000Z-1f2e3d4c.tar.bak",
        "prongsai-20209999T000000Z-1f2e3d4c.tar",
        "prongsai-20200101T000000Z-1f2e3d4c.tar.part",
        "prongsai-2020.tar",
        "letter.docx",
    ]
    for name in others:
        (tmp_path / name).touch()
    gone = thin_out(tmp_path, mark=OURS, now=NOW)
    assert len(gone) > 80
    left = {path.name for path in tmp_path.iterdir()}
    assert set(others) <= left
    assert name_for(NOW, mark=OURS, is_encrypted=False) in left
    assert not left & set(gone)


def test_installations_that_share_a_folder_thin_out_their_own(tmp_path: Path) -> None:
    theirs = touch(tmp_path, THEIRS, nights(100, late=timedelta(minutes=7)))
    for night in reversed(nights(10)):
        touch(tmp_path, OURS, [night])
        thin_out(tmp_path, mark=OURS, now=night)
    left = {path.name for path in tmp_path.iterdir()}
    assert theirs <= left
    assert touch(tmp_path, OURS, nights(7)) <= left


@pytest.mark.parametrize("ahead", [1, 30, 3650])
def test_a_clock_that_was_ahead_takes_the_place_of_no_backup(tmp_path: Path, ahead: int) -> None:
    future = touch(tmp_path, OURS, [NOW + timedelta(days=ahead + days, hours=1) for days in range(10)])
    touch(tmp_path, OURS, nights(100))
    thin_out(tmp_path, mark=OURS, now=NOW)
    left = {path.name for path in tmp_path.iterdir()}
    assert future | touch(tmp_path, OURS, nights(7)) <= left
    assert len(left) < 40


def test_a_folder_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert backups_in(tmp_path / "unplugged", mark=OURS) == {}
    assert thin_out(tmp_path / "unplugged", mark=OURS, now=NOW) == []

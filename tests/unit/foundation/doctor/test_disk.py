"""Room and rights of folders, told by real ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from prongsai.foundation.doctor import disk
from prongsai.foundation.doctor.disk import can_write, has_room
from prongsai.foundation.doctor.finding import Level


def test_a_folder_that_takes_a_file_is_well_and_keeps_nothing(tmp_path: Path) -> None:
    assert can_write(tmp_path).level is Level.OK
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("place", ["missing", "/proc/self", "file"])
def test_a_folder_that_takes_none_is_told_by_name(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").touch()
    finding = can_write(tmp_path / place)
    assert finding.level is Level.BAD
    assert str(tmp_path / place) in finding.thai
    assert str(tmp_path / place) in finding.english


def test_less_room_than_the_limits_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert has_room(Path("/proc")).level is Level.BAD  # a disk with no room at all
    for name, level in (("BAD_BELOW", Level.BAD), ("WARN_BELOW", Level.WARN)):
        with monkeypatch.context() as patched:
            patched.setattr(disk, name, 2**62)
            assert has_room(tmp_path).level is level

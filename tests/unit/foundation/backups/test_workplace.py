"""Folders for the work of a moment: what killed attempts left goes, what is in use or belongs to others stays."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from prongsai.foundation.backups.workplace import MARK, WORK, sweep, workplace

ENTER = """
import pathlib, sys
from prongsai.foundation.backups.workplace import workplace
place, data = map(pathlib.Path, sys.argv[1:])
with workplace(place, data) as work:
    (work / "database").write_text("x")
    print(work, flush=True)
    input()
"""


def enter(place: Path, data: Path) -> tuple[subprocess.Popen[bytes], Path]:
    """Another process that is at work in a folder."""
    process = subprocess.Popen([sys.executable, "-c", ENTER, str(place), str(data)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout is not None
    return process, Path(process.stdout.readline().decode().strip())


def killed(place: Path, data: Path, *, days: int = 0) -> Path:
    """What an attempt left that was killed so many days ago."""
    process, work = enter(place, data)
    process.kill()
    process.communicate()
    was = (work / MARK).stat().st_mtime - days * 86_400
    os.utime(work / MARK, (was, was))
    return work


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    return tmp_path / "data"


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    (tmp_path / "usb").mkdir()
    return tmp_path / "usb"


def test_it_is_its_owners_alone_and_gone_at_the_end(data: Path) -> None:
    with workplace(data, data) as work:
        assert stat.S_IMODE(work.stat().st_mode) == 0o700
        assert work.parent == data
    assert list(data.iterdir()) == []


def test_what_is_in_use_stays_and_what_a_killed_process_left_goes(data: Path) -> None:
    process, busy = enter(data, data)
    left = killed(data, data)
    with workplace(data, data) as mine, workplace(data, data):
        assert (mine.exists(), busy.exists(), left.exists()) == (True, True, False)
    process.communicate(b"\n")
    assert list(data.iterdir()) == []


def test_outside_of_the_data_folder_it_goes_after_a_day(data: Path, usb: Path) -> None:
    young, old = killed(usb, data), killed(usb, data, days=2)
    sweep(usb, data)
    assert (young.exists(), old.exists()) == (True, False)


def test_folders_of_another_installation_stay(data: Path, usb: Path) -> None:
    theirs = killed(usb, data.with_name("data-of-others"), days=30)
    sweep(usb, data)
    assert theirs.exists()


@pytest.mark.parametrize("name", [f"{WORK}2569", f"{WORK}kongklan", f"{WORK}abcd1234x", f"{WORK}ABCD1234"])
def test_a_folder_that_only_looks_alike_stays(data: Path, usb: Path, name: str) -> None:
    for place in (data, usb):
        (place / name).mkdir()
        (place / name / "report.docx").write_text("theirs")
        if not name.endswith("kongklan"):  # not even with our mark
            (killed(place, data, days=30) / MARK).rename(place / name / MARK)
        os.utime(place / name, (0, 0))
        sweep(place, data)
        assert (place / name / "report.docx").read_text() == "theirs"


def test_a_link_is_not_followed(data: Path, usb: Path) -> None:
    left = killed(usb, data, days=30)
    (data / f"{WORK}abcd1234").symlink_to(left)
    sweep(data, data)
    assert left.exists()

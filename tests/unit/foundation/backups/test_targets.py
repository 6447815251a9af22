"""Where a backup may be written: never over what is none, never among the data of the installation."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from prongsai.foundation.backups import targets
from prongsai.foundation.backups.refusal import BackupRefused
from prongsai.foundation.backups.targets import refuse_target

PLAIN, SEALED = b"backup.json" + bytes(501), b"age-encryption.org/v1\n-> X25519"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name in ("data/backups/older", "data/files/1/ab", "data/static", "data/nightly", "usb"):
        (tmp_path / name).mkdir(parents=True)
    return tmp_path / "data"


def is_allowed(path: Path, data: Path, *, folder: Path | None = None, database: Path | None = None, may_overwrite: bool = False) -> bool:
    there = replace(settings.ENVIRONMENT, data=data, backup_folder=folder)
    with (
        override_settings(DATA=data, MEDIA_ROOT=data / "files", STATIC_ROOT=data / "static", ENVIRONMENT=there),
        pytest.MonkeyPatch.context() as patched,
    ):
        patched.setattr(targets, "database_file", lambda: database or data / "prongsai.sqlite3")
        try:
            refuse_target(path, may_overwrite=may_overwrite)
        except BackupRefused:
            return False
        return True


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.tar", False),
        ("prongsai.sqlite3", False),
        ("prongsai.sqlite3-wal", False),
        ("secret-key", False),
        ("files/a.tar", False),
        ("files/1/ab/a.tar", False),
        ("nightly/a.tar", False),
        ("backups/../a.tar", False),
        ("../usb/../data/a.tar", False),
        ("backups/a.tar", True),
        ("backups/older/a.tar", True),
        ("../usb/a.tar", True),
    ],
)
def test_in_the_data_folder_only_among_the_backups(data: Path, name: str, expected: bool) -> None:
    assert is_allowed(data / name, data) == expected
    assert is_allowed(data / name, data, folder=data.parent) == expected  # a folder of backups in which the data folder lies


def test_a_link_leads_to_no_other_answer(data: Path) -> None:
    (data.parent / "link").symlink_to(data)
    assert not is_allowed(data.parent / "link" / "a.tar", data)
    (data / "backups" / "older").rmdir()
    (data / "backups" / "older").symlink_to(data / "files")
    assert not is_allowed(data / "backups" / "older" / "a.tar", data)


def test_the_folder_of_the_settings_counts_too(data: Path) -> None:
    nightly = "prongsai-20260317T030000Z-1f2e3d4c.tar"
    assert is_allowed(data / "nightly" / "a.tar", data, folder=data / "nightly")
    assert is_allowed(data / nightly, data, folder=data)
    assert not is_allowed(data / "a.tar", data, folder=data)
    assert not is_allowed(data / nightly, data)
    assert not is_allowed(data / "files" / "a.tar", data, folder=data / "files")


@pytest.mark.parametrize("ending", ["", "-wal", "-shm", "-journal", ".restored"])
def test_a_database_that_lies_elsewhere_is_data_too(data: Path, ending: str) -> None:
    usb = data.parent / "usb"
    assert not is_allowed(usb / f"office.sqlite3{ending}", data, database=usb / "office.sqlite3")
    assert is_allowed(usb / "office.sqlite3.tar", data, database=usb / "office.sqlite3")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (PLAIN, True),
        (SEALED, True),
        (b"", False),
        (b"SQLite format 3\0", False),
        (b"PK\x03\x04", False),
        (b"backup.json", False),
        (PLAIN[:5], False),
    ],
)
def test_only_a_backup_is_overwritten_and_only_where_that_is_wanted(data: Path, content: bytes, expected: bool) -> None:
    path = data.parent / "usb" / "a.tar"
    path.write_bytes(content)
    assert is_allowed(path, data, may_overwrite=True) == expected
    assert not is_allowed(path, data)

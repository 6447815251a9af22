"""The file of a backup: what goes in comes out, and not one bit may be another."""

from __future__ import annotations

import hashlib
import subprocess
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.foundation.backups.about import FORMAT, About
from prongsai.foundation.backups.archive import DATABASE, FILES, ArchiveWriter, is_storable, open_archive
from prongsai.foundation.backups.refusal import BackupRefused

ABOUT = About(
    format=FORMAT,
    made_at=datetime(2026, 3, 17, 3, 0, tzinfo=UTC),
    release="0.3.0",
    engine="sqlite",
    migrations=("files.0001_initial",),
    files=2,
    file_bytes=9,
    missing=("1/ab/gone",),
)
CONTENTS = {DATABASE: b"SQLite format 3\0" * 40, f"{FILES}1/ab/abc": b"%PDF-", f"{FILES}1/cd/cde": b"text"}


def written(path: Path, contents: dict[str, bytes] = CONTENTS) -> Path:
    with path.open("wb") as out:
        writer = ArchiveWriter(out, ABOUT)
        for name, content in contents.items():
            writer.add(name, BytesIO(content), len(content))
        writer.close()
    return path


def test_what_goes_in_comes_out(tmp_path: Path) -> None:
    archive = open_archive(written(tmp_path / "a.tar"))
    assert archive.about == ABOUT
    assert {entry.name: stream.read() for entry, stream in archive.read(lambda name: name in CONTENTS)} == CONTENTS
    assert archive.files["1/ab/abc"].sha256 == hashlib.sha256(b"%PDF-").hexdigest()


def test_common_tools_open_it_and_know_its_hash(tmp_path: Path) -> None:
    path = written(tmp_path / "a.tar")
    listed = subprocess.run(["tar", "tf", path], capture_output=True, text=True, check=True).stdout.split()
    assert listed == ["backup.json", *CONTENTS, "contents.json"]
    whole = path.read_bytes()
    assert hashlib.sha256(whole[:-512]).hexdigest() == whole[-512:].split()[2].decode() == open_archive(path).sha256


def test_every_single_bit_that_flips_is_found(tmp_path: Path) -> None:
    """Every bit of a small backup that has one: head, database, files, list, padding, end of the archive and seal."""
    path = written(tmp_path / "a.tar")
    good = path.read_bytes()
    for place in range(0, len(good), 17):
        broken = bytearray(good)
        broken[place] ^= 1 << (place % 8)
        path.write_bytes(broken)
        with pytest.raises(BackupRefused) as refused:
            open_archive(path)
        assert "สำเนา" in refused.value.thai
    for place in (*range(600), *range(len(good) - 512, len(good))):
        broken = bytearray(good)
        broken[place] ^= 1 << (place % 8)
        path.write_bytes(broken)
        with pytest.raises(BackupRefused):
            open_archive(path)


@settings(max_examples=60)
@given(st.data())
def test_a_file_that_was_cut_off_or_went_on_is_found(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    path = written(tmp_path_factory.mktemp("cut") / "a.tar")
    good = path.read_bytes()
    path.write_bytes(good[: data.draw(st.integers(0, len(good) - 1))])
    with pytest.raises(BackupRefused):
        open_archive(path)
    path.write_bytes(good + data.draw(st.binary(min_size=1, max_size=1000)))
    with pytest.raises(BackupRefused):
        open_archive(path)


@settings(max_examples=25)
@given(st.dictionaries(st.from_regex(r"1/[0-9a-f]{2}/[0-9a-f]{8}", fullmatch=True), st.binary(max_size=2000), max_size=6))
def test_any_stored_files_come_back(tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]) -> None:
    contents = {DATABASE: b"d", **{FILES + name: content for name, content in files.items()}}
    archive = open_archive(written(tmp_path_factory.mktemp("any") / "a.tar", contents))
    assert {entry.name: stream.read() for entry, stream in archive.read(lambda name: name.startswith(FILES))} == {
        FILES + name: content for name, content in files.items()
    }


@pytest.mark.parametrize("content", [b"", b"backup.json", b"PK\x03\x04" + b"\0" * 3000, b"\0" * 20_480])
def test_other_files_are_no_backups(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.tar").write_bytes(content)
    with pytest.raises(BackupRefused):
        open_archive(tmp_path / "a.tar")


def test_a_sealed_archive_with_a_content_that_it_does_not_list_is_refused(tmp_path: Path) -> None:
    for contents in ({DATABASE: b"d", "../escape": b"x"}, {"files/1/ab/abc": b"without a database"}, {DATABASE: b"d", "files/../x": b"x"}):
        with pytest.raises(BackupRefused):
            open_archive(written(tmp_path / "a.tar", contents))


@pytest.mark.parametrize("place", ["../a", "/etc/passwd", "1/../../a", "", "1/ab/..", "1//a", ".hidden/a"])
def test_a_stored_file_cannot_lie_outside_the_storage(place: str) -> None:
    assert not is_storable(place)
    assert is_storable("1/ab/abc")
    assert is_storable("1/ab/abc_x7Gh2")


def test_a_disk_without_room_is_told_and_not_mistaken() -> None:
    """/dev/full takes nothing, as a full disk does."""
    full = open("/dev/full", "wb", buffering=0)  # noqa: SIM115 - closed below
    with full, ArchiveWriter(full, ABOUT) as writer, pytest.raises(OSError, match="No space left"):
        writer.add(DATABASE, BytesIO(b"x" * 50_000), 50_000)


def test_a_source_that_ends_early_is_noticed(tmp_path: Path) -> None:
    with (tmp_path / "a.tar").open("wb") as out, ArchiveWriter(out, ABOUT) as writer, pytest.raises(OSError, match="unexpected end"):
        writer.add(DATABASE, BytesIO(b"short"), 50)

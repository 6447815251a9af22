"""Encrypted backups: only their key opens them, and what was altered never opens."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from prongsai.foundation.backups.refusal import BackupRefused
from prongsai.foundation.backups.sealing import decrypt, encrypt, identities_in, is_encrypted, proves, recipient_of, write_new_key


@pytest.fixture
def sealed(tmp_path: Path) -> tuple[Path, Path, Path]:
    """A plain file, the same encrypted, and the file of the key."""
    plain, out, key = tmp_path / "plain", tmp_path / "sealed", tmp_path / "key.txt"
    plain.write_bytes(b"office " * 300)
    public = write_new_key(key)
    with out.open("wb") as file:
        encrypt(plain, file, [recipient_of(public)])
    return plain, out, key


def test_the_key_opens_what_was_encrypted_for_it(sealed: tuple[Path, Path, Path], tmp_path: Path) -> None:
    plain, out, key = sealed
    assert is_encrypted(out)
    assert not is_encrypted(plain)
    assert b"office" not in out.read_bytes()
    decrypt(out, tmp_path / "again", identities_in(key))
    assert (tmp_path / "again").read_bytes() == plain.read_bytes()


def test_another_key_does_not_open_it(sealed: tuple[Path, Path, Path], tmp_path: Path) -> None:
    write_new_key(tmp_path / "other.txt")
    with pytest.raises(BackupRefused, match="key is another"):
        decrypt(sealed[1], tmp_path / "again", identities_in(tmp_path / "other.txt"))


def test_every_bit_that_flips_in_an_encrypted_file_is_found(sealed: tuple[Path, Path, Path], tmp_path: Path) -> None:
    _, out, key = sealed
    good, identities = out.read_bytes(), identities_in(key)
    found = 0
    for place in range(0, len(good), 3):
        broken = bytearray(good)
        broken[place] ^= 1 << (place % 8)
        out.write_bytes(broken)
        with pytest.raises(BackupRefused):
            decrypt(out, tmp_path / "again", identities)
        found += 1
    assert found > 500


def test_what_was_written_is_proved_without_the_recipients_key(tmp_path: Path) -> None:
    plain, out = tmp_path / "plain", tmp_path / "sealed"
    plain.write_bytes(b"office " * 300)
    with out.open("wb") as file:
        passing = encrypt(plain, file, [recipient_of(write_new_key(tmp_path / "key.txt"))])
    assert proves(out, plain, passing)
    broken = bytearray(out.read_bytes())
    broken[-1] ^= 1
    out.write_bytes(broken)
    assert not proves(out, plain, passing)


def test_a_key_is_its_owners_alone_and_never_overwritten(tmp_path: Path) -> None:
    write_new_key(tmp_path / "key.txt")
    assert stat.S_IMODE((tmp_path / "key.txt").stat().st_mode) == 0o600
    before = (tmp_path / "key.txt").read_bytes()
    with pytest.raises(FileExistsError):
        write_new_key(tmp_path / "key.txt")
    assert (tmp_path / "key.txt").read_bytes() == before


@pytest.mark.parametrize("content", ["", "# nothing", "age1abc", "AGE-SECRET-KEY-1BROKEN"])
def test_a_file_without_a_key_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "key.txt").write_text(content, "utf-8")
    with pytest.raises(BackupRefused, match="no key"):
        identities_in(tmp_path / "key.txt")


@pytest.mark.parametrize("written", ["", "age1", "ssh-ed25519 AAAA", "AGE-SECRET-KEY-1X"])
def test_a_recipient_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(BackupRefused, match="public key"):
        recipient_of(written)

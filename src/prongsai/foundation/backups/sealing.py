"""Backups under a lock: encrypted for a recipient with age (https://age-encryption.org), opened with the recipient's key.

What was encrypted is read back from the disk through a second key that exists only in memory and only during that check; so the proof does
not need the recipient's own key, which lies elsewhere.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import IO, TypeAlias

import pyrage  # type: ignore[import-untyped]
from pyrage import x25519

from prongsai.foundation.backups.refusal import BackupRefused

Recipient: TypeAlias = x25519.Recipient
Identity: TypeAlias = x25519.Identity
_BEGINS = b"age-encryption.org/v1"
_BEGINS_ARMORED = b"-----BEGIN AGE ENCRYPTED FILE"


def is_encrypted(path: Path) -> bool:
    """Whether a file is one of age."""
    with path.open("rb") as file:
        return file.read(len(_BEGINS_ARMORED)).startswith((_BEGINS, _BEGINS_ARMORED))


def recipient_of(written: str) -> Recipient:
    """The recipient that a public key ("age1…") names. Raises `BackupRefused`."""
    try:
        return x25519.Recipient.from_str(written.strip())
    except pyrage.RecipientError as error:
        raise BackupRefused(
            "กุญแจสาธารณะของผู้รับใช้ไม่ได้ ต้องขึ้นต้นด้วย age1 สร้างคู่กุญแจด้วย prongsai backup-key",
            "the recipient is no public key of age; it begins with age1. Make one with prongsai backup-key",
        ) from error


def identities_in(path: Path) -> list[Identity]:
    """The keys of a file, a line each beginning with AGE-SECRET-KEY-; lines with # are words for people. Raises `BackupRefused`."""
    lines = [line.strip() for line in path.read_text("utf-8", "replace").splitlines()]
    try:
        found = [x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except pyrage.IdentityError as error:
        raise _no_key() from error
    if not found:
        raise _no_key()
    return found


def _no_key() -> BackupRefused:
    return BackupRefused(
        "ไฟล์กุญแจใช้ไม่ได้ ต้องมีบรรทัดที่ขึ้นต้นด้วย AGE-SECRET-KEY-",
        "there is no key in the key file; it has a line that begins with AGE-SECRET-KEY-",
    )


def write_new_key(path: Path) -> str:
    """Make a pair of keys, write the secret one to a new file that only its owner can read, and return the public one.

    Raises `FileExistsError` where the file is there already: no key is ever overwritten.
    """
    identity = x25519.Identity.generate()
    public = str(identity.to_public())
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"# กุญแจเปิดสำเนาสำรองของระบบโปร่งใส เก็บไว้นอกเครื่องนี้ ใครมีไฟล์นี้เปิดสำเนาได้\n# public key: {public}\n{identity}\n")
        file.flush()
        os.fsync(file.fileno())
    return public


class _Hash:
    """Takes what is written and keeps only its hash."""

    def __init__(self) -> None:
        self.sha256 = hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.sha256.update(data)
        return len(data)

    def flush(self) -> None:
        """Nothing waits."""


def encrypt(plain: Path, out: IO[bytes], recipients: list[Recipient]) -> Identity:
    """Write a file encrypted for the recipients, and return the key of this moment with which `proves` reads it back."""
    passing = x25519.Identity.generate()
    with plain.open("rb") as source:
        pyrage.encrypt_io(source, out, [*recipients, passing.to_public()])
    return passing


def proves(sealed: Path, plain: Path, passing: Identity) -> bool:
    """Whether a file on the disk opens and holds, byte for byte, what was to be in it."""
    taken = _Hash()
    with sealed.open("rb") as source:
        try:
            pyrage.decrypt_io(source, taken, [passing])
        except (pyrage.DecryptError, OSError):
            return False
    with plain.open("rb") as source:
        return taken.sha256.digest() == hashlib.file_digest(source, "sha256").digest()


def decrypt(sealed: Path, plain: Path, identities: list[Identity]) -> None:
    """Open a backup into another file. Raises `BackupRefused` for another key or a file that was altered."""
    with sealed.open("rb") as source, plain.open("wb") as out:
        try:
            pyrage.decrypt_io(source, out, identities)
        except (pyrage.DecryptError, OSError) as error:
            if isinstance(error, OSError) and error.errno:  # the library tells altered contents as an error without a number
                raise
            raise BackupRefused(
                "เปิดสำเนาสำรองไม่ได้ กุญแจไม่ใช่ของสำเนานี้ หรือไฟล์เสียหายหรือถูกแก้ ตรวจกุญแจหรือใช้สำเนาชุดอื่น",
                "the backup does not open: the key is another, or the file was damaged or altered; check the key or take another backup",
            ) from error

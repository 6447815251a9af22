"""The file of a backup: a tar archive and, behind it, one block with the SHA-256 of all that stands before it.

Whoever has `tar` and `sha256sum` can open it without this program. Nothing is taken from a file of which a single bit is another.
"""

from __future__ import annotations

import hashlib
import re
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Any, cast

from prongsai.foundation.backups.about import About, Entry, about_from_json, entries_from_json, entries_to_json
from prongsai.foundation.backups.refusal import BackupRefused

HEAD, DATABASE, FILES, LIST = "backup.json", "database", "files/", "contents.json"
_BLOCK = 512
_CHUNK = 1 << 20
_SEAL = re.compile(rb"prongsai-backup sha256 ([0-9a-f]{64}) bytes ([0-9]+)\n\0*")
_FILE_NAME = re.compile(r"files/[0-9A-Za-z_-]+(?:/[0-9A-Za-z_.-]*[0-9A-Za-z_-])*")

Progress = Callable[[int, int], None]


class _Sealed:
    """Passes on what is written and keeps its length and hash."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self.sha256 = hashlib.sha256()
        self.bytes = 0

    def write(self, data: bytes) -> int:
        self._out.write(data)
        self.sha256.update(data)
        self.bytes += len(data)
        return len(data)


class _Hashing:
    """Hashes what is read through it."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self.sha256 = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._source.read(size)
        self.sha256.update(data)
        return data


class ArchiveWriter:
    """Writes a backup: head, then contents in any number, then `close`, which adds the list of contents and the seal.

    As a context it lets go of a file that was not finished.
    """

    def __init__(self, out: IO[bytes], about: About) -> None:
        self._out = out
        self._sealed = _Sealed(out)
        self._tar = tarfile.open(fileobj=cast(Any, self._sealed), mode="w|", format=tarfile.PAX_FORMAT)  # noqa: SIM115
        self._made_at = about.made_at
        self.entries: list[Entry] = []
        head = about.to_json()
        self.add(HEAD, BytesIO(head), len(head))

    def add(self, name: str, source: IO[bytes], size: int) -> Entry:
        """Add `size` bytes of a source under a name and return what was added. Raises `OSError` where the source has fewer."""
        info = tarfile.TarInfo(name)
        info.size, info.mtime, info.mode = size, int(self._made_at.timestamp()), 0o600
        hashing = _Hashing(source)
        self._tar.addfile(info, hashing)
        entry = Entry(name, size, hashing.sha256.hexdigest())
        self.entries.append(entry)
        return entry

    def __enter__(self) -> ArchiveWriter:
        return self

    def __exit__(self, *_: object) -> None:
        # The library would write its last blocks when the object goes, into a file that is no more.
        tar: Any = self._tar
        tar.fileobj.closed = tar.closed = True

    def close(self) -> str:
        """Finish the file and return the SHA-256 of what the seal covers."""
        listing = entries_to_json(self.entries)
        self.add(LIST, BytesIO(listing), len(listing))
        self._tar.close()
        digest = self._sealed.sha256.hexdigest()
        self._out.write(_seal(digest, self._sealed.bytes))
        return digest


def _seal(digest: str, size: int) -> bytes:
    return f"prongsai-backup sha256 {digest} bytes {size}\n".encode("ascii").ljust(_BLOCK, b"\0")


@dataclass(frozen=True, slots=True)
class Archive:
    """A backup of which every bit was found as it was written."""

    path: Path
    about: About
    entries: tuple[Entry, ...]
    sha256: str

    @property
    def files(self) -> dict[str, Entry]:
        """The stored files inside, by the name under which the storage knows them."""
        return {entry.name.removeprefix(FILES): entry for entry in self.entries if entry.name.startswith(FILES)}

    def read(self, wanted: Callable[[str], bool]) -> Iterator[tuple[Entry, IO[bytes]]]:
        """The contents whose name is wanted, in their order, each with a stream that is read before the next comes."""
        known = {entry.name: entry for entry in self.entries}
        with tarfile.open(self.path, mode="r:") as tar:
            for info in tar:
                stream = tar.extractfile(info) if wanted(info.name) and info.name in known else None
                if stream is not None:
                    yield known[info.name], stream


def begins_as_backup(path: Path) -> bool:
    """Whether the first bytes of a file are those of a backup that is not encrypted. Raises `OSError`."""
    with path.open("rb") as file:
        return file.read(_BLOCK).startswith(HEAD.encode() + b"\0")


def open_archive(path: Path, progress: Progress | None = None) -> Archive:
    """A backup, after every bit of it was looked at: the seal over the whole, then every content against the list.

    `progress` is told bytes read and bytes in all. Raises `BackupRefused` for what is no backup, is cut off or was altered; `OSError`.
    """
    digest, size = _check_seal(path, progress)
    try:
        return _read_contents(path, digest, size)
    except (tarfile.TarError, ValueError, EOFError) as error:
        raise _no_backup() from error


def _check_seal(path: Path, progress: Progress | None) -> tuple[str, int]:
    whole = path.stat().st_size
    seen = hashlib.sha256()
    if not begins_as_backup(path):
        raise _no_backup()
    with path.open("rb") as file:
        if whole < 2 * _BLOCK:
            raise _cut_off()
        file.seek(whole - _BLOCK)
        last = file.read(_BLOCK)
        found = _SEAL.fullmatch(last)
        if found is None:
            raise _cut_off() if not last.startswith(b"prongsai-backup ") else altered()
        size = int(found[2])
        if size != whole - _BLOCK or last != _seal(found[1].decode("ascii"), size):
            raise _cut_off()
        file.seek(0)
        done = 0
        while done < size:
            data = file.read(min(_CHUNK, size - done))
            if not data:
                raise _cut_off()
            seen.update(data)
            done += len(data)
            if progress is not None:
                progress(done, size)
    if seen.hexdigest().encode() != found[1]:
        raise altered()
    return seen.hexdigest(), size


def _read_contents(path: Path, digest: str, size: int) -> Archive:
    about: About | None = None
    listed: list[Entry] | None = None
    seen: list[Entry] = []
    with tarfile.open(path, mode="r:") as tar:
        for info in tar:
            stream = tar.extractfile(info) if info.isreg() and _is_known(info.name) and listed is None else None
            if stream is None or info.offset_data + info.size > size:
                raise ValueError(f"{info.name} does not belong into a backup")
            if info.name in (HEAD, LIST):
                content = stream.read()
                seen.append(Entry(info.name, len(content), hashlib.sha256(content).hexdigest()))
                if info.name == LIST:
                    listed = entries_from_json(content)
                else:
                    about = about_from_json(content)
                continue
            seen.append(Entry(info.name, info.size, _digest_of(stream)))
    if about is None or listed is None or seen[:-1] != listed or [entry.name for entry in seen].count(DATABASE) != 1:
        raise ValueError("the list of contents says something else")
    return Archive(path, about, tuple(listed), digest)


def _digest_of(stream: IO[bytes]) -> str:
    seen = hashlib.sha256()
    while data := stream.read(_CHUNK):
        seen.update(data)
    return seen.hexdigest()


def _is_known(name: str) -> bool:
    return name in (HEAD, DATABASE, LIST) or (_FILE_NAME.fullmatch(name) is not None and ".." not in name)


def is_storable(name: str) -> bool:
    """Whether a stored file of this name can stand in a backup."""
    return _is_known(f"{FILES}{name}")


def _no_backup() -> BackupRefused:
    return BackupRefused(
        "ไฟล์นี้ไม่ใช่สำเนาสำรองของระบบ หรือส่วนต้นของไฟล์เสียหาย เลือกไฟล์อื่น",
        "this is no backup of the installation, or its beginning is damaged; take another file",
    )


def _cut_off() -> BackupRefused:
    return BackupRefused(
        "ไฟล์สำเนาสำรองไม่ครบ ส่วนท้ายขาดหรือเสียหาย คัดลอกไฟล์มาใหม่หรือใช้สำเนาชุดอื่น",
        "the backup is not whole: its end is missing or damaged; copy the file again or take another backup",
    )


def altered() -> BackupRefused:
    """What to say of a backup whose contents are not those that were written."""
    return BackupRefused(
        "เนื้อหาของไฟล์สำเนาสำรองไม่ตรงกับตอนที่เขียน ไฟล์เสียหายหรือถูกแก้ คัดลอกไฟล์มาใหม่หรือใช้สำเนาชุดอื่น",
        "the backup is not as it was written: it was damaged or altered; copy the file again or take another backup",
    )

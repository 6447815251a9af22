"""Copies of stored files on the disk, for programs that want a path."""

from __future__ import annotations

from pathlib import Path

from prongsai.foundation.files.models import StoredFile

_LONGEST_STEM_BYTES = 180


def write_out(stored: StoredFile, folder: Path) -> Path:
    """Write a stored file, as it came, under its own name into a folder and return the path. A name too long for a disk is cut."""
    blob = stored.original or stored.blob
    stem, dot, ending = stored.name.rpartition(".")
    path = folder / f"{(stem or ending).encode()[:_LONGEST_STEM_BYTES].decode('utf-8', 'ignore')}{dot and f'.{ending}'}"
    with blob.content.open("rb") as content, path.open("wb") as out:
        for chunk in content.chunks():
            out.write(chunk)
    return path

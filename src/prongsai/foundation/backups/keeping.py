"""Stored files that only the database from before names: kept where the sweep for leftovers does not look."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from django.core.files.storage import Storage, default_storage

_PLACE = re.compile(r"\d+/[0-9a-f]{2}/[0-9a-f]{64}")


def keep_unnamed(named: Collection[str], folder: str) -> int:
    """Keep every stored file that is not among these names a second time under a folder of the storage, and say how many there were.

    On a disk a second name costs no room; other storages copy. Raises `OSError`.
    """
    count = 0
    for place in list(_places(default_storage)):
        if place in named:
            continue
        kept = f"{folder}/{place}"
        try:
            source, target = Path(default_storage.path(place)), Path(default_storage.path(kept))
        except NotImplementedError:
            with default_storage.open(place, "rb") as content:
                default_storage.save(kept, content)
        else:
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            target.unlink(missing_ok=True)
            os.link(source, target)
        count += 1
    return count


def _places(storage: Storage) -> Iterator[str]:
    for agency in _folders(storage, ""):
        for head in _folders(storage, agency):
            for name in storage.listdir(f"{agency}/{head}")[1]:
                place = f"{agency}/{head}/{name}"
                if _PLACE.fullmatch(place):
                    yield place


def _folders(storage: Storage, inside: str) -> list[str]:
    try:
        return [name for name in storage.listdir(inside)[0] if name.isalnum()]
    except FileNotFoundError:  # nothing was stored yet
        return []

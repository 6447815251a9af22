"""Files on disk that survive a power cut: whole under their name or not there at all, before anybody is told that they are stored."""

from __future__ import annotations

import os
import uuid
from pathlib import Path
from typing import IO, Any

from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible

UNFINISHED = ".part"
"""The ending of a content that is being written; one that is left over belongs to a process that was cut off."""


@deconstructible(path="prongsai.foundation.files.storage.DurableStorage")
class DurableStorage(FileSystemStorage):
    """Django's storage on disk, with content and folders flushed to the disk.

    What is saved under a name replaces what was there, in one step: readers see the one or the other, never a part.
    """

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """The name as it was given: names are made from contents."""
        return name

    def _save(self, name: str, content: IO[Any]) -> str:
        unfinished, path = f"{name}.{uuid.uuid4().hex}{UNFINISHED}", Path(self.path(name))
        try:
            super()._save(unfinished, content)  # type: ignore[misc]  # the stubs leave it out
            _flush(Path(self.path(unfinished)))
            Path(self.path(unfinished)).replace(path)
        except OSError:
            Path(self.path(unfinished)).unlink(missing_ok=True)
            raise
        # A folder made on the way, by us or by somebody who was cut off, is safe only when the folder above it is flushed.
        top = Path(self.location)
        for folder in path.parents:
            _flush(folder)
            if folder == top or top not in folder.parents:
                break
        return name


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

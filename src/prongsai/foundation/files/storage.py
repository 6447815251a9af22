"""Files on disk that survive a power cut: written to the disk before anybody is told that they are stored."""

from __future__ import annotations

import os
from typing import IO, Any

from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible


@deconstructible(path="prongsai.foundation.files.storage.DurableStorage")
class DurableStorage(FileSystemStorage):
    """Django's storage on disk, with the content and its folder flushed to the disk."""

    def _save(self, name: str, content: IO[Any]) -> str:
        saved: str = super()._save(name, content)  # type: ignore[misc]  # the stubs leave it out
        path = self.path(saved)
        for place in (path, os.path.dirname(path)):
            handle = os.open(place, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        return saved

"""Which files of others are collected as static files: only those that the pages use."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.staticfiles.finders import FileSystemFinder

USED = frozenset({"bootstrap/bootstrap.min.css", "bootstrap/bootstrap.min.css.map"})


class UsedFilesFinder(FileSystemFinder):
    """Looks into the folders of the settings and takes what is in `USED`."""

    def list(self, ignore_patterns: Iterable[str] | None) -> Any:
        """The files that are used."""
        for path, storage in super().list(ignore_patterns):
            prefix = f"{storage.prefix}/" if storage.prefix else ""
            if prefix + path in USED:
                yield path, storage

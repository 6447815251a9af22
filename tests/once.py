"""What is made once per run of the tests, by whichever process asks first, and then copied by all."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


class Once:
    """Folders that are made once and that nobody changes afterwards: take a copy."""

    def __init__(self, shelf: Path) -> None:
        self._shelf = shelf

    def copy(self, name: str, make: Callable[[Path], None], into: Path) -> Path:
        """Copy the folder of this name into `into`, which must not be there; `make` fills it the first time. Other processes wait."""
        shutil.copytree(self.folder(name, make), into)
        return into

    def folder(self, name: str, make: Callable[[Path], None]) -> Path:
        """The folder itself, to be read only."""
        ready = self._shelf / name
        with (self._shelf / f"{name}.lock").open("w", encoding="ascii") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not ready.exists():
                unfinished = self._shelf / f"{name}.unfinished"
                shutil.rmtree(unfinished, ignore_errors=True)
                make(unfinished)
                unfinished.rename(ready)
        return ready


def once_of_run(tmp_path_factory: pytest.TempPathFactory, worker: str) -> Once:
    """Of all processes of a run: pytest-xdist gives each worker a folder in that of the run."""
    base = tmp_path_factory.getbasetemp()
    return Once(base if worker == "master" else base.parent)

"""Which workers live: each holds a lock on a file of its own, which the system takes away with the process, however it ends."""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
import uuid
from pathlib import Path

_ENDING = ".worker"


class Presence:
    """The presence of a worker among those that share a data folder. Those that it cannot tell about are left to their holds."""

    def __init__(self, folder: Path, *, look_every_seconds: float = 5.0) -> None:
        """Be present from now on, under a name that no other worker ever has. `folder` is made where it is missing."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.name = uuid.uuid4().hex
        self._folder = folder
        self._every = look_every_seconds
        self._looked: float | None = None
        self._gone: set[str] = set()
        # Locked before it has the name that others look for: whoever finds it unlocked knows that its worker is gone.
        new = folder / f"{self.name}.new"
        self._handle = os.open(new, os.O_CREAT | os.O_RDWR, 0o600)
        fcntl.flock(self._handle, fcntl.LOCK_EX)
        new.rename(folder / f"{self.name}{_ENDING}")

    def gone(self) -> frozenset[str]:
        """The names of workers of this folder that have died; looked up every few seconds. A name once gone stays gone."""
        now = time.monotonic()
        if self._looked is None or now - self._looked >= self._every:
            self._looked = now
            self._gone |= {path.stem for path in self._folder.glob(f"*{_ENDING}") if path.stem != self.name and _is_free(path)}
        return frozenset(self._gone)

    def forget(self) -> None:
        """Remove the files of workers of whose death everything was made: to be called when none of their jobs is left."""
        for name in self._gone:
            (self._folder / f"{name}{_ENDING}").unlink(missing_ok=True)
        self._gone = set()

    def end(self) -> None:
        """Be gone, leaving no file: nothing is held any more."""
        (self._folder / f"{self.name}{_ENDING}").unlink(missing_ok=True)
        os.close(self._handle)


def _is_free(path: Path) -> bool:
    try:
        handle = os.open(path, os.O_RDWR)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return False
    else:
        return True
    finally:
        with contextlib.suppress(OSError):
            os.close(handle)

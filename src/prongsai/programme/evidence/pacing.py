"""How much of its time the worker gives to looks: one thread does them and the mails, notices and search index besides."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

_MINUTE = 60.0


class Share:
    """So many seconds of each minute. A look that was begun is never cut: what it takes too much is missing afterwards."""

    def __init__(self, seconds: float) -> None:
        self._seconds = self._left = seconds
        self._known = time.monotonic()

    def is_spent(self) -> bool:
        """Whether there is nothing left just now."""
        now = time.monotonic()
        self._left = min(self._seconds, self._left + max(now - self._known, 0.0) * self._seconds / _MINUTE)
        self._known = now
        return self._left <= 0

    @contextmanager
    def taking(self) -> Iterator[None]:
        """Count what is done inside."""
        begun = time.monotonic()
        try:
            yield
        finally:
            self._left -= time.monotonic() - begun

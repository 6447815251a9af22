"""What clients were told: one line per write, on the disk before the client goes on."""

from __future__ import annotations

import json
import os
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Write:
    """A write that a client sent off: its mark, what it held, and whether the answer came."""

    kind: str
    mark: str
    facts: dict[str, Any] = field(default_factory=dict)
    is_acknowledged: bool = False


class Journal:
    """All writes of a run. Every line is flushed to the disk, so that a run that is itself killed leaves its evidence."""

    def __init__(self, path: Path) -> None:
        self.writes: list[Write] = []
        self.refused: list[str] = []
        self._lock = threading.Lock()
        self._moments = {"sent": threading.Event(), "told": threading.Event()}
        self._file = path.open("a", encoding="utf-8")

    def intend(self, kind: str, mark: str, **facts: Any) -> Write:
        """Say that a write is about to be sent."""
        write = Write(kind, mark, facts)
        self._put({"intends": kind, "mark": mark, **facts})
        with self._lock:
            self.writes.append(write)
        self._moments["sent"].set()
        return write

    def acknowledge(self, write: Write, **facts: Any) -> None:
        """Say that the product told that it has the write."""
        self._put({"acknowledged": write.kind, "mark": write.mark, **facts})
        write.facts |= facts
        write.is_acknowledged = True
        self._moments["told"].set()

    def wait_for(self, moment: str, seconds: float) -> None:
        """Wait until the next write is "sent" or "told" as acknowledged, or until so many seconds are over."""
        self._moments[moment].clear()
        self._moments[moment].wait(seconds)

    def refuse(self, write: Write, words: str) -> None:
        """Say that the product refused the write: the harness asked for what it may not."""
        self._put({"refused": write.kind, "mark": write.mark, "words": words})
        self.refused.append(f"{write.kind} {write.mark}: {words}")

    def _put(self, line: dict[str, Any]) -> None:
        with self._lock:
            self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._file.flush()
            os.fsync(self._file.fileno())

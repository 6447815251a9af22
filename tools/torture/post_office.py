"""A mail server that keeps a list of every mail that it took, on the disk before it says so."""

from __future__ import annotations

import asyncio
import json
import os
import random
import threading
from collections import Counter
from email import message_from_bytes
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from tools.torture.product import free_port

_SLOW_SECONDS = 0.2


class PostOffice:
    """Takes mail on a port of this machine."""

    def __init__(self, path: Path, chance: random.Random) -> None:
        self._chance = chance
        self.port = free_port()
        self.taken: list[tuple[str, str]] = []
        """Message-ID and receiver of each mail that was taken."""
        self._lock = threading.Lock()
        self._file = path.open("a", encoding="utf-8")
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)

    def __enter__(self) -> PostOffice:
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()
        self._file.close()

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - the name that aiosmtpd calls
        """Take a mail."""
        await asyncio.sleep(self._chance.uniform(0, _SLOW_SECONDS))
        name = str(message_from_bytes(envelope.content).get("Message-ID", ""))
        with self._lock:
            for receiver in envelope.rcpt_tos:
                self._file.write(json.dumps({"id": name, "to": receiver}) + "\n")
                self.taken.append((name, receiver))
            self._file.flush()
            os.fsync(self._file.fileno())
        await asyncio.sleep(self._chance.uniform(0, _SLOW_SECONDS))  # taken, and the sender does not know it yet
        return "250 taken"

    def count_of(self) -> Counter[str]:
        """How often each Message-ID was taken."""
        with self._lock:
            return Counter(name for name, _ in self.taken)

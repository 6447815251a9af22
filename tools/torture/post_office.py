"""A mail server that keeps a list of every mail that it took, on the disk before it says so."""

from __future__ import annotations

import json
import os
import threading
from collections import Counter
from email import message_from_bytes
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from tools.torture.product import free_port


class PostOffice:
    """Takes mail on a port of this machine."""

    def __init__(self, path: Path) -> None:
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
        name = str(message_from_bytes(envelope.content).get("Message-ID", ""))
        with self._lock:
            for receiver in envelope.rcpt_tos:
                self._file.write(json.dumps({"id": name, "to": receiver}) + "\n")
                self.taken.append((name, receiver))
            self._file.flush()
            os.fsync(self._file.fileno())
        return "250 taken"

    def twice(self) -> list[str]:
        """Mails that came more than once."""
        return [f"{name} to {receiver}: {count} times" for (name, receiver), count in Counter(self.taken).items() if count > 1]

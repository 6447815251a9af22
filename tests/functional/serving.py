"""A real installation started by the real command, for tests that look at it from outside."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from tests.once import Once

READY_SECONDS = 60.0


def free_port() -> int:
    """A port of this machine that nobody uses now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@dataclass
class Installation:
    """A running `prongsai serve`."""

    data: Path
    port: int
    process: subprocess.Popen[str]
    log: Path

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def health(self) -> tuple[int, dict[str, object]]:
        """What /healthz says: status and content; status 0 where nobody answers."""
        try:
            with urllib.request.urlopen(f"{self.address}/healthz", timeout=10) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            content = error.read()
            return error.code, json.loads(content) if content.startswith(b"{") else {"content": content.decode("utf-8", "replace")}
        except OSError:
            return 0, {}

    def children(self, part: str) -> list[int]:
        """Process numbers of a part ("web", "worker") of this installation."""
        found = []
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                words = (entry / "cmdline").read_bytes().decode("utf-8", "replace").split("\0")
                parent = int((entry / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()[1])
            except OSError:
                continue
            if parent == self.process.pid and f"prongsai.interfaces.cli.{part}" in words:
                found.append(int(entry.name))
        return found

    def says(self, words: str, seconds: float = READY_SECONDS) -> bool:
        """Whether it prints these words within this time; it may answer before it has told so."""
        return until(lambda: words in self.log.read_text("utf-8"), seconds)

    def stop(self) -> str:
        """End it as Ctrl-C does and give back what it printed."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=40)
        return self.log.read_text("utf-8")


def start(data: Path, *arguments: str, wait: bool = True, **environment: str) -> Installation:
    """Start `prongsai serve` on a free port; with `wait`, until web, worker and database are well."""
    port = free_port()
    program = Path(sys.executable).with_name("prongsai")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PRONGSAI_", "DJANGO_", "DATABASE_"))}
    # Into a file: a pipe that nobody empties would hold the server up.
    log = data.with_name(f"{data.name}-{port}.log")
    printed = log.open("w", encoding="utf-8")
    process = subprocess.Popen(
        [program, "serve", "--data", str(data), "--port", str(port), *arguments],
        env={**clean, **environment},
        stdout=printed,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    printed.close()
    installation = Installation(data, port, process, log)
    if wait:
        until(lambda: installation.health()[0] == 200 or process.poll() is not None, READY_SECONDS)
        if installation.health()[0] != 200:
            health = installation.health()
            raise AssertionError(f"it does not get well: {health}\n{installation.stop()}")
    return installation


def begun(once: Once, data: Path, *arguments: str) -> Path:
    """A data folder as the first start with these arguments leaves it; made once per run and copied, for a first start takes its time."""
    name = "-".join(["begun", *(argument.strip("-") for argument in arguments)])
    return once.copy(name, lambda folder: _begin(folder, *arguments), data)


def _begin(data: Path, *arguments: str) -> None:
    start(data, *arguments).stop()


def until(is_so: object, seconds: float) -> bool:
    """Wait until something is so; False where it is not within this time."""
    assert callable(is_so)
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if is_so():
            return True
        time.sleep(0.1)
    return False

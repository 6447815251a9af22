"""The product as an office runs it: `prongsai serve` with its web server and worker, and ways to kill them without warning."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

READY_SECONDS = 240.0  # busy machines start slowly


def free_port() -> int:
    """A port of this machine that nobody uses now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


class NotWell(Exception):
    """The product does not come back by itself."""


class Product:
    """One installation: its data folder, its port and the processes that this harness started."""

    def __init__(self, data: Path, environment: dict[str, str]) -> None:
        self.data, self.port = data, free_port()
        self.log = data.with_name("serve.log")
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None
        self._falls = {"web": 0, "worker": 0}
        self._teller: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, without waiting."""
        self._falls = {"web": 0, "worker": 0}
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("PRONGSAI_", "DJANGO_", "DATABASE_"))}
        program = [sys.executable, "-c", "import sys; from prongsai.interfaces.cli import main; sys.exit(main(sys.argv[1:]))"]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*program, "serve", "--demonstration", "--data", str(self.data), "--port", str(self.port)],
                env={**clean, **self._environment},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def come_back(self, seconds: float = READY_SECONDS) -> None:
        """Wait until web, worker and database are well; start it where the whole of it was killed. Raises `NotWell`."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self._process is None or self._process.poll() is not None:
                self.start()
            if self._is_well() and all(self._groups(part) for part in self._falls):
                return
            time.sleep(0.1)
        raise NotWell(f"not well within {seconds:.0f} seconds; see {self.log}")

    def may_kill(self, part: str) -> bool:
        """Whether the supervisor would start a part again soon: it waits longer after every fall."""
        return self._falls[part] < 3

    def kill(self, parts: tuple[str, ...]) -> int:
        """Kill the process groups of parts ("web", "worker") at once; say how many there were."""
        groups = [group for part in parts for group in self._groups(part)]
        for part in parts:
            self._falls[part] += 1
        for group in groups:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(group, signal.SIGKILL)
        return len(groups)

    def kill_one(self, part: str, choose: int) -> int:
        """Kill a single process of a part, as a system short of memory does; say how many were killed."""
        self._falls[part] += 1
        members = [pid for group in self._groups(part) for pid in _members(group)]
        if not members:
            return 0
        with contextlib.suppress(ProcessLookupError):
            os.kill(members[choose % len(members)], signal.SIGKILL)
        return 1

    def kill_everything(self) -> int:
        """Kill supervisor, web and worker, as pulling the plug of the machine does to them."""
        process = self._process
        if process is None or process.poll() is not None:
            return 0
        groups = self._groups("web") + self._groups("worker")
        os.kill(process.pid, signal.SIGKILL)
        for group in groups:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(group, signal.SIGKILL)
        process.wait()
        return 1 + len(groups)

    def tell_again(self) -> None:
        """Start somebody who tells people of notices all the time, where nobody does: the worker does it once a minute."""
        if self._teller is None or self._teller.poll() is not None:
            with self.log.open("ab") as log:  # its surroundings are the harness's own, which look at the same installation
                self._teller = subprocess.Popen([sys.executable, "-m", "tools.torture.teller"], stdout=log, stderr=subprocess.STDOUT)

    def kill_teller(self) -> int:
        """Kill that one; say how many there were."""
        if self._teller is None or self._teller.poll() is not None:
            return 0
        self._teller.kill()
        self._teller.wait()
        return 1

    def stop(self) -> None:
        """End it as Ctrl-C does."""
        self.kill_teller()
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(60)
            except subprocess.TimeoutExpired:
                self.kill_everything()

    def _groups(self, part: str) -> list[int]:
        """Process groups of a part that are children of our supervisor: each child leads a session of its own."""
        if self._process is None:
            return []
        return [pid for pid, parent, _ in processes() if parent == self._process.pid and f"prongsai.interfaces.cli.{part}" in _words(pid)]

    def _is_well(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", "/healthz")
            answer = connection.getresponse()
            return answer.status == http.client.OK and bool(json.loads(answer.read())["ok"])
        except (OSError, http.client.HTTPException, ValueError):
            return False
        finally:
            connection.close()


def processes() -> list[tuple[int, int, int]]:
    """Number, parent and group of every process of this machine."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                after = (entry / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
                if after[0] != "Z":
                    found.append((int(entry.name), int(after[1]), int(after[2])))
    return found


def _words(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace").split("\0")
    except OSError:
        return []


def _members(group: int) -> list[int]:
    return sorted(pid for pid, _, its_group in processes() if its_group == group)

"""A PostgreSQL of the run's own, as careful as PostgreSQL comes (fsync, synchronous_commit), that can be killed and comes back."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg
from tools.torture.product import processes

_START_SECONDS = 60.0


class Cluster:
    """A server in a temporary folder, reached through a socket in it only."""

    def __init__(self) -> None:
        programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
        if not programs:
            raise SystemExit("PostgreSQL is missing: run tools/postgres true once, or install it")
        self._programs = programs[0].parent
        self._folder = Path(tempfile.mkdtemp(prefix="prongsai-torture-pg-"))
        self._owner: str | None = None
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root; its package brings a user of its own
            self._owner = "postgres"
            shutil.chown(self._folder, "postgres")
        self._server: subprocess.Popen[bytes] | None = None
        made = self._popen("initdb", "-U", "prongsai", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        if made.wait(120) != 0:
            raise SystemExit(self._log.read_text("utf-8", "replace"))
        self.start()

    @property
    def address(self) -> str:
        """For DATABASE_URL."""
        return f"postgresql://prongsai@{str(self._folder).replace('/', '%2F')}/postgres"

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    @property
    def _log(self) -> Path:
        return self._folder / "log"

    def start(self) -> None:
        """Start it and wait until it takes connections."""
        options = {"listen_addresses": "", "unix_socket_directories": str(self._folder), "max_connections": "60"}
        self._server = self._popen("postgres", *(f"--{name}={value}" for name, value in options.items()))
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline and self._server.poll() is None:
            with contextlib.suppress(psycopg.OperationalError):
                psycopg.connect(self.address, connect_timeout=5).close()
                return
            time.sleep(0.1)
        raise SystemExit(f"PostgreSQL does not start: {self._log.read_text('utf-8', 'replace')[-2000:]}")

    def kill(self) -> int:
        """SIGKILL to the server and all its processes at once; say how many there were."""
        if self._server is None:
            return 0
        victims = [self._server.pid, *(pid for pid, parent, _ in processes() if parent == self._server.pid)]
        for pid in victims:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._server.wait()
        while any(pid in victims for pid, _, _ in processes()):
            time.sleep(0.05)
        return len(victims)

    def remove(self) -> None:
        """End it and remove its folder."""
        self.kill()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _popen(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        with self._log.open("ab") as log:
            return subprocess.Popen(
                [str(self._programs / program), "-D", str(self._data), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self._folder,
                user=self._owner,
                group=self._owner,
                extra_groups=[] if self._owner else None,
                start_new_session=True,
            )

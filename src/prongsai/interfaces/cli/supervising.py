"""One command, several processes: web and worker are started, watched, started again when they fall, and ended together."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field

from django.conf import settings

_LONGEST_PAUSE_SECONDS = 30.0
_GRACE_SECONDS = 20.0
_CALM_SECONDS = 60.0


@dataclass
class Child:
    """A process of the installation and how often it fell lately."""

    name: str
    command: list[str]
    lock: int
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    falls: int = 0
    not_before: float = field(default=0.0)

    def start(self) -> None:
        """Start the process in a session of its own, so that Ctrl-C reaches only the supervisor."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(self.command, start_new_session=True, pass_fds=(self.lock,))  # noqa: S603 - our own command

    def watch(self) -> None:
        """Start the process again where it fell, after a pause that grows with each fall."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.not_before:
                self.start()
            return
        code = self.process.poll()
        if code is None:
            return
        self.falls = 0 if now - self.started > _CALM_SECONDS else self.falls + 1
        pause = min(_LONGEST_PAUSE_SECONDS, 0.5 * 2**self.falls)
        print(f"{self.name}: จบเองด้วยรหัส {code} จะเริ่มใหม่ใน {pause:.0f} วินาที · ended with {code}, starting again", file=sys.stderr)
        self.process, self.not_before = None, now + pause

    def stop(self) -> None:
        """Ask the process to end."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def wait(self, deadline: float) -> None:
        """Wait for the end; a process that does not end in time is killed."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def supervise(*, host: str, port: int, workers: int, lock: int) -> int:
    """Run web and worker until SIGINT or SIGTERM; returns the exit code. Both inherit the lock that marks the folder as served."""
    is_over = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: is_over.set())
    web = [sys.executable, "-m", "prongsai.interfaces.cli.web", host, str(port), str(workers)]
    children = [Child("web", web, lock), Child("worker", [sys.executable, "-m", "prongsai.interfaces.cli.worker"], lock)]
    for child in children:
        child.start()
    threading.Thread(target=_say_when_ready, args=(host, port, is_over), daemon=True).start()
    while not is_over.wait(0.5):
        for child in children:
            child.watch()
    print("กำลังปิด · stopping", flush=True)
    for child in children:
        child.stop()
    deadline = time.monotonic() + _GRACE_SECONDS
    for child in children:
        child.wait(deadline)
    return 0


def _say_when_ready(host: str, port: int, is_over: threading.Event) -> None:
    address = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}/healthz"  # noqa: S104 - compared, not bound
    request = urllib.request.Request(address, headers={"Host": settings.ENVIRONMENT.host})
    while not is_over.is_set():
        try:
            with urllib.request.urlopen(request, timeout=5):  # noqa: S310
                break
        except urllib.error.HTTPError:
            break  # it answers; what it lacks, healthz tells whoever asks
        except OSError:
            is_over.wait(0.1)
    if not is_over.is_set():
        print(f"พร้อมใช้งาน เปิดเบราว์เซอร์ที่ · ready, open  {settings.ENVIRONMENT.address}/   (Ctrl-C เพื่อปิด · to stop)", flush=True)

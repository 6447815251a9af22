"""A process that works on one file within bounds of time and memory. What it says is JSON, checked like any that comes from outside.

It is a fresh interpreter (`reading_child.py`), so that this is safe in a server with threads, and it gets none of the server's settings.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from prongsai.core.papers.errors import PaperError, ReadingCancelled, ReadingStopped

_MB = 2**20
_PROGRAM = "prongsai.core.papers.reading_child"
_KEPT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "HOME", "TMPDIR", "TESSDATA_PREFIX", "LD_LIBRARY_PATH", "PYTHONPATH", "FONTCONFIG_PATH")
_SETTINGS = {"OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1"}
_GRACE_SECONDS = 2.0
_TAIL_BYTES = 4_000


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one process may take: time as a whole, time for a page read by OCR, memory (also of each process that it starts), output.

    With OCR the time as a whole grows with the number of pages, up to `most_seconds`.
    """

    seconds: float = 300.0
    seconds_per_page: float = 60.0
    most_seconds: float = 3_600.0
    memory_bytes: int = 2_048 * _MB
    result_bytes: int = 512 * _MB


DEFAULT = Bounds()


class BoundedProcess:
    """One process under way. `close`, also from another thread, ends it."""

    def __init__(self, path: Path, request: Mapping[str, object], bounds: Bounds, *, is_by_page: bool = False) -> None:
        self._name = path.name
        self._bounds = bounds
        self._is_closed = False
        self._is_heard = False
        self._closing = threading.Lock()
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `close`
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", _PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env={key: os.environ[key] for key in _KEPT if key in os.environ} | _SETTINGS,
            start_new_session=True,
        )
        self._clock = _Clock(self._name, bounds, is_by_page=is_by_page)
        assert self._process.stdin is not None and self._process.stdout is not None  # noqa: PT018, S101 - asked for above
        self._requests, self._answers = self._process.stdin, self._process.stdout
        whole = {**request, "path": str(path.absolute()), "memory_bytes": bounds.memory_bytes}
        with contextlib.suppress(BrokenPipeError):
            self._requests.write(json.dumps(whole).encode() + b"\n")
            self._requests.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def process_id(self) -> int:
        """The number under which the system knows the process."""
        return self._process.pid

    def close(self) -> None:
        """End the process, and those that it started, and wait until they are gone; nothing happens the second time."""
        with self._closing:
            if not self._is_closed:
                self._is_closed = True
                self._end()

    def told(self) -> Iterator[dict[str, Any]]:
        """The objects that the process says, one after the other; to be gone through once.

        Raises the `PaperError` that it tells, `ReadingStopped` where it was stopped or ended without its last word, `ReadingCancelled`
        after `close`. The last word is whatever the caller stops at.
        """
        for told in self._objects():
            if "error" in told:
                raise self._error(told)
            yield told
        if self._is_closed:
            raise ReadingCancelled("ยกเลิกการอ่านไฟล์แล้ว", "The reading was cancelled.")
        raise self._broken_down()

    def _objects(self) -> Iterator[dict[str, Any]]:
        self._is_heard = True
        parts: list[bytes] = []
        size = 0
        with self._answers as stream, selectors.DefaultSelector() as waiting:
            waiting.register(stream, selectors.EVENT_READ)
            while True:
                if not waiting.select(self._clock.left()):
                    raise self._clock.stopped()
                part = os.read(stream.fileno(), _MB)
                if not part:
                    return
                size += len(part)
                if size > self._bounds.result_bytes:
                    raise self._broken_down()
                *ended, rest = part.split(b"\n")
                for end in ended:
                    told = json.loads(b"".join((*parts, end)))
                    parts = []
                    self._clock.hear(told)
                    yield told
                parts.append(rest)

    def _end(self) -> None:
        process = self._process
        if process.poll() is None:
            # The child puts away what it wrote and ends LibreOffice, which runs in a group of its own.
            self._signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_GRACE_SECONDS)
        self._signal(signal.SIGKILL)
        process.wait()
        self._errors.close()
        with contextlib.suppress(BrokenPipeError):
            self._requests.close()
        if not self._is_heard:
            self._answers.close()

    def _signal(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, number)

    def _error(self, told: Mapping[str, Any]) -> PaperError:
        kinds = {kind.__name__: kind for kind in PaperError.__subclasses__()}
        kind = kinds.get(str(told.get("error")))
        if kind is not None:
            return kind(str(told.get("thai")), str(told.get("english")))
        most = self._bounds.memory_bytes // _MB
        return ReadingStopped(
            f"การอ่านไฟล์ “{self._name}” ใช้หน่วยความจำเกิน {most:,} MB โปรดแบ่งเป็นหลายไฟล์ หรือสแกนใหม่ที่ 200-300 dpi",
            f"Reading “{self._name}” took more than {most:,} MB of memory: split it into several files, or scan it again at 200-300 dpi.",
        )

    def _broken_down(self) -> ReadingStopped:
        """The process ended without a word; what it left on standard error goes with the error, for the log."""
        error = ReadingStopped(
            f"การอ่านไฟล์ “{self._name}” หยุดลงกลางคัน ไฟล์อาจเสียหายหรือใหญ่เกินไป โปรดเปิดดู แล้วบันทึกหรือส่งออกใหม่",
            f"Reading “{self._name}” broke down; the file may be damaged or too large: open it, and save or export it again.",
        )
        with contextlib.suppress(OSError, ValueError):
            self._errors.seek(0, os.SEEK_END)
            self._errors.seek(max(0, self._errors.tell() - _TAIL_BYTES))
            error.add_note(self._errors.read().decode("utf-8", "replace"))
        return error


class _Clock:
    """Which time is up first: that of the page under way, or that of the whole file."""

    def __init__(self, name: str, bounds: Bounds, *, is_by_page: bool) -> None:
        self.name = name
        self.bounds = bounds
        self.is_by_page = is_by_page
        self.started = time.monotonic()
        self.end = self.started + bounds.seconds
        self.page_end: float | None = None
        self.page = 0

    def hear(self, told: Mapping[str, Any]) -> None:
        """Take a page as done, and begin the next one."""
        if not self.is_by_page or "of" not in told:
            return
        done, of = int(told["done"]), int(told["of"])
        whole = max(self.bounds.seconds, self.bounds.seconds_per_page * of)
        self.end = self.started + min(whole, max(self.bounds.most_seconds, self.bounds.seconds))
        self.page = done + 1
        self.page_end = time.monotonic() + self.bounds.seconds_per_page if done < of else None

    def left(self) -> float:
        """Seconds until the first of them."""
        return max(0.0, min(self.end, self.page_end or self.end) - time.monotonic())

    def stopped(self) -> ReadingStopped:
        """The error that names it."""
        if self.page_end is not None and self.page_end <= self.end:
            most = f"{self.bounds.seconds_per_page:g}"
            return ReadingStopped(
                f"อ่านหน้า {self.page} ของไฟล์ “{self.name}” นานเกิน {most} วินาที โปรดสแกนใหม่ที่ 200-300 dpi หรือนำหน้านั้นออก",
                f"Page {self.page} of “{self.name}” took longer than {most} s: scan it again at 200-300 dpi, or leave that page out.",
            )
        most = f"{self.end - self.started:g}"
        return ReadingStopped(
            f"อ่านไฟล์ “{self.name}” นานเกิน {most} วินาที โปรดแบ่งเป็นหลายไฟล์",
            f"Reading “{self.name}” took longer than {most} s: split it into several files.",
        )

"""Connections of the checker of links, which reach only what the policy allows.

Names are looked up here, every address is held against the policy, and the connection goes to the very address that was looked at: a name
that changes its address in between (DNS rebinding) changes nothing.
"""

from __future__ import annotations

import contextlib
import os
import queue
import socket
import threading
import time
from collections.abc import Iterable
from typing import Any

import httpcore

from prongsai.programme.evidence.links.policy import Policy, read_address

_FEW_SECONDS = 0.05


class Forbidden(Exception):
    """A host or port that the policy does not let us reach."""


class UnknownHost(Exception):
    """The resolver knows no such name."""


class NoResolver(Exception):
    """Nobody could be asked for the name: this machine is cut off, not the page."""


class OutOfTime(Exception):
    """The time for one look is up."""


class Deadline:
    """The end of one look. When it comes, every connection of it is cut, in whatever it is: greeting, header or content."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self._held: list[socket.socket] = []
        self._lock = threading.Lock()
        self._is_over = False
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True
        self._timer.start()

    def left(self) -> float:
        """Seconds that are left, never nothing. Raises `OutOfTime`."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise OutOfTime
        return max(left, _FEW_SECONDS)

    @property
    def is_over(self) -> bool:
        """Whether the time is up."""
        return time.monotonic() >= self._end

    def watch(self, connection: socket.socket) -> None:
        """Cut this connection when the time is up. A second handle is kept: TLS takes the first one over."""
        with self._lock:
            if self._is_over:
                raise OutOfTime
            self._held.append(socket.socket(fileno=os.dup(connection.fileno())))

    def end(self) -> None:
        """Let go of everything; called in the end of a look."""
        self._timer.cancel()
        with self._lock:
            self._is_over = True
            for held in self._held:
                held.close()
            self._held = []

    def _cut(self) -> None:
        with self._lock:
            self._is_over = True  # a connection that is made at this very moment is refused by `watch`
            for held in self._held:
                with contextlib.suppress(OSError):
                    held.shutdown(socket.SHUT_RDWR)


class BoundedBackend(httpcore.SyncBackend):
    """What httpcore connects through: resolves, asks the policy, connects to the address itself within the deadline."""

    def __init__(self, policy: Policy, deadline: Deadline) -> None:
        super().__init__()
        self._policy = policy
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of the host that answers. Raises `Forbidden` where one of its addresses may not be reached."""
        if self._policy.ports is not None and port not in self._policy.ports:
            raise Forbidden(f"port {port}")
        addresses = resolve(host, port, self._deadline.left())
        for written in addresses:
            address = read_address(written)
            if address is None or not self._policy.allows(address):
                raise Forbidden(f"{host} is {written}")
        for still, written in zip(range(len(addresses), 0, -1), addresses, strict=True):
            try:
                stream = super().connect_tcp(written, port, self._deadline.left() / still, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if still == 1:
                    raise
                continue
            self._deadline.watch(stream.get_extra_info("socket"))
            return stream
        raise UnknownHost(host)

    def connect_unix_socket(self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None) -> Any:
        """Never: a link names a host."""
        raise Forbidden(path)


def resolve(host: str, port: int, seconds: float) -> list[str]:
    """The addresses of a host as the system's resolver gives them, within so many seconds.

    Raises `UnknownHost`, `NoResolver`, `OutOfTime`.
    """
    answers: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()
    threading.Thread(target=_ask, args=(host, port, answers), name="resolve", daemon=True).start()
    try:
        found = answers.get(timeout=seconds)
    except queue.Empty:
        raise OutOfTime from None
    if isinstance(found, Exception):
        raise found
    return found


def _ask(host: str, port: int, answers: queue.SimpleQueue[list[str] | Exception]) -> None:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        is_cut_off = error.errno in (socket.EAI_AGAIN, socket.EAI_SYSTEM)
        answers.put(NoResolver(str(error)) if is_cut_off else UnknownHost(host))
    except (OSError, UnicodeError) as error:
        answers.put(UnknownHost(f"{host}: {error}"))
    except Exception as error:  # whoever waits must hear of it
        answers.put(error)
    else:
        answers.put(list(dict.fromkeys(str(entry[4][0]) for entry in found)))

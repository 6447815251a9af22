"""Names lead nowhere that the policy forbids: every address of a name is held against it, and the one that was looked at is connected to."""

from __future__ import annotations

import socket
import time
from typing import Any

import httpcore
import pytest
from tests.functional.serving import until

from prongsai.programme.evidence.links import connecting
from prongsai.programme.evidence.links.connecting import BoundedBackend, Deadline, Forbidden, NoResolver, OutOfTime, UnknownHost, resolve
from prongsai.programme.evidence.links.policy import PUBLIC_ONLY, Policy

pytestmark = pytest.mark.allow_hosts(["127.0.0.1", "127.0.0.2"])
Answers = list[tuple[Any, ...]]


@pytest.fixture
def deadline() -> Any:
    held = Deadline(5)
    yield held
    held.end()


def answers(*addresses: str) -> Answers:
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in addresses]


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "127.1", "[::1]", "::1", "10.1.2.3", "169.254.169.254"]
)
def test_names_and_numbers_of_this_machine_and_of_private_networks_are_refused(host: str, deadline: Deadline) -> None:
    with pytest.raises((Forbidden, UnknownHost)):
        BoundedBackend(PUBLIC_ONLY, deadline).connect_tcp(host, 80)


def test_a_name_with_one_private_address_among_public_ones_is_refused(deadline: Deadline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: answers("203.150.1.1", "192.168.1.1"))
    with pytest.raises(Forbidden, match=r"192\.168\.1\.1"):
        BoundedBackend(PUBLIC_ONLY, deadline).connect_tcp("agency.example", 443)


@pytest.mark.parametrize("port", [22, 25, 3306, 5432, 6379, 8080])
def test_other_ports_are_refused_before_any_name_is_looked_up(port: int, deadline: Deadline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: pytest.fail("nobody is to be asked"))
    with pytest.raises(Forbidden):
        BoundedBackend(PUBLIC_ONLY, deadline).connect_tcp("agency.example", port)


def test_the_connection_goes_to_the_address_that_was_looked_at(deadline: Deadline, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second answer of the resolver, as rebinding uses it, is never asked for."""
    asked: list[str] = []
    connected: list[str] = []

    def once(host: str, *_args: object, **_more: object) -> Answers:
        asked.append(host)
        return answers("203.150.1.1" if len(asked) == 1 else "127.0.0.1")

    def connect(_self: object, host: str, *_args: object) -> Any:
        connected.append(host)
        raise httpcore.ConnectError("far away")

    monkeypatch.setattr(socket, "getaddrinfo", once)
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    with pytest.raises(httpcore.ConnectError):
        BoundedBackend(PUBLIC_ONLY, deadline).connect_tcp("agency.example", 443)
    assert (asked, connected) == (["agency.example"], ["203.150.1.1"])


def test_the_next_address_is_tried_where_one_does_not_answer(deadline: Deadline, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        real = socket.getaddrinfo
        two = answers("127.0.0.2", "127.0.0.1")
        monkeypatch.setattr(
            socket, "getaddrinfo", lambda host, *args, **more: two if host == "agency.example" else real(host, *args, **more)
        )
        stream = BoundedBackend(Policy(lambda _address: True, None), deadline).connect_tcp("agency.example", port)
        stream.close()


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (socket.gaierror(socket.EAI_NONAME, "no such name"), UnknownHost),
        (socket.gaierror(socket.EAI_AGAIN, "nobody answers"), NoResolver),
        (UnicodeError("label too long"), UnknownHost),
        (RuntimeError("a fault of the program"), RuntimeError),
    ],
)
def test_why_a_name_gave_no_address_is_told_apart(fault: Exception, expected: type[Exception], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_more: object) -> Answers:
        raise fault

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(expected):
        resolve("agency.example", 80, 5)


def test_a_resolver_that_does_not_answer_takes_no_longer_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    hold = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: hold.wait(10) and answers())
    try:
        with pytest.raises(OutOfTime):
            resolve("agency.example", 80, 0.05)
    finally:
        hold.set()


def test_a_socket_of_this_machine_is_no_way_out(deadline: Deadline) -> None:
    with pytest.raises(Forbidden):
        connecting.BoundedBackend(PUBLIC_ONLY, deadline).connect_unix_socket("/run/some.sock")


def test_a_connection_that_is_made_when_the_time_is_up_is_refused() -> None:
    over = Deadline(0.05)
    try:
        assert until(lambda: over.is_over, 2.0)
        time.sleep(0.1)
        here, _there = socket.socketpair()
        with here, _there, pytest.raises(OutOfTime):
            over.watch(here)
    finally:
        over.end()

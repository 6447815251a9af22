"""Mail servers for tests of the outbox: one that runs on this machine, and a recorder inside the process."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.core.mail import EmailMessage
from django.test import override_settings
from tests.functional.serving import free_port

from prongsai.foundation.notices.outbox.postman import Outcome, Result

NUMBER = re.compile(r"เรื่องที่ (\d+)")


@dataclass
class Recorder:
    """A mail server in the memory of the test. `boundary` is called before and after a mail is accepted; `answers` are used up first."""

    boundary: Callable[[], None] = lambda: None
    answers: list[Result] = field(default_factory=list)
    accepted: list[tuple[str, frozenset[int]]] = field(default_factory=list)

    def deliver(self, message: EmailMessage) -> Outcome:
        self.boundary()
        result = self.answers.pop(0) if self.answers else Result.TAKEN
        if result in (Result.TAKEN, Result.UNKNOWN):
            numbers = frozenset(int(number) for number in NUMBER.findall(str(message.body)))
            self.accepted.append((message.extra_headers["Message-ID"], numbers))
        self.boundary()
        return Outcome(result, "as the test wants it")

    def close(self) -> None:
        """Nothing is open."""


@dataclass
class Server:
    """A mail server on this machine. `answers` are what it says to a recipient and to a content, in order; "drop" hangs up."""

    port: int = 0
    received: list[Any] = field(default_factory=list)
    to_recipients: list[str] = field(default_factory=list)
    to_contents: list[str] = field(default_factory=list)

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:  # noqa: N802
        answer = self.to_recipients.pop(0) if self.to_recipients else "250 OK"
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = self.to_contents.pop(0) if self.to_contents else "250 OK"
        if answer in ("250 OK", "drop"):
            assert isinstance(envelope.content, bytes)
            self.received.append(message_from_bytes(envelope.content, policy=policy.default))
        if answer == "drop":
            assert server.transport is not None
            server.transport.abort()
            return "250 never said"
        return answer


@contextmanager
def mail_server() -> Iterator[Server]:
    """A running mail server, and settings that send there."""
    handler = Server(port=free_port())
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    try:
        with smtp_at(handler.port):
            yield handler
    finally:
        controller.stop()


def smtp_at(port: int) -> Any:
    """Settings for a mail server at this port of this machine."""
    return override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=port,
        EMAIL_HOST_USER="",
        EMAIL_HOST_PASSWORD="",
        EMAIL_USE_TLS=False,
        EMAIL_USE_SSL=False,
        EMAIL_TIMEOUT=5,
    )

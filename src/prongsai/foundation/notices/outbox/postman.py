"""Handing one mail to the mail server, and telling exactly what is known afterwards: taken, refused, later, unreachable, or unknown."""

from __future__ import annotations

import smtplib
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import sanitize_address

_LONGEST_REASON = 300


class Result(Enum):
    """What is known of a mail after handing it over."""

    TAKEN = "taken"
    """The server has it."""
    REFUSED = "refused"
    """The server will never take it, for this recipient or this content."""
    LATER = "later"
    """The server does not take this mail now."""
    UNREACHABLE = "unreachable"
    """The server takes no mail now; none was handed over."""
    UNKNOWN = "unknown"
    """The connection broke after the mail was handed over and before the answer: nobody knows."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result with its reason, as the server said it."""

    result: Result
    reason: str = ""


class Postman(Protocol):
    """Who carries mails. `deliver` never raises for what a server or the network does."""

    def deliver(self, message: EmailMessage) -> Outcome:
        """Hand over one mail with one recipient."""

    def close(self) -> None:
        """Say good-bye to the server."""


def is_mail_on() -> bool:
    """Whether this installation can send mail."""
    return not str(settings.EMAIL_BACKEND).endswith("dummy.EmailBackend")


class MailServer:
    """The mail server of the settings; one connection for several mails."""

    def __init__(self) -> None:
        self._backend: BaseEmailBackend = get_connection()

    def deliver(self, message: EmailMessage) -> Outcome:
        """Hand over one mail. The steps before its content can fail without doubt; from then on only an answer of the server counts."""
        try:
            self._backend.open()
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            return Outcome(Result.UNREACHABLE, _words(error))
        server = getattr(self._backend, "connection", None)
        if not isinstance(server, smtplib.SMTP):
            return self._deliver_otherwise(message)
        try:
            refused = _introduce(server, message)
        except ValueError as error:  # an address that cannot be written in a mail
            _reset(server)
            return Outcome(Result.REFUSED, _words(error))
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            return Outcome(Result.UNREACHABLE, _words(error))
        return refused or self._hand_over(server, message)

    def _hand_over(self, server: smtplib.SMTP, message: EmailMessage) -> Outcome:
        try:
            answer = server.data(message.message().as_bytes(linesep="\r\n"))  # type: ignore[call-arg]  # Django's own has it
        except smtplib.SMTPDataError as error:  # refused before the content
            _reset(server)
            return _refusal(error.smtp_code, error.smtp_error)
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            return Outcome(Result.UNKNOWN, _words(error))
        if answer[0] == 250:
            return Outcome(Result.TAKEN)
        _reset(server)
        return _refusal(*answer)

    def _deliver_otherwise(self, message: EmailMessage) -> Outcome:
        """A way of sending that is no SMTP connection (a file, the memory of a test): it takes a mail or fails, maybe in between."""
        try:
            taken = self._backend.send_messages([message])
        except (OSError, smtplib.SMTPException) as error:
            return Outcome(Result.UNKNOWN, _words(error))
        return Outcome(Result.TAKEN) if taken else Outcome(Result.LATER)

    def close(self) -> None:
        """End the connection, if there is one."""
        with suppress(OSError, smtplib.SMTPException):  # it is gone all the same
            self._backend.close()


def _introduce(server: smtplib.SMTP, message: EmailMessage) -> Outcome | None:
    """Name sender and recipient; None when the server wants the content."""
    server.ehlo_or_helo_if_needed()
    code, answer = server.mail(sanitize_address(message.from_email, "utf-8"))
    if code != 250:
        _reset(server)
        return Outcome(Result.UNREACHABLE, _reason(code, answer))  # it would refuse every mail of ours
    code, answer = server.rcpt(sanitize_address(message.to[0], "utf-8"))
    if code not in (250, 251):
        _reset(server)
        return _refusal(code, answer)
    return None


def _refusal(code: int, answer: bytes | str) -> Outcome:
    if code == 421:
        return Outcome(Result.UNREACHABLE, _reason(code, answer))
    return Outcome(Result.REFUSED if code >= 500 else Result.LATER, _reason(code, answer))


def _reset(server: smtplib.SMTP) -> None:
    try:
        server.rset()
    except (OSError, smtplib.SMTPException):
        server.close()


def _reason(code: int, answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(answer)
    return f"{code} {' '.join(text.split())}"[:_LONGEST_REASON]


def _words(error: Exception) -> str:
    code, answer = getattr(error, "smtp_code", None), getattr(error, "smtp_error", b"")
    return _reason(code, answer) if isinstance(code, int) else f"{type(error).__name__}: {error}"[:_LONGEST_REASON]

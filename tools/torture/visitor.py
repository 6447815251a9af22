"""Somebody with a browser: signs in, reads forms, sends them. Only what comes back over HTTP counts."""

from __future__ import annotations

import http.client
import http.cookies
import urllib.parse
import uuid
from dataclasses import dataclass

import lxml.html

_SECONDS = 60.0
_SERVER_FAULT = 500


class Unreachable(Exception):
    """No whole answer came, or the product said that it cannot answer now: nobody knows what became of the request."""


@dataclass
class Answer:
    """What came back."""

    status: int
    location: str
    content: bytes


@dataclass(frozen=True)
class Upload:
    """A file of a form."""

    field: str
    name: str
    data: bytes


class Visitor:
    """A person with cookies. Redirects are not followed: they are the acknowledgement."""

    def __init__(self, port: int, username: str, password: str) -> None:
        self._port = port
        self._username, self._password = username, password
        self._cookies: dict[str, str] = {}
        self.faults: list[str] = []

    def get(self, path: str) -> Answer:
        """Read a page; signs in again where the session is gone."""
        answer = self._send("GET", path, None, "")
        if answer.location.startswith("/sign-in/"):
            self.sign_in()
            answer = self._send("GET", path, None, "")
        return answer

    def form_of(self, path: str, field: str) -> dict[str, list[str]]:
        """The values of the form on a page that has this field, as a browser would send them."""
        answer = self.get(path)
        if answer.status != http.client.OK:
            raise Unreachable(f"{path}: {answer.status}")
        for form in lxml.html.fromstring(answer.content).forms:
            if field in form.fields.keys():  # noqa: SIM118 - its own kind of mapping
                values: dict[str, list[str]] = {}
                for name, value in form.form_values():
                    values.setdefault(name, []).append(value)
                return values
        raise LookupError(f"{path} has no form with {field}")

    def post(self, path: str, values: dict[str, list[str]], uploads: tuple[Upload, ...] = ()) -> Answer:
        """Send a form."""
        values = values | {"csrfmiddlewaretoken": [self._cookies.get("csrf", "")]}
        boundary = uuid.uuid4().hex
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, entries in values.items()
            for value in entries
        ]
        for upload in uploads:
            head = f'--{boundary}\r\nContent-Disposition: form-data; name="{upload.field}"; filename="{upload.name}"\r\n\r\n'
            parts.append(head.encode() + upload.data + b"\r\n")
        return self._send("POST", path, b"".join([*parts, f"--{boundary}--\r\n".encode()]), f"multipart/form-data; boundary={boundary}")

    def sign_in(self) -> None:
        """Sign in. Raises `Unreachable` where that fails."""
        self._cookies.clear()
        values = self.form_of("/sign-in/", "login")
        answer = self.post("/sign-in/", values | {"login": [self._username], "password": [self._password]})
        if answer.status != http.client.FOUND:
            raise Unreachable(f"sign-in: {answer.status}")

    def _send(self, method: str, path: str, body: bytes | None, kind: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=_SECONDS)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()), "Connection": "close"}
        if body is not None:
            headers |= {"Content-Type": kind, "Origin": f"http://127.0.0.1:{self._port}"}
        try:
            connection.request(method, urllib.parse.quote(path, safe="/?=&%"), body, headers)
            answer = connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise Unreachable(f"{method} {path}: {type(error).__name__}") from error
        finally:
            connection.close()
        if answer.status >= _SERVER_FAULT:
            self.faults.append(f"{method} {path}: {answer.status}")
            raise Unreachable(self.faults[-1])
        for line in answer.headers.get_all("Set-Cookie") or []:
            for name, morsel in http.cookies.SimpleCookie(line).items():
                self._cookies[name] = morsel.value
        return Answer(answer.status, answer.headers.get("Location", ""), content)

"""One look at a public address: a request as a browser makes it, few redirects, little time, little content, and what it means."""

from __future__ import annotations

import hashlib
import re
import ssl
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import httpcore

from prongsai.programme.evidence.actions.checking import Found
from prongsai.programme.evidence.links.connecting import BoundedBackend, Deadline, Forbidden, NoResolver, OutOfTime, UnknownHost
from prongsai.programme.evidence.links.policy import PUBLIC_ONLY, Policy
from prongsai.programme.evidence.models import EvidenceCheck
from prongsai.programme.evidence.verdicts import PDF

MOST_REDIRECTS = 5
MOST_SECONDS = 20.0
MOST_BYTES = 10 * 2**20
PAUSE_SECONDS = 1.0
"""Between two requests to one host."""
LONGEST_REST = 3_600.0
"""A host that asks us to wait is left alone for as long as it asks, at most an hour."""

_Outcome = EvidenceCheck.Outcome
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CLOSED = frozenset({401, 403, 407})
_PASSING = frozenset({408, 425, 429})
_SIGN_IN = re.compile(r"(?:^|[/._-])(?:log-?in|sign-?in|wp-login|sso|authorize)(?:$|[/._?-])", re.IGNORECASE)
_SIGN_IN_HOSTS = ("accounts.google.com", "login.microsoftonline.com", "login.live.com")
_HEAD_BYTES = 1_024


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one look may take."""

    seconds: float = MOST_SECONDS
    content_bytes: int = MOST_BYTES
    redirects: int = MOST_REDIRECTS
    pause_seconds: float = PAUSE_SECONDS


class Looker:
    """Looks at addresses, one request per host at a time with a pause between them. To be shared by all looks of a process."""

    def __init__(
        self,
        *,
        user_agent: str = "Prongsai",
        find_text: Callable[[Path], Found] | None = None,
        policy: Policy = PUBLIC_ONLY,
        bounds: Bounds | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """`user_agent` names the installation and whom to write to; `find_text` looks for text in a PDF that was fetched."""
        self._user_agent = user_agent
        self._find_text = find_text
        self._policy = policy
        self._bounds = bounds or Bounds()
        self._tls = tls or ssl.create_default_context()
        self._turns: dict[str, threading.Lock] = defaultdict(threading.Lock)
        self._not_before: dict[str, float] = {}

    def is_resting(self, url: str) -> bool:
        """Whether the host of this address has asked us to wait, and the time is not over."""
        return self._not_before.get(_host(url), 0.0) > time.monotonic() + self._bounds.pause_seconds

    def look(self, url: str, *, knows_text: bool | None = None) -> Found:
        """What is found at an address. `knows_text` is what an earlier look at the same PDF found: it is not fetched whole again.

        Never raises for anything that a host does, or does not do.
        """
        deadline = Deadline(self._bounds.seconds)
        try:
            return self._follow(url, deadline, knows_text)
        except Forbidden as error:
            return Found(_Outcome.NOT_PUBLIC, detail=str(error))
        except NoResolver as error:
            return Found(_Outcome.UNKNOWN, detail=str(error))
        except UnknownHost as error:
            return Found(_Outcome.TEMPORARY, detail=f"no such host: {error}")
        except OutOfTime:
            return Found(_Outcome.TEMPORARY, detail="no answer in time")
        except ValueError as error:  # an address that a host sends on to and that is none
            return Found(_Outcome.BROKEN, detail=f"sent on to no address: {error}")
        except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
            return _failed(error, deadline)
        finally:
            deadline.end()

    def _follow(self, url: str, deadline: Deadline, knows_text: bool | None) -> Found:
        seen = url
        for _hop in range(self._bounds.redirects + 1):
            found, onward = self._request(seen, deadline, knows_text)
            if onward is None:
                is_closed = seen != url and _is_sign_in(seen) and found.outcome == _Outcome.ALIVE
                return replace(found, final_url=seen, outcome=_Outcome.SIGN_IN if is_closed else found.outcome)
            seen = onward
            if urlsplit(seen).scheme not in ("http", "https"):
                raise Forbidden(f"redirect to {urlsplit(seen).scheme}")
        return Found(_Outcome.REDIRECTS, final_url=seen, detail=f"more than {self._bounds.redirects} redirects")

    def _request(self, url: str, deadline: Deadline, knows_text: bool | None) -> tuple[Found, str | None]:
        host = _host(url)
        with self._turns[host]:
            rest = self._not_before.get(host, 0.0) - time.monotonic()
            if rest > 0:
                time.sleep(min(rest, deadline.left()))
            try:
                return self._ask(url, deadline, knows_text)
            finally:
                soonest = time.monotonic() + self._bounds.pause_seconds
                self._not_before[host] = max(soonest, self._not_before.get(host, 0.0))

    def _ask(self, url: str, deadline: Deadline, knows_text: bool | None) -> tuple[Found, str | None]:
        backend = BoundedBackend(self._policy, deadline)
        headers: dict[bytes | str, bytes | str] = {
            "User-Agent": self._user_agent,
            "Accept": "*/*",
            "Accept-Encoding": "identity",
            "Connection": "close",
        }
        left = deadline.left()
        timeouts = {"connect": left, "read": left, "write": left, "pool": left}
        with (
            httpcore.ConnectionPool(ssl_context=self._tls, network_backend=backend, retries=0, max_connections=1) as pool,
            pool.stream("GET", in_ascii(url), headers=headers, extensions={"timeout": timeouts}) as response,
        ):
            told = {name.lower().decode("latin-1"): value.decode("latin-1") for name, value in response.headers}
            if response.status in _REDIRECTS and told.get("location"):
                return Found(_Outcome.BROKEN, response.status), urljoin(url, _as_meant(told["location"]))
            self._heed(url, response.status, told.get("retry-after", ""))
            media_type = told.get("content-type", "").partition(";")[0].strip().lower()
            found = Found(_outcome(response.status), response.status, media_type, detail=f"HTTP {response.status}")
            if found.outcome != _Outcome.ALIVE:
                return found, None
            return self._with_content(found, response.iter_stream(), deadline, knows_text), None

    def _with_content(self, found: Found, content: Iterator[bytes], deadline: Deadline, knows_text: bool | None) -> Found:
        """Look into the content where it is a PDF; of anything else only the beginning is taken."""
        head, digest, size, is_whole = b"", hashlib.sha256(), 0, True
        with tempfile.TemporaryDirectory(prefix="prongsai-link-") as folder:
            path = Path(folder) / "linked.pdf"
            with path.open("wb") as kept:
                for chunk in content:
                    deadline.left()
                    size += len(chunk)
                    kept.write(chunk)
                    digest.update(chunk)
                    head = (head + chunk)[:_HEAD_BYTES] if len(head) < _HEAD_BYTES else head
                    wants_more = b"%PDF-" in head and knows_text is None
                    if size > self._bounds.content_bytes or (len(head) == _HEAD_BYTES and not wants_more):
                        is_whole = False
                        break
            deadline.left()  # an end that came because the connection was cut is none
            if b"%PDF-" not in head:
                return found
            found = replace(found, media_type=PDF, has_text=knows_text)
            if not is_whole or self._find_text is None:
                return found
            looked = self._find_text(path)
            return replace(found, has_text=looked.has_text, content_sha256=digest.hexdigest(), detail=f"{found.detail}; {looked.detail}")

    def _heed(self, url: str, status: int, retry_after: str) -> None:
        """Remember that a host wants to be left alone for a while."""
        if status not in (429, 503) or not retry_after:
            return
        self._not_before[_host(url)] = time.monotonic() + min(max(_seconds(retry_after), 0.0), LONGEST_REST)


def _as_meant(location: str) -> str:
    """A header that was read as Latin-1, as its host meant it: many write Thai letters as they are, in UTF-8."""
    try:
        return location.encode("latin-1").decode("utf-8").strip()
    except UnicodeDecodeError:
        return location.strip()


def in_ascii(url: str) -> str:
    """An address as it goes over the wire: names of hosts in IDNA, other letters in percent signs."""
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").rstrip(".")
    if ":" in host:
        host = f"[{host}]"
    else:
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            raise UnknownHost(host) from None
    try:
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        raise Forbidden("port") from None
    safe = "/%:@!$&'()*+,;=~-._"
    return urlunsplit((parts.scheme.lower(), f"{host}{port}", quote(parts.path, safe) or "/", quote(parts.query, f"{safe}?"), ""))


def is_of_site(url: str, website: str) -> bool:
    """Whether an address lies on an office's own site: the same host, or one below it."""
    own, host = (_host(written).removeprefix("www.") for written in (website, url))
    return bool(own) and (host == own or host.endswith(f".{own}"))


def _host(url: str) -> str:
    return (urlsplit(url.strip()).hostname or "").lower().rstrip(".")


def _is_sign_in(url: str) -> bool:
    return _host(url) in _SIGN_IN_HOSTS or bool(_SIGN_IN.search(urlsplit(url).path))


def _outcome(status: int) -> str:
    if 200 <= status < 300:
        return _Outcome.ALIVE
    if status in _CLOSED:
        return _Outcome.SIGN_IN
    if status in (404, 410):
        return _Outcome.GONE
    return _Outcome.TEMPORARY if status in _PASSING or status >= 500 else _Outcome.BROKEN


def _failed(error: Exception, deadline: Deadline) -> Found:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Found(_Outcome.CERTIFICATE, detail=cause.verify_message)
        cause = cause.__cause__ or cause.__context__
    detail = "no answer in time" if deadline.is_over else f"{type(error).__name__}: {error}"
    return Found(_Outcome.TEMPORARY, detail=detail)


def _seconds(retry_after: str) -> float:
    """How long a host asks us to wait: seconds, or a day and hour in the form of mails."""
    wait = retry_after.strip()
    if wait.isascii() and wait.isdigit():
        return float(wait[:9])
    try:
        return parsedate_to_datetime(retry_after).timestamp() - time.time()
    except (TypeError, ValueError, OverflowError):
        return 0.0

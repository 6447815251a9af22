"""What the headers of every page must say."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from playwright.sync_api import Response
from tests.functional.browser import Visitor
from tests.functional.crawling import view_of


def documents(guest: Visitor) -> list[Response]:
    """The answers that are pages, those in frames too; filled as they come."""
    answers: list[Response] = []
    guest.page.on("response", lambda answer: answers.append(answer) if answer.request.resource_type == "document" else None)
    return answers


def faults_of_headers(answer: Response, *, is_signed_in: bool) -> Iterator[str]:
    """What is missing or too much in the headers of a page."""
    headers = answer.headers
    policy = {part.split()[0]: part.split()[1:] for part in headers.get("content-security-policy", "").split(";") if part.strip()}
    for name in ("default-src", "script-src", "style-src", "base-uri", "form-action", "frame-ancestors", "object-src"):
        sources = policy.get(name, policy.get("default-src") if name.endswith("-src") else None)
        if sources is None:
            yield f"{name} is missing"
        elif any("unsafe" in source or "*" in source or source.startswith(("http:", "https:", "data:")) for source in sources):
            yield f"{name} is {' '.join(sources)}"
    is_preview = view_of(urlsplit(answer.url).path) == "staff:report-preview"
    if policy.get("frame-ancestors") != (["'self'"] if is_preview else ["'none'"]):
        yield f"frame-ancestors is {policy.get('frame-ancestors')}"
    if headers.get("x-content-type-options") != "nosniff":
        yield "no nosniff"
    if headers.get("referrer-policy") not in ("same-origin", "no-referrer"):
        yield f"referrer-policy is {headers.get('referrer-policy')}"
    if is_signed_in and "no-store" not in headers.get("cache-control", ""):
        yield f"cache-control is {headers.get('cache-control')}"

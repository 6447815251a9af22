"""Every page of an installation, found as people find it: by following links. One page per address of the URL list and kind of query."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin, urlsplit

from django.urls import Resolver404, resolve
from tests.functional.browser import Visitor

FILES = {
    "staff:account-data",
    "staff:evidence-facts-csv",
    "staff:evidence-facts-json",
    "staff:file",
    "staff:page-picture",
    "staff:person-data",
    "staff:plan-sheet-file",
    "staff:plan-sheet-marked",
    "staff:printed-file",
    "staff:score-template",
}
"""Addresses that answer with a file and not with a page."""


def view_of(path: str) -> str | None:
    """The name of the view behind a path; None where there is none."""
    try:
        return resolve(path).view_name
    except Resolver404:
        return None


def crawl(visitor: Visitor, start: str = "/", most: int = 150) -> Iterator[str]:
    """Yield (after opening it) one address per view, and one more where it is asked with a query. Links that leave or sign out are not followed."""
    waiting = [urljoin(visitor.address, start)]
    seen: set[tuple[str, bool]] = set()
    opened: set[str] = set()
    while waiting and len(opened) < most:
        address = urldefrag(waiting.pop(0))[0]
        parts = urlsplit(address)
        name = view_of(parts.path)
        if name is None or address in opened or (name, bool(parts.query)) in seen or name in FILES or "logout" in name:
            continue
        opened.add(address)
        answer = visitor.page.goto(address)
        if answer is None or "text/html" not in answer.headers.get("content-type", ""):
            continue
        landed = urlsplit(visitor.page.url)
        seen |= {(name, bool(parts.query)), (view_of(landed.path) or name, bool(landed.query))}
        yield visitor.page.url
        links: list[str] = visitor.page.eval_on_selector_all("a[href]:not([download])", "links => links.map(link => link.href)")
        waiting.extend(link for link in links if link.startswith(visitor.address))

"""What holds for every page that anybody can reach: no barrier for anyone, nothing from elsewhere, no scrolling sideways, no fault."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser
from tests.functional.browser import NARROW, WIDE, Visitor, visitor
from tests.functional.crawling import crawl, view_of
from tests.functional.headers import documents, faults_of_headers
from tests.functional.serving import Installation

from prongsai.foundation.people.demonstration import PASSWORD, people

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
ROLES = [person.username for person in people()]
LOOKED_AT = ["officer", "agency-administrator"]
"""The roles whose pages are all others' pages too."""
OPTIONS: dict[str, Any] = {
    "iframes": False,
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
# The main part of a page as far as barriers depend on it: elements with class, kind and role, and what each stands in.
PIECES = """() => {
  const piece = (e) => [e.tagName, e.className.baseVal ?? e.className, e.type ?? "", e.getAttribute("role") ?? ""].join("|");
  return [...document.querySelectorAll("body *")].map((e) => `${piece(e)} in ${piece(e.parentElement)}`);
}"""
# In the dark only colours are others.
OPTIONS_IN_THE_DARK: dict[str, Any] = {**OPTIONS, "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}


def barriers(guest: Visitor) -> list[str]:
    """What stands in the way on the page, narrow and wide: rules of axe with the first element that breaks each, and scrolling sideways."""
    guest.page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    found = _violations(guest, OPTIONS)
    sideways = _sideways(guest)
    guest.page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    found += _violations(guest, OPTIONS)
    guest.page.emulate_media(color_scheme="dark")
    found += _violations(guest, OPTIONS_IN_THE_DARK)
    guest.page.emulate_media(color_scheme="light")
    told = [f"{guest.page.url} {rule['id']}: {rule['nodes'][0]['html'][:160]}" for rule in found]
    return [*told, *sideways, *_sideways(guest)]


def _violations(guest: Visitor, options: dict[str, Any]) -> list[dict[str, Any]]:
    """The rules of axe that the page breaks; axe came with the page as a script of the browser."""
    found: list[dict[str, Any]] = guest.page.evaluate("async (options) => (await axe.run(document, options)).violations", options)
    return found


def _sideways(guest: Visitor) -> list[str]:
    """Whether the page is wider than the window."""
    excess = guest.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{guest.page.url} is {excess} px too wide"] if excess > 0 else []


def test_no_page_puts_up_a_barrier_or_lowers_its_guard(installation: Installation, browser: Browser) -> None:
    """Every page of the roles: wide and narrow, light and dark, and the headers with which it came.

    What an earlier role was shown is looked at again where it holds anything of another build.
    """
    found: list[str] = []
    views: set[tuple[str | None, bool]] = set()
    built: set[str] = set()
    for role in LOOKED_AT:
        with visitor(browser, installation.address) as guest:
            guest.page.add_init_script(AXE_SCRIPT)
            guest.open("/")
            found += [] if views else barriers(guest)
            guest.sign_in(role, PASSWORD)
            answers = documents(guest)
            own: set[tuple[str | None, bool]] = set()
            for address in crawl(guest):
                view = view_of(urlsplit(address).path), bool(urlsplit(address).query)
                pieces = set(guest.page.evaluate(PIECES))
                found += barriers(guest) if view not in views or pieces - built else []
                own.add(view)
                built |= pieces
            views |= own
            guest.open("/a/thungdaoruang/measures/999999/")
            found += [f"{answer.url}: {fault}" for answer in answers for fault in faults_of_headers(answer, is_signed_in=True)]
            found += guest.troubles
    assert found == []


@pytest.mark.parametrize("role", [role for role in ROLES if role not in LOOKED_AT])
def test_every_other_role_gets_pages_without_faults(installation: Installation, browser: Browser, role: str) -> None:
    with visitor(browser, installation.address, has_scripts=False) as guest:
        guest.sign_in(role, PASSWORD)
        pages = list(crawl(guest))
        assert len(pages) >= 3
        assert guest.troubles == []

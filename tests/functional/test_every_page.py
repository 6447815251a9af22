"""What holds for every page that anybody can reach: no barrier for anyone, nothing from elsewhere, no scrolling sideways, no fault."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from tests.functional.browser import NARROW, WIDE, Visitor, visitor
from tests.functional.crawling import crawl
from tests.functional.serving import Installation

from prongsai.foundation.people.demonstration import PASSWORD, people

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
ROLES = [person.username for person in people()]
AXE = Axe()
OPTIONS = {
    "iframes": False,
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
# In the dark only colours are others.
OPTIONS_IN_THE_DARK = {**OPTIONS, "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}


def barriers(guest: Visitor) -> list[str]:
    """What axe finds on the page in the light and in the dark: rule and the first element that breaks it."""
    found = AXE.run(guest.page, options=OPTIONS).response["violations"]
    guest.page.emulate_media(color_scheme="dark")
    found += AXE.run(guest.page, options=OPTIONS_IN_THE_DARK).response["violations"]
    guest.page.emulate_media(color_scheme="light")
    return [f"{guest.page.url} {rule['id']}: {rule['nodes'][0]['html'][:160]}" for rule in found]


def sideways(guest: Visitor) -> list[str]:
    """Whether the page is wider than the window."""
    excess = guest.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{guest.page.url} is {excess} px too wide"] if excess > 0 else []


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("role", ["officer", "agency-administrator"])
def test_no_page_puts_up_a_barrier(installation: Installation, browser: Browser, role: str, size: tuple[int, int]) -> None:
    found: list[str] = []
    with visitor(browser, installation.address, size=size, scheme="light") as guest:
        guest.open("/")
        found += barriers(guest) + sideways(guest)
        guest.sign_in(role, PASSWORD)
        for _ in crawl(guest):
            found += barriers(guest) + sideways(guest)
        assert found + guest.troubles == []


@pytest.mark.parametrize("role", ROLES)
def test_every_role_gets_pages_without_faults(installation: Installation, browser: Browser, role: str) -> None:
    with visitor(browser, installation.address, has_scripts=False) as guest:
        guest.sign_in(role, PASSWORD)
        pages = list(crawl(guest))
        assert len(pages) >= 3
        assert guest.troubles == []

"""What holds for every page that anybody can reach: no barrier for anyone, nothing from elsewhere, no scrolling sideways, no fault."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from tests.functional.browser import NARROW, WIDE, Visitor, visitor
from tests.functional.crawling import crawl
from tests.functional.headers import documents, faults_of_headers
from tests.functional.serving import Installation

from prongsai.foundation.people.demonstration import PASSWORD, people

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
ROLES = [person.username for person in people()]
LOOKED_AT = ["officer", "agency-administrator"]
"""The roles whose pages are all others' pages too."""
AXE = Axe()
OPTIONS = {
    "iframes": False,
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
# In the dark only colours are others.
OPTIONS_IN_THE_DARK = {**OPTIONS, "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}


def barriers(guest: Visitor) -> list[str]:
    """What stands in the way on the page, narrow and wide: rules of axe with the first element that breaks each, and scrolling sideways."""
    guest.page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    found = AXE.run(guest.page, options=OPTIONS).response["violations"]
    sideways = _sideways(guest)
    guest.page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    found += AXE.run(guest.page, options=OPTIONS).response["violations"]
    guest.page.emulate_media(color_scheme="dark")
    found += AXE.run(guest.page, options=OPTIONS_IN_THE_DARK).response["violations"]
    guest.page.emulate_media(color_scheme="light")
    told = [f"{guest.page.url} {rule['id']}: {rule['nodes'][0]['html'][:160]}" for rule in found]
    return [*told, *sideways, *_sideways(guest)]


def _sideways(guest: Visitor) -> list[str]:
    """Whether the page is wider than the window."""
    excess = guest.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{guest.page.url} is {excess} px too wide"] if excess > 0 else []


@pytest.mark.parametrize("role", LOOKED_AT)
def test_no_page_puts_up_a_barrier_or_lowers_its_guard(installation: Installation, browser: Browser, role: str) -> None:
    """Every page of a role: wide and narrow, light and dark, and the headers with which it came."""
    found: list[str] = []
    with visitor(browser, installation.address, scheme="light") as guest:
        guest.open("/")
        found += barriers(guest)
        guest.sign_in(role, PASSWORD)
        answers = documents(guest)
        for _ in crawl(guest):
            found += barriers(guest)
        guest.open("/a/thungdaoruang/measures/999999/")
        found += [f"{answer.url}: {fault}" for answer in answers for fault in faults_of_headers(answer, is_signed_in=True)]
        assert found + guest.troubles == []


@pytest.mark.parametrize("role", [role for role in ROLES if role not in LOOKED_AT])
def test_every_other_role_gets_pages_without_faults(installation: Installation, browser: Browser, role: str) -> None:
    with visitor(browser, installation.address, has_scripts=False) as guest:
        guest.sign_in(role, PASSWORD)
        pages = list(crawl(guest))
        assert len(pages) >= 3
        assert guest.troubles == []

"""Searching as people do it: from the box of any page, by keyboard, on a phone, with and without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect
from tests.functional.serving import Installation
from tests.functional.steps import NARROW_PLAIN, OFFICER, WIDE_PLAIN, WIDE_SCRIPTS, Seat, add_measure, address_of_year, at_work, plain

from prongsai.interfaces.cli.demonstration import CODE

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
TITLE = "การยืมทรัพย์สินของราชการ"


@pytest.mark.parametrize(("seat", "year"), [(WIDE_SCRIPTS, 2549), (WIDE_PLAIN, 2548), (NARROW_PLAIN, 2547)], ids=str)
def test_what_was_saved_is_found_at_once_by_a_part_of_a_word(installation: Installation, browser: Browser, seat: Seat, year: int) -> None:
    with at_work(browser, installation, OFFICER, seat) as officer:
        page = officer.page
        measure = add_measure(officer, year, TITLE, ["ทำทะเบียนคุม"])
        officer.open(address_of_year(year))
        if seat.size == WIDE_SCRIPTS.size:
            page.fill("#topbar-search", "ยืมทรัพย์สิน")
            page.press("#topbar-search", "Enter")
        else:
            page.locator(".topbar a[href$='/search/']").click()
            page.fill("#search-q", "ยืมทรัพย์สิน")
            page.locator("main form[role=search] button").click()
        page.wait_for_url(re.compile(rf"/a/{CODE}/search/\?"))
        link = page.locator(f"main li a[href$='/measures/{measure}/']")
        assert plain(link.inner_text()).endswith(plain(TITLE))
        assert plain(link.locator("mark").inner_text()) == "ยืมทรัพย์สิน"
        link.click()
        page.wait_for_url(f"**/measures/{measure}/")


def test_the_box_is_reached_by_a_key_and_a_spelling_is_proposed(installation: Installation, browser: Browser) -> None:
    with at_work(browser, installation, OFFICER) as officer:
        page = officer.page
        page.keyboard.press("Control+Slash")
        expect(page.locator("#topbar-search")).to_be_focused()
        page.keyboard.type("ทรัพสิน")
        page.keyboard.press("Enter")
        proposed = page.locator("main .notice a")
        expect(proposed).to_have_text(re.compile("ทรัพย์สิน"))
        proposed.click()
        page.wait_for_load_state()
        expect(page.locator("main .notice")).to_have_count(0)
        assert page.locator("main mark").count() > 0
        page.keyboard.press("Control+Slash")
        expect(page.locator("#search-q")).to_be_focused()

"""A hint of the linter is mended in the browser: from the list to the very field, and the hint is gone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect
from tests.functional.serving import Installation
from tests.functional.steps import NARROW_PLAIN, OFFICER, WIDE_SCRIPTS, Seat, add_measure, address_of_year, at_work, press

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

TITLE = "ทะเบียนยืมครุภัณฑ์ของหน่วยงาน"


@pytest.mark.parametrize(("seat", "year"), [(WIDE_SCRIPTS, 2567), (NARROW_PLAIN, 2558)], ids=str)
def test_a_hint_leads_to_the_field_where_it_is_mended_and_is_gone_then(
    installation: Installation, browser: Browser, seat: Seat, year: int
) -> None:
    with at_work(browser, installation, OFFICER, seat) as officer:
        page = officer.page
        measure = add_measure(officer, year, TITLE, ["ออกแบบทะเบียน"])
        officer.open(address_of_year(year, "linter/"))
        way = page.locator(f'.hints a[href$="/measures/{measure}/edit/#id_indicators"]')
        expect(way).to_have_count(1)
        before = page.locator(".hints li").count()
        way.click()
        assert page.url.endswith(f"/measures/{measure}/edit/#id_indicators")
        expect(page.locator("#id_indicators")).to_be_in_viewport()
        page.locator("#id_indicators input[type=checkbox]").first.check()
        press(page, "บันทึก")
        officer.open(address_of_year(year, "linter/"))
        expect(page.locator(".hints li")).to_have_count(before - 1)
        expect(way).to_have_count(0)

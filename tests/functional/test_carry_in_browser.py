"""Last year's plan becomes this year's, in the browser: looked at, chosen, carried, taken back and carried again."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.functional.serving import Installation
from tests.functional.steps import NARROW_PLAIN, OFFICER, WIDE_SCRIPTS, Seat, at_work

from prongsai.interfaces.staff.context import this_year

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


def keep_ticked(page: Page, count: int) -> None:
    """Take the ticks away but for the first ones."""
    values = page.locator('input[name="measure"]:checked').evaluate_all("ticks => ticks.map(tick => tick.value)")
    for value in values[count:]:
        page.locator(f'input[name="measure"][value="{value}"]').uncheck()


@pytest.mark.parametrize(("seat", "ahead"), [(WIDE_SCRIPTS, 3), (NARROW_PLAIN, 4)], ids=str)
def test_an_empty_year_takes_what_is_not_completed_from_the_year_before(
    installation: Installation, browser: Browser, seat: Seat, ahead: int
) -> None:
    """A year of its own for each seat, with this year as the origin, for journeys share their installation."""
    year, origin = this_year() + ahead, this_year()
    plan = f"/a/thungdaoruang/{year}/measures/"
    with at_work(browser, installation, OFFICER, seat) as officer:
        page = officer.page
        officer.open(plan)
        page.locator(f'a[href="{plan}carry/"]').first.click()
        officer.open(f"{plan}carry/?from={origin}")
        ticks = page.locator('input[name="measure"]')
        ticked = page.locator('input[name="measure"]:checked')
        assert 0 < ticked.count() < ticks.count()
        keep_ticked(page, 2)
        page.get_by_role("button", name=f"ยกมาปี {year}").click()
        expect(page.locator("#flashes")).to_contain_text("ยกมา 2 มาตรการแล้ว")
        assert page.locator("table.data tbody tr").count() == 2
        page.get_by_role("button", name="เลิกทำ").click()
        expect(page.locator("#flashes")).to_contain_text("เอาออก 2 มาตรการ")
        officer.open(f"{plan}carry/?from={origin}")
        page.get_by_text("เคยยกมาแล้วถูกยกเลิก").first.wait_for()
        keep_ticked(page, 0)
        page.locator('section:has-text("เคยยกมาแล้วถูกยกเลิก") input[name="measure"]').first.check()
        page.get_by_role("button", name=f"ยกมาปี {year}").click()
        expect(page.locator("#flashes")).to_contain_text("ยกมา 1 มาตรการแล้ว")
        assert officer.troubles == []

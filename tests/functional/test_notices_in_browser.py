"""What an officer asks reaches the unit's bell; the unit reads it, takes that back, chooses its mails and opens a calendar of its own."""

from __future__ import annotations

import re
import urllib.error
import urllib.request

import pytest
import vobject
from playwright.sync_api import Browser, expect
from tests.functional.browser import visitor
from tests.functional.serving import Installation
from tests.functional.steps import NARROW_PLAIN, OFFICER, REPORTER, WIDE_SCRIPTS, Seat, add_measure, at_work, press, said

from prongsai.interfaces.cli.demonstration import CODE

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


def _fetched(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:
        text: str = answer.read().decode("utf-8")
        return text


@pytest.mark.parametrize(("seat", "year"), [(WIDE_SCRIPTS, 2543), (NARROW_PLAIN, 2542)], ids=str)
def test_what_is_asked_rings_the_bell_and_can_be_read_and_taken_back(
    installation: Installation, browser: Browser, seat: Seat, year: int
) -> None:
    with at_work(browser, installation, OFFICER) as officer, at_work(browser, installation, REPORTER, seat) as reporter:
        title = f"ติดประกาศราคากลางปี {year}"
        pk = add_measure(officer, year, title, ["เขียนประกาศ"], due=f"31 มี.ค. {year}")
        officer.open(f"/a/{CODE}/measures/{pk}/ask/")
        officer.page.fill("main [name=text]", "ขอจำนวนประกาศ")
        press(officer.page, "ส่งคำขอ")

        page, bell = reporter.page, reporter.page.locator("a.bell")
        reporter.open(f"/a/{CODE}/notices/")
        notice = page.locator("main .lines > li").filter(has_text=title)
        expect(bell).to_have_attribute("aria-label", re.compile(r"การแจ้งเตือน \d+ เรื่อง"))
        notice.get_by_role("button", name="อ่านแล้ว").click()
        said(page, "อ่านแล้ว 1 เรื่อง")
        expect(notice).to_have_count(0)
        page.locator("#flashes").get_by_role("button", name="เลิกทำ").click()
        expect(notice).to_have_count(1)
        notice.get_by_role("button", name="ตอบคำขอ").click()
        page.wait_for_url(re.compile(rf"/measures/{pk}/report/\?answers=\d+"))
        reporter.open(f"/a/{CODE}/notices/?show=all")
        expect(notice).to_have_count(1)
        expect(notice.locator("b")).to_have_count(0)  # read


def test_a_person_chooses_and_gets_a_calendar_that_a_calendar_program_reads(installation: Installation, browser: Browser) -> None:
    with visitor(browser, installation.address) as who:
        from prongsai.foundation.people.demonstration import PASSWORD

        who.sign_in(OFFICER, PASSWORD)
        who.open("/account/")
        page = who.page
        page.locator("a[href='/account/notices/']").click()
        page.get_by_label("ไม่รับอีเมล").check()
        page.get_by_label("ก่อนครบกำหนด 30 วัน").uncheck()
        press(page, "บันทึก")
        said(page, "บันทึกแล้ว")
        expect(page.get_by_label("ไม่รับอีเมล")).to_be_checked()
        expect(page.get_by_label("ก่อนครบกำหนด 30 วัน")).not_to_be_checked()

        press(page, "สร้างที่อยู่ปฏิทิน")
        path = page.input_value("#told-once").partition("/calendar/")[2]
        address = f"{installation.address}/calendar/{path}"
        events = vobject.readOne(_fetched(address)).contents["vevent"]
        assert any(event.summary.value.startswith("รายงานผล: ") for event in events)
        press(page, "สร้างที่อยู่ใหม่")
        with pytest.raises(urllib.error.HTTPError, match="404"):
            _fetched(address)
        assert who.troubles == []

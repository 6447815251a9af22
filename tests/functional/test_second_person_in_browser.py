"""A real installation on its first day: the address in the terminal leads in, and a second person joins by invitation."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Browser, Page, expect
from tests.functional.browser import NARROW, Visitor, visitor
from tests.functional.serving import Installation, begun, start
from tests.functional.steps import press
from tests.once import Once

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
PASSWORD = "ยาวพอสมควร-77"


@pytest.fixture(scope="module")
def new_installation(tmp_path_factory: pytest.TempPathFactory, once: Once) -> Iterator[Installation]:
    """A real installation in which nobody can sign in yet."""
    running = start(begun(once, tmp_path_factory.mktemp("first-day") / "data"))
    yield running
    running.stop()


def _code(secret: str) -> str:
    """What an authenticator app shows now; one that is about to change is not used."""
    if time.time() % 30 > 26:
        time.sleep(4)
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def _set_up(who: Visitor, address: str) -> None:
    page = who.page
    who.open(address)
    page.fill("[name=own_name]", "สวนมะลิ")
    page.select_option("[name=province]", "ลำพูน")
    press(page, "ถัดไป")
    press(page, "ถัดไป")
    page.fill("[name=full_name]", "สมใจ ใจดี")
    page.fill("[name=username]", "somjai")
    page.fill("[name=password]", PASSWORD)
    page.fill("[name=again]", PASSWORD)
    press(page, "เริ่มใช้งาน")


def _open_second_factor(page: Page) -> str:
    """Set up the app on the page that asks for it; the secret comes back."""
    assert page.url.endswith("/second-factor/")
    page.get_by_role("link", name="ใช้แอปยืนยันตัวตน").click()
    secret = page.locator("code").inner_text()
    page.fill("[name=code]", _code(secret))
    press(page, "เปิดใช้")
    page.get_by_role("link", name="เข้าทำงาน").click()
    return secret


def _sign_in(who: Visitor, username: str) -> None:
    page = who.page
    who.open("/")
    page.fill("[name=login]", username)
    page.fill("[name=password]", PASSWORD)
    press(page, "เข้าสู่ระบบ")


def test_the_first_administrator_invites_a_second_person_who_signs_in_with_two_factors(
    new_installation: Installation, browser: Browser
) -> None:
    printed = re.search(r"http://\S+/first-run/\?token=\S+", new_installation.log.read_text("utf-8"))
    assert printed
    with visitor(browser, new_installation.address) as first:
        page = first.page
        first.open("/first-run/")
        assert page.locator("[name=own_name]").count() == 0  # without the token nobody sets anything up
        _set_up(first, printed[0])
        _open_second_factor(page)
        page.wait_for_url("**/a/suanmali/*/")
        first.open("/a/suanmali/people/invite/")
        page.fill("[name=full_name]", "มานี มีนา")
        page.check("[name=role][value=complaint_officer]")
        press(page, "ออกคำเชิญ")
        invitation = page.input_value("#told-once")
        page.reload()
        assert page.locator("#told-once").count() == 0
        first.open(printed[0])
        assert page.locator("[name=own_name]").count() == 0  # the token is spent
        assert first.troubles == []

    with visitor(browser, new_installation.address, size=NARROW) as second:
        page = second.page
        second.open(invitation)
        page.fill("[name=username]", "manee")
        page.fill("[name=password]", PASSWORD)
        page.fill("[name=again]", PASSWORD)
        press(page, "สร้างบัญชีและเข้าร่วม")
        secret = _open_second_factor(page)
        page.wait_for_url("**/a/suanmali/**")
        second.open(invitation)
        assert page.locator("[name=username]").count() == 0  # an invitation is good for one
        assert second.troubles == []

    with visitor(browser, new_installation.address, size=NARROW, has_scripts=False) as second:
        page = second.page
        _sign_in(second, "manee")
        page.fill("[name=code]", "000000" if _code(secret) != "000000" else "111111")
        press(page, "เข้าสู่ระบบ")
        expect(page.get_by_role("alert")).to_be_visible()
        assert "/a/" not in page.url
        page.fill("[name=code]", _code(secret))
        press(page, "เข้าสู่ระบบ")
        page.wait_for_url("**/a/suanmali/**")
        second.open("/a/suanmali/people/")
        assert "ผู้ใช้และบทบาท" not in page.locator("h1").inner_text()  # she does not look after people

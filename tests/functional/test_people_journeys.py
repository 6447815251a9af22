"""A new installation from the terminal's token to work: without scripts on a phone, then with a passkey."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Browser, Page
from tests.functional.browser import NARROW, WIDE, Visitor, visitor
from tests.functional.serving import Installation, begun, start
from tests.once import Once

PASSWORD = "ยาวพอสมควร-99"

pytestmark = pytest.mark.enable_socket


@pytest.fixture(scope="module")
def new_installation(tmp_path_factory: pytest.TempPathFactory, once: Once) -> Iterator[Installation]:
    """A real installation in which nobody can sign in yet."""
    running = start(begun(once, tmp_path_factory.mktemp("first-run") / "data"))
    yield running
    running.stop()


def press(page: Page, words: str) -> None:
    page.locator("main").get_by_role("button", name=words, exact=True).click()


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def set_up(who: Visitor, token: str) -> list[str]:
    """The three steps and the second factor; the recovery codes come back."""
    page = who.page
    who.open(f"/first-run/?token={token}")
    page.fill("[name=own_name]", "สวนมะลิ")
    page.select_option("[name=province]", "ลำพูน")
    press(page, "ถัดไป")
    assert page.input_value("[name=code]") == "suanmali"
    press(page, "ถัดไป")
    page.fill("[name=full_name]", "สมใจ ใจดี")
    page.fill("[name=username]", "somjai")
    page.fill("[name=password]", PASSWORD)
    page.fill("[name=again]", PASSWORD)
    press(page, "เริ่มใช้งาน")
    assert page.url.endswith("/second-factor/")
    page.get_by_role("link", name="ใช้แอปยืนยันตัวตน").click()
    page.fill("[name=code]", code_of(page.locator("code").inner_text()))
    press(page, "เปิดใช้")
    codes: list[str] = page.locator("main code").all_inner_texts()
    page.get_by_role("link", name="เข้าทำงาน").click()
    return codes


def sign_in(who: Visitor, code: str) -> None:
    page = who.page
    who.open("/")
    page.fill("[name=login]", "somjai")
    page.fill("[name=password]", PASSWORD)
    press(page, "เข้าสู่ระบบ")
    page.fill("[name=code]", code)
    press(page, "เข้าสู่ระบบ")


def test_one_clerk_sets_up_an_office_and_signs_in_with_a_passkey_afterwards(new_installation: Installation, browser: Browser) -> None:
    token = (new_installation.data / "first-run-token").read_text("ascii")
    with visitor(browser, new_installation.address, size=NARROW, has_scripts=False) as who:
        codes = set_up(who, token)
        assert re.search(r"/a/suanmali/\d{4}/$", who.page.url)
        who.open("/a/suanmali/people/")
        assert who.page.locator("h1").inner_text() == "ผู้ใช้และบทบาท"
        assert who.troubles == []
    # A passkey belongs to a name: the same installation under the name of this machine.
    with visitor(browser, f"http://localhost:{new_installation.port}", size=WIDE) as who:
        page = who.page
        sign_in(who, codes[0])
        devtools = page.context.new_cdp_session(page)
        devtools.send("WebAuthn.enable")
        options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
        devtools.send(
            "WebAuthn.addVirtualAuthenticator", {"options": {**options, "isUserVerified": True, "automaticPresenceSimulation": True}}
        )
        who.open("/sign-in/second-factor/webauthn/add/")
        page.fill("[name=name]", "เครื่องที่ทำงาน")
        page.check("[name=passwordless]")
        press(page, "สร้างพาสคีย์")
        page.wait_for_url("**/second-factor/")
        assert page.locator("main").get_by_text("1 รายการ").is_visible()
        who.open("/sign-in/sign-out/")
        press(page, "ออกจากระบบ")
        page.get_by_role("button", name="เข้าด้วยพาสคีย์").click()
        page.wait_for_url("**/a/suanmali/**")
        assert who.troubles == []


def test_a_passkey_that_fails_is_told_in_words(new_installation: Installation, browser: Browser) -> None:
    with visitor(browser, f"http://localhost:{new_installation.port}") as who:
        page = who.page
        who.open("/sign-in/")
        devtools = page.context.new_cdp_session(page)
        devtools.send("WebAuthn.enable")
        devtools.send(
            "WebAuthn.addVirtualAuthenticator",
            {"options": {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}},
        )
        page.get_by_role("button", name="เข้าด้วยพาสคีย์").click()
        page.get_by_text("ใช้พาสคีย์ไม่สำเร็จ").wait_for()


def test_at_a_number_no_passkey_is_offered(new_installation: Installation, browser: Browser) -> None:
    with visitor(browser, new_installation.address) as who:
        who.open("/sign-in/")
        assert not who.page.get_by_role("button", name="เข้าด้วยพาสคีย์").is_visible()

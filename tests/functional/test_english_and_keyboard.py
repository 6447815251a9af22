"""The pages in English hold no Thai but what people wrote, and everything can be done without a mouse."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.functional.serving import Installation
from tests.functional.steps import (
    NARROW_SCRIPTS,
    OFFICER,
    WIDE_SCRIPTS,
    Seat,
    at_work,
    hand_in,
    wait_for_review,
)

from prongsai.foundation.people.demonstration import people
from prongsai.interfaces.cli import demonstration

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

THAI_OUTSIDE = """names => {
  const thai = /[\\u0e00-\\u0e7f]/, found = [];
  const bare = text => names.reduce((rest, name) => rest.replaceAll(name, ""), text.replace(/[\\u2060]/g, "").replace(/\\s+/g, " "));
  const isMarked = element => element.closest("[lang]") !== document.documentElement && element.closest("[lang]").lang === "th";
  const note = (element, text) => { if (thai.test(bare(text)) && !isMarked(element)) found.push(`${element.tagName}: ${text.trim()}`); };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (!["SCRIPT", "STYLE", "TEXTAREA"].includes(text.parentElement.tagName)) note(text.parentElement, text.data);
  }
  for (const element of document.body.querySelectorAll("*"))
    for (const name of ["aria-label", "placeholder", "title", "alt"])
      if (element.hasAttribute(name)) note(element, element.getAttribute(name));
  return found;
}"""
EXAMPLES = ("๑ ตุลาคม ๒๕๖๘",)
"""Thai that is meant: how a day may be typed."""


def _names(page: Page, units: list[str]) -> list[str]:
    """Names that stay Thai in every language: units, people, places, and what the page says as the content of options."""
    stored = page.locator("main option").all_text_contents() if "/imports/" in page.url else []
    known = [
        *units,
        *demonstration._POSITIONS,
        *(person.full_name for person in people()),
        "ธารคำใส",
        "ลำพูน",
        "องค์การบริหารส่วนตำบลทุ่งดาวเรือง",
    ]
    titles = [" ".join(text.replace("\u2060", "").split()) for text in stored if re.match(r"\d+(\.\d+)* ", text)]
    return sorted([*known, *titles, *EXAMPLES], key=len, reverse=True)


def test_in_english_no_thai_remains_but_what_people_wrote(installation: Installation, browser: Browser, samples: Path) -> None:
    with at_work(browser, installation, OFFICER) as officer:
        page = officer.page
        home = page.url
        hand_in(officer, 2544, samples / "status-memo.txt")
        wait_for_review(officer)
        review = page.url
        officer.open(f"{home}measures/")
        units = page.locator("#filter-unit option:not([value=''])").all_text_contents()
        measure = page.locator("table.data tbody a").first.get_attribute("href")
        page.locator("summary:has(.avatar)").click()
        page.get_by_role("button", name="English").click()
        page.locator("html[lang=en]").wait_for()
        found = {}
        for address in (home, f"{home}measures/", f"{measure}", f"{measure}report/", review):
            officer.open(address)
            assert page.locator("html").get_attribute("lang") == "en"
            assert re.search("[A-Za-z]", page.title())
            found[address] = page.evaluate(THAI_OUTSIDE, _names(page, units))
        # The person keeps the language, also in the journeys that follow.
        page.locator("summary:has(.avatar)").click()
        page.get_by_role("button", name="ไทย").click()
        page.locator("html[lang=th]").wait_for()
        remaining = [f"{address} {text}" for address, texts in found.items() for text in texts]
        assert remaining == [], "\n".join(remaining)


def _focused(page: Page) -> str:
    """What has the focus, in words."""
    return str(page.evaluate("() => (document.activeElement.getAttribute('aria-label') || document.activeElement.innerText || '').trim()"))


def _shows_focus(page: Page) -> bool:
    return bool(
        page.evaluate(
            """() => { const style = getComputedStyle(document.activeElement), box = document.activeElement.getBoundingClientRect();
            return box.width > 0 && ((style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none"); }"""
        )
    )


@pytest.mark.parametrize("seat", [WIDE_SCRIPTS, NARROW_SCRIPTS], ids=str)
def test_the_first_stop_skips_to_the_main_part(installation: Installation, browser: Browser, seat: Seat) -> None:
    with at_work(browser, installation, OFFICER, seat) as officer:
        page = officer.page
        page.reload()
        page.keyboard.press("Tab")
        assert _focused(page) == "ข้ามไปเนื้อหาหลัก"
        expect(page.locator("a.skip")).to_be_in_viewport()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")


def test_every_stop_of_a_page_shows_where_one_is(installation: Installation, browser: Browser) -> None:
    with at_work(browser, installation, OFFICER) as officer:
        page = officer.page
        page.goto(f"{page.url}measures/")
        unseen = []
        for _stop in range(45):
            page.keyboard.press("Tab")
            if not _shows_focus(page):
                unseen.append(page.evaluate("document.activeElement.outerHTML.slice(0, 160)"))
        assert unseen == []


def test_the_menu_of_a_phone_opens_and_closes_by_keys(installation: Installation, browser: Browser) -> None:
    with at_work(browser, installation, OFFICER, NARROW_SCRIPTS) as officer:
        page = officer.page
        menu = page.locator("details.topbar-phone")
        for _stop in range(12):
            page.keyboard.press("Tab")
            if _focused(page) == "เมนู":
                break
        assert _focused(page) == "เมนู"
        page.keyboard.press("Enter")
        expect(menu).to_have_attribute("open", "")
        page.keyboard.press("Tab")
        assert menu.evaluate("menu => menu.contains(document.activeElement)")
        page.keyboard.press("Escape")
        expect(menu).not_to_have_attribute("open", "")
        assert _focused(page) == "เมนู"
        page.keyboard.press("Enter")
        for _stop in range(12):
            page.keyboard.press("Tab")
            if "มาตรการและแผน" in _focused(page):
                break
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/measures/$"))


@pytest.mark.parametrize("seat", [WIDE_SCRIPTS, Seat(has_scripts=False)], ids=str)
def test_enter_sends_a_form_and_what_is_wrong_gets_the_focus(installation: Installation, browser: Browser, seat: Seat) -> None:
    with at_work(browser, installation, OFFICER, seat) as officer:
        page = officer.page
        home = page.url
        officer.open(f"{home}measures/")
        page.locator("#filter-q").focus()
        page.keyboard.type("ทรัพย์สิน")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"[?&]q="))
        page.locator("table.data tbody a").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/measures/\d+/$"))
        page.goto(f"{page.url}report/")
        page.locator("main [name=happened_on]").focus()
        page.keyboard.press("ControlOrMeta+A")
        page.keyboard.type("ไม่รู้")
        page.keyboard.press("Enter")
        summary = page.locator("[data-errors]")
        expect(summary).to_be_focused()
        assert _shows_focus(page)
        assert page.title().startswith("ผิดพลาด:")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        field = page.evaluate("document.activeElement.name")
        assert field in ("happened_on", "done_text")
        assert page.evaluate("document.activeElement.getAttribute('aria-invalid')") == "true"
        assert page.input_value("main [name=happened_on]") == "ไม่รู้"
        officer.troubles.remove("console: Failed to load resource: the server responded with a status of 422 (Unprocessable Entity)")

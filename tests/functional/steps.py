"""What people do in the journeys, page by page. Each step works with and without scripts and ends when the page shows that it is done."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect
from tests.functional.browser import NARROW, WIDE, Visitor, visitor
from tests.functional.serving import Installation

from prongsai.foundation.people.demonstration import PASSWORD
from prongsai.interfaces.cli.demonstration import CODE

OFFICER, REPORTER = "officer", "unit-reporter"
READING_SECONDS = 30


@dataclass(frozen=True)
class Seat:
    """In front of which browser somebody sits."""

    size: tuple[int, int] = WIDE
    has_scripts: bool = True

    def __str__(self) -> str:
        return f"{'wide' if self.size == WIDE else 'narrow'}-{'scripts' if self.has_scripts else 'plain'}"


WIDE_SCRIPTS, NARROW_SCRIPTS = Seat(), Seat(NARROW)
WIDE_PLAIN, NARROW_PLAIN = Seat(has_scripts=False), Seat(NARROW, has_scripts=False)


@contextmanager
def at_work(browser: Browser, installation: Installation, username: str, seat: Seat = WIDE_SCRIPTS) -> Iterator[Visitor]:
    """Somebody of the demonstration, signed in; at the end nothing may have gone wrong in the browser."""
    with visitor(browser, installation.address, size=seat.size, has_scripts=seat.has_scripts) as who:
        who.sign_in(username, PASSWORD)
        yield who
        assert who.troubles == [], who.troubles


def plain(text: str) -> str:
    """Text without spaces, line ends and invisible joiners: what remains when only the letters count."""
    return re.sub(r"[\s\u2060\u200b\u00ad]", "", unicodedata.normalize("NFC", text).replace("\u0e4d\u0e32", "\u0e33"))


def address_of_year(year: int, rest: str = "") -> str:
    return f"/a/{CODE}/{year}/{rest}"


def main_text(page: Page) -> str:
    """The letters of the page's main part."""
    return plain(page.locator("main").inner_text())


def press(page: Page, words: str | re.Pattern[str], within: str = "main") -> None:
    """Press the only button of these words."""
    page.locator(within).get_by_role("button", name=words, exact=isinstance(words, str)).click()


def said(page: Page, words: str) -> None:
    """Wait until the page tells this in its messages."""
    expect(page.locator("#flashes").filter(has_text=words)).to_be_visible()


def has_scripts(page: Page) -> bool:
    return page.locator("html.js").count() > 0


def unfold(part: Locator) -> None:
    """Open a folded part, where it is not open yet."""
    if part.get_attribute("open") is None:
        part.locator("> summary").click()


# Papers


def hand_in(who: Visitor, year: int, paper: Path) -> None:
    """Upload a paper into the plan of a year."""
    who.open(address_of_year(year, "imports/add/"))
    who.page.set_input_files("input[name=file]", paper)
    press(who.page, "อ่านเอกสาร")
    who.page.wait_for_url(re.compile(r"/imports/\d+/$"))


def wait_for_review(who: Visitor) -> None:
    """Wait until the paper is read; the page goes on by itself, with and without scripts."""
    expect(who.page.locator("h1")).to_have_text("ตรวจทานก่อนนำเข้า", timeout=READING_SECONDS * 1000)


def settle_by_typing(page: Page, number: int, value: str) -> None:
    """Answer a question with another value than those offered."""
    question = page.locator(f"#q{number}")
    question.locator("input[value=other]").check()
    question.locator("[name=typed]").fill(value)
    question.get_by_role("button", name="ยืนยันค่านี้").click()
    page.locator(f"#q{number}.question-settled").wait_for()


def settle_by_candidate(page: Page, number: int, place: int = 0) -> None:
    """Answer a question with one of the values offered."""
    question = page.locator(f"#q{number}")
    question.locator("input[name=value]:not([value=other])").nth(place).check()
    question.get_by_role("button", name="ยืนยันค่านี้").click()
    page.locator(f"#q{number}.question-settled").wait_for()


def leave_blank(page: Page, number: int) -> None:
    """Answer a question with nothing."""
    page.locator(f"#q{number}").get_by_role("button", name="เว้นว่างไว้ก่อน").click()
    page.locator(f"#q{number}.question-settled").wait_for()


def mend_card(page: Page, key: str, **values: str) -> None:
    """Mend fields of a measure as it was read."""
    page.locator(f"#{key}").get_by_role("link", name=re.compile("^แก้ไข")).click()
    for name, value in values.items():
        page.fill(f"#{key} [name={name}]", value)
    press(page, "บันทึก", f"#{key}")
    page.locator(f"#{key}").get_by_role("button", name="เลิกแก้ ใช้ตามที่อ่าน").wait_for()


def bring_in(page: Page, *, with_results: bool = False) -> None:
    """Commit a review that has no open question."""
    page.locator("#foot a[href$='/commit/']").click()
    expect(page.locator("h1")).to_have_text("ยืนยันการนำเข้า")
    if with_results:
        page.check("[name=takes_reports]")
    press(page, re.compile(r"^นำเข้า \d+ มาตรการ"))
    said(page, "เข้าแผนปี")


# Measures and progress


def open_measure(who: Visitor, year: int, title: str) -> int:
    """Go to a measure by its link in the table; its id comes back."""
    who.open(address_of_year(year, "measures/"))
    rows = who.page.locator("table.data tbody a[href*='/measures/']")
    for place, words in enumerate(rows.all_inner_texts()):
        if plain(title) in plain(words):
            rows.nth(place).click()
            who.page.wait_for_url(re.compile(r"/measures/\d+/$"))
            return int(who.page.url.rstrip("/").rpartition("/")[2])
    raise AssertionError(f"no measure {title!r} among {rows.all_inner_texts()}")


def report(who: Visitor, *, files: list[Path], count: tuple[str, str, str] | None = None, **values: str) -> None:
    """Report on the measure of the page, as finished, with files."""
    page = who.page
    page.locator("main").get_by_role("link", name="รายงานผล", exact=True).first.click()
    for name, value in values.items():
        page.fill(f"main [name={name}]", value)
    page.check("main [name=is_finished]")
    for name, value in zip(("what", "number", "unit"), count or (), strict=False):
        page.locator(f"main [name$='-{name}']").first.fill(value)
    page.set_input_files("main [name=evidence]", files)
    press(page, "บันทึกรายงานผล")
    said(page, "บันทึกผลมาตรการ")


# Printing


def choose_report(who: Visitor, year: int, layout: str, months: int | None = None) -> None:
    """Choose what to print: layout, round and Arabic digits; the preview follows."""
    page = who.page
    who.open(address_of_year(year, "reports/"))
    _choose(page, f"#layout-{layout}", f"layout={layout}(&|$)")
    if months:
        _choose(page, f"#months-{months}", f"months={months}(&|$)")
    if page.input_value("[name=digits]") != "arabic":
        page.select_option("[name=digits]", "arabic")
        _shown(page, "digits=arabic(&|$)")


def _choose(page: Page, field: str, address: str) -> None:
    if not page.locator(field).is_checked():
        page.check(field)
        _shown(page, address)


def _shown(page: Page, address: str) -> None:
    """With scripts the page follows by itself, without them by its button."""
    if not has_scripts(page):
        press(page, "ดูตัวอย่าง")
    page.wait_for_url(re.compile(address))


def print_as(who: Visitor, kind: str, into: Path) -> Path:
    """Print what is chosen, and take the file."""
    page = who.page
    press(page, {"pdf": "พิมพ์ PDF", "docx": "Word", "xlsx": "Excel"}[kind])
    page.wait_for_url(re.compile(r"/reports/\d+/$"))
    with page.expect_download() as waiting:
        page.locator("main").get_by_role("link", name=re.compile("^ดาวน์โหลด")).click()
    path = into / f"{kind}-{page.url.rstrip('/').rpartition('/')[2]}.{kind}"
    waiting.value.save_as(path)
    return path


# The plan by hand


def measures_of(who: Visitor, year: int) -> list[tuple[str, str]]:
    """Number and title of each measure in the table of a year."""
    who.open(address_of_year(year, "measures/"))
    rows = who.page.locator("table.data tbody .row-title")
    return [(row.locator(".row-number").inner_text(), plain(row.locator("a").inner_text())) for row in rows.all()]


def steps_of(page: Page) -> list[str]:
    """The steps on the page of a measure, with their numbers."""
    return [plain(text) for text in page.locator("section[aria-labelledby=steps-title] ol.lines > li .body > b").all_inner_texts()]


def fill_measure(page: Page, title: str, steps: list[str]) -> None:
    """Write title and steps into the form; each further row comes by its button, which keeps what was typed."""
    page.fill("main [name=title]", title)
    for place, text in enumerate(steps):
        if place:
            press(page, "เพิ่มขั้นตอน")
            expect(page.locator(f"#step-{place + 1}")).to_be_visible()
        page.fill(f"[name=steps-{place}-text]", text)


def add_measure(who: Visitor, year: int, title: str, steps: list[str], *, unit: str = "กองคลัง", due: str = "") -> int:
    """Add a measure by hand; its id comes back."""
    page = who.page
    who.open(address_of_year(year, "measures/add/"))
    fill_measure(page, title, steps)
    page.locator("section[aria-labelledby=about]").get_by_label(unit, exact=True).check()
    page.fill("main [name=starts_on]", f"1 ต.ค. {year - 1}")
    page.fill("main [name=ends_on]", f"30 ก.ย. {year}")
    page.fill("main [name=monitoring]", due or f"30 ก.ย. {year}")
    press(page, "บันทึก")
    said(page, "เพิ่มมาตรการ")
    return int(page.url.rstrip("/").rpartition("/")[2])

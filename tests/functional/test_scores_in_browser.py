"""From last year's ten numbers to this year's measures and the paper of the analysis, in the browser."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.functional.browser import Visitor
from tests.functional.paper_files import text_of
from tests.functional.serving import Installation
from tests.functional.steps import (
    NARROW_PLAIN,
    OFFICER,
    WIDE_SCRIPTS,
    Seat,
    address_of_year,
    at_work,
    main_text,
    measures_of,
    plain,
    press,
    print_as,
    said,
)

from prongsai.core.ita.loading import known_years
from prongsai.core.thai.calendar import fiscal_year_of
from prongsai.core.thai.numerals import to_arabic_digits

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
TEN = ("78.32", "71.31", "73.33", "65.07", "65.17", "79.42", "81.73", "77.38", "46.19", "๐.๐๐")
# The demonstration has results of the two years before this one.
YEAR_WITH_RESULT = min(fiscal_year_of(date.today()) - 1, known_years()[-1])


def type_in(who: Visitor, year: int) -> None:
    """Type the ten indicators and what the paper prints, look at the result, and keep it."""
    page = who.page
    who.open(address_of_year(year, "scores/"))
    page.locator("main").get_by_role("link", name="กรอกคะแนน").first.click()
    for number, points in enumerate(TEN, start=1):
        page.locator(f"[name='points-{number}']").fill(points)
    page.get_by_label("คะแนนรวมตามเอกสาร").fill("54.29")
    page.get_by_label("ระดับตามเอกสาร").select_option("E")
    press(page, "ตรวจทาน")
    assert "54.28" in main_text(page)
    press(page, "บันทึกผลประเมิน")


def explained(who: Visitor, year: int) -> None:
    """The page of the year tells total, level, and why the paper prints another last digit."""
    who.open(address_of_year(year, "scores/"))
    shown = main_text(who.page)
    for words in ("54.28", "ระดับ E", "คำนวณได้ 54.28 แต่ตามเอกสารเป็น 54.29", "ปัดเป็นสองตำแหน่ง", "ขาด 30.72"):
        assert plain(words) in shown, words


def accept(page: Page, count: int) -> list[str]:
    """Tick the first measures that are suggested and put them into the plan; gives back their titles."""
    page.locator("main").get_by_role("link", name="เลือกมาตรการ").first.click()
    offered = page.locator("#measures li:has(input[name=key])")
    titles = []
    for place in range(count):
        line = offered.nth(place)
        line.locator("input[name=key]").check()
        titles.append(plain(line.locator("b a").inner_text()))
    press(page, "ตรวจก่อนเพิ่ม")
    press(page, re.compile("^เพิ่มเข้าแผนปี"))
    return titles


@pytest.mark.parametrize(("seat", "year"), [(WIDE_SCRIPTS, 2563), (NARROW_PLAIN, 2562)], ids=str)
def test_ten_numbers_become_a_level_three_measures_and_a_paper(
    installation: Installation, browser: Browser, tmp_path: Path, seat: Seat, year: int
) -> None:
    with at_work(browser, installation, OFFICER, seat) as officer:
        type_in(officer, year)
        explained(officer, year)
        titles = accept(officer.page, 3)
        said(officer.page, f"เพิ่ม 3 มาตรการเข้าแผนปี {year + 1} แล้ว")
        assert [plain(title) for _, title in measures_of(officer, year + 1)] == titles
        officer.open(address_of_year(year, "scores/analysis/"))
        officer.page.locator("main").get_by_role("link", name="พิมพ์เอกสารวิเคราะห์").click()
        printed = to_arabic_digits(plain(text_of(print_as(officer, "pdf", tmp_path))))
        for words in ("54.29", "46.19", "การป้องกันการทุจริต", *titles):
            assert to_arabic_digits(plain(words)) in printed, words


@pytest.mark.parametrize("seat", [WIDE_SCRIPTS, NARROW_PLAIN], ids=str)
def test_a_ticked_item_is_tried_at_once_with_scripts_and_by_a_button_without(
    installation: Installation, browser: Browser, seat: Seat
) -> None:
    with at_work(browser, installation, OFFICER, seat) as officer:
        page = officer.page
        officer.open(address_of_year(YEAR_WITH_RESULT, "scores/"))
        result = page.locator("#what-if-result .figure")
        before = result.inner_text()
        page.locator("#what-if [name=up]").first.check()
        if not seat.has_scripts:
            page.locator("#what-if").get_by_role("button", name="คำนวณ").click()
        expect(page.locator("#what-if-result .figure")).not_to_have_text(before)

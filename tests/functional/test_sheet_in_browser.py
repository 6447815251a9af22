"""The plan out into a workbook and in again: three faults shown by cell, mended in the file, seen before they come in, taken in."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.functional.browser import Visitor
from tests.functional.serving import Installation
from tests.functional.steps import NARROW_PLAIN, OFFICER, WIDE_SCRIPTS, Seat, address_of_year, at_work, main_text, press, said
from tests.sheets import Sheets, opened

from prongsai.core.thai.calendar import fiscal_year_of
from prongsai.programme.plans.sheet.columns import MEASURE, REPORTS

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
YEAR = fiscal_year_of(date.today())


def downloaded(who: Visitor) -> Sheets:
    """The workbook, by the button on the table of measures."""
    who.open(address_of_year(YEAR, "measures/"))
    who.page.locator("main").get_by_role("link", name="ส่งออกและนำเข้า XLSX").click()
    with who.page.expect_download() as download:
        who.page.locator("main").get_by_role("link", name=re.compile("^ดาวน์โหลดแผนปี")).click()
    return opened(Path(download.value.path()).read_bytes())


def hand_in(who: Visitor, sheets: Sheets, folder: Path) -> None:
    """Upload the workbook; its page shows what it would do."""
    file = folder / "แผนที่แก้แล้ว.xlsx"
    file.write_bytes(sheets.data())
    who.open(address_of_year(YEAR, "measures/sheet/"))
    who.page.set_input_files("input[name=file]", file)
    press(who.page, "อ่านไฟล์")
    who.page.wait_for_url(re.compile(r"/measures/sheets/\d+/$"))


@pytest.mark.parametrize("seat", [WIDE_SCRIPTS, NARROW_PLAIN], ids=str)
def test_faults_by_cell_are_mended_and_the_workbook_is_taken_in(
    installation: Installation, browser: Browser, tmp_path: Path, seat: Seat
) -> None:
    title = f"มาตรการจากไฟล์ {seat} https://example.go.th/{'endless' * 20}"
    with at_work(browser, installation, OFFICER, seat) as who:
        page = who.page
        sheets = downloaded(who)
        line = sheets.new(kind=MEASURE, text=title, starts=f"1/13/{YEAR}", units="กองที่ไม่มี")
        sheets.at(3, "finished", "อาจจะ", REPORTS).at(3, "done", f"ทำแล้ว {seat}", REPORTS).at(
            3, "done_on", date.today().isoformat(), REPORTS
        )
        hand_in(who, sheets, tmp_path)
        assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        shown = main_text(page)
        assert [cell for cell in (f"มาตรการ!K{line}", f"มาตรการ!H{line}", "รายงานผล!F3") if cell not in shown] == []
        assert page.get_by_role("button", name=re.compile("^นำเข้า ")).count() == 0
        sheets.at(line, "starts", f"1 ต.ค. {YEAR - 1}").at(line, "units", "").at(3, "finished", "ใช่", REPORTS)
        hand_in(who, sheets, tmp_path)
        assert title.replace(" ", "") in main_text(page)
        press(page, "นำเข้า 2 แถว")
        said(page, "นำเข้าจากไฟล์แล้ว")
        who.open(address_of_year(YEAR, "measures/"))
        assert title.replace(" ", "") in main_text(page)

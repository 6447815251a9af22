"""Reports that go back and forth between officer and unit, two people in one form, and somebody who has no business here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.functional.browser import visitor
from tests.functional.paper_files import small_pdf
from tests.functional.serving import Installation
from tests.functional.steps import (
    NARROW_PLAIN,
    NARROW_SCRIPTS,
    OFFICER,
    REPORTER,
    WIDE_PLAIN,
    WIDE_SCRIPTS,
    Seat,
    add_measure,
    address_of_year,
    at_work,
    main_text,
    press,
    report,
    said,
)

from prongsai.interfaces.cli.demonstration import CODE

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


def _status(page: Page) -> str:
    return page.locator(".page-head .page-state").inner_text()


def _due(page: Page) -> str:
    return page.locator("dt:text-is('รายงานภายใน') + dd").inner_text().replace("\u00a0", " ").strip()


@pytest.mark.parametrize(("seat", "year"), [(WIDE_SCRIPTS, 2549), (NARROW_PLAIN, 2548)], ids=str)
def test_an_officer_asks_for_more_and_the_unit_corrects_its_report(
    installation: Installation, browser: Browser, tmp_path: Path, seat: Seat, year: int
) -> None:
    with at_work(browser, installation, OFFICER, seat) as officer, at_work(browser, installation, REPORTER, seat) as reporter:
        page, unit = officer.page, reporter.page
        pk = add_measure(officer, year, "ติดประกาศราคากลาง", ["เขียนประกาศ"], due=f"31 มี.ค. {year}")
        assert "เกินกำหนด" in _status(page)
        assert "ยังไม่มี" in main_text(page)

        reporter.open(f"/a/{CODE}/measures/{pk}/")
        report(
            reporter,
            files=[small_pdf(tmp_path / "ประกาศ.pdf")],
            happened_on=f"20 มี.ค. {year}",
            done_text="ติดประกาศ 11 ฉบับ",
            outputs="ประกาศ",
        )
        assert "เสร็จแล้ว" in _status(unit)

        officer.open(f"/a/{CODE}/measures/{pk}/")
        page.locator("#reports").get_by_role("link", name="ขอข้อมูลเพิ่ม").click()
        page.fill("main [name=text]", "ขอจำนวนประกาศที่ถูกต้อง")
        press(page, "ส่งคำขอ")
        said(page, "ส่งคำขอข้อมูลเพิ่มแล้ว")
        officer.open(address_of_year(year, "requests/"))
        assert "ขอจำนวนประกาศที่ถูกต้อง" in page.locator("main").inner_text()

        reporter.open(address_of_year(year, "tasks/"))
        unit.locator("main").get_by_role("link", name=re.compile("^ตอบ")).first.click()
        assert "ขอจำนวนประกาศที่ถูกต้อง" in unit.locator("main").inner_text()
        reporter.open(f"/a/{CODE}/measures/{pk}/")
        unit.locator("#reports").get_by_role("link", name=re.compile("^แก้รายงานนี้")).click()
        assert unit.input_value("main [name=done_text]") == "ติดประกาศ 11 ฉบับ"
        assert unit.locator("[name=keeps]").is_checked()
        unit.fill("main [name=done_text]", "ติดประกาศ 12 ฉบับ")
        unit.fill("main [name=happened_on]", f"5 เม.ย. {year}")
        unit.get_by_label("ขอจำนวนประกาศที่ถูกต้อง").check()
        press(unit, "บันทึกรายงานผล")
        said(unit, "บันทึกผลมาตรการ")

        officer.open(f"/a/{CODE}/measures/{pk}/")
        assert "เสร็จแล้ว" in _status(page)
        assert "เสร็จช้ากว่ากำหนด" in _status(page)
        reports = page.locator("#reports")
        assert "ติดประกาศ 12 ฉบับ" in reports.inner_text()
        assert "ติดประกาศ 11 ฉบับ" not in reports.locator("ol.timeline > li > p").first.inner_text()
        assert page.locator("#requests").count() == 0
        reports.get_by_text("ฉบับก่อนแก้ 1 ฉบับ").click()
        expect(reports.locator("details[open]")).to_contain_text("ติดประกาศ 11 ฉบับ")
        assert reports.locator("details[open] .evidence").count() == 1
        reports.get_by_text("คำขอข้อมูลเพิ่มที่จบแล้ว").click()
        expect(reports).to_contain_text("ตอบแล้ว")


@pytest.mark.parametrize(("seat", "year"), [(NARROW_SCRIPTS, 2547), (WIDE_PLAIN, 2546)], ids=str)
def test_who_saves_second_is_told_and_loses_nothing(installation: Installation, browser: Browser, seat: Seat, year: int) -> None:
    with at_work(browser, installation, OFFICER, seat) as first, at_work(browser, installation, OFFICER, seat) as second:
        pk = add_measure(first, year, "ตู้รับความเห็น", ["ตั้งตู้"])
        for who in (first, second):
            who.open(f"/a/{CODE}/measures/{pk}/edit/")
        first.page.fill("main [name=title]", "ตู้รับความเห็นหน้าสำนักงาน")
        press(first.page, "บันทึก")
        expect(first.page.locator("h1")).to_contain_text("หน้าสำนักงาน")

        page = second.page
        page.fill("main [name=monitoring]", f"31 มี.ค. {year}")
        press(page, "บันทึก")
        told = page.get_by_role("alert")
        expect(told).to_contain_text("มีผู้อื่นแก้มาตรการนี้ก่อนท่านบันทึก")
        expect(told).to_contain_text("หน้าสำนักงาน")
        assert page.title().startswith("ผิดพลาด:")
        assert page.input_value("main [name=monitoring]") == f"31 มี.ค. {year}"
        press(page, "บันทึก")
        expect(page.locator("h1")).to_contain_text("ตู้รับความเห็น")
        assert _due(page) == f"31 มี.ค. {year}"
        second.troubles.remove("console: Failed to load resource: the server responded with a status of 409 (Conflict)")


def test_a_person_of_another_agency_finds_nothing_at_any_address_typed_by_hand(installation: Installation, browser: Browser) -> None:
    with at_work(browser, installation, OFFICER) as officer:
        pk = add_measure(officer, 2545, "มาตรการที่คนอื่นไม่ควรเห็น", ["ขั้นตอน"])
    with at_work(browser, installation, "host-administrator") as host:
        page = host.page
        host.open("/host/add/")
        page.fill("[name=own_name]", "ดอนตะแบก")
        page.select_option("[name=province]", "ลำพูน")
        page.fill("[name=code]", "dontabaek")
        page.fill("[name=full_name_of_first]", "มานะ ใจเย็น")
        press(page, "เปิดหน่วยงาน")
        invitation = page.input_value("#told-once")
    with visitor(browser, installation.address) as stranger:
        page = stranger.page
        stranger.open(invitation)
        page.fill("[name=username]", "mana")
        page.fill("[name=password]", "ยาวพอสมควร-88")
        page.fill("[name=again]", "ยาวพอสมควร-88")
        press(page, "สร้างบัญชีและเข้าร่วม")
        page.wait_for_url(re.compile("/a/dontabaek/"))
        shown = set()
        for path in (
            f"/a/{CODE}/measures/{pk}/",
            f"/a/{CODE}/2545/measures/",
            f"/a/{CODE}/people/",
            "/a/nobody/2545/",
            "/a/dontabaek/measures/999999/",
        ):
            answer = page.goto(f"{stranger.address}{path}")
            assert answer is not None
            assert answer.status == 404
            assert "มาตรการที่คนอื่นไม่ควรเห็น" not in page.content()
            shown.add((page.title(), page.locator("main").inner_text()))
        assert len(shown) == 1
        assert stranger.troubles == []

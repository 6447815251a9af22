"""A plan made by hand or from the catalogue, in the browser: everything by buttons, and what was done can be taken back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect
from tests.functional.browser import Visitor
from tests.functional.serving import Installation
from tests.functional.steps import (
    NARROW_PLAIN,
    NARROW_SCRIPTS,
    OFFICER,
    WIDE_PLAIN,
    WIDE_SCRIPTS,
    Seat,
    add_measure,
    address_of_year,
    at_work,
    fill_measure,
    measures_of,
    open_measure,
    plain,
    press,
    said,
    steps_of,
)

from prongsai.interfaces.cli.demonstration import CODE

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

FIRST, SECOND, THIRD = "ทะเบียนยืมครุภัณฑ์", "ตู้รับความเห็น", "วันเปิดบ้าน"


def _empty_plan(who: Visitor, year: int) -> None:
    who.open(address_of_year(year, "measures/"))
    assert "ยังไม่มีมาตรการ" in who.page.locator("#begin").inner_text()


def _three_measures(who: Visitor, year: int) -> int:
    first = add_measure(who, year, FIRST, ["ออกแบบทะเบียน", "อบรมผู้ยืม", "ตรวจนับ"])
    add_measure(who, year, SECOND, ["ตั้งตู้"])
    add_measure(who, year, THIRD, ["เชิญชาวบ้าน", "เก็บความเห็น"])
    return first


@pytest.mark.parametrize(("seat", "year"), [(WIDE_PLAIN, 2555), (NARROW_SCRIPTS, 2554)], ids=str)
def test_a_measure_is_written_with_its_steps_in_the_order_wanted(
    installation: Installation, browser: Browser, seat: Seat, year: int
) -> None:
    with at_work(browser, installation, OFFICER, seat) as officer:
        page = officer.page
        _empty_plan(officer, year)
        page.locator("main").get_by_role("link", name="เพิ่มมาตรการ").last.click()
        fill_measure(page, FIRST, ["ตรวจนับ", "ออกแบบทะเบียน", "ข้อที่เขียนเกิน", "อบรมผู้ยืม"])
        press(page, re.compile("^ลบ 3$"))
        expect(page.locator("#step-4")).to_have_count(0)
        press(page, re.compile("^ลง 1$"))
        expect(page.locator("[name=steps-0-text]")).to_have_value("ออกแบบทะเบียน")
        press(page, re.compile("^ขึ้น 3$"))
        expect(page.locator("[name=steps-1-text]")).to_have_value("อบรมผู้ยืม")
        assert page.input_value("main [name=title]") == FIRST
        page.locator("section[aria-labelledby=about]").get_by_label("กองช่าง", exact=True).check()
        press(page, "บันทึก")
        said(page, "เพิ่มมาตรการ")
        assert steps_of(page) == ["1.1ออกแบบทะเบียน", "1.2อบรมผู้ยืม", "1.3ตรวจนับ"]
        page.locator("main").get_by_role("link", name="แก้ไข", exact=True).click()
        page.fill("main [name=title]", f"{FIRST}เล่มเดียว")
        press(page, re.compile("^ลบ 2$"))
        expect(page.locator("#step-3")).to_have_count(0)
        press(page, "บันทึก")
        expect(page.locator("h1")).to_contain_text("เล่มเดียว")
        assert steps_of(page) == ["1.1ออกแบบทะเบียน", "1.2ตรวจนับ"]
        assert "อบรมผู้ยืม" in page.locator("details").filter(has_text="ขั้นตอนที่เอาออก").text_content()


@pytest.mark.parametrize(("seat", "year"), [(NARROW_PLAIN, 2553), (WIDE_SCRIPTS, 2552)], ids=str)
def test_measures_move_split_merge_and_go_and_numbers_follow(installation: Installation, browser: Browser, seat: Seat, year: int) -> None:
    with at_work(browser, installation, OFFICER, seat) as officer:
        page = officer.page
        pk = _three_measures(officer, year)
        start = [("1", FIRST), ("2", SECOND), ("3", THIRD)]
        assert measures_of(officer, year) == start

        officer.open(address_of_year(year, "measures/order/"))
        press(page, re.compile("^ลง 1$"))
        said(page, "เป็นข้อ 2 แล้ว")
        assert measures_of(officer, year) == [("1", SECOND), ("2", FIRST), ("3", THIRD)]
        officer.open(address_of_year(year, "measures/order/"))
        press(page, re.compile("^ลง 2$"))
        press(page, "เลิกทำ")
        said(page, "เป็นข้อ 2 แล้ว")
        press(page, re.compile("^ขึ้น 2$"))
        said(page, "เป็นข้อ 1 แล้ว")
        assert measures_of(officer, year) == start

        officer.open(f"/a/{CODE}/measures/{pk}/split/")
        page.fill("main [name=title]", "ตรวจนับครุภัณฑ์")
        page.get_by_label("ตรวจนับ", exact=True).check()
        press(page, "แยกมาตรการ")
        said(page, "แยกเป็นมาตรการ")
        assert steps_of(page) == ["2.1ตรวจนับ"]
        assert measures_of(officer, year) == [("1", FIRST), ("2", "ตรวจนับครุภัณฑ์"), ("3", SECOND), ("4", THIRD)]

        for number in ("3", "4"):
            page.get_by_role("checkbox", name=f"เลือก {number}", exact=True).check()
        press(page, "รวมเป็นข้อเดียว")
        page.get_by_role("radio", name=re.compile(f"^4 {THIRD}")).check()
        press(page, "รวมมาตรการ")
        said(page, "รวมเป็นมาตรการ")
        assert steps_of(page) == ["3.1เชิญชาวบ้าน", "3.2เก็บความเห็น", "3.3ตั้งตู้"]
        assert measures_of(officer, year) == [("1", FIRST), ("2", "ตรวจนับครุภัณฑ์"), ("3", THIRD)]

        officer.open(f"/a/{CODE}/measures/{pk}/withdraw/")
        page.fill("main [name=reason]", "ทำเสร็จในปีก่อนแล้ว")
        press(page, "ยกเลิกมาตรการ")
        said(page, "ยกเลิกมาตรการ")
        assert "1" in page.locator("table.data tbody .row-number").all_inner_texts()
        press(page, "เลิกทำ")
        said(page, "กลับมาแล้ว")
        assert measures_of(officer, year) == [("1", FIRST), ("2", "ตรวจนับครุภัณฑ์"), ("3", THIRD)]
        officer.open(f"/a/{CODE}/measures/{pk}/history/")
        told = plain(page.locator("main").inner_text())
        assert [word for word in ("แยก", "ยกเลิก", "กลับ") if word not in told] == []


@pytest.mark.parametrize(("seat", "year"), [(WIDE_PLAIN, 2551), (NARROW_SCRIPTS, 2550)], ids=str)
def test_measures_come_from_the_catalogue_after_a_preview(installation: Installation, browser: Browser, seat: Seat, year: int) -> None:
    with at_work(browser, installation, OFFICER, seat) as officer:
        page = officer.page
        officer.open(address_of_year(year, "catalogue/"))
        for place in (0, 7):
            page.locator("input[name=key]").nth(place).check()
        chosen = page.locator("input[name=key]:checked").evaluate_all("boxes => boxes.map(box => box.value)")
        press(page, "ตรวจก่อนเพิ่ม")
        titles = [plain(text) for text in page.locator("main section > .panel-head h2").all_inner_texts()]
        assert len(titles) == len(chosen) == 2
        press(page, "เพิ่มเข้าแผน")
        said(page, "2")
        assert [title for _number, title in measures_of(officer, year)] == titles
        open_measure(officer, year, titles[1])
        assert steps_of(page)
        officer.open(address_of_year(year, "catalogue/"))
        assert page.locator(".tag").filter(has_text=f"อยู่ในแผนปี {year} แล้ว").count() == 2

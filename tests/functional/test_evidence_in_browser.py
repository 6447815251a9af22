"""Evidence of the three kinds: files with progress, an address that is looked at, numbers of a register; and without scripts."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from tests.functional.paper_files import small_pdf
from tests.functional.serving import Installation
from tests.functional.steps import NARROW_PLAIN, OFFICER, WIDE_SCRIPTS, add_measure, at_work, main_text, press, said

from prongsai.interfaces.cli.demonstration import CODE

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
YEAR = 2560
LOOKED_AT_SECONDS = 30


def test_files_go_one_by_one_with_their_bytes_and_only_what_broke_off_is_sent_again(
    installation: Installation, browser: Browser, tmp_path: Path
) -> None:
    with at_work(browser, installation, OFFICER, WIDE_SCRIPTS) as officer:
        page = officer.page
        pk = add_measure(officer, YEAR, "ยืมทรัพย์สินของราชการ", ["เขียนขั้นตอน"], due=f"31 มี.ค. {YEAR}")
        officer.open(f"/a/{CODE}/measures/{pk}/")
        big, bad = tmp_path / "รายงานการประชุม.pdf", tmp_path / "โปรแกรม.exe"
        big.write_bytes(small_pdf(tmp_path / "เล็ก.pdf").read_bytes() + b"%" * 3_000_000)
        bad.write_bytes(b"MZ\x90\x00")
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 1_500_000}
        wire.send("Network.emulateNetworkConditions", slow)
        page.set_input_files("#id_files", [big, bad, tmp_path / "เล็ก.pdf"])
        first, refused, last = (page.locator("[data-upload-list] > li").nth(place) for place in range(3))
        expect(first.locator("[data-bytes]")).to_contain_text("จาก 2.9 MB")
        expect(last.locator("[data-bytes]")).to_have_text("เก็บแล้ว", timeout=LOOKED_AT_SECONDS * 1000)
        expect(first.locator("[data-bytes]")).to_have_text("เก็บแล้ว")
        expect(refused.locator("[data-fault]")).to_contain_text("โปรแกรม.exe")
        expect(refused.get_by_role("button", name="ลองใหม่")).to_have_count(0)  # the same file would be refused again
        page.route("**/evidence/**", lambda route: route.abort("connectionreset"), times=1)
        page.set_input_files("#id_files", [small_pdf(tmp_path / "ขาด.pdf")])
        broken = page.locator("[data-upload-list] > li").nth(3)
        broken.get_by_role("button", name="ลองใหม่").click()
        expect(broken.locator("[data-bytes]")).to_have_text("เก็บแล้ว")
        officer.troubles.remove("console: Failed to load resource: net::ERR_CONNECTION_RESET")
        refused.get_by_role("button", name="เอาออก").click()
        page.wait_for_url("**/evidence/days/")
        page.get_by_label("ลงวันที่").first.fill(f"20 ก.ย. {YEAR - 1}")
        press(page, "บันทึกวันที่")
        said(page, "ลงวันที่ 1 รายการแล้ว")
        assert "หลักฐาน3รายการ" in main_text(page)
        chips = page.locator("#evidence .chip")
        assert chips.all_inner_texts() == ["นอกปีงบ", "ยังไม่ลงวันที่", "ยังไม่ลงวันที่"]


def test_the_three_kinds_without_scripts_and_an_address_inside_is_told_as_not_public(
    installation: Installation, browser: Browser, tmp_path: Path
) -> None:
    with at_work(browser, installation, OFFICER, NARROW_PLAIN) as officer:
        page = officer.page
        pk = add_measure(officer, YEAR, "คู่มือบริการ", ["เขียนคู่มือ"], due=f"31 มี.ค. {YEAR}")
        officer.open(f"/a/{CODE}/measures/{pk}/")
        page.set_input_files("#id_files", [small_pdf(tmp_path / "คู่มือ.pdf"), small_pdf(tmp_path / "ปก.pdf")])
        press(page, "ส่งไฟล์")
        page.get_by_role("link", name="ใส่ภายหลัง").click()

        officer.open(f"/a/{CODE}/measures/{pk}/evidence/add/?kind=register")
        page.locator("[name=source]").first.check()
        page.fill("main [name=title]", "ผลของแผน")
        press(page, "เพิ่มหลักฐาน")
        assert "ตรึงข้อมูลไว้แล้ว" in main_text(page)

        officer.open(f"/a/{CODE}/measures/{pk}/evidence/add/?kind=link")
        page.fill("main [name=url]", f"{installation.address}/healthz")
        page.fill("main [name=title]", "หน้าภายใน")
        press(page, "เพิ่มหลักฐาน")
        assert "หลักฐาน4รายการ" in main_text(page)
        page.locator("#evidence").get_by_role("link", name="หน้าภายใน").click()
        press(page, "ตรวจอีกครั้ง")
        here = page.url
        for _look in range(LOOKED_AT_SECONDS):
            if "เปิดไม่ได้" in page.locator(".page-state").inner_text():
                break
            page.wait_for_timeout(1_000)
            page.goto(here)
        assert "ไม่ใช่ที่อยู่สาธารณะ" in main_text(page)

"""What a person sees where the server answers a part of a page with a fault."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Route, expect
from tests.functional.serving import Installation
from tests.functional.steps import OFFICER, WIDE_SCRIPTS, at_work

from prongsai.interfaces.staff.context import this_year

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
FULL = """<!doctype html><html lang="th"><head><title>ดิสก์เต็ม</title></head><body><main><h1>ดิสก์เต็ม</h1>
<form method="post"><input type="hidden" name="title" value="จัดทำคู่มือ"><button>ส่งอีกครั้ง</button></form></main></body></html>"""


def _refuse(route: Route) -> None:
    if route.request.method == "POST":
        route.fulfill(status=507, content_type="text/html; charset=utf-8", body=FULL)
    else:
        route.continue_()


def test_a_fault_in_answer_to_a_part_of_a_page_is_shown_whole_with_what_was_typed(installation: Installation, browser: Browser) -> None:
    path = f"/a/thungdaoruang/{this_year()}/measures/add/"
    with at_work(browser, installation, OFFICER, WIDE_SCRIPTS) as officer:
        page = officer.page
        page.route(f"**{path}", _refuse)
        officer.open(path)
        page.fill("#id_title", "จัดทำคู่มือ")
        page.get_by_role("button", name="เพิ่มขั้นตอน").click()
        expect(page.get_by_role("heading", name="ดิสก์เต็ม")).to_be_focused()
        assert page.locator("input[name=title]").input_value() == "จัดทำคู่มือ"
        assert page.title() == "ดิสก์เต็ม"
        officer.troubles[:] = [trouble for trouble in officer.troubles if "507" not in trouble]  # told by the browser of the fault itself

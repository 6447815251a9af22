"""Last year's paper becomes this year's plan and this year's report, in the browser: each kind of paper once, each kind of seat (wide and narrow, with and without scripts) at least once."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.functional.browser import Visitor
from tests.functional.paper_files import CAMERA, hidden_data, photo, small_pdf, text_of
from tests.functional.serving import Installation
from tests.functional.steps import (
    NARROW_PLAIN,
    NARROW_SCRIPTS,
    OFFICER,
    REPORTER,
    WIDE_PLAIN,
    WIDE_SCRIPTS,
    Seat,
    at_work,
    bring_in,
    choose_report,
    hand_in,
    leave_blank,
    main_text,
    mend_card,
    open_measure,
    plain,
    print_as,
    report,
    settle_by_candidate,
    settle_by_typing,
    wait_for_review,
)

from prongsai.core.thai.repair import repair

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


@dataclass(frozen=True)
class Kind:
    """A kind of paper: how many measures its sample has, which one กองคลัง reports on, and what a person mends in it: as typed, as the
    page of the measure shows it, as it is printed.
    """

    layout: str
    count: int
    measure: str
    mended: str
    shown: str
    printed: str
    with_results: bool = False

    @property
    def sample(self) -> str:
        return f"{self.layout}.txt"

    @property
    def shows_results(self) -> bool:
        return self.layout in ("result-report", "outcome-report")


def _kind(layout: str, count: int, measure: str, mended: str, shown: str = "", printed: str = "", *, with_results: bool = False) -> Kind:
    return Kind(layout, count, measure, mended, shown or mended, printed or mended, with_results)


PLAN = _kind("plan", 3, "การสร้างความเข้าใจเรื่องการประเมิน", "ประชุมรายกลุ่มที่ห้องประชุมดอกรัก")
MEMO = _kind("status-memo", 9, "การเปิดเผยการใช้จ่ายงบประมาณ", "28/2/2568", "28 ก.พ. 2568", "28 กุมภาพันธ์ 2568")
RESULT = _kind("result-report", 14, "การเปิดเผยการ ใช้จ่ายเงิน", "ติดประกาศรายรับรายจ่ายที่ศาลากลางบ้าน", with_results=True)
OUTCOME = _kind("outcome-report", 10, "การคุมทรัพย์สินของราชการให้อยู่ครบและใช้คุ้ม", "ตรวจนับครุภัณฑ์ร่วมกับผู้แทนหมู่บ้าน", with_results=True)
PROJECTS = _kind("action-plan", 8, "อ่านงบประมาณด้วยกัน", "1 พ.ย. 2565 - 31 มี.ค. 2566", "1 พ.ย. 2565 – 31 มี.ค. 2566", "พ.ย. 2565 - มี.ค. 2566")

DONE = "ประชุมครบทุกหมู่บ้านแล้ว"
OUTPUT = "ประกาศราคากลางสิบสองฉบับ"
COUNT = ("ผู้เข้าร่วม", "45", "คน")


def settle(page: Page, kind: Kind) -> None:
    """Settle every doubt that the sample has, and mend one thing by hand."""
    if kind is MEMO:
        settle_by_typing(page, 1, kind.mended)
        settle_by_candidate(page, 2)
    elif kind is RESULT:
        settle_by_candidate(page, 1)
    elif kind is PROJECTS:
        settle_by_typing(page, 1, kind.mended)
        leave_blank(page, 2)
    if kind in (PLAN, RESULT, OUTCOME):
        mend_card(page, {PLAN: "m0", RESULT: "m11", OUTCOME: "m5"}[kind], step_0=kind.mended)


def import_paper(who: Visitor, installation: Installation, kind: Kind, year: int, paper: Path) -> None:
    """From the file to the measures of the year."""
    page = who.page
    # The worker holds still while the person looks at the progress, so that the test sees it however fast the machine is.
    (worker,) = installation.children("worker")
    os.kill(worker, signal.SIGSTOP)
    try:
        hand_in(who, year, paper)
        expect(page.get_by_role("progressbar")).to_be_visible()
        expect(page.locator("main")).to_contain_text("รอคิวอ่านเอกสาร")
    finally:
        os.kill(worker, signal.SIGCONT)
    wait_for_review(who)
    settle(page, kind)
    assert page.locator(".question:not(.question-settled):not(.question-quiet)").count() == 0
    bring_in(page, with_results=kind.with_results)
    assert page.locator("main ol.lines > li").count() == kind.count


def check_plan(who: Visitor, kind: Kind, year: int) -> int:
    """The plan has the measures, and the mended one says what the person wrote. Its id comes back."""
    page = who.page
    who.open(f"/a/thungdaoruang/{year}/measures/")
    assert page.locator("table.data tbody tr").count() == kind.count
    pk = open_measure(who, year, kind.measure if kind is not PROJECTS else "รับแล้วต้องตอบ")
    assert plain(kind.shown) in main_text(page)
    return pk


def check_files(who: Visitor) -> None:
    """Both files are there; the picture no longer says where it was taken, and the original still does."""
    page = who.page
    links = page.locator("#reports .evidence .title a")
    names = links.all_inner_texts()
    assert sorted(names) == ["ภาพกิจกรรม.jpg", "รายงานการประชุม.pdf"]
    href = links.nth(names.index("ภาพกิจกรรม.jpg")).get_attribute("href")
    shown = page.request.get(f"{who.address}{href}")
    assert shown.headers["content-type"] == "image/jpeg"
    assert hidden_data(shown.body()) == {}
    original = page.request.get(f"{who.address}{href}?original=1")
    assert CAMERA in hidden_data(original.body()).values()


def check_print(who: Visitor, year: int, layout: str, words: list[str], tmp_path: Path) -> None:
    choose_report(who, year, layout, None if layout in ("plan", "action-plan") else 12)
    chosen = who.page.url
    for kind in ("pdf", "docx"):
        who.open(chosen)
        text = plain(repair(text_of(print_as(who, kind, tmp_path))))
        assert [word for word in words if plain(word) not in text] == [], f"{layout} as {kind}"


@pytest.mark.parametrize(
    ("kind", "seat", "year"),
    [
        (PLAN, NARROW_PLAIN, 2566),
        (MEMO, WIDE_SCRIPTS, 2565),
        (RESULT, NARROW_SCRIPTS, 2541),
        (OUTCOME, WIDE_PLAIN, 2561),
        (PROJECTS, WIDE_SCRIPTS, 2559),
    ],
    ids=lambda value: value.layout if isinstance(value, Kind) else str(value),
)
def test_a_paper_becomes_a_plan_and_what_was_done_is_printed(
    installation: Installation, browser: Browser, samples: Path, tmp_path: Path, kind: Kind, seat: Seat, year: int
) -> None:
    files = [small_pdf(tmp_path / "รายงานการประชุม.pdf"), photo(tmp_path / "ภาพกิจกรรม.jpg")]
    with at_work(browser, installation, OFFICER, seat) as officer:
        import_paper(officer, installation, kind, year, samples / kind.sample)
        check_plan(officer, kind, year)
    with at_work(browser, installation, REPORTER, seat) as reporter:
        open_measure(reporter, year, kind.measure)
        report(reporter, files=files, count=COUNT, happened_on=f"15 ม.ค. {year}", done_text=DONE, outputs=OUTPUT)
        expect(reporter.page.locator("#reports")).to_contain_text(OUTPUT)
    with at_work(browser, installation, OFFICER, seat) as officer:
        open_measure(officer, year, kind.measure)
        check_files(officer)
        own = [kind.printed, "กองคลัง"]
        done = [DONE, OUTPUT, "ผู้เข้าร่วม 45 คน", "กองคลัง"]
        if kind.shows_results:
            check_print(officer, year, kind.layout, own + done, tmp_path)
        else:
            check_print(officer, year, kind.layout, own, tmp_path)
            check_print(officer, year, "result-report", done, tmp_path)


@pytest.mark.parametrize("seat", [WIDE_SCRIPTS, NARROW_PLAIN], ids=str)
def test_the_same_paper_again_leads_to_the_first(
    installation: Installation, browser: Browser, samples: Path, tmp_path: Path, seat: Seat
) -> None:
    year = 2557 if seat.has_scripts else 2556
    again = tmp_path / "ชื่ออื่น.txt"
    again.write_bytes((samples / PLAN.sample).read_bytes())
    with at_work(browser, installation, OFFICER, seat) as officer:
        page = officer.page
        hand_in(officer, year, samples / PLAN.sample)
        first = page.url
        wait_for_review(officer)
        hand_in(officer, year, again)
        assert page.url == first
        expect(page.locator("#flashes")).to_contain_text("อ่านไว้แล้วและรอตรวจทานอยู่")
        bring_in(page)
        hand_in(officer, year, again)
        assert page.url == first
        expect(page.locator("#flashes")).to_contain_text("จึงไม่นำเข้าซ้ำ")
        officer.open(f"/a/thungdaoruang/{year}/measures/")
        assert page.locator("table.data tbody tr").count() == PLAN.count

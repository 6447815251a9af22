"""What the page of a measure says is missing, and what it says of steps that one report covered; the frame around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from html import unescape

import pytest
import time_machine
from django.test import Client
from tests.offices import NOW, Office
from tests.progress import add_report

from prongsai.programme.plans.actions.measures import add_measure, start_plan
from prongsai.programme.plans.actions.progress import ask_more
from prongsai.programme.plans.drafts import MeasureDraft, StepDraft
from prongsai.programme.plans.models import Measure

DUE = date(2026, 3, 15)
Page = Callable[..., str]


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    """17 March 2569."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def draft_in_plan(office: Office) -> Callable[[MeasureDraft], Measure]:
    """Put one measure into a new plan of 2569."""

    def put(draft: MeasureDraft) -> Measure:
        plan = start_plan(by=office.actor(), at=NOW, fiscal_year=2569, number_prefix="2.")
        return add_measure(by=office.actor(), at=NOW, plan=plan, draft=draft)

    return put


@pytest.fixture
def page(office: Office) -> Page:
    """The page of a measure as a role reads it, without marks."""

    def read(measure: Measure, role: str = "officer") -> str:
        client = Client()
        client.force_login(office.persons[role])
        content = client.get(f"/a/suanmali/measures/{measure.pk}/").content.decode()
        words = unescape(re.sub(r"<[^>]+>", " ", content)).replace("\u2060", "").replace("\u00a0", " ")
        return " ".join(words.split())

    return read


def test_a_measure_without_unit_and_day_says_both_and_leads_to_the_form(
    office: Office, draft_in_plan: Callable[[MeasureDraft], Measure], page: Page
) -> None:
    measure = draft_in_plan(MeasureDraft("อบรมจริยธรรม", indicators=(10,)))
    words = page(measure)
    assert "ตัวช่วยตรวจ พบ 2 เรื่อง" in words
    assert "ยังไม่มีผู้รับผิดชอบ เลือกผู้รับผิดชอบ" in words
    assert "ยังไม่มีวันครบกำหนด ระบบจึงเตือนใครไม่ได้ ใส่วันรายงาน" in words
    assert "เลือกผู้รับผิดชอบ" not in page(measure, "executive")


def test_a_completed_measure_without_a_file_asks_for_evidence_until_there_is_one(
    office: Office, draft_in_plan: Callable[[MeasureDraft], Measure], page: Page
) -> None:
    measure = draft_in_plan(MeasureDraft("อบรมจริยธรรม", unit_ids=(office.unit("กองช่าง").pk,), ends_on=DUE, indicators=(10,)))
    add_report(measure, happened_on=DUE, is_finished=True)
    assert "ตัวช่วยตรวจ พบ 1 เรื่อง ตรวจเมื่อ 10:00 น. เสร็จแล้วแต่ยังไม่มีหลักฐาน เพิ่มหลักฐาน" in page(measure)
    add_report(measure, happened_on=DUE, is_finished=True, files=1)
    assert "ตัวช่วยตรวจ พบ" not in page(measure)


def test_steps_that_a_report_on_the_whole_measure_covered_are_not_called_overdue(
    office: Office, draft_in_plan: Callable[[MeasureDraft], Measure], page: Page
) -> None:
    draft = MeasureDraft("ยืมทรัพย์สิน", (StepDraft("ออกประกาศ"), StepDraft("จัดทำใบยืม")), unit_ids=(office.unit("กองคลัง").pk,), ends_on=DUE)
    measure = draft_in_plan(draft)
    assert "เสร็จ 0 จาก 2" in page(measure)
    assert "เกินกำหนด" in page(measure)
    add_report(measure, happened_on=DUE, is_finished=True, files=1)
    words = page(measure)
    assert "เสร็จ 2 จาก 2" in words
    assert "เกินกำหนด" not in words


def test_the_top_bar_searches_the_agency_and_counts_what_waits(
    office: Office, draft_in_plan: Callable[[MeasureDraft], Measure], page: Page
) -> None:
    measure = draft_in_plan(MeasureDraft("ยืมทรัพย์สิน", unit_ids=(office.unit("กองคลัง").pk,), ends_on=DUE))
    ask_more(by=office.actor("executive"), at=NOW, measure=measure, text="ขอภาพประกอบ")
    client = Client()
    client.force_login(office.persons["unit_reporter"])
    content = client.get(f"/a/suanmali/measures/{measure.pk}/").content.decode()
    assert 'class="topbar-search" role="search" action="/a/suanmali/search/"' in content
    assert 'href="/a/suanmali/notices/" aria-label="การแจ้งเตือน 1 เรื่อง"' in content
    found, missed = (client.get("/a/suanmali/2569/measures/", {"q": words}).content.decode() for words in ("ยืม", "อบรม"))
    link = f'href="/a/suanmali/measures/{measure.pk}/"'
    assert link in found
    assert link not in missed

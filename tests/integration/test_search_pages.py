"""The search page and the box in the top bar, for who sees what and without any script."""

from __future__ import annotations

import re
from html import unescape

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.offices import NOW, Office

from prongsai.programme.plans.actions.measures import add_measure, start_plan
from prongsai.programme.plans.drafts import MeasureDraft, StepDraft

pytestmark = pytest.mark.django_db
JOINERS = str.maketrans({"\u2060": "", "\u00a0": " "})


@pytest.fixture
def filled(office: Office) -> Office:
    for year in (2568, 2569):
        plan = start_plan(by=office.actor(), at=NOW, fiscal_year=year)
        for title in ("การยืมทรัพย์สินของราชการ", "จัดทำคู่มือ <b>ประชาชน</b>"):
            draft = MeasureDraft(title, unit_ids=(office.unit("กองคลัง").pk,), steps=(StepDraft(text="ประชุมคณะทำงาน"),))
            add_measure(by=office.actor(), at=NOW, plan=plan, draft=draft)
    return office


def page(office: Office, role: str = "officer", **query: str) -> str:
    client = Client()
    if not office.persons[role].authenticator_set.exists():  # type: ignore[attr-defined]
        TOTP.activate(office.persons[role], "A" * 32)
    client.force_login(office.persons[role])
    answer = client.get(f"/a/{office.agency.code}/search/", query)
    assert answer.status_code == 200
    return answer.content.decode().translate(JOINERS)


def main_of(content: str) -> str:
    return content[content.index("<main") :].partition("</main>")[0]


def words(content: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main_of(content))).split())


def test_a_part_of_a_word_is_found_and_marked(filled: Office) -> None:
    content = page(filled, q="ยืมทรัพย์สิน")
    assert "การ<mark>ยืมทรัพย์สิน</mark>ของราชการ" in content
    assert "พบ 2 รายการ" in words(content)


def test_results_lead_to_their_pages(filled: Office) -> None:
    content = main_of(page(filled, q="ยืมทรัพย์สิน"))
    client = Client()
    client.force_login(filled.persons["officer"])
    addresses = re.findall(r'<h2><a href="([^"]+)"', content)
    assert len(addresses) == 2
    assert [client.get(address).status_code for address in addresses] == [200, 200]


def test_what_was_written_stays_text(filled: Office) -> None:
    content = main_of(page(filled, q="<b>ประชาชน"))
    assert "<b>" not in content.replace("<b>ราย", "")
    assert "<mark>&lt;b&gt;ประชาชน</mark>" in content


def test_hostile_words_stay_text_in_every_place(filled: Office) -> None:
    content = page(filled, q='"><script>alert(1)</script>', kind='"><img src=x>', year="2569'")
    assert "<script>alert" not in content
    assert "<img" not in content


def test_kinds_are_counted_and_kept_with_words_and_year(filled: Office) -> None:
    content = main_of(page(filled, q="ยืมทรัพย์สิน", year="2569"))
    assert re.search(r'href="\?year=2569&amp;q=[^"]+&amp;kind=plans.measure"', content)
    assert '<option value="2569" selected>' in content
    assert "พบ 1 รายการ" in words(content)


def test_a_misspelt_word_says_so_and_leads_to_the_right_one(filled: Office) -> None:
    content = page(filled, q="ยืมทรัพสิน")
    told = words(content)
    assert "ไม่พบ “ยืมทรัพสิน” ตรงตัว" in told
    assert "คำใกล้เคียง" in told
    assert re.search(r'<a href="\?q=[^"]+">ยืมทรัพย์สิน</a>', content)


def test_nothing_found_says_what_to_do(filled: Office) -> None:
    assert "ลองใช้คำที่สั้นลง" in words(page(filled, q="มะม่วง"))
    assert "ลองค้นทุกชนิดและทุกปี" in words(page(filled, q="ยืมทรัพย์สิน", year="2550"))


def test_without_words_the_page_says_what_can_be_found_by_this_person(filled: Office) -> None:
    assert "ผู้ใช้" in words(page(filled, "agency_administrator"))
    told = words(page(filled, "executive"))
    assert "มาตรการ" in told
    assert "ผู้ใช้" not in told
    assert "เอกสารที่นำเข้า" not in told


def test_a_long_question_is_cut_and_says_so(filled: Office) -> None:
    assert "คำค้นยาวเกินไป" in words(page(filled, q="ยืม " * 200))


@pytest.mark.parametrize(
    "query", [{"q": "ยืม", "page": "99"}, {"q": "ยืม", "page": "x"}, {"q": "ยืม", "year": "abcd"}, {"q": "\x00"}, {"kind": "x"}]
)
def test_odd_addresses_have_an_answer(filled: Office, query: dict[str, str]) -> None:
    page(filled, **query)


def test_many_answers_come_in_pages(office: Office) -> None:
    plan = start_plan(by=office.actor(), at=NOW, fiscal_year=2569)
    for number in range(25):
        draft = MeasureDraft(f"ยืมทรัพย์สิน {number}", unit_ids=(office.unit("กองคลัง").pk,))
        add_measure(by=office.actor(), at=NOW, plan=plan, draft=draft)
    first, second = main_of(page(office, q="ยืม")), main_of(page(office, q="ยืม", page="2"))
    assert (first.count("<mark>"), second.count("<mark>")) == (20, 5)
    assert "1–20 จาก 25" in words(first)


def test_every_page_has_the_box_in_its_top_bar(filled: Office) -> None:
    client = Client()
    client.force_login(filled.persons["overseer"])
    content = client.get(f"/a/{filled.agency.code}/2569/").content.decode()
    assert f'role="search" action="/a/{filled.agency.code}/search/"' in content
    assert 'placeholder="ค้นหามาตรการ ข้อ เอกสาร"' in content


def test_the_number_of_queries_does_not_grow_with_the_answers(filled: Office) -> None:
    def count(typed: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            page(filled, q=typed)
        return len(queries)

    page(filled, q="ยืม")
    assert count("“ยืมทรัพย์สิน”") == count("“ประชุมคณะทำงาน”")

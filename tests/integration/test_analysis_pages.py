"""The pages of an analysis: what they say, what they let choose, and what comes of it."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.offices import NOW, Office, open_office
from tests.results import BETTER, POOR, record

from prongsai.assessments.analysis.queries import analysis_of
from prongsai.assessments.scorecards.models import Scorecard
from prongsai.foundation.audit.digests import digest_of
from prongsai.programme.plans.actions.measures import start_plan
from prongsai.programme.plans.models import AnsweredGap, Measure, PrintedReport

PAGE = "/a/suanmali/2567/scores/analysis/"
TAKE = f"{PAGE}suggestions/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(office: Office) -> Client:
    """The officer's browser."""
    return browser_of(office, "officer")


def browser_of(office: Office, role: str) -> Client:
    browser = Client()
    browser.force_login(office.persons[role])
    return browser


def plain(content: bytes) -> str:
    """The text of a page without marks that keep words together."""
    text = re.sub(r"<[^>]+>", " ", content.decode())
    return re.sub(r"\s+", " ", text.replace("\u2060", "").replace("\u00a0", " ").replace("&nbsp;", " "))


def take(client: Client, card: Scorecard, keys: list[str], **more: str) -> str:
    answer = client.post(TAKE, {"key": keys, "card": digest_of(card.result), **more})
    assert answer.status_code == 302
    return str(answer["Location"])


# --- the page -------------------------------------------------------------------------------------------------------------------------


def test_without_a_result_the_page_offers_the_ways_to_enter_one(client: Client, office: Office) -> None:
    html = client.get(PAGE).content.decode()
    assert "ยังไม่มีผลประเมินของปี 2567" in html
    assert "/scores/new/" in html
    assert "/scores/new/" not in browser_of(office, "executive").get(PAGE).content.decode()


def test_a_year_without_framework_has_a_page_too(client: Client) -> None:
    assert client.get("/a/suanmali/2555/scores/analysis/").status_code == 200


def test_total_level_and_the_rule_that_decided_stand_first(client: Client, office: Office) -> None:
    record(office, 2567)
    text = plain(client.get(PAGE).content)
    assert "54.28" in text
    assert "ต้องปรับปรุงโดยด่วน" in text
    assert "ไม่ถึงเกณฑ์ของระดับอื่น" in text
    assert "ยังไม่ยืนยันกับคู่มือทางการ" in text


def test_the_ranking_has_every_number_in_text_beside_its_bar(client: Client, office: Office) -> None:
    record(office, 2567)
    html = client.get(PAGE).content.decode()
    assert html.count('<svg class="score"') == 3 + 10
    text = plain(html.encode())
    assert "10 จาก 10 ตัวชี้วัดต่ำกว่า 85" in text
    assert "ขาด 19.93" in text
    assert "+1.20" in text


def test_years_stand_side_by_side_and_points_are_compared_with_the_year_before(client: Client, office: Office) -> None:
    for year, ten in ((2565, POOR), (2566, POOR), (2567, BETTER)):
        record(office, year, ten)
    text = plain(client.get(PAGE).content)
    assert "3 ปีเทียบกัน" in text
    assert "+14.18" in text


def test_others_of_the_kind_and_province_are_numbers_and_only_where_three_are_known(client: Client, office: Office) -> None:
    record(office, 2567)
    assert "ต้องมีผลทางการของอย่างน้อย 3 แห่ง" in plain(client.get(PAGE).content)
    for code, ten in (("nongbua", BETTER), ("paimai", POOR)):
        record(open_office(code, f"องค์การบริหารส่วนตำบล{code}"), 2567, ten)
    text = plain(client.get(PAGE).content)
    assert "จำนวนแห่ง" in text
    assert "nongbua" not in text
    found = analysis_of(office.agency, 2567)
    assert found is not None
    assert (found.peers["4"].best, found.peers["4"].count) == (Decimal("79.25"), 3)


def test_a_weak_indicator_has_advice_and_measures_that_can_be_ticked_once_each(client: Client, office: Office) -> None:
    record(office, 2567)
    html = client.get(PAGE).content.decode()
    keys = re.findall(r'name="key" value="([a-z-]+)"', html)
    assert len(keys) == len(set(keys))
    assert len(keys) > 20
    assert len(re.findall(r'id="weak-[0-9]+">', html)) == 10
    assert "ทำอย่างไรดี" in html
    assert "จึงใช้ประเด็นของปี" in plain(html.encode())


def test_a_good_result_asks_for_no_measures(client: Client, office: Office) -> None:
    record(office, 2567, ("90",) * 10)
    html = client.get(PAGE).content.decode()
    assert 'name="key"' not in html
    assert "ถึง 85 ทุกตัว" in plain(html.encode())


def test_who_only_reads_sees_suggestions_without_boxes(office: Office) -> None:
    record(office, 2567)
    html = browser_of(office, "executive").get(PAGE).content.decode()
    assert "มาตรการที่ตอบข้อนี้" in html
    assert 'name="key"' not in html
    assert browser_of(office, "executive").get(TAKE).status_code == 404


def test_the_page_asks_as_many_questions_for_many_years_and_measures_as_for_few(
    client: Client, office: Office, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    card = record(office, 2567)
    take(client, card, ["asset-rules"])
    client.get(PAGE)
    with django_assert_max_num_queries(100) as asked:
        client.get(PAGE)
    few = len(asked)
    for year in range(2562, 2567):
        record(office, year)
    take(client, card, ["asset-count", "ita-owners", "no-gift-policy"])
    client.get(PAGE)  # the counts of the menu are made anew after a change
    with django_assert_max_num_queries(few):
        client.get(PAGE)


def test_the_page_is_whole_in_english(client: Client, office: Office) -> None:
    record(office, 2567, O17="0")
    client.cookies["language"] = "en"
    text = plain(client.get(PAGE).content)
    assert "Use of " in text
    assert "ตัวชี้วัด" not in text


# --- into the plan --------------------------------------------------------------------------------------------------------------------


def test_chosen_measures_are_shown_in_the_year_after_before_anything_is_kept(client: Client, office: Office) -> None:
    record(office, 2567)
    text = plain(client.get(TAKE, {"key": ["asset-rules", "no-such"]}).content)
    assert "เพิ่ม 1 มาตรการเข้าแผนปี 2568" in text
    assert "65.07 ขาด 19.93 (ผลปี 2567)" in text
    assert "ต.ค. 67" in text
    assert not Measure.objects.exists()


def test_one_post_takes_them_all_with_their_gaps_and_leads_to_the_plan(client: Client, office: Office) -> None:
    card = record(office, 2567)
    assert take(client, card, ["asset-rules", "ita-owners"]) == "/a/suanmali/2568/measures/"
    assert Measure.objects.filter(plan__fiscal_year=2568).count() == 2
    assert set(AnsweredGap.objects.values_list("key", flat=True)) == {"4", "9", "10"}
    text = plain(client.get(PAGE).content)
    assert "แผนปี 2568 มี 2 มาตรการที่ตอบผลนี้แล้ว" in text
    assert "อยู่ในแผนปี 2568 แล้ว" in text


@pytest.mark.parametrize(("asked", "year"), [("2569", 2569), ("2567", 2567), ("2600", 2568), ("x", 2568)])
def test_the_plan_may_be_of_a_year_near_the_result_and_of_no_other(client: Client, office: Office, asked: str, year: int) -> None:
    card = record(office, 2567)
    assert take(client, card, ["asset-rules"], plan=asked) == f"/a/suanmali/{year}/measures/"


def test_a_result_that_changed_meanwhile_is_shown_again(client: Client, office: Office) -> None:
    card = record(office, 2567)
    record(office, 2567, BETTER)
    answer = client.post(TAKE, {"key": ["asset-rules"], "card": digest_of(card.result)})
    assert answer.status_code == 409
    assert "ผลของปีนี้ถูกบันทึกใหม่" in plain(answer.content)
    assert not Measure.objects.exists()


def test_choosing_nothing_adds_nothing_and_starts_no_plan(client: Client, office: Office) -> None:
    card = record(office, 2567)
    answer = client.post(TAKE, {"key": ["no-such"], "card": digest_of(card.result)})
    assert "ยังไม่ได้เลือกมาตรการ" in plain(answer.content)
    assert not Measure.objects.exists()


def test_numbers_come_from_the_stored_result_not_from_the_form(client: Client, office: Office) -> None:
    card = record(office, 2567)
    take(client, card, ["asset-rules"], points="1", gap="84")
    assert AnsweredGap.objects.get().points == Decimal("65.07")


def test_a_card_of_another_agency_answers_nothing(client: Client, other_office: Office) -> None:
    record(other_office, 2567)
    assert client.get(TAKE).status_code == 404
    assert client.get("/a/rimnam/2567/scores/analysis/").status_code == 404


def test_the_measure_tells_its_gap_and_next_year_what_became_of_it(client: Client, office: Office) -> None:
    card = record(office, 2567)
    take(client, card, ["asset-rules"])
    address = f"/a/suanmali/measures/{Measure.objects.get().pk}/"
    before = plain(client.get(address).content)
    assert "ตัวชี้วัด 4 การใช้ทรัพย์สินของราชการ" in before
    assert "65.07 · รอผลปี 2568" in before
    record(office, 2568, BETTER)
    after = plain(client.get(address).content)
    assert "65.07 → 79.25 (+14.18)" in after
    assert "ไม่ได้บอกว่าเป็นผลของมาตรการนี้" in after


# --- the paper ------------------------------------------------------------------------------------------------------------------------


def test_the_paper_is_printed_among_the_reports_of_the_year_after(client: Client, office: Office) -> None:
    card = record(office, 2567)
    take(client, card, ["asset-rules"])
    address = client.get(f"{PAGE}print/")["Location"]
    assert address == "/a/suanmali/2568/reports/?layout=ita-analysis"
    page = plain(client.get(address).content)
    assert "ผลปี 2567 กับมาตรการของแผนปี 2568" in page
    for kind in ("pdf", "docx", "xlsx", "html", "json"):
        client.post("/a/suanmali/2568/reports/print/", {"layout": "ita-analysis", "digits": "arabic", "kind": kind})
    assert PrintedReport.objects.filter(layout="ita-analysis", plan=None, fiscal_year=2568).count() == 5


def test_an_analysis_can_be_printed_before_there_is_a_plan_and_says_that_measures_lack(client: Client, office: Office) -> None:
    record(office, 2567)
    page = client.get("/a/suanmali/2568/reports/")
    assert page.status_code == 200
    assert "ยังไม่มีมาตรการที่ผูกกับผลปี 2567" in plain(page.content)
    assert PAGE in page.content.decode()
    assert client.post("/a/suanmali/2568/reports/print/", {"layout": "plan", "kind": "pdf"}).status_code == 422


def test_a_year_without_result_says_why_there_is_no_analysis(client: Client, office: Office) -> None:
    start_plan(by=office.actor(), at=NOW, fiscal_year=2568)
    record(office, 2566)
    assert client.get("/a/suanmali/2568/reports/").status_code == 200
    assert "ยังไม่มีอะไรให้พิมพ์" in plain(client.get("/a/suanmali/2568/reports/").content)
    assert client.get("/a/suanmali/2568/reports/preview/?layout=ita-analysis").status_code == 404


def test_a_printed_analysis_tells_when_the_result_has_changed_or_is_gone(client: Client, office: Office) -> None:
    from prongsai.assessments.scorecards.actions import withdraw_scorecard

    card = record(office, 2567)
    client.post("/a/suanmali/2568/reports/print/", {"layout": "ita-analysis", "digits": "arabic", "kind": "json"})
    address = f"/a/suanmali/reports/{PrintedReport.objects.get().pk}/"
    assert "ข้อมูลยังตรงกับฉบับนี้" in plain(client.get(address).content)
    card = record(office, 2567, BETTER)
    assert "คะแนนและข้อวิเคราะห์" in plain(client.get(address).content)
    withdraw_scorecard(by=office.actor(), at=NOW, card=card, reason="กรอกผิดปี")
    assert "ตอนนี้ไม่มีข้อมูลให้พิมพ์แบบนี้แล้ว" in plain(client.get(address).content)


def test_printing_the_same_analysis_again_leads_to_the_same_file(client: Client, office: Office) -> None:
    record(office, 2567)
    for _time in range(2):
        client.post("/a/suanmali/2568/reports/print/", {"layout": "ita-analysis", "digits": "thai", "kind": "json"})
    assert PrintedReport.objects.count() == 1

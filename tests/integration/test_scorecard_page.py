"""The scorecard of a year: numbers, gaps, the level with its rule, and what-if by the address alone."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.test import Client
from tests.offices import NOW, Office

from prongsai.assessments.scorecards.actions import record_scorecard
from prongsai.core.ita.loading import framework
from prongsai.core.ita.scoring import Response, tally

pytestmark = pytest.mark.django_db
TEN = dict(
    zip(
        map(str, range(1, 11)),
        map(Decimal, ["78.32", "71.31", "73.33", "65.07", "65.17", "79.42", "81.73", "77.38", "46.19", "0"]),
        strict=True,
    )
)


def record(office: Office, year: int = 2563, kind: str = "official", points: dict[str, Decimal] = TEN, **more: object) -> None:
    record_scorecard(by=office.actor(), at=NOW, fiscal_year=year, kind=kind, points=points, made_from="typed", **more)  # type: ignore[arg-type]


def page(client: Client, office: Office, year: int, query: str = "") -> str:
    client.force_login(office.persons["officer"])
    answer = client.get(f"/a/{office.agency.code}/{year}/scores/{query}")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())).replace("\u2060", "")


def test_a_year_without_a_result_says_how_to_get_one(client: Client, office: Office) -> None:
    shown = page(client, office, 2564)
    assert "ยังไม่มีผลประเมินของปี 2564" in shown
    assert "กรอกคะแนน" in shown


def test_the_total_the_level_and_every_gap_are_shown(client: Client, office: Office) -> None:
    record(office, printed_total=Decimal("54.29"), printed_level="E")
    shown = page(client, office, 2563)
    for words in ("54.28", "ระดับ E", "ขาด 30.72", "70.64", "79.51", "23.10", "ขาด 85.00", "กรอบปี 2563 ยังไม่ยืนยัน"):
        assert words in shown, words


def test_a_printed_total_that_differs_by_rounding_is_explained(client: Client, office: Office) -> None:
    record(office, printed_total=Decimal("54.29"))
    shown = page(client, office, 2563)
    assert "คำนวณได้ 54.28 แต่ตามเอกสารเป็น 54.29" in shown
    assert "ปัด" in shown


def test_the_year_before_stands_beside(client: Client, office: Office) -> None:
    record(office)
    record(office, 2564, points={**TEN, "4": Decimal("79.25")})
    shown = page(client, office, 2564)
    assert "ปีที่แล้ว 54.28" in shown
    assert "+14.18" in shown


def test_official_and_own_are_two_tabs(client: Client, office: Office) -> None:
    record(office)
    record(office, kind="own", points={"9": Decimal(100), "10": Decimal(100)})
    assert "ผลประเมิน ITA ทางการ ปี 2563" in page(client, office, 2563)
    own = page(client, office, 2563, "?kind=own")
    assert "ผลประเมินตนเอง ปี 2563" in own
    assert "คะแนนรวมเป็นได้ตั้งแต่ 40.00 ถึง 100.00" in own


def test_ticked_items_and_targets_are_tried_without_script(client: Client, office: Office) -> None:
    checks = {item.code: Decimal(0 if item.code == "O26" else 100) for item in framework(2569).items if item.code.startswith("O")}
    record(office, 2569, kind="own", points={**{str(number): Decimal(80) for number in range(1, 9)}, **checks})
    assert "O26" in page(client, office, 2569)
    shown = page(client, office, 2569, "?item=O26&up=4&t4=90")
    assert "ถ้าทำ 2 ข้อที่เลือก 83.00 → 88.60" in shown
    assert "ทำไมข้อ O26 ได้ 5.00 คะแนน" in shown
    assert "100 × 1/2 × 1/2 × 1/2 × 0.40 = 5.00" in shown


@pytest.mark.parametrize(
    "query", ["?item=O99&up=99&t4=abc", "?up=4&t4=1e9", "?up=4&t4=-5", "?goal=nonsense", "?goal=" + "9" * 500, "?kind=x"]
)
def test_whatever_the_address_says_the_page_answers(client: Client, office: Office, query: str) -> None:
    record(office)
    assert "54.28" in page(client, office, 2563, query)


def test_a_goal_fills_in_the_cheapest_way(client: Client, office: Office) -> None:
    record(office)
    shown = page(client, office, 2563, "?goal=A")
    reached = re.search(r"54\.28 → ([0-9.]+) ระดับ (\w+)", shown)
    assert reached is not None
    assert (Decimal(reached[1]) >= 85, reached[2]) == (True, "A")
    assert "ทางที่ใช้แรงน้อยที่สุด" in shown


def test_answers_are_held_against_the_sample_of_the_year(client: Client, office: Office) -> None:
    answers = [Response("IIT", {"I2": 3})] * 46
    record_scorecard(
        by=office.actor(), at=NOW, fiscal_year=2564, kind="own", points={}, tallies=tally(framework(2564), answers), made_from="computed"
    )
    assert "IIT มีผู้ตอบ 46 คน ครบเมื่อผู้มีสิทธิ์ตอบไม่เกิน 460 คน" in page(client, office, 2564)


def test_the_reason_is_that_of_the_target_that_was_chosen(client: Client, office: Office) -> None:
    record(office)
    shown = page(client, office, 2563, "?up=1&t1=90")
    assert "ทำไมตัวชี้วัด 1 ได้ 0.70 คะแนน" in shown
    assert "11.68 × 1/5 × 0.30 = 0.70" in shown


def test_a_target_below_what_is_there_is_not_taken(client: Client, office: Office) -> None:
    record(office)
    assert "ถ้าทำ 1 ข้อที่เลือก 54.28 → 54.68" in page(client, office, 2563, "?up=1&t1=1")


def test_who_may_not_see_scores_gets_the_same_answer_as_for_nothing(client: Client, office: Office, other_office: Office) -> None:
    record(office)
    client.force_login(other_office.persons["officer"])
    assert client.get(f"/a/{office.agency.code}/2563/scores/").status_code == 404


def test_queries_do_not_grow_with_stored_cards(client: Client, office: Office, django_assert_max_num_queries: object) -> None:
    for cents in range(12):
        record(office, points={**TEN, "1": Decimal(70) + Decimal(cents) / 100})
    client.force_login(office.persons["officer"])
    client.get(f"/a/{office.agency.code}/2563/scores/")
    with django_assert_max_num_queries(24):  # type: ignore[operator]
        client.get(f"/a/{office.agency.code}/2563/scores/")

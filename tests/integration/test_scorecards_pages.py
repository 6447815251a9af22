"""Pages of scores: entered, looked through, kept; partial input; ticks; one card with its history; withdrawing."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.offices import Office
from tests.scores import TEN, YEAR, recorded, ten

from prongsai.assessments.scorecards.models import Scorecard
from prongsai.assessments.scorecards.queries import current_card
from prongsai.assessments.scorecards.stored import stored_card, stored_points

pytestmark = pytest.mark.django_db
BASE = f"/a/suanmali/{YEAR}/scores/"


@pytest.fixture
def browser(office: Office) -> Client:
    client = Client()
    client.force_login(office.persons["officer"])
    return client


def read(answer: HttpResponse) -> str:
    """The page without the joiners that keep its words whole."""
    return answer.content.decode().replace("\u2060", "").replace("\xa0", " ")


def typed(**more: str) -> dict[str, str]:
    return {"kind": "official", **{f"points-{number}": str(value) for number, value in enumerate(TEN, start=1)}, "act": "review", **more}


def test_nothing_is_kept_before_the_person_has_looked_through_it(browser: Client, office: Office) -> None:
    answer = browser.post(f"{BASE}new/", typed(printed_total="59.46"))
    page = read(answer)
    assert answer.status_code == 200
    assert "59.45" in page
    assert "59.46" in page
    assert "ยังไม่มีอะไรถูกบันทึก" in page
    assert Scorecard.objects.count() == 0


def test_what_was_looked_through_is_kept_as_it_was_typed(browser: Client, office: Office) -> None:
    page = read(browser.post(f"{BASE}new/", typed(printed_total="๕๙.๔๖", note="ตามหนังสือ")))
    assert 'name="points-9" value="55.56"' in page
    answer = browser.post(f"{BASE}new/", typed(printed_total="๕๙.๔๖", note="ตามหนังสือ", act="save", **{"seen-official": "0"}))
    card = current_card(office.agency.pk, YEAR, "official")
    assert card is not None
    assert answer["Location"] == f"/a/suanmali/scores/{card.pk}/"
    assert (card.total, card.printed_total, card.note, card.made_from) == (Decimal("59.45"), Decimal("59.46"), "ตามหนังสือ", "typed")


def test_thai_digits_are_numbers(browser: Client, office: Office) -> None:
    browser.post(f"{BASE}new/", {"kind": "own", "points-1": "๗๙.๒๕", "act": "save"})
    card = current_card(office.agency.pk, YEAR, "own")
    assert card is not None
    assert stored_points(card) == {"1": Decimal("79.25")}


def test_the_review_says_what_cannot_be_computed(browser: Client) -> None:
    page = read(browser.post(f"{BASE}new/", {"kind": "official", "points-1": "80", "act": "review"}))
    assert "ยังคำนวณไม่ได้" in page
    assert "16.00 ถึง 96.00" in page


def test_a_total_that_the_rest_does_not_give_is_shown_as_the_papers(browser: Client) -> None:
    page = read(browser.post(f"{BASE}new/", {"kind": "official", "points-1": "80", "printed_total": "70", "act": "review"}))
    assert "ใช้ตามเอกสาร เพราะที่กรอกยังไม่พอคำนวณ" in page
    assert "คะแนนรวมที่คำนวณได้" not in page


def test_the_review_tells_rounding_from_a_wrong_number(browser: Client) -> None:
    close = read(browser.post(f"{BASE}new/", typed(printed_total="59.46")))
    assert "ต่างกันในหลักสุดท้าย" in close
    assert "ต่างกันเกินกว่าการปัดเศษ" not in close
    assert "ต่างกันเกินกว่าการปัดเศษ" in read(browser.post(f"{BASE}new/", typed(printed_total="60.46")))
    assert "ระดับที่คำนวณได้ไม่ตรงกับเอกสาร" in read(browser.post(f"{BASE}new/", typed(printed_level="C")))


def test_going_back_keeps_what_was_typed(browser: Client) -> None:
    page = read(browser.post(f"{BASE}new/", typed(act="edit", note="จำไว้")))
    assert 'value="72.35"' in page
    assert "จำไว้" in page
    assert "field-errors" not in page


def test_every_number_that_cannot_be_is_told_at_its_field(browser: Client) -> None:
    answer = browser.post(f"{BASE}new/", {"kind": "official", "points-1": "101", "points-9.1": "abc", "points-2": "-5", "act": "save"})
    page = read(answer)
    assert answer.status_code == 422
    assert "มี 3 จุดที่ต้องแก้" in page
    for key, words in (("1", "ใส่คะแนนตั้งแต่ 0 ถึง 100"), ("2", "ใส่คะแนนตั้งแต่ 0 ถึง 100"), ("9.1", "อ่านตัวเลขไม่ได้")):
        assert re.search(rf'href="#id_points-{key}">{key} [^<]+: {words}', page), key
    assert Scorecard.objects.count() == 0


def test_a_card_recorded_meanwhile_is_shown_before_it_is_superseded(browser: Client, office: Office) -> None:
    recorded(office, ten("10"))
    answer = browser.post(f"{BASE}new/", typed(act="save", **{"seen-official": "0"}))
    page = read(answer)
    assert answer.status_code == 200
    assert "มีผู้อื่นบันทึกผลของปีนี้ก่อนท่าน" in page
    assert 'name="seen-official" value="1"' in page
    assert Scorecard.objects.count() == 1
    browser.post(f"{BASE}new/", typed(act="save", **{"seen-official": "1"}))
    assert Scorecard.objects.count() == 2


def test_correcting_begins_with_the_numbers_that_stand(browser: Client, office: Office) -> None:
    card = recorded(office, ten() | {"9.1": Decimal("66.67")}, kind="own")
    page = read(browser.get(f"{BASE}new/?from={card.pk}"))
    assert 'value="72.35"' in page
    assert 'value="66.67"' in page
    assert browser.get(f"/a/suanmali/2563/scores/new/?from={card.pk}").status_code == 404
    assert browser.get(f"{BASE}new/?from=99999").status_code == 404
    review = read(browser.post(f"{BASE}new/", typed(kind="own", **{"points-1": "90"})))
    assert "เทียบกับฉบับที่ 1 ที่ใช้อยู่" in review


def test_ticked_items_become_an_own_card_and_leave_the_surveys_as_they_stand(browser: Client, office: Office) -> None:
    recorded(office, ten(), kind="own")
    page = read(browser.get(f"{BASE}check/"))
    codes = [item.code for instrument in _framework().instruments if instrument.kind == "checks" for item in instrument.items]
    assert all(f'value="{code}"' in page for code in codes)
    answer = browser.post(f"{BASE}check/", {"item": codes[:-1], "act": "review"})
    assert answer.status_code == 200
    assert Scorecard.objects.count() == 1
    browser.post(f"{BASE}check/", {"item": codes[:-1], "act": "save"})
    row = current_card(office.agency.pk, YEAR, "own")
    assert row is not None
    card = stored_card(row)
    assert card is not None
    assert (card.points("1"), card.points(codes[0]), card.points(codes[-1])) == (TEN[0], Decimal("100.00"), Decimal("0.00"))
    assert card.points("9") == Decimal("100.00")
    assert card.points("10") is not None
    assert card.points("10") < 100  # type: ignore[operator]
    again = read(browser.get(f"{BASE}check/"))
    assert again.count(" checked") == len(codes) - 1


def test_ticks_and_notes_that_the_form_does_not_know_are_refused(browser: Client) -> None:
    assert browser.post(f"{BASE}check/", {"item": ["O999"], "act": "save"}).status_code == 422


def test_one_card_shows_numbers_reasons_history_and_digests(browser: Client, office: Office) -> None:
    first = recorded(office, printed_total=Decimal("59.46"), printed_level="D")
    second = recorded(office, ten("50"))
    page = read(browser.get(f"/a/suanmali/scores/{first.pk}/"))
    for words in ("59.45", "59.46", "ฉบับนี้ถูกแทนด้วยฉบับที่ 2 แล้ว", first.framework_digest, first.facts_digest, "ผู้ทดสอบ officer"):
        assert words in page
    newer = read(browser.get(f"/a/suanmali/scores/{second.pk}/"))
    assert "ใช้อยู่" in newer
    assert "ยังไม่มี" in newer


def test_a_card_computed_by_an_older_framework_says_so(browser: Client, office: Office) -> None:
    card = recorded(office)
    older = Scorecard.objects.get(pk=card.pk)
    older.pk, older.number, older.supersedes, older.framework_digest = None, 2, card, "0" * 64
    older.save(force_insert=True)
    assert "กรอบการประเมินของปีนี้แก้ไขหลังจาก" in read(browser.get(f"/a/suanmali/scores/{older.pk}/"))
    assert "กรอบการประเมินของปีนี้แก้ไขหลังจาก" not in read(browser.get(f"/a/suanmali/scores/{card.pk}/"))


def test_withdrawing_asks_why_and_says_what_is_true_then(browser: Client, office: Office) -> None:
    card = recorded(office)
    place = f"/a/suanmali/scores/{card.pk}/withdraw/"
    assert "ทุกฉบับยังอยู่ในประวัติ" in read(browser.get(place))
    assert browser.post(place, {"reason": ""}).status_code == 422
    assert browser.post(place, {"reason": "กรอกผิดปี"})["Location"] == BASE
    assert current_card(office.agency.pk, YEAR, "official") is None
    assert "กรอกผิดปี" in read(browser.get(f"/a/suanmali/scores/{Scorecard.objects.get(number=2).pk}/"))


def test_a_year_that_nobody_has_verified_carries_the_dashed_tag_on_every_page(browser: Client, office: Office) -> None:
    card = recorded(office, {"1": Decimal(80)}, year=2569)
    for path in ("2569/scores/", "2569/scores/new/", "2569/scores/check/", "2569/scores/import/", "2569/scores/all/", f"scores/{card.pk}/"):
        page = read(browser.get(f"/a/suanmali/{path}"))
        assert "กรอบปี 2569 ยังไม่ยืนยันกับคู่มือทางการ" in page, path


def test_a_year_without_framework_says_so_and_offers_no_form(browser: Client) -> None:
    for page in ("new", "check", "import"):
        answer = browser.get(f"/a/suanmali/2590/scores/{page}/")
        assert answer.status_code == 200
        assert "ยังไม่มีกรอบการประเมินของปี 2590" in read(answer)
    assert browser.get("/a/suanmali/2590/scores/import/template/").status_code == 404


def test_a_reader_sees_results_and_no_way_to_change_them(office: Office) -> None:
    card = recorded(office)
    client = Client()
    client.force_login(office.persons["executive"])
    for path in (BASE, f"{BASE}all/", f"/a/suanmali/scores/{card.pk}/"):
        page = read(client.get(path))
        assert "59.45" in page
        assert "/scores/new/" not in page
        assert "/withdraw/" not in page


def test_queries_do_not_grow_with_years_and_cards(
    browser: Client, office: Office, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    card = recorded(office)
    paths = (BASE, f"{BASE}all/", f"{BASE}new/", f"{BASE}check/", f"/a/suanmali/scores/{card.pk}/")
    counts = {}
    for path in paths:
        with django_assert_max_num_queries(30) as seen:
            browser.get(path)
        counts[path] = len(seen)
    for year in (2562, 2563, 2565):
        for place in range(3):
            recorded(office, ten(str(40 + place)), year=year)
    for place in range(4):
        recorded(office, ten(str(40 + place)), kind="own")
        recorded(office, ten(str(40 + place)))
    for path, before in counts.items():
        with django_assert_max_num_queries(before + (1 if path == BASE else 0)):
            browser.get(path)


def _framework():  # type: ignore[no-untyped-def]
    from prongsai.core.ita.loading import framework

    return framework(YEAR)

"""The pages of evidence: adding the three kinds, days afterwards, one piece with all that can be done to it, the list of a year."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.integration.test_progress_pages import enter, measure_of, pdf, picture, words_of
from tests.offices import NOW, Office, open_office

from prongsai.interfaces.staff.forms.seen import sealed
from prongsai.programme.evidence.actions.checking import Found, keep_check
from prongsai.programme.evidence.models import Evidence
from prongsai.programme.plans.actions.measures import withdraw_measure
from prongsai.programme.plans.models import Measure
from prongsai.programme.plans.queries.evidence import evidence_of_measure

pytestmark = pytest.mark.django_db
AGENCY = "/a/suanmali"


@pytest.fixture(autouse=True)
def _on_that_day() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def measure(office: Office) -> Measure:
    return measure_of(office, "แนวทางการยืมทรัพย์สิน")


def adding(measure: Measure, kind: str = "") -> str:
    return f"{AGENCY}/measures/{measure.pk}/evidence/add/" + (f"?kind={kind}" if kind else "")


def one(evidence: Evidence, rest: str = "") -> str:
    return f"{AGENCY}/evidence/{evidence.pk}/{rest}"


def send(client: Client, measure: Measure, *files: SimpleUploadedFile, **headers: str) -> HttpResponse:
    return client.post(adding(measure), {"kind": "file", "files": list(files)}, headers=headers)


def a_link(client: Client, measure: Measure, **values: object) -> Evidence:
    data = {"kind": "link", "title": "หน้าเผยแพร่", "url": "https://www.suanmali.example/plan"} | values
    assert client.post(adding(measure), data).status_code == 302
    return Evidence.objects.get(title=data["title"])


def test_several_files_in_one_form_each_stand_and_the_refused_is_named(client: Client, office: Office, measure: Measure) -> None:
    enter(client, office)
    bad = SimpleUploadedFile("โปรแกรม.exe", b"MZ\x90")
    answer = send(client, measure, pdf(), bad, picture())
    assert answer.headers["Location"] == f"{AGENCY}/measures/{measure.pk}/evidence/days/"
    page = words_of(client.get(answer.headers["Location"]))
    assert "โปรแกรม.exe" in page
    assert "เก็บแล้ว 2 ไฟล์" in page
    assert sorted(Evidence.objects.values_list("title", "evidence_on")) == [("ประกาศ.pdf", None), ("ภาพ.jpg", None)]


def test_days_are_said_on_one_page_and_those_left_out_stay_open(client: Client, office: Office, measure: Measure) -> None:
    enter(client, office)
    send(client, measure, pdf(), picture())
    paper, photo = Evidence.objects.order_by("pk")
    here = f"{AGENCY}/measures/{measure.pk}/evidence/days/"
    seen = {f"e{piece.pk}-seen": sealed({"title": piece.title}) for piece in (paper, photo)}
    wrong = seen | {f"e{paper.pk}-title": "ประกาศ", f"e{paper.pk}-evidence_on": "หลังสงกรานต์", f"e{photo.pk}-title": "ป้าย"}
    answer = client.post(here, wrong)
    assert (answer.status_code, "หลังสงกรานต์" in words_of(answer)) == (422, True)
    assert client.post(here, wrong | {f"e{paper.pk}-evidence_on": "12 ม.ค. 2569"}).status_code == 302
    assert list(Evidence.objects.order_by("pk").values_list("title", "evidence_on")) == [("ประกาศ", date(2026, 1, 12)), ("ป้าย", None)]
    assert f"e{photo.pk}-title" in words_of(client.get(here))


def test_a_file_sent_by_script_answers_with_what_became_of_it(client: Client, office: Office, measure: Measure) -> None:
    enter(client, office)
    good = send(client, measure, pdf(), accept="application/json")
    evidence = Evidence.objects.get()
    assert (good.status_code, good.json()) == (200, {"taken": [{"title": "ประกาศ.pdf", "href": one(evidence)}], "refused": []})
    bad = send(client, measure, SimpleUploadedFile("ว่าง.pdf", b""), accept="application/json")
    assert (bad.json()["taken"], [entry["name"] for entry in bad.json()["refused"]]) == ([], ["ว่าง.pdf"])


def test_a_link_with_faults_comes_back_whole_with_all_of_them(client: Client, office: Office, measure: Measure) -> None:
    enter(client, office)
    wrong = {
        "kind": "link",
        "title": "",
        "url": "www.suanmali",
        "evidence_on": "1 ม.ค. 2570",
        "period_from": "1 ต.ค. 2568",
        "note": "ดูหน้า 3",
    }
    answer = client.post(adding(measure), wrong)
    words = words_of(answer)
    assert answer.status_code == 422
    for said in ("ใส่ชื่อหลักฐาน", "ต้องขึ้นต้นด้วย https://", "ยังมาไม่ถึง", "ใส่วันสุดท้ายของช่วงเวลา", "ดูหน้า 3", 'value="www.suanmali"'):
        assert said in words, said
    assert not Evidence.objects.exists()


def test_papers_of_long_ago_and_those_that_hold_for_long_are_evidence(client: Client, office: Office, measure: Measure) -> None:
    enter(client, office)
    days = {"evidence_on": "5 ม.ค. 2560", "period_from": "1 ต.ค. 2560", "period_to": "30 ก.ย. 2569", "expires_on": "31 ธ.ค. 2580"}
    link = a_link(client, measure, **days)
    wanted = (date(2017, 1, 5), date(2017, 10, 1), date(2026, 9, 30), date(2037, 12, 31))
    assert (link.evidence_on, link.period_from, link.period_to, link.expires_on) == wanted
    page = words_of(client.get(one(link, "edit/")))
    assert all(day in page for day in days.values())
    assert client.post(one(link, "edit/"), days | {"title": "เทศบัญญัติ"}).status_code == 302
    send(client, measure, pdf())
    paper = Evidence.objects.get(kind="file")
    here = f"{AGENCY}/measures/{measure.pk}/evidence/days/"
    assert client.post(here, {f"e{paper.pk}-title": paper.title, f"e{paper.pk}-evidence_on": "5 ม.ค. 2560"}).status_code == 302


@pytest.mark.parametrize(
    ("field", "day"),
    [
        ("evidence_on", "5 ม.ค. 2499"),
        ("evidence_on", "17/3/26"),
        ("evidence_on", "18 มี.ค. 2569"),
        ("period_to", "30 ก.ย. 2596"),
        ("expires_on", "31 ธ.ค. 25690"),
        ("expires_on", "31 ธ.ค. 2670"),
    ],
)
def test_a_slip_in_the_year_of_evidence_is_told_at_its_field(
    client: Client, office: Office, measure: Measure, field: str, day: str
) -> None:
    enter(client, office)
    data = {"kind": "link", "title": "หน้าเผยแพร่", "url": "https://www.suanmali.example/plan", "period_from": "1 ต.ค. 2560", field: day}
    answer = client.post(adding(measure), data | ({} if field == "period_to" else {"period_to": "2 ต.ค. 2560"}))
    assert (answer.status_code, f'id="id_{field}_error"' in words_of(answer), f'value="{day}"' in words_of(answer)) == (422, True, True)


def test_the_section_of_a_measure_tells_kind_days_and_verdict(client: Client, office: Office, measure: Measure) -> None:
    office.agency.website = "https://suanmali.example"
    office.agency.save()
    enter(client, office, "officer")
    link = a_link(client, measure, items=["O1"])
    keep_check(at=NOW, revision=link.revisions.get(), found=Found("alive", 200, "text/html"))
    client.post(adding(measure), {"kind": "register", "title": "ผลของแผน", "source": "plans.progress"})
    send(client, measure, pdf())
    words = words_of(client.get(f"{AGENCY}/measures/{measure.pk}/"))
    register = Evidence.objects.get(kind="register").revisions.get()
    code = f"{register.sha256[:4]} {register.sha256[4:8]}".upper()
    for said in (
        "หลักฐาน 3 รายการ", "เปิดได้ ตรวจล่าสุดวันนี้ 10:00 น.", "โดเมนของหน่วยงาน", "คำนวณจากผลของมาตรการ", f"ตรึงข้อมูลไว้แล้ว รหัส {code}",
        "ยังไม่ลงวันที่", "อัปโหลด 17 มี.ค. 2569",
    ):  # fmt: skip
        assert said in words, said
    assert list(link.items.values_list("item_code", flat=True)) == ["O1"]


def test_frozen_numbers_are_taken_along_as_the_very_bytes_of_their_code(client: Client, office: Office, measure: Measure) -> None:
    enter(client, office, "officer")
    client.post(adding(measure), {"kind": "register", "title": "ผลของแผน", "source": "plans.progress"})
    evidence = Evidence.objects.get()
    revision = evidence.revisions.get()
    answer = client.get(one(evidence, "facts/1.json"))
    assert hashlib.sha256(answer.content).hexdigest() == revision.sha256
    assert json.loads(answer.content) == revision.facts
    table = list(csv.DictReader(io.StringIO(client.get(one(evidence, "facts/1.csv")).content.decode("utf-8-sig"))))
    assert {row["key"]: row["value"] for row in table}["plans.measures"] == "1"
    assert client.get(one(evidence, "facts/2.json")).status_code == 404


def test_a_new_file_is_a_new_revision_and_both_are_there(client: Client, office: Office, measure: Measure) -> None:
    enter(client, office)
    send(client, measure, pdf())
    evidence = Evidence.objects.get()
    empty = client.post(one(evidence, "revise/"), {"why": ""})
    assert (empty.status_code, "บอกว่าเปลี่ยนเพราะอะไร" in words_of(empty)) == (422, True)
    missing = client.post(one(evidence, "revise/"), {"why": "ลงนาม"})
    assert (missing.status_code, "เลือกไฟล์ฉบับใหม่หนึ่งไฟล์" in words_of(missing)) == (422, True)
    assert client.post(one(evidence, "revise/"), {"why": "ลงนาม", "upload": pdf("ลงนาม.pdf")}).status_code == 302
    words = words_of(client.get(one(evidence)))
    for said in ("ฉบับที่ 2", "ลงนาม.pdf", "ประกาศ.pdf", *(entry.sha256 for entry in evidence.revisions.all())):
        assert said in words


def test_an_executive_reviews_and_who_added_it_cannot(client: Client, office: Office, measure: Measure) -> None:
    enter(client, office, "officer")
    link = a_link(client, measure)
    assert "รับหลักฐาน" not in words_of(client.get(one(link)))
    own = client.post(one(link, "review/"), {"number": 1, "verdict": "accepted"})
    assert (own.status_code, "ผู้ส่งหลักฐานตรวจเองไม่ได้" in words_of(own)) == (422, True)
    enter(client, office, "executive")
    assert "รอท่านตรวจ" in words_of(client.get(f"{AGENCY}/2569/evidence/"))
    bare = client.post(one(link, "review/"), {"number": 1, "verdict": "returned", "reason": " "})
    assert (bare.status_code, "บอกว่าต้องแก้อะไร" in words_of(bare)) == (422, True)
    assert client.post(one(link, "review/"), {"number": 1, "verdict": "returned", "reason": "ลิงก์ผิดหน้า"}).status_code == 302
    enter(client, office, "officer")
    words = words_of(client.get(f"{AGENCY}/measures/{measure.pk}/"))
    assert "ส่งกลับ" in words
    assert "ลิงก์ผิดหน้า" in words


def test_who_asks_for_a_look_again_and_again_is_told_that_it_waits_or_was_made_just_now(
    client: Client, office: Office, measure: Measure, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr("prongsai.programme.evidence.tasks.look_at", lambda revision_id, is_asked=False: asked.append(revision_id))
    enter(client, office)
    link = a_link(client, measure)
    revision = link.revisions.get()
    asked.clear()
    assert "ระบบกำลังตรวจ" in words_of(client.post(one(link, "check/"), follow=True))
    assert "รอตรวจอยู่แล้ว" in words_of(client.post(one(link, "check/"), follow=True))
    keep_check(at=NOW, revision=revision, found=Found("alive", 200))
    assert "เพิ่งตรวจไปไม่ถึงหนึ่งนาที" in words_of(client.post(one(link, "check/"), follow=True))
    assert asked == [revision.pk]


def test_withdrawing_asks_why_and_is_undone(client: Client, office: Office, measure: Measure) -> None:
    enter(client, office, "officer")
    link = a_link(client, measure)
    assert client.post(one(link, "withdraw/"), {"reason": ""}).status_code == 422
    assert client.post(one(link, "withdraw/"), {"reason": "แนบผิด"}).status_code == 302
    assert "แนบผิด" in words_of(client.get(one(link)))
    assert link.title in words_of(client.get(f"{AGENCY}/2569/evidence/?show=withdrawn"))
    assert client.get(one(link, "edit/")).status_code == 404
    assert client.post(one(link, "restore/")).status_code == 302
    assert client.get(one(link, "edit/")).status_code == 200


def test_untying_can_be_undone_and_a_unit_does_not_lose_its_last_way_to_it(client: Client, office: Office, measure: Measure) -> None:
    other = measure_of(office, "คู่มือ", unit="กองช่าง")
    enter(client, office, "officer")
    link = a_link(client, measure)
    page = words_of(client.post(one(link, f"untie/{measure.pk}/"), follow=True))
    assert f'name="measure" value="{measure.pk}"' in page
    assert client.post(one(link, "tie/"), {"measure": measure.pk}).status_code == 302
    enter(client, office, "unit_reporter")
    refused = words_of(client.post(one(link, f"untie/{measure.pk}/"), follow=True))
    assert "เป็นมาตรการเดียวของหลักฐานนี้" in refused
    enter(client, office, "officer")
    client.post(one(link, "tie/"), {"measure": other.pk})
    enter(client, office, "unit_reporter")
    assert client.post(one(link, f"untie/{measure.pk}/")).status_code == 302


def test_evidence_is_tied_to_further_measures_and_untied(client: Client, office: Office, measure: Measure) -> None:
    other = measure_of(office, "คู่มือ", unit="กองช่าง")
    enter(client, office, "officer")
    link = a_link(client, measure)
    assert client.post(one(link, "tie/"), {"measure": ""}).status_code == 422
    assert client.post(one(link, "tie/"), {"measure": other.pk}).status_code == 302
    assert "หน้าเผยแพร่" in words_of(client.get(f"{AGENCY}/measures/{other.pk}/"))
    assert client.post(one(link, f"untie/{measure.pk}/")).status_code == 302
    assert "ยังไม่มีหลักฐาน" in words_of(client.get(f"{AGENCY}/measures/{measure.pk}/"))
    assert client.post(one(link, f"untie/{other.pk}/")).status_code == 302
    assert "ยังไม่ได้ผูกกับมาตรการใด" in words_of(client.get(one(link)))


def choices_of(page: str) -> dict[str, str]:
    """What the form that ties evidence offers, by key."""
    offered = page[page.index('<select name="measure"') :]
    return dict(re.findall(r'<option value="([\d-]+)">([^<]*)</option>', offered[: offered.index("</select>")]))


def step_ids_of(measure: Measure) -> list[int]:
    return list(measure.steps.values_list("pk", flat=True))


def steps_shown(measure: Measure) -> list[tuple[int, ...]]:
    """The steps that each piece of evidence of a measure shows; none: the whole measure."""
    return [row.step_ids for row in evidence_of_measure(measure.pk, NOW.date())]


def test_a_unit_is_offered_its_own_measures_only_and_ties_nothing_to_those_of_others(
    client: Client, office: Office, measure: Measure
) -> None:
    other, own = measure_of(office, "คู่มือ", unit="กองช่าง"), measure_of(office, "ทะเบียน")
    enter(client, office)
    link = a_link(client, measure)
    offered = choices_of(words_of(client.get(one(link))))
    assert [key for key in offered if "-" not in key] == [str(own.pk)]
    assert not {str(other.pk), *(f"{other.pk}-{pk}" for pk in step_ids_of(other))} & set(offered)
    assert client.post(one(link, "tie/"), {"measure": other.pk}).status_code == 422
    assert client.get(adding(other)).status_code == 404
    enter(client, office, "officer")
    assert str(other.pk) in choices_of(words_of(client.get(one(link))))


def test_offering_many_measures_to_a_unit_costs_what_few_do(client: Client, office: Office, measure: Measure) -> None:
    enter(client, office)
    link = a_link(client, measure)
    counts = []
    for number in range(6):
        measure_of(office, f"ทะเบียน {number}")
        client.get(one(link))  # what the frame counts is kept for a while
        with CaptureQueriesContext(connection) as captured:
            client.get(one(link))
        counts.append(len(captured))
    assert len(set(counts)) == 1


def test_evidence_of_a_whole_measure_goes_to_a_step_and_from_a_wrong_step_to_the_right_one(
    client: Client, office: Office, measure: Measure
) -> None:
    enter(client, office)
    link = a_link(client, measure)
    wrong, right = step_ids_of(measure)
    offered = choices_of(words_of(client.get(one(link))))
    assert offered == {f"{measure.pk}-{wrong}": "1.1 ออกประกาศ", f"{measure.pk}-{right}": "1.2 ติดป้าย"}
    told = words_of(client.post(one(link, "tie/"), {"measure": f"{measure.pk}-{wrong}"}, follow=True))
    assert "ผูกกับขั้นตอน ออกประกาศ แทนทั้งมาตรการแล้ว" in told
    assert steps_shown(measure) == [(wrong,)]
    assert choices_of(told) == {str(measure.pk): "ทั้งมาตรการ 1", f"{measure.pk}-{right}": "1.2 ติดป้าย"}
    assert "ผูกกับขั้นตอน ติดป้าย แล้ว" in words_of(client.post(one(link, "tie/"), {"measure": f"{measure.pk}-{right}"}, follow=True))
    assert steps_shown(measure) == [(wrong, right)]
    page = words_of(client.post(one(link, f"untie/{measure.pk}/"), {"step": wrong}, follow=True))
    assert (steps_shown(measure), "เลิกผูกกับขั้นตอนของมาตรการ" in page) == ([(right,)], True)
    assert f'name="measure" value="{measure.pk}-{wrong}"' in page  # the way back
    assert "ขั้นตอน 1.2" in words_of(client.get(f"{AGENCY}/measures/{measure.pk}/"))


def test_the_whole_measure_takes_the_place_of_its_steps_and_leaves_other_measures(client: Client, office: Office, measure: Measure) -> None:
    other = measure_of(office, "คู่มือ")
    enter(client, office, "officer")
    link = a_link(client, measure, steps=step_ids_of(measure))
    client.post(one(link, "tie/"), {"measure": f"{other.pk}-{step_ids_of(other)[0]}"})
    told = words_of(client.post(one(link, "tie/"), {"measure": measure.pk}, follow=True))
    assert "ทั้งมาตรการ แทนขั้นตอนที่ผูกไว้แล้ว" in told
    assert (steps_shown(measure), steps_shown(other)) == ([()], [(step_ids_of(other)[0],)])
    assert "คู่มือ · ออกประกาศ" in words_of(client.get(one(link)))  # in its history


@pytest.mark.parametrize("odd", ["{measure}-", "{measure}-0", "-{step}", "{other}-{step}", "{measure}-{step}-1"])
def test_a_step_that_was_not_offered_is_refused(client: Client, office: Office, measure: Measure, odd: str) -> None:
    other = measure_of(office, "คู่มือ")
    enter(client, office, "officer")
    link = a_link(client, measure)
    chosen = odd.format(measure=measure.pk, other=other.pk, step=step_ids_of(measure)[0])
    assert client.post(one(link, "tie/"), {"measure": chosen}).status_code == 422
    assert steps_shown(measure) == [()]


def test_the_step_that_files_show_is_chosen_where_they_are_added(client: Client, office: Office, measure: Measure) -> None:
    enter(client, office)
    first, second = step_ids_of(measure)
    page, asked = words_of(client.get(adding(measure))), words_of(client.get(f"{adding(measure)}?step={second}"))
    assert f'<option value="{second}">1.2 ติดป้าย</option>' in page
    assert f'<option value="{second}" selected>1.2 ติดป้าย</option>' in asked
    assert '<select name="step"' in words_of(client.get(f"{AGENCY}/measures/{measure.pk}/"))
    for chosen, expected in ((str(second), (second,)), ("", ())):
        client.post(adding(measure), {"kind": "file", "step": chosen, "files": [pdf(f"{chosen or 'ทั้งหมด'}.pdf")]})
        assert steps_shown(measure)[-1] == expected
    bare = measure_of(office, "ไม่มีขั้นตอน", steps=())
    assert '<select name="step"' not in words_of(client.get(adding(bare)))
    refused = client.post(adding(bare), {"kind": "file", "step": str(first), "files": [pdf()]}, follow=True)
    assert "ขั้นตอนที่เลือกไม่มีแล้ว" in words_of(refused)


@pytest.mark.parametrize("rest", ["", "edit/", "revise/", "withdraw/", "facts/1.json"])
def test_evidence_of_another_agency_is_not_there(client: Client, office: Office, measure: Measure, rest: str) -> None:
    enter(client, office, "officer")
    link = a_link(client, measure)
    stranger = open_office("pasak", "องค์การบริหารส่วนตำบลป่าสัก")
    enter(client, stranger, "officer")
    assert client.get(f"/a/pasak/evidence/{link.pk}/{rest}").status_code == 404


def test_the_list_of_a_year_is_filtered_by_verdict_and_words(client: Client, office: Office, measure: Measure) -> None:
    enter(client, office, "officer")
    assert "ยังไม่มีหลักฐานของปีนี้" in words_of(client.get(f"{AGENCY}/2569/evidence/"))
    a_link(client, measure)
    send(client, measure, pdf())
    client.get(f"{AGENCY}/2569/evidence/")  # takes the messages, which name both
    undated = words_of(client.get(f"{AGENCY}/2569/evidence/?show=undated"))
    assert ("ประกาศ.pdf" in undated, "หน้าเผยแพร่" in undated) == (True, False)
    assert "หน้าเผยแพร่" in words_of(client.get(f"{AGENCY}/2569/evidence/?q=suanmali.example"))
    assert "ไม่มีหลักฐานที่ตรงกับที่เลือก" in words_of(client.get(f"{AGENCY}/2569/evidence/?q=ไม่มีแน่"))


@pytest.mark.parametrize("odd", ["²", "9" * 5000, "-1", "{}"])
def test_odd_values_of_hidden_fields_end_in_no_fault(client: Client, office: Office, measure: Measure, odd: str) -> None:
    enter(client, office, "officer")
    link = a_link(client, measure)
    for page, values in (
        ("edit/", {"seen": odd, "title": "ก"}),
        ("review/", {"number": odd, "verdict": "accepted"}),
        ("tie/", {"measure": odd}),
    ):
        assert client.post(one(link, page), values).status_code < 500


def test_a_second_revision_from_an_old_page_is_told_and_the_file_is_asked_for_again(
    client: Client, office: Office, measure: Measure
) -> None:
    enter(client, office, "officer")
    link = a_link(client, measure)
    first = {"number": "1", "url": "https://suanmali.example/new", "why": "ย้ายหน้า"}
    assert client.post(one(link, "revise/"), first).status_code == 302
    late = client.post(one(link, "revise/"), first | {"url": "https://suanmali.example/other"})
    assert (late.status_code, "มีผู้อื่นส่งฉบับใหม่ก่อนท่าน" in words_of(late)) == (422, True)
    assert client.post(one(link, "revise/"), first | {"url": "https://suanmali.example/other", "number": "2"}).status_code == 302


def test_a_review_of_an_older_revision_can_be_sent_again_with_its_words(client: Client, office: Office, measure: Measure) -> None:
    enter(client, office, "officer")
    link = a_link(client, measure)
    client.post(one(link, "revise/"), {"url": "https://suanmali.example/new", "why": "ย้ายหน้า"})
    enter(client, office, "executive")
    late = client.post(one(link, "review/"), {"number": "1", "verdict": "returned", "reason": "หน้าว่าง"})
    page = words_of(late)
    assert (late.status_code, "หน้าว่าง" in page, 'name="number" value="2"' in page) == (422, True, True)
    assert client.post(one(link, "review/"), {"number": "2", "verdict": "returned", "reason": "หน้าว่าง"}).status_code == 302


def test_a_review_that_says_neither_is_no_review(client: Client, office: Office, measure: Measure) -> None:
    enter(client, office, "officer")
    link = a_link(client, measure)
    enter(client, office, "executive")
    assert client.post(one(link, "review/"), {"number": "1", "verdict": "x", "reason": "ก"}).status_code == 422
    assert not link.reviews.exists()


def test_what_was_typed_for_evidence_of_a_withdrawn_measure_is_given_back(client: Client, office: Office, measure: Measure) -> None:
    enter(client, office, "officer")
    withdraw_measure(by=office.actor(), at=NOW, measure=measure, reason="ซ้ำ")
    address = f"{AGENCY}/measures/{measure.pk}/evidence/add/"
    answer = client.post(address, {"kind": "link", "url": "https://suanmali.example/x", "title": "หน้าที่พิมพ์ไว้"})
    assert (answer.status_code, "หน้าที่พิมพ์ไว้" in words_of(answer)) == (409, True)
    assert client.get(address).status_code == 404


def test_the_history_of_a_measure_names_the_evidence_and_that_of_the_evidence_does_not(
    client: Client, office: Office, measure: Measure
) -> None:
    enter(client, office, "officer")
    link = a_link(client, measure)
    assert "เพิ่มหลักฐาน หน้าเผยแพร่" in words_of(client.get(f"{AGENCY}/measures/{measure.pk}/"))
    assert "เพิ่มหลักฐาน หน้าเผยแพร่" not in words_of(client.get(one(link)))

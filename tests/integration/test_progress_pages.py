"""The pages of progress: reporting with files, mending what is wrong, correcting, asking for more, several at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from PIL import Image
from tests.offices import NOW, Office

from prongsai.programme.plans.actions.measures import add_measure, change_measure, start_plan
from prongsai.programme.plans.actions.progress import ask_more
from prongsai.programme.plans.drafts import MeasureDraft, StepDraft
from prongsai.programme.plans.models import Measure, MoreRequest, ProgressReport
from prongsai.programme.plans.queries.measures import draft_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 17)


@pytest.fixture(autouse=True)
def _on_that_day() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def measure(office: Office) -> Measure:
    return measure_of(office, "แนวทางการยืมทรัพย์สิน")


def measure_of(office: Office, title: str, unit: str = "กองคลัง", steps: tuple[str, ...] = ("ออกประกาศ", "ติดป้าย")) -> Measure:
    plan = start_plan(by=office.actor(), at=NOW, fiscal_year=2569)
    draft = MeasureDraft(title, steps=tuple(map(StepDraft, steps)), unit_ids=(office.unit(unit).pk,), ends_on=date(2026, 3, 15))
    return add_measure(by=office.actor(), at=NOW, plan=plan, draft=draft)


def enter(client: Client, office: Office, role: str = "unit_reporter") -> Client:
    client.force_login(office.persons[role])
    return client


def words_of(answer: HttpResponse) -> str:
    """The page without the joiners that keep words on one line."""
    return answer.content.decode().replace("\u2060", "").replace("\u00a0", " ")


def pdf(name: str = "ประกาศ.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.4 notice " + name.encode(), "application/octet-stream")


def picture(name: str = "ภาพ.jpg") -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue())


def typed(office: Office, **more: object) -> dict[str, object]:
    return {"happened_on": "๑๗ มี.ค. ๒๕๖๙", "unit": office.unit("กองคลัง").pk, "done_text": "ประชุมแล้ว", "count-rows": "3"} | more


def test_a_unit_reports_on_a_step_with_files_and_counts(client: Client, office: Office, measure: Measure) -> None:
    step = measure.steps.first()
    assert step is not None
    address = f"/a/suanmali/measures/{measure.pk}/report/"
    page = words_of(enter(client, office).get(f"{address}?step={step.pk}"))
    assert f'<option value="{step.pk}" selected>' in page
    values = typed(office, step=step.pk, is_finished="on", outputs="ประกาศ 1 ฉบับ", evidence=[pdf(), picture()])
    counted = {"counts-0-what": "ผู้เข้าประชุม", "counts-0-number": "๔๕", "counts-0-unit": "คน", "counts-2-what": "ป้าย", "counts-2-number": "3"}
    answer = client.post(address, values | counted)
    assert (answer.status_code, answer["Location"]) == (302, f"/a/suanmali/measures/{measure.pk}/")
    report = ProgressReport.objects.get()
    assert (report.step, report.happened_on, report.is_finished, report.reported_by) == (step, TODAY, True, office.persons["unit_reporter"])
    assert report.counts == [{"what": "ผู้เข้าประชุม", "number": 45, "unit": "คน"}, {"what": "ป้าย", "number": 3, "unit": ""}]
    shown = words_of(client.get(answer["Location"]))
    assert all(words in shown for words in ("แนบ 2 ไฟล์", "ประกาศ.pdf", "ผู้เข้าประชุม", "งานส่วนนี้เสร็จแล้ว"))


def test_a_form_with_faults_comes_back_whole_and_names_the_files_to_choose_again(client: Client, office: Office, measure: Measure) -> None:
    wrong = typed(
        office, done_text="", happened_on="30 ก.พ. 2569", outputs="ประกาศ 1 ฉบับ", evidence=[pdf(), SimpleUploadedFile("a.exe", b"MZ")]
    )
    wrong |= {"counts-1-what": "คน", "counts-1-number": "หลาย"}
    answer = enter(client, office).post(f"/a/suanmali/measures/{measure.pk}/report/", wrong)
    page = words_of(answer)
    assert answer.status_code == 422
    assert "<title>ผิดพลาด:" in page
    assert all(
        kept in page
        for kept in (
            "30 ก.พ. 2569",
            "ประกาศ 1 ฉบับ",
            'value="หลาย"',
            "ประกาศ.pdf · a.exe",
            "ไม่ใช่ชนิดที่รับ",
            "ใส่จำนวนเป็นตัวเลข",
            "เขียนว่าทำอะไรไปแล้ว",
        )
    )
    assert page.count("data-errors") == 1
    assert 'href="#id_counts-1-number"' in page
    assert not ProgressReport.objects.exists()


def test_more_rows_for_counts_come_without_script_and_keep_what_was_typed(client: Client, office: Office, measure: Measure) -> None:
    values = typed(office, act="more-counts", done_text="") | {"counts-2-what": "ป้าย"}
    answer = enter(client, office).post(f"/a/suanmali/measures/{measure.pk}/report/", values)
    page = words_of(answer)
    assert answer.status_code == 200
    assert 'name="counts-5-what"' in page
    assert 'value="ป้าย"' in page
    assert "ยังบันทึกไม่ได้" not in page


def test_a_correction_begins_with_the_old_words_and_keeps_chosen_files(client: Client, office: Office, measure: Measure) -> None:
    enter(client, office).post(f"/a/suanmali/measures/{measure.pk}/report/", typed(office, evidence=[pdf(), picture()]))
    wrong = ProgressReport.objects.get()
    address = f"/a/suanmali/progress/{wrong.pk}/correct/"
    page = words_of(client.get(address))
    assert "ประชุมแล้ว" in page
    kept = wrong.files.all()[0].file
    assert f'name="keeps" value="{kept.pk}"' in page
    client.post(address, typed(office, done_text="ประชุมสองครั้ง", keeps=[kept.pk]))
    right = ProgressReport.objects.get(corrects=wrong)
    assert [link.file for link in right.files.all()] == [kept]
    assert client.get(address).status_code == 404
    shown = words_of(client.get(f"/a/suanmali/measures/{measure.pk}/"))
    assert all(words in shown for words in ("ประชุมสองครั้ง", "ฉบับก่อนแก้ 1 ฉบับ", "ประชุมแล้ว"))


def test_who_may_not_report_finds_no_form(client: Client, office: Office, other_office: Office) -> None:
    elsewhere = measure_of(office, "ของกองช่าง", unit="กองช่าง")
    foreign = measure_of(other_office, "ของที่อื่น")
    for role, measure in (("unit_reporter", elsewhere), ("executive", elsewhere), ("officer", foreign)):
        address = f"/a/suanmali/measures/{measure.pk}/report/"
        assert [enter(client, office, role).get(address).status_code, client.post(address, typed(office)).status_code] == [404, 404]
    Measure.objects.filter(pk=elsewhere.pk).update(withdrawn_at=NOW, withdrawal_reason="ซ้ำ")
    assert enter(client, office, "officer").get(f"/a/suanmali/measures/{elsewhere.pk}/report/").status_code == 404


def test_a_request_for_more_goes_out_and_its_answer_comes_back(client: Client, office: Office, measure: Measure) -> None:
    address = f"/a/suanmali/measures/{measure.pk}/ask/"
    enter(client, office, "executive")
    assert client.post(address, {"text": "", "wanted_by": "1 มี.ค. 2569"}).status_code == 422
    assert client.post(address, {"text": "ขอภาพป้าย", "wanted_by": "31 มี.ค. 2569"}).status_code == 302
    asked = MoreRequest.objects.get()
    assert (asked.text, asked.wanted_by) == ("ขอภาพป้าย", date(2026, 3, 31))
    assert "ขอภาพป้าย" in words_of(client.get("/a/suanmali/2569/requests/"))
    enter(client, office)
    report = f"/a/suanmali/measures/{measure.pk}/report/?answers={asked.pk}"
    assert f'name="answers" value="{asked.pk}" id="id_answers_0" checked' in words_of(client.get(report))
    client.post(report, typed(office, answers=[asked.pk]))
    asked.refresh_from_db()
    assert asked.answer == ProgressReport.objects.get()
    assert "ขอภาพป้าย" not in words_of(client.get("/a/suanmali/2569/requests/"))
    assert "ตอบแล้ว" in words_of(client.get("/a/suanmali/2569/requests/?all=1"))


def test_a_request_is_taken_back_after_asking(client: Client, office: Office, measure: Measure) -> None:
    asked = ask_more(by=office.actor("executive"), at=NOW, measure=measure, text="ขอภาพ")
    address = f"/a/suanmali/requests/{asked.pk}/withdraw/"
    assert enter(client, office, "unit_reporter").post(address).status_code == 404
    assert "ขอภาพ" in words_of(enter(client, office, "executive").get(address))
    assert client.post(address).status_code == 302
    asked.refresh_from_db()
    assert asked.withdrawn_at is not None


def rows(office: Office, *texts: str, **more: object) -> dict[str, object]:
    values: dict[str, object] = {}
    for index, text in enumerate(texts):
        values |= {f"rows-{index}-{name}": value for name, value in typed(office, done_text=text).items()}
    return values | more


def test_several_measures_are_reported_in_one_go(client: Client, office: Office, measure: Measure) -> None:
    second, third = measure_of(office, "ข้อสอง", steps=()), measure_of(office, "ข้อสาม")
    address = f"/a/suanmali/2569/report/?m={measure.pk}&m={second.pk}&m={third.pk}"
    page = words_of(enter(client, office).get(address))
    assert page.count("แนบไฟล์หลักฐาน") >= 3
    answer = client.post(address, rows(office, "ประชุมแล้ว", "", "ติดป้ายแล้ว", **{"rows-2-evidence": [pdf()]}))
    assert (answer.status_code, answer["Location"]) == (302, "/a/suanmali/2569/measures/")
    assert [report.measure for report in ProgressReport.objects.order_by("pk")] == [measure, third]
    assert ProgressReport.objects.filter(measure=third).get().files.count() == 1


def test_one_wrong_row_keeps_all_rows_back_and_says_where(client: Client, office: Office, measure: Measure) -> None:
    second = measure_of(office, "ข้อสอง")
    address = f"/a/suanmali/2569/report/?m={measure.pk}&measure={second.pk}"
    wrong = rows(office, "ประชุมแล้ว", "ติดป้ายแล้ว", **{"rows-1-happened_on": "1 ม.ค. 2570"})
    answer = enter(client, office).post(address, wrong)
    assert answer.status_code == 422
    assert 'href="#id_rows-1-happened_on"' in words_of(answer)
    empty = client.post(address, rows(office, "", ""))
    assert "ยังไม่ได้เขียนผลของมาตรการใด" in words_of(empty)
    assert not ProgressReport.objects.exists()


def test_several_at_once_are_no_way_around_the_doors(client: Client, office: Office, measure: Measure) -> None:
    elsewhere = measure_of(office, "ของกองช่าง", unit="กองช่าง")
    enter(client, office)
    assert client.get(f"/a/suanmali/2569/report/?m={measure.pk}&m={elsewhere.pk}").status_code == 404
    assert client.get(f"/a/suanmali/2570/report/?m={measure.pk}").status_code == 404
    assert "เลือกมาตรการ" in words_of(client.get("/a/suanmali/2569/report/"))


def test_a_report_on_a_step_that_is_gone_becomes_none_on_the_whole_measure(client: Client, office: Office, measure: Measure) -> None:
    alone = measure_of(office, "ข้อเดียว", steps=("ออกประกาศ",))
    step = alone.steps.get()
    withdraw_step_of(office, alone)
    enter(client, office)
    values = typed(office, done_text="เสร็จแล้ว", is_finished="on", step=str(step.pk))
    answer = client.post(f"/a/suanmali/measures/{alone.pk}/report/", values)
    assert (answer.status_code, "ขั้นตอนที่ท่านรายงานถูกยกเลิกแล้ว" in words_of(answer)) == (422, True)
    several = {f"rows-0-{name}": value for name, value in values.items()}
    assert client.post(f"/a/suanmali/2569/report/?m={alone.pk}", several).status_code == 422
    assert not ProgressReport.objects.exists()


def withdraw_step_of(office: Office, measure: Measure) -> None:
    draft = replace(draft_of(measure), steps=())
    change_measure(by=office.actor(), at=NOW, measure=measure, draft=draft, version=measure.version, reason="ไม่ใช้")

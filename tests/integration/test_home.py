"""The home page and the tasks of a person: what each one sees, in which order, and that it costs the same for ten measures and two hundred."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from unittest.mock import patch

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.offices import NOW, Office
from tests.progress import add_report

from prongsai.foundation import registry
from prongsai.foundation.files.actions import store_printed
from prongsai.foundation.jobs.actions import ask as ask_job
from prongsai.programme.plans.actions.measures import add_measure, start_plan
from prongsai.programme.plans.actions.progress import ask_more, report_progress
from prongsai.programme.plans.drafts import MeasureDraft, MonitoringDraft, StepDraft
from prongsai.programme.plans.models import ImportRun, Measure, Plan
from prongsai.programme.plans.progress.drafts import ProgressDraft
from prongsai.programme.plans.progress.todo import ToDo
from prongsai.programme.plans.queries.home import Place, count_of_todos, todos_of
from prongsai.programme.plans.queries.overview import measure_rows

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 17)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _on_that_day() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def plan(office: Office) -> Plan:
    return start_plan(by=office.actor(), at=NOW, fiscal_year=2569, number_prefix="2.")


def measure_of(office: Office, plan: Plan, title: str, unit: str = "กองคลัง", **more: object) -> Measure:
    draft = MeasureDraft(title, **({"unit_ids": (office.unit(unit).pk,)} | more))  # type: ignore[arg-type]
    return add_measure(by=office.actor(), at=NOW, plan=plan, draft=draft)


def todos(office: Office, role: str = "unit_reporter") -> list[ToDo]:
    plan = Plan.objects.filter(agency=office.agency, fiscal_year=2569).first()
    rows = measure_rows(plan.pk, TODAY) if plan else []
    return todos_of(office.actor(role), Place(office.agency.pk, office.agency.code, 2569, TODAY), rows)


def titles(office: Office, role: str = "unit_reporter") -> list[str]:
    return [todo.title for todo in todos(office, role)]


def words_of(answer: HttpResponse) -> str:
    text = answer.content.decode().replace("\u2060", "").replace("\u00a0", " ")
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def page(client: Client, office: Office, role: str = "officer", address: str = "/a/suanmali/2569/") -> str:
    client.force_login(office.persons[role])
    return words_of(client.get(address))


def run_in_review(office: Office, name: str = "แผนปี 2568.pdf", state: str = "review", **more: object) -> ImportRun:
    by = office.actor()
    file = store_printed(by=by, at=NOW, data=name.encode(), name=name, media_type="application/pdf", read_permission="plans.import")
    job = ask_job(by=by, at=NOW, kind="plans.read")
    return ImportRun.objects.create(
        agency=office.agency, fiscal_year=2569, file=file, sha256=file.blob.sha256, state=state, job=job, started_at=NOW, **more
    )


def test_overdue_comes_first_then_what_has_no_day_then_by_date(office: Office, plan: Plan) -> None:
    for title, shift in (("ปลายปี", 190), ("ใกล้ถึง", 14), ("เลยนาน", -20), ("เพิ่งเลย", -2)):
        measure_of(office, plan, title, ends_on=TODAY + shift * DAY)
    run_in_review(office)
    found = todos(office, "officer")
    assert [todo.title.split()[-1] for todo in found] == ["เลยนาน", "เพิ่งเลย", "2568.pdf”", "ใกล้ถึง", "ปลายปี"]
    assert [todo.when(TODAY) for todo in found] == ["เกินกำหนด 20 วัน", "เกินกำหนด 2 วัน", "", "เหลือ 14 วัน", "เหลือ 190 วัน"]
    assert [todo.is_now(TODAY) for todo in found] == [True, True, True, True, False]


def test_a_reporter_sees_what_the_own_unit_answers_for(office: Office, plan: Plan) -> None:
    shared = (StepDraft("ของเรา", unit_ids=(office.unit("กองคลัง").pk,), ends_on=TODAY - DAY), StepDraft("ของเขา", ends_on=TODAY - 9 * DAY))
    measure_of(office, plan, "ของกองคลัง", ends_on=TODAY)
    measure_of(office, plan, "ของกองช่าง", unit="กองช่าง", ends_on=TODAY)
    measure_of(office, plan, "ร่วมกัน", unit="กองช่าง", steps=shared, ends_on=TODAY + DAY)
    measure_of(office, plan, "ทุกกอง", unit_ids=(), is_for_every_unit=True, ends_on=TODAY + DAY)
    assert titles(office) == ["รายงานผลขั้นตอน 2.3.1 ของเรา", "รายงานผลมาตรการ 2.1 ของกองคลัง", "รายงานผลมาตรการ 2.4 ทุกกอง"]
    assert len(titles(office, "officer")) == 4


def test_an_overdue_step_is_named_with_its_own_address(office: Office, plan: Plan) -> None:
    steps = (StepDraft("ออกประกาศ", ends_on=TODAY - 3 * DAY), StepDraft("ติดป้าย"))
    measure = measure_of(office, plan, "ยืมทรัพย์สิน", steps=steps, ends_on=TODAY + 5 * DAY)
    todo = todos(office)[0]
    first = measure.steps.order_by("order")[0]
    assert (todo.title, todo.href) == ("รายงานผลขั้นตอน 2.1.1 ออกประกาศ", f"/a/suanmali/measures/{measure.pk}/report/?step={first.pk}")
    assert "กองคลัง" in todo.why


def test_several_steps_due_on_one_day_make_one_entry(office: Office, plan: Plan) -> None:
    steps = (StepDraft("ก", ends_on=TODAY - DAY), StepDraft("ข", ends_on=TODAY - DAY))
    measure_of(office, plan, "หลายขั้น", steps=steps, ends_on=TODAY + 5 * DAY)
    assert titles(office) == ["รายงานผลมาตรการ 2.1 หลายขั้น"]


def test_a_round_of_reports_is_due_unless_something_was_reported_around_it(office: Office, plan: Plan) -> None:
    rounds = (MonitoringDraft(date(2026, 3, 31)), MonitoringDraft(date(2026, 9, 30)))
    measure = measure_of(office, plan, "สองรอบ", monitoring=rounds)
    assert [(todo.due_on, todo.why.split(" · ")[0].replace("\u00a0", " ")) for todo in todos(office)] == [
        (date(2026, 3, 31), "ถึงรอบรายงาน 31 มี.ค. 2569")
    ]
    add_report(measure, happened_on=date(2026, 3, 10))
    assert [todo.due_on for todo in todos(office)] == [date(2026, 9, 30)]


def test_what_is_finished_asks_for_nothing(office: Office, plan: Plan) -> None:
    measure = measure_of(office, plan, "เสร็จ", ends_on=TODAY - DAY)
    add_report(measure, happened_on=TODAY, is_finished=True)
    assert titles(office) == []


def test_requests_for_more_reach_the_unit_and_not_who_asked(office: Office, plan: Plan) -> None:
    measure = measure_of(office, plan, "ยืม", ends_on=TODAY + 100 * DAY)
    ask_more(by=office.actor(), at=NOW, measure=measure, text="ขอภาพ", wanted_by=TODAY + 3 * DAY)
    first = todos(office)[0]
    assert (first.kind, first.title, first.due_on) == ("answer", "ตอบคำขอข้อมูลเพิ่มของมาตรการ 2.1", TODAY + 3 * DAY)
    assert "ขอภาพ" in first.why
    assert [todo.kind for todo in todos(office, "officer")] == ["report"]
    own = measure_of(office, plan, "ของสำนักปลัด", unit="สำนักปลัด", ends_on=TODAY + 100 * DAY)
    ask_more(by=office.actor(), at=NOW, measure=own, text="ถามตัวเอง")
    assert "answer" not in [todo.kind for todo in todos(office, "officer")]
    ask_more(by=office.actor("executive"), at=NOW, measure=own, text="ผู้บริหารถาม")
    assert [todo.why for todo in todos(office, "officer") if todo.kind == "answer"] == ["“ผู้บริหารถาม” · ผู้ทดสอบ executive"]


def test_officers_are_told_what_nobody_can_be_reminded_of(office: Office, plan: Plan) -> None:
    measure_of(office, plan, "ไม่มีใคร", unit_ids=(), ends_on=TODAY + 100 * DAY)
    undated = measure_of(office, plan, "ไม่มีวัน")
    measure_of(office, plan, "ครบ", ends_on=TODAY + 100 * DAY)
    found = [todo for todo in todos(office, "officer") if todo.kind == "fill"]
    assert [todo.title for todo in found] == ["2 มาตรการยังขาดผู้รับผิดชอบหรือวันครบกำหนด"]
    assert not [todo for todo in todos(office) if todo.kind == "fill"]
    add_report(undated, happened_on=TODAY, is_finished=True)
    assert "1 มาตรการ" in next(todo.title for todo in todos(office, "officer") if todo.kind == "fill")


def test_who_may_only_ask_watches_what_is_overdue(office: Office, plan: Plan) -> None:
    measure = measure_of(office, plan, "เลย", ends_on=TODAY - 2 * DAY)
    measure_of(office, plan, "ยังไม่ถึง", ends_on=TODAY + DAY)
    assert [(todo.kind, todo.href) for todo in todos(office, "executive")] == [("watch", f"/a/suanmali/measures/{measure.pk}/")]
    assert todos(office, "overseer") == todos(office, "publisher") == []


def test_the_count_in_the_menu_follows_every_change(office: Office, plan: Plan) -> None:
    measure = measure_of(office, plan, "เลย", ends_on=TODAY - 2 * DAY)
    reporter = office.actor("unit_reporter")
    assert (count_of_todos(reporter, 2569), count_of_todos(office.actor("overseer"), 2569)) == (1, None)
    with CaptureQueriesContext(connection) as again:
        assert count_of_todos(reporter, 2569) == 1
    assert len(again) <= 2
    draft = ProgressDraft(happened_on=TODAY, done_text="เสร็จแล้ว", is_finished=True, unit_id=office.unit("กองคลัง").pk)
    report_progress(by=reporter, at=NOW, measure=measure, draft=draft)
    assert count_of_todos(reporter, 2569) is None


def test_home_shows_at_most_five_and_fills_only_the_first_button(client: Client, office: Office, plan: Plan) -> None:
    for index in range(7):
        measure_of(office, plan, f"ข้อ {index}", ends_on=TODAY + index * DAY)
    client.force_login(office.persons["officer"])
    html = client.get("/a/suanmali/2569/").content.decode()
    assert html.count('class="tile') == 5
    assert html.count("btn-primary") == 1
    assert "งานของฉันทั้งหมด 7 เรื่อง" in words_of(client.get("/a/suanmali/2569/"))


def test_home_counts_measures_and_names_those_without_evidence(client: Client, office: Office, plan: Plan) -> None:
    done = measure_of(office, plan, "เสร็จ", ends_on=TODAY)
    add_report(done, happened_on=TODAY, is_finished=True)
    proven = measure_of(office, plan, "มีหลักฐาน", unit="กองช่าง", ends_on=TODAY)
    add_report(proven, happened_on=TODAY, is_finished=True, files=1)
    measure_of(office, plan, "เลย", ends_on=TODAY - DAY)
    words = page(client, office)
    assert all(part in words for part in ("มาตรการปีนี้ 3 เรื่อง", "วันอังคารที่ 17 มีนาคม 2569", "เหลืออีก 197 วันถึงสิ้นปีงบประมาณ"))
    assert "ตัวช่วยตรวจพบ 5 เรื่อง ต้องแก้ก่อนรายงาน 2 เรื่อง ดูและแก้ทีละเรื่อง" in words
    assert "กองคลัง เสร็จ 1 จาก 2 เกินกำหนด 1" in words


def test_home_tells_what_changed_last_in_words(client: Client, office: Office, plan: Plan) -> None:
    measure = measure_of(office, plan, "แนวทางการยืม", ends_on=TODAY)
    draft = ProgressDraft(happened_on=TODAY, done_text="ประชุม", unit_id=office.unit("กองคลัง").pk)
    report_progress(by=office.actor("unit_reporter"), at=NOW, measure=measure, draft=draft)
    assert "ผู้ทดสอบ unit_reporter รายงานผล 2.1 แนวทางการยืม วันนี้ 10:00 น." in page(client, office, "executive")


def test_a_year_without_plan_offers_the_ways_to_begin(client: Client, office: Office) -> None:
    words = page(client, office)
    assert all(way in words for way in ("นำเข้าเอกสารแผน", "เลือกจากคลังมาตรการ", "พิมพ์เอง"))
    others = page(client, office, "unit_reporter")
    assert "พิมพ์เอง" not in others
    assert "เมื่อเจ้าหน้าที่ใส่แผนแล้ว" in others


@pytest.mark.parametrize(("year", "words"), [(2568, "ปีงบประมาณ 2568 สิ้นสุดแล้ว"), (2570, "ปีงบประมาณ 2570 เริ่ม 1 ต.ค. 2569")])
def test_other_years_say_where_they_lie(client: Client, office: Office, year: int, words: str) -> None:
    assert words in page(client, office, address=f"/a/suanmali/{year}/")


def test_the_result_of_an_imported_paper_stands_on_home_as_that_of_the_paper(client: Client, office: Office, plan: Plan) -> None:
    assert "ผล ITA" not in page(client, office)
    ita = {"fiscal_year": 2568, "overall_score": 80.72, "level": "B", "tools": {"IIT": 85.28, "OIT": 73.33, "EIT": "?"}}
    run_in_review(office, state="committed", paper={"ita": ita}, committed_at=NOW, plan=plan)
    words = page(client, office)
    assert all(part in words for part in ("ผล ITA ตามเอกสารที่นำเข้า", "80.72", "ระดับ B", "85.28", "73.33", "ผลปีงบประมาณ 2568"))
    assert "EIT" not in words


def test_tasks_are_all_of_them_with_filters(client: Client, office: Office, plan: Plan) -> None:
    measure_of(office, plan, "เลย", ends_on=TODAY - DAY)
    measure_of(office, plan, "ปลายปี", unit="กองช่าง", ends_on=TODAY + 150 * DAY)
    base = "/a/suanmali/2569/tasks/"
    assert "ปลายปี" not in page(client, office, address=base)
    everything = page(client, office, address=f"{base}?show=all")
    assert all(word in everything for word in ("2.1 เลย", "2.2 ปลายปี", "ต้องทำตอนนี้ 1", "ทั้งหมด 2"))
    assert "2.1 เลย" not in page(client, office, address=f"{base}?show=all&unit=กองช่าง")
    assert "ไม่มีงานในกลุ่มนี้" in page(client, office, address=f"{base}?show=late&unit=กองช่าง&kind=report")
    assert "2.1 เลย" in page(client, office, address=f"{base}?show=wrong")


def test_another_agency_and_its_work_are_not_there(client: Client, office: Office, other_office: Office) -> None:
    theirs = start_plan(by=other_office.actor(), at=NOW, fiscal_year=2569)
    measure_of(other_office, theirs, "ลับของเขา", ends_on=TODAY - DAY)
    assert "ลับของเขา" not in page(client, office) + page(client, office, address="/a/suanmali/2569/tasks/?show=all")
    assert client.get("/a/rimnam/2569/").status_code == client.get("/a/rimnam/2569/tasks/").status_code == 404


def fill(office: Office, plan: Plan, count: int) -> None:
    for index in range(count):
        measure = measure_of(office, plan, f"ข้อ {index}", steps=(StepDraft("ก"),), ends_on=TODAY + (index % 40 - 10) * DAY)
        ask_more(by=office.actor("executive"), at=NOW, measure=measure, text="ขอภาพ")


@pytest.mark.parametrize("address", ["/a/suanmali/2569/", "/a/suanmali/2569/tasks/?show=all", "/a/suanmali/2569/requests/"])
def test_the_pages_cost_the_same_for_few_and_many_measures(client: Client, office: Office, plan: Plan, address: str) -> None:
    client.force_login(office.persons["unit_reporter"])
    found = []
    for count in (10, 90):
        fill(office, plan, count)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        found.append(len(queries))
    assert found[0] == found[1]


def test_dated_things_of_other_parts_are_shown_only_to_who_may_see_to_them(office: Office, plan: Plan) -> None:
    def find(_agency: int, first: date, _last: date) -> Iterator[registry.DatedObject]:
        yield registry.DatedObject("one", "เรื่องภายใน", first, "/x/", "ดู")

    source = registry.DatedSource("test.internal", "ทดสอบ", find, permission="people.manage")
    place = Place(office.agency.pk, office.agency.code, 2569, TODAY)
    with patch.object(registry, "dated_objects", [source]):
        seen = {
            role: [todo.title for todo in todos_of(office.actor(role), place, [])] for role in ("agency_administrator", "unit_reporter")
        }
    assert seen == {"agency_administrator": ["เรื่องภายใน"], "unit_reporter": []}

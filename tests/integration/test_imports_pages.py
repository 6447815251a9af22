"""The pages of the import, used as plain forms: no script runs here."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image
from tests.imports import PLAN, import_text
from tests.offices import NOW, Office

from prongsai.core.papers.serial import paper_from_json
from prongsai.core.papers.writers.writing import write_paper
from prongsai.foundation.files.kinds import PAPER_RULE
from prongsai.foundation.jobs.models import Job
from prongsai.interfaces.staff.forms.imports import UploadForm
from prongsai.programme.plans.models import ImportRun, Measure, ProgressReport
from prongsai.programme.plans.queries.imports import review_of
from prongsai.samples import SAMPLES, sample_path

Capture = Any
LIST = "/a/suanmali/2569/imports/"


@pytest.fixture
def client(office: Office) -> Client:
    """The officer's browser."""
    browser = Client()
    browser.force_login(office.persons["officer"])
    return browser


@pytest.fixture
def run(office: Office, django_capture_on_commit_callbacks: Capture) -> ImportRun:
    """A paper with two open questions about its second measure."""
    return import_text(office, django_capture_on_commit_callbacks)


def upload(client: Client, capture: Capture, data: bytes, name: str, year: int = 2569, **more: str) -> Any:
    with capture(execute=True):
        return client.post(f"{LIST}add/", {"file": SimpleUploadedFile(name, data), "fiscal_year": year, "use_ocr": "on", **more})


def forms_of(page: str, action: str) -> list[dict[str, str]]:
    """The hidden fields and chosen radios of the forms that go to an address."""
    found = []
    for form in re.findall(rf'<form[^>]*action="{re.escape(action)}"[^>]*>(.*?)</form>', page, re.DOTALL):
        inputs = re.findall(r"<input[^>]*>", form)
        values = {}
        for tag in inputs:
            name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
            is_idle = 'type="radio"' in tag and " checked" not in tag
            if name and not is_idle and name[1] != "csrfmiddlewaretoken":
                values[name[1]] = value[1] if value else ""
        found.append(values)
    return found


def answer_all(client: Client, run: ImportRun, *, value: Callable[[int], dict[str, str]] | None = None) -> None:
    """Send the form of every open question as it stands; one without a choice is left blank."""
    address = f"/a/suanmali/imports/{run.pk}/"
    for number in range(len((run.paper or {})["warnings"])):
        page = client.get(address).content.decode()
        [typed, *_rest] = forms_of(page, f"{address}answers/{number}/")
        if typed.get("value") == "other":
            typed["how"] = "blank"
        answered = client.post(f"{address}answers/{number}/", typed)
        assert answered.status_code == 302, answered.content.decode()


# --- from the file to the plan ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_goes_from_the_file_to_the_plan(
    client: Client, office: Office, django_capture_on_commit_callbacks: Capture, name: str
) -> None:
    answered = upload(client, django_capture_on_commit_callbacks, sample_path(name).read_bytes(), name)
    run = ImportRun.objects.get()
    assert answered["Location"] == f"/a/suanmali/imports/{run.pk}/"
    assert 'id="foot"' in client.get(answered["Location"]).content.decode()
    answer_all(client, run)
    preview = client.get(f"/a/suanmali/imports/{run.pk}/commit/")
    assert preview.status_code == 200
    typed = forms_of(preview.content.decode().replace('<form class="panel" method="post"', '<form action="here"'), "here")[0]
    ended = client.post(f"/a/suanmali/imports/{run.pk}/commit/", typed, follow=True)
    run.refresh_from_db()
    assert run.state == ImportRun.State.COMMITTED
    titles = list(run.measures.order_by("order").values_list("title", flat=True))
    assert titles
    for title in titles[:3]:
        assert title.split()[0] in ended.content.decode().replace("\u2060", "")


def test_a_question_is_answered_by_candidate_by_typing_and_as_blank(client: Client, run: ImportRun) -> None:
    address = f"/a/suanmali/imports/{run.pk}/"
    due = next(question for question in review_of(run).questions if question.code == "due_uncertain")
    period = next(question for question in review_of(run).questions if question.code == "period_unread")
    page = client.get(address).content.decode()
    assert "เหลือ 2 จาก 2 จุดที่ต้องให้ท่านยืนยัน" in page
    assert "รายงานภายใน 3 1 มี.ค. 69" in page
    client.post(f"{address}answers/{due.index}/", {"version": 0, "value": "other", "typed": "๑๕ มี.ค. ๒๕๖๙"})
    client.post(f"{address}answers/{period.index}/", {"version": 0, "how": "blank"})
    page = client.get(address).content.decode()
    assert "ยืนยันครบ 2 จุดแล้ว" in page
    assert "15\u00a0มีนาคม\u00a02569" in page
    run.refresh_from_db()
    assert [decision["how"] for decision in run.decisions] == ["mended", "left_blank"]
    client.post(f"{address}undo/", {"item": due.item, "version": review_of(run).questions[due.index].version})
    assert "เหลือ 1 จาก 2" in client.get(address).content.decode()


def test_what_cannot_be_read_is_told_in_place_and_kept(client: Client, run: ImportRun) -> None:
    due = next(question for question in review_of(run).questions if question.code == "due_uncertain")
    answered = client.post(f"/a/suanmali/imports/{run.pk}/answers/{due.index}/", {"version": 0, "value": "other", "typed": "วันศุกร์หน้า"})
    page = answered.content.decode()
    assert answered.status_code == 422
    assert "<title>ผิดพลาด:" in page
    assert page.count("เป็นวันที่ไม่ได้") == 2
    assert 'value="วันศุกร์หน้า"' in page


def test_nothing_chosen_is_no_blank(client: Client, run: ImportRun) -> None:
    answered = client.post(f"/a/suanmali/imports/{run.pk}/answers/0/", {"version": 0, "value": "other", "typed": " "})
    assert answered.status_code == 422
    assert "เว้นว่างไว้ก่อน" in answered.content.decode()


def test_of_two_persons_the_second_sees_what_the_first_decided(client: Client, run: ImportRun) -> None:
    due = next(question for question in review_of(run).questions if question.code == "due_uncertain")
    address = f"/a/suanmali/imports/{run.pk}/answers/{due.index}/"
    assert client.post(address, {"version": 0, "value": "other", "typed": "15 มี.ค. 2569"}).status_code == 302
    answered = client.post(address, {"version": 0, "value": "other", "typed": "16 มี.ค. 2569"})
    assert answered.status_code == 409
    assert "มีผู้อื่นตรวจทานจุดนี้ก่อนท่าน" in answered.content.decode()
    assert "15\u00a0มีนาคม\u00a02569" in answered.content.decode()


def test_script_gets_only_what_changed(client: Client, run: ImportRun) -> None:
    due = next(question for question in review_of(run).questions if question.code == "due_uncertain")
    answered = client.post(
        f"/a/suanmali/imports/{run.pk}/answers/{due.index}/",
        {"version": 0, "value": "other", "typed": "15 มี.ค. 2569"},
        headers={"HX-Request": "true"},
    )
    page = answered.content.decode()
    assert 'id="m1"' in page
    assert "<html" not in page
    assert 'id="m0"' not in page
    assert page.count("hx-swap-oob") >= 3


def test_a_measure_is_mended_on_a_page_of_its_own(client: Client, office: Office, run: ImportRun) -> None:
    address = f"/a/suanmali/imports/{run.pk}/measures/m0/"
    page = client.get(address).content.decode()
    assert "ปลูกต้นไม้" in page
    typed = {
        "version": 0,
        "title": "ปลูกป่าชุมชน",
        "units": [str(office.unit("กองคลัง").pk)],
        "other_units": "กองสวัสดิการสังคม",
        "period": "ต.ค. 68 - ก.พ. 69",
        "period_words": "ต.ค. 68 - มี.ค. 69",
        "due": "",
        "due_words": "รายงานภายใน 31 มี.ค. 69",
        "step_0": "ขุดหลุม\r\nลึก 50 ซม.",
        "step_1": "รดน้ำ",
        "step_2": "",
    }
    assert client.post(address, typed)["Location"].endswith("#m0")
    run.refresh_from_db()
    card = review_of(run).cards[0]
    draft = card.measure.draft
    assert (draft.title, draft.unit_ids) == ("ปลูกป่าชุมชน", (office.unit("กองคลัง").pk,))
    assert card.measure.unknown_units == ("กองสวัสดิการสังคม",)
    assert (draft.starts_on, draft.ends_on, draft.monitoring[0].due_on) == (date(2025, 10, 1), date(2026, 2, 28), None)
    assert [(step.text, step.details) for step in draft.steps] == [("ขุดหลุม", "ลึก 50 ซม."), ("รดน้ำ", "")]
    refused = client.post(address, typed | {"version": card.version, "period": "เมื่อไรก็ได้"})
    assert refused.status_code == 422
    assert "เป็นช่วงเวลาไม่ได้" in refused.content.decode()


def test_a_form_sent_back_unchanged_mends_nothing(client: Client, office: Office, run: ImportRun) -> None:
    address = f"/a/suanmali/imports/{run.pk}/measures/m0/"
    page = client.get(address).content.decode()
    fields = dict(re.findall(r'<input type="text" name="([^"]+)"(?: value="([^"]*)")?', page))
    texts = {name: value.strip("\n") for name, value in re.findall(r'<textarea name="([^"]+)"[^>]*>(.*?)</textarea>', page, re.DOTALL)}
    units = re.findall(r'name="units" value="(\d+)" id="[^"]*" checked', page)
    assert units == [str(office.unit("กองช่าง").pk)]
    assert texts["title"] == "ปลูกต้นไม้"
    assert client.post(address, {"version": 0, **fields, **texts, "units": units}).status_code == 302
    run.refresh_from_db()
    assert run.decisions == []


def test_measures_are_left_out_and_brought_back(client: Client, run: ImportRun) -> None:
    address = f"/a/suanmali/imports/{run.pk}/"
    client.post(f"{address}measures/m1/leave/", {"version": 0})
    assert "นำเข้า 1 มาตรการ" in client.get(address).content.decode()
    run.refresh_from_db()
    client.post(f"{address}undo/", {"item": "leave:measures[1]", "version": run.version})
    assert "นำเข้า 2 มาตรการ" in client.get(address).content.decode()


def test_import_stays_closed_while_a_question_is_open(client: Client, run: ImportRun) -> None:
    page = client.get(f"/a/suanmali/imports/{run.pk}/").content.decode()
    assert 'aria-disabled="true"' in page
    assert "นำเข้าได้เมื่อยืนยันครบ 2 จุด" in page
    assert client.get(f"/a/suanmali/imports/{run.pk}/commit/")["Location"] == f"/a/suanmali/imports/{run.pk}/"
    assert client.post(f"/a/suanmali/imports/{run.pk}/commit/", {"version": run.version})["Location"] == f"/a/suanmali/imports/{run.pk}/"
    assert not Measure.objects.exists()


def test_the_commit_says_first_what_will_happen_and_makes_what_was_wished(client: Client, office: Office, run: ImportRun) -> None:
    answer_all(client, run)
    address = f"/a/suanmali/imports/{run.pk}/commit/"
    page = client.get(address).content.decode()
    assert "นำเข้า 2 มาตรการเข้าแผนปี 2569" in page
    assert "เริ่มแผนใหม่ของปีงบประมาณ 2569" in page
    assert "กองกิจการพิเศษ" in page
    run.refresh_from_db()
    typed = {"version": run.version, "title": "แผนของเรา", "units": ["กองกิจการพิเศษ"]}
    ended = client.post(address, typed, follow=True).content.decode()
    assert "นำเข้า 2 มาตรการเข้าแผนปี 2569 แล้ว" in ended
    run.refresh_from_db()
    assert run.plan is not None
    assert run.plan.title == "แผนของเรา"
    assert office.agency.units.filter(name="กองกิจการพิเศษ").exists()
    assert client.post(address, typed)["Location"] == f"/a/suanmali/imports/{run.pk}/"
    assert Measure.objects.count() == 2


def test_the_same_file_again_leads_to_what_it_became(client: Client, run: ImportRun, django_capture_on_commit_callbacks: Capture) -> None:
    again = upload(client, django_capture_on_commit_callbacks, PLAN.encode(), "other name.txt")
    assert again["Location"] == f"/a/suanmali/imports/{run.pk}/"
    assert "อ่านไว้แล้วและรอตรวจทานอยู่" in client.get(again["Location"]).content.decode()
    answer_all(client, run)
    run.refresh_from_db()
    client.post(f"/a/suanmali/imports/{run.pk}/commit/", {"version": run.version, "title": "แผน"})
    again = upload(client, django_capture_on_commit_callbacks, PLAN.encode(), "plan.txt")
    assert "จึงไม่นำเข้าซ้ำ" in client.get(again["Location"]).content.decode()
    assert (ImportRun.objects.count(), Measure.objects.count()) == (1, 2)


def test_results_come_in_with_a_day_that_the_person_can_change(
    client: Client, office: Office, django_capture_on_commit_callbacks: Capture
) -> None:
    data = sample_path("status-memo.txt").read_bytes()
    upload(client, django_capture_on_commit_callbacks, data, "memo.txt", year=2568)
    run = ImportRun.objects.get()
    answer_all(client, run)
    run.refresh_from_db()
    address = f"/a/suanmali/imports/{run.pk}/commit/"
    assert 'value="17 ก.พ. 2568"' in client.get(address).content.decode()
    typed = {"version": run.version, "title": "แผน", "takes_reports": "on", "reports_on": "ไม่รู้"}
    assert client.post(address, typed).status_code == 422
    client.post(address, typed | {"reports_on": "1 มี.ค. 2568"})
    assert set(ProgressReport.objects.values_list("happened_on", flat=True)) == {date(2025, 3, 1)}


# --- the file ---------------------------------------------------------------------------------------------------------------------------


def test_a_file_that_is_not_taken_is_told_at_the_field(client: Client, django_capture_on_commit_callbacks: Capture) -> None:
    answered = upload(client, django_capture_on_commit_callbacks, b"MZ\x90\x00 program", "plan.exe")
    page = answered.content.decode()
    assert answered.status_code == 422
    assert "ไม่ใช่ชนิดที่รับ" in page
    assert 'aria-invalid="true"' in page
    assert upload(client, django_capture_on_commit_callbacks, b"", "plan.txt").status_code == 422


def test_a_file_beyond_the_limit_is_refused_before_it_is_read() -> None:
    class Endless(SimpleUploadedFile):
        def read(self, num_bytes: int | None = None) -> bytes:
            raise AssertionError("was read")

    file = Endless("big.pdf", b"x")
    file.size = PAPER_RULE.most_bytes + 1
    form = UploadForm({"fiscal_year": "2569"}, {"file": file}, year=2569, this_year=2569)
    assert not form.is_valid()
    assert "100 MB" in form.errors["file"][0]


def test_a_broken_file_tells_why_in_both_languages(client: Client, django_capture_on_commit_callbacks: Capture) -> None:
    answered = upload(client, django_capture_on_commit_callbacks, b"%PDF-1.7\nbroken", "plan.pdf")
    assert "อ่านเอกสารนี้ไม่ได้" in client.get(answered["Location"]).content.decode()
    client.cookies["language"] = "en"
    assert ImportRun.objects.get().fault_en.split(":")[0].replace("“", "&ldquo;")[:12] in client.get(
        answered["Location"]
    ).content.decode().replace("“", "&ldquo;")


def test_while_it_is_read_the_page_tells_how_far_it_is_and_then_leads_on(
    client: Client, office: Office, django_capture_on_commit_callbacks: Capture
) -> None:
    with django_capture_on_commit_callbacks() as waiting:
        answered = client.post(f"{LIST}add/", {"file": SimpleUploadedFile("plan.txt", PLAN.encode()), "fiscal_year": 2569})
    address = answered["Location"]
    page = client.get(address).content.decode()
    assert "<title>อ่านเอกสาร ·" in page
    assert "รอคิวอ่านเอกสาร" in page
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page
    assert 'hx-trigger="every 1s"' in page
    Job.objects.update(state=Job.State.RUNNING, started_at=NOW, done=3, total=6)
    part = client.get(f"{address}progress/", headers={"HX-Request": "true"}).content.decode()
    assert "กำลังอ่านเอกสาร หน้า 4 จาก 6" in part
    assert 'aria-valuenow="50"' in part
    assert "อ่านใหม่" in part
    Job.objects.update(state=Job.State.WAITING, started_at=None)
    for callback in waiting:
        callback()
    assert client.get(f"{address}progress/", headers={"HX-Request": "true"})["HX-Redirect"] == address
    assert client.get(f"{address}progress/")["Location"] == address


def test_a_dead_reading_is_started_again_by_a_button(client: Client, office: Office, django_capture_on_commit_callbacks: Capture) -> None:
    with django_capture_on_commit_callbacks():
        answered = client.post(f"{LIST}add/", {"file": SimpleUploadedFile("plan.txt", PLAN.encode()), "fiscal_year": 2569})
    Job.objects.update(state=Job.State.RUNNING, started_at=NOW - timedelta(minutes=16))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{answered['Location']}retry/")
    assert ImportRun.objects.get().state == ImportRun.State.REVIEW


def test_pages_of_a_pdf_are_shown_as_pictures_with_marks(
    client: Client, run: ImportRun, django_capture_on_commit_callbacks: Capture, tmp_path: Path
) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(write_paper(paper_from_json(run.paper), layout="plan", kind="pdf", embed=False))
    answered = upload(client, django_capture_on_commit_callbacks, path.read_bytes(), "plan.pdf")
    pdf = ImportRun.objects.latest("pk")
    page = client.get(answered["Location"]).content.decode()
    assert re.search(rf'<img src="/a/suanmali/imports/{pdf.pk}/pages/\d+/"', page)
    assert '<rect class="frame-open"' in page
    picture = client.get(f"/a/suanmali/imports/{pdf.pk}/pages/1/")
    assert picture["Content-Type"] == "image/webp"
    part = client.get(f"/a/suanmali/imports/{pdf.pk}/pages/1/", {"box": "100-100-200-50"})
    with Image.open(BytesIO(picture.content)) as whole, Image.open(BytesIO(part.content)) as cut:
        assert cut.width < whole.width / 2
    assert client.get(f"/a/suanmali/imports/{pdf.pk}/pages/99/").status_code == 404
    assert client.get(f"/a/suanmali/imports/{run.pk}/pages/1/").status_code == 404


def test_a_paper_left_out_is_brought_back(client: Client, run: ImportRun) -> None:
    address = f"/a/suanmali/imports/{run.pk}/"
    assert "ไม่ได้นำเข้า" in client.post(f"{address}discard/", follow=True).content.decode()
    assert "ตรวจทานก่อนนำเข้า" in client.post(f"{address}restore/", follow=True).content.decode()


# --- who, and how much ------------------------------------------------------------------------------------------------------------------


def test_another_agency_and_other_roles_find_nothing(client: Client, office: Office, other_office: Office, run: ImportRun) -> None:
    paths = [LIST, f"{LIST}add/", f"/a/suanmali/imports/{run.pk}/", f"/a/suanmali/imports/{run.pk}/commit/"]
    acts = [
        "answers/0/",
        "confirm/",
        "undo/",
        "unread/0/",
        "measures/m0/",
        "measures/m0/leave/",
        "discard/",
        "restore/",
        "retry/",
        "commit/",
    ]
    for person in (other_office.persons["officer"], office.persons["executive"], office.persons["unit_reporter"]):
        stranger = Client()
        stranger.force_login(person)
        assert {stranger.get(path).status_code for path in paths} == {404}
        assert {stranger.post(f"/a/suanmali/imports/{run.pk}/{act}").status_code for act in acts} == {404}
    client.force_login(other_office.persons["officer"])
    assert client.get(f"/a/rimnam/imports/{run.pk}/").status_code == 404
    assert client.post(f"/a/rimnam/imports/{run.pk}/commit/", {"version": run.version}).status_code == 404


def test_addresses_that_make_no_sense_are_not_found_and_break_nothing(client: Client, run: ImportRun) -> None:
    address = f"/a/suanmali/imports/{run.pk}/"
    assert client.post(f"{address}answers/99/").status_code == 404
    assert client.get(f"{address}measures/x9/").status_code == 404
    assert client.get(f"{address}measures/m99/").status_code == 404
    assert client.post(f"{address}measures/m99/leave/", {"version": 0}).status_code == 422
    assert client.post(f"{address}undo/", {"item": "warning:99", "version": "0"}).status_code == 302
    assert client.post(f"{address}undo/", {"item": "nonsense", "version": "x"}).status_code == 302
    assert client.post(f"{address}unread/99/", {"how": "ignore", "version": "0"}).status_code == 422
    assert client.get(f"{address}answers/0/")["Location"] == address
    assert client.get(address, {"page": "zz", "spot": "-1", "only": "open"}).status_code == 200


def test_the_list_asks_as_often_for_many_as_for_few(
    client: Client, office: Office, django_capture_on_commit_callbacks: Capture, django_assert_num_queries: Any
) -> None:
    assert "ยังไม่มีเอกสารที่นำเข้า" in client.get(LIST).content.decode()
    first = import_text(office, django_capture_on_commit_callbacks)
    client.get(LIST)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(LIST)
    for number in range(20):
        job = Job.objects.create(agency=office.agency, kind="plans.import", asked_at=NOW)
        ImportRun.objects.create(
            agency=office.agency,
            fiscal_year=2569,
            file=first.file,
            sha256=f"{number}",
            job=job,
            started_at=NOW,
            started_by=first.started_by,
        )
    with django_assert_num_queries(len(few)):
        client.get(LIST)


def test_the_review_asks_as_often_for_a_long_paper_as_for_a_short_one(
    client: Client, office: Office, run: ImportRun, django_capture_on_commit_callbacks: Capture, django_assert_num_queries: Any
) -> None:
    rows = "".join(f"{n}\tมาตรการที่ {n} ปลูกต้นไม้\tขุดหลุม\tกองช่าง\tต.ค. 68 - มี.ค. 69\tรายงานภายใน 31 มี.ค. 69\n" for n in range(3, 203))
    long = import_text(office, django_capture_on_commit_callbacks, PLAN + rows, "long.txt")
    client.get(f"/a/suanmali/imports/{run.pk}/")
    with CaptureQueriesContext(connection) as few:
        client.get(f"/a/suanmali/imports/{run.pk}/")
    with django_assert_num_queries(len(few)):
        page = client.get(f"/a/suanmali/imports/{long.pk}/").content.decode()
    assert "มาตรการที่อ่านได้ 202 เรื่อง" in page


def test_a_paper_of_many_measures_is_shown_in_parts_and_its_links_lead_to_the_right_one(
    client: Client, office: Office, django_capture_on_commit_callbacks: Capture
) -> None:
    rows = "".join(f"{n}\tมาตรการที่ {n}\tขุดหลุม\tกองช่าง\tต.ค. 68 - มี.ค. 69\tรายงานภายใน 3 1 มี.ค. 69\n" for n in range(3, 153))
    run = import_text(office, django_capture_on_commit_callbacks, PLAN + rows, "long.txt")
    address = f"/a/suanmali/imports/{run.pk}/"
    last = review_of(run).questions[-1]
    assert last.card == "measures[151]"
    first, second = client.get(address).content.decode(), client.get(f"{address}?part=2").content.decode()
    assert f'href="?part=2#q{last.number}"' in first
    assert f'id="q{last.number}"' not in first
    assert f'id="q{last.number}"' in second
    answered = client.post(f"{address}answers/{last.index}/", {"version": 0, "value": last.choices[0].value})
    assert answered["Location"] == f"{address}?part=2#m151"

"""The pages of printing: what is offered, the preview in its frame, gaps, the print, what was printed and what has changed since."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoCaptureOnCommitCallbacks
from tests.integration.printed_plan import LATER, PrintedPlan, make_plan, report, report_everything
from tests.offices import NOW, Office

from prongsai.core.papers.writers.writing import write_paper
from prongsai.foundation.jobs.models import Job
from prongsai.foundation.jobs.running import do_at_once
from prongsai.interfaces.staff.preview_policy import policy_of, without_attributes
from prongsai.programme.plans.actions import printing
from prongsai.programme.plans.actions.measures import add_measure, start_plan
from prongsai.programme.plans.actions.progress import ask_more
from prongsai.programme.plans.drafts import MeasureDraft
from prongsai.programme.plans.models import PrintedReport
from prongsai.programme.plans.printing.to_paper import Choices, to_paper
from prongsai.programme.plans.progress.drafts import ProgressDraft
from prongsai.programme.plans.queries.printed import read_content

pytestmark = pytest.mark.django_db
BASE = "/a/suanmali/2569/reports/"


@pytest.fixture(autouse=True)
def spring(settings: object) -> Iterator[None]:
    settings.DEMONSTRATION = True  # type: ignore[attr-defined]  # nobody needs a second factor
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def made(office: Office) -> PrintedPlan:
    made = make_plan(office)
    report_everything(made)
    return made


def signed_in(office: Office, role: str) -> Client:
    client = Client()
    client.force_login(office.persons[role])
    return client


def page(client: Client, path: str = "", **query: object) -> str:
    answer = client.get(f"{BASE}{path}", query)
    assert answer.status_code == 200
    return answer.content.decode()


def read(text: str) -> str:
    """The words of a page without the signs that hold them together."""
    return text.replace("\u00a0", " ").replace("\u2060", "")


def print_it(client: Client, **values: object) -> PrintedReport:
    answer = client.post(f"{BASE}print/", {"layout": "result-report", "months": 6, "digits": "arabic", "kind": "pdf", **values})
    assert answer.status_code == 302
    return PrintedReport.objects.get(pk=int(answer["Location"].strip("/").rsplit("/", 1)[1]))


@pytest.mark.parametrize("role", ["officer", "publisher", "executive"])
def test_who_may_print_sees_the_page_and_prints(made: PrintedPlan, role: str) -> None:
    client = signed_in(made.office, role)
    assert "พิมพ์ PDF" in page(client)
    assert print_it(client).printed_by == made.office.persons[role]


@pytest.mark.parametrize("role", ["unit_reporter", "overseer", "complaint_officer"])
def test_who_may_not_print_gets_no_page_and_no_file_but_may_see_what_was_printed(made: PrintedPlan, role: str) -> None:
    printed = print_it(signed_in(made.office, "officer"))
    client = signed_in(made.office, role)
    assert [client.get(f"{BASE}{path}").status_code for path in ("", "preview/")] == [404, 404]
    assert client.post(f"{BASE}print/", {"layout": "plan", "digits": "thai", "kind": "pdf"}).status_code == 404
    assert client.get(f"{BASE}printed/").status_code == 200
    assert client.get(f"/a/suanmali/reports/{printed.pk}/").status_code == 200
    assert PrintedReport.objects.count() == 1


def test_another_agency_gets_the_same_404_as_for_nothing(made: PrintedPlan, other_office: Office) -> None:
    printed = print_it(signed_in(made.office, "officer"))
    client = signed_in(other_office, "officer")
    addresses = (f"/a/suanmali/reports/{printed.pk}/", f"/a/rimnam/reports/{printed.pk}/", "/a/rimnam/reports/999/", BASE)
    assert [client.get(address).status_code for address in addresses] == [404] * 4


def test_a_year_without_measures_says_what_to_do_first(office: Office) -> None:
    client = signed_in(office, "officer")
    assert "ยังไม่มีมาตรการในปี 2569" in page(client)
    assert "ยังไม่มีรายงานที่พิมพ์ในปี 2569" in page(client, "printed/")
    assert client.get(f"{BASE}preview/").status_code == 404


def test_the_round_of_today_is_chosen_and_a_running_one_counts_up_to_today(made: PrintedPlan) -> None:
    text = page(signed_in(made.office, "officer"), layout="result-report")
    assert re.search(r'value="9"[^>]*checked', text)
    assert "ยังไม่สิ้นรอบ" in text
    assert "รอบ 9 เดือน · ข้อมูล ณ วันที่ 20 เมษายน 2569" in read(text)


def test_the_digits_of_the_agency_are_chosen(made: PrintedPlan) -> None:
    text = page(signed_in(made.office, "officer"))
    assert re.search(r'<option value="thai" selected', text)


def test_the_layout_that_the_plan_has_nothing_for_says_why(made: PrintedPlan) -> None:
    client = signed_in(made.office, "officer")
    text = page(client)
    assert 'value="action-plan"' not in text
    assert "ไม่ได้นำเข้าจากแผนปฏิบัติการ" in text
    assert client.get(BASE, {"layout": "action-plan"}).status_code == 422


def test_a_date_that_cannot_be_read_is_told_and_kept(made: PrintedPlan) -> None:
    answer = signed_in(made.office, "officer").get(BASE, {"layout": "status-memo", "memo_day": "วันพระใหญ่"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>ผิดพลาด:" in re.sub(r"\s+", " ", text)
    assert 'value="วันพระใหญ่"' in text
    assert "<iframe" not in text


def test_the_preview_may_be_framed_here_runs_nothing_and_styles_itself_only(made: PrintedPlan) -> None:
    answer = signed_in(made.office, "officer").get(f"{BASE}preview/", {"layout": "status-memo", "months": 6})
    policy = answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert "script-src" not in policy
    assert "frame-ancestors 'self'" in policy
    assert "บันทึกข้อความ" in answer.content.decode()


def test_every_style_of_the_preview_stands_in_its_sheet(made: PrintedPlan) -> None:
    paper = to_paper(read_content(made.plan, date(2026, 3, 31)), Choices("plan", date(2026, 3, 31)))
    written = write_paper(paper, layout="plan", kind="html").decode()
    attributes = set(re.findall(r' style="([^"]*)"', written))
    shown = without_attributes(written)
    assert attributes
    assert ' style="' not in shown
    assert {style for style in attributes if f"{{ {style} }}" in shown} == attributes
    assert shown.count("data-style=") == written.count(' style="') + len(attributes)
    assert policy_of(shown).count("'sha256-") == 1
    assert policy_of("<p>") == "default-src 'none'; style-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"


def test_what_people_wrote_never_becomes_a_style() -> None:
    page = '<style>p {}</style><p title="a &quot;b&quot; style=x">1 style="color: red" 2</p><p style="}*{color:red">3</p>'
    assert without_attributes(page) == page


def test_the_page_frames_the_preview_of_what_is_chosen(made: PrintedPlan) -> None:
    client = signed_in(made.office, "officer")
    text = page(client, layout="status-memo", months=6, digits="arabic", post_0="นิติกร")
    found = re.search(r'<iframe[^>]* src="([^"]+)"', text)
    assert found is not None
    shown = client.get(found[1].replace("&amp;", "&")).content.decode()
    assert "นิติกร" in shown
    assert "31 มีนาคม 2569" in shown


def test_gaps_lead_to_the_measures(made: PrintedPlan) -> None:
    ask_more(by=made.office.actor(), at=NOW, measure=made.manual, text="ขอจำนวนคู่มือที่แจก")
    clerk = made.office.unit("สำนักปลัด").pk
    report(made, made.training, ProgressDraft(date(2026, 3, 12), "ส่งหนังสือ 龍 ให้วิทยากร", unit_id=clerk))
    text = read(page(signed_in(made.office, "officer"), layout="result-report", months=6))
    for words, measure in (
        ("ยังไม่มีรายงานผล 1 มาตรการ", made.borrowing),
        ("ขอข้อมูลเพิ่มแล้วยังไม่ได้คำตอบ 1 มาตรการ", made.manual),
        ("PDF ไม่มีแบบอักษรของ “龍” (U+9F8D)", made.training),
    ):
        part = text.split(words, 1)[1].split("</details>", 1)[0]
        assert f"/a/suanmali/measures/{measure.pk}/" in part
    assert "ยังไม่มีผู้รับผิดชอบ" not in text


def test_a_measure_without_units_is_a_gap_of_every_layout(made: PrintedPlan) -> None:
    add_measure(by=made.office.actor(), at=NOW, plan=made.plan, draft=MeasureDraft(title="ติดป้ายประกาศเจตนารมณ์"))
    assert "ยังไม่มีผู้รับผิดชอบ 1 มาตรการ" in read(page(signed_in(made.office, "officer")))


def test_printing_the_same_again_leads_to_the_file_of_then(made: PrintedPlan) -> None:
    client = signed_in(made.office, "officer")
    first = print_it(client)
    again = print_it(signed_in(made.office, "publisher"))
    assert again == first
    assert f"/a/suanmali/reports/{first.pk}/" in page(client, layout="result-report", months=6, digits="arabic")
    assert f"/a/suanmali/reports/{first.pk}/" not in page(client, layout="result-report", months=6, digits="thai")


def test_the_file_is_given_out_byte_for_byte(made: PrintedPlan) -> None:
    client = signed_in(made.office, "officer")
    printed = print_it(client, kind="docx")
    answer = client.get(f"/a/suanmali/files/{printed.file_id}/", {"download": 1})
    with printed.file.blob.content.open("rb") as kept:
        assert b"".join(answer.streaming_content) == kept.read()  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment")


def test_an_old_report_tells_which_measures_have_changed_since(made: PrintedPlan) -> None:
    client = signed_in(made.office, "officer")
    printed = print_it(client)
    address = f"/a/suanmali/reports/{printed.pk}/"
    before = client.get(address).content.decode()
    clerk = made.office.unit("กองคลัง").pk
    report(made, made.borrowing, ProgressDraft(date(2026, 3, 20), "ทำทะเบียนแล้ว", unit_id=clerk, suggestions="ตรวจนับทุกเดือน"), LATER)
    after = client.get(address).content.decode()
    assert "ข้อมูลยังตรงกับฉบับนี้" in before
    assert "ข้อมูลเปลี่ยนหลังพิมพ์" in after
    assert "ผลการดำเนินการ, ข้อเสนอแนะ" in after
    assert "วางแนวทางการยืม" in after
    assert printed.sha256 in after
    assert printed.state_digest in after
    assert print_it(client) != printed


def test_what_happened_after_the_round_does_not_change_its_report(made: PrintedPlan) -> None:
    client = signed_in(made.office, "officer")
    printed = print_it(client)
    clerk = made.office.unit("กองคลัง").pk
    report(made, made.borrowing, ProgressDraft(date(2026, 4, 5), "ทำทะเบียนแล้ว", unit_id=clerk), LATER)
    assert "ข้อมูลยังตรงกับฉบับนี้" in client.get(f"/a/suanmali/reports/{printed.pk}/").content.decode()


def test_what_was_typed_for_the_print_is_no_change_of_the_plan(made: PrintedPlan) -> None:
    client = signed_in(made.office, "officer")
    printed = print_it(
        client, layout="status-memo", name_0="นางสาวตัวอย่าง ใจดี", post_0="นิติกร", number="ลพ 71001/15", memo_day="17 มีนาคม 2569"
    )
    assert "ข้อมูลยังตรงกับฉบับนี้" in client.get(f"/a/suanmali/reports/{printed.pk}/").content.decode()


def test_the_list_is_filtered_by_layout_round_and_kind(made: PrintedPlan) -> None:
    client = signed_in(made.office, "officer")
    pdf, docx, plan = print_it(client), print_it(client, kind="docx", months=9), print_it(client, layout="plan", kind="docx")

    def listed(**query: object) -> set[int]:
        return set(map(int, re.findall(r"/reports/(\d+)/", page(client, "printed/", **query))))

    assert listed() == {pdf.pk, docx.pk, plan.pk}
    assert listed(layout="result-report") == {pdf.pk, docx.pk}
    assert listed(months=9) == {docx.pk}
    assert listed(kind="docx") == {docx.pk, plan.pk}
    assert "ไม่พบรายงานที่ตรงกับเงื่อนไข" in page(client, "printed/", layout="outcome-report")


def test_an_unknown_kind_prints_nothing(made: PrintedPlan) -> None:
    client = signed_in(made.office, "officer")
    assert client.post(f"{BASE}print/", {"layout": "plan", "digits": "thai", "kind": "exe"}).status_code == 422
    assert not PrintedReport.objects.exists()


def test_a_large_plan_is_printed_by_the_worker(
    made: PrintedPlan, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    monkeypatch.setattr("prongsai.interfaces.staff.views.reports.MANY_MEASURES", 3)
    client = signed_in(made.office, "officer")
    values = {"layout": "status-memo", "months": 6, "digits": "thai", "kind": "pdf", "post_0": "นิติกร"}
    with django_capture_on_commit_callbacks() as callbacks:
        answer = client.post(f"{BASE}print/", values)
    job = Job.objects.get(kind="plans.print")
    waiting = client.get(answer["Location"]).content.decode()
    for callback in callbacks:
        callback()
    printed = PrintedReport.objects.get(job=job)
    done = client.get(answer["Location"])
    assert "รอคิวพิมพ์" in waiting
    assert done["Location"] == f"/a/suanmali/reports/{printed.pk}/"
    assert client.get(answer["Location"], headers={"HX-Request": "true"})["HX-Redirect"] == done["Location"]
    assert printed.paper["approval_chain"][0]["position"] == "นิติกร"
    assert signed_in(made.office, "unit_reporter").get(answer["Location"]).status_code == 404


def test_work_that_breaks_down_tells_why(
    made: PrintedPlan, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    def broken(*_args: object, **_options: object) -> bytes:
        raise RuntimeError("no paper")

    monkeypatch.setattr("prongsai.interfaces.staff.views.reports.MANY_MEASURES", 3)
    monkeypatch.setattr(printing, "printed_bytes", broken)
    client = signed_in(made.office, "officer")
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(f"{BASE}print/", {"layout": "plan", "digits": "thai", "kind": "pdf"})
    text = client.get(answer["Location"]).content.decode()
    assert "พิมพ์ไม่สำเร็จเพราะระบบขัดข้อง" in text
    assert not PrintedReport.objects.exists()


def _queries(client: Client, address: str) -> int:
    client.get(address)  # counts of the menu are kept until something changes
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_queries_do_not_grow_with_the_measures(office: Office) -> None:
    client = signed_in(office, "officer")
    plan = start_plan(by=office.actor(), at=NOW, fiscal_year=2569)
    clerk = office.unit("สำนักปลัด").pk
    query = urlencode({"layout": "outcome-report", "months": 6})
    addresses = [f"{BASE}?{query}", f"{BASE}preview/?{query}"]

    def add(count: int) -> None:
        for number in range(count):
            made = add_measure(by=office.actor(), at=NOW, plan=plan, draft=MeasureDraft(title=f"เรื่องที่ {number}", unit_ids=(clerk,)))
            draft = ProgressDraft(date(2026, 3, 1), "ทำแล้ว", unit_id=clerk)
            report(PrintedPlan(office, plan, made, made, made, made), made, draft)

    add(10)
    few = [_queries(client, address) for address in addresses]
    add(50)
    assert [_queries(client, address) for address in addresses] == few
    for kind in ("pdf", "docx"):
        print_it(client, kind=kind)
    listed = _queries(client, f"{BASE}printed/")
    for kind in ("xlsx", "html", "json"):
        print_it(client, kind=kind)
    assert _queries(client, f"{BASE}printed/") == listed


def test_a_report_printed_before_its_worker_died_is_not_printed_again(
    made: PrintedPlan, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    by = made.office.actor()
    choices = Choices(layout="plan", as_of=LATER.date())
    with django_capture_on_commit_callbacks(execute=True):
        job = printing.ask_to_print(by=by, at=LATER, fiscal_year=2569, choices=choices, digits="thai", kind="docx")
    job.refresh_from_db()
    assert job.state == "finished"
    Job.objects.filter(pk=job.pk).update(state="running", ended_at=None, order={})
    add_measure(by=by, at=LATER, plan=made.plan, draft=MeasureDraft(title="เรื่องที่เพิ่มทีหลัง"))
    do_at_once(job.pk)
    job.refresh_from_db()
    assert (job.state, PrintedReport.objects.count()) == ("finished", 1)

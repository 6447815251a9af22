"""The linter on pages: every link leads to a field that is there, who may not mend sees whom to ask, exceptions go their way by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client
from tests.offices import NOW, Office
from tests.progress import add_report

from prongsai.programme.evidence.models import Evidence, EvidenceCheck, EvidenceReview, EvidenceRevision
from prongsai.programme.linter.actions import ask_exception, decide_exception
from prongsai.programme.linter.models import LinterException
from prongsai.programme.linter.queries import hints_of_plan
from prongsai.programme.linter.rule import Key
from prongsai.programme.linter.rules import rules
from prongsai.programme.plans.actions.measures import add_measure, start_plan
from prongsai.programme.plans.drafts import MeasureDraft, MonitoringDraft, StepDraft
from prongsai.programme.plans.models import LiftedIndicator, Measure, MeasureEvidence, Plan, ProgressReport

TODAY = date(2026, 3, 17)
DAY = timedelta(days=1)
LAST = date(2026, 9, 30)
PAGE = "/a/suanmali/2569/linter/"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    """17 March 2569, ten in the morning."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def plan(office: Office) -> Plan:
    return start_plan(by=office.actor(), at=NOW, fiscal_year=2569, number_prefix="2.")


def put(office: Office, plan: Plan, title: str = "แนวทางการยืมทรัพย์สินของราชการ", **more: Any) -> Measure:
    values: dict[str, Any] = {"unit_ids": (office.unit("กองคลัง").pk,), "ends_on": LAST} | more
    return add_measure(by=office.actor(), at=NOW, plan=plan, draft=MeasureDraft(title, **values))


def signed_in(office: Office, role: str = "officer") -> Client:
    client = Client()
    client.force_login(office.persons[role])
    return client


def words_of(content: bytes) -> str:
    words = unescape(re.sub(r"<[^>]+>", " ", content.decode())).replace("\u2060", "").replace("\u00a0", " ")
    return " ".join(words.split())


def page(office: Office, path: str = PAGE, role: str = "officer") -> str:
    return words_of(signed_in(office, role).get(path).content)


def attach(measure: Measure, title: str, **more: Any) -> Evidence:
    """Evidence with one revision and one check."""
    check = {name: more.pop(name) for name in ("outcome", "has_text") if name in more}
    kind = more.pop("kind", "file")
    values: dict[str, Any] = {"evidence_on": TODAY - DAY, "kind": kind} | more
    piece = Evidence.objects.create(agency_id=measure.agency_id, fiscal_year=2569, title=title, added_at=NOW, **values)
    content: dict[str, Any] = {"url": "https://suanmali.example/"}
    revision = EvidenceRevision.objects.create(evidence=piece, number=1, sha256="7f" * 32, added_at=NOW, **content)
    if check:
        EvidenceCheck.objects.create(revision=revision, checked_at=NOW, **{"outcome": "read", **check})
    MeasureEvidence.objects.create(measure=measure, evidence=piece, added_at=NOW)
    return piece


def counted(measure: Measure, number: int, **more: Any) -> None:
    """A report that counts meetings."""
    counts = [{"what": "การประชุม", "number": number, "unit": "ครั้ง"}]
    values = {"happened_on": TODAY - 2 * DAY, "done_text": "ทำแล้ว", "reported_at": NOW} | more
    ProgressReport.objects.create(agency_id=measure.agency_id, measure=measure, counts=counts, **values)


def everything_wrong(office: Office, plan: Plan) -> None:
    """A plan in which every rule finds something."""
    by, over = office.actor(), TODAY - 2 * DAY
    nobody = add_measure(by=by, at=NOW, plan=plan, draft=MeasureDraft("ขั้นตอนการรับเรื่องร้องเรียน"))
    LiftedIndicator.objects.create(measure=nobody, number=99)
    add_measure(by=by, at=NOW, plan=plan, draft=MeasureDraft("ขั้นตอนการรับเรื่องร้องเรียน", responsible_as_written="กองป่าไม้"))
    put(office, plan, "นโยบายไม่รับของขวัญ", ends_on=over)
    add_report(put(office, plan, "ประเมินความเสี่ยงการทุจริต", ends_on=over), happened_on=over)
    days = {"starts_on": date(2025, 12, 1), "monitoring": (MonitoringDraft(date(2025, 11, 1)),)}
    steps = (StepDraft("ออกประกาศ", starts_on=date(2025, 10, 1)), StepDraft("จัดประชุม 4 ครั้ง", ends_on=over))
    rich = put(office, plan, "เวทีรับฟังความคิดเห็น", steps=steps, **days)
    first = rich.steps.order_by("order")[0]
    add_report(rich, happened_on=date(2025, 10, 2))
    counted(rich, 10, step=first, done_text="จัดประชุม 12 ครั้ง")
    done = put(office, plan, "จัดประชุม 4 ครั้ง", starts_on=date(2026, 3, 16))
    counted(done, 3, is_finished=True)
    attach(rich, "นอกปี", evidence_on=date(2025, 9, 20))
    attach(rich, "ไม่มีวัน", evidence_on=None)
    attach(rich, "หมดอายุ", expires_on=over)
    attach(rich, "ใกล้หมด", expires_on=TODAY + DAY)
    attach(rich, "ลิงก์เก่า", kind="link", outcome="gone")
    attach(rich, "ภาพสแกน", has_text=False)
    attach(rich, "เปิดไม่ได้", outcome="unreadable")
    attach(rich, "ลิงก์ใกล้หมด", kind="link", expires_on=TODAY + DAY)
    for kind in ("file", "link", "register"):
        back = attach(rich, f"ส่งกลับ {kind}", kind=kind)
        EvidenceReview.objects.create(evidence=back, revision=back.revisions.get(), verdict="returned", reason="ภาพไม่ชัด", at=NOW)


def test_every_rule_leads_to_a_field_that_is_on_the_page_behind_its_link(office: Office, plan: Plan) -> None:
    everything_wrong(office, plan)
    client = signed_in(office)
    assert {hint.rule.id for hint in hints_of_plan(plan, TODAY).hints} == {rule.id for rule in rules()}
    content = client.get(PAGE).content.decode()
    links = {unescape(href) for href in re.findall(r'<li class="notice.*?<a href="([^"]+#id_[^"]+)"', content)}
    assert len(links) > 15
    for link in sorted(links):
        address, _hash, field = link.partition("#")
        answer = client.get(address)
        assert answer.status_code == 200, link
        assert f'id="{field}"' in answer.content.decode(), link


def test_the_page_counts_by_severity_and_rule_and_names_the_measure(office: Office, plan: Plan) -> None:
    put(office, plan, ends_on=TODAY - DAY)
    put(office, plan, "ขั้นตอนการรับเรื่องร้องเรียน", unit_ids=(office.unit("กองช่าง").pk,))
    words = page(office)
    assert "พบ 3 เรื่อง ใน 2 มาตรการ · ตรวจเมื่อ 10:00 น." in words
    assert "ทั้งหมด 3 ต้องแก้ก่อนรายงาน 1 ควรแก้ 0 แนะนำ 2" in words
    assert "สิ้นช่วงดำเนินการแล้วแต่ไม่มีรายงานผล (1) ไม่มีตัวชี้วัด (2)" in words
    assert "แต่ยังไม่มีรายงานผล รายงานผล 2.1 2.1 แนวทางการยืมทรัพย์สินของราชการ · ขอยกเว้น" in words
    assert "ตัวช่วยตรวจ 3" in words


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("?severity=blocks", "แต่ยังไม่มีรายงานผล", "ยกคะแนนตัวชี้วัดใด"),
        ("?severity=advises", "ยกคะแนนตัวชี้วัดใด", "แต่ยังไม่มีรายงานผล"),
        ("?rule=no-indicator", "ยกคะแนนตัวชี้วัดใด", "แต่ยังไม่มีรายงานผล"),
        ("?rule=no-such-rule", "ไม่พบเรื่องที่ตรงกับเงื่อนไข", "ยกคะแนนตัวชี้วัดใด"),
        ("?unit=abc&severity=x", "ยกคะแนนตัวชี้วัดใด", "ไม่พบเรื่อง"),
    ],
)
def test_hints_can_be_chosen(office: Office, plan: Plan, query: str, shown: str, hidden: str) -> None:
    put(office, plan, ends_on=TODAY - DAY)
    words = page(office, PAGE + query)
    assert shown in words
    assert hidden not in words


def test_hints_of_a_unit_are_those_of_its_measures(office: Office, plan: Plan) -> None:
    put(office, plan)
    put(office, plan, "ขั้นตอนการรับเรื่องร้องเรียน", unit_ids=(office.unit("กองช่าง").pk,))
    words = page(office, f"{PAGE}?unit={office.unit('กองช่าง').pk}")
    assert "ขั้นตอนการรับเรื่องร้องเรียน" in words
    assert "แนวทางการยืม" not in words


def test_a_plan_in_order_says_so_and_a_year_without_plan_how_to_begin(office: Office, plan: Plan) -> None:
    put(office, plan, indicators=(4,))
    assert "ไม่พบเรื่องที่ต้องแก้ ตรวจแล้ว 1 มาตรการ" in page(office)
    assert "นำเข้าเอกสารแผน" in page(office, "/a/suanmali/2570/linter/")


def test_who_may_not_mend_sees_whom_to_ask_and_no_link(office: Office, plan: Plan) -> None:
    put(office, plan, ends_on=TODAY - DAY)
    assert "แต่ยังไม่มีรายงานผล ขอให้ กองคลัง แก้" in page(office, role="executive")
    words = page(office, role="unit_reporter")
    assert "แต่ยังไม่มีรายงานผล รายงานผล 2.1" in words
    assert "ยกคะแนนตัวชี้วัดใด ขอให้เจ้าหน้าที่ที่ดูแลแผนแก้" in words
    assert "ขอยกเว้น" not in words


def test_the_table_of_measures_says_in_few_words_what_is_wrong(office: Office, plan: Plan) -> None:
    add_report(put(office, plan), happened_on=TODAY)
    add_report(put(office, plan, "ขั้นตอนการรับเรื่องร้องเรียน"), happened_on=TODAY, is_finished=True)
    attach(Measure.objects.get(title__startswith="แนวทาง"), "ภาพ", evidence_on=date(2025, 9, 20))
    words = page(office, "/a/suanmali/2569/measures/")
    assert "เสร็จแล้ว ยังไม่มีหลักฐาน ขาด" in words
    assert "กำลังทำ หลักฐานนอกปีงบ 1" in words


def test_before_a_report_is_printed_what_should_be_mended_is_told_and_printing_goes_on(office: Office, plan: Plan) -> None:
    measure = put(office, plan)
    add_report(measure, happened_on=TODAY, is_finished=True)
    client = signed_in(office)
    shown = client.get("/a/suanmali/2569/reports/", {"layout": "result-report", "months": 6}).content
    assert "ตัวช่วยตรวจพบ 1 เรื่องที่ควรแก้ก่อนพิมพ์" in words_of(shown)
    assert "ที่ควรแก้ก่อนพิมพ์" not in words_of(client.get("/a/suanmali/2569/reports/", {"layout": "plan"}).content)
    values = {"layout": "result-report", "months": 6, "digits": "arabic", "kind": "html"}
    changed = client.post("/a/suanmali/2569/reports/print/", values | {"blocking_seen": 0})
    assert (changed.status_code, "ที่ควรแก้ก่อนพิมพ์" in words_of(changed.content)) == (422, True)
    assert client.post("/a/suanmali/2569/reports/print/", values | {"blocking_seen": 1}).status_code == 302


def test_an_exception_goes_from_asking_to_approval_to_its_end_by_hand(office: Office, plan: Plan) -> None:
    measure = put(office, plan)
    officer, executive = signed_in(office), signed_in(office, "executive")
    link = re.search(r'href="([^"]+/except/[^"]+)"', officer.get(PAGE).content.decode())
    assert link is not None
    ask = unescape(link[1])
    assert officer.post(ask, {"reason": "", "expires_on": "30 ก.ย. 2569"}).status_code == 422
    assert officer.post(ask, {"reason": "ไม่อยู่ในการประเมิน", "expires_on": "30 ก.ย. 2569"}).status_code == 302
    row = LinterException.objects.get()
    assert (row.measure_id, row.expires_on, row.is_waiting) == (measure.pk, LAST, True)
    one = f"/a/suanmali/linter/exceptions/{row.pk}/"
    assert "ข้อยกเว้น รออนุมัติ 1" in words_of(executive.get(PAGE).content)
    assert "อนุมัติ ไม่อนุมัติ" in words_of(executive.get(one).content)
    assert executive.post(one, {"act": "refuse", "reason": ""}).status_code == 422
    assert officer.post(one, {"act": "approve"}).status_code == 404
    assert executive.post(one, {"act": "approve"}).status_code == 302
    words = words_of(officer.get(PAGE + "?severity=excepted").content)
    assert "ยกเว้นถึง 30 ก.ย. 2569 อนุมัติโดย ผู้ทดสอบ executive: ไม่อยู่ในการประเมิน" in words
    assert "ตัวช่วยตรวจ ทุกเรื่องได้รับยกเว้น" in words_of(officer.get(f"/a/suanmali/measures/{measure.pk}/").content)
    assert executive.post(one, {"act": "end", "reason": "เลือกตัวชี้วัดแล้ว"}).status_code == 302
    assert "พบ 1 เรื่อง ใน 1 มาตรการ" in words_of(officer.get(PAGE).content)
    assert "เลิกแล้ว" in words_of(officer.get("/a/suanmali/2569/linter/exceptions/").content)


def test_what_nobody_asked_for_is_no_act(office: Office, plan: Plan) -> None:
    row = ask_exception(
        by=office.actor(),
        at=NOW,
        measure=(found := put(office, plan)),
        key=Key("no-indicator", found.pk, None, None),
        reason="ก",
        expires_on=LAST,
    )
    assert signed_in(office, "executive").post(f"/a/suanmali/linter/exceptions/{row.pk}/", {"act": "vanish"}).status_code == 404
    assert signed_in(office).get(f"/a/suanmali/measures/{found.pk}/except/").status_code == 302


@pytest.mark.parametrize("layout", ["result-report", "outcome-report", "status-memo"])
def test_reports_list_the_exceptions_that_held_on_their_day(office: Office, plan: Plan, layout: str) -> None:
    measure = put(office, plan)
    key = Key("no-indicator", measure.pk, None, None)
    row = ask_exception(by=office.actor(), at=NOW, measure=measure, key=key, reason="ไม่อยู่ในการประเมิน", expires_on=LAST)
    client = signed_in(office)
    printed = {"layout": layout, "months": 6, "digits": "arabic"}
    assert "ข้อยกเว้นที่อนุมัติแล้ว" not in words_of(client.get("/a/suanmali/2569/reports/preview/", printed).content)
    decide_exception(by=office.actor("executive"), at=NOW, exception=row, approves=True)
    words = words_of(client.get("/a/suanmali/2569/reports/preview/", printed).content)
    said = "มาตรการ 2.1 ไม่มีตัวชี้วัด เหตุผล: ไม่อยู่ในการประเมิน อนุมัติโดย ผู้ทดสอบ executive ใช้ถึงวันที่ 30 กันยายน 2569"
    assert f"ข้อยกเว้นที่อนุมัติแล้ว {said}" in words
    plan_alone = words_of(client.get("/a/suanmali/2569/reports/preview/", printed | {"layout": "plan"}).content)
    assert "ข้อยกเว้นที่อนุมัติแล้ว" not in plan_alone

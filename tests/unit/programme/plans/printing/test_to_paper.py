"""Papers made of plain rows: no database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from prongsai.core.papers.model import ActionPlan, Budget, Project
from prongsai.programme.plans.printing.paper_measures import counts_text, official_status, paper_monitoring, paper_period
from prongsai.programme.plans.printing.to_paper import (
    AgencyFacts,
    Choices,
    Content,
    MemoHead,
    NoSuchContent,
    Signer,
    memo_date,
    paper_title,
    to_paper,
)
from prongsai.programme.plans.progress.rounds import round_of
from prongsai.programme.plans.progress.status import Reading
from prongsai.programme.plans.queries.rows import MeasureRow, MonitoringDay, ReportRow, StepRow

AGENCY = AgencyFacts("องค์การบริหารส่วนตำบลสวนมะลิ", "อบต.", "ธารคำใส", "ลำพูน")
AS_OF = date(2026, 3, 31)
WAITING = Reading("not_started", "")


def step(number: str = "1.1", **values: object) -> StepRow:
    plain = StepRow(1, number, "เก็บข้อมูล", "", (), ("สำนักปลัด",), False, False, "", None, None, "", (), None, WAITING, ())
    return replace(plain, **values)  # type: ignore[arg-type]


def measure(**values: object) -> MeasureRow:
    plain = MeasureRow(7, "1", "ปลูกต้นไม้", (), ("สำนักปลัด",), False, "", None, None, "", (), None, WAITING, 0, (), 0, (), (), "", 1)
    return replace(plain, **values)  # type: ignore[arg-type]


def report(happened_on: date, done_text: str, pk: int = 1, **values: object) -> ReportRow:
    at = datetime(2026, 3, 1, 3, pk, tzinfo=UTC)
    plain = ReportRow(pk, 7, None, 1, "สำนักปลัด", happened_on, at, False, done_text, "", "", "", "", [], 0)
    return replace(plain, **values)  # type: ignore[arg-type]


def content(*rows: MeasureRow, **values: object) -> Content:
    plain = Content(AGENCY, "มาตรการส่งเสริมคุณธรรม ประจำปีงบประมาณ พ.ศ. 2569", 2569, "เหตุที่มา\n\nเรื่องเดิม", rows)
    return replace(plain, **values)  # type: ignore[arg-type]


def choices(layout: str, **values: object) -> Choices:
    return replace(Choices(layout, AS_OF, None if layout in ("plan", "action-plan") else round_of(2569, 6)), **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("title", "is_report", "wanted"),
    [
        ("มาตรการส่งเสริมคุณธรรม", True, "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรม"),
        ("มาตรการส่งเสริมคุณธรรม", False, "มาตรการส่งเสริมคุณธรรม"),
        ("รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรม", False, "มาตรการส่งเสริมคุณธรรม"),
        ("รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรม", True, "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรม"),
        ("รายงานผล", False, "รายงานผล"),
    ],
)
def test_a_report_is_called_after_the_plan_and_a_plan_not_after_a_report(title: str, is_report: bool, wanted: str) -> None:
    assert paper_title(title, is_report=is_report) == wanted


@pytest.mark.parametrize("layout", ["status-memo", "outcome-report"])
def test_the_title_of_a_report_names_round_and_day(layout: str) -> None:
    document = to_paper(content(), choices(layout)).document
    assert document.title is not None
    assert document.title.endswith("ประจำปีงบประมาณ พ.ศ. 2569 รอบ 6 เดือน (ณ วันที่ 31 มีนาคม 2569)")
    assert document.background == ()


def test_a_report_with_a_background_tells_there_which_days_it_covers() -> None:
    document = to_paper(content(), choices("result-report")).document
    assert document.title is not None
    assert document.title.endswith("รอบ 6 เดือน")
    assert document.background[:2] == ("เหตุที่มา", "เรื่องเดิม")
    assert "รอบ 6 เดือน (1 ตุลาคม 2568 - 31 มีนาคม 2569) ข้อมูล ณ วันที่ 31 มีนาคม 2569" in document.background[2]


def test_the_plan_says_nothing_of_what_was_done() -> None:
    row = measure(reports=(report(date(2026, 1, 5), "ปลูกแล้ว"),), reading=Reading("in_progress", ""))
    (made,) = to_paper(content(row), choices("plan")).measures
    assert (made.outputs, made.status, made.responsible_units) == ((), None, ("สำนักปลัด",))


@pytest.mark.parametrize(
    ("code", "has_reports", "wanted"),
    [
        ("not_started", False, "not_started"),
        ("in_progress", True, "in_progress"),
        ("completed", True, "completed"),
        ("completed_late", True, "completed"),
        ("overdue", True, "in_progress"),
        ("overdue", False, "not_started"),
    ],
)
def test_official_papers_know_three_statuses(code: str, has_reports: bool, wanted: str) -> None:
    assert official_status(Reading(code, ""), has_reports=has_reports) == wanted  # type: ignore[arg-type]


def test_reports_are_joined_in_the_order_of_their_days_and_none_after_the_day() -> None:
    row = measure(
        reports=(
            report(date(2026, 2, 1), "รดน้ำ", 2, outputs="- ต้นไม้รอด 90 ต้น"),
            report(date(2026, 4, 1), "ตัดแต่งกิ่ง", 3),
        ),
        steps=(step(reports=(report(date(2026, 1, 1), "ขุดหลุม", 1, step_id=1),)),),
    )
    (made,) = to_paper(content(row), choices("outcome-report")).measures
    assert list(zip(made.output_labels, made.outputs, strict=True)) == [("-", "ขุดหลุม"), ("-", "รดน้ำ"), ("-", "ต้นไม้รอด 90 ต้น")]


def test_reports_of_several_units_tell_whose_they_are() -> None:
    row = measure(reports=(report(date(2026, 1, 1), "ขุดหลุม"), report(date(2026, 1, 2), "ปลูก", 2, unit_id=2, unit_name="กองช่าง")))
    assert to_paper(content(row), choices("outcome-report")).measures[0].outputs == ("สำนักปลัด: ขุดหลุม", "กองช่าง: ปลูก")


def test_outcomes_follow_the_outputs_where_there_is_no_column_for_them() -> None:
    row = measure(reports=(report(date(2026, 1, 1), "ปลูก", outcomes="ร่มรื่น"),))
    result, outcome = (to_paper(content(row), choices(layout)).measures[0] for layout in ("result-report", "outcome-report"))
    assert (result.outputs, result.outcomes) == (("ปลูก", "ผลลัพธ์: ร่มรื่น"), ())
    assert (outcome.outputs, outcome.outcomes) == (("ปลูก",), ("ร่มรื่น",))


def test_a_measure_without_report_says_so() -> None:
    assert to_paper(content(measure()), choices("result-report")).measures[0].outputs == ("ยังไม่ดำเนินการ",)


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ([{"what": "อบรม", "number": 3, "unit": "ครั้ง"}, {"what": "", "number": 120, "unit": "คน"}], "อบรม 3 ครั้ง 120 คน"),
        ([{"what": "อบรม", "number": 3, "unit": "ครั้ง"}, {"what": "อบรม", "number": 1200, "unit": "คน"}], "อบรม 3 ครั้ง 1,200 คน"),
        ([{"what": "อบรม", "number": 3, "unit": "ครั้ง"}, {"what": "คู่มือ", "number": 8, "unit": "ฉบับ"}], "อบรม 3 ครั้ง คู่มือ 8 ฉบับ"),
        ([{"what": "ปลูก", "number": 2.5, "unit": "ไร่"}], "ปลูก 2.5 ไร่"),
        ([{"what": "ร้องเรียน", "number": 0, "unit": "เรื่อง"}], "ร้องเรียน 0 เรื่อง"),
        ([], ""),
    ],
)
def test_counts_are_written_as_one_says_them(counts: list[dict[str, object]], words: str) -> None:
    assert counts_text(counts) == words


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "written", "wanted"),
    [
        (date(2025, 10, 1), date(2026, 3, 31), "ต.ค. ๖๘ - มี.ค. ๖๙", "ต.ค. ๖๘ - มี.ค. ๖๙"),
        (date(2025, 10, 1), date(2026, 4, 30), "ต.ค. ๖๘ - มี.ค. ๖๙", "ต.ค. 2568 - เม.ย. 2569"),
        (date(2025, 10, 1), date(2026, 3, 31), "", "ต.ค. 2568 - มี.ค. 2569"),
        (date(2025, 10, 5), None, "", "ตั้งแต่ 5 ต.ค. 2568"),
        (None, date(2026, 3, 31), "", "ถึง 31 มี.ค. 2569"),
        (None, None, "ตามความเหมาะสม", "ตามความเหมาะสม"),
    ],
)
def test_a_period_keeps_its_wording_as_long_as_it_says_the_same_days(
    starts_on: date | None, ends_on: date | None, written: str, wanted: str
) -> None:
    made = paper_period(starts_on, ends_on, written, 2569)
    assert made is not None
    assert (made.as_written, made.start, made.end) == (wanted, starts_on, ends_on)


def test_no_period_is_no_period() -> None:
    assert paper_period(None, None, " ", 2569) is None


def test_days_of_monitoring_stand_one_a_line_and_the_last_is_due() -> None:
    made = paper_monitoring(
        [
            MonitoringDay(date(2026, 1, 31), "รายงานภายใน 31 ม.ค. 69"),
            MonitoringDay(date(2026, 6, 30), "รายงานภายใน 30 เม.ย. 69"),
            MonitoringDay(date(2026, 9, 30), "สรุปผลทั้งปี"),
            MonitoringDay(None, "ทุกวันที่ 10"),
        ]
    )
    assert made is not None
    assert made.as_written.split("\n") == [
        "รายงานภายใน 31 ม.ค. 69",
        "ภายในวันที่ 30 มิ.ย. 2569",
        "สรุปผลทั้งปี ภายในวันที่ 30 ก.ย. 2569",
        "ทุกวันที่ 10",
    ]
    assert made.due == date(2026, 9, 30)


def test_units_keep_their_wording_as_long_as_it_names_them() -> None:
    same = measure(unit_names=("สำนักปลัด", "กองคลัง"), responsible_as_written="สำนักปลัด/กองคลัง")
    changed = measure(unit_names=("กองช่าง",), responsible_as_written="สำนักปลัด/กองคลัง")
    every = measure(unit_names=(), is_for_every_unit=True)
    written = [made.responsible_as_written for made in to_paper(content(same, changed, every), choices("plan")).measures]
    assert written == ["สำนักปลัด/กองคลัง", "กองช่าง", "ทุกส่วนราชการ"]


def test_steps_with_units_of_their_own_stand_in_rows_which_alone_tell_them() -> None:
    steps = (step("1.1", unit_names=("กองช่าง",), has_own_units=True), step("1.2", text="สรุปผล"))
    (made,) = to_paper(content(measure(steps=steps)), choices("plan")).measures
    assert [(row.label, row.responsible_units) for row in made.rows] == [("1.1", ("กองช่าง",)), ("1.2", ("สำนักปลัด",))]
    assert made.responsible_units == ("กองช่าง", "สำนักปลัด")
    assert made.responsible_as_written is None


def test_steps_without_anything_of_their_own_are_entries_of_one_cell() -> None:
    (numbered, plain) = to_paper(
        content(measure(steps=(step("1.1"), step("1.2"))), measure(steps=(step(""), step("")))), choices("plan")
    ).measures
    assert (numbered.rows, numbered.step_labels) == ((), ("1.1", "1.2"))
    assert (plain.rows, plain.step_labels) == ((), ("-", "-"))


def test_names_in_the_chain_are_never_invented() -> None:
    signers = (Signer(), Signer(position="หัวหน้าสำนักปลัด"), Signer(), Signer("นางสาวตัวอย่าง ใจดี", "นายกองค์การบริหารส่วนตำบล"))
    chain = to_paper(content(), choices("plan", signers=signers)).approval_chain
    assert [(one.order, one.role, one.name, one.position) for one in chain] == [
        (1, "ผู้จัดทำ", None, None),
        (2, "ผู้ตรวจสอบ", None, "หัวหน้าสำนักปลัด"),
        (3, "ผู้อนุมัติ", "นางสาวตัวอย่าง ใจดี", "นายกองค์การบริหารส่วนตำบล"),
    ]
    assert not any(one.opinion_requested for one in chain)


def test_a_memo_asks_everybody_after_the_preparer_for_an_opinion() -> None:
    signers = (Signer(position="นิติกร"), Signer(position="หัวหน้าสำนักปลัด"))
    memo = MemoHead("สำนักปลัด", "ลพ 71001/15", "๑๗ มีนาคม ๒๕๖๙", "นายกองค์การบริหารส่วนตำบลสวนมะลิ")
    paper = to_paper(content(), choices("status-memo", signers=signers, memo=memo))
    assert [(one.role, one.opinion_label) for one in paper.approval_chain] == [("ผู้รายงาน", None), (None, "ความเห็นของหัวหน้าสำนักปลัด")]
    assert paper.document.memo is not None
    assert paper.document.memo.agency == "สำนักปลัด องค์การบริหารส่วนตำบลสวนมะลิ"
    assert (paper.document.date, paper.document.date_as_written) == ("2026-03-17", "๑๗ มีนาคม ๒๕๖๙")


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [("17 มี.ค. 2569", "2026-03-17"), ("มีนาคม ๒๕๖๙", "2026-03"), ("17/3/2569", "2026-03-17"), ("31 เม.ย. 2569", None), ("พรุ่งนี้", None)],
)
def test_the_date_of_a_memo_is_read_as_people_type_it(typed: str, wanted: str | None) -> None:
    assert memo_date(typed) == wanted


def test_an_action_plan_is_printed_only_where_one_was_imported() -> None:
    with pytest.raises(NoSuchContent):
        to_paper(content(measure()), choices("action-plan"))


def test_projects_follow_the_plan_and_keep_what_a_measure_has_no_place_for() -> None:
    project = Project(
        no=1,
        name="ปลูกป่า",
        rationale=("โลกร้อน",),
        targets=("ต้นไม้  100 ต้น",),
        methods=("เตรียมดิน", "ปลูก"),
        budget=Budget("5,000 บาท"),
        indicators=("รอดร้อยละ 80",),
        labels=(("methods", ("1.", "2.")), ("targets", ("-",))),
    )
    details = "เป้าหมาย: ต้นไม้ 100 ต้น\nงบประมาณ: 9,000 บาท\nตัวชี้วัดความสำเร็จ: รอดร้อยละ 80"
    row = measure(title="ปลูกป่าชุมชน", steps=(step(text="เตรียมดิน", details=details), step("1.2", text="ปลูก"), step("1.3", text="รดน้ำ")))
    added = measure(pk=8, number="2", title="ขุดสระ")
    paper = to_paper(
        content(row, added, action_plan=ActionPlan("2", "มิติที่สอง", projects=(project,)), years=(2569, 2570), project_of={7: 0}),
        choices("action-plan"),
    )
    assert paper.action_plan is not None
    first, second = paper.action_plan.projects
    assert (first.name, first.rationale, first.methods) == ("ปลูกป่าชุมชน", ("โลกร้อน",), ("เตรียมดิน", "ปลูก", "รดน้ำ"))
    assert (first.targets, first.budget, first.labels) == (("ต้นไม้  100 ต้น",), Budget("9,000 บาท"), (("targets", ("-",)),))
    assert (second.no, second.name, second.rationale) == (2, "ขุดสระ", ())
    assert (paper.measures, paper.fiscal_years) == ((), (2569, 2570))

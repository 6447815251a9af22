"""Papers as drafts of measures: units, days, sub-steps, projects, results, and another year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from django.utils import translation

from prongsai.core.papers.model import ActionPlan, Budget, DocumentInfo, Measure, Monitoring, Paper, Period, Project, StepRow
from prongsai.core.papers.reading import read_paper
from prongsai.programme.plans.another_year import moved, title_for
from prongsai.programme.plans.drafts import MonitoringDraft, check
from prongsai.programme.plans.importing.from_paper import PlanDraft, index_of_units, number_prefix, plan_draft
from prongsai.samples import SAMPLES, sample_path

UNITS = index_of_units(
    [
        (1, "สำนักปลัด", "สำนักปลัด"),
        (2, "กองคลัง", "กองคลัง"),
        (3, "กองช่าง", "กองช่าง"),
        (4, "กองการศึกษา ศาสนาและวัฒนธรรม", "กองการศึกษา"),
        (5, "หน่วยตรวจสอบภายใน", "หน่วยตรวจสอบภายใน"),
    ]
)
YEAR = Period("ต.ค. 67 - ก.ย. 68", date(2024, 10, 1), date(2025, 9, 30))
MARCH = Monitoring("รายงานภายใน 31 มี.ค. 68", date(2025, 3, 31))


@cache
def _draft_of(name: str) -> PlanDraft:
    return plan_draft(read_paper(sample_path(name)), UNITS)


def _measure(number: str = "1", title: str = "ปลูกต้นไม้", **values: object) -> Measure:
    return Measure(number=number, title=title, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_gives_measures_that_the_form_would_take(name: str) -> None:
    draft = _draft_of(name)
    assert draft.measures
    for measure in draft.measures:
        check(measure.draft, known_units=frozenset(UNITS.values()))


def test_sub_steps_keep_units_and_dates_of_their_own_where_these_differ_from_the_measure() -> None:
    second = _draft_of("plan.txt").measures[1].draft
    assert len(second.steps) == 10
    assert second.numbers_steps
    finance = second.steps[1]
    assert finance.unit_ids == (2,)
    assert (finance.starts_on, finance.ends_on) == (date(2021, 10, 1), date(2021, 12, 31))
    assert finance.monitoring == (MonitoringDraft(date(2021, 12, 30), "รายงานภายในวันที่ 30 ธ.ค. 64"),)
    assert finance.details.splitlines()[0].startswith("ปิดประกาศแผนจัดหาพัสดุ")


def test_what_all_sub_steps_share_stands_at_the_measure_alone() -> None:
    row = StepRow("1.1", "ขุดหลุม", responsible_units=("กองช่าง",), period=YEAR, monitoring=MARCH)
    measure = _measure(
        rows=(row, replace(row, label="1.2")), steps=("ขุดหลุม", "ขุดหลุม"), responsible_units=("กองช่าง",), period=YEAR, monitoring=MARCH
    )
    found = plan_draft(Paper(measures=(measure,)), UNITS).measures[0].draft
    assert (found.unit_ids, found.starts_on, found.monitoring[0].due_on) == ((3,), date(2024, 10, 1), date(2025, 3, 31))
    assert {(step.unit_ids, step.starts_on, step.monitoring) for step in found.steps} == {((), None, ())}


def test_further_lines_of_a_step_become_its_details() -> None:
    step = _draft_of("outcome-report.txt").measures[2].draft.steps[0]
    assert step.text.startswith("จัดทำคู่มือ")
    assert [line[:3] for line in step.details.splitlines()] == ["(๑)", "(๒)", "(๓)", "(๔)"]


def test_a_step_that_was_emptied_is_left_out() -> None:
    assert [step.text for step in plan_draft(Paper(measures=(_measure(steps=("ก", "", "ข")),)), UNITS).measures[0].draft.steps] == [
        "ก",
        "ข",
    ]


def test_steps_behind_the_sub_steps_are_kept() -> None:
    measure = _measure(rows=(StepRow("1.1", "ขุดหลุม"),), steps=("ขุดหลุม", "รดน้ำ"))
    assert [step.text for step in plan_draft(Paper(measures=(measure,)), UNITS).measures[0].draft.steps] == ["ขุดหลุม", "รดน้ำ"]


def test_every_unit_is_a_mark_and_no_unit() -> None:
    measure = next(measure for measure in _draft_of("measures.csv").measures if measure.draft.is_for_every_unit)
    assert measure.draft.unit_ids == ()
    assert measure.unknown_units == ()


def test_units_are_found_by_their_canonical_name_and_unknown_ones_are_listed_once() -> None:
    draft = _draft_of("outcome-report.txt")
    assert 4 in draft.measures[0].draft.unit_ids
    assert draft.new_units == ("กองสวัสดิการสังคม",)
    assert draft.measures[0].draft.responsible_as_written.endswith("กองสวัสดิการสังคม")


def test_unknown_units_without_wording_are_kept_as_wording() -> None:
    found = plan_draft(Paper(measures=(_measure(responsible_units=("กองกิจการพิเศษ",)),)), UNITS).measures[0]
    assert (found.unknown_units, found.draft.responsible_as_written) == (("กองกิจการพิเศษ",), "กองกิจการพิเศษ")


@pytest.mark.parametrize(
    ("numbers", "prefix"),
    [(("2.1", "2.2"), "2."), (("๒.๑", "๒.๒"), "2."), (("1", "2"), ""), (("1.1", "2.1"), ""), (("2.1", "3"), ""), ((), "")],
)
def test_the_prefix_is_what_all_numbers_share(numbers: tuple[str, ...], prefix: str) -> None:
    assert number_prefix([_measure(number) for number in numbers]) == prefix


def test_steps_are_numbered_only_where_the_paper_numbers_them() -> None:
    numbered, dashed = _measure(steps=("ก",), step_labels=("๑.",)), _measure(steps=("ก",), step_labels=("-",))
    assert [found.draft.numbers_steps for found in plan_draft(Paper(measures=(numbered, dashed)), UNITS).measures] == [True, False]


def test_indicators_come_from_the_wording_alone() -> None:
    said = _measure(title="ยกระดับตัวชี้วัดที่ ๓ และ ตัวชี้วัดที่ 10", steps=("ตัวชี้วัดทั้ง 10 ข้อ", "ตัวชี้วัดที่ 12"))
    assert plan_draft(Paper(measures=(said,)), UNITS).measures[0].draft.indicators == (3, 10)


def test_projects_become_measures_with_what_they_aim_at_below_the_first_step() -> None:
    first = _draft_of("action-plan.txt").measures[0]
    assert (first.path, first.number, first.draft.title) == ("action_plan.projects[0]", "1", "โครงการหน้าต่างข้อมูลทุ่งดาวเรือง")
    assert first.draft.unit_ids == (1,)
    assert (first.draft.starts_on, first.draft.ends_on) == (date(2022, 10, 1), date(2027, 9, 30))
    assert len(first.draft.steps) == 4
    assert "งบประมาณ: 15,000 บาท" in first.draft.steps[0].details.splitlines()


def test_a_project_without_methods_still_tells_its_targets() -> None:
    project = Project(1, "ปลูกป่า", targets=("100 ต้น",), budget=Budget("ไม่ใช้งบประมาณ"))
    [step] = plan_draft(Paper(action_plan=ActionPlan(projects=(project,))), UNITS).measures[0].draft.steps
    assert step.details == "เป้าหมาย: 100 ต้น\nงบประมาณ: ไม่ใช้งบประมาณ"


def test_what_stands_in_a_plan_is_thai_whatever_the_language_of_the_page() -> None:
    project = Project(1, "ปลูกป่า", targets=("100 ต้น",), budget=Budget("5,000 บาท"), indicators=("ร้อยละ 90",))
    paper = Paper(action_plan=ActionPlan(projects=(project,)))
    with translation.override("en"):
        [step] = plan_draft(paper, UNITS).measures[0].draft.steps
    assert (step.text, step.details) == ("ดำเนินโครงการตามรายละเอียด", "เป้าหมาย: 100 ต้น\nงบประมาณ: 5,000 บาท\nตัวชี้วัดความสำเร็จ: ร้อยละ 90")


def test_results_are_kept_beside_the_draft() -> None:
    results = [measure.result for measure in _draft_of("status-memo.txt").measures]
    assert results[0].status == "completed"
    assert results[0].note == "ดูภาพป้ายได้ที่หน้าเพจ"
    assert results[0].says_something
    assert not next(result for result in results if result.status == "not_started").says_something


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("มาตรการ ประจำปีงบประมาณ พ.ศ. 2568", "มาตรการ ประจำปีงบประมาณ พ.ศ. 2569"),
        ("มาตรการ พ.ศ.๒๕๖๘", "มาตรการ พ.ศ.๒๕๖๙"),
        ("มาตรการ พ.ศ. 2562", "มาตรการ พ.ศ. 2562"),
    ],
)
def test_the_title_takes_the_year_of_the_plan_in_its_own_digits(title: str, expected: str) -> None:
    assert title_for(title, 2568, 2569) == expected


def test_days_move_by_whole_years_and_wordings_of_the_old_year_go() -> None:
    leap = Period("ก.พ. 67", date(2024, 2, 1), date(2024, 2, 29))
    row = StepRow("1.1", "ขุดหลุม", period=leap, monitoring=Monitoring("ทุกไตรมาส"))
    read = plan_draft(Paper(document=DocumentInfo(), measures=(_measure(period=YEAR, monitoring=MARCH, rows=(row,)),)), UNITS).measures[0]
    later = moved(read.draft, 1)
    assert (later.starts_on, later.ends_on, later.period_as_written) == (date(2025, 10, 1), date(2026, 9, 30), "")
    assert later.monitoring == (MonitoringDraft(date(2026, 3, 31)),)
    assert (later.steps[0].ends_on, later.steps[0].monitoring) == (date(2025, 2, 28), (MonitoringDraft(None, "ทุกไตรมาส"),))
    assert moved(read.draft, 0) is read.draft

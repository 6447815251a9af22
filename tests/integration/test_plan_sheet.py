"""A workbook of a plan that comes back: what it changes, by whom, with which history; faults by cell; all or nothing."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.offices import NOW, Office
from tests.sheets import Sheets, plan_with_measures, taken_out

from prongsai.foundation.audit.queries import history_of
from prongsai.foundation.faults import Unusable
from prongsai.foundation.people.actor import Forbidden
from prongsai.programme.plans.actions import sheets as actions
from prongsai.programme.plans.actions.measures import change_measure, withdraw_measure
from prongsai.programme.plans.actions.order import move_step
from prongsai.programme.plans.actions.progress import report_progress
from prongsai.programme.plans.actions.sheets import OutdatedSheet, discard_sheet, hand_in_sheet, leave_out, take_sheet
from prongsai.programme.plans.models import Measure, Plan, ProgressReport, SheetRun, Step
from prongsai.programme.plans.progress.drafts import ProgressDraft
from prongsai.programme.plans.queries.measures import draft_of
from prongsai.programme.plans.queries.sheets import SheetReview, review_of_sheet
from prongsai.programme.plans.sheet.columns import MEASURE, MEASURES, REPORTS, STEP

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def handed_in(office: Office, plan: Plan, sheets: Sheets, role: str = "officer") -> SheetRun:
    return hand_in_sheet(by=office.actor(role), at=NOW, plan=plan, data=sheets.data(), name="แผน.xlsx").run


def reviewed(office: Office, run: SheetRun, role: str = "officer") -> SheetReview:
    return review_of_sheet(SheetRun.objects.select_related("plan").get(pk=run.pk), by=office.actor(role), at=NOW)


def taken(office: Office, run: SheetRun, role: str = "officer") -> SheetRun:
    return take_sheet(by=office.actor(role), at=LATER, run=run, token=reviewed(office, run, role).token)


def places(review: SheetReview) -> list[str]:
    return [fault.place for fault in review.faults]


def rename(office: Office, measure: Measure, title: str) -> None:
    measure.refresh_from_db()
    draft = replace(draft_of(measure), title=title)
    change_measure(by=office.actor(), at=NOW, measure=measure, draft=draft, version=measure.version)


def test_a_workbook_that_nobody_edited_changes_nothing(office: Office) -> None:
    plan, _measures = plan_with_measures(office)
    review = reviewed(office, handed_in(office, plan, taken_out(plan)))
    assert (review.changes, review.faults, review.unchanged) == ((), (), 4)


def test_exactly_the_edited_cells_change_and_the_history_names_the_file(office: Office) -> None:
    plan, (first, second) = plan_with_measures(office)
    sheets = taken_out(plan).at(2, "text", "จัดทำคู่มือประชาชน").at(3, "ends", "๓๑ มกราคม ๒๕๖๙").at(4, "units", "กองช่าง; กองคลัง")
    run = taken(office, handed_in(office, plan, sheets))
    first.refresh_from_db()
    survey, write = Step.objects.filter(measure=first)
    assert (first.title, first.version) == ("จัดทำคู่มือประชาชน", 2)
    assert survey.ends_on == date(2026, 1, 31)
    assert [unit.name for unit in write.units.order_by("name")] == ["กองคลัง", "กองช่าง"]
    assert Measure.objects.get(pk=second.pk).version == 1
    events = [(event.verb, event.detail.content["note"]) for event in history_of(first)]
    assert events[:2] == [("plans.sheet_taken", ""), ("plans.measure_changed", "จากไฟล์ แผน.xlsx")]
    assert run.outcome is not None
    assert run.outcome["rows"][0]["cells"] == [["มาตรการหรือขั้นตอน", "จัดทำคู่มือ", "จัดทำคู่มือประชาชน"]]


def test_no_control_character_comes_into_the_plan_or_stays_in_what_is_kept_of_the_workbook(office: Office) -> None:
    plan, (first, second) = plan_with_measures(office)
    sheets = taken_out(plan).at(2, "text", "จัดทำ\x00คู่มือ\x01ใหม่\x1b").at(3, "details", "ถาม\x0b\x7f\x9fตอบ\nสรุป")
    sheets.at(5, "text", "\x00ประกาศนโยบาย\x08").write("AB2", "ลับ\x00\x02")
    sheet = sheets.book.sheets[MEASURES]
    heads = {**sheet.heads, 27: ("หมาย\x00เหตุ", "")}
    sheets.book = replace(sheets.book, sheets={**sheets.book.sheets, MEASURES: replace(sheet, heads=heads)})
    sheets.new(kind="มาตร\x01การ", text="ซ่อม\x00ถนน")
    sheets.at(3, "done", "ทำ\x00แล้ว", REPORTS).at(3, "done_on", "\x0131 ต.ค. 2568", REPORTS)
    data = sheets.data()
    assert b"_x0000_" in zipfile.ZipFile(io.BytesIO(data)).read("xl/sharedStrings.xml")
    run = hand_in_sheet(by=office.actor(), at=NOW, plan=plan, data=data, name="แผน.xlsx").run
    assert reviewed(office, run).faults == ()
    taken(office, run)
    run.refresh_from_db()
    kept = json.dumps([run.book, run.outcome], ensure_ascii=False)
    assert "หมายเหตุ" in kept
    assert not re.search(r"\\u00[01]|[\x7f-\x9f]", kept)
    first.refresh_from_db()
    titles = [measure.title for measure in Measure.objects.order_by("pk")]
    assert titles == ["จัดทำคู่มือใหม่", "ประกาศนโยบาย", "ซ่อมถนน"]
    assert Measure.objects.get(pk=second.pk).version == 1
    assert first.steps.order_by("pk")[0].details == "ถามตอบ\nสรุป"
    assert [report.done_text for report in ProgressReport.objects.all()] == ["ทำแล้ว"]


def test_what_stands_with_control_characters_in_the_plan_counts_as_untouched(office: Office) -> None:
    plan, (first, _second) = plan_with_measures(office)
    rename(office, first, "จัดทำ\x01คู่มือ")
    review = reviewed(office, handed_in(office, plan, taken_out(plan)))
    assert (review.changes, review.faults) == ((), ())


def test_rows_without_a_key_are_new_and_stand_where_they_were_put(office: Office) -> None:
    plan, (first, _second) = plan_with_measures(office)
    sheets = taken_out(plan)
    grid = sheets.grids["มาตรการ"]
    sheets.grids["มาตรการ"] = {line if line < 4 else line + 1: cells for line, cells in grid.items()}
    sheets.at(4, "kind", STEP).at(4, "text", "ขั้นใหม่ตรงกลาง")
    sheets.new(kind=MEASURE, text="=มาตรการใหม่", starts="2025-11-01", indicators="๒")
    sheets.new(kind=STEP, text="ขั้นแรกของใหม่")
    review = reviewed(office, run := handed_in(office, plan, sheets))
    assert [(change.act, change.title) for change in review.changes] == [
        ("new", "ขั้นใหม่ตรงกลาง"), ("new", "=มาตรการใหม่"), ("new", "ขั้นแรกของใหม่"),
    ]  # fmt: skip
    taken(office, run)
    assert [step.text for step in Step.objects.filter(measure=first)] == ["สำรวจความเห็น", "ขั้นใหม่ตรงกลาง", "เขียนคู่มือ"]
    new = Measure.objects.get(title="=มาตรการใหม่")
    assert (new.starts_on, [lifted.number for lifted in new.indicators.all()], new.steps.get().text) == (
        date(2025, 11, 1), [2], "ขั้นแรกของใหม่",
    )  # fmt: skip


def test_missing_rows_stay_and_a_reason_withdraws(office: Office) -> None:
    plan, (first, second) = plan_with_measures(office)
    sheets = taken_out(plan).drop(4).at(3, "withdraw", "รวมกับข้ออื่น").at(5, "withdraw", "ทำเสร็จปีก่อน")
    taken(office, handed_in(office, plan, sheets))
    assert {step.text: step.withdrawal_reason for step in Step.objects.filter(measure=first)} == {
        "เขียนคู่มือ": "", "สำรวจความเห็น": "รวมกับข้ออื่น",
    }  # fmt: skip
    second.refresh_from_db()
    assert second.withdrawal_reason == "ทำเสร็จปีก่อน"


def test_every_step_goes_by_its_own_reason(office: Office) -> None:
    plan, (first, _second) = plan_with_measures(office)
    sheets = taken_out(plan).at(3, "withdraw", "รวมกับข้ออื่น").at(4, "withdraw", "ไม่มีงบประมาณ").at(2, "period", "ทั้งปี")
    taken(office, handed_in(office, plan, sheets))
    assert {step.text: step.withdrawal_reason for step in Step.objects.filter(measure=first)} == {
        "เขียนคู่มือ": "ไม่มีงบประมาณ", "สำรวจความเห็น": "รวมกับข้ออื่น",
    }  # fmt: skip
    assert Measure.objects.get(pk=first.pk).period_as_written == "ทั้งปี"


def test_every_fault_is_told_at_once_by_cell_and_nothing_is_written(office: Office) -> None:
    plan, (first, _second) = plan_with_measures(office)
    sheets = taken_out(plan).at(2, "ends", "31/13/2569").at(2, "units", "กองลับ").at(3, "kind", MEASURE).at(4, "indicators", "3")
    sheets.at(5, "every_unit", "อาจจะ").at(2, "text", "ชื่อใหม่")
    sheets.new(text="ไม่มีชนิด")
    sheets.at(2, "done_on", "1 ม.ค. 2570", REPORTS).at(2, "done", "ทำแล้ว", REPORTS).at(3, "counts", "หลายคน", REPORTS)
    review = reviewed(office, run := handed_in(office, plan, sheets))
    assert places(review) == [
        "มาตรการ!H2", "มาตรการ!L2", "มาตรการ!E3", "มาตรการ!O4", "มาตรการ!I5", "มาตรการ!E6", "รายงานผล!E2", "รายงานผล!L3",
    ]  # fmt: skip
    assert all(fault.message and fault.column for fault in review.faults)
    with pytest.raises(Unusable) as refused:
        take_sheet(by=office.actor(), at=LATER, run=run, token=review.token)
    assert len(refused.value.faults) == 8
    first.refresh_from_db()
    assert (first.title, ProgressReport.objects.count()) == ("จัดทำคู่มือ", 0)


def test_what_nobody_touched_never_overwrites_what_others_changed_since(office: Office) -> None:
    plan, (first, _second) = plan_with_measures(office)
    sheets = taken_out(plan).at(2, "period", "ทั้งปี")
    rename(office, first, "ชื่อของผู้อื่น")
    taken(office, handed_in(office, plan, sheets))
    first.refresh_from_db()
    assert (first.title, first.period_as_written) == ("ชื่อของผู้อื่น", "ทั้งปี")


def test_where_both_changed_a_cell_the_fault_shows_both_and_the_row_can_be_left_out(office: Office) -> None:
    plan, (first, second) = plan_with_measures(office)
    sheets = taken_out(plan).at(2, "text", "ชื่อของฉัน").at(5, "text", "ประกาศใหม่")
    rename(office, first, "ชื่อของผู้อื่น")
    run = handed_in(office, plan, sheets)
    (fault,) = reviewed(office, run).faults
    assert fault.place == "มาตรการ!F2"
    assert "ชื่อของผู้อื่น" in fault.message
    assert "ชื่อของฉัน" in fault.message
    leave_out(by=office.actor(), at=NOW, run=run, places=["มาตรการ!2", "มาตรการ!999", "x"])
    taken(office, run)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.title, second.title) == ("ชื่อของผู้อื่น", "ประกาศใหม่")


def test_the_same_change_by_two_people_is_no_conflict(office: Office) -> None:
    plan, (first, _second) = plan_with_measures(office)
    sheets = taken_out(plan).at(2, "text", "ชื่อเดียวกัน")
    rename(office, first, "ชื่อเดียวกัน")
    review = reviewed(office, handed_in(office, plan, sheets))
    assert (review.faults, review.changes) == ((), ())


def test_what_was_withdrawn_since_is_told_only_where_the_row_was_edited(office: Office) -> None:
    plan, (first, second) = plan_with_measures(office)
    sheets = taken_out(plan).at(5, "text", "แก้ของที่หายไป")
    withdraw_measure(by=office.actor(), at=NOW, measure=second, reason="พอแล้ว")
    withdraw_measure(by=office.actor(), at=NOW, measure=first, reason="พอแล้ว")
    assert places(reviewed(office, handed_in(office, plan, sheets))) == ["มาตรการ!F5"]


def test_a_row_without_fingerprints_counts_by_its_version(office: Office) -> None:
    plan, (first, _second) = plan_with_measures(office)
    sheets = taken_out(plan).at(2, "base", "").at(2, "text", "ชื่อของฉัน")
    assert reviewed(office, handed_in(office, plan, sheets)).faults == ()
    rename(office, first, "ชื่อของผู้อื่น")
    assert places(reviewed(office, handed_in(office, plan, sheets.at(2, "period", "ทั้งปี")))) == ["มาตรการ!F2", "มาตรการ!M2"]


def test_steps_that_changed_their_order_are_found_by_their_key(office: Office) -> None:
    plan, (first, _second) = plan_with_measures(office)
    sheets = taken_out(plan).at(3, "text", "สำรวจใหม่")
    step = Step.objects.filter(measure=first)[0]
    move_step(by=office.actor(), at=NOW, step=step, to=2)
    taken(office, handed_in(office, plan, sheets))
    assert [row.text for row in Step.objects.filter(measure=first)] == ["เขียนคู่มือ", "สำรวจใหม่"]


def test_reports_come_in_once(office: Office) -> None:
    plan, (first, _second) = plan_with_measures(office)
    sheets = taken_out(plan).at(3, "done_on", "๑๐/๓/๒๕๖๙", REPORTS).at(3, "done", "สำรวจแล้ว", REPORTS)
    sheets.at(3, "finished", "yes", REPORTS).at(3, "counts", "ผู้ตอบ: ๑,๒๐๐ คน\nแบบ: 3", REPORTS)
    data = sheets.data()
    run = taken(office, hand_in_sheet(by=office.actor(), at=NOW, plan=plan, data=data, name="แผน.xlsx").run)
    report = ProgressReport.objects.get()
    assert (report.step, report.happened_on, report.is_finished) == (Step.objects.filter(measure=first)[0], date(2026, 3, 10), True)
    assert report.counts == [{"what": "ผู้ตอบ", "number": 1200, "unit": "คน"}, {"what": "แบบ", "number": 3, "unit": ""}]
    again = hand_in_sheet(by=office.actor(), at=NOW, plan=plan, data=data, name="อีกครั้ง.xlsx")
    assert (again.run.pk, again.is_new) == (run.pk, False)
    edited = handed_in(office, plan, sheets.at(2, "period", "ทั้งปี"))
    assert [change.act for change in reviewed(office, edited).changes] == ["change"]


def test_a_row_whose_report_was_corrected_or_whose_step_moved_since_does_not_bring_it_back(office: Office) -> None:
    plan, (first, second) = plan_with_measures(office)
    sheets = taken_out(plan).at(3, "done_on", "10 มี.ค. 2569", REPORTS).at(3, "done", "สำรวจแล้ว", REPORTS)
    sheets.at(2, "done_on", "10 มี.ค. 2569", REPORTS).at(2, "done", "ทำแล้ว", REPORTS).at(2, "counts", "เล่ม: 1,000", REPORTS)
    taken(office, handed_in(office, plan, sheets))
    report = ProgressReport.objects.get(step=None)
    draft = ProgressDraft(happened_on=report.happened_on, done_text="ทำแล้วตามที่แก้", unit_id=report.unit_id, corrects_id=report.pk)
    report_progress(by=office.actor(), at=NOW, measure=first, draft=draft)
    Step.objects.filter(pk=ProgressReport.objects.get(step__isnull=False).step_id).update(measure=second, order=1)
    review = reviewed(office, handed_in(office, plan, sheets.at(5, "period", "ทั้งปี")))
    assert ([change.act for change in review.changes], review.faults) == (["change"], ())


def test_a_unit_reports_for_itself_only_and_changes_no_plan(office: Office) -> None:
    plan, (first, _second) = plan_with_measures(office)
    audit = office.unit("หน่วยตรวจสอบภายใน")
    other = taken_out(plan).at(3, "units", audit.name)
    taken(office, handed_in(office, plan, other.at(2, "units", audit.name)))
    sheets = taken_out(plan).at(2, "text", "แก้เอง").at(5, "done_on", "1 มี.ค. 2569", REPORTS).at(5, "done", "ทำแล้ว", REPORTS)
    sheets.at(2, "done_on", "1 มี.ค. 2569", REPORTS).at(2, "done", "ของผู้อื่น", REPORTS).at(5, "unit", "กองคลัง", REPORTS)
    run = handed_in(office, plan, sheets, "unit_reporter")
    assert places(reviewed(office, run, "unit_reporter")) == ["มาตรการ!F2", "รายงานผล!B2"]
    leave_out(by=office.actor("unit_reporter"), at=NOW, run=run, places=["มาตรการ!2", "รายงานผล!2"])
    taken(office, run, "unit_reporter")
    assert ProgressReport.objects.get().unit == office.unit("กองคลัง")
    first.refresh_from_db()
    assert first.title == "จัดทำคู่มือ"


def test_who_may_do_neither_hands_nothing_in_and_decides_nothing(office: Office) -> None:
    plan, _measures = plan_with_measures(office)
    sheets = taken_out(plan).at(2, "period", "ทั้งปี")
    with pytest.raises(Forbidden):
        handed_in(office, plan, sheets, "executive")
    run = handed_in(office, plan, sheets)
    for act in (discard_sheet, lambda **values: leave_out(places=[], **values)):
        with pytest.raises(Forbidden):
            act(by=office.actor("unit_reporter"), at=NOW, run=run)


def test_what_changed_since_the_preview_is_shown_again_first(office: Office) -> None:
    plan, (first, _second) = plan_with_measures(office)
    run = handed_in(office, plan, taken_out(plan).at(2, "period", "ทั้งปี").at(5, "period", "สองปี"))
    token = reviewed(office, run).token
    draft = replace(draft_of(first), period_as_written="ทั้งปี")
    change_measure(by=office.actor(), at=NOW, measure=first, draft=draft, version=first.version)
    with pytest.raises(OutdatedSheet):
        take_sheet(by=office.actor(), at=LATER, run=run, token=token)
    taken(office, run)
    with pytest.raises(Unusable):
        take_sheet(by=office.actor(), at=LATER, run=run, token=token)


def test_a_fault_in_the_middle_leaves_nothing_written(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    plan, (first, _second) = plan_with_measures(office)
    sheets = taken_out(plan).at(2, "period", "ทั้งปี").at(3, "done_on", "1 มี.ค. 2569", REPORTS).at(3, "done", "ทำ", REPORTS)
    run = handed_in(office, plan, sheets)
    token = reviewed(office, run).token

    def broken(**_values: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(actions, "report_many", broken)
    with pytest.raises(OSError, match="disk full"):
        take_sheet(by=office.actor(), at=LATER, run=run, token=token)
    first.refresh_from_db()
    assert (first.version, SheetRun.objects.get().state) == (1, "review")


def test_rows_that_exist_already_are_not_added_a_second_time(office: Office) -> None:
    plan, _measures = plan_with_measures(office)
    sheets = taken_out(plan)
    sheets.new(kind=MEASURE, text="ของใหม่")
    taken(office, handed_in(office, plan, sheets))
    run = handed_in(office, plan, sheets.at(2, "period", "ทั้งปี"))
    assert places(reviewed(office, run)) == ["มาตรการ!F6"]


def test_a_new_measure_that_is_left_out_takes_its_steps_along(office: Office) -> None:
    plan, _measures = plan_with_measures(office)
    sheets = taken_out(plan)
    line = sheets.new(kind=MEASURE, text="ของใหม่")
    sheets.new(kind=STEP, text="ขั้นของใหม่")
    run = handed_in(office, plan, sheets)
    leave_out(by=office.actor(), at=NOW, run=run, places=[f"มาตรการ!{line}"])
    assert reviewed(office, run).changes == ()
    leave_out(by=office.actor(), at=NOW, run=run, places=[f"มาตรการ!{line}"], is_out=False)
    assert len(reviewed(office, run).changes) == 2

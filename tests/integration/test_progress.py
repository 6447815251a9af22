"""Reporting progress: what is taken, what is refused all at once, how reports are corrected, and how requests for more are answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import DatabaseError, transaction
from PIL import Image
from tests.offices import NOW, Office

from prongsai.foundation.audit.queries import history_of
from prongsai.foundation.faults import Unusable
from prongsai.foundation.files.models import Blob, StoredFile
from prongsai.foundation.people.actor import Forbidden, NotFound
from prongsai.programme.plans.actions.measures import add_measure, start_plan
from prongsai.programme.plans.actions.progress import (
    Entry,
    ask_more,
    report_many,
    report_progress,
    withdraw_request,
)
from prongsai.programme.plans.drafts import MeasureDraft, StepDraft
from prongsai.programme.plans.models import Measure, MoreRequest, ProgressReport, ReportFile, Step
from prongsai.programme.plans.permissions import access_request
from prongsai.programme.plans.progress.drafts import Count, ProgressDraft, Upload, read_count

TODAY = date(2026, 3, 17)
PDF = Upload("ประกาศ.pdf", b"%PDF-1.4 notice")


def picture(name: str = "ภาพป้าย.jpg") -> Upload:
    out, exif = BytesIO(), Image.Exif()
    exif[0x010F] = "camera"
    Image.new("RGB", (8, 8), "white").save(out, "JPEG", exif=exif)
    return Upload(name, out.getvalue())


def content_of(blob: Blob) -> bytes:
    with blob.content.open() as opened:
        return opened.read()


@pytest.fixture
def measure(office: Office) -> Measure:
    """A measure of the finance division with a step of its own and one of public works."""
    steps = (StepDraft("ออกประกาศ"), StepDraft("ติดป้าย", unit_ids=(office.unit("กองช่าง").pk,)))
    draft = MeasureDraft("แนวทางการยืมทรัพย์สิน", steps=steps, unit_ids=(office.unit("กองคลัง").pk,), ends_on=date(2026, 3, 15))
    return add_measure(by=office.actor(), at=NOW, plan=start_plan(by=office.actor(), at=NOW, fiscal_year=2569), draft=draft)


@pytest.fixture
def draft(office: Office) -> ProgressDraft:
    return ProgressDraft(happened_on=TODAY, done_text="ประชุมแล้ว", unit_id=office.unit("กองคลัง").pk)


def faults(office: Office, measure: Measure, draft: ProgressDraft, *uploads: Upload, role: str = "officer") -> list[str]:
    with pytest.raises(Unusable) as caught:
        report_progress(by=office.actor(role), at=NOW, measure=measure, draft=draft, uploads=uploads)
    return [fault.field for fault in caught.value.faults]


def test_a_report_keeps_all_that_was_said_and_goes_into_the_history(office: Office, measure: Measure, draft: ProgressDraft) -> None:
    full = replace(
        draft,
        step_id=Step.objects.filter(measure=measure)[0].pk,
        is_finished=True,
        outputs="ประกาศ 1 ฉบับ\nคู่มือ 1 เล่ม",
        outcomes="ยืมคืนตรงเวลา",
        obstacles="ไม่มี",
        suggestions="ทำต่อทุกปี",
        counts=(Count("ผู้เข้าประชุม", 45, "คน"),),
    )
    report = report_progress(by=office.actor("unit_reporter"), at=NOW, measure=measure, draft=full, uploads=[PDF, picture()])
    report.refresh_from_db()
    assert (report.is_finished, report.outputs, report.counts) == (
        True,
        "ประกาศ 1 ฉบับ\nคู่มือ 1 เล่ม",
        [{"what": "ผู้เข้าประชุม", "number": 45, "unit": "คน"}],
    )
    assert [link.file.name for link in report.files.all()] == ["ประกาศ.pdf", "ภาพป้าย.jpg"]
    assert [event.verb for event in history_of(measure)][:1] == ["plans.progress_reported"]
    assert [event.verb for event in history_of(report)] == ["plans.progress_reported"]


def test_a_picture_is_given_out_without_metadata_and_kept_as_taken(office: Office, measure: Measure, draft: ProgressDraft) -> None:
    upload = picture()
    report = report_progress(by=office.actor(), at=NOW, measure=measure, draft=draft, uploads=[upload])
    stored = report.files.get().file
    assert stored.original is not None
    assert content_of(stored.original) == upload.data
    assert b"camera" not in content_of(stored.blob)


def test_everything_that_is_wrong_is_said_at_once(office: Office, measure: Measure) -> None:
    wrong = ProgressDraft(
        happened_on=TODAY + timedelta(days=1),
        done_text=" ",
        outputs="ก" * 5001,
        unit_id=10**9,
        counts=(Count("", 1), Count("คน", None)),
        answers_request_ids=(10**9,),
    )
    assert faults(office, measure, wrong, Upload("a.exe", b"MZ"), Upload("b.pdf", b"")) == [
        "happened_on",
        "done_text",
        "outputs",
        "counts-0-what",
        "counts-1-number",
        "unit",
        "answers",
        "files",
        "files",
    ]


@pytest.mark.parametrize(
    ("day", "is_taken"), [(date(2025, 7, 1), True), (date(2025, 6, 30), False), (TODAY, True), (TODAY + timedelta(1), False)]
)
def test_work_lies_between_the_preparation_of_the_year_and_today(
    office: Office, measure: Measure, draft: ProgressDraft, day: date, is_taken: bool
) -> None:
    dated = replace(draft, happened_on=day)
    if is_taken:
        assert report_progress(by=office.actor(), at=NOW, measure=measure, draft=dated).happened_on == day
    else:
        assert faults(office, measure, dated) == ["happened_on"]


def test_one_refused_file_keeps_all_of_them_out(office: Office, measure: Measure, draft: ProgressDraft) -> None:
    broken = Upload("เสีย.jpg", picture().data[:60])
    assert faults(office, measure, draft, PDF, broken) == ["files"]
    assert not ProgressReport.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_reporter_reports_for_the_own_unit_only(office: Office, measure: Measure, draft: ProgressDraft) -> None:
    elsewhere = replace(draft, unit_id=office.unit("กองช่าง").pk)
    assert faults(office, measure, elsewhere, role="unit_reporter") == ["unit"]
    assert faults(office, measure, replace(draft, unit_id=None), role="unit_reporter") == ["unit"]
    assert report_progress(by=office.actor(), at=NOW, measure=measure, draft=elsewhere).unit_id == elsewhere.unit_id


def test_a_reporter_cannot_report_on_a_measure_of_other_units(office: Office, draft: ProgressDraft) -> None:
    plan = start_plan(by=office.actor(), at=NOW, fiscal_year=2569)
    other = add_measure(by=office.actor(), at=NOW, plan=plan, draft=MeasureDraft("ของกองช่าง", unit_ids=(office.unit("กองช่าง").pk,)))
    for role in ("unit_reporter", "executive", "overseer", "publisher"):
        with pytest.raises(Forbidden):
            report_progress(by=office.actor(role), at=NOW, measure=other, draft=draft)


def test_a_unit_with_one_step_reports_on_that_step_and_not_on_the_whole(office: Office, draft: ProgressDraft) -> None:
    plan = start_plan(by=office.actor(), at=NOW, fiscal_year=2569)
    steps = (StepDraft("ของกองคลัง", unit_ids=(office.unit("กองคลัง").pk,)), StepDraft("ของกองช่าง"))
    shared = add_measure(
        by=office.actor(), at=NOW, plan=plan, draft=MeasureDraft("ร่วมกัน", steps=steps, unit_ids=(office.unit("กองช่าง").pk,))
    )
    own, other = Step.objects.filter(measure=shared)
    assert faults(office, shared, draft, role="unit_reporter") == ["step"]
    assert faults(office, shared, replace(draft, step_id=other.pk), role="unit_reporter") == ["step"]
    assert report_progress(by=office.actor("unit_reporter"), at=NOW, measure=shared, draft=replace(draft, step_id=own.pk)).step == own


def test_a_correction_stands_beside_what_it_corrects(office: Office, measure: Measure, draft: ProgressDraft) -> None:
    wrong = report_progress(by=office.actor(), at=NOW, measure=measure, draft=replace(draft, is_finished=True), uploads=[PDF, picture()])
    kept = wrong.files.get(file__name="ประกาศ.pdf").file
    right = replace(draft, done_text="ประชุมแล้ว เหลือติดป้าย", corrects_id=wrong.pk, keeps_file_ids=(kept.pk,))
    report = report_progress(by=office.actor(), at=NOW, measure=measure, draft=right)
    assert (report.corrects, [link.file for link in report.files.all()]) == (wrong, [kept])
    assert ProgressReport.objects.get(pk=wrong.pk).is_finished
    assert [event.verb for event in history_of(wrong)] == ["plans.progress_corrected", "plans.progress_reported"]
    assert faults(office, measure, right) == [""]


def test_a_report_of_another_measure_or_unit_is_not_corrected(office: Office, measure: Measure, draft: ProgressDraft) -> None:
    plan = measure.plan
    other = add_measure(by=office.actor(), at=NOW, plan=plan, draft=MeasureDraft("อีกข้อ", unit_ids=(office.unit("กองคลัง").pk,)))
    elsewhere = report_progress(by=office.actor(), at=NOW, measure=other, draft=draft)
    by_works = report_progress(by=office.actor(), at=NOW, measure=measure, draft=replace(draft, unit_id=office.unit("กองช่าง").pk))
    assert faults(office, measure, replace(draft, corrects_id=elsewhere.pk)) == [""]
    assert faults(office, measure, replace(draft, corrects_id=by_works.pk), role="unit_reporter") == [""]


def test_files_of_other_reports_are_not_kept(office: Office, measure: Measure, draft: ProgressDraft) -> None:
    first = report_progress(by=office.actor(), at=NOW, measure=measure, draft=draft, uploads=[PDF])
    second = report_progress(by=office.actor(), at=NOW, measure=measure, draft=replace(draft, done_text="ประชุมอีก"))
    file_id = first.files.get().file_id
    assert faults(office, measure, replace(draft, corrects_id=second.pk, keeps_file_ids=(file_id,))) == ["files"]
    assert faults(office, measure, replace(draft, done_text="ประชุมครั้งที่ 3", keeps_file_ids=(file_id,))) == ["files"]


def test_a_form_that_is_sent_twice_makes_one_report(office: Office, measure: Measure, draft: ProgressDraft) -> None:
    full = replace(draft, counts=(Count("ผู้เข้าประชุม", 45, "คน"),), outputs="ประกาศ 1 ฉบับ")
    photo = picture()
    first = report_progress(by=office.actor(), at=NOW, measure=measure, draft=full, uploads=[PDF, photo])
    with pytest.raises(Unusable, match=r"บันทึกไว้แล้วเมื่อ 17\sมี\.ค\.\s2569 10:00 น\."):
        report_progress(
            by=office.actor("unit_reporter"), at=NOW, measure=measure, draft=replace(full, done_text="ประชุมแล้ว "), uploads=[photo, PDF]
        )
    assert faults(office, measure, full) == [""]

    for other in (
        replace(full, happened_on=TODAY - timedelta(days=1)),
        replace(full, step_id=Step.objects.filter(measure=measure)[0].pk),
        replace(full, unit_id=office.unit("กองช่าง").pk),
        replace(full, is_finished=True),
        replace(full, counts=(Count("ผู้เข้าประชุม", 46, "คน"),)),
        replace(full, obstacles="ฝนตก"),
    ):
        report_progress(by=office.actor(), at=NOW, measure=measure, draft=other, uploads=[PDF, photo])
    report_progress(by=office.actor(), at=NOW, measure=measure, draft=full, uploads=[PDF, Upload("ใหม่.pdf", b"%PDF-1.4 new")])
    report_progress(by=office.actor(), at=NOW, measure=measure, draft=replace(full, corrects_id=first.pk))
    assert ProgressReport.objects.count() == 9


def test_the_database_refuses_to_change_what_was_reported(office: Office, measure: Measure, draft: ProgressDraft) -> None:
    report = report_progress(by=office.actor(), at=NOW, measure=measure, draft=draft, uploads=[PDF])
    for rows in (ProgressReport.objects.filter(pk=report.pk), ReportFile.objects.filter(report=report)):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(id=10**6)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows._raw_delete(rows.db)


def test_withdrawn_measures_and_steps_take_no_report(office: Office, measure: Measure, draft: ProgressDraft) -> None:
    step = Step.objects.filter(measure=measure)[0]
    Step.objects.filter(pk=step.pk).update(withdrawn_at=NOW, withdrawal_reason="ซ้ำ")
    assert faults(office, measure, replace(draft, step_id=step.pk)) == ["step"]
    Measure.objects.filter(pk=measure.pk).update(withdrawn_at=NOW, withdrawal_reason="ซ้ำ")
    assert faults(office, measure, draft) == [""]


def test_a_report_answers_the_requests_that_it_names(office: Office, measure: Measure, draft: ProgressDraft) -> None:
    first, second = (ask_more(by=office.actor("executive"), at=NOW, measure=measure, text=text) for text in ("ขอภาพ", "ขอรายชื่อ"))
    report = report_progress(by=office.actor(), at=NOW, measure=measure, draft=replace(draft, answers_request_ids=(first.pk,)))
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.answer, first.answered_at, second.answer) == (report, NOW, None)
    assert faults(office, measure, replace(draft, answers_request_ids=(first.pk,))) == ["answers"]


def test_who_asks_for_more_says_what_and_by_a_day_to_come(office: Office, measure: Measure) -> None:
    with pytest.raises(Unusable) as caught:
        ask_more(by=office.actor(), at=NOW, measure=measure, text="", wanted_by=TODAY - timedelta(1), step_id=10**9, report_id=10**9)
    assert [fault.field for fault in caught.value.faults] == ["text", "wanted_by", "step", "report"]
    with pytest.raises(Forbidden):
        ask_more(by=office.actor("unit_reporter"), at=NOW, measure=measure, text="ขอภาพ")


def test_a_request_is_withdrawn_once_and_not_after_its_answer(office: Office, measure: Measure, draft: ProgressDraft) -> None:
    asked = ask_more(by=office.actor(), at=NOW, measure=measure, text="ขอภาพ", wanted_by=TODAY)
    withdraw_request(by=office.actor(), at=NOW, request=asked)
    withdraw_request(by=office.actor(), at=NOW, request=asked)
    assert [event.verb for event in history_of(asked)] == ["plans.more_withdrawn", "plans.more_asked"]
    answered = ask_more(by=office.actor(), at=NOW, measure=measure, text="ขอรายชื่อ")
    report_progress(by=office.actor(), at=NOW, measure=measure, draft=replace(draft, answers_request_ids=(answered.pk,)))
    with pytest.raises(Unusable):
        withdraw_request(by=office.actor(), at=NOW, request=answered)
    assert MoreRequest.objects.filter(withdrawn_at=None).get() == answered


def test_a_request_is_found_only_by_who_may_ask_in_its_agency(office: Office, other_office: Office, measure: Measure) -> None:
    asked = ask_more(by=office.actor(), at=NOW, measure=measure, text="ขอภาพ")
    assert access_request(by=office.actor("executive"), request_id=asked.pk) == asked
    for stranger in (office.actor("unit_reporter"), other_office.actor()):
        with pytest.raises(NotFound):
            access_request(by=stranger, request_id=asked.pk)


def test_several_reports_come_in_together_or_not_at_all(office: Office, measure: Measure, draft: ProgressDraft) -> None:
    wrong = Entry(measure, replace(draft, done_text=""))
    with pytest.raises(Unusable) as caught:
        report_many(by=office.actor(), at=NOW, entries=[Entry(measure, draft), wrong, wrong])
    assert [fault.field for fault in caught.value.faults] == ["rows-1-done_text", "rows-2-done_text"]
    assert not ProgressReport.objects.exists()
    assert len(report_many(by=office.actor(), at=NOW, entries=[Entry(measure, draft), Entry(measure, draft, (PDF,))])) == 2


@pytest.mark.parametrize(
    ("written", "number"), [("๑,๒๓๔", 1234), ("0", 0), ("45", 45), ("-1", None), ("1.5", None), ("สิบ", None), ("", None)]
)
def test_counts_are_read_in_both_kinds_of_digits(written: str, number: int | None) -> None:
    assert read_count(written) == number

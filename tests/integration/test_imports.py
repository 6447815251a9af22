"""From a file to the plan: reading in the background, decisions, and the commit, through the actions."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from tests.imports import PLAN, confirm_all, import_data, import_sample, import_text
from tests.offices import NOW, Office

from prongsai.core.papers.model import Measure as ReadMeasure
from prongsai.core.papers.model import Paper
from prongsai.core.papers.serial import paper_to_json
from prongsai.foundation.audit.queries import history_of, verify
from prongsai.foundation.faults import Unusable
from prongsai.foundation.files.kinds import PAPER_RULE
from prongsai.foundation.files.models import StoredFile
from prongsai.foundation.jobs.models import Job
from prongsai.foundation.people.actor import Forbidden
from prongsai.programme.plans.actions.import_commit import AlreadyImported, Wishes, commit_import
from prongsai.programme.plans.actions.import_review import confirm_rest, decide, leave_out, mend, take_unread, undo
from prongsai.programme.plans.actions.imports import (
    OutdatedReview,
    discard_import,
    keep_reading,
    may_retry,
    restore_import,
    retry_import,
    start_import,
)
from prongsai.programme.plans.models import ImportRun, Measure, ProgressReport
from prongsai.programme.plans.printing.to_paper import Choices, to_paper
from prongsai.programme.plans.queries.imports import outlook, review_of
from prongsai.programme.plans.queries.printed import read_content
from prongsai.programme.plans.tasks import read_import
from prongsai.samples import SAMPLES

Capture = Any
TODAY = date(2026, 3, 17)


@pytest.fixture
def run(office: Office, django_capture_on_commit_callbacks: Capture) -> ImportRun:
    """A paper with two open questions about its second measure."""
    return import_text(office, django_capture_on_commit_callbacks)


def _value(run: ImportRun, measure: int) -> Any:
    return review_of(run).cards[measure].measure.draft


# --- starting and reading ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_is_read_reviewed_and_imported(office: Office, django_capture_on_commit_callbacks: Capture, name: str) -> None:
    run = import_sample(office, django_capture_on_commit_callbacks, name)
    assert run.state == ImportRun.State.REVIEW
    assert run.job.state == Job.State.FINISHED
    run = confirm_all(office, run)
    read = review_of(run).taken
    run = commit_import(by=office.actor(), at=NOW, run=run, version=run.version)
    assert run.state == ImportRun.State.COMMITTED
    assert [measure.title for measure in run.measures.order_by("order")] == [measure.draft.title for measure in read]
    assert all(broken is None for _code, _seen, broken in verify())


def test_same_content_on_its_way_or_in_the_plan_makes_no_second_run(office: Office, django_capture_on_commit_callbacks: Capture) -> None:
    first = import_data(office.actor(), django_capture_on_commit_callbacks, PLAN.encode(), "a.txt")
    again = import_data(office.actor(), django_capture_on_commit_callbacks, PLAN.encode(), "another name.txt")
    assert (again.run, again.is_new) == (first.run, False)
    run = confirm_all(office, first.run)
    commit_import(by=office.actor(), at=NOW, run=run, version=run.version)
    third = import_data(office.actor(), django_capture_on_commit_callbacks, PLAN.encode(), "a.txt")
    assert (third.run, third.is_new) == (first.run, False)
    assert ImportRun.objects.count() == StoredFile.objects.count() == 1


def test_same_content_may_come_into_another_year_or_after_it_was_left_out(
    office: Office, django_capture_on_commit_callbacks: Capture
) -> None:
    first = import_text(office, django_capture_on_commit_callbacks)
    assert import_text(office, django_capture_on_commit_callbacks, year=2570) != first
    discard_import(by=office.actor(), at=NOW, run=first)
    assert import_text(office, django_capture_on_commit_callbacks) != first


def test_a_kind_of_file_that_is_not_taken_is_refused_with_words(office: Office) -> None:
    with pytest.raises(Unusable, match="ไม่ใช่ชนิดที่รับ"):
        start_import(by=office.actor(), at=NOW, fiscal_year=2569, data=b"MZ\x90\x00 program", name="plan.exe")
    with pytest.raises(Unusable, match="ว่างเปล่า"):
        start_import(by=office.actor(), at=NOW, fiscal_year=2569, data=b"", name="plan.txt")
    assert not ImportRun.objects.exists()


def test_a_file_beyond_100_megabytes_is_refused_with_words(office: Office) -> None:
    data = b"a" * (PAPER_RULE.most_bytes + 1)
    with pytest.raises(Unusable, match="100 MB"):
        start_import(by=office.actor(), at=NOW, fiscal_year=2569, data=data, name="plan.txt")


def test_a_broken_file_says_why_and_can_be_read_again(office: Office, django_capture_on_commit_callbacks: Capture) -> None:
    run = import_data(office.actor(), django_capture_on_commit_callbacks, b"%PDF-1.7\nbroken", "plan.pdf").run
    assert run.state == ImportRun.State.UNREADABLE
    assert "plan.pdf" in run.fault
    assert "plan.pdf" in run.fault_en
    assert run.job.state == Job.State.FAILED
    with django_capture_on_commit_callbacks(execute=True):
        retry_import(by=office.actor(), at=NOW, run=run)
    run.refresh_from_db()
    assert run.state == ImportRun.State.UNREADABLE
    assert Job.objects.count() == 2


def test_a_reading_without_an_end_may_be_started_again_after_15_minutes(
    office: Office, django_capture_on_commit_callbacks: Capture
) -> None:
    with django_capture_on_commit_callbacks() as waiting:
        run = start_import(by=office.actor(), at=NOW, fiscal_year=2569, data=PLAN.encode(), name="a.txt").run
    Job.objects.update(state=Job.State.RUNNING, started_at=NOW)
    run = ImportRun.objects.select_related("job").get(pk=run.pk)
    assert not may_retry(run, NOW + timedelta(minutes=15))
    with pytest.raises(Unusable):
        retry_import(by=office.actor(), at=NOW + timedelta(minutes=15), run=run)
    with django_capture_on_commit_callbacks(execute=True):
        retry_import(by=office.actor(), at=NOW + timedelta(minutes=16), run=run)
    run.refresh_from_db()
    assert run.state == ImportRun.State.REVIEW
    waiting[0]()
    assert run.job.state == Job.State.FINISHED


def test_signs_that_no_database_keeps_or_no_page_shows_are_left_out(office: Office, django_capture_on_commit_callbacks: Capture) -> None:
    with django_capture_on_commit_callbacks():
        run = start_import(by=office.actor(), at=NOW, fiscal_year=2569, data=PLAN.encode(), name="a.txt").run
    paper = paper_to_json(Paper(measures=(ReadMeasure("1", "ปลูก\x00\x01ต้น\x1b\x9fไม้\ud800"),)))
    assert keep_reading(run_id=run.pk, job_id=run.job_id, at=NOW, paper=paper, source={})
    run.refresh_from_db()
    assert run.paper["measures"][0]["title"] == "ปลูกต้นไม้?"
    assert not keep_reading(run_id=run.pk, job_id=run.job_id, at=NOW, paper=paper, source={})


def test_a_job_done_twice_leaves_its_run_alone(run: ImportRun) -> None:
    version = run.version
    read_import(run.job)
    run.refresh_from_db()
    assert run.version == version


def test_only_who_may_import_may_do_any_of_it(office: Office, run: ImportRun) -> None:
    by = office.actor("executive")
    with pytest.raises(Forbidden):
        start_import(by=by, at=NOW, fiscal_year=2569, data=PLAN.encode(), name="a.txt")
    with pytest.raises(Forbidden):
        decide(by=by, at=NOW, run=run, number=0, version=0)
    with pytest.raises(Forbidden):
        commit_import(by=by, at=NOW, run=run, version=run.version)
    for act in (discard_import, restore_import, retry_import):
        with pytest.raises(Forbidden):
            act(by=by, at=NOW, run=run)


# --- deciding ---------------------------------------------------------------------------------------------------------------------------


def _number(run: ImportRun, code: str) -> int:
    return next(question.index for question in review_of(run).questions if question.code == code)


def test_a_candidate_a_typed_value_and_a_blank_settle_a_doubt(office: Office, run: ImportRun) -> None:
    due, period = _number(run, "due_uncertain"), _number(run, "period_unread")
    question = review_of(run).questions[due]
    assert question.is_open
    run = decide(by=office.actor(), at=NOW, run=run, number=due, version=0, value=question.choices[0].value)
    assert review_of(run).questions[due].how == "confirmed"
    run = decide(by=office.actor(), at=NOW, run=run, number=due, version=run.version, value="๑๕ มีนาคม ๒๕๖๙")
    assert review_of(run).questions[due].how == "mended"
    assert _value(run, 1).monitoring[0].due_on == date(2026, 3, 15)
    assert _value(run, 1).monitoring[0].as_written == "รายงานผลภายในวันที่ 15 มีนาคม 2569"
    run = decide(by=office.actor(), at=NOW, run=run, number=period, version=0, value="ต.ค. 2568 - ก.พ. 2569")
    assert (_value(run, 1).starts_on, _value(run, 1).ends_on) == (date(2025, 10, 1), date(2026, 2, 28))
    run = decide(by=office.actor(), at=NOW, run=run, number=due, version=review_of(run).questions[due].version, value="")
    assert review_of(run).questions[due].how == "left_blank"
    assert _value(run, 1).monitoring[0].due_on is None
    assert review_of(run).is_ready


@pytest.mark.parametrize(
    ("code", "typed", "words"),
    [
        ("due_uncertain", "วันศุกร์หน้า", "เป็นวันที่ไม่ได้"),
        ("due_uncertain", "31 กุมภาพันธ์ 2569", "เป็นวันที่ไม่ได้"),
        ("period_unread", "เร็ว ๆ นี้", "เป็นช่วงเวลาไม่ได้"),
        ("period_unread", "2026-03-31/2026-01-01", "อยู่ก่อนวันเริ่ม"),
    ],
)
def test_what_cannot_be_read_is_refused_with_an_example(office: Office, run: ImportRun, code: str, typed: str, words: str) -> None:
    with pytest.raises(Unusable, match=words):
        decide(by=office.actor(), at=NOW, run=run, number=_number(run, code), version=0, value=typed)
    run.refresh_from_db()
    assert run.decisions == []


def test_a_blank_merged_cell_takes_its_wording_with_it(office: Office, django_capture_on_commit_callbacks: Capture) -> None:
    run = import_sample(office, django_capture_on_commit_callbacks, "status-memo.txt")
    run = decide(by=office.actor(), at=NOW, run=run, number=0, version=0, value="")
    drafts = [card.measure.draft for card in review_of(run).cards]
    assert [bool(draft.monitoring) for draft in drafts[:6]] == [True, False, False, False, False, True]


def test_one_answer_holds_for_every_measure_of_a_merged_cell(office: Office, django_capture_on_commit_callbacks: Capture) -> None:
    run = import_sample(office, django_capture_on_commit_callbacks, "status-memo.txt")
    run = decide(by=office.actor(), at=NOW, run=run, number=0, version=0, value="28 ก.พ. 2568")
    drafts = [card.measure.draft for card in review_of(run).cards[1:5]]
    assert {draft.monitoring[0].due_on for draft in drafts} == {date(2025, 2, 28)}


def test_a_decision_can_be_taken_back_and_its_history_stays(office: Office, run: ImportRun) -> None:
    number = _number(run, "due_uncertain")
    run = decide(by=office.actor(), at=NOW, run=run, number=number, version=0, value="15 มี.ค. 2569")
    run = undo(by=office.actor(), at=NOW, run=run, item=f"warning:{number}", version=run.version)
    assert review_of(run).questions[number].is_open
    assert len(run.decisions) == 2
    assert [event.verb for event in history_of(run)].count("plans.import_decided") == 2


def test_two_persons_at_the_same_doubt_do_not_overwrite_each_other(office: Office, run: ImportRun) -> None:
    due, period = _number(run, "due_uncertain"), _number(run, "period_unread")
    decide(by=office.actor(), at=NOW, run=run, number=due, version=0, value="15 มี.ค. 2569")
    with pytest.raises(OutdatedReview, match="ผู้อื่น"):
        decide(by=office.actor(), at=NOW, run=run, number=due, version=0, value="16 มี.ค. 2569")
    run = decide(by=office.actor(), at=NOW, run=run, number=period, version=0, value="")
    assert _value(run, 1).monitoring[0].due_on == date(2026, 3, 15)


def test_mending_a_measure_keeps_only_what_changed_and_settles_its_doubts(office: Office, run: ImportRun) -> None:
    typed = {
        "measures[1].title": "เปิดเผยข้อมูลทุกเดือน",
        "measures[1].responsible_units": "กองคลัง, สำนักปลัด",
        "measures[1].period": "",
        "measures[1].monitoring.due": "30 มี.ค. 2569",
        "measures[1].steps[0]": "เขียนประกาศ\r\nติดบอร์ด",
        "measures[1].steps[1]": "ถ่ายภาพ",
    }
    run = mend(by=office.actor(), at=NOW, run=run, card="measures[1]", version=0, typed=typed)
    draft = _value(run, 1)
    assert draft.title == "เปิดเผยข้อมูลทุกเดือน"
    assert set(draft.unit_ids) == {office.unit("กองคลัง").pk, office.unit("สำนักปลัด").pk}
    assert draft.monitoring[0].due_on == date(2026, 3, 30)
    assert [(step.text, step.details) for step in draft.steps] == [("เขียนประกาศ", "ติดบอร์ด"), ("ถ่ายภาพ", "")]
    assert "measures[1].period" not in run.decisions[-1]["values"]
    assert not review_of(run).questions[_number(run, "due_uncertain")].is_open
    assert review_of(run).questions[_number(run, "period_unread")].is_open


def test_mending_twice_keeps_what_was_mended_first(office: Office, run: ImportRun) -> None:
    run = mend(by=office.actor(), at=NOW, run=run, card="measures[0]", version=0, typed={"measures[0].title": "ปลูกป่า"})
    typed = {"measures[0].title": "ปลูกป่า", "measures[0].steps[0]": ""}
    run = mend(by=office.actor(), at=NOW, run=run, card="measures[0]", version=run.version, typed=typed)
    assert (_value(run, 0).title, _value(run, 0).steps) == ("ปลูกป่า", ())


def test_a_measure_without_title_cannot_be_imported(office: Office, run: ImportRun) -> None:
    run = confirm_all(office, run)
    run = mend(by=office.actor(), at=NOW, run=run, card="measures[0]", version=0, typed={"measures[0].title": ""})
    assert review_of(run).cards[0].faults
    with pytest.raises(Unusable, match="ใส่ชื่อมาตรการ"):
        commit_import(by=office.actor(), at=NOW, run=run, version=run.version)


def test_leaving_a_measure_out_settles_its_doubts(office: Office, run: ImportRun) -> None:
    run = leave_out(by=office.actor(), at=NOW, run=run, card="measures[1]", version=0)
    found = review_of(run)
    assert found.is_ready
    assert [measure.path for measure in found.taken] == ["measures[0]"]
    with pytest.raises(Unusable):
        leave_out(by=office.actor(), at=NOW, run=run, card="measures[7]", version=0)


def test_the_rest_of_a_measure_is_confirmed_at_once(office: Office, run: ImportRun) -> None:
    run = confirm_rest(by=office.actor(), at=NOW, run=run, card="measures[1]")
    assert not review_of(run).cards[1].open_count
    assert {decision["how"] for decision in run.decisions} == {"confirmed"}


def test_unread_text_goes_behind_the_steps_and_comes_back_out(office: Office, django_capture_on_commit_callbacks: Capture) -> None:
    run = import_sample(office, django_capture_on_commit_callbacks, "plan.txt")
    before = len(_value(run, 0).steps)
    run = take_unread(by=office.actor(), at=NOW, run=run, number=0, version=0, card="measures[0]")
    run = take_unread(by=office.actor(), at=NOW, run=run, number=1, version=0, card="measures[0]")
    assert len(_value(run, 0).steps) == before + 2
    run = undo(by=office.actor(), at=NOW, run=run, item="unread:0", version=review_of(run).unread[0].version)
    assert [step.text for step in _value(run, 0).steps[before:]] == [review_of(run).unread[1].text]
    run = take_unread(by=office.actor(), at=NOW, run=run, number=2, version=0, card="")
    assert review_of(run).unread[2].how == "ignored"


# --- the end ----------------------------------------------------------------------------------------------------------------------------


def test_nothing_comes_in_while_a_doubt_is_open(office: Office, run: ImportRun) -> None:
    with pytest.raises(Unusable, match="2"):
        commit_import(by=office.actor(), at=NOW, run=run, version=run.version)
    assert not Measure.objects.exists()


def test_the_plan_has_titles_units_and_days_as_decided(office: Office, run: ImportRun) -> None:
    run = decide(by=office.actor(), at=NOW, run=run, number=_number(run, "due_uncertain"), version=0, value="15 มี.ค. 2569")
    run = confirm_all(office, run)
    assert review_of(run).draft.new_units == ("กองกิจการพิเศษ",)
    run = commit_import(by=office.actor(), at=NOW, run=run, version=run.version, wishes=Wishes(units=("กองกิจการพิเศษ", "กองที่ไม่มีในเอกสาร")))
    first, second = run.measures.order_by("order")
    assert run.plan is not None
    assert (run.plan.fiscal_year, first.title, second.title) == (2569, "ปลูกต้นไม้", "เปิดเผยข้อมูล")
    assert [unit.name for unit in second.units.all()] == ["กองกิจการพิเศษ"]
    assert [(day.due_on, day.as_written) for day in second.monitoring_dates.all()] == [
        (date(2026, 3, 15), "รายงานผลภายในวันที่ 15 มีนาคม 2569")
    ]
    assert (first.starts_on, first.ends_on) == (date(2025, 10, 1), date(2026, 3, 31))
    assert not office.agency.units.filter(name="กองที่ไม่มีในเอกสาร").exists()
    assert {event.verb for event in history_of(run)} >= {"plans.import_started", "plans.import_read", "plans.import_committed"}


def test_the_paper_rebuilt_from_the_plan_says_what_was_decided(office: Office, run: ImportRun) -> None:
    run = decide(by=office.actor(), at=NOW, run=run, number=_number(run, "due_uncertain"), version=0, value="15 มี.ค. 2569")
    run = decide(by=office.actor(), at=NOW, run=run, number=_number(run, "period_unread"), version=0, value="ต.ค. 2568 - ก.พ. 2569")
    run = mend(by=office.actor(), at=NOW, run=run, card="measures[0]", version=0, typed={"measures[0].title": "ปลูกป่า"})
    run = commit_import(by=office.actor(), at=NOW, run=run, version=run.version, wishes=Wishes(units=("กองกิจการพิเศษ",)))
    assert run.plan is not None
    first, second = to_paper(read_content(run.plan, TODAY), Choices("plan", TODAY)).measures
    assert (first.title, first.responsible_units, first.steps) == ("ปลูกป่า", ("กองช่าง",), ("ขุดหลุม",))
    assert (second.title, second.responsible_units) == ("เปิดเผยข้อมูล", ("กองกิจการพิเศษ",))
    assert second.period is not None
    assert (second.period.start, second.period.end) == (date(2025, 10, 1), date(2026, 2, 28))
    assert second.monitoring is not None
    assert second.monitoring.due == date(2026, 3, 15)


def test_committing_twice_makes_no_double(office: Office, run: ImportRun) -> None:
    run = confirm_all(office, run)
    commit_import(by=office.actor(), at=NOW, run=run, version=run.version)
    with pytest.raises(AlreadyImported) as caught:
        commit_import(by=office.actor(), at=NOW, run=run, version=run.version)
    assert caught.value.run == run
    assert Measure.objects.count() == 2


def test_a_decision_of_somebody_else_before_the_commit_is_noticed(office: Office, run: ImportRun) -> None:
    seen = confirm_all(office, run)
    version = seen.version
    mend(by=office.actor(), at=NOW, run=seen, card="measures[0]", version=0, typed={"measures[0].title": "ปลูกป่า"})
    with pytest.raises(OutdatedReview):
        commit_import(by=office.actor(), at=NOW, run=seen, version=version)


def test_results_become_progress_reports_only_on_wish(office: Office, django_capture_on_commit_callbacks: Capture) -> None:
    run = confirm_all(office, import_sample(office, django_capture_on_commit_callbacks, "status-memo.txt", year=2568))
    found = review_of(run)
    expected = outlook(run, found, TODAY)
    assert expected.reports_on is not None
    run = commit_import(by=office.actor(), at=NOW, run=run, version=run.version, wishes=Wishes(reports_on=expected.reports_on))
    assert ProgressReport.objects.count() == len(found.reported) == 7
    first = ProgressReport.objects.get(measure=run.measures.order_by("order")[0])
    assert (first.done_text, first.is_finished) == ("ดูภาพป้ายได้ที่หน้าเพจ", True)


def test_what_an_import_brings_into_a_plan_is_thai_though_the_officer_reads_english(
    office: Office, django_capture_on_commit_callbacks: Capture
) -> None:
    with translation.override("en"):
        run = confirm_all(office, import_sample(office, django_capture_on_commit_callbacks, "status-memo.txt", year=2568))
        wishes = Wishes(reports_on=date(2025, 3, 31))
        run = commit_import(by=office.actor(), at=NOW, run=run, version=run.version, wishes=wishes)
    assert run.plan is not None
    kept = [run.plan.title, *ProgressReport.objects.values_list("done_text", flat=True)]
    assert [text for text in kept if not re.search("[ก-๛]", text)] == []


def test_results_without_status_are_finished_only_on_wish(office: Office, django_capture_on_commit_callbacks: Capture) -> None:
    for year, wish in ((2566, False), (2567, True)):
        run = confirm_all(office, import_sample(office, django_capture_on_commit_callbacks, "result-report.txt", year=year))
        wishes = Wishes(reports_on=date(2023, 9, 30), takes_unstated_as_finished=wish)
        run = commit_import(by=office.actor(), at=NOW, run=run, version=run.version, wishes=wishes)
        reports = ProgressReport.objects.filter(measure__plan=run.plan)
        assert reports.count() == 14
        assert set(reports.values_list("is_finished", flat=True)) == {wish}


def test_last_years_paper_can_move_its_days_into_the_year_of_the_plan(office: Office, django_capture_on_commit_callbacks: Capture) -> None:
    run = confirm_all(office, import_sample(office, django_capture_on_commit_callbacks, "outcome-report.txt"))
    expected = outlook(run, review_of(run), TODAY)
    assert (expected.years_apart, expected.title[-4:]) == (1, "2569")
    run = commit_import(by=office.actor(), at=NOW, run=run, version=run.version, wishes=Wishes(moves_years=1))
    first = run.measures.order_by("order")[0]
    assert (first.starts_on, first.ends_on, first.period_as_written) == (date(2025, 10, 1), date(2026, 9, 30), "")


def test_a_paper_of_several_years_stays_as_it_is_in_each_of_them(office: Office, django_capture_on_commit_callbacks: Capture) -> None:
    for year, apart in ((2569, 0), (2570, 0), (2571, 5)):
        run = import_sample(office, django_capture_on_commit_callbacks, "action-plan.txt", year=year)
        assert outlook(run, review_of(run), TODAY).years_apart == apart


def test_a_fault_in_one_report_leaves_nothing_behind(office: Office, django_capture_on_commit_callbacks: Capture) -> None:
    run = confirm_all(office, import_sample(office, django_capture_on_commit_callbacks, "status-memo.txt", year=2568))
    with pytest.raises(Unusable):
        commit_import(by=office.actor(), at=NOW, run=run, version=run.version, wishes=Wishes(reports_on=date(2030, 1, 1)))
    run.refresh_from_db()
    assert run.state == ImportRun.State.REVIEW
    assert not Measure.objects.exists()


def test_a_paper_left_out_comes_back_as_it_was_and_one_in_the_plan_stays(office: Office, run: ImportRun) -> None:
    run = confirm_all(office, run)
    kept = list(run.decisions)
    discard_import(by=office.actor(), at=NOW, run=run)
    restore_import(by=office.actor(), at=NOW, run=run)
    run.refresh_from_db()
    assert (run.state, run.decisions) == (ImportRun.State.REVIEW, kept)
    commit_import(by=office.actor(), at=NOW, run=run, version=run.version)
    with pytest.raises(Unusable, match="นำเข้าแล้ว"):
        discard_import(by=office.actor(), at=NOW, run=run)


def test_the_file_read_is_the_one_that_came(office: Office, run: ImportRun, tmp_path: Path) -> None:
    from prongsai.foundation.files.copies import write_out

    run.file.name = "ก" * 190 + ".txt"
    path = write_out(run.file, tmp_path)
    assert path.read_bytes() == PLAN.encode()
    assert path.suffix == ".txt"

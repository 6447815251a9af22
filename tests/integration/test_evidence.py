"""Evidence of measures: three kinds, revisions, reviews, ties, what reports do with it, and what it costs to read."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.offices import NOW, Office, open_office

from prongsai.foundation.audit.digests import digest_of
from prongsai.foundation.audit.queries import history_of, verify
from prongsai.foundation.faults import Unusable
from prongsai.foundation.people.actor import Forbidden, NotFound
from prongsai.foundation.seen import OutdatedValues
from prongsai.programme.evidence.actions.adding import of_address, of_source, of_upload, revise
from prongsai.programme.evidence.actions.changing import change, restore, told_values, withdraw
from prongsai.programme.evidence.actions.checking import Found, keep_check
from prongsai.programme.evidence.actions.reviewing import review
from prongsai.programme.evidence.drafts import EvidenceDraft
from prongsai.programme.evidence.models import Evidence, EvidenceRevision
from prongsai.programme.evidence.queries import evidence_row
from prongsai.programme.plans.actions.evidence import NOT_IN_CORRECTION, add_evidence, add_files, tie, untie
from prongsai.programme.plans.actions.measures import add_measure, start_plan, withdraw_measure
from prongsai.programme.plans.actions.order import merge_measures, split_measure
from prongsai.programme.plans.actions.progress import report_progress
from prongsai.programme.plans.drafts import MeasureDraft, StepDraft
from prongsai.programme.plans.models import Measure, Step
from prongsai.programme.plans.permissions import access_evidence, units_of_evidence
from prongsai.programme.plans.progress.drafts import ProgressDraft, Upload
from prongsai.programme.plans.queries.evidence import evidence_of_measure, evidence_of_plan
from prongsai.programme.plans.queries.overview import measure_rows

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 17)
PDF = Upload("ประกาศ.pdf", b"%PDF-1.4 announcement")


@pytest.fixture
def office() -> Office:
    return open_office()


@pytest.fixture
def measure(office: Office) -> Measure:
    plan = start_plan(by=office.actor(), at=NOW, fiscal_year=2569)
    unit = office.unit("กองคลัง").pk
    steps = (StepDraft(text="ออกประกาศ"), StepDraft(text="ติดป้าย"))
    return add_measure(by=office.actor(), at=NOW, plan=plan, draft=MeasureDraft(title="ยืมทรัพย์สิน", unit_ids=(unit,), steps=steps))


def second_measure(office: Office, measure: Measure, title: str = "คู่มือ") -> Measure:
    draft = MeasureDraft(title=title, unit_ids=(office.unit("กองช่าง").pk,))
    return add_measure(by=office.actor(), at=NOW, plan=measure.plan, draft=draft)


def a_file(office: Office, measure: Measure, *, data: bytes = PDF.data, role: str = "officer", **values: object) -> Evidence:
    by = office.actor(role)
    draft = EvidenceDraft(title="ประกาศ", evidence_on=date(2026, 1, 12))
    content = of_upload(by=by, at=NOW, data=data, name="ประกาศ.pdf")
    return add_evidence(by=by, at=NOW, measure=measure, draft=replace(draft, **values), content=content)  # type: ignore[arg-type]


def a_link(office: Office, measure: Measure) -> Evidence:
    content = of_address(" https://suanmali.example/plan.pdf ")
    return add_evidence(by=office.actor(), at=NOW, measure=measure, draft=EvidenceDraft(title="หน้าเผยแพร่"), content=content)


def test_a_file_keeps_its_own_day_apart_from_the_day_of_its_upload(office: Office, measure: Measure) -> None:
    evidence = a_file(office, measure)
    (row,) = evidence_of_measure(measure.pk, TODAY)
    assert (row.pk, row.evidence_on, timezone.localdate(row.uploaded_at)) == (evidence.pk, date(2026, 1, 12), TODAY)
    assert (row.sha256, row.media_type, row.verdict.code) == (hashlib.sha256(PDF.data).hexdigest(), "application/pdf", "ok")
    assert measure_rows(measure.plan_id, TODAY)[0].evidence_count == 1
    assert next(event.verb for event in history_of(measure)) == "evidence.added"


def test_each_of_several_files_stands_by_itself_and_the_refused_are_named(office: Office, measure: Measure) -> None:
    sent = [PDF, Upload("แปลก.exe", b"MZ\x90\x00"), Upload("ว่าง.pdf", b""), Upload("ป้าย.pdf", b"%PDF-1.4 sign")]
    taken = add_files(by=office.actor("unit_reporter"), at=NOW, measure=measure, uploads=sent)
    assert [entry.title for entry in taken.evidence] == ["ประกาศ.pdf", "ป้าย.pdf"]
    assert [entry.name for entry in taken.refused] == ["แปลก.exe", "ว่าง.pdf"]
    assert all(entry.name in entry.message for entry in taken.refused)
    assert {row.verdict.code for row in evidence_of_measure(measure.pk, TODAY)} == {"undated"}


def test_numbers_of_a_register_stay_as_they_were_when_they_change_later(office: Office, measure: Measure) -> None:
    content = of_source("plans.progress", agency=office.agency, fiscal_year=2569, at=NOW)
    evidence = add_evidence(by=office.actor(), at=NOW, measure=measure, draft=EvidenceDraft(title="ผลของแผน"), content=content)
    second_measure(office, measure)
    revision = EvidenceRevision.objects.get(evidence=evidence)
    assert revision.facts is not None
    assert {fact["key"]: fact["value"] for fact in revision.facts["facts"]}["plans.measures"] == 1
    assert revision.sha256 == digest_of(revision.facts)
    assert (revision.facts["period"], revision.facts["as_of"]) == (["2025-10-01", "2026-03-17"], "2026-03-17")
    again = of_source("plans.progress", agency=office.agency, fiscal_year=2569, at=NOW)
    assert {fact["key"]: fact["value"] for fact in (again.facts or {})["facts"]}["plans.measures"] == 2


def test_a_register_without_numbers_of_the_year_proves_nothing(office: Office) -> None:
    with pytest.raises(Unusable):
        of_source("plans.progress", agency=office.agency, fiscal_year=2575, at=NOW)


@pytest.mark.parametrize(
    "written", ["", "plan.pdf", "ftp://suanmali.example/", "https://a b.example/", "https://me:pw@suanmali.example/", "https://"]
)
def test_what_is_no_public_address_is_refused(written: str) -> None:
    with pytest.raises(Unusable) as raised:
        of_address(written)
    assert raised.value.faults[0].field == "url"


def test_every_fault_of_a_draft_is_told_at_once(office: Office, measure: Measure) -> None:
    wrong = EvidenceDraft(
        title=" ", evidence_on=TODAY + timedelta(days=1), period_from=TODAY, period_to=TODAY - timedelta(days=1), item_codes=("O99",)
    )
    with pytest.raises(Unusable) as raised:
        add_evidence(by=office.actor(), at=NOW, measure=measure, draft=wrong, content=of_address("https://suanmali.example/"))
    assert {fault.field for fault in raised.value.faults} == {"title", "evidence_on", "period_to", "items"}
    assert not Evidence.objects.exists()


def test_a_unit_adds_to_measures_of_its_own_only(office: Office, measure: Measure) -> None:
    a_file(office, measure, role="unit_reporter")
    other = second_measure(office, measure)
    with pytest.raises(Forbidden):
        a_file(office, other, role="unit_reporter")
    with pytest.raises(Forbidden):
        a_file(office, measure, role="executive")


def test_evidence_of_another_agency_is_not_there(office: Office, measure: Measure) -> None:
    evidence, stranger = a_file(office, measure), open_office("pasak", "องค์การบริหารส่วนตำบลป่าสัก")
    with pytest.raises(NotFound):
        access_evidence(by=stranger.actor(), evidence_id=evidence.pk)


def test_a_new_revision_replaces_and_the_old_one_stays(office: Office, measure: Measure) -> None:
    evidence = a_file(office, measure)
    units = units_of_evidence(evidence)
    content = of_upload(by=office.actor(), at=NOW, data=b"%PDF-1.4 signed", name="ประกาศ (ลงนาม).pdf")
    revise(by=office.actor(), at=NOW, evidence=evidence, unit_ids=units, content=content, why="ฉบับลงนาม")
    row = evidence_row(evidence, TODAY)
    assert (row.revision_number, row.file_name) == (2, "ประกาศ (ลงนาม).pdf")
    assert [entry.sha256 for entry in evidence.revisions.all()] == [hashlib.sha256(PDF.data).hexdigest(), content.sha256]
    with pytest.raises(Unusable):  # the same again is no new revision
        revise(by=office.actor(), at=NOW, evidence=evidence, unit_ids=units, content=content, why="ซ้ำ")


@pytest.mark.parametrize("table", ["evidence_evidencerevision", "evidence_evidencereview", "evidence_evidencecheck"])
def test_what_was_kept_of_evidence_cannot_be_changed_or_deleted(office: Office, measure: Measure, table: str) -> None:
    evidence = a_link(office, measure)
    revision = evidence.revisions.get()
    review(by=office.actor("executive"), at=NOW, evidence=evidence, number=1, is_accepted=True)
    keep_check(at=NOW, revision=revision, found=Found("alive", 200))
    for statement in (f"UPDATE {table} SET id = id + 1000", f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_who_handed_evidence_in_does_not_review_it(office: Office, measure: Measure) -> None:
    evidence = a_file(office, measure)
    with pytest.raises(Unusable):
        review(by=office.actor(), at=NOW, evidence=evidence, number=1, is_accepted=True)
    with pytest.raises(Forbidden):
        review(by=office.actor("unit_reporter"), at=NOW, evidence=evidence, number=1, is_accepted=True)
    review(by=office.actor("executive"), at=NOW, evidence=evidence, number=1, is_accepted=True)
    assert evidence_row(evidence, TODAY).review == "accepted"


def test_returned_evidence_asks_for_a_new_revision_which_waits_for_a_review_again(office: Office, measure: Measure) -> None:
    evidence = a_file(office, measure, role="unit_reporter")
    with pytest.raises(Unusable):
        review(by=office.actor(), at=NOW, evidence=evidence, number=1, is_accepted=False)
    review(by=office.actor(), at=NOW, evidence=evidence, number=1, is_accepted=False, reason="ยังไม่มีลายมือชื่อ")
    row = evidence_row(evidence, TODAY)
    assert (row.verdict.code, row.verdict.detail) == ("returned", "ยังไม่มีลายมือชื่อ")
    content = of_upload(by=office.actor(), at=NOW, data=b"%PDF-1.4 signed", name="ลงนาม.pdf")
    revise(
        by=office.actor("unit_reporter"), at=NOW, evidence=evidence, unit_ids=units_of_evidence(evidence), content=content, why="ลงนามแล้ว"
    )
    row = evidence_row(evidence, TODAY)
    assert (row.verdict.code, row.review) == ("ok", None)
    with pytest.raises(Unusable):  # the reviewer looked at the revision before
        review(by=office.actor(), at=NOW, evidence=evidence, number=1, is_accepted=True)


def test_withdrawn_evidence_counts_no_more_and_comes_back_whole(office: Office, measure: Measure) -> None:
    evidence = a_file(office, measure)
    units = units_of_evidence(evidence)
    withdraw(by=office.actor(), at=NOW, evidence=evidence, unit_ids=units, reason="แนบผิด")
    assert (evidence_of_measure(measure.pk, TODAY), measure_rows(measure.plan_id, TODAY)[0].evidence_count) == ((), 0)
    restore(by=office.actor(), at=NOW, evidence=evidence, unit_ids=units)
    assert measure_rows(measure.plan_id, TODAY)[0].evidence_count == 1
    assert [event.verb for event in history_of(evidence)] == ["evidence.restored", "evidence.withdrawn", "evidence.added"]
    assert [broken for _code, _seen, broken in verify() if broken] == []


def test_the_second_of_two_who_change_it_is_told(office: Office, measure: Measure) -> None:
    evidence = a_file(office, measure)
    seen = told_values(evidence)
    values = {"by": office.actor(), "at": NOW, "evidence": evidence, "unit_ids": units_of_evidence(evidence), "seen": seen}
    changed = change(draft=EvidenceDraft(title="ประกาศ", evidence_on=date(2026, 1, 13), item_codes=("O1",)), **values)  # type: ignore[arg-type]
    assert (changed.evidence_on, list(changed.items.values_list("item_code", flat=True))) == (date(2026, 1, 13), ["O1"])
    with pytest.raises(OutdatedValues):
        change(draft=EvidenceDraft(title="อื่น"), **values)  # type: ignore[arg-type]


def test_one_piece_shows_several_measures_and_counts_once_in_each(office: Office, measure: Measure) -> None:
    evidence, other = a_file(office, measure), second_measure(office, measure)
    steps = list(Step.objects.filter(measure=measure).values_list("pk", flat=True))
    tie(by=office.actor(), at=NOW, evidence=evidence, measure=measure, step_ids=steps)
    tie(by=office.actor(), at=NOW, evidence=evidence, measure=other)
    tie(by=office.actor(), at=NOW, evidence=evidence, measure=other)
    assert [row.evidence_count for row in measure_rows(measure.plan_id, TODAY)] == [1, 1]
    untie(by=office.actor(), at=NOW, evidence=evidence, measure=measure)
    assert [row.evidence_count for row in measure_rows(measure.plan_id, TODAY)] == [0, 1]
    tie(by=office.actor(), at=NOW, evidence=evidence, measure=measure)
    assert [row.evidence_count for row in measure_rows(measure.plan_id, TODAY)] == [1, 1]


def test_a_unit_ties_no_evidence_of_others_to_its_own_measures(office: Office, measure: Measure) -> None:
    evidence = a_file(office, second_measure(office, measure))
    with pytest.raises(Forbidden):
        tie(by=office.actor("unit_reporter"), at=NOW, evidence=evidence, measure=measure)


def test_evidence_of_another_year_is_not_tied(office: Office, measure: Measure) -> None:
    evidence = a_file(office, measure)
    later = add_measure(
        by=office.actor(), at=NOW, plan=start_plan(by=office.actor(), at=NOW, fiscal_year=2570), draft=MeasureDraft(title="ปีหน้า")
    )
    with pytest.raises(Unusable):
        tie(by=office.actor(), at=NOW, evidence=evidence, measure=later)


def test_evidence_goes_with_its_step_and_stays_with_what_is_merged(office: Office, measure: Measure) -> None:
    first, second = Step.objects.filter(measure=measure)
    content = of_address("https://suanmali.example/sign")
    add_evidence(by=office.actor(), at=NOW, measure=measure, draft=EvidenceDraft(title="ป้าย"), content=content, step_ids=[second.pk])
    part = split_measure(by=office.actor(), at=NOW, measure=measure, title="ติดป้าย", step_ids=[second.pk])
    assert [row.evidence_count for row in measure_rows(measure.plan_id, TODAY)] == [0, 1]
    a_file(office, part)
    merge_measures(by=office.actor(), at=NOW, target=measure, others=[part])
    assert [row.evidence_count for row in measure_rows(measure.plan_id, TODAY)] == [2]
    assert first.measure_id == measure.pk


def test_files_of_a_report_are_evidence_of_its_day_and_step(office: Office, measure: Measure) -> None:
    step = Step.objects.filter(measure=measure)[0]
    unit = office.unit("กองคลัง").pk
    draft = ProgressDraft(happened_on=date(2026, 3, 1), done_text="ออกประกาศ", step_id=step.pk, unit_id=unit)
    report_progress(by=office.actor("unit_reporter"), at=NOW, measure=measure, draft=draft, uploads=[PDF])
    (row,) = evidence_of_measure(measure.pk, TODAY)
    assert (row.title, row.evidence_on, row.step_ids, row.verdict.code) == ("ประกาศ.pdf", date(2026, 3, 1), (step.pk,), "ok")


def test_a_correction_takes_evidence_along_and_lays_down_what_it_drops(office: Office, measure: Measure) -> None:
    draft = ProgressDraft(happened_on=date(2026, 3, 1), done_text="ออกประกาศ")
    sign = Upload("ป้าย.pdf", b"%PDF-1.4 sign")
    wrong = report_progress(by=office.actor(), at=NOW, measure=measure, draft=draft, uploads=[PDF, sign])
    kept = wrong.files.get(file__name="ประกาศ.pdf").file_id
    right = replace(draft, happened_on=date(2026, 3, 2), corrects_id=wrong.pk, keeps_file_ids=(kept,))
    report_progress(by=office.actor(), at=NOW, measure=measure, draft=right)
    assert [(row.title, row.evidence_on) for row in evidence_of_measure(measure.pk, TODAY)] == [("ประกาศ.pdf", date(2026, 3, 2))]
    assert Evidence.objects.get(title="ป้าย.pdf").withdrawal_reason == NOT_IN_CORRECTION
    assert [event.verb for event in history_of(Evidence.objects.get(title="ประกาศ.pdf"))] == ["evidence.changed", "evidence.added"]


def test_a_withdrawn_measure_takes_no_evidence(office: Office, measure: Measure) -> None:
    withdraw_measure(by=office.actor(), at=NOW, measure=measure, reason="ซ้ำ")
    with pytest.raises(Unusable):
        a_file(office, measure)


def test_a_failure_that_may_pass_counts_after_two_nights_only(office: Office, measure: Measure) -> None:
    evidence = a_link(office, measure)
    revision, down = evidence.revisions.get(), Found("temporary", 503)
    assert evidence_row(evidence, TODAY).verdict.code == "checking"
    keep_check(at=NOW, revision=revision, found=Found("alive", 200))
    assert evidence_row(evidence, TODAY).verdict.code == "ok"
    keep_check(at=NOW + timedelta(hours=16), revision=revision, found=down)
    keep_check(at=NOW + timedelta(hours=17), revision=revision, found=Found("unknown"))
    assert evidence_row(evidence, TODAY).verdict.code == "checking"
    keep_check(at=NOW + timedelta(hours=18), revision=revision, found=down)
    assert evidence_row(evidence, TODAY).verdict.code == "checking"
    keep_check(at=NOW + timedelta(hours=40), revision=revision, found=down)
    assert evidence_row(evidence, TODAY).verdict.code == "dead_link"
    keep_check(at=NOW + timedelta(hours=64), revision=revision, found=Found("alive", 200))
    keep_check(at=NOW + timedelta(hours=88), revision=revision, found=down)
    assert evidence_row(evidence, TODAY).verdict.code == "checking"


def test_reading_the_evidence_of_a_plan_costs_the_same_for_little_and_much(office: Office, measure: Measure) -> None:
    a_file(office, measure)
    with CaptureQueriesContext(connection) as few:
        evidence_of_plan(measure.plan_id, TODAY)
    other = second_measure(office, measure)
    for number in range(5):
        a_file(office, other, data=b"%PDF-1.4 " + str(number).encode())
    with CaptureQueriesContext(connection) as many:
        assert {key: len(rows) for key, rows in evidence_of_plan(measure.plan_id, TODAY).items()} == {measure.pk: 1, other.pk: 5}
    assert len(many) == len(few) <= 6

"""The overview of a plan: what it gives out, and that its queries do not grow with the plan."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from tests.offices import NOW, Office
from tests.progress import add_report

from prongsai.programme.plans.actions.measures import add_measure, start_plan
from prongsai.programme.plans.drafts import MeasureDraft, MonitoringDraft, StepDraft
from prongsai.programme.plans.models import Measure, MoreRequest, Plan, Step
from prongsai.programme.plans.queries.overview import counts, measure_row, measure_rows

TODAY = date(2026, 3, 17)
DUE = date(2026, 3, 15)


@pytest.fixture
def plan(office: Office) -> Plan:
    return start_plan(by=office.actor(), at=NOW, fiscal_year=2569, number_prefix="2.")


def measure_of(office: Office, plan: Plan, **values: object) -> Measure:
    draft = MeasureDraft(**({"title": "แนวทางการยืมทรัพย์สินของราชการ"} | values))  # type: ignore[arg-type]
    return add_measure(by=office.actor(), at=NOW, plan=plan, draft=draft)


def test_a_row_tells_all_of_a_measure(office: Office, plan: Plan) -> None:
    treasury = office.unit("กองคลัง")
    draft_steps = (
        StepDraft("ออกประกาศ", ends_on=date(2026, 1, 31)),
        StepDraft("ประชุมชี้แจง", unit_ids=(office.unit("กองช่าง").pk,), monitoring=(MonitoringDraft(as_written="ทุกวันที่ 10"),)),
    )
    measure_of(office, plan, title="ข้อแรก")
    measure = measure_of(
        office,
        plan,
        steps=draft_steps,
        unit_ids=(treasury.pk,),
        starts_on=date(2025, 12, 1),
        ends_on=DUE,
        monitoring=(MonitoringDraft(date(2026, 3, 31)), MonitoringDraft(date(2026, 9, 30))),
        indicators=(4, 7),
    )
    first = Step.objects.filter(measure=measure)[0]
    add_report(measure, step=first, happened_on=date(2026, 1, 12), is_finished=True, files=2)
    add_report(measure, happened_on=date(2026, 2, 2), files=1)
    MoreRequest.objects.create(agency=office.agency, measure=measure, text="ขอภาพ", asked_at=NOW)
    row = measure_rows(plan.pk, TODAY)[1]
    assert (row.number, row.unit_names, row.due_on, row.indicators) == ("2.2", ("กองคลัง",), date(2026, 9, 30), (4, 7))
    assert (row.evidence_count, row.open_requests, row.reading.code) == (3, 1, "in_progress")
    assert [(step.number, step.unit_names, step.due_on, step.reading.code) for step in row.steps] == [
        ("2.2.1", ("กองคลัง",), date(2026, 1, 31), "completed"),
        ("2.2.2", ("กองช่าง",), date(2026, 9, 30), "not_started"),
    ]
    assert row.latest_report is not None
    assert row.latest_report.happened_on == date(2026, 2, 2)
    assert row.steps[0].latest_report == row.steps[0].reports[0]
    assert row.concerns(frozenset({office.unit("กองช่าง").pk}))
    assert not row.concerns(frozenset({office.unit("สำนักปลัด").pk}))


def test_corrected_reports_and_their_files_do_not_count(office: Office, plan: Plan) -> None:
    measure = measure_of(office, plan, ends_on=DUE)
    wrong = add_report(measure, happened_on=DUE, is_finished=True, files=2)
    assert measure_rows(plan.pk, TODAY)[0].reading.code == "completed"
    add_report(measure, happened_on=DUE, corrects=wrong, files=1)
    row = measure_rows(plan.pk, TODAY)[0]
    assert (row.reading.code, row.evidence_count, len(row.reports)) == ("overdue", 1, 1)


def test_withdrawn_measures_and_steps_are_left_out_and_numbers_follow(office: Office, plan: Plan) -> None:
    gone = measure_of(office, plan)
    kept = measure_of(office, plan, steps=(StepDraft("ก"), StepDraft("ข")))
    Measure.objects.filter(pk=gone.pk).update(withdrawn_at=NOW, withdrawal_reason="ซ้ำ")
    Step.objects.filter(measure=kept, text="ก").update(withdrawn_at=NOW, withdrawal_reason="ซ้ำ")
    rows = measure_rows(plan.pk, TODAY)
    assert [(row.number, [step.number for step in row.steps]) for row in rows] == [("2.1", ["2.1.1"])]


def test_a_past_day_shows_what_had_been_done_by_then(office: Office, plan: Plan) -> None:
    measure = measure_of(office, plan, ends_on=DUE)
    add_report(measure, happened_on=date(2026, 3, 10), is_finished=True, files=1)
    row = measure_rows(plan.pk, date(2026, 3, 9))[0]
    assert (row.reading.code, row.evidence_count, row.reports) == ("not_started", 0, ())


def test_a_report_goes_where_its_step_went(office: Office, plan: Plan) -> None:
    old, new = measure_of(office, plan, steps=(StepDraft("ก"),)), measure_of(office, plan)
    step = Step.objects.get(measure=old)
    add_report(old, step=step, happened_on=DUE, is_finished=True, files=1)
    Step.objects.filter(pk=step.pk).update(measure=new)
    rows = measure_rows(plan.pk, TODAY)
    assert [(row.reading.code, row.evidence_count) for row in rows] == [("not_started", 0), ("completed", 1)]


def test_counts_put_late_completions_with_the_completed(office: Office, plan: Plan) -> None:
    for shift in (-1, 1, None):
        measure = measure_of(office, plan, ends_on=DUE)
        if shift is not None:
            add_report(measure, happened_on=DUE + timedelta(days=shift), is_finished=True)
    measure_of(office, plan)
    assert counts(measure_rows(plan.pk, TODAY)) == {"completed": 2, "in_progress": 0, "overdue": 1, "not_started": 1}


def fill(office: Office, plan: Plan, count: int) -> None:
    for _ in range(count):
        steps = (StepDraft("ก", unit_ids=(office.unit("กองช่าง").pk,)), StepDraft("ข"))
        measure = measure_of(
            office, plan, steps=steps, unit_ids=(office.unit("กองคลัง").pk,), indicators=(1,), monitoring=(MonitoringDraft(DUE),)
        )
        add_report(measure, step=Step.objects.filter(measure=measure).first(), happened_on=DUE, files=1)


def test_the_queries_do_not_grow_with_the_plan(office: Office, plan: Plan) -> None:
    fill(office, plan, 10)
    with CaptureQueriesContext(connection) as few:
        assert len(measure_rows(plan.pk, TODAY)) == 10
    fill(office, plan, 190)
    with CaptureQueriesContext(connection) as many:
        assert len(measure_rows(plan.pk, TODAY)) == 200
    assert len(many) == len(few) <= 10


def test_one_measure_reads_as_it_does_among_all(office: Office, plan: Plan) -> None:
    fill(office, plan, 3)
    gone, last = Measure.objects.filter(plan=plan).order_by("order")[1:]
    Measure.objects.filter(pk=gone.pk).update(withdrawn_at=NOW, withdrawal_reason="ซ้ำ")
    Step.objects.filter(measure=gone).update(measure=last, order=F("order") + 10)
    gone.refresh_from_db()
    assert [measure_row(measure, TODAY) for measure in Measure.objects.filter(plan=plan, withdrawn_at=None)] == measure_rows(plan.pk, TODAY)
    assert measure_row(last, TODAY).evidence_count == 2  # type: ignore[union-attr]
    assert measure_row(gone, TODAY) is None

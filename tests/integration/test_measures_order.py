"""Moving, splitting, merging, withdrawing and bringing back measures and steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.offices import NOW, Office

from prongsai.foundation.audit.models import Event
from prongsai.foundation.audit.queries import history_of, verify
from prongsai.foundation.faults import Unusable
from prongsai.foundation.people.actor import Forbidden
from prongsai.programme.plans.actions.measures import add_measure, change_measure, restore_measure, start_plan, withdraw_measure
from prongsai.programme.plans.actions.order import merge_measures, move_measure, move_step, restore_step, split_measure
from prongsai.programme.plans.drafts import MeasureDraft, MonitoringDraft, StepDraft
from prongsai.programme.plans.models import Measure, MonitoringDate, MoreRequest, Plan, ProgressReport, Step
from prongsai.programme.plans.queries.overview import measure_rows

TODAY = date(2026, 3, 17)


def plan_of(office: Office, prefix: str = "2.") -> Plan:
    return start_plan(by=office.actor(), at=NOW, fiscal_year=2569, number_prefix=prefix)


def measure_of(office: Office, plan: Plan, title: str, steps: Sequence[str] = (), **more: object) -> Measure:
    draft = MeasureDraft(title=title, steps=tuple(StepDraft(text=text) for text in steps), **more)  # type: ignore[arg-type]
    return add_measure(by=office.actor(), at=NOW, plan=plan, draft=draft)


def titles(plan: Plan) -> list[tuple[str, str]]:
    return [(row.number, row.title) for row in measure_rows(plan.pk, TODAY)]


def steps_of(measure: Measure) -> list[str]:
    return list(measure.steps.filter(withdrawn_at=None).order_by("order").values_list("text", flat=True))


@pytest.fixture
def plan(office: Office) -> Plan:
    """A plan with three measures."""
    made = plan_of(office)
    for title in ("ก", "ข", "ค"):
        measure_of(office, made, title, [f"{title}๑", f"{title}๒", f"{title}๓"])
    return made


def named(plan: Plan, title: str) -> Measure:
    return Measure.objects.get(plan=plan, title=title)


def test_numbers_follow_when_a_measure_moves(office: Office, plan: Plan) -> None:
    assert move_measure(by=office.actor(), at=NOW, measure=named(plan, "ค"), to=1) == 3
    assert titles(plan) == [("2.1", "ค"), ("2.2", "ก"), ("2.3", "ข")]
    move_measure(by=office.actor(), at=NOW, measure=named(plan, "ค"), to=99)
    assert titles(plan) == [("2.1", "ก"), ("2.2", "ข"), ("2.3", "ค")]


def test_a_move_tells_the_old_and_the_new_number(office: Office, plan: Plan) -> None:
    move_measure(by=office.actor(), at=NOW, measure=named(plan, "ค"), to=1)
    event = history_of(named(plan, "ค"))[0]
    assert event.verb == "plans.measure_moved"
    assert event.detail.content["changes"]["number"] == ["2.3", "2.1"]


def test_a_move_to_where_it_stands_leaves_no_trace(office: Office, plan: Plan) -> None:
    before = Event.objects.count()
    move_measure(by=office.actor(), at=NOW, measure=named(plan, "ข"), to=2)
    assert Event.objects.count() == before


def test_steps_move_within_their_measure(office: Office, plan: Plan) -> None:
    move_step(by=office.actor(), at=NOW, step=Step.objects.get(text="ก๓"), to=1)
    assert steps_of(named(plan, "ก")) == ["ก๓", "ก๑", "ก๒"]
    assert [step.number for step in measure_rows(plan.pk, TODAY)[0].steps] == ["2.1.1", "2.1.2", "2.1.3"]


def test_a_withdrawn_measure_comes_back_to_its_place(office: Office, plan: Plan) -> None:
    withdraw_measure(by=office.actor(), at=NOW, measure=named(plan, "ข"), reason="ทำซ้ำกับแผนอื่น")
    assert titles(plan) == [("2.1", "ก"), ("2.2", "ค")]
    move_measure(by=office.actor(), at=NOW, measure=named(plan, "ค"), to=1)
    measure_of(office, plan, "ง")
    restore_measure(by=office.actor(), at=NOW, measure=named(plan, "ข"))
    assert titles(plan) == [("2.1", "ค"), ("2.2", "ข"), ("2.3", "ก"), ("2.4", "ง")]


def test_a_withdrawal_needs_a_reason(office: Office, plan: Plan) -> None:
    with pytest.raises(Unusable):
        withdraw_measure(by=office.actor(), at=NOW, measure=named(plan, "ข"), reason=" ")


def test_a_split_takes_steps_with_their_reports_dates_and_requests(office: Office, plan: Plan) -> None:
    measure, step = named(plan, "ก"), Step.objects.get(text="ก๒")
    MonitoringDate.objects.create(agency=office.agency, measure=measure, step=step, due_on=date(2026, 3, 31))
    MoreRequest.objects.create(agency=office.agency, measure=measure, step=step, text="ขอภาพ", asked_at=NOW)
    ProgressReport.objects.create(
        agency=office.agency, measure=measure, step=step, happened_on=TODAY, done_text="ทำแล้ว", is_finished=True, reported_at=NOW
    )
    new = split_measure(by=office.actor(), at=NOW, measure=measure, step_ids=[step.pk], title="ก ใหม่")
    assert titles(plan) == [("2.1", "ก"), ("2.2", "ก ใหม่"), ("2.3", "ข"), ("2.4", "ค")]
    assert (steps_of(measure), steps_of(new)) == (["ก๑", "ก๓"], ["ก๒"])
    row = next(row for row in measure_rows(plan.pk, TODAY) if row.pk == new.pk)
    assert row.reading.code == "completed"
    assert [entry.due_on for entry in row.steps[0].monitoring] == [date(2026, 3, 31)]
    assert MoreRequest.objects.get().measure == new


def test_a_split_carries_units_period_and_indicators(office: Office) -> None:
    plan = plan_of(office)
    unit = office.unit("กองช่าง").pk
    first, last = date(2025, 12, 1), date(2026, 3, 15)
    measure = measure_of(office, plan, "ก", ["๑", "๒"], unit_ids=(unit,), starts_on=first, ends_on=last, indicators=(4,))
    step = measure.steps.last()
    assert step is not None
    new = split_measure(by=office.actor(), at=NOW, measure=measure, step_ids=[step.pk], title="ข")
    old_row, new_row = measure_rows(plan.pk, TODAY)
    assert new.split_from == measure
    assert (new_row.unit_names, new_row.starts_on, new_row.ends_on, new_row.indicators) == (("กองช่าง",), first, last, (4,))
    assert old_row.unit_names == new_row.unit_names


@pytest.mark.parametrize(("title", "chosen"), [("", [0]), ("ใหม่", []), ("ใหม่", [0, 1, 2])])
def test_a_split_without_title_without_steps_or_with_all_steps_is_refused(
    office: Office, plan: Plan, title: str, chosen: list[int]
) -> None:
    steps = list(named(plan, "ก").steps.all())
    with pytest.raises(Unusable):
        split_measure(by=office.actor(), at=NOW, measure=named(plan, "ก"), step_ids=[steps[index].pk for index in chosen], title=title)
    assert titles(plan) == [("2.1", "ก"), ("2.2", "ข"), ("2.3", "ค")]


def test_a_merge_puts_all_steps_behind_those_of_the_target(office: Office, plan: Plan) -> None:
    merge_measures(by=office.actor(), at=NOW, target=named(plan, "ข"), others=[named(plan, "ค"), named(plan, "ก")])
    assert titles(plan) == [("2.1", "ข")]
    assert steps_of(named(plan, "ข")) == ["ข๑", "ข๒", "ข๓", "ก๑", "ก๒", "ก๓", "ค๑", "ค๒", "ค๓"]
    assert named(plan, "ก").merged_into == named(plan, "ข")
    assert "2.2 ข" in named(plan, "ก").withdrawal_reason


def test_a_step_keeps_the_units_and_days_of_its_old_measure_after_a_merge(office: Office) -> None:
    plan = plan_of(office)
    finance, works = office.unit("กองคลัง").pk, office.unit("กองช่าง").pk
    due = MonitoringDraft(date(2026, 3, 31))
    target = measure_of(office, plan, "ก", ["ก๑"], unit_ids=(finance,), ends_on=date(2026, 9, 30), indicators=(1, 4))
    other = measure_of(office, plan, "ข", ["ข๑"], unit_ids=(works,), ends_on=date(2026, 2, 28), monitoring=(due,), indicators=(4, 9))
    before = measure_rows(plan.pk, TODAY)[1].steps[0]
    merge_measures(by=office.actor(), at=NOW, target=target, others=[other])
    (row,) = measure_rows(plan.pk, TODAY)
    assert row.indicators == (1, 4, 9)
    own, came = row.steps
    assert (own.unit_names, came.unit_names, came.due_on) == (("กองคลัง",), ("กองช่าง",), date(2026, 3, 31))
    assert (came.due_on, came.reading.code) == (before.due_on, before.reading.code)


def test_a_measure_without_steps_becomes_a_step_in_a_merge(office: Office, plan: Plan) -> None:
    lone = measure_of(office, plan, "ง")
    merge_measures(by=office.actor(), at=NOW, target=named(plan, "ก"), others=[lone])
    assert steps_of(named(plan, "ก"))[-1] == "ง"


def test_a_merge_with_nothing_or_with_a_withdrawn_measure_is_refused(office: Office, plan: Plan) -> None:
    with pytest.raises(Unusable):
        merge_measures(by=office.actor(), at=NOW, target=named(plan, "ก"), others=[named(plan, "ก")])
    withdraw_measure(by=office.actor(), at=NOW, measure=named(plan, "ค"), reason="ซ้ำ")
    with pytest.raises(Unusable):
        merge_measures(by=office.actor(), at=NOW, target=named(plan, "ก"), others=[named(plan, "ข"), named(plan, "ค")])
    assert len(titles(plan)) == 2


def test_a_step_that_was_taken_out_comes_back_as_the_last(office: Office, plan: Plan) -> None:
    measure = named(plan, "ก")
    first, second, third = measure.steps.all()
    kept = tuple(StepDraft(text=step.text, step_id=step.pk) for step in (second, third))
    change_measure(by=office.actor(), at=NOW, measure=measure, draft=MeasureDraft(title="ก", steps=kept), version=1)
    restore_step(by=office.actor(), at=NOW, step=first)
    assert steps_of(measure) == ["ก๒", "ก๓", "ก๑"]


ACTS: tuple[Callable[[Office, Plan], object], ...] = (
    lambda office, plan: move_measure(by=office.actor("executive"), at=NOW, measure=named(plan, "ค"), to=1),
    lambda office, plan: move_step(by=office.actor("executive"), at=NOW, step=Step.objects.get(text="ก๓"), to=1),
    lambda office, plan: restore_step(by=office.actor("executive"), at=NOW, step=Step.objects.get(text="ก๓")),
    lambda office, plan: merge_measures(by=office.actor("executive"), at=NOW, target=named(plan, "ก"), others=[named(plan, "ข")]),
    lambda office, plan: split_measure(by=office.actor("executive"), at=NOW, measure=named(plan, "ก"), step_ids=[], title="x"),
    lambda office, plan: restore_measure(by=office.actor("executive"), at=NOW, measure=named(plan, "ก")),
    lambda office, plan: withdraw_measure(by=office.actor("executive"), at=NOW, measure=named(plan, "ก"), reason="x"),
)


@pytest.mark.parametrize("act", ACTS)
def test_who_may_not_edit_plans_changes_no_order(office: Office, plan: Plan, act: Callable[[Office, Plan], object]) -> None:
    with pytest.raises(Forbidden):
        act(office, plan)


NAMES = ("add", "move", "move_step", "split", "merge", "withdraw", "restore")
ANY = st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 9), st.integers(0, 9)), max_size=12)


def _do(office: Office, plan: Plan, act: tuple[str, int, int], serial: int) -> None:
    """One act on whatever the numbers choose; an act that has nothing to work on does nothing."""
    name, first, second = act
    by, rows = office.actor(), list(Measure.objects.filter(plan=plan, withdrawn_at=None))
    gone = list(Measure.objects.filter(plan=plan).exclude(withdrawn_at=None))
    if name == "add":
        measure_of(office, plan, f"ใหม่ {serial}", [f"{serial}.{index}" for index in range(first % 4)])
    elif name == "restore" and gone:
        restore_measure(by=by, at=NOW, measure=gone[first % len(gone)])
    if not rows:
        return
    measure, other = rows[first % len(rows)], rows[second % len(rows)]
    steps = list(measure.steps.filter(withdrawn_at=None))
    if name == "move":
        move_measure(by=by, at=NOW, measure=measure, to=second)
    elif name == "move_step" and steps:
        move_step(by=by, at=NOW, step=steps[second % len(steps)], to=first)
    elif name == "split" and len(steps) > 1:
        chosen = [step.pk for step in steps[: 1 + second % (len(steps) - 1)]]
        split_measure(by=by, at=NOW, measure=measure, step_ids=chosen, title=f"แยก {serial}")
    elif name == "merge" and other != measure:
        merge_measures(by=by, at=NOW, target=measure, others=[other])
    elif name == "withdraw":
        withdraw_measure(by=by, at=NOW, measure=measure, reason="ทดลอง")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(acts=ANY)
def test_any_sequence_keeps_numbers_without_gaps_and_loses_no_step_and_no_history(office: Office, acts: list[tuple[str, int, int]]) -> None:
    with transaction.atomic():
        plan = plan_of(office)
        for title in ("ก", "ข", "ค"):
            measure_of(office, plan, title, [f"{title}๑", f"{title}๒"])
        for serial, act in enumerate(acts):
            known, events = set(Step.objects.values_list("pk", "text")), Event.objects.count()
            _do(office, plan, act, serial)
            rows = measure_rows(plan.pk, TODAY)
            assert [row.number for row in rows] == [f"2.{position}" for position in range(1, len(rows) + 1)]
            for row in rows:
                assert [step.number for step in row.steps] == [f"{row.number}.{position}" for position in range(1, len(row.steps) + 1)]
            orders = list(Measure.objects.filter(plan=plan).values_list("order", flat=True))
            assert len(orders) == len(set(orders))
            assert known <= set(Step.objects.values_list("pk", "text"))
            assert not Step.objects.exclude(withdrawn_at=None).exists()
            assert Event.objects.count() >= events
        shown = [step.pk for row in measure_rows(plan.pk, TODAY) for step in row.steps]
        resting = list(Step.objects.exclude(measure__withdrawn_at=None).values_list("pk", flat=True))
        assert sorted([*shown, *resting]) == sorted(Step.objects.values_list("pk", flat=True))
        assert all(history_of(measure).exists() for measure in Measure.objects.filter(plan=plan))
        assert [broken for _code, _seen, broken in verify() if broken is not None] == []
        transaction.set_rollback(True)

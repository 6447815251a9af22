"""The linter on plans in the database: everything is loaded in a bounded number of queries; exceptions are asked for, decided and ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from tests.offices import NOW, Office
from tests.progress import add_report

from prongsai.foundation import registry
from prongsai.foundation.audit.models import Event
from prongsai.foundation.faults import Unusable
from prongsai.foundation.notices.models import Notice
from prongsai.foundation.people.actions import give_role, make_person
from prongsai.foundation.people.actor import Forbidden, NotFound, system
from prongsai.foundation.people.queries import actor_in
from prongsai.programme.linter.actions import ask_exception, decide_exception, end_exception
from prongsai.programme.linter.models import LinterException
from prongsai.programme.linter.permissions import access_exception
from prongsai.programme.linter.queries import Review, count_of_open, hints_of_plan, in_force
from prongsai.programme.linter.rule import Key
from prongsai.programme.linter.telling import EXPIRING_KEY
from prongsai.programme.plans.actions.measures import add_measure, start_plan, withdraw_measure
from prongsai.programme.plans.actions.order import merge_measures
from prongsai.programme.plans.actions.progress import report_progress
from prongsai.programme.plans.drafts import MeasureDraft, StepDraft
from prongsai.programme.plans.models import Measure, Plan
from prongsai.programme.plans.progress.drafts import Count, ProgressDraft

TODAY = date(2026, 3, 17)
LAST = date(2026, 9, 30)
DAY = timedelta(days=1)


@pytest.fixture
def plan(office: Office) -> Plan:
    return start_plan(by=office.actor(), at=NOW, fiscal_year=2569, number_prefix="2.")


@pytest.fixture
def measure(office: Office, plan: Plan) -> Measure:
    """A measure that lacks nothing but an indicator."""
    return put(office, plan, "แนวทางการยืมทรัพย์สินของราชการ")


def put(office: Office, plan: Plan, title: str, **more: Any) -> Measure:
    values = {"unit_ids": (office.unit("กองคลัง").pk,), "ends_on": LAST} | more
    return add_measure(by=office.actor(), at=NOW, plan=plan, draft=MeasureDraft(title, **values))


def bare(measure: Measure) -> Key:
    return Key("no-indicator", measure.pk, None, None)


def asked(office: Office, measure: Measure, **more: Any) -> LinterException:
    values = {"reason": "ไม่อยู่ในการประเมิน", "expires_on": LAST, "key": bare(measure)} | more
    return ask_exception(by=office.actor(), at=NOW, measure=measure, **values)


def approved(office: Office, measure: Measure, **more: Any) -> LinterException:
    row = asked(office, measure, **more)
    return decide_exception(by=office.actor("executive"), at=NOW, exception=row, approves=True)


def ids(review: Review) -> list[str]:
    return [hint.rule.id for hint in review.open]


def test_a_plan_of_a_hundred_measures_is_reviewed_in_as_many_queries_as_one_of_two(
    office: Office, plan: Plan, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    steps = (StepDraft("ออกประกาศ", ends_on=TODAY - DAY), StepDraft("ติดป้าย"))
    for number in range(100):
        row = put(office, plan, f"มาตรการที่ {number} ของหน่วยงาน", steps=steps)
        add_report(row, happened_on=TODAY - DAY, is_finished=number % 2 == 0, files=1)
    with django_assert_max_num_queries(20):
        review = hints_of_plan(plan, TODAY)
    assert len(review.plan.rows) == 100
    assert ids(review).count("no-indicator") == 100
    assert ids(review).count("step-overdue") == 50


def test_closed_units_and_the_framework_of_the_year_are_known_to_the_rules(office: Office, plan: Plan) -> None:
    put(office, plan, "แนวทางการยืมทรัพย์สินของราชการ", indicators=(4,))
    unit = office.unit("กองคลัง")
    unit.closed_at = NOW
    unit.save()
    assert ids(hints_of_plan(plan, TODAY)) == ["unit-does-not-exist"]
    assert hints_of_plan(plan, TODAY).plan.indicators == frozenset(range(1, 11))


def test_what_is_withdrawn_is_not_looked_at(office: Office, plan: Plan, measure: Measure) -> None:
    withdraw_measure(by=office.actor(), at=NOW, measure=measure, reason="ซ้ำ")
    assert hints_of_plan(plan, TODAY).hints == ()


def test_an_exception_holds_from_its_approval_to_its_last_day_and_not_a_day_longer(office: Office, plan: Plan, measure: Measure) -> None:
    row = asked(office, measure)
    assert ids(hints_of_plan(plan, TODAY)) == ["no-indicator"]
    decide_exception(by=office.actor("executive"), at=NOW, exception=row, approves=True)
    review = hints_of_plan(plan, TODAY)
    assert (review.open, [hint.exception and hint.exception.pk for hint in review.hints]) == ((), [row.pk])
    assert [hint.exception and hint.exception.approver for hint in review.hints] == ["ผู้ทดสอบ executive"]
    held = [bool(in_force(plan.pk, day)) for day in (TODAY - DAY, TODAY, LAST, LAST + DAY)]
    assert held == [False, True, True, False]


def test_an_exception_that_was_ended_brings_the_hint_back_that_day_and_stays_in_the_past(
    office: Office, plan: Plan, measure: Measure
) -> None:
    row = approved(office, measure)
    end_exception(by=office.actor(), at=NOW + 3 * DAY, exception=row, reason="เลือกตัวชี้วัดแล้ว")
    held = [bool(in_force(plan.pk, TODAY + days * DAY)) for days in (0, 2, 3)]
    assert held == [True, True, False]


def test_a_refused_exception_changes_nothing_and_may_be_asked_for_again(office: Office, plan: Plan, measure: Measure) -> None:
    row = asked(office, measure)
    decide_exception(by=office.actor("executive"), at=NOW, exception=row, approves=False, reason="เลือกตัวชี้วัดได้")
    assert ids(hints_of_plan(plan, TODAY)) == ["no-indicator"]
    asked(office, measure)


def test_an_exception_to_one_measure_leaves_the_same_of_another(office: Office, plan: Plan, measure: Measure) -> None:
    put(office, plan, "ขั้นตอนการรับเรื่องร้องเรียน")
    approved(office, measure)
    assert [hint.finding.measure_id == measure.pk for hint in hints_of_plan(plan, TODAY).open] == [False]


def test_an_exception_to_a_step_goes_where_the_step_goes(office: Office, plan: Plan) -> None:
    late = (StepDraft("ออกประกาศ", starts_on=date(2025, 9, 1)), StepDraft("ติดป้าย"))
    home = put(office, plan, "แนวทางการยืมทรัพย์สินของราชการ", steps=late, starts_on=date(2025, 10, 1), indicators=(4,))
    other = put(office, plan, "ขั้นตอนการรับเรื่องร้องเรียน", starts_on=date(2025, 10, 1), indicators=(4,))
    (hint,) = hints_of_plan(plan, TODAY).open
    approved(office, home, key=hint.key)
    merge_measures(by=office.actor(), at=NOW, target=other, others=[home])
    review = hints_of_plan(plan, TODAY)
    assert [(hint.finding.measure_id, hint.is_open) for hint in review.hints] == [(other.pk, False)]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"reason": "ก" * 501}, "reason"),
        ({"expires_on": None}, "expires_on"),
        ({"expires_on": TODAY - DAY}, "expires_on"),
        ({"expires_on": TODAY + 367 * DAY}, "expires_on"),
    ],
)
def test_asking_needs_a_reason_and_a_last_day_within_a_year(office: Office, measure: Measure, change: dict[str, Any], field: str) -> None:
    with pytest.raises(Unusable) as refused:
        asked(office, measure, **change)
    assert [fault.field for fault in refused.value.faults] == [field]
    assert not LinterException.objects.exists()


def test_what_the_rules_do_not_find_needs_no_exception(office: Office, measure: Measure) -> None:
    with pytest.raises(Unusable, match="ไม่พบเรื่องนี้แล้ว"):
        asked(office, measure, key=Key("dead-link", measure.pk, None, None))


def test_nobody_asks_twice_for_the_same(office: Office, measure: Measure) -> None:
    row = asked(office, measure)
    with pytest.raises(Unusable, match="มีคนขอยกเว้นเรื่องนี้แล้ว"):
        asked(office, measure)
    decide_exception(by=office.actor("executive"), at=NOW, exception=row, approves=True)
    with pytest.raises(Unusable, match="ยกเว้นอยู่แล้ว"):
        asked(office, measure)


def test_who_asked_never_approves_even_with_the_permission(office: Office, measure: Measure) -> None:
    row = asked(office, measure)
    both = replace(office.actor(), permissions=office.actor().permissions | {"linter.approve"})
    with pytest.raises(Unusable, match="ของตนเองไม่ได้"):
        decide_exception(by=both, at=NOW, exception=row, approves=True)
    row.verdict, row.decided_by, row.decided_at = "approved", row.asked_by, NOW
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


@pytest.mark.parametrize(("approves", "reason", "at"), [(False, " ", NOW), (True, "", NOW + 400 * DAY)])
def test_a_refusal_needs_a_reason_and_an_approval_comes_in_time(
    office: Office, measure: Measure, approves: bool, reason: str, at: datetime
) -> None:
    row = asked(office, measure)
    with pytest.raises(Unusable):
        decide_exception(by=office.actor("executive"), at=at, exception=row, approves=approves, reason=reason)


def test_what_was_decided_or_ended_is_not_decided_again(office: Office, measure: Measure) -> None:
    row = approved(office, measure)
    with pytest.raises(Unusable, match="พิจารณาไปแล้ว"):
        decide_exception(by=office.actor("executive"), at=NOW, exception=row, approves=False, reason="ก")
    end_exception(by=office.actor(), at=NOW, exception=row, reason="แก้แล้ว")
    again = end_exception(by=office.actor(), at=NOW + DAY, exception=row, reason="อีกครั้ง")
    assert again.end_reason == "แก้แล้ว"
    with pytest.raises(Unusable):
        end_exception(by=office.actor(), at=NOW, exception=row, reason=" ")


def test_only_officers_ask_and_only_executives_decide(office: Office, measure: Measure) -> None:
    with pytest.raises(Forbidden):
        ask_exception(by=office.actor("unit_reporter"), at=NOW, measure=measure, key=bare(measure), reason="ก", expires_on=LAST)
    row = asked(office, measure)
    for role in ("officer", "unit_reporter", "overseer"):
        with pytest.raises(Forbidden):
            decide_exception(by=office.actor(role), at=NOW, exception=row, approves=True)
    with pytest.raises(Forbidden):
        end_exception(by=office.actor("overseer"), at=NOW, exception=row, reason="ก")


def test_another_agency_sees_no_exception(office: Office, other_office: Office, measure: Measure) -> None:
    row = asked(office, measure)
    with pytest.raises(NotFound):
        access_exception(by=other_office.actor(), exception_id=row.pk)
    assert access_exception(by=office.actor("overseer"), exception_id=row.pk) == row


def test_every_act_stands_in_the_trail_of_exception_and_measure(office: Office, measure: Measure) -> None:
    row = approved(office, measure)
    end_exception(by=office.actor(), at=NOW, exception=row, reason="แก้แล้ว")
    verbs = list(Event.objects.filter(object_type="linter.linterexception").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["linter.exception_asked", "linter.exception_approved", "linter.exception_ended"]
    told = Event.objects.filter(mentions__object_type="plans.measure", mentions__object_id=str(measure.pk), verb__startswith="linter.")
    assert told.count() == 3


def test_the_number_in_the_menu_follows_what_happens(office: Office, plan: Plan, measure: Measure) -> None:
    with time_machine.travel(NOW, tick=False):
        assert count_of_open(office.agency.pk, 2569) == 1
        approved(office, measure)
        assert count_of_open(office.agency.pk, 2569) is None
        assert count_of_open(office.agency.pk, 2570) is None


def told(office: Office, role: str) -> list[tuple[str, str]]:
    return list(Notice.objects.filter(person=office.persons[role]).order_by("pk").values_list("verb", "title"))


def test_who_may_decide_is_told_that_one_waits_and_who_asked_what_was_decided(office: Office, measure: Measure) -> None:
    row = approved(office, measure)
    end_exception(by=office.actor("executive"), at=NOW, exception=row, reason="แก้แล้ว")
    title = f"ไม่มีตัวชี้วัด: {measure.title}"
    assert told(office, "executive") == [("linter.exception_asked", title)]
    assert told(office, "officer") == [("linter.exception_approved", title), ("linter.exception_ended", title)]
    assert not Notice.objects.filter(title__contains=row.reason).exists()


def test_an_exception_that_runs_out_is_a_dated_object_of_who_may_ask_again(office: Office, measure: Measure) -> None:
    source = registry.dated_objects.get(EXPIRING_KEY)
    assert source is not None
    assert source.permission == "linter.except"
    asked(office, measure)
    assert list(source.find(office.agency.pk, TODAY, LAST)) == []  # what waits does not run out
    decide_exception(by=office.actor("executive"), at=NOW, exception=LinterException.objects.get(), approves=True)
    (dated,) = source.find(office.agency.pk, TODAY, LAST)
    assert (dated.due_on, dated.subject) == (LAST, ("linter.linterexception", LinterException.objects.get().pk))
    assert list(source.find(office.agency.pk, TODAY, LAST - timedelta(days=1))) == []


def test_of_two_officers_only_who_asked_or_an_executive_ends_it(office: Office, measure: Measure) -> None:
    row = asked(office, measure)
    other = make_person(by=system(None), at=NOW, username="second", full_name="คนที่สอง", password=None)
    give_role(by=system(None), at=NOW, person=other, role="officer", agency=office.agency, unit=office.unit("สำนักปลัด"))
    second = actor_in(other, office.agency.pk)
    assert second is not None
    with pytest.raises(Forbidden):
        end_exception(by=second, at=NOW, exception=row, reason="ก")
    assert end_exception(by=office.actor(), at=NOW, exception=row, reason="ก").ended_at == NOW


def test_an_exception_to_one_report_leaves_the_same_of_a_later_one(office: Office, plan: Plan) -> None:
    measure = put(office, plan, "อบรมเจ้าหน้าที่", indicators=(1,))
    counts = (Count("ผู้เข้าอบรม", 40, "คน"),)

    def tell(on: date) -> None:
        draft = ProgressDraft(happened_on=on, done_text="จัดอบรม ผู้เข้าอบรม 45 คน", counts=counts)
        report_progress(by=office.actor(), at=NOW, measure=measure, draft=draft)

    tell(date(2026, 1, 10))
    (first,) = [hint for hint in hints_of_plan(plan, TODAY).open if hint.rule.id == "numbers-contradict"]
    approved(office, measure, key=first.key)
    assert "numbers-contradict" not in ids(hints_of_plan(plan, TODAY))
    tell(date(2026, 2, 10))
    (second,) = [hint for hint in hints_of_plan(plan, TODAY).open if hint.rule.id == "numbers-contradict"]
    assert second.key.report_id not in (None, first.key.report_id)

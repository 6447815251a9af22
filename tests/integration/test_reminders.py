"""Reminding of due days: whom, when, once, and what becomes of a reminder when the thing is done, moved or told anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from tests.dated import DueDays, announced
from tests.offices import NOW, Office

from prongsai.foundation.audit.queries import history_of, verify
from prongsai.foundation.audit.telling import tell
from prongsai.foundation.notices.actions import choose
from prongsai.foundation.notices.models import Notice
from prongsai.foundation.notices.reminding import agencies_to_remind, remind
from prongsai.foundation.notices.stages import KINDS
from prongsai.foundation.notices.tasks import tell_people
from prongsai.foundation.people.actions import end_role
from prongsai.foundation.people.models import Membership, Person
from prongsai.programme.evidence.actions.adding import of_upload
from prongsai.programme.evidence.actions.reviewing import review
from prongsai.programme.evidence.drafts import EvidenceDraft
from prongsai.programme.plans.actions.evidence import add_evidence
from prongsai.programme.plans.actions.measures import add_measure, start_plan
from prongsai.programme.plans.actions.progress import ask_more, report_progress, withdraw_request
from prongsai.programme.plans.drafts import MeasureDraft, StepDraft
from prongsai.programme.plans.models import Measure, Step
from prongsai.programme.plans.progress.drafts import ProgressDraft

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 3, 17, 1, 0, tzinfo=UTC)
"""Eight o'clock in Thailand on 17 March 2569."""
TODAY = date(2026, 3, 17)


@pytest.fixture
def days(office: Office) -> Iterator[DueDays]:
    with announced(DueDays()) as source:
        yield source


def look(office: Office, at: datetime = MORNING) -> int:
    with time_machine.travel(at, tick=False):
        return remind(agency_id=office.agency.pk, at=at)


def told(person: Person, *, is_open: bool = True) -> list[tuple[str, int | None]]:
    notices = Notice.objects.filter(person=person).order_by("pk")
    return [(notice.object_key, notice.stage) for notice in notices if not is_open or notice.withdrawn_at is None]


def test_each_reminder_comes_once_on_its_day(office: Office, days: DueDays) -> None:
    days.put(office, "a", TODAY + timedelta(days=31))
    seen = []
    for day in range(60):
        new = look(office, MORNING + timedelta(days=day))
        assert look(office, MORNING + timedelta(days=day, hours=5)) == 0
        if new:
            seen.append(31 - day)
    assert seen == [30, 7, 1, 0, -1, -8, -15, -22]


def test_a_clock_set_back_or_forward_tells_nothing_twice(office: Office, days: DueDays) -> None:
    days.put(office, "a", TODAY + timedelta(days=7))
    assert look(office) > 0
    for at in (MORNING - timedelta(days=3), MORNING + timedelta(days=7), MORNING, MORNING + timedelta(days=7)):
        look(office, at)
    keys = list(Notice.objects.filter(person=office.persons["officer"]).values_list("key", flat=True))
    assert len(keys) == len(set(keys)) == 3  # thirty days (the clock was back), seven, the day


def test_days_without_the_machine_lose_only_what_a_later_reminder_says(office: Office, days: DueDays) -> None:
    days.put(office, "a", TODAY + timedelta(days=7))
    look(office, MORNING + timedelta(days=5))
    assert told(office.persons["officer"]) == [("a", 2)]


def test_whoever_holds_the_permission_everywhere_or_for_a_unit_is_told(office: Office, days: DueDays) -> None:
    finance, works = office.unit("กองคลัง").pk, office.unit("กองช่าง").pk
    days.put(office, "finance", TODAY, units=(finance,))
    days.put(office, "works", TODAY, units=(works,))
    days.put(office, "all", TODAY)
    look(office)
    assert [key for key, _ in told(office.persons["officer"])] == ["finance", "works", "all"]
    assert [key for key, _ in told(office.persons["unit_reporter"])] == ["finance", "all"]
    assert told(office.persons["executive"]) == []


def test_only_the_latest_reminder_of_a_thing_stays_open(office: Office, days: DueDays) -> None:
    days.put(office, "a", TODAY + timedelta(days=8))
    look(office)
    look(office, MORNING + timedelta(days=1))
    assert told(office.persons["officer"]) == [("a", 2)]
    assert told(office.persons["officer"], is_open=False) == [("a", 1), ("a", 2)]


def test_what_is_done_is_withdrawn_and_comes_back_with_the_thing_unread_and_once(office: Office, days: DueDays) -> None:
    days.put(office, "a", TODAY)
    look(office)
    days.done(office, "a")
    look(office)
    assert told(office.persons["officer"]) == []
    days.put(office, "a", TODAY)
    assert look(office) == 0
    assert told(office.persons["officer"]) == [("a", 4)]


def test_a_moved_day_withdraws_the_reminder_and_begins_anew(office: Office, days: DueDays) -> None:
    days.put(office, "a", TODAY)
    look(office)
    days.put(office, "a", TODAY + timedelta(days=40))
    look(office)
    assert told(office.persons["officer"]) == []
    assert look(office, MORNING + timedelta(days=10)) > 0
    assert told(office.persons["officer"]) == [("a", 1)]


def test_who_leaves_is_reminded_no_more(office: Office, days: DueDays) -> None:
    days.put(office, "a", TODAY)
    look(office)
    held = Membership.objects.get(person=office.persons["unit_reporter"])
    end_role(by=office.actor("agency_administrator"), at=NOW, membership=held)
    look(office, MORNING + timedelta(hours=2))
    assert told(office.persons["unit_reporter"]) == []
    assert told(office.persons["officer"]) == [("a", 4)]


def test_a_person_gets_only_the_reminders_chosen(office: Office, days: DueDays) -> None:
    person = office.persons["unit_reporter"]
    choose(person_id=person.pk, at=NOW, mail="daily", kinds=["7", "overdue"])
    days.put(office, "a", TODAY + timedelta(days=30))
    seen = []
    for day in range(40):
        look(office, MORNING + timedelta(days=day))
        seen.append(told(person))
    assert [stages for index, stages in enumerate(seen) if index == 0 or stages != seen[index - 1]] == [
        [], [("a", 2)], [("a", 5)], [("a", 6)],
    ]  # fmt: skip


def test_nobody_is_reminded_before_eight_and_each_agency_once_until_something_happens(office: Office, days: DueDays) -> None:
    days.put(office, "a", TODAY)
    assert agencies_to_remind(MORNING - timedelta(minutes=1)) == []
    assert agencies_to_remind(MORNING) == [office.agency.pk]
    look(office)
    assert agencies_to_remind(MORNING + timedelta(hours=1)) == []
    start_plan(by=office.actor(), at=NOW, fiscal_year=2569)
    assert agencies_to_remind(MORNING + timedelta(hours=1)) == [office.agency.pk]
    look(office, MORNING + timedelta(hours=1))
    assert agencies_to_remind(MORNING + timedelta(hours=2)) == []
    assert agencies_to_remind(MORNING + timedelta(days=1)) == [office.agency.pk]


def test_a_fault_in_one_agency_keeps_no_other_from_being_reminded(
    office: Office, other_office: Office, days: DueDays, monkeypatch: pytest.MonkeyPatch
) -> None:
    days.put(other_office, "a", TODAY)
    find = days.find

    def fails(agency_id: int, first: date, last: date) -> object:
        if agency_id == office.agency.pk:
            raise RuntimeError
        return find(agency_id, first, last)

    monkeypatch.setattr(days, "find", fails)
    from prongsai.foundation import registry

    registry.dated_objects.withdraw(days.key)
    registry.dated_objects.announce(registry.DatedSource(days.key, "ของเล่น", fails))  # type: ignore[arg-type]
    with time_machine.travel(MORNING, tick=False):
        tell_people(at=MORNING)
    assert told(other_office.persons["officer"]) == [("a", 4)]
    assert told(office.persons["officer"]) == []


@pytest.fixture
def measure(office: Office) -> Measure:
    """A measure of the finance division with a step of public works that is due earlier."""
    works = (office.unit("กองช่าง").pk,)
    steps = (StepDraft("ออกประกาศ"), StepDraft("ติดป้าย", unit_ids=works, ends_on=date(2026, 3, 18)))
    draft = MeasureDraft("แนวทางการยืมทรัพย์สิน", steps=steps, unit_ids=(office.unit("กองคลัง").pk,), ends_on=date(2026, 3, 24))
    with time_machine.travel(NOW, tick=False):
        return add_measure(by=office.actor(), at=NOW, plan=start_plan(by=office.actor(), at=NOW, fiscal_year=2569), draft=draft)


def test_measures_and_steps_remind_their_units_and_the_history_of_the_measure_shows_it_once(office: Office, measure: Measure) -> None:
    look(office)
    step = Step.objects.get(measure=measure, text="ติดป้าย")
    assert told(office.persons["unit_reporter"]) == [(f"measure-{measure.pk}", 2)]
    assert told(office.persons["officer"]) == [(f"measure-{measure.pk}", 2), (f"step-{step.pk}", 3)]
    look(office, MORNING + timedelta(hours=1))
    events = [event for event in tell(history_of(measure)) if event.what == "เตือนเรื่องกำหนดวัน"]
    assert [(event.who, event.note) for event in events] == [
        ("ระบบ", "ก่อนครบกำหนด 1 วัน (18 มี.ค. 2569) · กองช่าง"),
        ("ระบบ", "ก่อนครบกำหนด 7 วัน (24 มี.ค. 2569) · กองคลัง"),
    ]
    assert [broken for _, _, broken in verify() if broken] == []


def test_a_reported_measure_is_reminded_of_no_more(office: Office, measure: Measure) -> None:
    look(office)
    done = ProgressDraft(happened_on=TODAY, done_text="เสร็จแล้ว", unit_id=office.unit("กองคลัง").pk, is_finished=True)
    with time_machine.travel(NOW, tick=False):
        report_progress(by=office.actor(), at=NOW, measure=measure, draft=done)
    look(office, NOW + timedelta(minutes=1))
    assert told(office.persons["unit_reporter"]) == []


def test_years_gone_by_are_looked_back_at_for_overdue_measures(office: Office) -> None:
    plan = start_plan(by=office.actor(), at=NOW, fiscal_year=2568)
    draft = MeasureDraft("ค้างจากปีก่อน", unit_ids=(office.unit("กองคลัง").pk,), ends_on=date(2025, 9, 30))
    measure = add_measure(by=office.actor(), at=NOW, plan=plan, draft=draft)
    look(office)
    assert told(office.persons["unit_reporter"]) == [(f"measure-{measure.pk}", 28)]


@pytest.mark.parametrize("named_by", ["measure", "step", "monitoring"])
@pytest.mark.parametrize("year", [2571, 2564])
def test_the_day_counts_and_not_the_year_of_the_plan(office: Office, year: int, named_by: str) -> None:
    """The plan of a coming year is worked on before it begins, and one of long ago may have been given a new day."""
    from prongsai.programme.plans.drafts import MonitoringDraft

    due, own = TODAY + timedelta(days=7), (office.unit("กองคลัง").pk,)
    draft = {
        "measure": MeasureDraft("ก", unit_ids=own, ends_on=due),
        "step": MeasureDraft("ก", unit_ids=own, steps=(StepDraft("ข", ends_on=due),)),
        "monitoring": MeasureDraft("ก", unit_ids=own, monitoring=(MonitoringDraft(due),)),
    }[named_by]
    measure = add_measure(by=office.actor(), at=NOW, plan=start_plan(by=office.actor(), at=NOW, fiscal_year=year), draft=draft)
    look(office)
    assert told(office.persons["unit_reporter"]) == [(f"measure-{measure.pk}", 2)]


def test_who_is_asked_for_more_is_told_at_once_and_not_again_by_the_reminder_of_the_same_day(office: Office, measure: Measure) -> None:
    asked = ask_more(by=office.actor(), at=NOW, measure=measure, text="ขอภาพถ่ายของนาย ก", wanted_by=date(2026, 3, 20))
    [notice] = Notice.objects.filter(person=office.persons["unit_reporter"])
    assert (notice.verb, notice.title, notice.action, notice.may_be_mailed) == ("plans.more_asked", measure.title, "ตอบคำขอ", True)
    assert not Notice.objects.filter(person=office.persons["officer"]).exists()  # who asks is not told
    look(office, NOW + timedelta(minutes=1))
    of_request = [entry for entry in told(office.persons["unit_reporter"]) if entry[0].startswith("request")]
    assert of_request == [(f"request-{asked.pk}", 2)]
    assert look(office, MORNING + timedelta(days=2)) > 0
    withdraw_request(by=office.actor(), at=NOW, request=asked)
    look(office, MORNING + timedelta(days=2, hours=1))
    assert not [entry for entry in told(office.persons["unit_reporter"]) if entry[0].startswith("request")]


def test_who_handed_in_evidence_that_is_returned_is_told_each_time(office: Office, measure: Measure) -> None:
    reporter, by = office.actor("unit_reporter"), office.actor()
    content = of_upload(by=reporter, at=NOW, data=b"%PDF-1.4 notice", name="ประกาศ.pdf")
    draft = EvidenceDraft(title="ประกาศ", evidence_on=date(2026, 1, 12))
    evidence = add_evidence(by=reporter, at=NOW, measure=measure, draft=draft, content=content)
    for _ in range(2):
        review(by=by, at=NOW, evidence=evidence, number=1, is_accepted=False, reason="ยังไม่มีลายมือชื่อ")
    review(by=by, at=NOW, evidence=evidence, number=1, is_accepted=True)
    notices = Notice.objects.filter(verb="evidence.returned")
    assert [(notice.person, notice.title, notice.may_be_mailed) for notice in notices] == [
        (office.persons["unit_reporter"], "ประกาศ", False)
    ] * 2


def test_rounds_of_reporting_are_due_until_something_is_reported_for_them(office: Office) -> None:
    from prongsai.programme.plans.drafts import MonitoringDraft

    days = tuple(MonitoringDraft(due_on=day) for day in (date(2026, 3, 31), date(2026, 9, 30)))
    draft = MeasureDraft("รายงานรายไตรมาส", unit_ids=(office.unit("กองคลัง").pk,), monitoring=days)
    measure = add_measure(by=office.actor(), at=NOW, plan=start_plan(by=office.actor(), at=NOW, fiscal_year=2569), draft=draft)
    look(office)
    assert told(office.persons["unit_reporter"]) == [(f"measure-{measure.pk}-round-2026-03-31", 1)]
    done = ProgressDraft(happened_on=TODAY, done_text="รอบแรก", unit_id=office.unit("กองคลัง").pk)
    with time_machine.travel(NOW, tick=False):
        report_progress(by=office.actor(), at=NOW, measure=measure, draft=done)
    look(office, NOW)
    assert told(office.persons["unit_reporter"]) == []


def test_every_kind_of_reminder_is_chosen_by_who_chose_nothing(office: Office) -> None:
    assert choose(person_id=office.persons["officer"].pk, at=NOW, mail="none", kinds=KINDS).kinds == list(KINDS)


def test_the_clock_of_the_worker_calls_every_minute(office: Office, days: DueDays) -> None:
    from huey.contrib.djhuey import HUEY

    from prongsai.foundation.notices.tasks import every_minute

    found = [task for task in HUEY._registry.periodic_tasks if type(task).__name__ == "every_minute"]
    assert len(found) == 1
    assert all(found[0].validate_datetime(MORNING + timedelta(minutes=minute)) for minute in range(60))
    days.put(office, "a", TODAY)
    with time_machine.travel(MORNING, tick=False):
        every_minute.call_local()
    assert told(office.persons["officer"]) == [("a", 4)]

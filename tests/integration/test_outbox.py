"""Mails are told once: whatever falls over between writing, sending and settling, no mail goes twice and nothing is left untold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.mails import Recorder
from tests.offices import Office

from prongsai.foundation.notices.actions import Subject, choose, mark_read, notify
from prongsai.foundation.notices.models import Mail, MailNotice, Notice
from prongsai.foundation.notices.outbox.gathering import gather
from prongsai.foundation.notices.outbox.postman import Postman, Result
from prongsai.foundation.notices.outbox.sending import claim, send_waiting, settle
from prongsai.foundation.notices.stages import KINDS
from prongsai.foundation.notices.tasks import tell_people
from prongsai.foundation.people.actor import system

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 17, 3, 0, tzinfo=UTC)
"""Ten o'clock in Thailand."""
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


class Crash(BaseException):
    """The process is gone: nothing after this line runs, open transactions are lost."""


@dataclass
class Life:
    """Boundaries at which a process can end: each statement of the database, before and after, and each side of handing over a mail."""

    ends_at: set[int] = field(default_factory=set)
    passed: int = 0
    is_over: bool = True

    def boundary(self) -> None:
        self.passed += 1
        if self.passed in self.ends_at and not self.is_over:
            self.is_over = True
            raise Crash

    def statement(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if self.is_over:  # what Django itself does to roll back
            return execute(sql, params, many, context)
        self.boundary()
        answer = execute(sql, params, many, context)
        self.boundary()
        return answer

    @contextmanager
    def lived(self) -> Iterator[None]:
        """A process, which may end in the middle."""
        self.is_over = False
        try:
            with connection.execute_wrapper(self.statement):
                yield
        except Crash:
            pass
        finally:
            self.is_over = True


def tell(office: Office, number: int, at: datetime, *roles: str) -> None:
    people = [office.persons[role].pk for role in roles]
    subject = Subject(f"เรื่องที่ {number}", f"/toy/{number}/", "ดู", may_be_mailed=True)
    with transaction.atomic():
        notify(
            by=system(office.agency.pk),
            at=at,
            agency_id=office.agency.pk,
            people=people,
            verb=f"toy.told-{number}",
            about=office.agency,
            subject=subject,
        )


def at_once(office: Office, *roles: str) -> None:
    for role in roles:
        choose(person_id=office.persons[role].pk, at=START, mail="at_once", kinds=KINDS)


def send(at: datetime, recorder: Postman) -> int:
    gather(at=at)
    return send_waiting(at=at, call=lambda: recorder)


def told(recorder: Recorder) -> list[int]:
    return sorted(number for _, numbers in recorder.accepted for number in numbers)


EVENTS = st.lists(
    st.tuples(st.sampled_from(["tell", "tick", "wait"]), st.sampled_from([("officer",), ("officer", "executive"), ("publisher",)])),
    min_size=2,
    max_size=7,
)
ANSWERS = st.lists(st.sampled_from([Result.TAKEN, Result.LATER, Result.UNREACHABLE, Result.UNKNOWN]), max_size=4)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(events=EVENTS, crashes=st.sets(st.integers(1, 300), max_size=3), answers=ANSWERS)
def test_whatever_falls_over_no_mail_goes_twice_and_everything_is_told(
    office: Office, events: list[tuple[str, tuple[str, ...]]], crashes: set[int], answers: list[Result]
) -> None:
    with transaction.atomic():
        at_once(office, "officer", "executive")  # the publisher gets a daily mail
        life, at, number = Life(crashes), START, 0
        recorder = Recorder(life.boundary, answers)
        wanted: Counter[int] = Counter()
        for act, roles in events:
            at += MINUTE
            if act == "tell":
                number += 1
                with life.lived():
                    tell(office, number, at, *roles)
                wanted[number] = Notice.objects.filter(verb=f"toy.told-{number}").count()
                assert wanted[number] in (0, len(roles))  # all that the action tells, or nothing
            elif act == "tick":
                with life.lived():
                    tell_people(at=at, call=lambda: recorder)
            else:
                at += DAY
        # Time goes by; nothing falls over any more. Mornings come: each answer of which nobody knows puts what it told off to the next.
        unsure = {message_id for message_id, _ in recorder.accepted} - set(
            Mail.objects.filter(state="sent").values_list("message_id", flat=True)
        )
        life.ends_at = set()
        for _ in range(4 * (len(answers) + 3)):
            at += timedelta(hours=6)
            tell_people(at=at, call=lambda: recorder)
        unsure |= set(Mail.objects.filter(state="uncertain").values_list("message_id", flat=True))
        ids = [message_id for message_id, _ in recorder.accepted]
        assert len(ids) == len(set(ids)), "a mail went twice"
        times = Counter(told(recorder))
        surely = Counter(number for message_id, numbers in recorder.accepted if message_id not in unsure for number in numbers)
        for key, people in wanted.items():
            assert times[key] >= people, "something was never told"
            assert surely[key] == people, "something was told twice, or told only in a mail of which nobody knows"
        transaction.set_rollback(True)


def test_at_every_single_boundary_of_telling_and_sending_a_crash_loses_nothing(office: Office) -> None:
    at_once(office, "officer")

    def run(ends_at: set[int]) -> tuple[Recorder, Life]:
        life = Life(ends_at)
        recorder = Recorder(life.boundary)
        with transaction.atomic():
            with life.lived():
                tell(office, 1, START, "officer")
            is_there = Notice.objects.exists()
            with life.lived():
                send(START, recorder)
            life.ends_at = set()
            for hours in (1, 2, 24, 25, 48):
                send(START + timedelta(hours=hours), recorder)
            sent = {message_id for message_id, _ in recorder.accepted}
            assert told(recorder).count(1) >= is_there, ends_at
            assert len(recorder.accepted) == len(sent), ends_at
            known = set(Mail.objects.filter(state="sent").values_list("message_id", flat=True))
            assert len(sent & known) == is_there, ends_at
            transaction.set_rollback(True)
        return recorder, life

    _, whole = run(set())
    twice = 0
    for boundary in range(1, whole.passed + 1):
        recorder, _ = run({boundary})
        twice += len(recorder.accepted) == 2
    assert whole.passed > 50
    assert 1 <= twice <= 30, "only between the server's taking and our writing it down may something be told a second time"


def test_a_mail_that_was_cut_off_is_never_sent_again_and_the_next_morning_tells_its_notices(office: Office) -> None:
    at_once(office, "officer")
    tell(office, 1, START, "officer")
    recorder = Recorder()
    gather(at=START)
    assert claim(at=START) is not None  # and then the power fails
    assert send(START + 5 * MINUTE, recorder) == 0
    assert send(START + 20 * MINUTE, recorder) == 0
    assert Mail.objects.get().state == Mail.State.UNCERTAIN
    assert send(datetime(2026, 3, 18, 0, 59, tzinfo=UTC), recorder) == 0
    assert send(datetime(2026, 3, 18, 1, 0, tzinfo=UTC), recorder) == 1
    assert told(recorder) == [1]


def test_notices_of_a_mail_that_was_cut_off_go_with_the_next_mail_before_the_morning(office: Office) -> None:
    at_once(office, "officer")
    tell(office, 1, START, "officer")
    recorder = Recorder(answers=[Result.UNKNOWN])
    send(START, recorder)
    recorder.accepted.clear()
    tell(office, 2, START + MINUTE, "officer")
    assert send(START + MINUTE, recorder) == 1
    assert told(recorder) == [1, 2]


def test_an_answer_that_comes_after_giving_up_counts(office: Office) -> None:
    at_once(office, "officer")
    tell(office, 1, START, "officer")
    gather(at=START)
    claimed = claim(at=START)
    assert claimed is not None
    recorder = Recorder()
    send(START + 20 * MINUTE, recorder)
    from prongsai.foundation.notices.outbox.postman import Outcome

    settle(mail_id=claimed[0].pk, at=START + 21 * MINUTE, outcome=Outcome(Result.TAKEN))
    assert send(START + 2 * DAY, recorder) == 0
    assert Mail.objects.get().state == Mail.State.SENT


def test_while_the_server_is_down_one_mail_per_person_grows_and_is_tried_ever_more_rarely(office: Office) -> None:
    at_once(office, "officer", "executive")
    recorder = Recorder(answers=[Result.UNREACHABLE] * 200)
    tries = []
    for minute in range(600):
        at = START + minute * MINUTE
        if minute % 100 == 0:
            tell(office, minute // 100 + 1, at, "officer", "executive")
        before = len(recorder.answers)
        send(at, recorder)
        if len(recorder.answers) < before:
            tries.append(minute)
    assert Mail.objects.filter(state="waiting").count() == 2
    assert len(tries) < 30
    assert max(later - earlier for earlier, later in pairwise(tries)) <= 61
    assert Mail.objects.exclude(fault="").exists()
    recorder.answers.clear()
    assert send(START + timedelta(hours=12), recorder) == 2
    assert told(recorder) == sorted([1, 2, 3, 4, 5, 6] * 2)


def test_what_comes_while_a_mail_is_on_its_way_waits_in_a_mail_of_its_own_and_both_are_told_once(office: Office) -> None:
    at_once(office, "officer")
    tell(office, 1, START, "officer")
    gather(at=START)
    claimed = claim(at=START)
    assert claimed is not None
    tell(office, 2, START, "officer")
    gather(at=START)
    from prongsai.foundation.notices.outbox.postman import Outcome

    settle(mail_id=claimed[0].pk, at=START, outcome=Outcome(Result.LATER, "451 later"))
    recorder = Recorder()
    assert send(START + MINUTE, recorder) == 1
    assert told(recorder) == [1, 2]


def test_a_daily_mail_comes_at_eight_with_all_that_is_new_and_only_then(office: Office) -> None:
    recorder = Recorder()
    for number in (1, 2, 3):
        tell(office, number, START + number * MINUTE, "officer")
    assert send(START + timedelta(hours=10), recorder) == 0
    assert send(datetime(2026, 3, 18, 1, 0, tzinfo=UTC), recorder) == 1
    assert send(datetime(2026, 3, 19, 1, 0, tzinfo=UTC), recorder) == 0
    assert [numbers for _, numbers in recorder.accepted] == [{1, 2, 3}]


def test_what_was_read_before_the_mail_goes_is_not_mailed(office: Office) -> None:
    at_once(office, "officer")
    recorder = Recorder()
    tell(office, 1, START, "officer")
    gather(at=START)
    mark_read(by=office.actor(), at=START)
    assert send_waiting(at=START, call=lambda: recorder) == 0
    assert Mail.objects.get().state == Mail.State.DROPPED


def test_who_wants_no_mail_gets_none_and_gets_what_is_unread_after_changing_the_mind(office: Office) -> None:
    person, recorder = office.persons["officer"], Recorder()
    choose(person_id=person.pk, at=START, mail="none", kinds=KINDS)
    tell(office, 1, START, "officer")
    assert send(START + 2 * DAY, recorder) == 0
    choose(person_id=person.pk, at=START + 2 * DAY, mail="at_once", kinds=KINDS)
    assert send(START + 2 * DAY, recorder) == 1
    choose(person_id=person.pk, at=START + 3 * DAY, mail="daily", kinds=KINDS)
    assert send(START + 5 * DAY, recorder) == 0  # told once is told


def test_who_no_longer_wants_mail_leaves_no_mail_behind_that_is_made_again_every_minute(office: Office) -> None:
    recorder = Recorder()
    person = office.persons["officer"]
    tell(office, 1, START, "officer")
    choose(person_id=person.pk, at=START, mail="at_once", kinds=KINDS)
    gather(at=START)
    choose(person_id=person.pk, at=START, mail="none", kinds=KINDS)
    for minute in range(4):
        tell_people(at=START + minute * MINUTE, call=lambda: recorder)
    assert Mail.objects.filter(person=person).count() == 1
    assert recorder.accepted == []
    choose(person_id=person.pk, at=START + 5 * MINUTE, mail="at_once", kinds=KINDS)
    tell_people(at=START + 5 * MINUTE, call=lambda: recorder)
    assert [numbers for _id, numbers in recorder.accepted] == [{1}]


def test_an_address_that_is_refused_gets_no_further_mail_until_it_changes(office: Office) -> None:
    at_once(office, "officer")
    person, recorder = office.persons["officer"], Recorder(answers=[Result.REFUSED])
    tell(office, 1, START, "officer")
    send(START, recorder)
    assert Mail.objects.get().state == Mail.State.FAILED
    tell(office, 2, START + DAY, "officer")
    assert send(START + 2 * DAY, recorder) == 0
    assert Mail.objects.count() == 1
    person.email = "another@suanmali.example"
    person.save()
    assert send(START + 2 * DAY, recorder) == 1
    assert told(recorder) == [1, 2]


def test_who_left_the_agency_or_cannot_sign_in_gets_no_mail_about_it(office: Office) -> None:
    at_once(office, "officer", "executive")
    recorder = Recorder()
    tell(office, 1, START, "officer", "executive")
    gather(at=START)
    from prongsai.foundation.people.models import Membership

    Membership.objects.filter(person=office.persons["officer"]).update(ended_at=START)
    office.persons["executive"].is_active = False
    office.persons["executive"].save()
    assert send(START, recorder) == 0
    assert set(Mail.objects.values_list("state", flat=True)) == {"dropped"}


def test_a_clock_set_back_holds_no_mail_for_ever(office: Office) -> None:
    at_once(office, "officer")
    recorder = Recorder(answers=[Result.LATER])
    tell(office, 1, START + 400 * DAY, "officer")  # the clock was wrong
    send(START + 400 * DAY, recorder)
    assert send(START, recorder) == 1


def test_a_fault_in_writing_one_mail_holds_up_no_other(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from prongsai.foundation.notices.outbox import sending

    at_once(office, "officer", "executive")
    tell(office, 1, START, "officer", "executive")
    write, recorder = sending.compose, Recorder()

    def fails(**values: Any) -> Any:
        if values["mail"].person_id == office.persons["officer"].pk:
            raise RuntimeError
        return write(**values)

    monkeypatch.setattr(sending, "compose", fails)
    assert send(START, recorder) == 1
    monkeypatch.undo()
    assert send(START + 2 * MINUTE, recorder) == 1


def test_what_a_mail_tells_can_neither_be_changed_nor_deleted(office: Office) -> None:
    at_once(office, "officer")
    tell(office, 1, START, "officer")
    gather(at=START)
    for change in (
        lambda: Notice.objects.update(title="อื่น"),
        lambda: Notice.objects.all().delete(),
        lambda: Mail.objects.update(message_id="<other>"),
        lambda: MailNotice.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_mailbox_that_was_full_gets_another_try_after_a_week(office: Office) -> None:
    at_once(office, "officer")
    recorder = Recorder(answers=[Result.REFUSED])
    tell(office, 1, START, "officer")
    send(START, recorder)
    assert send(START + 6 * DAY, recorder) == 0
    assert send(START + 8 * DAY, recorder) == 1
    assert recorder.accepted[-1][1] == {1}


def test_a_slow_server_makes_no_mail_look_as_if_it_was_given_up(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    roles = ("officer", "executive")
    at_once(office, *roles)
    tell(office, 1, START, *roles)
    gather(at=START)
    passed = [0.0]
    monkeypatch.setattr("prongsai.foundation.notices.outbox.sending.time.monotonic", lambda: passed[0])
    claimed: list[datetime] = []

    def slow() -> None:
        claimed.extend(Mail.objects.filter(state=Mail.State.SENDING).values_list("claimed_at", flat=True))
        passed[0] += 600

    send_waiting(at=START, call=lambda: Recorder(boundary=slow))
    assert sorted(set(claimed)) == [START, START + timedelta(seconds=1200)]

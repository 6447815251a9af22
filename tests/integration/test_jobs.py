"""Jobs wait in their table: done once whatever dies meanwhile, by one worker at a time, given up when they fell every worker."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import OperationalError
from tests.offices import NOW, Office

from prongsai.foundation.jobs import actions as jobs
from prongsai.foundation.jobs.kinds import JobKind, Why, kinds
from prongsai.foundation.jobs.models import Job
from prongsai.foundation.jobs.presence import Presence
from prongsai.foundation.jobs.running import perform

pytestmark = pytest.mark.django_db
KIND = "tests.work"


@pytest.fixture
def done() -> Iterator[list[int]]:
    """The jobs of a kind of its own that were worked on."""
    seen: list[int] = []
    kinds.announce(JobKind(KIND, lambda job: seen.append(job.pk), give_up, most_attempts=2))
    yield seen
    kinds.withdraw(KIND)


def give_up(job: Job, at: datetime, why: Why) -> None:
    jobs.fail(job_id=job.pk, at=at, fault=why.value)


def ask(office: Office, kind: str = KIND) -> Job:
    return jobs.ask(by=office.actor(), at=NOW, kind=kind, order={"pages": 3})


def taken(worker: str = "a", at: datetime = NOW, gone: tuple[str, ...] = ()) -> int | None:
    job = jobs.take(worker=worker, at=at, gone=gone)
    return job.pk if job else None


def test_a_job_is_taken_by_one_worker_only_as_long_as_that_one_holds_it(office: Office) -> None:
    job = ask(office)
    assert [taken("a"), taken("b")] == [job.pk, None]
    later = NOW + jobs.HOLD - timedelta(seconds=1)
    jobs.hold(worker="a", job_id=job.pk, at=later)
    assert taken("b", later + timedelta(seconds=5)) is None
    assert taken("b", later + jobs.HOLD + timedelta(seconds=1)) == job.pk


def test_a_hold_from_a_clock_that_was_ahead_is_not_believed(office: Office) -> None:
    job = ask(office)
    assert taken("a", NOW + timedelta(days=400)) == job.pk
    assert taken("b", NOW) == job.pk


def test_a_worker_that_slept_ends_no_job_that_another_took_up(office: Office, done: list[int]) -> None:
    ask(office)
    slept = jobs.take(worker="a", at=NOW)
    taken_up = jobs.take(worker="b", at=NOW + 2 * jobs.HOLD)
    assert slept is not None
    assert taken_up is not None
    assert (jobs.is_held(slept), jobs.is_held(taken_up)) == (False, True)
    perform(slept)
    assert Job.objects.get().state == Job.State.RUNNING
    perform(taken_up)
    assert Job.objects.get().state == Job.State.FINISHED


def test_what_a_dead_worker_held_is_taken_up_at_once_and_by_one_only(office: Office) -> None:
    job = ask(office)
    assert taken("dead") == job.pk
    assert [taken("b", gone=("dead",)), taken("c", gone=("dead",))] == [job.pk, None]
    job.refresh_from_db()
    assert (job.state, job.held_by, job.attempts) == ("running", "b", 2)


def test_a_worker_takes_up_again_what_it_could_not_end(office: Office) -> None:
    job = ask(office)
    assert [taken("a"), taken("a")] == [job.pk, job.pk]


def test_a_job_that_was_running_before_there_were_holds_is_taken_up(office: Office) -> None:
    job = ask(office)
    Job.objects.update(state=Job.State.RUNNING, started_at=NOW)
    assert taken() == job.pk


def test_jobs_begun_less_often_come_first_and_then_in_the_order_asked(office: Office) -> None:
    poison, second, third = ask(office), ask(office), ask(office)
    assert taken("x") == poison.pk
    assert [taken(worker, gone=("x",)) for worker in "abc"] == [second.pk, third.pk, poison.pk]


def test_a_job_over_keeps_no_order_and_is_never_taken(office: Office) -> None:
    first, second = ask(office), ask(office)
    assert (taken("a"), taken("b")) == (first.pk, second.pk)
    jobs.finish(job_id=first.pk, at=NOW)
    jobs.fail(job_id=second.pk, at=NOW, fault="no")
    assert taken("c", NOW + timedelta(days=1)) is None
    assert set(Job.objects.values_list("state", "held_by", "held_until")) == {("finished", "", None), ("failed", "", None)}
    assert [job.order for job in Job.objects.all()] == [{}, {}]


def test_work_that_ends_finishes_its_job(office: Office, done: list[int]) -> None:
    job = ask(office)
    found = jobs.take(worker="a", at=NOW)
    assert found is not None
    perform(found)
    job.refresh_from_db()
    assert (done, job.state) == ([job.pk], "finished")


def test_a_job_that_is_cut_off_every_time_is_given_up_after_so_many_attempts(office: Office, done: list[int]) -> None:
    job = ask(office)
    for attempt in range(3):
        found = jobs.take(worker=f"w{attempt}", at=NOW, gone=(f"w{attempt - 1}",))
        assert found is not None
    perform(found)
    job.refresh_from_db()
    assert (done, job.state, job.fault) == ([], "failed", "cut off")


def test_broken_work_is_given_up_but_a_sick_database_is_not_its_fault(office: Office) -> None:
    faults: list[Exception] = [OperationalError("the server is gone"), ValueError("broken")]

    def work(job: Job) -> None:
        raise faults.pop(0)

    kinds.announce(JobKind(KIND, work, give_up))
    try:
        job = ask(office)
        found = jobs.take(worker="a", at=NOW)
        assert found is not None
        with pytest.raises(OperationalError):
            perform(found)
        assert Job.objects.get().state == "running"
        again = jobs.take(worker="a", at=NOW)
        assert again is not None
        perform(again)
    finally:
        kinds.withdraw(KIND)
    job.refresh_from_db()
    assert (job.state, job.fault) == ("failed", "broke down")


def test_a_kind_that_this_release_does_not_know_fails_with_words(office: Office) -> None:
    job = ask(office, kind="tests.unknown")
    found = jobs.take(worker="a", at=NOW)
    assert found is not None
    perform(found)
    job.refresh_from_db()
    assert job.state == "failed"
    assert "ไม่รู้จัก" in job.fault


def test_a_job_put_back_counts_no_attempt(office: Office) -> None:
    job = ask(office)
    assert taken("a") == job.pk
    jobs.put_back(worker="b", job_id=job.pk)
    assert Job.objects.get().state == "running"
    jobs.put_back(worker="a", job_id=job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.held_by) == ("waiting", 0, "")


def test_presence_tells_who_is_gone_and_never_who_lives(tmp_path: Path) -> None:
    here = Presence(tmp_path, look_every_seconds=0)
    other = Presence(tmp_path)
    assert here.gone() == frozenset()
    (tmp_path / "dead.worker").touch()
    assert here.gone() == {"dead"}
    here.forget()
    assert sorted(path.stem for path in tmp_path.glob("*.worker")) == sorted([here.name, other.name])
    other.end()
    assert here.gone() == frozenset()
    here.end()
    assert list(tmp_path.iterdir()) == []


RUN = """
import sys, threading
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from pathlib import Path
from django.conf import settings
from tests.offices import NOW, open_office
from prongsai.foundation.jobs import actions as jobs
from prongsai.foundation.jobs.kinds import JobKind, kinds
from prongsai.foundation.jobs.models import Job
from prongsai.foundation.jobs.presence import Presence
from prongsai.foundation.jobs.running import Runner
is_begun, may_end = threading.Event(), threading.Event()
def work(job):
    if job.order:
        is_begun.set()
        may_end.wait(20)
kinds.announce(JobKind("tests.work", work, lambda *_: None))
by = open_office().actor()
quick, slow = (jobs.ask(by=by, at=NOW, kind="tests.work", order=order) for order in ({}, {"slow": True}))
presence = Presence(settings.WORKERS_FOLDER)
runner = Runner(presence)
runner.start()
assert is_begun.wait(20)
runner.hold()
slow.refresh_from_db()
assert (slow.state, slow.held_by) == ("running", presence.name)
runner.stop(0.05)
print(*Job.objects.order_by("pk").values_list("state", "attempts"))
may_end.set()
"""


def test_the_runner_does_what_waits_and_puts_back_what_it_cannot_end_in_time(surroundings: dict[str, str]) -> None:
    done = subprocess.run([sys.executable, "-c", RUN], env=surroundings, capture_output=True, encoding="utf-8", timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "('finished', 1) ('waiting', 0)"

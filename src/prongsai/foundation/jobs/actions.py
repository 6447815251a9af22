"""Writing the progress of background work. Progress is no business event: it goes into no audit trail."""

from __future__ import annotations

from datetime import datetime

from prongsai.foundation.jobs.models import Heartbeat, Job
from prongsai.foundation.people.actor import Actor

WORKER = "worker"


def ask(*, by: Actor, at: datetime, kind: str) -> Job:
    """A job that waits for the worker."""
    return Job.objects.create(agency_id=by.agency, kind=kind, asked_by_id=by.person_id, asked_at=at)


def start(*, job_id: int, at: datetime) -> bool:
    """Mark a waiting job as running; False where somebody else runs it or it is over."""
    return Job.objects.filter(pk=job_id, state=Job.State.WAITING).update(state=Job.State.RUNNING, started_at=at) == 1


def advance(*, job_id: int, done: int, total: int) -> None:
    """Say how far a running job is."""
    Job.objects.filter(pk=job_id, state=Job.State.RUNNING).update(done=done, total=total)


def finish(*, job_id: int, at: datetime) -> None:
    """Mark a running job as finished."""
    Job.objects.filter(pk=job_id, state=Job.State.RUNNING).update(state=Job.State.FINISHED, ended_at=at)


def fail(*, job_id: int, at: datetime, fault: str) -> None:
    """Mark a job as failed, with the reason in words for the person who asked."""
    open_states = [Job.State.WAITING, Job.State.RUNNING]
    Job.objects.filter(pk=job_id, state__in=open_states).update(state=Job.State.FAILED, ended_at=at, fault=fault)


def give_up_orphans(*, at: datetime, fault: str) -> int:
    """Fail every job that is marked as running, and say how many there were. For the worker's start: who ran them is gone."""
    return Job.objects.filter(state=Job.State.RUNNING).update(state=Job.State.FAILED, ended_at=at, fault=fault)


def beat(*, name: str, at: datetime) -> None:
    """Give a sign of life."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": at})

"""Writing the progress of background work. Progress is no business event: it goes into no audit trail."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from prongsai.foundation.jobs.models import Heartbeat, Job
from prongsai.foundation.people.actor import Actor

WORKER = "worker"
HOLD = timedelta(minutes=2)
"""For how long a worker that gives no sign of life is believed to be at work. Clocks of several machines may differ by less."""

_TOO_FAR = 2 * HOLD
"""No hold reaches farther: a later end comes from a clock that was wrong."""
_OPEN = (Job.State.WAITING, Job.State.RUNNING)
_OVER: dict[str, Any] = {"order": {}, "held_by": "", "held_until": None}


def ask(*, by: Actor, at: datetime, kind: str, order: dict[str, Any] | None = None) -> Job:
    """A job that waits for a worker: once committed, it is done. `order` is plain JSON, what the work needs beyond its own tables."""
    job = Job.objects.create(agency_id=by.agency, kind=kind, order=order or {}, asked_by_id=by.person_id, asked_at=at)
    if settings.JOBS_AT_ONCE:
        from prongsai.foundation.jobs.running import do_at_once

        transaction.on_commit(lambda: do_at_once(job.pk))
    return job


def take(*, worker: str, at: datetime, gone: Collection[str] = (), job_id: int | None = None) -> Job | None:
    """Begin the next job that nobody works on, for this worker, which must hold no other; None where there is none.

    Taken are jobs that wait, and running ones whose worker is among `gone`, is this one, or has not prolonged its hold; those that were
    begun less often come first, so that a job that fells workers stands in nobody's way. Two workers never take the same.
    """
    is_over = Q(held_until=None) | Q(held_until__lt=at) | Q(held_until__gt=at + _TOO_FAR)
    free = Q(state=Job.State.WAITING) | Q(state=Job.State.RUNNING) & (is_over | Q(held_by__in=[worker, *gone]))
    found = Job.objects.filter(free, **({} if job_id is None else {"pk": job_id})).order_by("attempts", "pk")
    for pk in found.values_list("pk", flat=True)[:20]:
        values = {"state": Job.State.RUNNING, "started_at": at, "held_by": worker, "held_until": at + HOLD, "attempts": F("attempts") + 1}
        if Job.objects.filter(free, pk=pk).update(done=0, total=0, **values):
            return Job.objects.select_related("asked_by", "agency").get(pk=pk)
    return None


def hold(*, worker: str, job_id: int, at: datetime) -> None:
    """Prolong the hold of the worker on the job that it runs."""
    Job.objects.filter(pk=job_id, state=Job.State.RUNNING, held_by=worker).update(held_until=at + HOLD)


def is_held(job: Job) -> bool:
    """Whether a job is still run by who took it as `job`. Another worker takes it up where the hold ran out (a machine that slept)."""
    held = Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, held_by=job.held_by, attempts=job.attempts)
    return held.exists()


def put_back(*, worker: str, job_id: int) -> None:
    """Let a job that the worker leaves because it is told to end wait again; this attempt does not count."""
    mine = Job.objects.filter(pk=job_id, state=Job.State.RUNNING, held_by=worker)
    mine.update(state=Job.State.WAITING, held_by="", held_until=None, attempts=F("attempts") - 1)


def advance(*, job_id: int, done: int, total: int) -> None:
    """Say how far a running job is."""
    Job.objects.filter(pk=job_id, state=Job.State.RUNNING).update(done=done, total=total)


def finish(*, job_id: int, at: datetime) -> None:
    """Mark a running job as finished."""
    Job.objects.filter(pk=job_id, state=Job.State.RUNNING).update(state=Job.State.FINISHED, ended_at=at, **_OVER)


def fail(*, job_id: int, at: datetime, fault: str) -> None:
    """Mark a job as failed, with the reason in words for the person who asked."""
    Job.objects.filter(pk=job_id, state__in=_OPEN).update(state=Job.State.FAILED, ended_at=at, fault=fault, **_OVER)


def beat(*, name: str, at: datetime) -> None:
    """Give a sign of life."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": at})

"""Doing jobs: one after the other as the table holds them, again when they were cut off, given up when that happens every time."""

from __future__ import annotations

import logging
import threading

from django.db import DatabaseError, InterfaceError, OperationalError, close_old_connections, connections
from django.utils import timezone
from django.utils.translation import gettext_noop

from prongsai.foundation.jobs import actions as jobs
from prongsai.foundation.jobs.kinds import JobKind, Why, kind_of
from prongsai.foundation.jobs.models import Job
from prongsai.foundation.jobs.presence import Presence

_IDLE_SECONDS = 0.4
_SICK_SECONDS = (1.0, 2.0, 5.0, 10.0)
_AT_ONCE = "at once"

log = logging.getLogger(__name__)


def perform(job: Job) -> None:
    """Do a job that was taken, or give it up. Lets faults of the database through: then the job stays open and is taken again."""
    kind = kind_of(job)
    if kind is None:
        log.error("job %s: nobody knows the kind %s", job.pk, job.kind)
        jobs.fail(job_id=job.pk, at=timezone.now(), fault=gettext_noop("ระบบรุ่นนี้ไม่รู้จักงานชนิดนี้ แจ้งผู้ดูแลระบบ"))
        return
    if job.attempts > kind.most_attempts:
        log.error("job %s (%s) was cut off %s times and is given up", job.pk, job.kind, job.attempts - 1)
        _give_up(kind, job, Why.CUT_OFF)
        return
    try:
        kind.work(job)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("job %s (%s) broke down", job.pk, job.kind)
        if jobs.is_held(job):
            _give_up(kind, job, Why.BROKE_DOWN)
    else:
        if jobs.is_held(job):
            jobs.finish(job_id=job.pk, at=timezone.now())


def _give_up(kind: JobKind, job: Job, why: Why) -> None:
    kind.give_up(job, timezone.now(), why)
    jobs.finish(job_id=job.pk, at=timezone.now())  # where nobody waited for it any more, nobody failed it


def do_at_once(job_id: int) -> None:
    """Take and do a job in this process, where nothing else does jobs (tests)."""
    job = jobs.take(worker=_AT_ONCE, at=timezone.now(), job_id=job_id)
    if job is not None:
        perform(job)


class Runner:
    """Takes and does jobs until it is told to stop, in a thread of its own; a database that fails for a while does not end it."""

    def __init__(self, presence: Presence) -> None:
        self._presence = presence
        self._is_over = threading.Event()
        self._in_hand: int | None = None
        self._thread = threading.Thread(target=self._run, name="jobs", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self, seconds: float) -> None:
        """Take no more jobs; one in hand may come to an end within these seconds, else it is put back for the worker that follows."""
        self._is_over.set()
        self._thread.join(seconds)
        job_id = self._in_hand
        if self._thread.is_alive() and job_id is not None:
            jobs.put_back(worker=self._presence.name, job_id=job_id)

    def hold(self) -> None:
        """Prolong the hold on the job in hand. To be called every few seconds by another thread."""
        job_id = self._in_hand
        if job_id is not None:
            jobs.hold(worker=self._presence.name, job_id=job_id, at=timezone.now())

    def _run(self) -> None:
        failures = 0
        while not self._is_over.is_set():
            try:
                close_old_connections()
                pause = 0.0 if self._next() else _IDLE_SECONDS
                failures = 0
            except Exception as error:
                # Whatever it was, the job stays open; a worker that stopped taking jobs would be the greater harm.
                pause = _SICK_SECONDS[min(failures, len(_SICK_SECONDS) - 1)]
                failures += 1
                if isinstance(error, DatabaseError):
                    log.warning("no job can be done now: %s", error)
                else:
                    log.exception("a job could not be ended")
                connections.close_all()
            self._is_over.wait(pause)
        connections.close_all()

    def _next(self) -> bool:
        """Do the next job; False where there is none."""
        job = jobs.take(worker=self._presence.name, at=timezone.now(), gone=self._presence.gone())
        if job is None:
            self._presence.forget()
            return False
        self._in_hand = job.pk
        try:
            perform(job)
        finally:
            self._in_hand = None
        return True

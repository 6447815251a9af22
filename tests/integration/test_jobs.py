"""Background work that was cut off is told as failed, so that it can be asked for again."""

from __future__ import annotations

import pytest
from tests.offices import NOW, Office

from prongsai.foundation.jobs import actions as jobs
from prongsai.foundation.jobs.models import Job

pytestmark = pytest.mark.django_db


def test_what_ran_when_the_worker_died_is_given_up_and_the_rest_stays(office: Office) -> None:
    by = office.actor()
    cut_off, waiting, done = (jobs.ask(by=by, at=NOW, kind="read") for _ in range(3))
    for job in (cut_off, done):
        assert jobs.start(job_id=job.pk, at=NOW)
    jobs.finish(job_id=done.pk, at=NOW)
    assert jobs.give_up_orphans(at=NOW, fault="หยุดกลางคัน") == 1
    states = dict(Job.objects.values_list("pk", "state"))
    assert states == {cut_off.pk: "failed", waiting.pk: "waiting", done.pk: "finished"}
    assert Job.objects.get(pk=cut_off.pk).fault == "หยุดกลางคัน"


def test_a_job_is_run_by_one_worker_only(office: Office) -> None:
    job = jobs.ask(by=office.actor(), at=NOW, kind="read")
    assert [jobs.start(job_id=job.pk, at=NOW) for _ in range(2)] == [True, False]

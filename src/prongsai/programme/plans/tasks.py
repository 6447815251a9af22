"""What the worker does for plans: reading papers that people handed in. Printing lies in `printing_tasks.py`; the worker finds it here."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from prongsai.core.papers.reading_process import read_in_process
from prongsai.core.papers.serial import paper_to_json
from prongsai.core.papers.source_serial import source_to_json
from prongsai.foundation.jobs.kinds import JobKind, Why, kinds
from prongsai.foundation.jobs.models import Job
from prongsai.foundation.jobs.reading import read_stored, unread
from prongsai.programme.plans.actions.imports import KIND_OF_JOB, keep_fault, keep_reading
from prongsai.programme.plans.models import ImportRun
from prongsai.programme.plans.printing_tasks import PRINTING


def read_import(job: Job) -> None:
    """Read the file of a run, telling page by page how far it is; then the run waits for review, or tells why it cannot be read.

    Does nothing where no run waits for this job.
    """
    run = _waiting(job)
    if run is None:
        return
    with_ocr, ids = run.with_ocr, {"run_id": run.pk, "job_id": job.pk}
    read_stored(
        stored=run.file,
        job=job,
        read=lambda path, progress: read_in_process(path, use_ocr=with_ocr, progress=progress),
        keep=lambda found: keep_reading(**ids, at=timezone.now(), paper=paper_to_json(found[1]), source=source_to_json(found[0])),
        keep_fault=lambda error: keep_fault(**ids, at=timezone.now(), error=error),
    )


def _give_up(job: Job, at: datetime, why: Why) -> None:
    run = _waiting(job)
    if run is not None:
        keep_fault(run_id=run.pk, job_id=job.pk, at=at, error=unread(run.file.name, why))


def _waiting(job: Job) -> ImportRun | None:
    runs = ImportRun.objects.select_related("file__blob", "file__original")
    return runs.filter(job=job, state=ImportRun.State.READING).first()


kinds.announce(JobKind(KIND_OF_JOB, read_import, _give_up), PRINTING)

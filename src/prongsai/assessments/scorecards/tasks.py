"""What the worker does for scorecards: reading files of scores that people handed in."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from prongsai.assessments.scorecards.file_actions import KIND_OF_JOB, keep_fault, keep_found
from prongsai.assessments.scorecards.found import found_to_json
from prongsai.assessments.scorecards.models import ScoreFile
from prongsai.assessments.scorecards.reading import read_score_file
from prongsai.foundation.jobs.kinds import JobKind, Why, kinds
from prongsai.foundation.jobs.models import Job
from prongsai.foundation.jobs.reading import read_stored, unread


def read_scores_of(job: Job) -> None:
    """Read a file of scores; then it waits for a person, or tells why it cannot be read. Does nothing where none waits for this job."""
    handed = _waiting(job)
    if handed is None:
        return
    fiscal_year, ids = handed.fiscal_year, {"score_file_id": handed.pk, "job_id": job.pk}
    read_stored(
        stored=handed.file,
        job=job,
        read=lambda path, progress: read_score_file(path, fiscal_year, progress),
        keep=lambda found: keep_found(**ids, at=timezone.now(), found=found_to_json(found)),
        keep_fault=lambda error: keep_fault(**ids, at=timezone.now(), error=error),
    )


def _give_up(job: Job, at: datetime, why: Why) -> None:
    handed = _waiting(job)
    if handed is not None:
        keep_fault(score_file_id=handed.pk, job_id=job.pk, at=at, error=unread(handed.file.name, why))


def _waiting(job: Job) -> ScoreFile | None:
    files = ScoreFile.objects.select_related("file__blob", "file__original")
    return files.filter(job=job, state=ScoreFile.State.READING).first()


kinds.announce(JobKind(KIND_OF_JOB, read_scores_of, _give_up))

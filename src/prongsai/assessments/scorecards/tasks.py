"""What the worker does for scorecards: reading files of scores that people handed in."""

from __future__ import annotations

from django.utils import timezone
from huey.contrib.djhuey import db_task

from prongsai.assessments.scorecards.file_actions import keep_fault, keep_found
from prongsai.assessments.scorecards.found import found_to_json
from prongsai.assessments.scorecards.models import ScoreFile
from prongsai.assessments.scorecards.reading import read_score_file
from prongsai.foundation.jobs import actions as jobs
from prongsai.foundation.jobs.reading import read_stored


@db_task()  # type: ignore[untyped-decorator]
def read_scores_of(score_file_id: int) -> None:
    """Read a file of scores; then it waits for a person, or tells why it cannot be read.

    Does nothing where the file waits for no reading, or another worker has it.
    """
    waiting = ScoreFile.objects.select_related("file__blob", "file__original").filter(state=ScoreFile.State.READING)
    handed = waiting.filter(pk=score_file_id).first()
    if handed is None or not jobs.start(job_id=handed.job_id, at=timezone.now()):
        return
    fiscal_year, ids = handed.fiscal_year, {"score_file_id": score_file_id, "job_id": handed.job_id}
    read_stored(
        stored=handed.file,
        job_id=handed.job_id,
        read=lambda path, progress: read_score_file(path, fiscal_year, progress),
        keep=lambda found: keep_found(**ids, at=timezone.now(), found=found_to_json(found)),
        keep_fault=lambda error: keep_fault(**ids, at=timezone.now(), error=error),
    )

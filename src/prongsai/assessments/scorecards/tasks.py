"""What the worker does for scorecards: reading files of scores that people handed in."""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path

from django.utils import timezone
from huey.contrib.djhuey import db_task

from prongsai.assessments.scorecards.file_actions import keep_fault, keep_found
from prongsai.assessments.scorecards.found import found_to_json
from prongsai.assessments.scorecards.models import ScoreFile
from prongsai.assessments.scorecards.reading import read_score_file
from prongsai.core.papers.errors import PaperError, UnreadableFile
from prongsai.foundation.files.copies import write_out
from prongsai.foundation.jobs import actions as jobs

log = logging.getLogger(__name__)


@db_task()  # type: ignore[untyped-decorator]
def read_scores_of(score_file_id: int) -> None:
    """Read a file of scores; then it waits for a person, or tells why it cannot be read.

    Does nothing where the file waits for no reading, or another worker has it.
    """
    waiting = ScoreFile.objects.select_related("file__blob", "file__original").filter(state=ScoreFile.State.READING)
    handed = waiting.filter(pk=score_file_id).first()
    if handed is None or not jobs.start(job_id=handed.job_id, at=timezone.now()):
        return
    job_id = handed.job_id
    try:
        with tempfile.TemporaryDirectory(prefix="prongsai-scores-") as folder:
            path = write_out(handed.file, Path(folder))
            found = read_score_file(path, handed.fiscal_year, lambda done, of: jobs.advance(job_id=job_id, done=done, total=of))
        keep_found(score_file_id=score_file_id, job_id=job_id, at=timezone.now(), found=found_to_json(found))
    except PaperError as error:
        log.warning("scores %s: %s", score_file_id, error.english)
        keep_fault(score_file_id=score_file_id, job_id=job_id, at=timezone.now(), error=error)
    except Exception:
        log.exception("scores %s broke down", score_file_id)
        keep_fault(score_file_id=score_file_id, job_id=job_id, at=timezone.now(), error=_broken(handed.file.name))


def _broken(name: str) -> PaperError:
    return UnreadableFile(
        f"อ่านไฟล์ “{name}” ไม่สำเร็จเพราะระบบขัดข้อง กดอ่านใหม่ หากยังไม่ได้ แจ้งผู้ดูแลระบบ",
        f"Reading “{name}” failed because of a fault of the system: read it again; if that fails, tell the administrator.",
    )

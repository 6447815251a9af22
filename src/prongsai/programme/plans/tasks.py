"""What the worker does for plans: reading papers that people handed in. Printing lies in `printing_tasks.py`; the worker finds it here."""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path

from django.utils import timezone
from huey.contrib.djhuey import db_task

from prongsai.core.papers.errors import PaperError, UnreadableFile
from prongsai.core.papers.reading_process import read_in_process
from prongsai.core.papers.serial import paper_to_json
from prongsai.core.papers.source_serial import source_to_json
from prongsai.foundation.files.copies import write_out
from prongsai.foundation.jobs import actions as jobs
from prongsai.programme.plans.actions.imports import keep_fault, keep_reading
from prongsai.programme.plans.models import ImportRun
from prongsai.programme.plans.printing_tasks import print_in_background as print_in_background

log = logging.getLogger(__name__)


@db_task()  # type: ignore[untyped-decorator]
def read_import(run_id: int) -> None:
    """Read the file of a run, telling page by page how far it is; then the run waits for review, or tells why it cannot be read.

    Does nothing where the run waits for no reading, or another worker has it.
    """
    run = ImportRun.objects.select_related("file__blob", "file__original").filter(pk=run_id, state=ImportRun.State.READING).first()
    if run is None or not jobs.start(job_id=run.job_id, at=timezone.now()):
        return
    job_id = run.job_id
    try:
        with tempfile.TemporaryDirectory(prefix="prongsai-import-") as folder:
            path = write_out(run.file, Path(folder))
            source, paper = read_in_process(
                path, use_ocr=run.with_ocr, progress=lambda done, of: jobs.advance(job_id=job_id, done=done, total=of)
            )
        keep_reading(run_id=run_id, job_id=job_id, at=timezone.now(), paper=paper_to_json(paper), source=source_to_json(source))
    except PaperError as error:
        log.warning("import %s: %s", run_id, "; ".join([error.english, *getattr(error, "__notes__", [])]))
        keep_fault(run_id=run_id, job_id=job_id, at=timezone.now(), error=error)
    except Exception:
        log.exception("import %s broke down", run_id)
        keep_fault(run_id=run_id, job_id=job_id, at=timezone.now(), error=_broken(run.file.name))


def _broken(name: str) -> PaperError:
    return UnreadableFile(
        f"อ่านไฟล์ “{name}” ไม่สำเร็จเพราะระบบขัดข้อง กดอ่านใหม่ หากยังไม่ได้ แจ้งผู้ดูแลระบบ",
        f"Reading “{name}” failed because of a fault of the system: read it again; if that fails, tell the administrator.",
    )

"""What the worker does for plans: reading papers that people handed in. Printing lies in `printing_tasks.py`; the worker finds it here."""

from __future__ import annotations

from django.utils import timezone
from huey.contrib.djhuey import db_task

from prongsai.core.papers.reading_process import read_in_process
from prongsai.core.papers.serial import paper_to_json
from prongsai.core.papers.source_serial import source_to_json
from prongsai.foundation.jobs import actions as jobs
from prongsai.foundation.jobs.reading import read_stored
from prongsai.programme.plans.actions.imports import keep_fault, keep_reading
from prongsai.programme.plans.models import ImportRun
from prongsai.programme.plans.printing_tasks import print_in_background as print_in_background


@db_task()  # type: ignore[untyped-decorator]
def read_import(run_id: int) -> None:
    """Read the file of a run, telling page by page how far it is; then the run waits for review, or tells why it cannot be read.

    Does nothing where the run waits for no reading, or another worker has it.
    """
    run = ImportRun.objects.select_related("file__blob", "file__original").filter(pk=run_id, state=ImportRun.State.READING).first()
    if run is None or not jobs.start(job_id=run.job_id, at=timezone.now()):
        return
    with_ocr, ids = run.with_ocr, {"run_id": run_id, "job_id": run.job_id}
    read_stored(
        stored=run.file,
        job_id=run.job_id,
        read=lambda path, progress: read_in_process(path, use_ocr=with_ocr, progress=progress),
        keep=lambda found: keep_reading(**ids, at=timezone.now(), paper=paper_to_json(found[1]), source=source_to_json(found[0])),
        keep_fault=lambda error: keep_fault(**ids, at=timezone.now(), error=error),
    )

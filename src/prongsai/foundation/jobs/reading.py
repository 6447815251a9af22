"""Reading a stored file in the worker: a copy on the disk, progress as it goes, and what is wrong with the file told to whoever waits."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from prongsai.core.papers.errors import PaperError, UnreadableFile
from prongsai.foundation.files.copies import write_out
from prongsai.foundation.files.models import StoredFile
from prongsai.foundation.jobs import actions as jobs
from prongsai.foundation.jobs.kinds import Why
from prongsai.foundation.jobs.models import Job

log = logging.getLogger(__name__)
Progress = Callable[[int, int], None]
Found = TypeVar("Found")


def read_stored(
    *,
    stored: StoredFile,
    job: Job,
    read: Callable[[Path, Progress], Found],
    keep: Callable[[Found], object],
    keep_fault: Callable[[PaperError], object],
) -> None:
    """Call `read` with a copy of a stored file, and `keep` with what it found; the reading tells how far it is as (done, total).

    What cannot be read ends in `keep_fault`; any other exception goes through, to whoever runs the job.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="prongsai-read-") as folder:
            found = read(write_out(stored, Path(folder)), lambda done, total: jobs.advance(job_id=job.pk, done=done, total=total))
        keep(found)
    except PaperError as error:
        log.warning("job %s: %s", job.pk, "; ".join([error.english, *getattr(error, "__notes__", [])]))
        if jobs.is_held(job):  # else somebody else is at it by now, and may well be able to read it
            keep_fault(error)


def unread(name: str, why: Why) -> PaperError:
    """What is told where the reading of a file was given up."""
    if why is Why.CUT_OFF:
        return UnreadableFile(
            f"อ่านไฟล์ “{name}” ไม่สำเร็จ เพราะระบบหยุดกลางคันทุกครั้งที่อ่าน ไฟล์อาจเสียหายหรือใหญ่เกินไป บันทึกไฟล์ใหม่หรือแบ่งเป็นหลายไฟล์แล้วนำเข้าอีกครั้ง",
            f"Reading “{name}” was cut off every time: it may be damaged or too large; save it anew or divide it, and hand it in again.",
        )
    return UnreadableFile(
        f"อ่านไฟล์ “{name}” ไม่สำเร็จเพราะระบบขัดข้อง กดอ่านใหม่ หากยังไม่ได้ แจ้งผู้ดูแลระบบ",
        f"Reading “{name}” failed because of a fault of the system: read it again; if that fails, tell the administrator.",
    )

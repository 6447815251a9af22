"""Starting an import: the file is stored and read in the background; reading again, leaving a paper out and taking it up again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from prongsai.core.papers.errors import PaperError
from prongsai.core.thai.controls import without_controls
from prongsai.foundation.audit.actions import record
from prongsai.foundation.audit.digests import State, digest_of
from prongsai.foundation.faults import Fault, Unusable
from prongsai.foundation.files.actions import store_upload
from prongsai.foundation.files.kinds import PAPER_RULE, RefusedFile, check
from prongsai.foundation.jobs import actions as jobs
from prongsai.foundation.jobs.models import Job
from prongsai.foundation.people.actor import Actor, system
from prongsai.programme.plans.models import FIRST_YEAR, LAST_YEAR, ImportRun

KIND_OF_JOB = "plans.import"
LONGEST_READING = timedelta(minutes=15)
"""After this time without an end, reading again is offered: the worker may have died."""


class OutdatedReview(Exception):
    """Somebody else decided the same thing meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("มีผู้อื่นตรวจทานจุดนี้ก่อนท่าน ค่าที่เห็นตอนนี้เป็นค่าล่าสุด ตรวจแล้วยืนยันอีกครั้งหากต้องการเปลี่ยน"))


@dataclass(frozen=True, slots=True)
class Started:
    """The run of a paper, and whether it is a new one; else the same content was handed in for this year before."""

    run: ImportRun
    is_new: bool


@transaction.atomic
def start_import(*, by: Actor, at: datetime, fiscal_year: int, data: bytes, name: str, use_ocr: bool = True) -> Started:
    """Store a paper and have it read in the background.

    The same content that came into the plan of this year, or is on its way there, makes no second run. Raises `Unusable` with what is
    wrong with the file.
    """
    by.must("plans.import")
    if not FIRST_YEAR <= fiscal_year <= LAST_YEAR:
        raise Unusable((Fault("fiscal_year", _("เลือกปีงบประมาณจากรายการ")),))
    try:
        check(data, name, PAPER_RULE)
        sha256 = hashlib.sha256(data).hexdigest()
        known = same_content(by.agency, fiscal_year, sha256)
        if known is not None:
            return Started(known, is_new=False)
        stored = store_upload(by=by, at=at, data=data, name=name, rule=PAPER_RULE, read_permission="plans.import", keeps_original=True)
    except RefusedFile as refused:
        raise Unusable((Fault("file", str(refused)),)) from refused
    run = ImportRun.objects.create(
        agency_id=by.agency,
        fiscal_year=fiscal_year,
        file=stored,
        sha256=sha256,
        job=jobs.ask(by=by, at=at, kind=KIND_OF_JOB),
        with_ocr=use_ocr,
        started_by_id=by.person_id,
        started_at=at,
    )
    record(by=by, at=at, verb="plans.import_started", subject=run, agency_id=run.agency_id, after=state_of_run(run), mentions=[stored])
    return Started(run, is_new=True)


def same_content(agency_id: int, fiscal_year: int, sha256: str) -> ImportRun | None:
    """The run of the same content for this year that came into the plan, else the one on its way there."""
    runs = ImportRun.objects.filter(agency_id=agency_id, fiscal_year=fiscal_year, sha256=sha256)
    for state in (ImportRun.State.COMMITTED, ImportRun.State.REVIEW, ImportRun.State.READING):
        found = runs.filter(state=state).first()
        if found is not None:
            return found
    return None


@transaction.atomic
def retry_import(*, by: Actor, at: datetime, run: ImportRun, use_ocr: bool | None = None) -> ImportRun:
    """Read a paper again that could not be read, or whose reading has not come to an end for a long time. Raises `Unusable`."""
    by.must("plans.import")
    run = _locked(run)
    if not may_retry(run, at):
        raise Unusable((Fault("", _("เอกสารนี้กำลังอ่านอยู่ หรืออ่านเสร็จแล้ว")),))
    before = state_of_run(run)
    if run.state == ImportRun.State.READING:
        jobs.fail(job_id=run.job_id, at=at, fault=gettext_noop("อ่านไม่จบภายในเวลาที่กำหนด"))
    run.job = jobs.ask(by=by, at=at, kind=KIND_OF_JOB)
    run.state, run.fault, run.fault_en = ImportRun.State.READING, "", ""
    run.with_ocr = run.with_ocr if use_ocr is None else use_ocr
    run.version += 1
    run.save()
    record(by=by, at=at, verb="plans.import_started", subject=run, agency_id=run.agency_id, before=before, after=state_of_run(run))
    return run


def may_retry(run: ImportRun, at: datetime) -> bool:
    """Whether reading again may be asked for."""
    if run.state == ImportRun.State.UNREADABLE:
        return True
    since = run.job.started_at or run.job.asked_at
    return run.state == ImportRun.State.READING and (
        run.job.state in (Job.State.FINISHED, Job.State.FAILED) or at - since > LONGEST_READING
    )


@transaction.atomic
def discard_import(*, by: Actor, at: datetime, run: ImportRun) -> ImportRun:
    """Leave a paper out. What was read and decided stays. Raises `Unusable` where it came into the plan."""
    by.must("plans.import")
    run = _locked(run)
    if run.state == ImportRun.State.COMMITTED:
        raise Unusable((Fault("", _("เอกสารนี้นำเข้าแล้ว หากไม่ใช้ ให้ยกเลิกมาตรการในแผนทีละเรื่อง")),))
    if run.state != ImportRun.State.DISCARDED:
        _change_state(by, at, run, ImportRun.State.DISCARDED, "plans.import_discarded")
    return run


@transaction.atomic
def restore_import(*, by: Actor, at: datetime, run: ImportRun) -> ImportRun:
    """Take a paper up again that was left out; does nothing to any other."""
    by.must("plans.import")
    run = _locked(run)
    if run.state == ImportRun.State.DISCARDED:
        _change_state(by, at, run, ImportRun.State.REVIEW if run.paper else ImportRun.State.UNREADABLE, "plans.import_restored")
    return run


@transaction.atomic
def keep_reading(*, run_id: int, job_id: int, at: datetime, paper: dict[str, object], source: dict[str, object]) -> bool:
    """Keep what the worker read; False where the run no longer waits for this job."""
    run = ImportRun.objects.select_for_update().filter(pk=run_id, job_id=job_id, state=ImportRun.State.READING).first()
    if run is None:
        return False
    run.paper, run.source, run.decisions = _storable(paper), _storable(source), []
    _change_state(system(run.agency_id), at, run, ImportRun.State.REVIEW, "plans.import_read")
    jobs.finish(job_id=job_id, at=at)
    return True


@transaction.atomic
def keep_fault(*, run_id: int, job_id: int, at: datetime, error: PaperError) -> bool:
    """Keep why a paper could not be read; False where the run no longer waits for this job."""
    run = ImportRun.objects.select_for_update().filter(pk=run_id, job_id=job_id, state=ImportRun.State.READING).first()
    if run is None:
        return False
    run.fault, run.fault_en = error.thai, error.english
    _change_state(system(run.agency_id), at, run, ImportRun.State.UNREADABLE, "plans.import_read")
    jobs.fail(job_id=job_id, at=at, fault=error.thai)
    return True


def _storable(value: Any) -> Any:
    """The value without signs that no page shows or no database keeps: files hold them where a font or an encoding is broken."""
    if isinstance(value, str):
        return without_controls(value).encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [_storable(entry) for entry in value]
    return {key: _storable(entry) for key, entry in value.items()} if isinstance(value, dict) else value


def state_of_run(run: ImportRun) -> State:
    """The state of a run for the audit trail: what was read, and decided, as digests."""
    return {
        "fiscal_year": run.fiscal_year,
        "file": run.file_id,
        "sha256": run.sha256,
        "state": run.state,
        "fault": run.fault,
        "paper": digest_of(run.paper) if run.paper else "",
        "decisions": digest_of(run.decisions) if run.decisions else "",
        "plan": run.plan_id,
    }


def _locked(run: ImportRun) -> ImportRun:
    return ImportRun.objects.select_for_update(of=("self",)).select_related("job", "file").get(pk=run.pk)


def _change_state(by: Actor, at: datetime, run: ImportRun, state: str, verb: str) -> None:
    before = state_of_run(ImportRun.objects.get(pk=run.pk))
    run.state = state
    run.version += 1
    run.save()
    record(by=by, at=at, verb=verb, subject=run, agency_id=run.agency_id, before=before, after=state_of_run(run))

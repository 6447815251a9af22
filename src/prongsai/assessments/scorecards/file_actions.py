"""A file of scores on its way in: handed in, read in the background, its entries recorded as cards."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from prongsai.assessments.scorecards.actions import Recorded, record_scorecard
from prongsai.assessments.scorecards.found import found_from_json
from prongsai.assessments.scorecards.models import FIRST_YEAR, LAST_YEAR, LONGEST_LEVEL, Scorecard, ScoreFile
from prongsai.core.papers.errors import PaperError
from prongsai.foundation.audit.actions import record
from prongsai.foundation.audit.digests import State, digest_of
from prongsai.foundation.faults import Fault, Unusable
from prongsai.foundation.files.actions import store_upload
from prongsai.foundation.files.kinds import PAPER_RULE, RefusedFile, check
from prongsai.foundation.jobs import actions as jobs
from prongsai.foundation.jobs.models import Job
from prongsai.foundation.people.actor import Actor, system

KIND_OF_JOB = "scores.import"
LONGEST_READING = timedelta(minutes=15)
"""After this time without an end, reading again is offered: the worker may have died."""


@dataclass(frozen=True, slots=True)
class HandedIn:
    """The file, and whether it is a new one; else the same content was handed in from the page of this year before."""

    score_file: ScoreFile
    is_new: bool


@transaction.atomic
def hand_in_scores(*, by: Actor, at: datetime, fiscal_year: int, data: bytes, name: str) -> HandedIn:
    """Store a file with scores and have it read in the background. Raises `Unusable` with what is wrong with the file."""
    by.must("scores.import")
    if not FIRST_YEAR <= fiscal_year <= LAST_YEAR:
        raise Unusable((Fault("fiscal_year", _("เลือกปีงบประมาณจากรายการ")),))
    sha256 = hashlib.sha256(data).hexdigest()
    same = ScoreFile.objects.filter(agency_id=by.agency, fiscal_year=fiscal_year, sha256=sha256)
    known = same.exclude(state=ScoreFile.State.UNREADABLE).first()
    if known is not None:
        return HandedIn(known, is_new=False)
    try:
        check(data, name, PAPER_RULE)
        stored = store_upload(by=by, at=at, data=data, name=name, rule=PAPER_RULE, read_permission="scores.view", keeps_original=True)
    except RefusedFile as refused:
        raise Unusable((Fault("file", str(refused)),)) from refused
    handed = ScoreFile.objects.create(
        agency_id=by.agency,
        fiscal_year=fiscal_year,
        file=stored,
        sha256=sha256,
        job=jobs.ask(by=by, at=at, kind=KIND_OF_JOB),
        started_by_id=by.person_id,
        started_at=at,
    )
    after = state_of_file(handed)
    record(by=by, at=at, verb="scores.file_handed_in", subject=handed, agency_id=by.agency, after=after, mentions=[stored])
    return HandedIn(handed, is_new=True)


def may_read_again(handed: ScoreFile, at: datetime) -> bool:
    """Whether reading again may be asked for."""
    since = handed.job.started_at or handed.job.asked_at
    is_over = handed.job.state in (Job.State.FINISHED, Job.State.FAILED)
    return handed.state == ScoreFile.State.UNREADABLE or (
        handed.state == ScoreFile.State.READING and (is_over or at - since > LONGEST_READING)
    )


@transaction.atomic
def read_again(*, by: Actor, at: datetime, score_file: ScoreFile) -> ScoreFile:
    """Read a file again that could not be read, or whose reading has not come to an end for a long time. Raises `Unusable`."""
    by.must("scores.import")
    handed = ScoreFile.objects.select_for_update(of=("self",)).select_related("job").get(pk=score_file.pk)
    if not may_read_again(handed, at):
        raise Unusable((Fault("", _("ไฟล์นี้กำลังอ่านอยู่ หรืออ่านเสร็จแล้ว")),))
    before = state_of_file(handed)
    jobs.fail(job_id=handed.job_id, at=at, fault=gettext_noop("อ่านไม่จบภายในเวลาที่กำหนด"))
    handed.job = jobs.ask(by=by, at=at, kind=KIND_OF_JOB)
    handed.state, handed.fault, handed.fault_en = ScoreFile.State.READING, "", ""
    handed.save()
    after = state_of_file(handed)
    record(by=by, at=at, verb="scores.file_handed_in", subject=handed, agency_id=by.agency, before=before, after=after)
    return handed


@transaction.atomic
def keep_found(*, score_file_id: int, job_id: int, at: datetime, found: list[dict[str, Any]]) -> bool:
    """Keep what the worker read; False where the file no longer waits for this job."""
    handed = _waiting(score_file_id, job_id)
    if handed is None:
        return False
    before = state_of_file(handed)
    handed.found, handed.state = found, ScoreFile.State.READ
    _keep(handed, at, before)
    jobs.finish(job_id=job_id, at=at)
    return True


@transaction.atomic
def keep_fault(*, score_file_id: int, job_id: int, at: datetime, error: PaperError) -> bool:
    """Keep why a file could not be read; False where the file no longer waits for this job."""
    handed = _waiting(score_file_id, job_id)
    if handed is None:
        return False
    before = state_of_file(handed)
    handed.state, handed.fault, handed.fault_en = ScoreFile.State.UNREADABLE, error.thai, error.english
    _keep(handed, at, before)
    jobs.fail(job_id=job_id, at=at, fault=error.thai)
    return True


@transaction.atomic
def record_found(
    *, by: Actor, at: datetime, score_file: ScoreFile, kind: str, places: Sequence[int], seen_numbers: Sequence[int | None] = ()
) -> list[Recorded]:
    """Record entries of a file that was read, by their places in `found`, all or none; `seen_numbers` as in `record_scorecard`.

    Raises `Unusable` with every fault of the first entry that has any, `OutdatedScores`.
    """
    by.must("scores.import")
    entries = found_from_json(score_file.found)
    chosen = [(place, entries[place]) for place in dict.fromkeys(places) if 0 <= place < len(entries)]
    if not chosen:
        raise Unusable((Fault("entry", _("เลือกอย่างน้อยหนึ่งรายการ")),))
    years = [entry.fiscal_year for _place, entry in chosen]
    if len(set(years)) < len(years):
        raise Unusable((Fault("entry", _("เลือกสองรายการของปีเดียวกันไม่ได้")),))
    seen = dict(zip(places, seen_numbers, strict=False))
    return [
        record_scorecard(
            by=by,
            at=at,
            fiscal_year=entry.fiscal_year,
            kind=kind,
            points=entry.points,
            tallies=entry.tallies,
            made_from=Scorecard.MadeFrom.IMPORTED,
            printed_total=entry.printed_total,
            printed_level=entry.printed_level[:LONGEST_LEVEL],
            note=entry.source,
            file=score_file.file,
            seen_number=seen.get(place),
        )
        for place, entry in chosen
    ]


def state_of_file(handed: ScoreFile) -> State:
    """The state of a file of scores for the audit trail: what was read as a digest."""
    return {
        "fiscal_year": handed.fiscal_year,
        "file_id": handed.file_id,
        "sha256": handed.sha256,
        "state": handed.state,
        "fault": handed.fault,
        "result_digest": digest_of(handed.found) if handed.found else "",
    }


def _waiting(score_file_id: int, job_id: int) -> ScoreFile | None:
    return ScoreFile.objects.select_for_update().filter(pk=score_file_id, job_id=job_id, state=ScoreFile.State.READING).first()


def _keep(handed: ScoreFile, at: datetime, before: State) -> None:
    handed.save()
    by = system(handed.agency_id)
    after = state_of_file(handed)
    record(by=by, at=at, verb="scores.file_read", subject=handed, agency_id=handed.agency_id, before=before, after=after)

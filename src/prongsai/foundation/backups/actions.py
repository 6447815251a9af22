"""Writing down what becomes of backups. Who asks for one and what was restored goes into the audit trail of the installation."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from prongsai.foundation import registry
from prongsai.foundation.audit.actions import record
from prongsai.foundation.audit.digests import state_of
from prongsai.foundation.backups.making import Made
from prongsai.foundation.backups.models import BackupRun, Restoration
from prongsai.foundation.backups.refusal import BackupRefused
from prongsai.foundation.people.actor import Actor, system

_OPEN = (BackupRun.State.WAITING, BackupRun.State.RUNNING)


@transaction.atomic
def ask_for_backup(*, by: Actor, at: datetime) -> BackupRun:
    """A backup that waits for the worker; one that waits already is returned as it is."""
    by.must("host.manage")
    waiting = BackupRun.objects.filter(state=BackupRun.State.WAITING).first()
    if waiting is not None:
        return waiting
    run = BackupRun.objects.create(kind=BackupRun.Kind.ASKED, asked_by_id=by.person_id, asked_at=at)
    record(by=by, at=at, verb="backups.asked", subject=run, agency_id=None, after=state_of(run))
    return run


def schedule_backup(*, at: datetime) -> BackupRun:
    """The nightly backup, waiting to be made now."""
    return BackupRun.objects.create(kind=BackupRun.Kind.SCHEDULED, asked_at=at)


def start_backup(*, run_id: int, at: datetime) -> bool:
    """Mark a waiting backup as running; False where it waits no more."""
    waiting = BackupRun.objects.filter(pk=run_id, state=BackupRun.State.WAITING)
    return waiting.update(state=BackupRun.State.RUNNING, started_at=at) == 1


def advance_backup(*, run_id: int, done: int, total: int) -> None:
    """Say how far a backup is, in bytes."""
    BackupRun.objects.filter(pk=run_id, state=BackupRun.State.RUNNING).update(done=done, total=total)


def keep_made(*, at: datetime, made: Made, run_id: int | None = None, started_at: datetime | None = None) -> None:
    """Write down a good backup: of a run, or of the command where there is no run."""
    values = {
        "state": BackupRun.State.GOOD,
        "ended_at": at,
        "place": str(made.path),
        "is_encrypted": made.is_encrypted,
        "size_bytes": made.size,
        "file_count": made.files,
        "missing_count": len(made.missing),
        "proof": BackupRun.Proof.TRIAL if made.is_tried else BackupRun.Proof.READ,
    }
    _end(run_id, started_at or at, values)


def keep_failure(*, at: datetime, refusal: BackupRefused, run_id: int | None = None, started_at: datetime | None = None) -> None:
    """Write down why there is no backup."""
    values = {"state": BackupRun.State.FAILED, "ended_at": at, "fault": refusal.thai, "fault_en": refusal.english}
    _end(run_id, started_at or at, values)


def _end(run_id: int | None, started_at: datetime, values: dict[str, object]) -> None:
    if run_id is None:
        BackupRun.objects.create(kind=BackupRun.Kind.COMMAND, asked_at=started_at, started_at=started_at, **values)
        return
    BackupRun.objects.filter(pk=run_id, state__in=_OPEN).update(**values)


def give_up_lost(*, at: datetime) -> int:
    """Fail the runs that are marked as running, and say how many. For whoever holds the lock: nobody else is at it."""
    running = BackupRun.objects.filter(state=BackupRun.State.RUNNING)
    return running.update(
        state=BackupRun.State.FAILED, ended_at=at, fault="หยุดกลางคันเพราะระบบปิดไป", fault_en="cut off by the end of the system"
    )


@transaction.atomic
def keep_restoration(*, made_at: str, file_name: str, sha256: str, release: str) -> Restoration:
    """Write into the restored data where they come from; end what stood open when they were copied: backups, and what parts announce."""
    now = timezone.now()
    BackupRun.objects.filter(state__in=_OPEN).update(
        state=BackupRun.State.FAILED, ended_at=now, fault="ข้อมูลถูกกู้คืนจากสำเนาสำรอง", fault_en="the data were restored from a backup"
    )
    values = {"made_at": datetime.fromisoformat(made_at), "file_name": file_name[-255:], "sha256": sha256, "release": release}
    made = Restoration.objects.create(restored_at=now, **values)
    record(by=system(None), at=now, verb="backups.restored", subject=made, agency_id=None, after=state_of(made))
    for part in registry.after_restore:
        part.settle(now, made)
    return made

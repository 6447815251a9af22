"""What the worker does for backups: the one of the night, those that people asked for, and those that were forgotten in a crash."""

from __future__ import annotations

import os
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task

from prongsai.foundation.backups.actions import give_up_lost, schedule_backup
from prongsai.foundation.backups.locks import BACKING_UP, take
from prongsai.foundation.backups.models import BackupRun
from prongsai.foundation.backups.process import start
from prongsai.foundation.backups.queries import is_nightly_due

_FORGOTTEN_AFTER = timedelta(minutes=2)


@db_task()  # type: ignore[untyped-decorator]
def make_backup_of(run_id: int) -> None:
    """Make a backup that somebody asked for."""
    start(run_id)


@db_periodic_task(crontab(minute="*/5"))  # type: ignore[untyped-decorator]
def look_after_backups() -> None:
    """Make the nightly backup where it is due, and take up what waits since a crash of the worker. Nothing in the demonstration."""
    now = timezone.now()
    handle = take(settings.DATA / BACKING_UP, is_shared=False)
    if handle is None:
        return
    try:
        give_up_lost(at=now)
    finally:
        os.close(handle)
    forgotten = BackupRun.objects.filter(state=BackupRun.State.WAITING, asked_at__lt=now - _FORGOTTEN_AFTER).order_by("pk").first()
    if forgotten is not None:
        start(forgotten.pk)
    elif not settings.DEMONSTRATION and is_nightly_due(now=now):
        start(schedule_backup(at=now).pk)

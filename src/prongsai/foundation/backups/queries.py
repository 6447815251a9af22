"""Reading what became of backups."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Min

from prongsai.foundation.agencies.models import Agency
from prongsai.foundation.audit.models import Event
from prongsai.foundation.backups.locks import BACKING_UP, is_held
from prongsai.foundation.backups.models import BackupRun, Restoration
from prongsai.foundation.backups.schedule import CLOCK_PATIENCE, is_due, is_worry
from prongsai.foundation.backups.snapshot import empty_database
from prongsai.foundation.backups.sqlite import has_tables


def folder_of_backups() -> Path:
    """Where the scheduled backups go."""
    return settings.ENVIRONMENT.backup_folder or settings.DATA / "backups"


def database_file() -> Path | None:
    """The file of the database; None where it is no file: on a server, or in memory."""
    name = str(connection.settings_dict["NAME"])
    return None if connection.vendor != "sqlite" or name == ":memory:" or "mode=memory" in name else Path(name)


def is_prepared() -> bool:
    """Whether there is a database of an installation to ask at all. Asking one that is a missing file would make it; this does not."""
    file = database_file()
    return file is None or has_tables(file)


def installation_mark() -> str:
    """Eight hexadecimal digits that tell this installation from others whose backups lie in the same folder.

    Made from when its database was prepared, its first event and its address: they come along when it is restored elsewhere. Before the
    first event, and after a change of the address, it is another.
    """
    first = MigrationRecorder.Migration.objects.order_by("pk").values_list("app", "name", "applied").first()
    if first is None:
        raise empty_database()
    event = Event.objects.order_by("pk").values_list("digest", flat=True).first()
    host = "" if settings.ENVIRONMENT.is_loopback else settings.ENVIRONMENT.host
    told = "\n".join([first[0], first[1], first[2].astimezone(UTC).isoformat(), event or "", host])
    return hashlib.sha256(told.encode()).hexdigest()[:8]


def last_good(*, now: datetime) -> BackupRun | None:
    """The newest backup that was made and read again. One of which the moment has not come yet tells nothing: the clock was wrong."""
    good = BackupRun.objects.filter(state=BackupRun.State.GOOD, ended_at__lte=now + CLOCK_PATIENCE)
    return good.order_by("-ended_at").first()


def latest_runs(count: int) -> Sequence[BackupRun]:
    """The newest attempts, newest first."""
    return list(BackupRun.objects.select_related("asked_by").order_by("-pk")[:count])


def last_restoration() -> Restoration | None:
    """The newest time that the installation was restored."""
    return Restoration.objects.order_by("-pk").first()


def open_run() -> BackupRun | None:
    """The backup that waits or is being made; None also where who made it is gone."""
    run = BackupRun.objects.filter(state__in=[BackupRun.State.WAITING, BackupRun.State.RUNNING]).order_by("-pk").first()
    if run is not None and run.state == BackupRun.State.RUNNING and not is_held(settings.DATA / BACKING_UP):
        return None
    return run


def is_nightly_due(*, now: datetime) -> bool:
    """Whether the nightly backup has to be made now."""
    if open_run() is not None:
        return False
    good = last_good(now=now)
    attempts = BackupRun.objects.filter(kind=BackupRun.Kind.SCHEDULED)
    last_attempt = attempts.order_by("-pk").values_list("asked_at", flat=True).first()
    return is_due(now=now, last_good=good.ended_at if good else None, last_attempt=last_attempt)


def is_overdue(*, now: datetime) -> bool:
    """Whether the administrators have to be told that the last good backup is too old. Never in the demonstration."""
    if settings.DEMONSTRATION:
        return False
    good = last_good(now=now)
    since = None if good else Agency.objects.aggregate(first=Min("created_at"))["first"]
    return is_worry(now=now, last_good=good.ended_at if good else None, since=since)

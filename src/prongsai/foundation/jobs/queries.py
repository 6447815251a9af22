"""Reading background work: how far it is, and whether the parts of the installation are well."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import DatabaseError

from prongsai.foundation.jobs.actions import WORKER
from prongsai.foundation.jobs.models import Heartbeat

LONGEST_SILENCE = timedelta(seconds=60)


def faults(*, at: datetime) -> list[str]:
    """What is not well, in English words for whoever watches the installation; empty when web, worker and database are well."""
    try:
        last = Heartbeat.objects.filter(name=WORKER).values_list("at", flat=True).first()
    except DatabaseError as error:
        return [f"database: {type(error).__name__}"]
    if last is None:
        return ["worker: has not started"]
    if at - last > LONGEST_SILENCE:
        return [f"worker: silent for {int((at - last).total_seconds())} seconds"]
    return []

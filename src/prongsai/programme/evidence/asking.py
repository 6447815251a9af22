"""Asking for a look by hand: once while it waits, and not again within a minute, so that no button keeps the worker from other work."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum

from django.core.cache import cache

from prongsai.programme.evidence.models import EvidenceCheck, EvidenceRevision

AGAIN_AFTER = timedelta(minutes=1)
LONGEST_WAIT = timedelta(minutes=10)
"""After this long a look that was asked for counts as lost with its worker, and may be asked for again."""


class Asked(Enum):
    """What became of a wish."""

    GRANTED = "granted"
    WAITS = "waits"
    JUST_LOOKED = "just looked"


def ask(*, at: datetime, revision: EvidenceRevision) -> Asked:
    """Have the worker look at a revision soon, unless that is waiting already or was done just now."""
    from prongsai.programme.evidence.tasks import look_at

    if was_just_looked_at(revision.pk, at=at):
        return Asked.JUST_LOOKED
    if not cache.add(_mark(revision.pk), at.isoformat(), LONGEST_WAIT.total_seconds()):
        return Asked.WAITS
    look_at(revision.pk, is_asked=True)
    return Asked.GRANTED


def still_waits(revision_id: int, *, at: datetime) -> None:
    """Remember for longer that a look waits: its turn has not come yet."""
    cache.set(_mark(revision_id), at.isoformat(), LONGEST_WAIT.total_seconds())


def is_over(revision_id: int) -> None:
    """Forget that a look waits."""
    cache.delete(_mark(revision_id))


def was_just_looked_at(revision_id: int, *, at: datetime) -> bool:
    """Whether the last look was less than a minute ago; looks that are yet to come are from a clock that was wrong."""
    return EvidenceCheck.objects.filter(revision=revision_id, checked_at__gt=at - AGAIN_AFTER, checked_at__lte=at).exists()


def _mark(revision_id: int) -> str:
    return f"evidence.look.{revision_id}"

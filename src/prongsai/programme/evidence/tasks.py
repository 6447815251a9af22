"""What the worker does for evidence: looking at new revisions at once, and at all public addresses every night.

Looks may take only a share of each minute. What does not fit waits: new revisions are due by the clock, those that somebody asked for
come again.
"""

from __future__ import annotations

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task, lock_task

from prongsai.programme.evidence import asking
from prongsai.programme.evidence.looking import look_at_due, look_at_revision, shared_share

NEXT_ROUND_SECONDS = 60


@db_task()  # type: ignore[untyped-decorator]
def look_at(revision_id: int, is_asked: bool = False) -> None:
    """Look at one revision now. `is_asked` is a person's own wish, which is granted in the demonstration too."""
    now, share = timezone.now(), shared_share()
    if share.is_spent():
        if is_asked:
            asking.still_waits(revision_id, at=now)
            look_at.schedule((revision_id, is_asked), delay=NEXT_ROUND_SECONDS)
        return
    try:
        if not asking.was_just_looked_at(revision_id, at=now):
            with share.taking():
                look_at_revision(revision_id, is_asked=is_asked)
    finally:
        asking.is_over(revision_id)


@db_periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]
@lock_task("evidence.look_at_due")  # type: ignore[untyped-decorator]
def look_at_what_is_due() -> None:
    """Look at what nobody has looked at, and by night at addresses that were not looked at since the last one."""
    look_at_due()

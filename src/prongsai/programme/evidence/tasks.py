"""What the worker does for evidence: looking at new revisions at once, and at all public addresses every night."""

from __future__ import annotations

from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task, lock_task

from prongsai.programme.evidence.looking import look_at_due, look_at_revision


@db_task()  # type: ignore[untyped-decorator]
def look_at(revision_id: int, is_asked: bool = False) -> None:
    """Look at one revision now. `is_asked` is a person's own wish, which is granted in the demonstration too."""
    look_at_revision(revision_id, is_asked=is_asked)


@db_periodic_task(crontab(minute="*/5"))  # type: ignore[untyped-decorator]
@lock_task("evidence.look_at_due")  # type: ignore[untyped-decorator]
def look_at_what_is_due() -> None:
    """Look at what nobody has looked at, and by night at addresses that were not looked at since the last one."""
    look_at_due()

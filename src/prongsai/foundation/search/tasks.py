"""What the worker does for search: every minute it brings the indexes up to date that nobody asked in the meantime."""

from __future__ import annotations

import logging

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from prongsai.foundation.search.freshness import agencies_behind, follow

log = logging.getLogger(__name__)


@db_periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]
def follow_everywhere() -> None:
    """Bring every index up to date. One that fails stops no other; the next minute tries again."""
    for agency_id in list(agencies_behind()):
        try:
            follow(agency_id)
        except Exception:
            log.exception("the index of agency %s could not be brought up to date", agency_id)

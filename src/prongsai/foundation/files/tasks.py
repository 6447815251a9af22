"""What the worker does for stored files by the clock: removing contents that nobody names."""

from __future__ import annotations

import logging

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from prongsai.foundation.files.leftovers import remove_leftovers

log = logging.getLogger(__name__)


@db_periodic_task(crontab(hour="20", minute="40"))  # type: ignore[untyped-decorator]  # 03:40 in Thailand
def remove_old_leftovers() -> None:
    """Remove what changes that were cut off left in storage."""
    count = remove_leftovers(at=timezone.now())
    if count:
        log.info("%s contents that nobody names were removed", count)

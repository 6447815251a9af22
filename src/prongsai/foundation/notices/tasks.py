"""What the worker does for notices, every minute: remind, gather mails, send them. Each part goes on where another fails."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from prongsai.foundation.notices.outbox.gathering import gather
from prongsai.foundation.notices.outbox.postman import MailServer, Postman, is_mail_on
from prongsai.foundation.notices.outbox.sending import send_waiting
from prongsai.foundation.notices.reminding import agencies_to_remind, remind

log = logging.getLogger(__name__)


@db_periodic_task(crontab())  # type: ignore[untyped-decorator]
def every_minute() -> None:
    """Tell people what they have to know now."""
    tell_people(at=timezone.now())


def tell_people(*, at: datetime, call: Callable[[], Postman] = MailServer) -> None:
    """Remind the agencies whose turn it is, then put what waits into mails and send them where there is a mail server."""
    for agency_id in agencies_to_remind(at):
        try:
            remind(agency_id=agency_id, at=at)
        except Exception:  # a fault in what one agency or part has must not keep the others from being reminded
            log.exception("the reminders of an agency failed")
    if is_mail_on():
        gather(at=at)
        send_waiting(at=at, call=call)

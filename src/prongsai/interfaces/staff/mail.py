"""Sending the few mails of the staff pages. Without a mail server nothing is sent and everything still works."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.core.mail import send_mail

from prongsai.foundation.notices.outbox.postman import is_mail_on

log = logging.getLogger(__name__)


def send(*, to: str, subject: str, text: str) -> bool:
    """Send a plain mail and say whether the server took it; a fault is logged without address and content."""
    if not to or not is_mail_on():
        return False
    try:
        return send_mail(subject, text, None, [to]) == 1
    except (SMTPException, OSError) as error:
        log.warning("a mail was not taken: %s", type(error).__name__)
        return False

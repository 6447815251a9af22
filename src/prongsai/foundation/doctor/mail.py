"""Whether the mail server takes what is sent."""

from __future__ import annotations

import smtplib

from django.conf import settings
from django.core.mail import get_connection

from prongsai.foundation.doctor.finding import Finding, ok, warn

_PATIENCE_SECONDS = 5


def look_at_mail() -> Finding:
    """Connect to the mail server as the outbox would, with its user and password, and send nothing."""
    if not settings.ENVIRONMENT.mail_url:
        return ok("mail", "ไม่ได้ตั้งเซิร์ฟเวอร์อีเมล การแจ้งเตือนอยู่ในระบบเท่านั้น", "no mail server is set; notices stay inside the system")
    try:
        connection = get_connection(timeout=_PATIENCE_SECONDS)
        connection.open()
        connection.close()
    except (OSError, smtplib.SMTPException) as error:
        reason = " ".join(str(error).split())
        return warn(
            "mail",
            f"ติดต่อเซิร์ฟเวอร์อีเมลไม่ได้ ({reason}) อีเมลที่รอส่งยังอยู่ครบและจะส่งเองเมื่อติดต่อได้ ตรวจ PRONGSAI_MAIL_URL",
            f"the mail server does not answer ({reason}); mails wait and go out when it does. Check PRONGSAI_MAIL_URL",
        )
    return ok("mail", "เซิร์ฟเวอร์อีเมลตอบ", "the mail server answers")

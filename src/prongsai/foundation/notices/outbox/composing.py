"""What stands in a mail: how many notices, when things are due, and where to sign in; titles only where their part says they may travel.

Plain text, Thai first, the same in English below. Nothing that somebody wrote about a person or a case is in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import groupby

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prongsai.core.thai.calendar import BUDDHIST_OFFSET, format_date
from prongsai.foundation.languages import is_english
from prongsai.foundation.notices.models import Mail, Notice
from prongsai.foundation.notices.telling import days_in_words, label_of

MOST_LINES = 40
_LONGEST_TITLE = 120
_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def compose(*, mail: Mail, notices: Sequence[Notice], at: datetime) -> EmailMessage:
    """The mail that tells these notices (with their agencies fetched, in order of agency), addressed to its person."""
    today = timezone.localdate(at)
    subjects, bodies = [], []
    for language in ("th", "en"):
        with translation.override(language):
            subjects.append(_subject(len(notices)))
            bodies.append("\n".join(_lines(notices, today)))
    choices = f"{settings.ENVIRONMENT.address}{reverse('staff:notice-settings')}"
    rule = "\n\n" + "-" * 40 + "\n\n"
    return EmailMessage(
        subject=" · ".join(subjects),
        body=rule.join(bodies) + "\n",
        to=[mail.address],
        headers={"Message-ID": mail.message_id, "List-Unsubscribe": f"<{choices}>", "Auto-Submitted": "auto-generated"},
    )


def _subject(count: int) -> str:
    return ngettext("โปร่งใส: แจ้งเตือน %(count)d เรื่อง", "โปร่งใส: แจ้งเตือน %(count)d เรื่อง", count) % {"count": count}


def _lines(notices: Sequence[Notice], today: date) -> Iterator[str]:
    for _agency_id, of_agency in groupby(notices, key=lambda notice: notice.agency_id):
        held = list(of_agency)
        agency = held[0].agency
        yield agency.name
        yield ngettext("มีการแจ้งเตือนใหม่ %(count)d เรื่อง", "มีการแจ้งเตือนใหม่ %(count)d เรื่อง", len(held)) % {"count": len(held)}
        yield ""
        for notice in held[:MOST_LINES]:
            yield f"- {_line(notice, today)}"
        if len(held) > MOST_LINES:
            more = len(held) - MOST_LINES
            yield "- " + ngettext("และอีก %(count)d เรื่องในระบบ", "และอีก %(count)d เรื่องในระบบ", more) % {"count": more}
        yield ""
        yield _("เข้าสู่ระบบเพื่อดู:") + f" {settings.ENVIRONMENT.address}{reverse('staff:notices', args=[agency.code])}"
        yield ""
    yield _("เลือกว่าจะรับอีเมลเมื่อไร หรือไม่รับ:") + f" {settings.ENVIRONMENT.address}{reverse('staff:notice-settings')}"


def _line(notice: Notice, today: date) -> str:
    parts = [label_of(notice)]
    if notice.due_on is not None:
        parts.append(f"{_day(notice.due_on)} ({days_in_words(notice.due_on, today)})")
    if notice.may_be_mailed:
        title = " ".join(notice.title.split())
        parts.append(title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1]}…")
    return " · ".join(parts)


def _day(day: date) -> str:
    if is_english():
        return f"{day.day} {_ENGLISH_MONTHS[day.month - 1]} {day.year + BUDDHIST_OFFSET} BE"
    return format_date(day, style="long")

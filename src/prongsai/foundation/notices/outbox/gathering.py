"""Gathering what waits to be told into mails: one per person, which grows until it is sent."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from prongsai.foundation.notices.models import Mail, MailNotice, Notice, PersonNoticeSettings
from prongsai.foundation.people.models import Membership, Person

_REFUSED_AGAIN_AFTER = timedelta(days=7)
_TOO_FAR = timedelta(days=2)
"""No mail waits longer than until the next morning: a later moment comes from a clock that was wrong."""


def gather(*, at: datetime) -> int:
    """Put what may be mailed now into mails that wait to be sent; returns to how many persons. Each person is a transaction of its own."""
    ready = _untold().filter(Q(mail_from__lte=at) | Q(mail_from__gt=at + _TOO_FAR))
    able = ready.filter(person__is_active=True).exclude(person__email="")
    return sum(_gather_for(person_id, at) for person_id in sorted(set(able.order_by().values_list("person_id", flat=True))))


def _untold() -> QuerySet[Notice]:
    return Notice.objects.filter(mail_from__isnull=False, read_at=None, withdrawn_at=None)


@transaction.atomic
def _gather_for(person_id: int, at: datetime) -> bool:
    """One person's mail, with everything that waits, also what could have waited longer.

    What a mail gave back that was on its way when the person chose to get none waits no more.
    """
    person = Person.objects.select_for_update().get(pk=person_id)  # one at a time per person, whoever gathers
    if PersonNoticeSettings.objects.filter(person=person, mail=PersonNoticeSettings.When.NONE).exists():
        Notice.objects.filter(person=person, mail_from__isnull=False).update(mail_from=None)
        return False
    places = Membership.objects.filter(person=person, ended_at=None, agency__isnull=False).values_list("agency_id", flat=True)
    waiting = _untold().filter(person=person, agency_id__in=set(places))
    notices = list(waiting.values_list("pk", flat=True))
    if not notices or _is_known_as_bad(person, at):
        return False
    mail = Mail.objects.select_for_update().filter(person=person, state=Mail.State.WAITING).first()
    if mail is None:
        mail = Mail.objects.create(person=person, message_id=_message_id(), next_try_at=at, created_at=at)
    known = set(MailNotice.objects.filter(mail=mail, notice_id__in=notices).values_list("notice_id", flat=True))
    MailNotice.objects.bulk_create(MailNotice(mail=mail, notice_id=pk) for pk in notices if pk not in known)
    Notice.objects.filter(pk__in=notices).update(mail_from=None)
    return True


def _is_known_as_bad(person: Person, at: datetime) -> bool:
    """Whether the last mail to this very address was refused for good within the week: a mailbox may be full, or a server mistaken."""
    last = Mail.objects.filter(person=person, state__in=[Mail.State.SENT, Mail.State.FAILED]).order_by("-ended_at", "-pk").first()
    if last is None or last.ended_at is None or last.state != Mail.State.FAILED or last.address != person.email:
        return False
    return abs(at - last.ended_at) < _REFUSED_AGAIN_AFTER


def _message_id() -> str:
    return f"<{uuid.uuid4().hex}@{settings.ENVIRONMENT.host}>"

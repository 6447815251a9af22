"""Telling persons that something happened, and what they do in their inbox and settings. None of it goes into the audit trail."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone, translation

from prongsai.foundation.audit.actions import OutsideTransaction
from prongsai.foundation.notices.models import Mail, MailNotice, Notice, PersonNoticeSettings
from prongsai.foundation.notices.recipients import chosen_by, mail_from, next_morning
from prongsai.foundation.notices.stages import KINDS, stage_of
from prongsai.foundation.people.actor import Actor, Forbidden

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

    from prongsai.foundation.registry import Words

TOLD = (Mail.State.WAITING, Mail.State.SENDING, Mail.State.SENT)
"""States of a mail whose notices need no other mail."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a notice is about, as a person reads it: words, the page to go to and the verb of its button. Lazy words are kept in Thai.

    `source`, `object_key` and `due_on` are those of the dated object, where it is one: its reminder of today is then told by this notice.
    """

    title: Words
    address: str
    action: Words
    may_be_mailed: bool = False
    source: str = ""
    object_key: str = ""
    due_on: date | None = None


def notify(*, by: Actor, at: datetime, agency_id: int, people: Iterable[int], verb: str, about: Model, subject: Subject) -> int:
    """Tell persons that somebody did something (`verb` of the audit trail) to an object; returns how many are told for the first time.

    Called by the actions of other parts inside their transaction, so that the notice is there exactly when the change is. Who did it is
    not told. Raises `OutsideTransaction` where no transaction is open.
    """
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransaction(verb)
    chosen = chosen_by(set(people) - {by.person_id})
    key = f"{verb}:{about._meta.label_lower}-{about.pk}"
    stage = None
    if subject.source and subject.due_on is not None:
        stage = stage_of(subject.due_on, timezone.localdate(at))
    if stage is not None:
        key = reminder_key(agency_id, subject.source, subject.object_key, subject.due_on, stage)
    with translation.override(settings.LANGUAGE_CODE):  # who reads may have chosen another language than who acts
        title, action = str(subject.title), str(subject.action)
    known = set(Notice.objects.filter(key=key, person_id__in=chosen).values_list("person_id", flat=True))
    new = [
        Notice(
            person_id=person_id,
            agency_id=agency_id,
            key=key,
            source=subject.source,
            object_key=subject.object_key,
            verb=verb,
            stage=stage,
            due_on=subject.due_on,
            title=title,
            may_be_mailed=subject.may_be_mailed,
            action=action,
            address=subject.address,
            created_at=at,
            mail_from=mail_from(choice, at),
        )
        for person_id, choice in chosen.items()
        if person_id not in known
    ]
    Notice.objects.bulk_create(new, ignore_conflicts=True)  # somebody else may tell the same at this moment
    return len(new)


def reminder_key(agency_id: int, source: str, object_key: str, due_on: date | None, stage: int) -> str:
    """What makes a reminder the same one for ever: object, day and number. Another day of the same object is another reminder."""
    return f"{source}:{agency_id}:{object_key}:{due_on}:{stage}"


def mark_read(*, by: Actor, at: datetime, notice_ids: Sequence[int] | None = None) -> int:
    """Mark own notices of the agency as read, all of them where no ids are given; returns how many were not read before."""
    unread = own_notices(by).filter(read_at=None, withdrawn_at=None)
    if notice_ids is not None:
        unread = unread.filter(pk__in=notice_ids)
    return unread.update(read_at=at)


def mark_unread(*, by: Actor, read_at: datetime) -> int:
    """Take back that notices were marked as read at one moment; returns how many."""
    return own_notices(by).filter(read_at=read_at).update(read_at=None)


def own_notices(by: Actor) -> QuerySet[Notice]:
    """The person's own notices in the agency. Raises `Forbidden` for the system."""
    if by.person_id is None:
        raise Forbidden("notices.view")
    return Notice.objects.filter(person_id=by.person_id, agency_id=by.agency)


@transaction.atomic
def choose(*, person_id: int, at: datetime, mail: str, kinds: Iterable[str]) -> PersonNoticeSettings:
    """Keep what a person chose. What waits to be mailed follows the new choice; what was never told by mail and is unread is told then."""
    wanted = set(kinds)
    values = {"mail": PersonNoticeSettings.When(mail), "kinds": [kind for kind in KINDS if kind in wanted], "changed_at": at}
    chosen, _made = PersonNoticeSettings.objects.update_or_create(person_id=person_id, defaults=values)
    open_ones = Notice.objects.filter(person_id=person_id, read_at=None, withdrawn_at=None)
    if chosen.mail == PersonNoticeSettings.When.NONE:
        open_ones.exclude(mail_from=None).update(mail_from=None)
    else:
        told = MailNotice.objects.filter(notice=OuterRef("pk"), mail__state__in=TOLD)
        open_ones.filter(~Exists(told)).update(mail_from=at if chosen.mail == PersonNoticeSettings.When.AT_ONCE else next_morning(at))
    return chosen

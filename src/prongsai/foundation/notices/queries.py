"""Reading notices: how many are unread, a person's inbox, and how the mails of the installation fare."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Q, QuerySet

from prongsai.foundation.notices.actions import own_notices
from prongsai.foundation.notices.models import CalendarFeed, Mail, Notice, PersonNoticeSettings
from prongsai.foundation.notices.outbox.postman import is_mail_on
from prongsai.foundation.notices.recipients import usual
from prongsai.foundation.people.actor import Actor

LATE_AFTER = timedelta(hours=1)
"""A mail that waits longer is trouble."""
RECENT = timedelta(days=30)


def unread_count(by: Actor) -> int:
    """How many notices of the agency the person has not read and that still stand."""
    return own_notices(by).filter(read_at=None, withdrawn_at=None).count()


def inbox(by: Actor, *, only_unread: bool, label: str = "") -> QuerySet[Notice]:
    """The person's notices in the agency: unread first, then newest first, of one moment the longest overdue.

    `label` is a source or a verb, as `labels_in` gives them.
    """
    found = own_notices(by)
    if only_unread:
        found = found.filter(read_at=None, withdrawn_at=None)
    if label:
        found = found.filter(Q(verb=label) | Q(verb="", source=label))
    return found.annotate(is_over=Q(read_at__isnull=False) | Q(withdrawn_at__isnull=False)).order_by(
        "is_over", "-created_at", F("due_on").asc(nulls_last=True), "-pk"
    )


def labels_in(by: Actor) -> list[str]:
    """The sources and verbs that the person's notices have."""
    pairs = own_notices(by).order_by().values_list("verb", "source").distinct()
    return sorted({verb or source for verb, source in pairs})


def settings_of(person_id: int) -> PersonNoticeSettings:
    """What a person chose, or what holds for who chose nothing (unsaved)."""
    return PersonNoticeSettings.objects.filter(person_id=person_id).first() or usual(person_id)


def feed_of(person_id: int) -> CalendarFeed | None:
    """The person's calendar address that works now; its secret is not known any more."""
    return CalendarFeed.objects.filter(person_id=person_id, ended_at=None).first()


def last_trouble(person_id: int) -> Mail | None:
    """The person's last mail, where it did not arrive for sure."""
    over = [Mail.State.SENT, Mail.State.FAILED, Mail.State.UNCERTAIN]
    last = Mail.objects.filter(person_id=person_id, state__in=over).order_by("-ended_at", "-pk").first()
    return last if last is not None and last.state != Mail.State.SENT else None


@dataclass(frozen=True, slots=True)
class MailHealth:
    """How the mails of the installation fare. `late_since`: when the oldest mail that waits too long was made; `fault`: what held it up."""

    is_on: bool
    waiting: int
    late_since: datetime | None
    fault: str
    sent: int
    uncertain: int
    failed: int
    failures: tuple[Mail, ...]

    @property
    def is_well(self) -> bool:
        """Whether nothing waits too long."""
        return self.late_since is None


def mail_health(at: datetime) -> MailHealth:
    """The state of the outbox; sent, uncertain and failed are those of the last thirty days."""
    waiting = Mail.objects.filter(state=Mail.State.WAITING)
    late = waiting.filter(Q(created_at__lte=at - LATE_AFTER) | Q(attempts__gt=0)).order_by("created_at", "pk").first()
    recent = Mail.objects.filter(ended_at__gte=at - RECENT)
    counted = dict(recent.order_by().values_list("state").annotate(count=Count("pk")))
    failed = recent.filter(state=Mail.State.FAILED).select_related("person").order_by("-ended_at", "-pk")[:20]
    return MailHealth(
        is_on=is_mail_on(),
        waiting=waiting.count(),
        late_since=late.created_at if late else None,
        fault=late.fault if late else "",
        sent=counted.get(Mail.State.SENT, 0),
        uncertain=counted.get(Mail.State.UNCERTAIN, 0),
        failed=counted.get(Mail.State.FAILED, 0),
        failures=tuple(failed),
    )

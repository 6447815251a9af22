"""What was kept long enough: persons who left and invitations that nobody accepted. Nothing is erased without somebody's decision."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Q
from django.utils import timezone

from prongsai.foundation import registry
from prongsai.foundation.people.models import Invitation, Membership, Person
from prongsai.foundation.people.personal.erasing import ERASED_TEXT
from prongsai.foundation.registry import PersonalField


@dataclass(frozen=True, slots=True)
class LeftPerson:
    """Somebody without a role anywhere since a day, and the fields whose time is over."""

    person: Person
    since: date
    fields: tuple[PersonalField, ...]


def is_over(since: date, months: int, today: date) -> bool:
    """Whether something last needed on a day has been kept for so many months."""
    year, month = divmod(since.year * 12 + since.month - 1 + months, 12)
    return date(year, month + 1, min(since.day, monthrange(year, month + 1)[1])) <= today


def left_persons(agency_id: int, today: date) -> list[LeftPerson]:
    """Persons who worked in the agency, hold no role anywhere any more and of whom a field's time is over; longest gone first."""
    fields = [field for field in registry.personal_data if field.model == Person._meta.label]
    here = Membership.objects.filter(agency_id=agency_id).values("person")
    working = Membership.objects.filter(ended_at=None).values("person")
    gone = Person.objects.filter(pk__in=here, erased_at=None).exclude(pk__in=working).annotate(since=Max("memberships__ended_at"))
    found = []
    for person in gone.order_by("since", "pk"):
        since = timezone.localdate(person.since)
        over = tuple(_over(person, fields, since, today))
        if over:
            found.append(LeftPerson(person, since, over))
    return found


def _over(person: Person, fields: Iterable[PersonalField], since: date, today: date) -> Iterable[PersonalField]:
    return (field for field in fields if getattr(person, field.field) and is_over(since, field.keep_months, today))


def closed_invitations(agency_id: int, at: datetime) -> list[Invitation]:
    """Invitations of the agency that nobody can accept any more and whose names were kept long enough; oldest first."""
    names = [field for field in registry.personal_data if field.model == Invitation._meta.label and field.on_erasure == "blank"]
    months = max(field.keep_months for field in names)
    over = Q(accepted_at__lte=at) | Q(accepted_at=None, expires_at__lte=at)
    closed = Invitation.objects.filter(over, agency_id=agency_id).exclude(full_name=ERASED_TEXT).select_related("unit").order_by("pk")
    return [row for row in closed if is_over(timezone.localdate(row.accepted_at or row.expires_at), months, timezone.localdate(at))]

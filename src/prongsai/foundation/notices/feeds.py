"""Secret calendar addresses: making one, ending one, and finding whose it is. Of a secret only the digest is stored."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from django.db import transaction

from prongsai.foundation.notices.models import CalendarFeed
from prongsai.foundation.people.models import Person

_SECRET_BYTES = 32


@transaction.atomic
def renew(*, person: Person, at: datetime) -> str:
    """A new secret, told here and never again; the address before it ends."""
    Person.objects.select_for_update().get(pk=person.pk)  # two windows at once must not leave two addresses
    end(person=person, at=at)
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    CalendarFeed.objects.create(person=person, secret_digest=_digest(secret), made_at=at)
    return secret


def end(*, person: Person, at: datetime) -> bool:
    """End the person's address; False where there was none."""
    return CalendarFeed.objects.filter(person=person, ended_at=None).update(ended_at=at) > 0


def person_of(secret: str) -> Person | None:
    """Whose calendar a secret opens; None for one that never was or has ended, and for a person who cannot sign in any more."""
    found = CalendarFeed.objects.filter(secret_digest=_digest(secret), ended_at=None, person__is_active=True).select_related("person")
    feed = found.first()
    return None if feed is None else feed.person


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()

"""The e-mail of a person, in one form, and the copy of it that django-allauth keeps for itself."""

from __future__ import annotations

from allauth.account.models import EmailAddress

from prongsai.foundation.people.models import Person


def plain_address(written: str | None) -> str:
    """An e-mail as it is stored and compared: without white space around it, in small letters."""
    return (written or "").strip().lower()


def keep_in_step(person: Person) -> None:
    """Make allauth know exactly the person's e-mail. It counts as confirmed: no page here asks for a confirmation."""
    EmailAddress.objects.filter(user=person).exclude(email=person.email).delete()
    if person.email:
        EmailAddress.objects.update_or_create(user=person, email=person.email, defaults={"primary": True, "verified": True})

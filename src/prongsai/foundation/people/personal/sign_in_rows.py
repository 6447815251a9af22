"""What the sign-in library and the sessions keep of a person: rows outside our own tables, told in exports and removed on erasure."""

from __future__ import annotations

from collections.abc import Iterator

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from prongsai.foundation.audit.digests import plain
from prongsai.foundation.people.models import Person


def sign_in_rows(person: Person) -> dict[str, list[dict[str, object]]]:
    """Addresses, second factors, accounts at providers and open sessions, without any secret."""
    return {
        "email_addresses": [{"email": address.email} for address in EmailAddress.objects.filter(user=person)],
        "second_factors": [
            {"kind": factor.type, "made_at": plain(factor.created_at), "last_used_at": plain(factor.last_used_at)}
            for factor in Authenticator.objects.filter(user=person)
        ],
        "providers": [
            {"provider": account.provider, "id_there": account.uid, "told": plain(account.extra_data)}
            for account in SocialAccount.objects.filter(user=person)
        ],
        "sessions": [{"ends_at": plain(session.expire_date)} for session in sessions_of(person)],
    }


def sessions_of(person: Person) -> Iterator[Session]:
    """The open sessions of a person. Each session has to be opened to see whose it is."""
    for session in Session.objects.iterator():
        if session.get_decoded().get(SESSION_KEY) == str(person.pk):
            yield session


def remove_sign_in_rows(person: Person) -> None:
    """Remove all of them: whoever is signed in is out with the next click, and nothing is left to sign in with."""
    for session in list(sessions_of(person)):
        session.delete()
    SocialAccount.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    EmailAddress.objects.filter(user=person).delete()

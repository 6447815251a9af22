"""Secrets of password links: worth nothing once the person signs in, changes the password or an address, or works at another place, and
after a restore, which would bring back the state in which a used one was good.
"""

from __future__ import annotations

from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.tokens import PasswordResetTokenGenerator

from prongsai.foundation.audit.queries import last_digest_about
from prongsai.foundation.people.models import Membership


class PlaceAwareTokens(PasswordResetTokenGenerator):
    """Django's tokens, bound to the person's addresses, open memberships and the last restore besides.

    An administrator may make a link only for who works in that agency alone; the link must not outlive that.
    """

    def _make_hash_value(self, user: AbstractBaseUser, timestamp: int | datetime) -> str:
        value: str = super()._make_hash_value(user, timestamp)  # type: ignore[arg-type]
        addresses = {getattr(user, "email", ""), *EmailAddress.objects.filter(user_id=user.pk).values_list("email", flat=True)}
        places = Membership.objects.filter(person_id=user.pk, ended_at=None).order_by("pk").values_list("pk", flat=True)
        return "|".join([value, *sorted(addresses), *map(str, places), last_digest_about("backups.restoration")])

"""What django-allauth does differently here: nobody signs up without an invitation, and nobody deactivated comes in."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

from prongsai.foundation.people.models import Person


def name_of(person: Person) -> str:
    """How a person is called on the pages."""
    return str(person)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Persons come by invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: see `people.actions.accept_invitation`."""
        return False


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """A provider signs in persons who connected it before; it makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never."""
        return False


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Names the installation in authenticator apps."""

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The relying party of passkeys: this host."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        entity["name"] = "Prongsai"
        return entity

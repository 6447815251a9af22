"""Checking user name or e-mail and password: one look, one hash, whatever was typed, so that time tells nothing about who exists."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from prongsai.foundation.people.queries import person_named


class PersonBackend(AuthenticationBackend):  # type: ignore[misc]
    """Finds the person by user name or e-mail, whatever the capitals."""

    def _authenticate(self, request: HttpRequest | None, **credentials: Any) -> AbstractBaseUser | None:
        """As allauth's, which looks by e-mail twice and so hashes twice where the address is known."""
        named = credentials.get("username") or credentials.get("email") or ""
        person: AbstractBaseUser | None = self._check_password(person_named(named), credentials.get("password") or "")
        return person

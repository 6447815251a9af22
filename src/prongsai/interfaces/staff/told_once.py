"""Secret addresses that the next page shows once and forgets: links of invitations and passwords, calendar addresses."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

_KEY = "told_once"


def full_address(path: str) -> str:
    """An address of the installation as one sends it to somebody."""
    return f"{settings.CSRF_TRUSTED_ORIGINS[0]}{path}"


def tell_once(request: HttpRequest, *, title: str, text: str, address: str) -> None:
    """Keep a secret address for the next page, which shows it and forgets it."""
    request.session[_KEY] = {"title": title, "text": text, "address": address}


def told_once(request: HttpRequest) -> dict[str, str] | None:
    """What `tell_once` kept, this one time."""
    told: dict[str, str] | None = request.session.pop(_KEY, None)
    return told

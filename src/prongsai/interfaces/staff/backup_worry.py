"""The warning of an old backup, on every page of those who can do something about it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from prongsai.foundation.backups.queries import is_overdue
from prongsai.foundation.people.queries import host_actor

_ROLES = {"agency_administrator", "host_administrator"}


def backup_worry(request: HttpRequest) -> dict[str, Any]:
    """`backup_worry`: empty, or `is_shown` and `href`, the page of backups for who may open it. Looked up only where a page asks for it."""
    return {"backup_worry": SimpleLazyObject(lambda: _worry(request))}


def _worry(request: HttpRequest) -> dict[str, str]:
    actor = getattr(request, "actor", None)
    if actor is None or not actor.roles & _ROLES or not is_overdue(now=timezone.now()):
        return {}
    is_host = "host_administrator" in actor.roles or host_actor(request.user) is not None  # type: ignore[arg-type]
    address = reverse("staff:backups")
    return {"href": address if is_host and request.path != address else "", "is_shown": "" if request.path == address else "yes"}

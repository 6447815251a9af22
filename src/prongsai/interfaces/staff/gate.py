"""The gate before every staff view: permission first, then method, so that nothing tells a stranger what exists."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from prongsai.foundation.people.actor import NotFound

View = Callable[..., HttpResponse]


def staff_view(permission: str, *methods: str) -> Callable[[View], View]:
    """Mark a view of an agency: who lacks `permission` gets the 404 page. `methods` default to GET; HEAD goes with GET.

    The view is called without `agency_code`; `request.actor` and `request.agency` tell who asks where.
    """
    allowed = methods or ("GET",)

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, agency_code: str, **kwargs: Any) -> HttpResponse:
            if not request.actor.may(permission):  # type: ignore[attr-defined]
                raise NotFound
            if request.method not in allowed and not (request.method == "HEAD" and "GET" in allowed):
                return HttpResponseNotAllowed(allowed)
            return view(request, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        guarded.methods = allowed  # type: ignore[attr-defined]
        return guarded

    return mark


def host_view(permission: str, *methods: str) -> Callable[[View], View]:
    """As `staff_view`, for pages of the whole installation."""
    allowed = methods or ("GET",)

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            if not request.actor.may(permission):  # type: ignore[attr-defined]
                raise NotFound
            if request.method not in allowed and not (request.method == "HEAD" and "GET" in allowed):
                return HttpResponseNotAllowed(allowed)
            return view(request, **kwargs)

        guarded.is_for_host = True  # type: ignore[attr-defined]
        guarded.permission = permission  # type: ignore[attr-defined]
        guarded.methods = allowed  # type: ignore[attr-defined]
        return guarded

    return mark

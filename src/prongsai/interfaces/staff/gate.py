"""The gate before every staff view: permission first, then method, so that nothing tells a stranger what exists."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from prongsai.foundation.people.actor import NotFound

View = Callable[..., HttpResponse]


def staff_view(permission: str, *methods: str) -> Callable[[View], View]:
    """Mark a view of an agency: who lacks `permission` gets the 404 page. `methods` default to GET; HEAD goes with GET.

    The view is called without `agency_code`; `request.actor` and `request.agency` tell who asks where.
    """
    return partial(_guarded, permission=permission, methods=methods or ("GET",), is_for_host=False)


def host_view(permission: str, *methods: str) -> Callable[[View], View]:
    """As `staff_view`, for pages of the whole installation."""
    return partial(_guarded, permission=permission, methods=methods or ("GET",), is_for_host=True)


def _guarded(view: View, *, permission: str, methods: tuple[str, ...], is_for_host: bool) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, agency_code: str = "", **kwargs: Any) -> HttpResponse:
        if not request.actor.may(permission):  # type: ignore[attr-defined]
            raise NotFound
        if request.method not in methods and not (request.method == "HEAD" and "GET" in methods):
            return HttpResponseNotAllowed(methods)
        return view(request, **kwargs)

    vars(guarded).update(permission=permission, methods=methods, is_for_host=is_for_host)
    return guarded

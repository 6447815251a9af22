"""Who asks, in which language, for which agency. Every view of an agency gets `request.actor` and `request.agency` from here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import translation

from prongsai.foundation.people.actor import Forbidden, NotFound
from prongsai.foundation.people.models import Membership, Person
from prongsai.foundation.people.queries import actor_of, host_actor, needs_second_factor
from prongsai.interfaces.staff.faults import not_found, signed_out
from prongsai.interfaces.staff.sign_in import in_our_words

if TYPE_CHECKING:
    from prongsai.foundation.agencies.models import Agency
    from prongsai.foundation.people.actor import Actor

Answer = Callable[[HttpRequest], HttpResponse]


class StaffRequest(HttpRequest):
    """A request for a page of an agency."""

    actor: Actor
    agency: Agency
    memberships: list[Membership]
    menu_key: str
    fiscal_year: int


class LanguageMiddleware:
    """Thai unless the person chose otherwise; what the browser prefers does not count (Thai first)."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class ActorMiddleware:
    """Sets the actor for addresses with an agency; without a place there, the answer is the same as for no such agency."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def process_view(self, request: HttpRequest, view: object, _args: object, kwargs: dict[str, Any]) -> HttpResponse | None:
        """Find the actor before the view runs."""
        if "agency_code" in kwargs:
            return self._enter_agency(request, kwargs["agency_code"])
        if getattr(view, "is_for_host", False):
            return self._enter_host(request)
        return None

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        """The sign-in pages of allauth speak our words."""
        return in_our_words(request, response)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Absent and forbidden look alike."""
        return not_found(request, error) if isinstance(error, (NotFound, Forbidden, Http404)) else None

    def _enter_agency(self, request: HttpRequest, code: str) -> HttpResponse | None:
        person = request.user
        if not person.is_authenticated:
            return signed_out(request)
        held = list(Membership.objects.filter(person=person, agency__code=code, ended_at=None).select_related("agency", "unit", "position"))
        actor = actor_of(person, held[0].agency_id, held) if held else None
        if actor is None:
            return not_found(request, NotFound())
        if self._lacks_factor(request, actor.roles):
            return redirect("staff:factor-wanted")
        request.actor = actor  # type: ignore[attr-defined]
        request.agency = held[0].agency  # type: ignore[attr-defined]
        request.memberships = held  # type: ignore[attr-defined]
        if person.last_agency_id != actor.agency_id:
            Person.objects.filter(pk=person.pk).update(last_agency_id=actor.agency_id)
        return None

    def _enter_host(self, request: HttpRequest) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return signed_out(request)
        actor = host_actor(request.user)
        if actor is None:
            return not_found(request, NotFound())
        if self._lacks_factor(request, actor.roles):
            return redirect("staff:factor-wanted")
        request.actor = actor  # type: ignore[attr-defined]
        return None

    @staticmethod
    def _lacks_factor(request: HttpRequest, roles: frozenset[str]) -> bool:
        if settings.DEMONSTRATION or not needs_second_factor(roles):
            return False
        return not is_mfa_enabled(request.user)


class PageCompressionMiddleware(GZipMiddleware):
    """Shrinks pages on the wire, and pages only: files go out as they are stored.

    Django pads each answer at random and the secret of forms is masked anew each time, so that sizes tell nothing.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:  # type: ignore[override]
        """Compress HTML."""
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            return response
        return cast(HttpResponse, super().process_response(request, response))

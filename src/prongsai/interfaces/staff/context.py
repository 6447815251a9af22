"""What every page shows around its content: menu, agency, fiscal year, person, theme."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from prongsai.core.thai.calendar import fiscal_year_of
from prongsai.foundation import registry
from prongsai.foundation.notices.queries import unread_count
from prongsai.foundation.people.actor import Actor
from prongsai.foundation.people.roles import BY_KEY

THEME_COOKIE = "theme"
_YEARS_AROUND = 1


def this_year() -> int:
    """The fiscal year of today in Thailand, Buddhist."""
    return fiscal_year_of(timezone.localdate())


def shown_year(request: HttpRequest) -> int:
    """The fiscal year of the page: of its address, else that of the object that it shows, else this year's."""
    match = request.resolver_match
    year = match.kwargs.get("year") if match else None
    return year or getattr(request, "fiscal_year", None) or this_year()


def staff(request: HttpRequest) -> dict[str, Any]:
    """The variables of `staff/base.html`; pages outside an agency get only theme and demonstration."""
    theme = request.COOKIES.get(THEME_COOKIE, "")
    shown: dict[str, Any] = {
        "theme": theme if theme in {"light", "dark"} else "",
        "language": getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE),
        "is_demonstration": settings.DEMONSTRATION,
    }
    actor, agency = getattr(request, "actor", None), getattr(request, "agency", None)
    if actor is None or agency is None:
        return shown
    year = shown_year(request)
    menu = _menu(request, actor, agency.code, year)
    return shown | {
        "actor": actor,
        "agency": agency,
        "fiscal_year": year,
        "now": timezone.now(),
        "fiscal_years": _years(agency.code, year),
        "menu": menu,
        "notices_href": reverse("staff:notices", args=[agency.code]),
        "notices_count": unread_count(actor) or None,
        "search_href": reverse("staff:search", args=[agency.code]) if actor.may("search.use") else "",
        "roles": [BY_KEY[role] for role in BY_KEY if role in actor.roles],
        "home_href": reverse("staff:home", args=[agency.code, year]),
    }


def _years(code: str, shown: int) -> list[dict[str, Any]]:
    """The years of the switch: this one, its neighbours and the one shown, newest first."""
    now = this_year()
    years = {shown, *range(now - _YEARS_AROUND - 1, now + _YEARS_AROUND + 1)}
    return [
        {"year": year, "href": reverse("staff:home", args=[code, year]), "is_current": year == shown}
        for year in sorted(years, reverse=True)
    ]


def _menu(request: HttpRequest, actor: Actor, code: str, year: int) -> list[list[dict[str, Any]]]:
    """The menu in its groups, as far as the actor may open it."""
    groups: dict[int, list[dict[str, Any]]] = {}
    for entry in sorted(registry.menu, key=lambda entry: (entry.group, entry.order)):
        if not actor.may(entry.permission):
            continue
        href = entry.address(code, year)
        count = entry.count(agency_id, year) if entry.count and (agency_id := actor.agency_id) else None
        if entry.own_count:
            count = entry.own_count(actor, year)
        groups.setdefault(entry.group, []).append(
            {
                "key": entry.key,
                "label": entry.label,
                "icon": entry.icon,
                "href": href,
                "count": count,
                "is_current": request.path == href or entry.key == getattr(request, "menu_key", None),
            }
        )
    return list(groups.values())

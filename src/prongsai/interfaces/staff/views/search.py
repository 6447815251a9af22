"""The search page: what the person may see that holds all the words typed, by kind and year."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from prongsai.foundation.search.freshness import freshen
from prongsai.foundation.search.queries import Found, kinds_open_to, search, shown
from prongsai.foundation.search.terms import LONGEST_QUESTION, MOST_TERMS
from prongsai.interfaces.staff.context import this_year
from prongsai.interfaces.staff.gate import staff_view
from prongsai.interfaces.staff.middleware import StaffRequest

PAGE_SIZE = 20


@staff_view("search.use")
def search_page(request: StaffRequest) -> HttpResponse:
    """What holds all the words of `?q=`; `?kind=` and `?year=` narrow it. Without words it says what can be found and how."""
    asked = {name: request.GET[name] for name in ("q", "kind", "year") if request.GET.get(name)}
    year = int(asked["year"]) if asked.get("year", "").isdecimal() and len(asked["year"]) == 4 else None
    is_fresh = freshen(request.agency.pk)
    found = search(by=request.actor, typed=asked.get("q", ""), kind=asked.get("kind", ""), fiscal_year=year)
    page = Paginator(found.answers, PAGE_SIZE).get_page(request.GET.get("page"))
    kept = {name: value for name, value in asked.items() if name != "q"} | {"q": found.question.typed}
    told: dict[str, Any] = {
        "heading": _("ค้นหา"),
        "found": found,
        "asked": asked,
        "year": year,
        "typed": found.question.typed,
        "is_fresh": is_fresh,
        "most_letters": LONGEST_QUESTION,
        "most_terms": MOST_TERMS,
        "page": page,
        "lines": shown(found.question, page),
        "tabs": _tabs(kept, found),
        "total": _counted(len(found.answers), has_more=found.has_more),
        "page_query": f"?{urlencode(kept | {'page': ''})}",
        "spelling_href": _address({"q": found.spelling}) if found.spelling else "",
        "everything_href": _address({"q": found.question.typed}) if kept.keys() - {"q"} else "",
        "kinds": [source.label for source in kinds_open_to(request.actor)],
        "catalogue_href": reverse("staff:catalogue", args=[request.agency.code, this_year()]) if request.actor.may("plans.view") else "",
    }
    return render(request, "staff/search/search.html", told)


def _tabs(kept: dict[str, str], found: Found) -> list[dict[str, Any]]:
    """All kinds together, then each that has answers; the chosen one stays though it has none."""
    chosen = kept.get("kind", "")
    rest = {name: value for name, value in kept.items() if name != "kind"}
    counted = sum(count for _source, count in found.kinds)
    everything = {
        "label": _("ทั้งหมด"),
        "href": _address(rest),
        "is_current": not chosen,
        "count": _counted(counted, has_more=found.has_more),
    }
    of_kinds = [
        {
            "label": source.label,
            "href": _address(rest | {"kind": source.key}),
            "is_current": chosen == source.key,
            "count": _counted(count, has_more=found.has_more),
        }
        for source, count in found.kinds
    ]
    return [everything, *of_kinds] if of_kinds else []


def _counted(count: int, *, has_more: bool) -> str:
    """A number of answers; with a sign where there are more than were counted."""
    return f"{count:,}+" if has_more and count else f"{count:,}"


def _address(query: dict[str, str]) -> str:
    return f"?{urlencode(query)}"

"""The catalogue of proven measures: looking for entries, one entry, and taking several into the plan at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prongsai.foundation.languages import in_language
from prongsai.interfaces.staff.gate import staff_view
from prongsai.interfaces.staff.middleware import StaffRequest
from prongsai.programme.plans import catalogue
from prongsai.programme.plans.actions.measures import add_measures
from prongsai.programme.plans.catalogue import CatalogueMeasure
from prongsai.programme.plans.catalogue.drafts import draft_from, missing_units
from prongsai.programme.plans.drafts import MeasureDraft
from prongsai.programme.plans.indicators import indicators
from prongsai.programme.plans.queries.measures import taken_from_catalogue, units_offered


def _crumbs(request: StaffRequest, year: int, *last: tuple[str, str]) -> list[dict[str, str]]:
    request.menu_key = "plans.measures"
    plan = {"label": _("มาตรการและแผน %(year)s") % {"year": year}, "href": reverse("staff:plan", args=[request.agency.code, year])}
    return [plan, *({"label": label, "href": href} for label, href in last)]


def _found(request: StaffRequest) -> tuple[CatalogueMeasure, ...]:
    """The entries that have the words and lift the indicator that were asked for."""
    number = request.GET.get("indicator", "")
    return tuple(entry for entry in catalogue.search(request.GET.get("q", "")) if not number or number in map(str, entry.indicators))


@staff_view("plans.view")
def entries(request: StaffRequest, year: int) -> HttpResponse:
    """All entries by theme, or those that were looked for."""
    found, taken = _found(request), taken_from_catalogue(request.agency.pk, year)
    themes = [
        {
            "name": in_language(theme.name, theme.name_en),
            "key": theme.key,
            "entries": [{"entry": entry, "is_taken": entry.key in taken} for entry in found if entry.theme == theme.key],
        }
        for theme in catalogue.themes()
    ]
    shown = {
        "year": year,
        "themes": [theme for theme in themes if theme["entries"]],
        "found_count": len(found),
        "total": len(catalogue.catalogue()),
        "heading": _("คลังมาตรการ"),
        "indicators": indicators(year),
        "asked": request.GET,
        "may_edit": request.actor.may("plans.edit"),
        "crumbs": _crumbs(request, year, (_("คลังมาตรการ"), "")),
    }
    return render(request, "staff/catalogue/entries.html", shown)


@staff_view("plans.view")
def entry(request: StaffRequest, year: int, key: str) -> HttpResponse:
    """One entry: what it answers, its steps, and what it would be in this year."""
    found = catalogue.find(key)
    if found is None:
        raise Http404
    units = units_offered(request.agency.pk)
    list_href = reverse("staff:catalogue", args=[request.agency.code, year])
    shown = {
        "year": year,
        "entry": found,
        "heading": found.shown_title,
        "draft": draft_from(found, fiscal_year=year, units=units),
        "missing_units": missing_units(found, units),
        "indicators": [entry for entry in indicators(year) if entry.number in found.indicators],
        "topics": [topic for topic in catalogue.topics() if topic.key in found.topics],
        "is_taken": found.key in taken_from_catalogue(request.agency.pk, year),
        "may_edit": request.actor.may("plans.edit"),
        "crumbs": _crumbs(request, year, (_("คลังมาตรการ"), list_href), (found.shown_title, "")),
    }
    return render(request, "staff/catalogue/entry.html", shown)


@staff_view("plans.edit", "GET", "POST")
def preview(request: StaffRequest, year: int) -> HttpResponse:
    """What the chosen entries would add to the plan, then the adding."""
    keys = (request.POST if request.method == "POST" else request.GET).getlist("key")
    chosen = [found for found in map(catalogue.find, dict.fromkeys(keys[:200])) if found is not None]
    units = units_offered(request.agency.pk)
    drafts = [draft_from(found, fiscal_year=year, units=units) for found in chosen]
    if request.method == "POST" and drafts:
        added = add_measures(by=request.actor, at=timezone.now(), fiscal_year=year, drafts=drafts)
        messages.success(request, _("เพิ่ม %(count)s มาตรการจากคลังแล้ว") % {"count": len(added)})
        return redirect("staff:plan", request.agency.code, year)
    list_href = reverse("staff:catalogue", args=[request.agency.code, year])
    lines = preview_lines(request.agency.pk, year, chosen, drafts)
    shown = {"year": year, "lines": lines, "list_href": list_href, "keys": [found.key for found in chosen]}
    words = ngettext("เพิ่ม %(count)d มาตรการเข้าแผนปี %(year)d", "เพิ่ม %(count)d มาตรการเข้าแผนปี %(year)d", len(lines))
    shown["heading"] = words % {"count": len(lines), "year": year}
    shown["crumbs"] = _crumbs(request, year, (_("คลังมาตรการ"), list_href), (_("ตรวจก่อนเพิ่ม"), ""))
    return render(request, "staff/catalogue/preview.html", shown)


def preview_lines(agency_id: int, year: int, chosen: Sequence[CatalogueMeasure], drafts: Sequence[MeasureDraft]) -> list[dict[str, Any]]:
    """Entries with what each would be in the plan of a year: draft, names of its units, those that are missing, whether it stands there."""
    units, taken = units_offered(agency_id), taken_from_catalogue(agency_id, year)
    names = {unit.pk: unit.name for unit in units}
    return [
        {
            "entry": found,
            "draft": draft,
            "unit_names": [names[pk] for pk in draft.unit_ids],
            "missing_units": missing_units(found, units),
            "is_taken": found.key in taken,
        }
        for found, draft in zip(chosen, drafts, strict=True)
    ]

"""The year at a glance, and everything that a person has to do in it."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from prongsai.assessments.scorecards.queries import best_known
from prongsai.assessments.scorecards.stored import stored_card
from prongsai.core.ita.model import TOTAL
from prongsai.core.thai.calendar import fiscal_year_range
from prongsai.foundation.agencies.queries import units_of
from prongsai.interfaces.staff.gate import staff_view
from prongsai.interfaces.staff.middleware import StaffRequest
from prongsai.interfaces.staff.score_rows import framework_or_none
from prongsai.interfaces.staff.templatetags.bars import PASS_LINE
from prongsai.interfaces.staff.year_shown import dates_ahead, ribbon_of
from prongsai.programme.linter.queries import hints_of_plan
from prongsai.programme.plans.models import Plan
from prongsai.programme.plans.progress.todo import ToDo
from prongsai.programme.plans.queries.changes import latest_changes
from prongsai.programme.plans.queries.home import Place, todos_of
from prongsai.programme.plans.queries.overview import counts, measure_rows
from prongsai.programme.plans.queries.standing import assessment_of_year, standing_of_units

MOST_AT_HOME = 5
CHANGES_SHOWN = 5
PAGE_SIZE = 50
TONES = {"review": "soon", "answer": "soon", "fill": "brand", "watch": "late"}


@staff_view("plans.view")
def home(request: StaffRequest, year: int) -> HttpResponse:
    """The year at a glance: the ribbon, what to do next, how the measures stand, what changed last."""
    today, plan = timezone.localdate(), _plan(request, year)
    rows = measure_rows(plan.pk, today) if plan else []
    place = Place(request.agency.pk, request.agency.code, year, today)
    todos = todos_of(request.actor, place, rows)
    now = [todo for todo in todos if todo.is_now(today)]
    review = hints_of_plan(plan, today, rows) if plan else None
    numbers = {unit.name: unit.pk for unit in units_of(request.agency.pk)} if rows else {}
    shown = {
        "heading": _("ภาพรวมปีนี้"),
        "today": today,
        "year": year,
        "days_of_year": _days_of_year(year, today),
        "plan": plan,
        "rows": rows,
        "counted": counts(rows),
        "count_hrefs": _hrefs(request, year),
        "todos": [_line(todo, today) for todo in now[:MOST_AT_HOME]],
        "todo_count": len(now),
        "ribbon": ribbon_of(year, rows, today),
        "ahead": dates_ahead(year, rows, today),
        "changes": latest_changes(request.agency.pk, rows, CHANGES_SHOWN),
        "units": [{"standing": unit, "pk": numbers.get(unit.name)} for unit in standing_of_units(rows)],
        "found": review.open if review else (),
        "blocking": review.blocking() if review else (),
        "result": _result(request, year),
        "assessment": assessment_of_year(request.agency.pk, year),
        "may": _may(request),
    }
    return render(request, "staff/home.html", shown)


@staff_view("plans.view")
def tasks(request: StaffRequest, year: int) -> HttpResponse:
    """All that the person has to do: `?show=` now, late or all, `?unit=` a unit's name, `?kind=` one kind."""
    today, plan = timezone.localdate(), _plan(request, year)
    rows = measure_rows(plan.pk, today) if plan else []
    todos = todos_of(request.actor, Place(request.agency.pk, request.agency.code, year, today), rows)
    unit, kind, show = (request.GET.get(name, "") for name in ("unit", "kind", "show"))
    chosen = [todo for todo in todos if (not unit or unit in todo.unit_names) and (not kind or todo.kind == kind)]
    groups = {
        "now": [todo for todo in chosen if todo.is_now(today)],
        "late": [todo for todo in chosen if todo.is_late(today)],
        "all": chosen,
    }
    show = show if show in groups else "now"
    kept = {name: value for name, value in (("unit", unit), ("kind", kind)) if value}
    page = Paginator(groups[show], PAGE_SIZE).get_page(request.GET.get("page"))
    words = {"now": _("ต้องทำตอนนี้"), "late": _("เกินกำหนด"), "all": _("ทั้งหมด")}
    base = reverse("staff:tasks", args=[request.agency.code, year])
    shown: dict[str, Any] = {
        "today": today,
        "year": year,
        "rows": rows,
        "is_clear": not todos,
        "may": _may(request),
        "page": page,
        "lines": [_line(todo, today) for todo in page],
        "tabs": [
            {"label": words[name], "href": f"{base}?{urlencode({**kept, 'show': name})}", "count": len(found), "is_current": name == show}
            for name, found in groups.items()
        ],
        "units": sorted({name for todo in todos for name in todo.unit_names}),
        "kinds": [(name, label) for name, label in kinds() if any(todo.kind == name for todo in todos)],
        "unit": unit,
        "kind": kind,
        "show": show,
        "page_query": f"?{urlencode({**kept, 'show': show, 'page': ''})}",
        "heading": _("งานของฉัน"),
    }
    return render(request, "staff/tasks.html", shown)


def kinds() -> list[tuple[str, str]]:
    """The kinds of things to do, in words."""
    return [
        ("report", _("รายงานผล")),
        ("answer", _("ตอบคำขอข้อมูลเพิ่ม")),
        ("review", _("ตรวจทานเอกสาร")),
        ("fill", _("เติมข้อมูลมาตรการ")),
        ("watch", _("ติดตาม")),
        ("dated", _("กำหนดวันอื่น")),
    ]


def _may(request: StaffRequest) -> dict[str, bool]:
    return {name: request.actor.may(f"plans.{name}") for name in ("import", "edit", "print", "report")}


def _result(request: StaffRequest, year: int) -> dict[str, Any] | None:
    """The card of the year, else of the year before, which this year's plan answers; None where neither is known."""
    if not request.actor.may("scores.view"):
        return None
    row = best_known(request.agency.pk, year) or best_known(request.agency.pk, year - 1)
    card = stored_card(row) if row else None
    if row is None or card is None:
        return None
    rules = framework_or_none(row.fiscal_year)
    mark = rules.pass_mark.value if rules else PASS_LINE
    instruments = [(part.key, card.points(part.key)) for part in card.total.reason.parts]
    return {"row": row, "card": card, "total": card.points(TOTAL), "framework": rules, "mark": mark, "instruments": instruments}


def _plan(request: StaffRequest, year: int) -> Plan | None:
    return Plan.objects.filter(agency_id=request.agency.pk, fiscal_year=year).first()


def _line(todo: ToDo, today: date) -> dict[str, Any]:
    """A thing to do as the list draws it: red when late, amber when soon, else by its kind."""
    days = todo.days_left(today)
    tone = "late" if todo.is_late(today) else "soon" if days is not None and days <= 14 else TONES.get(todo.kind, "brand")
    icon = "exclamation-triangle-fill" if todo.is_late(today) else todo.icon
    return {"todo": todo, "when": todo.when(today), "tone": tone, "icon": icon}


def _days_of_year(year: int, today: date) -> dict[str, Any]:
    first, last = fiscal_year_range(year)
    return {
        "left": (last - today).days if first <= today <= last else None,
        "first": first,
        "is_over": today > last,
    }


def _hrefs(request: StaffRequest, year: int) -> dict[str, str]:
    base = reverse("staff:plan", args=[request.agency.code, year])
    return {code: f"{base}?status={code}" for code in ("completed", "in_progress", "overdue", "not_started")}

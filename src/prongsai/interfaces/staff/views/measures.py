"""Looking at the plan: the table of its measures, one measure, its history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from prongsai.core.thai.numerals import to_arabic_digits
from prongsai.foundation.agencies.queries import units_of
from prongsai.foundation.audit.queries import history_of
from prongsai.interfaces.staff.event_words import sentences
from prongsai.interfaces.staff.evidence_lines import evidence_shown
from prongsai.interfaces.staff.forms.numbers import read_whole
from prongsai.interfaces.staff.gate import staff_view
from prongsai.interfaces.staff.hint_lines import lines_of
from prongsai.interfaces.staff.looks import STATUSES
from prongsai.interfaces.staff.middleware import StaffRequest
from prongsai.interfaces.staff.templatetags.progress import SOON_DAYS
from prongsai.interfaces.staff.templatetags.thai_text import short_day
from prongsai.programme.linter.queries import Review, hints_of_plan
from prongsai.programme.plans import catalogue
from prongsai.programme.plans.carrying.preview import earlier_years
from prongsai.programme.plans.indicators import indicator, indicators
from prongsai.programme.plans.models import Measure, Plan
from prongsai.programme.plans.permissions import access_measure
from prongsai.programme.plans.queries.answered import answered_gaps
from prongsai.programme.plans.queries.measures import origin_of, plan_in, standing_count, standing_steps, withdrawn_steps
from prongsai.programme.plans.queries.overview import counts, measure_rows
from prongsai.programme.plans.queries.progress import progress_of
from prongsai.programme.plans.queries.rows import MeasureRow, StepRow

PAGE_SIZE = 100
EVENTS_SHOWN = 5
_NAMED = ("evidence.evidence",)
"""What the history of a measure calls by its name."""
EVENTS_PER_PAGE = 50
_TABS = ("overdue", "in_progress", "not_started", "completed")


@staff_view("plans.view")
def plan(request: StaffRequest, year: int) -> HttpResponse:
    """The table of measures of a year, or what to begin with where there is none."""
    code, today = request.agency.code, timezone.localdate()
    request.menu_key = "plans.measures"
    found = plan_in(request.agency.pk, year)
    shown: dict[str, Any] = {"plan": found, "year": year, "may_edit": request.actor.may("plans.edit")}
    shown["heading"] = _("แผนมาตรการ ปี %(year)s") % {"year": year}
    shown["crumbs"] = [
        {"label": _("มาตรการและแผน"), "href": reverse("staff:plan", args=[code, year])},
        {"label": _("ปีงบประมาณ %(year)s") % {"year": year}},
    ]
    rows = measure_rows(found.pk, today) if found else []
    withdrawn_count = Measure.objects.filter(plan=found).exclude(withdrawn_at=None).count() if found else 0
    if found is None or not rows:
        return render(request, "staff/measures/empty.html", shown | {"withdrawn_count": withdrawn_count, **_to_carry(request, year)})
    units = list(units_of(request.agency.pk))
    may_report, own_units = "plans.report" in request.actor.permissions, request.actor.unit_permissions.get("plans.report", frozenset())
    review = hints_of_plan(found, today, rows)
    chosen = _filtered(rows, request.GET)
    page = Paginator(_sorted(_with_status(chosen, request.GET.get("status", "")), request.GET.get("sort", ""), today), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    kept = {name: request.GET[name] for name in ("q", "unit", "indicator", "sort") if request.GET.get(name)}
    status = request.GET.get("status", "")
    base = reverse("staff:plan", args=[code, year])
    shown |= {
        "page": page,
        "lines": [
            {
                "row": row,
                "modifier": modifier(row, today) or short_hint(review, row),
                "due": due_words(row),
                "may_pick": may_report or row.concerns(own_units),
                "lacks_evidence": any(hint.rule.id == "completed-without-evidence" and hint.is_open for hint in review.of(row.pk)),
            }
            for row in page
        ],
        "may_pick": may_report or bool(own_units),
        "tabs": _tabs(base, kept, status, chosen),
        "units": units,
        "indicators": indicators(year),
        "asked": request.GET,
        "status": status,
        "is_filtered": bool(kept.keys() - {"sort"}),
        "page_query": f"?{urlencode(kept | ({'status': status} if status else {}) | {'page': ''})}",
        "total": len(rows),
        "withdrawn_count": withdrawn_count,
    }
    return render(request, "staff/measures/plan.html", shown)


def _to_carry(request: StaffRequest, year: int) -> dict[str, Any]:
    """The latest earlier year with measures, and how many it has."""
    years = earlier_years(request.agency.pk, year)
    return {"carry_from": years[0], "carry_count": standing_count(request.agency.pk, years[0])} if years else {}


def _tabs(base: str, kept: dict[str, str], status: str, rows: Sequence[MeasureRow]) -> list[dict[str, Any]]:
    found = counts(rows)
    everything = {"label": _("ทั้งหมด"), "href": _address(base, kept), "count": len(rows), "is_current": status not in _TABS}
    return [
        everything,
        *(
            {
                "label": STATUSES[code].label,
                "href": _address(base, kept | {"status": code}),
                "count": found[code],
                "icon": STATUSES[code].icon,
                "tone": STATUSES[code].tone,
                "is_current": status == code,
            }
            for code in _TABS
        ),
    ]


def _address(base: str, query: dict[str, str]) -> str:
    return f"{base}?{urlencode(query)}" if query else base


def _filtered(rows: Sequence[MeasureRow], asked: QueryDict) -> list[MeasureRow]:
    words = to_arabic_digits(asked.get("q", "")).casefold().split()
    unit, number = asked.get("unit", ""), asked.get("indicator", "")
    chosen = read_whole(unit)
    wanted = frozenset[int]() if chosen is None else frozenset({chosen})
    return [
        row
        for row in rows
        if (not words or _has(row, words))
        and (not wanted or row.concerns(wanted))
        and (not number or number in {str(lifted) for lifted in row.indicators})
    ]


def _has(row: MeasureRow, words: Sequence[str]) -> bool:
    content = to_arabic_digits("\n".join((row.number, row.title, *(f"{step.text}\n{step.details}" for step in row.steps)))).casefold()
    return all(word in content for word in words)


def _with_status(rows: Sequence[MeasureRow], status: str) -> list[MeasureRow]:
    if status not in _TABS:
        return list(rows)
    return [row for row in rows if ("completed" if row.reading.is_completed else row.reading.code) == status]


def _sorted(rows: list[MeasureRow], by: str, today: date) -> list[MeasureRow]:
    if by == "due":
        return sorted(rows, key=lambda row: (row.reading.is_completed, row.due_on or date.max))
    if by == "status":
        places = {code: place for place, code in enumerate((*_TABS, "completed_late"))}
        return sorted(rows, key=lambda row: (places[row.reading.code], row.due_on or date.max))
    return rows


def modifier(row: MeasureRow | StepRow, today: date) -> str:
    """The few words beside a status: what is late or soon, what has not begun yet."""
    reading = row.reading
    if reading.code == "completed_late":
        return reading.modifier
    if reading.code == "completed":
        return ""
    if reading.code == "not_started" and row.starts_on is not None and row.starts_on > today:
        return _("เริ่ม %(day)s") % {"day": short_day(row.starts_on)}
    return reading.modifier if reading.days_left is not None and reading.days_left <= SOON_DAYS else ""


def short_hint(review: Review, row: MeasureRow) -> str:
    """The few words of the gravest hint of a measure that has such words: "ยังไม่มีหลักฐาน"."""
    return next((str(hint.rule.short) for hint in review.of(row.pk) if hint.is_open and hint.rule.short), "")


def due_words(row: MeasureRow) -> str:
    """What stands for a due day where the paper gave only words ("ทุกวันที่ 10")."""
    return next((entry.as_written for entry in row.monitoring if entry.due_on is None), "")


def enter(request: StaffRequest, measure_id: int, permission: str = "plans.view") -> Measure:
    """The measure of an address; the frame then shows its year and its entry of the menu."""
    found = access_measure(by=request.actor, measure_id=measure_id, permission=permission)
    request.fiscal_year = found.plan.fiscal_year
    request.menu_key = "plans.measures"
    return found


def crumbs_to(request: StaffRequest, plan: Plan, *last: tuple[str, str]) -> list[dict[str, str]]:
    """The way to a page of a plan: the plan, then labels with their addresses; the last one needs none."""
    year = plan.fiscal_year
    first = {"label": _("มาตรการและแผน %(year)s") % {"year": year}, "href": reverse("staff:plan", args=[request.agency.code, year])}
    return [first, *({"label": label, "href": href} for label, href in last)]


@staff_view("plans.view")
def measure(request: StaffRequest, measure_id: int) -> HttpResponse:
    """One measure: status with its reason, steps, reports, facts, history."""
    found = enter(request, measure_id)
    today = timezone.localdate()
    review = hints_of_plan(found.plan, today)
    row = next((row for row in review.plan.rows if row.pk == found.pk), None)
    events = history_of(found)
    number = row.number if row else ""
    progress = progress_of(found, by=request.actor)
    lifted = found.indicators.values_list("number", flat=True)
    shown = {
        "measure": found,
        "heading": f"{number} {found.title}".strip(),
        "row": row,
        "facts": _facts(found),
        "modifier": modifier(row, today) if row else "",
        "hints": lines_of(review, review.of(found.pk), actor=request.actor, agency_code=request.agency.code),
        "hints_open": sum(hint.is_open for hint in review.of(found.pk)),
        "checked_at": timezone.now(),
        "steps": row.steps if row else (),
        "steps_done": sum(step.reading.is_completed for step in row.steps) if row else 0,
        "resting_steps": [] if row else standing_steps(found),
        "withdrawn_steps": withdrawn_steps(found),
        "indicators": [entry for number in lifted if (entry := indicator(found.plan.fiscal_year, number))],
        "origin": _origin(found),
        "answered": answered_gaps(found),
        "may_see_scores": request.actor.may("scores.view"),
        "evidence": evidence_shown(request, found, row),
        "progress": progress,
        "events": sentences(events[:EVENTS_SHOWN], names=_NAMED),
        "events_count": events.count(),
        "may_edit": request.actor.may("plans.edit"),
        "may_import": request.actor.may("plans.import"),
        "crumbs": crumbs_to(request, found.plan, (_("มาตรการ %(number)s") % {"number": number} if number else found.title, "")),
    }
    return render(request, "staff/measures/measure.html", shown)


def _facts(found: Measure) -> dict[str, Any]:
    """Units and days as they are stored, for withdrawn measures too."""
    units = list(found.unit_links.order_by("pk").values_list("unit__name", flat=True))
    written = found.responsible_as_written
    return {
        "is_for_every_unit": found.is_for_every_unit,
        "unit_names": units,
        "has_other_words": bool(written) and _letters("".join(units)) != _letters(written),
        "monitoring": list(found.monitoring_dates.filter(step=None)),
    }


def _letters(text: str) -> str:
    """What is left of a list of names when commas and spaces do not count."""
    return "".join(text.replace(",", " ").split())


def _origin(found: Measure) -> dict[str, Any]:
    origin = origin_of(found)
    entry = catalogue.find(origin.catalogue_key) if origin.catalogue_key else None
    return {
        "paper": origin.paper,
        "entry": entry,
        "split_from": origin.split_from,
        "carried_from": origin.carried_from,
        "carried_into": origin.carried_into,
        "merged_from": origin.merged_from,
    }


@staff_view("plans.view")
def history(request: StaffRequest, measure_id: int) -> HttpResponse:
    """Everything that happened to a measure."""
    found = enter(request, measure_id)
    page = Paginator(history_of(found), EVENTS_PER_PAGE).get_page(request.GET.get("page"))
    href = reverse("staff:measure", args=[request.agency.code, found.pk])
    shown = {
        "measure": found,
        "heading": _("ประวัติ"),
        "page": page,
        "events": sentences(page, names=_NAMED),
        "crumbs": crumbs_to(request, found.plan, (found.title, href), (_("ประวัติ"), "")),
    }
    return render(request, "staff/measures/history.html", shown)

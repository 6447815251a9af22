"""The page of the linter: everything that the rules find in a year's plan, by severity, rule and unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from prongsai.foundation.agencies.queries import units_of
from prongsai.interfaces.staff.forms.numbers import read_whole
from prongsai.interfaces.staff.gate import staff_view
from prongsai.interfaces.staff.hint_lines import SEVERITIES, lines_of
from prongsai.interfaces.staff.middleware import StaffRequest
from prongsai.programme.linter.announcements import MENU_KEY
from prongsai.programme.linter.queries import Review, exceptions_of_plan, hints_of_plan
from prongsai.programme.linter.rule import Hint
from prongsai.programme.linter.rules import rules
from prongsai.programme.plans.models import Plan
from prongsai.programme.plans.queries.measures import plan_in

PAGE_SIZE = 100
EXCEPTED = "excepted"


@staff_view("plans.view")
def linter(request: StaffRequest, year: int) -> HttpResponse:
    """The hints of a year: `?severity=` blocks, warns, advises or excepted, `?rule=` a rule, `?unit=` a unit's number."""
    request.menu_key = MENU_KEY
    today, found = timezone.localdate(), plan_in(request.agency.pk, year)
    shown: dict[str, Any] = {"year": year, "plan": found, "heading": _("ตัวช่วยตรวจ"), "checked_at": timezone.now()}
    if found is None:
        may = {name: request.actor.may(f"plans.{name}") for name in ("import", "edit")}
        return render(request, "staff/linter/linter.html", shown | {"may": may})
    review = hints_of_plan(found, today)
    asked = {name: request.GET.get(name, "") for name in ("severity", "rule", "unit")}
    by_unit = _of_unit(review, asked["unit"])
    chosen = [hint for hint in by_unit if not asked["rule"] or hint.rule.id == asked["rule"]]
    page = Paginator(_of_severity(chosen, asked["severity"]), PAGE_SIZE).get_page(request.GET.get("page"))
    kept = {name: value for name, value in asked.items() if value}
    base = reverse("staff:linter", args=[request.agency.code, year])
    shown |= {
        "review": review,
        "measure_count": len({hint.finding.measure_id for hint in review.open}),
        "page": page,
        "lines": lines_of(review, page.object_list, actor=request.actor, agency_code=request.agency.code),
        "tabs": _tabs(base, kept, chosen),
        "rules": _rules(base, kept, by_unit),
        "units": list(units_of(request.agency.pk)),
        "asked": asked,
        "is_filtered": bool(asked["rule"] or asked["unit"]),
        "page_query": f"?{urlencode({**kept, 'page': ''})}",
        "all_href": base,
        **exceptions_link(request, found),
    }
    return render(request, "staff/linter/linter.html", shown)


def exceptions_link(request: StaffRequest, plan: Plan) -> dict[str, Any]:
    """The way to the exceptions of a plan: how many there ever were, and how many wait for a decision."""
    verdicts = [row.is_waiting for row in exceptions_of_plan(plan.pk)]
    href = reverse("staff:exceptions", args=[request.agency.code, plan.fiscal_year])
    return {"exceptions_href": href, "exception_count": len(verdicts), "waiting_count": sum(verdicts)}


def _of_unit(review: Review, unit: str) -> list[Hint]:
    number = read_whole(unit)
    if number is None:
        return list(review.hints)
    wanted = {row.pk for row in review.plan.rows if row.concerns(frozenset({number}))}
    return [hint for hint in review.hints if hint.finding.measure_id in wanted]


def _of_severity(hints: Sequence[Hint], severity: str) -> list[Hint]:
    if severity == EXCEPTED:
        return [hint for hint in hints if not hint.is_open]
    return [hint for hint in hints if hint.is_open and (severity not in SEVERITIES or hint.severity == severity)]


def _tabs(base: str, kept: dict[str, str], hints: Sequence[Hint]) -> list[dict[str, Any]]:
    rest = {name: value for name, value in kept.items() if name != "severity"}
    current = kept.get("severity", "")
    everything: dict[str, tuple[str, str, str | Promise]] = {"": ("", "", _("ทั้งหมด"))}
    looks = everything | SEVERITIES | {EXCEPTED: ("todo", "circle-minus", _("ยกเว้นอยู่"))}
    return [
        {
            "label": word,
            "href": f"{base}?{urlencode(rest | ({'severity': key} if key else {}))}" if rest or key else base,
            "count": len(_of_severity(hints, key)),
            "icon": icon,
            "tone": _tone(tone),
            "is_current": key == (current if current in looks else ""),
        }
        for key, (tone, icon, word) in looks.items()
        if key != EXCEPTED or current == EXCEPTED or _of_severity(hints, EXCEPTED)
    ]


def _tone(tone: str) -> str:
    """The colour of an icon beside words: advice is grey there, as the brand's class is that of the logo."""
    return "todo" if tone == "brand" else tone


def _rules(base: str, kept: dict[str, str], hints: Sequence[Hint]) -> list[dict[str, Any]]:
    """The rules that found something, with their number and the way to these hints alone."""
    counted = Counter(hint.rule.id for hint in hints if hint.is_open)
    rest = {name: value for name, value in kept.items() if name == "unit"}
    return [
        {
            "rule": rule,
            "tone": _tone(SEVERITIES[rule.severity][0]),
            "icon": SEVERITIES[rule.severity][1],
            "count": counted[rule.id],
            "href": f"{base}?{urlencode(rest | {'rule': rule.id})}",
            "is_current": kept.get("rule") == rule.id,
        }
        for rule in rules()
        if counted[rule.id]
    ]

"""A result taken apart on a page, and measures that answer it on their way into a plan. The paper is printed by `reports.py`."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prongsai.assessments.analysis.model import Analysis
from prongsai.assessments.analysis.queries import analysis_of
from prongsai.assessments.scorecards.announcements import MENU_KEY
from prongsai.assessments.scorecards.models import LAST_YEAR, Scorecard
from prongsai.assessments.scorecards.queries import best_known, current_card
from prongsai.core.ita.loading import nearest_framework
from prongsai.foundation.languages import said
from prongsai.foundation.people.actor import NotFound
from prongsai.interfaces.staff.analysis_rows import (
    offered_measures,
    peer_rows,
    ranking_rows,
    topic_rows,
    total_worth,
    weak_rows,
    year_rows,
)
from prongsai.interfaces.staff.forms.numbers import read_whole
from prongsai.interfaces.staff.gate import staff_view
from prongsai.interfaces.staff.middleware import StaffRequest
from prongsai.interfaces.staff.views.catalogue import preview_lines
from prongsai.programme.plans import catalogue
from prongsai.programme.plans.actions.answering import take_suggestions
from prongsai.programme.plans.catalogue.drafts import draft_from
from prongsai.programme.plans.queries.answered import gaps_of_plan
from prongsai.programme.plans.queries.measures import plan_in, taken_from_catalogue, units_offered
from prongsai.programme.plans.suggestions import gap_drafts, suggestions

MOST_CHOSEN = 200


@staff_view("scores.view")
def analysis(request: StaffRequest, year: int) -> HttpResponse:
    """Total and level with the rule that decided, ranking, years, others of the kind, weak points with advice and measures, topics."""
    request.menu_key = MENU_KEY
    found = analysis_of(request.agency, year, _kind(request.GET.get("kind", "")))
    shown = _frame(request, year)
    if found is None:
        more = {"may_enter": request.actor.may("scores.enter"), "earlier": best_known(request.agency.pk, year - 1)}
        return render(request, "staff/analysis/analysis.html", shown | {"framework": nearest_framework(year)} | more)
    return render(request, "staff/analysis/analysis.html", shown | _shown(request, found))


def _frame(request: StaffRequest, year: int, *last: tuple[str, str]) -> dict[str, Any]:
    scores = {"label": _("ผลประเมิน ITA ปี %(year)s") % {"year": year}, "href": reverse("staff:scores", args=[request.agency.code, year])}
    steps = last or ((_("บทวิเคราะห์"), ""),)
    return {
        "year": year,
        "heading": _("บทวิเคราะห์ผล ITA ปี %(year)s") % {"year": year},
        "crumbs": [scores, *({"label": label, "href": href} for label, href in steps)],
    }


def _shown(request: StaffRequest, found: Analysis) -> dict[str, Any]:
    agency, plan_year = request.agency, _plan_year(request.GET.get("plan", ""), found.fiscal_year)
    plan, is_own = plan_in(agency.pk, plan_year), found.facts.kind == Scorecard.Kind.OWN
    answered = gaps_of_plan(plan.pk, found.fiscal_year) if plan else {}
    best, by_indicator = offered_measures(found, suggestions(found), taken_from_catalogue(agency.pk, plan_year))
    counted = Counter(gap.key for gaps in answered.values() for gap in gaps)
    return {
        "found": found,
        "framework": found.framework,
        "mark": found.framework.pass_mark.value,
        "kind_words": Scorecard.Kind(found.facts.kind).label,
        "kind": found.facts.kind,
        "level_words": said(found.level),
        "notes": [said(note) for note in found.notes],
        "ranking": ranking_rows(found),
        "years": [{"year": year, "level": said(year.level)} for year in found.years],
        "year_rows": year_rows(found),
        "peer_rows": peer_rows(found),
        "agency_kind": agency.kind,
        "weak": weak_rows(found, by_indicator, counted),
        "total_worth": total_worth(found),
        "best": best,
        "topics": topic_rows(found),
        "plan_year": plan_year,
        "plan_years": _plan_years(found.fiscal_year),
        "answered_count": len(answered),
        "may_edit": request.actor.may("plans.edit"),
        "may_print": request.actor.may("plans.print"),
        "prints_other": is_own and current_card(agency.pk, found.fiscal_year, Scorecard.Kind.OFFICIAL) is not None,
    }


@staff_view("plans.edit", "GET", "POST")
def take(request: StaffRequest, year: int) -> HttpResponse:
    """What the chosen measures would be in the plan and which gaps they answer, then the adding in one step.

    The numbers come from the stored result, not from the form. Where the result changed since the person looked, it is shown again.
    """
    if not request.actor.may("scores.view"):
        raise NotFound
    request.menu_key = MENU_KEY
    given = request.POST if request.method == "POST" else request.GET
    found = analysis_of(request.agency, year, _kind(given.get("kind", "")))
    if found is None:
        raise NotFound
    plan_year = _plan_year(given.get("plan", ""), year)
    keys = dict.fromkeys(given.getlist("key")[:MOST_CHOSEN])
    chosen = [entry for entry in map(catalogue.find, keys) if entry is not None]
    units = units_offered(request.agency.pk)
    drafts = [draft_from(entry, fiscal_year=plan_year, units=units, answers=gap_drafts(found, entry)) for entry in chosen]
    is_outdated = request.method == "POST" and given.get("card") != found.facts.digest
    if request.method == "POST" and drafts and not is_outdated:
        taken = take_suggestions(by=request.actor, at=timezone.now(), fiscal_year=plan_year, drafts=drafts)
        messages.success(request, _taken_words(len(taken.added), len(taken.tied), plan_year))
        return redirect("staff:plan", request.agency.code, plan_year)
    names = {indicator.key: indicator for indicator in found.framework.indicators}
    back = f"{reverse('staff:analysis', args=[request.agency.code, year])}?{urlencode({'plan': plan_year, 'kind': found.facts.kind})}"
    shown = _frame(request, year, (_("บทวิเคราะห์"), back), (_("ตรวจก่อนเพิ่ม"), ""))
    shown |= {
        "lines": preview_lines(request.agency.pk, plan_year, chosen, drafts),
        "found": found,
        "names": names,
        "keys": [entry.key for entry in chosen],
        "plan_year": plan_year,
        "back": back,
        "is_outdated": is_outdated,
    }
    words = ngettext("เพิ่ม %(count)d มาตรการเข้าแผนปี %(year)d", "เพิ่ม %(count)d มาตรการเข้าแผนปี %(year)d", len(chosen))
    shown["heading"] = words % {"count": len(chosen), "year": plan_year}
    return render(request, "staff/analysis/take.html", shown, status=409 if is_outdated else 200)


@staff_view("plans.print")
def to_print(request: StaffRequest, year: int) -> HttpResponse:
    """The paper of the analysis is printed where every paper is: among the reports of the year after, which it is written for."""
    address = reverse("staff:reports", args=[request.agency.code, min(year + 1, LAST_YEAR)])
    return redirect(f"{address}?layout=ita-analysis")


def _taken_words(added: int, tied: int, plan_year: int) -> str:
    words = []
    if added:
        words.append(_("เพิ่ม %(count)s มาตรการเข้าแผนปี %(year)s แล้ว") % {"count": added, "year": plan_year})
    if tied:
        words.append(_("ผูกมาตรการที่มีอยู่แล้ว %(count)s มาตรการกับจุดอ่อนที่ตอบ") % {"count": tied})
    return " · ".join(words) or _("มาตรการที่เลือกอยู่ในแผนและผูกกับผลนี้แล้ว จึงไม่มีอะไรเปลี่ยน")


def _kind(written: str) -> str:
    return written if written in Scorecard.Kind.values else ""


def _plan_years(result_year: int) -> list[int]:
    """The years whose plan may take a measure: the year after the result first, as offices do, the one after it, the same year."""
    return [year for year in (result_year + 1, result_year + 2, result_year) if year <= LAST_YEAR]


def _plan_year(written: str, result_year: int) -> int:
    wanted, offered = read_whole(written), _plan_years(result_year)
    return wanted if wanted in offered else offered[0]

"""Entering scores by hand: the numbers of a year, or ticks for disclosure items; looked through before anything is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from prongsai.assessments.scorecards.actions import OutdatedScores, record_scorecard
from prongsai.assessments.scorecards.announcements import MENU_KEY
from prongsai.assessments.scorecards.drafts import ScoresDraft
from prongsai.assessments.scorecards.models import Scorecard
from prongsai.assessments.scorecards.permissions import access_scorecard
from prongsai.assessments.scorecards.queries import current_card, current_cards
from prongsai.assessments.scorecards.stored import stored_points, stored_tallies
from prongsai.core.ita.tree import nodes_of, parents_of
from prongsai.foundation.faults import Unusable
from prongsai.foundation.people.actor import NotFound
from prongsai.interfaces.staff.forms.numbers import read_whole
from prongsai.interfaces.staff.forms.scores import CheckForm, ScoresForm, initial_of, seen_number
from prongsai.interfaces.staff.gate import staff_view
from prongsai.interfaces.staff.middleware import StaffRequest
from prongsai.interfaces.staff.score_review import review_of
from prongsai.interfaces.staff.score_rows import framework_or_none

Kind = Scorecard.Kind


def frame(request: StaffRequest, year: int, title: str) -> dict[str, Any]:
    """What every page of entering shows around its form."""
    request.menu_key = MENU_KEY
    home = reverse("staff:scores", args=[request.agency.code, year])
    rules = framework_or_none(year)
    numbers = {row.kind: row.number for row in current_cards(request.agency.pk, year).defer("input", "result")}
    return {
        "year": year,
        "framework": rules,
        "heading": title,
        "home_of_scores": home,
        "may_import": request.actor.may("scores.import"),
        "seen": [(f"seen-{kind}", numbers.get(kind, 0)) for kind in Kind.values],
        "crumbs": [{"label": _("ผลประเมิน ITA"), "href": home}, {"label": title}],
    }


def no_framework(request: StaffRequest, shown: dict[str, Any]) -> HttpResponse:
    """The page of a year whose framework is not known yet."""
    return render(request, "staff/scores/no_framework.html", shown)


@staff_view("scores.enter", "GET", "POST")
def enter(request: StaffRequest, year: int) -> HttpResponse:
    """Type what is known of a year; `?from=` names the card to begin with, `?kind=` whose result it is."""
    shown = frame(request, year, _("กรอกคะแนน ปี %(year)s") % {"year": year})
    rules = shown["framework"]
    if rules is None:
        return no_framework(request, shown)
    if request.method == "POST":
        form = ScoresForm(request.POST, framework=rules)
    else:
        form = ScoresForm(initial=_begun(request, year), framework=rules)
    act = request.POST.get("act", "")
    if request.method == "POST" and act != "edit" and form.is_valid():
        try:
            return _looked_through(request, shown, form.draft(), form.typed(), act)
        except Unusable as unusable:
            form.take((replace(fault, field="printed_total") if fault.field == "total" else fault) for fault in unusable.faults)
    elif act == "edit":
        form = ScoresForm(initial=request.POST.dict(), framework=rules)
    shown["form"] = form
    return render(request, "staff/scores/enter.html", shown, status=422 if form.errors else 200)


def _begun(request: StaffRequest, year: int) -> dict[str, Any]:
    given = read_whole(request.GET.get("from"))
    if given is not None:
        row: Scorecard | None = access_scorecard(by=request.actor, card_id=given)
        if row is not None and row.fiscal_year != year:
            raise NotFound
    else:
        kind = request.GET.get("kind", "")
        kind = kind if kind in Kind.values else Kind.OFFICIAL
        row = current_card(request.agency.pk, year, kind)
        if row is None:
            return {"kind": kind}
    assert row is not None  # noqa: S101 - either branch found one
    return initial_of(row, stored_points(row), row.kind)


@staff_view("scores.enter", "GET", "POST")
def check_items(request: StaffRequest, year: int) -> HttpResponse:
    """Tick the disclosure items that were found; what stands of the other instruments in the own card stays."""
    shown = frame(request, year, _("ตรวจรายการเปิดเผยด้วยตนเอง ปี %(year)s") % {"year": year})
    rules = shown["framework"]
    if rules is None:
        return no_framework(request, shown)
    standing = current_card(request.agency.pk, year, Kind.OWN)
    points = {} if standing is None else stored_points(standing)
    ticked = [key for key, value in points.items() if value == 100]
    if request.method == "POST":
        form = CheckForm(request.POST, framework=rules)
    else:
        form = CheckForm(initial={"item": ticked}, framework=rules)
    act = request.POST.get("act", "")
    if request.method == "POST" and act != "edit" and form.is_valid():
        kept = _without(points, form)
        tallies = {} if standing is None else stored_tallies(standing)
        draft = ScoresDraft(year, Kind.OWN, {**kept, **form.points()}, tallies, note=form.cleaned_data["note"])
        try:
            return _looked_through(request, shown, draft, form.typed(), act)
        except Unusable as unusable:
            form.take(unusable.faults)
    shown["form"] = form
    shown["others"] = [instrument for instrument in rules.instruments if instrument not in form.instruments]
    return render(request, "staff/scores/check.html", shown, status=422 if act != "edit" and form.errors else 200)


def _without(points: Mapping[str, Decimal], form: CheckForm) -> dict[str, Decimal]:
    """The points that the ticks leave standing: nothing of a ticked instrument, and nothing above it, which they decide."""
    nodes, parents = nodes_of(form.framework), parents_of(form.framework)
    gone = {node.key for instrument in form.instruments for node in nodes[instrument.code].walk()}
    gone |= {parents[instrument.code].key for instrument in form.instruments}
    return {key: value for key, value in points.items() if key in nodes and key not in gone}


def _looked_through(
    request: StaffRequest, shown: dict[str, Any], draft: ScoresDraft, typed: list[tuple[str, str]], act: str
) -> HttpResponse:
    """Show what the draft gives; with `act` "save" keep it. Raises `Unusable`."""
    year = draft.fiscal_year
    if act == "save":
        try:
            recorded = record_scorecard(
                by=request.actor,
                at=timezone.now(),
                fiscal_year=year,
                kind=draft.kind,
                points=draft.points,
                tallies=draft.tallies,
                made_from=Scorecard.MadeFrom.TYPED,
                printed_total=draft.printed_total,
                printed_level=draft.printed_level,
                note=draft.note,
                seen_number=seen_number(request.POST, draft.kind),
            )
        except OutdatedScores as outdated:
            messages.error(request, str(outdated))
        else:
            tell(request, recorded.is_new)
            return redirect("staff:score-card", request.agency.code, recorded.card.pk)
    standing = current_card(request.agency.pk, year, draft.kind)
    shown |= {"review": review_of(draft, standing), "typed": typed}
    shown["crumbs"] = [*shown["crumbs"], {"label": _("ตรวจทาน")}]
    return render(request, "staff/scores/review.html", shown)


def tell(request: StaffRequest, is_new: bool) -> None:
    """Say what came of the saving."""
    if is_new:
        messages.success(request, _("บันทึกผลประเมินแล้ว"))
    else:
        messages.info(request, _("เหมือนฉบับที่ใช้อยู่ทุกอย่าง จึงไม่บันทึกซ้ำ"))

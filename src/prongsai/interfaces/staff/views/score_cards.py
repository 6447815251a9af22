"""Stored scorecards: all of the agency by year and kind, one of them with its history, and withdrawing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from prongsai.assessments.scorecards.actions import OutdatedScores, withdraw_scorecard
from prongsai.assessments.scorecards.announcements import MENU_KEY
from prongsai.assessments.scorecards.models import Scorecard
from prongsai.assessments.scorecards.permissions import access_scorecard
from prongsai.assessments.scorecards.queries import history, years_of
from prongsai.assessments.scorecards.stored import stored_card
from prongsai.foundation.faults import Unusable
from prongsai.interfaces.staff.forms.scores import WithdrawForm
from prongsai.interfaces.staff.gate import staff_view
from prongsai.interfaces.staff.middleware import StaffRequest
from prongsai.interfaces.staff.score_rows import framework_or_none, level_name, level_words, note_words, rows_of


@staff_view("scores.view")
def listing(request: StaffRequest, year: int) -> HttpResponse:
    """The current cards of every year, official and own side by side."""
    request.menu_key = MENU_KEY
    lines = [
        {
            "year": entry.fiscal_year,
            "framework": framework_or_none(entry.fiscal_year),
            "kinds": [_summary(card, label) for label, card in ((_("ผลทางการ"), entry.official), (_("ประเมินตนเอง"), entry.own))],
            "count": entry.count,
        }
        for entry in years_of(request.agency.pk)
    ]
    shown = {
        "lines": lines,
        "year": year,
        "heading": _("ผลประเมินทุกปี"),
        "crumbs": _crumbs(request, year, _("ผลประเมินทุกปี")),
        "may_enter": request.actor.may("scores.enter"),
    }
    return render(request, "staff/scores/listing.html", shown)


def _summary(card: Scorecard | None, label: str) -> dict[str, Any]:
    return {"label": label, "card": card, "level": level_name(card.fiscal_year, card.level) if card and card.level else ""}


def _crumbs(request: StaffRequest, year: int, *last: str) -> list[dict[str, str]]:
    first = {"label": _("ผลประเมิน ITA"), "href": reverse("staff:scores", args=[request.agency.code, year])}
    return [first, *({"label": label} for label in last)]


@staff_view("scores.view")
def card(request: StaffRequest, card_id: int) -> HttpResponse:
    """One card: its numbers with their reasons, what the paper prints, who recorded it, and the cards before and after it."""
    row = access_scorecard(by=request.actor, card_id=card_id)
    request.fiscal_year, request.menu_key = row.fiscal_year, MENU_KEY
    rules = framework_or_none(row.fiscal_year)
    computed = stored_card(row)
    cards = list(history(row.agency_id, row.fiscal_year, row.kind))
    later = next((one for one in cards if one.supersedes_id == row.pk), None)
    title = _("%(kind)s ปี %(year)s ฉบับที่ %(number)s") % {"kind": row.get_kind_display(), "year": row.fiscal_year, "number": row.number}
    shown = {
        "row": row,
        "later": later,
        "cards": cards,
        "framework": rules,
        "is_old_framework": rules is not None and rules.digest != row.framework_digest,
        "level": level_words(computed) if computed else "",
        "notes": note_words(computed) if computed else [],
        "lines": rows_of(computed) if computed else [],
        "details": rows_of(computed, ("sub_indicator", "item")) if computed else [],
        "printed_level": level_name(row.fiscal_year, row.printed_level),
        "file_href": reverse("staff:file", args=[request.agency.code, row.file_id]) if row.file_id else "",
        "may_enter": request.actor.may("scores.enter") and later is None,
        "heading": title,
        "crumbs": _crumbs(request, row.fiscal_year, title),
    }
    return render(request, "staff/scores/card.html", shown)


@staff_view("scores.enter", "GET", "POST")
def withdraw(request: StaffRequest, card_id: int) -> HttpResponse:
    """Withdraw a card that was recorded by mistake, after saying what will be true then."""
    row = access_scorecard(by=request.actor, card_id=card_id, permission="scores.enter")
    request.fiscal_year, request.menu_key = row.fiscal_year, MENU_KEY
    back = reverse("staff:score-card", args=[request.agency.code, row.pk])
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_scorecard(by=request.actor, at=timezone.now(), card=row, reason=form.cleaned_data["reason"])
        except Unusable as unusable:
            form.take(unusable.faults)
        except OutdatedScores as outdated:
            messages.error(request, str(outdated))
            return redirect(back)
        else:
            messages.success(request, _("ถอนผลประเมินแล้ว ประวัติยังอยู่ครบ"))
            return redirect("staff:scores", request.agency.code, row.fiscal_year)
    title = _("ถอน%(kind)s ปี %(year)s") % {"kind": row.get_kind_display(), "year": row.fiscal_year}
    shown = {"row": row, "form": form, "heading": title, "back_href": back, "crumbs": _crumbs(request, row.fiscal_year, title)}
    return render(request, "staff/scores/withdraw.html", shown, status=422 if form.errors else 200)

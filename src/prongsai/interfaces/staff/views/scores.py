"""The result of a year: the current official and own card, and the ways to enter one."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from prongsai.assessments.scorecards.announcements import MENU_KEY
from prongsai.assessments.scorecards.queries import current_cards
from prongsai.assessments.scorecards.stored import stored_card
from prongsai.interfaces.staff.gate import staff_view
from prongsai.interfaces.staff.middleware import StaffRequest
from prongsai.interfaces.staff.score_rows import framework_or_none, level_words, rows_of


@staff_view("scores.view")
def scores(request: StaffRequest, year: int) -> HttpResponse:
    """The current cards of a year; where there is none, the ways to enter one."""
    request.menu_key = MENU_KEY
    shown_cards = []
    for row in current_cards(request.agency.pk, year):
        card = stored_card(row)
        if card is not None:
            shown_cards.append({"row": row, "lines": rows_of(card), "level": level_words(card)})
    shown = {
        "year": year,
        "cards": shown_cards,
        "framework": framework_or_none(year),
        "heading": _("ผลประเมิน ITA ปี %(year)s") % {"year": year},
        "may_enter": request.actor.may("scores.enter"),
        "may_import": request.actor.may("scores.import"),
    }
    return render(request, "staff/scores/scores.html", shown)

"""The result of a year on one page: total, ten indicators against the pass mark, and what to close first."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from prongsai.assessments.scorecards.models import Scorecard
from prongsai.assessments.scorecards.queries import best_known, current_cards
from prongsai.assessments.scorecards.stored import stored_card
from prongsai.core.ita.comparing import Standing, standings
from prongsai.core.ita.explaining import explain_level, explain_note, explain_score
from prongsai.core.ita.loading import known_years, nearest_framework
from prongsai.core.ita.model import TOTAL, Framework
from prongsai.core.ita.sampling import enough_for, required_sample
from prongsai.core.ita.scoring import Note, note_on
from prongsai.core.ita.scoring import Scorecard as Card
from prongsai.foundation.languages import in_language, said
from prongsai.interfaces.staff.gate import staff_view
from prongsai.interfaces.staff.middleware import StaffRequest
from prongsai.interfaces.staff.what_if import what_if_of

KINDS = (Scorecard.Kind.OFFICIAL, Scorecard.Kind.OWN)


@staff_view("scores.view")
def scorecard(request: StaffRequest, year: int) -> HttpResponse:
    """The card of a year, the official one unless `?kind=own`; ticked items and targets in the address are tried at once."""
    stored = {card.kind: card for card in current_cards(request.agency.pk, year)}
    chosen = _chosen(stored, request.GET.get("kind", ""))
    shown: dict[str, Any] = {
        "year": year,
        "framework": nearest_framework(year),
        "may_enter": request.actor.may("scores.enter") and year in known_years(),
        "heading": _("ผลประเมิน ITA ปี %(year)s") % {"year": year},
    }
    if chosen is None:
        return render(request, "staff/scores/scorecard.html", shown | {"earlier": best_known(request.agency.pk, year - 1)})
    card, framework = stored_card(chosen), nearest_framework(chosen.fiscal_year)
    if card is None:
        raise AssertionError("a current card is never a withdrawn one")
    earlier = best_known(request.agency.pk, year - 1)
    before = stored_card(earlier) if earlier is not None else None
    found = standings(framework, card, before.points if before else None)
    heading = _("ผลประเมินตนเอง ปี %(year)s") if chosen.kind == Scorecard.Kind.OWN else _("ผลประเมิน ITA ทางการ ปี %(year)s")
    shown |= {
        "heading": heading % {"year": year},
        "stored": chosen,
        "tabs": _tabs(request, year, stored, chosen),
        "mark": framework.pass_mark.value,
        "card": card,
        "earlier": earlier,
        "total": found[0],
        "level_words": said(explain_level(framework, card.level)),
        "notes": [said(explain_note(note)) for note in _notes(chosen, card)],
        "instruments": [entry for entry in found if entry.kind == "instrument"],
        "groups": _groups(found, framework),
        "lowest": min((value for entry in found for value in (entry.points, entry.before) if value is not None), default=None),
        "reasons": _reasons(framework, card),
        "analysis_href": f"{reverse('staff:analysis', args=[request.agency.code, year])}?kind={chosen.kind}",
        "samples": list(_samples(framework, card)),
        "what_if": what_if_of(request.GET, framework, card),
        "is_changed": chosen.framework_digest != framework.digest,
        "crumbs": [{"label": _("ผลประเมิน ITA"), "href": reverse("staff:scores", args=[request.agency.code, year])}],
    }
    return render(request, "staff/scores/scorecard.html", shown)


def _chosen(stored: dict[str, Scorecard], wanted: str) -> Scorecard | None:
    """The card that was asked for, else the official one, else the own one."""
    return stored.get(wanted) or next((stored[kind] for kind in KINDS if kind in stored), None)


def _tabs(request: StaffRequest, year: int, stored: dict[str, Scorecard], chosen: Scorecard) -> list[dict[str, Any]]:
    base = reverse("staff:scores", args=[request.agency.code, year])
    return [
        {"label": kind.label, "href": f"{base}?kind={kind}", "is_current": kind == chosen.kind, "count": stored[kind].total}
        for kind in KINDS
        if kind in stored
    ]


def _groups(found: tuple[Standing, ...], framework: Framework) -> list[dict[str, Any]]:
    """Each instrument with its indicators, in order."""
    groups: list[dict[str, Any]] = []
    for entry in found:
        if entry.kind == "instrument":
            groups.append({"instrument": entry, "name": in_language(entry.name, entry.name_en), "rows": []})
        elif entry.kind == "indicator":
            groups[-1]["rows"].append({"entry": entry, "name": in_language(entry.name, entry.name_en)})
    return groups


def _reasons(framework: Framework, card: Card) -> list[tuple[str, str, str]]:
    """Why total, instruments and indicators are what they are: (key, name, sentence)."""
    keys = [TOTAL, *(entry.code for entry in framework.instruments), *(entry.key for entry in framework.indicators)]
    names = {entry.key: in_language(entry.name, entry.name_en) for entry in framework.indicators}
    return [(_("รวม") if key == TOTAL else key, names.get(key, ""), said(explain_score(framework, card, key))) for key in keys]


def _samples(framework: Framework, card: Card) -> Iterator[str]:
    """For each survey that people answered: how many did, and of how many that is enough."""
    for instrument in framework.instruments:
        answers = max((card.scores[item.code].reason.answers for item in instrument.items), default=0)
        if not answers or required_sample(framework, instrument.code, answers) is None:
            continue
        most = enough_for(framework, instrument.code, answers)
        words = _("%(code)s มีผู้ตอบ %(answers)s คน") % {"code": instrument.code, "answers": f"{answers:,}"}
        enough = _("ครบตามเกณฑ์ตัวอย่าง") if most is None else _("ครบเมื่อผู้มีสิทธิ์ตอบไม่เกิน %(most)s คน") % {"most": f"{most:,}"}
        yield f"{words} {enough}"


def _notes(stored: Scorecard, card: Card) -> tuple[Note, ...]:
    """What the card notes, and whether the total that the official paper prints is another one."""
    if stored.printed_total is None or card.total.value is None or card.total.reason.rule == "given":
        return card.notes
    printed = note_on(TOTAL, Fraction(stored.printed_total), card.total.value, card.decimals)
    return card.notes if printed is None else (printed, *card.notes)

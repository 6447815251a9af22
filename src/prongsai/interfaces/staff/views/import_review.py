"""The review of a paper that was read. Every act works as a plain form; with script only the parts that it changes are replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from prongsai.foundation.agencies.queries import units_of
from prongsai.foundation.faults import Fault, Unusable
from prongsai.foundation.people.actor import NotFound
from prongsai.interfaces.staff.forms.imports import MendForm
from prongsai.interfaces.staff.forms.numbers import read_whole
from prongsai.interfaces.staff.gate import staff_view
from prongsai.interfaces.staff.middleware import StaffRequest
from prongsai.interfaces.staff.views.imports import PERMISSION, frame, opened
from prongsai.programme.plans.actions.import_review import confirm_rest, decide, leave_out, mend, take_unread, undo
from prongsai.programme.plans.actions.imports import OutdatedReview
from prongsai.programme.plans.importing.decisions import standing
from prongsai.programme.plans.importing.mending import card_of, is_settable
from prongsai.programme.plans.importing.preview import CARDS_PER_PART, Review, key_of, path_of
from prongsai.programme.plans.importing.preview_source import source_shown
from prongsai.programme.plans.models import ImportRun
from prongsai.programme.plans.queries.imports import review_of, year_to_leave

OTHER = "other"
LINKS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Refused:
    """What could not be done: at which question or item, why, and what was typed."""

    item: str
    message: str
    typed: str = ""
    status: int = 422


def act_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view that does something: asked for by an address alone (a page that was shown again), it leads to the review."""

    @staff_view(PERMISSION, "GET", "POST")
    @wraps(view)
    def acting(request: StaffRequest, run_id: int, **kwargs: Any) -> HttpResponse:
        opened(request, run_id)
        return view(request, run_id, **kwargs) if request.method == "POST" else redirect("staff:import", request.agency.code, run_id)

    return acting


def show_review(request: StaffRequest, run: ImportRun, refused: Refused | None = None) -> HttpResponse:
    """The whole page of the review."""
    found = review_of(run)
    only_open = request.GET.get("only") == "open"
    cards = [card for card in found.cards if card.state == "open"] if only_open else found.cards
    shown = _parts(request, run, found, refused) | {
        "cards": Paginator(cards, CARDS_PER_PART).get_page(request.GET.get("part")),
        "part_query": "?only=open&part=" if only_open else "?part=",
        "only_open": only_open,
        "heading": _("ตรวจทานก่อนนำเข้า"),
        "has_errors": refused is not None,
        "is_of_other": bool(found.paper.organisation.name and found.paper.organisation.name != request.agency.name),
        "other_year": year_to_leave(found, run.fiscal_year),
    }
    return render(request, "staff/imports/review.html", shown, status=refused.status if refused else 200)


def _parts(request: StaffRequest, run: ImportRun, found: Review, refused: Refused | None = None) -> dict[str, Any]:
    """What the page and its parts share; the page of the source is that of the address that the browser shows."""
    query = QueryDict(urlsplit(request.headers.get("HX-Current-URL", "")).query) if request.headers.get("HX-Request") else request.GET
    page, number = read_whole(query.get("page")), read_whole(query.get("spot"))
    source = source_shown(run.source, run.paper or {}, found.questions, page=page, number=number) if run.source else None
    return frame(request, run, 3) | {
        "review": found,
        "refused": refused,
        "source": source,
        "as_text": query.get("view") == "text",
        "links": found.questions[:LINKS_SHOWN],
        "further_links": found.questions[LINKS_SHOWN:],
    }


def _answered(
    request: StaffRequest, run: ImportRun, cards: Iterable[str | None], refused: Refused | None = None, item: str = ""
) -> HttpResponse:
    """After an act: with script, the cards that changed (None for the questions about the whole paper), summary and foot; else the page."""
    wanted = list(dict.fromkeys(cards))
    if not request.headers.get("HX-Request"):
        if refused is not None:
            return show_review(request, run, refused)
        first = wanted[0] if wanted else None
        anchor = f"u{item[7:]}" if item.startswith("unread:") else key_of(first) if first else "whole"
        part = review_of(run).part_of(first)
        return redirect(reverse("staff:import", args=[request.agency.code, run.pk]) + (f"?part={part}" if part > 1 else "") + f"#{anchor}")
    found = review_of(run)
    changed = [card for path in wanted if path and (card := found.card(path)) is not None]
    questions = {question.index: question for card in changed for question in (*card.questions, *card.elsewhere)}
    if None in wanted:
        questions |= {question.index: question for question in found.whole}
    shown = _parts(request, run, found, refused) | {"changed": changed, "is_whole_changed": None in wanted, "spots": questions.values()}
    is_unread = item.startswith("unread:")
    shown |= {
        "has_main": not is_unread,
        "is_unread_changed": is_unread,
        "focused": int(item[8:]) if item.startswith("warning:") else None,
        "said": _said(found),
    }
    return render(request, "staff/imports/_answered.html", shown)


def _act(
    request: StaffRequest, run_id: int, item: str, cards: Iterable[str | None], act: Callable[[ImportRun], ImportRun], typed: str = ""
) -> HttpResponse:
    run = opened(request, run_id)
    if run.state != ImportRun.State.REVIEW:
        messages.info(request, _("เอกสารนี้ไม่ได้รอตรวจทานแล้ว"))
        return redirect("staff:import", request.agency.code, run_id)
    refused = None
    try:
        run = act(run)
    except Unusable as unusable:
        refused = Refused(item, str(unusable), typed)
    except OutdatedReview as outdated:
        run.refresh_from_db()
        refused = Refused(item, str(outdated), status=409)
    return _answered(request, run, cards, refused, item)


def _said(found: Review) -> str:
    if not found.open_count:
        return _("ยืนยันครบแล้ว นำเข้าได้")
    return _("บันทึกแล้ว เหลือ %(count)s จุด") % {"count": found.open_count}


def version_in(request: StaffRequest) -> int:
    """The version that a form was made for; -1, which nothing ever has, where there is none."""
    version = read_whole(request.POST.get("version"))
    return -1 if version is None else version


def _path(key: str) -> str:
    path = path_of(key)
    if path is None:
        raise NotFound
    return path


@act_view
def answer(request: StaffRequest, run_id: int, number: int) -> HttpResponse:
    """Settle a question: by a candidate, by what was typed, or as blank."""
    run = opened(request, run_id)
    warnings = (run.paper or {}).get("warnings", ())
    if number >= len(warnings):
        raise NotFound
    warning = warnings[number]
    paths = [path for path in (warning.get("path"), *(warning.get("also") or ())) if path]
    chosen, typed = request.POST.get("value", ""), request.POST.get("typed", "")
    value = "" if request.POST.get("how") == "blank" else typed.strip() if chosen == OTHER else chosen

    def act(found: ImportRun) -> ImportRun:
        is_asked = bool(paths) and is_settable(found.paper or {}, paths[0])
        if is_asked and not value and request.POST.get("how") != "blank":
            raise Unusable(_nothing_chosen())
        return decide(by=request.actor, at=timezone.now(), run=found, number=number, version=version_in(request), value=value)

    return _act(request, run_id, f"warning:{number}", [card_of(path) for path in paths] or [None], act, typed)


def _nothing_chosen() -> tuple[Fault, ...]:
    return (Fault("value", _("เลือกค่าหนึ่งค่า หรือพิมพ์ค่าอื่น หรือกดเว้นว่างไว้ก่อน")),)


@act_view
def confirm(request: StaffRequest, run_id: int) -> HttpResponse:
    """Confirm what is open of a measure, or of the paper as a whole, as it was read."""
    key = request.POST.get("card", "")
    path = _path(key) if key else ""
    return _act(
        request, run_id, f"rest:{path}", [path or None], lambda run: confirm_rest(by=request.actor, at=timezone.now(), run=run, card=path)
    )


@act_view
def take_back(request: StaffRequest, run_id: int) -> HttpResponse:
    """Take back what was decided about an item."""
    item = request.POST.get("item", "")
    run = opened(request, run_id)
    return _act(
        request,
        run_id,
        item,
        _cards_of_item(run, item),
        lambda found: undo(by=request.actor, at=timezone.now(), run=found, item=item, version=version_in(request)),
    )


def _cards_of_item(run: ImportRun, item: str) -> list[str | None]:
    kind, _colon, rest = item.partition(":")
    if kind == "warning" and (place := read_whole(rest)) is not None:
        warnings = (run.paper or {}).get("warnings", ())
        found = warnings[place] if place < len(warnings) else {}
        return [card_of(path) for path in (found.get("path"), *(found.get("also") or ())) if path] or [None]
    if kind == "unread":
        decision = standing(run.decisions).get(item)
        return [card_of(path) for path in decision["values"]] if decision is not None else []
    return [card_of(rest or item)]


@act_view
def unread(request: StaffRequest, run_id: int, number: int) -> HttpResponse:
    """Put a text that was not read into a measure, or note that it is of no concern."""
    key = request.POST.get("card", "") if request.POST.get("how") != "ignore" else ""
    path = _path(key) if key else ""

    def act(run: ImportRun) -> ImportRun:
        return take_unread(by=request.actor, at=timezone.now(), run=run, number=number, version=version_in(request), card=path)

    return _act(request, run_id, f"unread:{number}", [path] if path else [], act)


@act_view
def leave(request: StaffRequest, run_id: int, key: str) -> HttpResponse:
    """Leave a measure out of the import."""
    path = _path(key)
    return _act(
        request,
        run_id,
        f"leave:{path}",
        [path],
        lambda run: leave_out(by=request.actor, at=timezone.now(), run=run, card=path, version=version_in(request)),
    )


@staff_view(PERMISSION, "GET", "POST")
def mend_card(request: StaffRequest, run_id: int, key: str) -> HttpResponse:
    """Mend a measure as it was read, in its place or on a page of its own."""
    run = opened(request, run_id)
    path = _path(key)
    if run.state != ImportRun.State.REVIEW:
        return redirect("staff:import", request.agency.code, run_id)
    found = review_of(run)
    card = found.card(path)
    if card is None:
        raise NotFound
    units = [(unit.pk, unit.name) for unit in units_of(request.agency.pk)]
    form = MendForm(request.POST or None, paper=found.paper, card=card, units=units)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                run = mend(by=request.actor, at=timezone.now(), run=run, card=path, version=version_in(request), typed=form.values())
            except Unusable as unusable:
                for fault in unusable.faults:
                    form.add_error(form.field_of(fault.field), fault.message)
            except OutdatedReview as outdated:
                form.add_error(None, str(outdated))
                status = 409
            else:
                return _answered(request, run, [path, *(card_of(other) for question in card.elsewhere for other in question.also)])
    is_part = bool(request.headers.get("HX-Request"))
    shown = frame(request, run, 3) | {"form": form, "card": card, "heading": _("แก้สิ่งที่อ่านได้"), "is_part": is_part}
    template = "staff/imports/_mend.html" if is_part else "staff/imports/mend.html"
    return render(request, template, shown, status=200 if is_part else status)

"""Looking at evidence: the list of a year, one piece with its revisions, reviews and looks, frozen numbers to take along; and reviewing."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from prongsai.foundation.audit.digests import plain
from prongsai.foundation.audit.queries import history_of
from prongsai.foundation.faults import Unusable
from prongsai.foundation.people.actor import Actor, NotFound
from prongsai.interfaces.staff.event_words import sentences
from prongsai.interfaces.staff.evidence_lines import days_of, lines_of
from prongsai.interfaces.staff.forms.evidence import Choices, ReviewForm, TieForm, place_key
from prongsai.interfaces.staff.gate import staff_view
from prongsai.interfaces.staff.looks import TONE_ICONS
from prongsai.interfaces.staff.middleware import StaffRequest
from prongsai.interfaces.staff.overtaken import overtaken
from prongsai.programme.evidence import freezing
from prongsai.programme.evidence.actions import reviewing
from prongsai.programme.evidence.announcements import MENU_KEY
from prongsai.programme.evidence.items import items_of_year
from prongsai.programme.evidence.models import Evidence, EvidenceRevision
from prongsai.programme.evidence.queries import EvidenceRow, evidence_row, evidence_rows, standing_evidence
from prongsai.programme.evidence.verdicts import CODES, LABELS
from prongsai.programme.plans.permissions import access_evidence, units_of_evidence
from prongsai.programme.plans.queries.evidence_ties import MeasureToTie, measures_of_evidence, measures_to_tie

PAGE_SIZE = 50
EVENTS_SHOWN = 5
LONGEST_CHOICE = 120
WAITING = "waiting"
WITHDRAWN = "withdrawn"


@staff_view("evidence.view")
def listing(request: StaffRequest, year: int) -> HttpResponse:
    """The evidence of a year by what it needs, and what waits for a review."""
    request.menu_key = MENU_KEY
    today = timezone.localdate()
    rows = evidence_rows(standing_evidence(request.agency.pk, year), today)
    withdrawn = evidence_rows(Evidence.objects.filter(agency=request.agency, fiscal_year=year).exclude(withdrawn_at=None), today)
    chosen, words = request.GET.get("show", ""), request.GET.get("q", "").strip()
    found = withdrawn if chosen == WITHDRAWN else [row for row in rows if _is_shown(row, chosen, request.actor)]
    found = [row for row in found if words.casefold() in f"{row.title}\n{row.file_name}\n{row.url}".casefold()]
    page = Paginator(list(reversed(found)), PAGE_SIZE).get_page(request.GET.get("page"))
    kept = {name: value for name, value in (("show", chosen), ("q", words)) if value}
    shown = {
        "year": year,
        "heading": _("หลักฐาน ปี %(year)s") % {"year": year},
        "tabs": _tabs(request, year, rows, withdrawn, chosen, words),
        "lines": lines_of(page, agency_code=request.agency.code, website=request.agency.website),
        "page": page,
        "page_query": f"?{urlencode(kept | {'page': ''})}",
        "total": len(rows) + len(withdrawn),
        "asked": words,
        "show": chosen,
        "is_filtered": bool(kept),
    }
    return render(request, "staff/evidence/listing.html", shown)


def _is_shown(row: EvidenceRow, chosen: str, actor: Actor) -> bool:
    if chosen == WAITING:
        return waits_for(row, actor)
    return not chosen or row.verdict.code == chosen


def waits_for(row: EvidenceRow, actor: Actor) -> bool:
    """Whether nobody has reviewed the latest revision yet and this person may: who handed it in may not."""
    return row.review is None and actor.may(reviewing.PERMISSION) and row.added_by_id != actor.person_id


def _tabs(
    request: StaffRequest, year: int, rows: Sequence[EvidenceRow], withdrawn: Sequence[EvidenceRow], chosen: str, words: str
) -> list[dict[str, Any]]:
    base = reverse("staff:evidence", args=[request.agency.code, year])
    counted = Counter(row.verdict.code for row in rows)
    looks = {row.verdict.code: row.verdict for row in rows}
    tabs: list[dict[str, Any]] = [{"label": _("ทั้งหมด"), "count": len(rows), "show": ""}]
    if request.actor.may(reviewing.PERMISSION):
        waiting = sum(waits_for(row, request.actor) for row in rows)
        tabs.append({"label": _("รอท่านตรวจ"), "count": waiting, "show": WAITING, "icon": "clipboard-check", "tone": "doing"})
    for code, verdict in sorted(looks.items(), key=lambda entry: CODES.index(entry[0])):
        tabs.append(
            {
                "label": LABELS[code],
                "count": counted[code],
                "show": code,
                "icon": verdict.icon or TONE_ICONS[verdict.tone],
                "tone": verdict.tone,
            }
        )
    if withdrawn:
        tabs.append({"label": _("ถอนแล้ว"), "count": len(withdrawn), "show": WITHDRAWN})
    for tab in tabs:
        query = {name: value for name, value in (("show", tab["show"]), ("q", words)) if value}
        tab["href"] = f"{base}?{urlencode(query)}" if query else base
        tab["is_current"] = tab["show"] == chosen
    return tabs


def enter(request: StaffRequest, evidence_id: int, permission: str = "evidence.view") -> Evidence:
    """The evidence of an address; the frame then shows its year and its entry of the menu."""
    found = access_evidence(by=request.actor, evidence_id=evidence_id, permission=permission)
    request.fiscal_year = found.fiscal_year
    request.menu_key = MENU_KEY
    return found


def crumbs_to(request: StaffRequest, evidence: Evidence, *last: str) -> list[dict[str, str]]:
    """The way to a page of a piece of evidence."""
    code, year = request.agency.code, evidence.fiscal_year
    first = {"label": _("หลักฐาน %(year)s") % {"year": year}, "href": reverse("staff:evidence", args=[code, year])}
    one = {"label": evidence.title, "href": reverse("staff:evidence-one", args=[code, evidence.pk]) if last else ""}
    return [first, one, *({"label": label, "href": ""} for label in last)]


@staff_view("evidence.view")
def one(request: StaffRequest, evidence_id: int) -> HttpResponse:
    """A piece of evidence: what it is worth and why, what it holds, where it belongs, and everything that it was before."""
    return shown(request, enter(request, evidence_id))


def shown(
    request: StaffRequest, found: Evidence, *, review_form: ReviewForm | None = None, tie_form: TieForm | None = None
) -> HttpResponse:
    """The page of a piece of evidence, with forms that came back for mending."""
    row = evidence_row(found, timezone.localdate())
    revisions = list(found.revisions.select_related("file__blob", "added_by").order_by("-number"))
    may_add = request.actor.may("evidence.add", unit_ids=units_of_evidence(found))
    items = {item.code: item for item in items_of_year(found.fiscal_year)}
    codes = list(found.items.values_list("item_code", flat=True))
    events = history_of(found)
    values: dict[str, Any] = {
        "evidence": found,
        "row": row,
        "line": lines_of([row], agency_code=request.agency.code, website=request.agency.website)[0],
        "days": days_of(row),
        "revision": revisions[0],
        "revisions": revisions,
        "reviews": found.reviews.select_related("by", "revision").order_by("-pk"),
        "checks": revisions[0].checks.order_by("-pk")[:EVENTS_SHOWN],
        "tied": measures_of_evidence(found),
        "items": [items.get(code, code) for code in codes],
        "may_add": may_add,
        "may_review": found.withdrawn_at is None and reviewing.may_review(request.actor, revisions[0]),
        "review_form": review_form or ReviewForm(initial={"number": revisions[0].number}),
        "tie_form": tie_form or tie_form_of(request, found) if may_add and found.withdrawn_at is None else None,
        "events": sentences(events[:EVENTS_SHOWN]),
        "heading": found.title,
        "crumbs": crumbs_to(request, found),
    }
    is_bad = bool((review_form and review_form.errors) or (tie_form and tie_form.errors))
    return render(request, "staff/evidence/one.html", values | {"has_errors": is_bad}, status=422 if is_bad else 200)


def tie_form_of(request: StaffRequest, found: Evidence, data: Any = None) -> TieForm:
    """The form that ties evidence to a further measure of its year, or to a step: those that this person may choose."""
    return TieForm(data, measures=[_choices(entry) for entry in measures_to_tie(found, request.actor)])


def _choices(entry: MeasureToTie) -> tuple[str, Choices]:
    whole = [(place_key(entry.measure.pk), _("ทั้งมาตรการ %(number)s") % {"number": entry.number})] if entry.is_whole_free else []
    steps = [(place_key(entry.measure.pk, pk), words[:LONGEST_CHOICE]) for pk, words in entry.steps]
    return f"{entry.number} {entry.measure.title}"[:LONGEST_CHOICE], whole + steps


@staff_view(reviewing.PERMISSION, "POST")
def review(request: StaffRequest, evidence_id: int) -> HttpResponse:
    """Accept the latest revision, or return it with what is wrong."""
    found = enter(request, evidence_id, reviewing.PERMISSION)
    form, verdict = ReviewForm(request.POST), request.POST.get("verdict")
    is_accepted = verdict == "accepted"
    if form.is_valid() and verdict in ("accepted", "returned"):
        data = form.cleaned_data
        try:
            reviewing.review(
                by=request.actor,
                at=timezone.now(),
                evidence=found,
                number=data["number"],
                is_accepted=is_accepted,
                reason=data["reason"],
                mentions=[tied.measure for tied in measures_of_evidence(found)],
            )
        except Unusable as unusable:
            form = _again(found, data["reason"], unusable)
        else:
            words = _("รับหลักฐาน %(title)s แล้ว") if is_accepted else _("ส่งหลักฐาน %(title)s กลับแล้ว ผู้ส่งจะเห็นเหตุผล")
            messages.success(request, words % {"title": found.title})
            return redirect("staff:evidence-one", request.agency.code, found.pk)
    elif form.is_valid():
        form.add_error(None, _("เลือกว่ารับหรือส่งกลับ"))
    found.refresh_from_db()
    if found.withdrawn_at is not None:
        words = _("มีผู้อื่นถอนหลักฐานนี้แล้ว จึงไม่ต้องตรวจ")
        return overtaken(request, words, reverse("staff:evidence-one", args=[request.agency.code, found.pk]), ReviewForm)
    return shown(request, found, review_form=form)


def _again(found: Evidence, reason: str, refused: Unusable) -> ReviewForm:
    """The form with what was typed and what is wrong, of the revision that the page shows now."""
    last = found.revisions.order_by("-number").first()
    form = ReviewForm({"number": last.number if last else "", "reason": reason})
    form.take(refused.faults)
    return form


@staff_view("evidence.view")
def facts_as_json(request: StaffRequest, evidence_id: int, number: int) -> HttpResponse:
    """Frozen numbers as canonical JSON: the very bytes whose SHA-256 the revision carries."""
    revision = _facts(request, evidence_id, number)
    content = json.dumps(plain(revision.facts), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return _download(content.encode(), "application/json", f"evidence-{evidence_id}-{number}.json")


@staff_view("evidence.view")
def facts_as_csv(request: StaffRequest, evidence_id: int, number: int) -> HttpResponse:
    """Frozen numbers as a table (UTF-8 with a mark, so that spreadsheets read Thai)."""
    revision = _facts(request, evidence_id, number)
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(freezing.CSV_COLUMNS)
    for fact in (revision.facts or {}).get("facts", ()):
        table.writerow([fact.get(column, "") for column in freezing.CSV_COLUMNS])
    return _download(out.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8", f"evidence-{evidence_id}-{number}.csv")


def _facts(request: StaffRequest, evidence_id: int, number: int) -> EvidenceRevision:
    found = enter(request, evidence_id)
    revision = found.revisions.filter(number=number).first()
    if revision is None or revision.facts is None:
        raise NotFound
    return revision


def _download(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response

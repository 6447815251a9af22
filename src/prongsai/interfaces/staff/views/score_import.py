"""Scores from a file: handing it in, its reading, what was found beside what stands, and recording it; and the workbook to fill in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from prongsai.assessments.scorecards.actions import OutdatedScores
from prongsai.assessments.scorecards.announcements import MENU_KEY
from prongsai.assessments.scorecards.drafts import ScoresDraft
from prongsai.assessments.scorecards.file_actions import hand_in_scores, may_read_again, read_again, record_found
from prongsai.assessments.scorecards.found import FoundScores, found_from_json, is_named, own_entries
from prongsai.assessments.scorecards.models import Scorecard, ScoreFile
from prongsai.assessments.scorecards.permissions import access_score_file
from prongsai.assessments.scorecards.queries import cards_of_file, current_cards
from prongsai.assessments.scorecards.sheet import MEDIA_TYPE, template_of
from prongsai.foundation.faults import Unusable
from prongsai.foundation.files.kinds import PAPER_RULE
from prongsai.foundation.languages import in_language
from prongsai.foundation.people.actor import NotFound
from prongsai.interfaces.staff.forms.numbers import read_whole
from prongsai.interfaces.staff.forms.scores import ScoreFileForm
from prongsai.interfaces.staff.gate import staff_view
from prongsai.interfaces.staff.middleware import StaffRequest
from prongsai.interfaces.staff.score_review import review_of
from prongsai.interfaces.staff.score_rows import framework_or_none
from prongsai.interfaces.staff.views.score_entry import frame, no_framework

PERMISSION = "scores.import"
Kind = Scorecard.Kind


@staff_view(PERMISSION, "GET", "POST")
def hand_in(request: StaffRequest, year: int) -> HttpResponse:
    """Choose a file; it is read in the background."""
    shown = frame(request, year, _("นำเข้าคะแนน ปี %(year)s") % {"year": year})
    if shown["framework"] is None:
        return no_framework(request, shown)
    form = ScoreFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            handed = hand_in_scores(by=request.actor, at=timezone.now(), fiscal_year=year, data=file.read(), name=file.name)
        except Unusable as unusable:
            form.take(unusable.faults)
        else:
            if not handed.is_new:
                messages.info(request, _("ไฟล์นี้ส่งไว้แล้ว นี่คือสิ่งที่อ่านได้"))
            return redirect("staff:score-file", request.agency.code, handed.score_file.pk)
    shown |= {"form": form, "words": PAPER_RULE.words}
    return render(request, "staff/scores/hand_in.html", shown, status=422 if request.method == "POST" else 200)


@staff_view(PERMISSION)
def template(request: StaffRequest, year: int) -> HttpResponse:
    """The workbook of a year to fill in."""
    rules = framework_or_none(year)
    if rules is None:
        raise NotFound
    answer = HttpResponse(template_of(rules, request.agency), content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="ita-{year}.xlsx"'
    return answer


def _opened(request: StaffRequest, score_file_id: int) -> ScoreFile:
    found = access_score_file(by=request.actor, score_file_id=score_file_id)
    request.fiscal_year, request.menu_key = found.fiscal_year, MENU_KEY
    return found


@staff_view(PERMISSION, "GET", "POST")
def score_file(request: StaffRequest, score_file_id: int) -> HttpResponse:
    """A file of scores as far as it is: being read, unreadable, or what was found; then the recording."""
    handed = _opened(request, score_file_id)
    shown = frame(request, handed.fiscal_year, handed.file.name) | {"handed": handed}
    if handed.state != ScoreFile.State.READ:
        shown |= _reading(handed)
        return render(request, "staff/scores/reading.html", shown)
    names = (request.agency.name, request.agency.short_name)
    entries = found_from_json(handed.found)
    own = own_entries(entries, names)
    asked = request.POST if request.method == "POST" else request.GET
    kind = asked.get("kind", "")
    kind = kind if kind in Kind.values else Kind.OFFICIAL
    status = 200
    if request.method == "POST" and asked.get("act") == "save":
        answer = _record(request, handed, kind, [place for place in own if str(place) in asked.getlist("entry")])
        if answer is not None:
            return answer
        status = 422
    shown |= {
        "kind": kind,
        "kinds": Kind.choices,
        "entries": _entries(request, entries, own, kind, names),
        "left_out": len(entries) - len(own),
        "cards": list(cards_of_file(handed)),
    }
    return render(request, "staff/scores/found.html", shown, status=status)


def _record(request: StaffRequest, handed: ScoreFile, kind: str, places: list[int]) -> HttpResponse | None:
    seen = [read_whole(request.POST.get(f"seen-{place}")) for place in places]
    try:
        recorded = record_found(by=request.actor, at=timezone.now(), score_file=handed, kind=kind, places=places, seen_numbers=seen)
    except (Unusable, OutdatedScores) as refused:
        messages.error(request, str(refused))
        return None
    new = [one.card for one in recorded if one.is_new]
    if new:
        years = ", ".join(str(card.fiscal_year) for card in new)
        messages.success(request, _("บันทึกผลประเมินปี %(years)s จากไฟล์แล้ว") % {"years": years})
    else:
        messages.info(request, _("เหมือนฉบับที่ใช้อยู่ทุกอย่าง จึงไม่บันทึกซ้ำ"))
    return redirect("staff:scores", request.agency.code, recorded[0].card.fiscal_year)


def _entries(request: StaffRequest, entries: list[FoundScores], own: list[int], kind: str, names: tuple[str, str]) -> list[dict[str, Any]]:
    """Each entry of the agency with its review, or why it cannot be taken."""
    standing = {card.fiscal_year: card for card in current_cards(request.agency.pk) if card.kind == kind}
    lines = []
    for place in own:
        entry = entries[place]
        before = standing.get(entry.fiscal_year)
        draft = ScoresDraft(
            entry.fiscal_year, kind, entry.points, entry.tallies, {}, entry.printed_total, entry.printed_level, entry.source
        )
        line: dict[str, Any] = {
            "place": place,
            "entry": entry,
            "framework": framework_or_none(entry.fiscal_year),
            "seen": before.number if before else 0,
            "is_named": is_named(entry, names),
            "doubts": [in_language(thai, english) for thai, english in entry.doubts],
        }
        try:
            line["review"] = review_of(draft, before)
        except Unusable as unusable:
            line["fault"] = str(unusable)
        lines.append(line)
    return lines


def _reading(handed: ScoreFile) -> dict[str, Any]:
    job = handed.job
    if job.total:
        words = _("กำลังอ่านเอกสาร หน้า %(done)s จาก %(total)s") % {"done": min(job.done + 1, job.total), "total": job.total}
    else:
        words = _("กำลังอ่านไฟล์")
    return {
        "words": words,
        "done": job.done,
        "total": job.total or 1,
        "may_read_again": may_read_again(handed, timezone.now()),
        "fault": in_language(handed.fault, handed.fault_en),
    }


@staff_view(PERMISSION)
def progress(request: StaffRequest, score_file_id: int) -> HttpResponse:
    """How far the reading is, as a part of its page; when it is over, the browser goes to what came of it."""
    handed = _opened(request, score_file_id)
    address = reverse("staff:score-file", args=[request.agency.code, score_file_id])
    if handed.state != ScoreFile.State.READING:
        answer = HttpResponse(status=200)
        answer["HX-Redirect"] = address
        return answer if request.headers.get("HX-Request") else redirect(address)
    return render(request, "staff/scores/_progress.html", {"handed": handed, **_reading(handed)})


@staff_view(PERMISSION, "POST")
def again(request: StaffRequest, score_file_id: int) -> HttpResponse:
    """Read a file again."""
    handed = _opened(request, score_file_id)
    try:
        read_again(by=request.actor, at=timezone.now(), score_file=handed)
    except Unusable as unusable:
        messages.error(request, str(unusable))
    return redirect("staff:score-file", request.agency.code, score_file_id)

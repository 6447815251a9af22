"""The plan as a workbook: taking it out, handing it in, seeing what it would change with every fault by cell, and taking it in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.foundation.faults import Unusable
from prongsai.foundation.people.actor import NotFound
from prongsai.interfaces.staff.gate import staff_view
from prongsai.interfaces.staff.middleware import StaffRequest
from prongsai.interfaces.staff.views.measures import crumbs_to
from prongsai.programme.plans.actions.sheets import (
    SHEET_RULE,
    OutdatedSheet,
    discard_sheet,
    hand_in_sheet,
    leave_out,
    may_decide,
    may_hand_in,
    take_sheet,
)
from prongsai.programme.plans.models import Plan, SheetRun
from prongsai.programme.plans.permissions import access_plan, access_sheet
from prongsai.programme.plans.queries.sheets import SheetReview, last_sheets, review_of_sheet
from prongsai.programme.plans.sheet.marking import write_marked
from prongsai.programme.plans.sheet.standing import standing_plan
from prongsai.programme.plans.sheet.writing import MEDIA_TYPE, write_plan

PERMISSION = "plans.report"
MOST_ROWS = 300
"""How many rows a page tells one by one; the rest are counted."""
MOST_LETTERS, _LETTERS_BEFORE = 200, 60
"""What the page shows of a value, and how much of that may stand before the first difference."""
_LOOKS = {
    "new": ("brand", gettext_lazy("ใหม่"), "plus"),
    "change": ("doing", gettext_lazy("แก้"), "square-pen"),
    "withdraw": ("late", gettext_lazy("ยกเลิก"), "x"),
    "report": ("done", gettext_lazy("รายงานผล"), "square-check-big"),
}


@staff_view("plans.view", "GET", "POST")
def plan_sheet(request: StaffRequest, year: int) -> HttpResponse:
    """Take the plan out as a workbook, hand one in, and see the last ones."""
    plan = _plan(request, year)
    faults: list[str] = []
    if request.method == "POST":
        if not may_hand_in(request.actor):
            raise NotFound
        file = request.FILES.get("file")
        faults = [_("เลือกไฟล์ก่อน")]
        if isinstance(file, UploadedFile):
            try:
                handed = hand_in_sheet(by=request.actor, at=timezone.now(), plan=plan, data=_bytes_of(file), name=file.name or "")
            except Unusable as unusable:
                faults = [fault.message for fault in unusable.faults]
            else:
                if not handed.is_new:
                    messages.info(request, _("ไฟล์นี้ส่งไว้แล้ว นี่คือสิ่งที่อ่านได้"))
                return redirect("staff:plan-sheet-run", request.agency.code, handed.run.pk)
    shown: dict[str, Any] = {
        "plan": plan,
        "year": year,
        "faults": faults,
        "has_errors": bool(faults),
        "may_hand_in": may_hand_in(request.actor),
        "sheets": [{"run": run, "looks": _state_looks(run)} for run in last_sheets(plan)],
        "most_mb": SHEET_RULE.most_bytes // 2**20,
        "heading": _("แผนเป็นไฟล์ Excel"),
        "crumbs": crumbs_to(request, plan, (_("ส่งออกและนำเข้า XLSX"), "")),
    }
    return render(request, "staff/sheets/sheet.html", shown, status=422 if faults else 200)


@staff_view("plans.view")
def file(request: StaffRequest, year: int) -> HttpResponse:
    """The workbook of the plan as it stands."""
    plan = _plan(request, year)
    everywhere = "plans.report" in request.actor.permissions or not request.actor.may("plans.report")
    own = None if everywhere else request.actor.unit_permissions.get("plans.report", frozenset())
    return _workbook(write_plan(standing_plan(plan), own_units=own), f"plan-{request.agency.code}-{year}.xlsx")


@staff_view(PERMISSION, "GET", "POST")
def run(request: StaffRequest, sheet_id: int) -> HttpResponse:
    """What a workbook would change, with every fault by cell; leaving rows out; taking it in. Afterwards: what it changed."""
    found = _opened(request, sheet_id)
    address = reverse("staff:plan-sheet-run", args=[request.agency.code, found.pk])
    status = 200
    if request.method == "POST":
        status = _act(request, found)
        if status == 200:
            return redirect(address)
        found.refresh_from_db()
    shown: dict[str, Any] = {
        "run": found,
        "year": found.plan.fiscal_year,
        "may_decide": may_decide(request.actor, found),
        "heading": found.file.name,
        "crumbs": crumbs_to(
            request,
            found.plan,
            (_("ส่งออกและนำเข้า XLSX"), reverse("staff:plan-sheet", args=[request.agency.code, found.plan.fiscal_year])),
            (found.file.name, ""),
        ),
        "looks": _state_looks(found),
    }
    if found.state == SheetRun.State.REVIEW:
        shown |= _review(review_of_sheet(found, by=request.actor, at=timezone.now()))
    elif found.outcome:
        rows = found.outcome["rows"]
        shown |= {"changes": [_told(row) for row in rows[:MOST_ROWS]], "more": max(0, len(rows) - MOST_ROWS), "change_count": len(rows)}
    return render(request, "staff/sheets/run.html", shown, status=status)


def _act(request: StaffRequest, found: SheetRun) -> int:
    """Do what the pressed button says; 200 where it was done."""
    act, now = request.POST.get("act", ""), timezone.now()
    if not may_decide(request.actor, found):
        raise NotFound
    try:
        if act == "take":
            take_sheet(by=request.actor, at=now, run=found, token=request.POST.get("token", ""))
            messages.success(request, _("นำเข้าจากไฟล์แล้ว"))
        elif act == "discard":
            discard_sheet(by=request.actor, at=now, run=found)
            messages.success(request, _("ไม่นำเข้าไฟล์นี้แล้ว ไฟล์ยังเก็บไว้"))
        else:
            leave_out(by=request.actor, at=now, run=found, places=request.POST.getlist("row"), is_out=act != "back")
    except OutdatedSheet as outdated:
        messages.warning(request, str(outdated))
        return 409
    except Unusable as unusable:
        messages.error(request, unusable.faults[0].message if len(unusable.faults) == 1 else _("ยังมีจุดที่ต้องแก้ จึงยังไม่ได้นำเข้า"))
        return 422
    return 200


@staff_view(PERMISSION)
def marked(request: StaffRequest, sheet_id: int) -> HttpResponse:
    """A copy of the workbook with its faulty cells coloured, and what to do in a comment of each."""
    found = _opened(request, sheet_id)
    if found.state != SheetRun.State.REVIEW:
        raise NotFound
    review = review_of_sheet(found, by=request.actor, at=timezone.now())
    return _workbook(write_marked(review.book, review.faults, review.plan.unit_names()), f"marked-{found.pk}.xlsx")


def _opened(request: StaffRequest, sheet_id: int) -> SheetRun:
    found = access_sheet(by=request.actor, sheet_id=sheet_id)
    request.menu_key, request.fiscal_year = "plans.measures", found.plan.fiscal_year
    return found


def _plan(request: StaffRequest, year: int) -> Plan:
    request.menu_key = "plans.measures"
    return access_plan(by=request.actor, fiscal_year=year)


def _review(review: SheetReview) -> dict[str, Any]:
    dropped = sorted(review.dropped, key=lambda place: (place.rpartition("!")[0], int(place.rpartition("!")[2])))
    return {
        "review": review,
        "faults": [{"fault": fault, "row": f"{fault.sheet}!{fault.line}"} for fault in review.faults[:MOST_ROWS]],
        "fault_count": len(review.faults),
        "more_faults": max(0, len(review.faults) - MOST_ROWS),
        "changes": [
            _told(
                {
                    "sheet": change.sheet,
                    "line": change.line,
                    "act": change.act,
                    "number": change.number,
                    "title": change.title,
                    "measure": change.measure_id,
                    "cells": [[cell.head, cell.before, cell.after] for cell in change.cells],
                }
            )
            for change in review.changes[:MOST_ROWS]
        ],
        "change_count": len(review.changes),
        "more": max(0, len(review.changes) - MOST_ROWS),
        "dropped": dropped,
    }


def _told(row: dict[str, Any]) -> dict[str, Any]:
    tone, label, icon = _LOOKS[row["act"]]
    cells = [[head, *_around_difference(before, after)] for head, before, after in row["cells"]]
    return row | {"cells": cells, "tone": tone, "label": label, "icon": icon, "place": f"{row['sheet']}!{row['line']}"}


def _around_difference(before: str, after: str) -> tuple[str, str]:
    """Two texts from shortly before the place where they begin to differ, if that lies beyond what the page shows of each."""
    shorter = min(len(before), len(after))
    same = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    if same < MOST_LETTERS - _LETTERS_BEFORE:
        return before, after
    return f"…{before[same - _LETTERS_BEFORE :]}", f"…{after[same - _LETTERS_BEFORE :]}"


def _state_looks(run: SheetRun) -> tuple[str, str]:
    """Tone and icon of a run's state."""
    return {"review": ("soon", "hourglass"), "taken": ("done", "check-circle-fill"), "discarded": ("todo", "x")}[run.state]


def _bytes_of(file: UploadedFile[bytes]) -> bytes:
    # One byte more than allowed is enough for the refusal.
    data: bytes = file.read(SHEET_RULE.most_bytes + 1)
    return data


def _workbook(data: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer

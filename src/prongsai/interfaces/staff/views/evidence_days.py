"""Saying name and day of the evidence of a measure afterwards, several on one page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prongsai.foundation.faults import Unusable
from prongsai.foundation.seen import OutdatedValues
from prongsai.interfaces.staff.forms.evidence import DayForm
from prongsai.interfaces.staff.forms.measure_days import write_day
from prongsai.interfaces.staff.forms.seen import sealed, seen_in
from prongsai.interfaces.staff.gate import staff_view
from prongsai.interfaces.staff.middleware import StaffRequest
from prongsai.interfaces.staff.views.evidence_adding import PERMISSION, enter
from prongsai.interfaces.staff.views.progress import crumbs
from prongsai.programme.evidence.actions.changing import change_some
from prongsai.programme.evidence.models import Evidence
from prongsai.programme.plans.models import Measure
from prongsai.programme.plans.permissions import units_concerned
from prongsai.programme.plans.queries.evidence import EvidenceRow, evidence_of_measure
from prongsai.programme.plans.queries.overview import measure_row


@dataclass(slots=True)
class Entry:
    """A piece of evidence with its form. `seen` is the name that the form showed, for its hidden field."""

    piece: Evidence
    row: EvidenceRow
    form: DayForm
    seen: str
    is_outdated: bool = False


@staff_view(PERMISSION, "GET", "POST")
def days(request: StaffRequest, measure_id: int) -> HttpResponse:
    """Say name and day of all evidence of a measure that has no day yet, on one page. What is left empty stays open."""
    measure = enter(request, measure_id)
    back = f"{reverse('staff:measure', args=[request.agency.code, measure.pk])}#evidence"
    entries = _entries(request, measure)
    if request.method == "POST":
        saved = [_save(request, measure, entry) for entry in entries]
        if all(saved):
            dated = sum(bool(entry.form.cleaned_data.get("evidence_on")) for entry in entries)
            messages.success(request, ngettext("ลงวันที่ %(count)d รายการแล้ว", "ลงวันที่ %(count)d รายการแล้ว", dated) % {"count": dated})
            return redirect(back)
    elif not entries:
        return redirect(back)
    row = measure_row(measure, timezone.localdate())
    shown = {
        "measure": measure,
        "row": row,
        "entries": entries,
        "has_errors": request.method == "POST",
        "heading": _("ลงวันที่ของหลักฐาน"),
        "crumbs": crumbs(request, measure, row, _("ลงวันที่ของหลักฐาน")),
        "back_href": back,
    }
    status = 409 if any(entry.is_outdated for entry in entries) else 422 if request.method == "POST" else 200
    return render(request, "staff/evidence/days.html", shown, status=status)


def _entries(request: StaffRequest, measure: Measure) -> list[Entry]:
    """Each file without a day; of a POST each that was sent, also where somebody else has dated it meanwhile."""
    data = request.POST if request.method == "POST" else None
    rows = {row.pk: row for row in evidence_of_measure(measure.pk, timezone.localdate())}
    pieces = Evidence.objects.filter(pk__in=rows, kind=Evidence.Kind.FILE).order_by("pk")
    if data is None:
        pieces = pieces.filter(evidence_on=None, period_from=None)
    found = []
    for piece in pieces:
        form = DayForm(data, prefix=f"e{piece.pk}", fiscal_year=measure.plan.fiscal_year, initial={"title": piece.title})
        if data is None or f"{form.prefix}-title" in data:
            seen = sealed({"title": piece.title}) if data is None else data.get(f"{form.prefix}-seen", "")
            found.append(Entry(piece, rows[piece.pk], form, seen))
    return found


def _save(request: StaffRequest, measure: Measure, entry: Entry) -> bool:
    """Keep the day of one piece, and its name where somebody typed another than the page showed; False where the form has to be mended."""
    form = entry.form
    if not form.is_valid():
        return False
    seen = (seen_in(request.POST, f"{form.prefix}-seen") or {}) | {"evidence_on": None}
    typed = {name: form.cleaned_data[name] for name in ("title", "evidence_on")}
    values = {name: value for name, value in typed.items() if name in seen and value != seen[name]}
    units = units_concerned(measure)
    try:
        change_some(by=request.actor, at=timezone.now(), evidence=entry.piece, unit_ids=units, values=values, seen=seen, mentions=[measure])
    except Unusable as unusable:
        form.take(unusable.faults)
    except OutdatedValues as outdated:
        _tell(entry, values, seen, outdated.now)
    return not form.errors


def _tell(entry: Entry, values: Mapping[str, Any], seen: Mapping[str, Any], now: Mapping[str, Any]) -> None:
    """Say at the fields what somebody else has changed meanwhile. The name may be sent again, now that it was seen."""
    entry.is_outdated = True
    if "evidence_on" in values and now["evidence_on"] not in (None, values["evidence_on"]):
        known = {"day": write_day(now["evidence_on"])}
        entry.form.add_error("evidence_on", _("มีผู้อื่นลงวันที่ %(day)s ให้แล้ว แก้ที่หน้าของหลักฐานนี้ หรือเว้นช่องนี้ว่าง") % known)
    if "title" in values and now["title"] not in (seen["title"], values["title"]):
        words = _("มีผู้อื่นเปลี่ยนชื่อเป็น “%(title)s” แล้ว บันทึกอีกครั้งหากจะใช้ชื่อที่ท่านพิมพ์")
        entry.form.add_error("title", words % {"title": now["title"]})
        entry.seen = sealed({"title": now["title"]})

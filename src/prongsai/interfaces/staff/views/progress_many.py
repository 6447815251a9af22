"""Reporting on several measures at once: one form with a row each, saved together or not at all."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prongsai.foundation.faults import Fault, Unusable
from prongsai.foundation.people.actor import NotFound
from prongsai.interfaces.staff.evidence_lines import ACCEPT, file_hint
from prongsai.interfaces.staff.forms.numbers import read_whole
from prongsai.interfaces.staff.forms.progress import SeveralForm
from prongsai.interfaces.staff.gate import staff_view
from prongsai.interfaces.staff.middleware import StaffRequest
from prongsai.interfaces.staff.overtaken import Typed, typed_in
from prongsai.interfaces.staff.views.progress import step_choices, unit_choices, usual_unit
from prongsai.programme.plans.actions.foreseeing import rows_after
from prongsai.programme.plans.actions.progress import Entry, check_progress, report_many
from prongsai.programme.plans.models import Measure
from prongsai.programme.plans.permissions import access_measure
from prongsai.programme.plans.queries.overview import measure_rows
from prongsai.programme.plans.queries.rows import MeasureRow

MOST = 30


@staff_view("plans.report", "GET", "POST")
def report_many_view(request: StaffRequest, year: int) -> HttpResponse:
    """Report on the measures named by `?m=1&m=2`. A row in which nothing is written is left out."""
    named = _measures(request, year)
    measures = {index: measure for index, measure in named.items() if measure.withdrawn_at is None}
    request.menu_key = "plans.measures"
    plan_id = next((measure.plan_id for measure in measures.values()), None)
    standing = {row.pk: row for row in measure_rows(plan_id, timezone.localdate())} if plan_id else {}
    rows = [_row(request, index, measure, standing[measure.pk]) for index, measure in measures.items()]
    lost = _typed_for_withdrawn(request, named)
    plan_href = reverse("staff:plan", args=[request.agency.code, year])
    fault = "" if measures else _("เลือกมาตรการที่จะรายงานจากตารางมาตรการก่อน")
    is_preview = request.POST.get("act") == "preview"
    after: list[dict[str, Any]] = []
    if request.method == "POST" and measures:
        fault = _("มีผู้อื่นยกเลิกมาตรการที่ท่านรายงาน จึงยังไม่ได้บันทึก") if lost else _save(request, rows, after if is_preview else None)
        is_right = not fault and not any(row["form"].errors for row in rows)
        if is_right and not is_preview:
            written = sum(not row["form"].is_blank() for row in rows)
            words = ngettext("บันทึกผล %(count)d มาตรการแล้ว", "บันทึกผล %(count)d มาตรการแล้ว", written) % {"count": written}
            messages.success(request, words)
            return redirect(plan_href)
    has_errors = request.method == "POST" and not after
    title = _("รายงานความคืบหน้าหลายมาตรการ")
    shown: dict[str, Any] = {
        "rows": rows,
        "forms": [row["form"] for row in rows],
        "fault": fault,
        "lost": lost,
        "after": after,
        "has_errors": has_errors,
        "chosen_names": [name for row in rows for name in row["form"].chosen_names()],
        "accept": ACCEPT,
        "file_hint": file_hint(),
        "heading": title,
        "crumbs": [{"label": _("มาตรการและแผน"), "href": plan_href}, {"label": title}],
        "back_href": plan_href,
    }
    return render(request, "staff/progress/many.html", shown, status=422 if has_errors else 200)


def _measures(request: StaffRequest, year: int) -> dict[int, Measure]:
    """The measures of the address by their place in it, which names their rows; each through its door.

    One that is not there for the person is as if the page were not.
    """
    named = [*request.GET.getlist("m"), *request.GET.getlist("measure")]
    keys = list(dict.fromkeys(key for name in named if (key := read_whole(name)) is not None))[:MOST]
    found = [access_measure(by=request.actor, measure_id=key, permission="plans.report") for key in keys]
    if any(measure.plan.fiscal_year != year for measure in found):
        raise NotFound
    return dict(enumerate(found))


def _typed_for_withdrawn(request: StaffRequest, named: dict[int, Measure]) -> list[dict[str, Any]]:
    """What was typed in rows of measures that somebody withdrew meanwhile."""
    gone = [(index, measure) for index, measure in named.items() if measure.withdrawn_at is not None]
    typed = [{"measure": measure, "typed": _texts_of(request, index)} for index, measure in gone]
    return [entry for entry in typed if entry["typed"]]


def _texts_of(request: StaffRequest, index: int) -> list[Typed]:
    written = request.POST.get(f"rows-{index}-done_text", "").strip()
    return list(typed_in(request.POST, SeveralForm, prefix=f"rows-{index}-")) if written else []


def _row(request: StaffRequest, index: int, measure: Measure, row: MeasureRow) -> dict[str, Any]:
    units = unit_choices(request, measure)
    form = SeveralForm(
        *((request.POST, request.FILES) if request.method == "POST" else ()),
        prefix=f"rows-{index}",
        initial={"happened_on": timezone.localdate(), "unit": usual_unit(request, measure, units)},
        steps=step_choices(row),
        units=units,
        fiscal_year=measure.plan.fiscal_year,
        may_speak_for_all="plans.report" in request.actor.permissions,
    )
    return {"measure": measure, "row": row, "form": form}


def _save(request: StaffRequest, rows: list[dict[str, Any]], after: list[dict[str, Any]] | None = None) -> str:
    """Hand all written rows in, or, with a list `after`, only tell there what would come of them.

    What is wrong stands in their forms; the return value is what is wrong with all of it.
    """
    written = [row for row in rows if not row["form"].is_blank()]
    if not written:
        return _("ยังไม่ได้เขียนผลของมาตรการใด เขียนอย่างน้อยหนึ่งแถว")
    found_whole = [row["form"].is_valid() for row in written]  # every row is looked at, so that all faults are said at once
    now = timezone.now()
    entries = [Entry(row["measure"], row["form"].draft(), row["form"].uploads()) for row in written]
    try:
        if all(found_whole) and after is not None:
            faults = _all_faults(request, entries)
            if faults:
                raise Unusable(tuple(faults))
            foreseen = rows_after(by=request.actor, at=now, entries=entries)
            after += [row | {"draft": entry.draft, "then": foreseen[entry.measure.pk]} for row, entry in zip(written, entries, strict=True)]
        elif all(found_whole):
            report_many(by=request.actor, at=now, entries=entries)
        else:
            raise Unusable(tuple(_all_faults(request, entries)))
    except Unusable as unusable:
        for index, row in enumerate(written):
            lead = f"rows-{index}-"
            mine = [Fault(fault.field.removeprefix(lead), fault.message) for fault in unusable.faults if fault.field.startswith(lead)]
            row["form"].take(mine)
    return ""


def _all_faults(request: StaffRequest, entries: list[Entry]) -> list[Fault]:
    now = timezone.now()
    return [
        Fault(f"rows-{index}-{fault.field}", fault.message)
        for index, entry in enumerate(entries)
        for fault in check_progress(by=request.actor, at=now, measure=entry.measure, draft=entry.draft, uploads=entry.uploads)
    ]

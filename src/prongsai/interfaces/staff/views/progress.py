"""Reporting what was done for a measure or one of its steps, and correcting a report by a new one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prongsai.foundation.agencies.models import Unit
from prongsai.foundation.faults import Unusable
from prongsai.foundation.people.actor import NotFound
from prongsai.interfaces.staff.evidence_lines import ACCEPT, file_hint
from prongsai.interfaces.staff.forms.progress import CountForm, ProgressForm
from prongsai.interfaces.staff.gate import staff_view
from prongsai.interfaces.staff.middleware import StaffRequest
from prongsai.interfaces.staff.overtaken import overtaken
from prongsai.programme.plans.actions.progress import check_progress, may_correct, report_progress, reporting_units
from prongsai.programme.plans.models import Measure, ProgressReport
from prongsai.programme.plans.permissions import access_measure, access_report
from prongsai.programme.plans.queries.overview import measure_row
from prongsai.programme.plans.queries.progress import open_requests_of, shown_report
from prongsai.programme.plans.queries.rows import MeasureRow


def enter(request: StaffRequest, measure: Measure) -> None:
    """Show the frame of the measure's year."""
    request.fiscal_year = measure.plan.fiscal_year
    request.menu_key = "plans.measures"


def crumbs(request: StaffRequest, measure: Measure, row: MeasureRow | None, last: str) -> list[dict[str, str]]:
    """The way to a page of a measure."""
    code, year = request.agency.code, measure.plan.fiscal_year
    name = _("มาตรการ %(number)s") % {"number": row.number} if row else measure.title
    return [
        {"label": _("มาตรการและแผน"), "href": reverse("staff:plan", args=[code, year])},
        {"label": name, "href": reverse("staff:measure", args=[code, measure.pk])},
        {"label": last},
    ]


def unit_choices(request: StaffRequest, measure: Measure) -> list[tuple[int, str]]:
    """The units in whose name the person may report, those of the measure first."""
    own = reporting_units(request.actor, measure)
    for step in measure.steps.filter(withdrawn_at=None):
        own |= reporting_units(request.actor, measure, step)
    units = Unit.objects.filter(pk__in=own, closed_at=None)
    concerned = set(measure.unit_links.values_list("unit_id", flat=True))
    return sorted(((unit.pk, unit.name) for unit in units), key=lambda choice: choice[0] not in concerned)


def step_choices(row: MeasureRow | None) -> list[tuple[int, str]]:
    """The standing steps of a measure, with number."""
    steps = row.steps if row else ()
    return [(step.pk, f"{step.number} {step.text}".strip()) for step in steps]


@staff_view("plans.report", "GET", "POST")
def report(request: StaffRequest, measure_id: int) -> HttpResponse:
    """Report progress. `?step=` names the step, `?answers=` a request for more that is to be answered."""
    measure = access_measure(by=request.actor, measure_id=measure_id, permission="plans.report")
    if measure.withdrawn_at is not None:
        return _too_late(request, measure, _("มีผู้อื่นยกเลิกมาตรการนี้แล้ว จึงรายงานผลไม่ได้"))
    chosen = {"step": request.GET.get("step", ""), "answers": request.GET.getlist("answers")}
    return _form_page(request, measure, None, chosen)


@staff_view("plans.report", "GET", "POST")
def correct(request: StaffRequest, report_id: int) -> HttpResponse:
    """Correct a report by a new one; the old one stays to be seen."""
    found = access_report(by=request.actor, report_id=report_id, permission="plans.report")
    measure = found.step.measure if found.step else found.measure
    if not may_correct(request.actor, found):
        raise NotFound
    if measure.withdrawn_at is not None:
        return _too_late(request, measure, _("มีผู้อื่นยกเลิกมาตรการนี้แล้ว จึงแก้รายงานไม่ได้"))
    if ProgressReport.objects.filter(corrects=found).exists():
        return _too_late(request, measure, _("มีผู้อื่นแก้รายงานฉบับนี้ไปแล้ว แก้ต่อจากฉบับล่าสุด"))
    texts = {name: getattr(found, name) for name in ("done_text", "outputs", "outcomes", "obstacles", "suggestions", "is_finished")}
    begun = texts | {"step": found.step_id or "", "unit": found.unit_id or "", "happened_on": found.happened_on, "counts": found.counts}
    return _form_page(request, measure, found, begun)


def _too_late(request: StaffRequest, measure: Measure, words: str) -> HttpResponse:
    """The answer where nothing can be reported any more: absent for who asks for the form, with what was typed for who sends it."""
    if request.method != "POST":
        raise NotFound
    enter(request, measure)
    return overtaken(request, words, reverse("staff:measure", args=[request.agency.code, measure.pk]), ProgressForm, CountForm)


def _form_page(request: StaffRequest, measure: Measure, corrected: ProgressReport | None, begun: dict[str, Any]) -> HttpResponse:
    enter(request, measure)
    row = measure_row(measure, timezone.localdate())
    old = shown_report(corrected) if corrected else None
    asked = open_requests_of(measure)
    units = unit_choices(request, measure)
    initial = {"happened_on": timezone.localdate(), "unit": usual_unit(request, measure, units), **begun}
    initial["keeps"] = [file.pk for file in old.files] if old else []
    form = ProgressForm(
        *((request.POST, request.FILES) if request.method == "POST" else ()),
        initial=initial,
        steps=step_choices(row),
        units=units,
        fiscal_year=measure.plan.fiscal_year,
        may_speak_for_all="plans.report" in request.actor.permissions,
        requests=[(entry.pk, entry.text) for entry in asked],
        kept=[(file.pk, file.name) for file in old.files] if old else [],
        corrects_id=corrected.pk if corrected else None,
    )
    status, wants_rows = 200, request.POST.get("act") == "more-counts"
    if request.method == "POST" and not wants_rows:
        saved = _save(request, measure, form)
        if saved is not None:
            return _thank(request, measure, row, saved)
        status = 422
    if wants_rows:
        form.with_more_rows()
    title = _("แก้รายงานผล") if corrected else _("รายงานผล")
    shown = {
        "form": form,
        "has_errors": status == 422,
        "is_checked": not wants_rows,
        "measure": measure,
        "row": row,
        "corrected": old,
        "requests": asked,
        "chosen_names": form.chosen_names(),
        "accept": ACCEPT,
        "file_hint": file_hint(),
        "heading": title,
        "crumbs": crumbs(request, measure, row, title),
        "back_href": reverse("staff:measure", args=[request.agency.code, measure.pk]),
    }
    return render(request, "staff/progress/report.html", shown, status=status)


def _save(request: StaffRequest, measure: Measure, form: ProgressForm) -> ProgressReport | None:
    """Hand the report in; None where something has to be mended, and then the form knows all of it."""
    is_whole, now = form.is_valid(), timezone.now()
    draft, uploads = form.draft(), form.uploads()
    try:
        if not is_whole:
            raise Unusable(tuple(check_progress(by=request.actor, at=now, measure=measure, draft=draft, uploads=uploads)))
        return report_progress(by=request.actor, at=now, measure=measure, draft=draft, uploads=uploads)
    except Unusable as unusable:
        form.take(unusable.faults)
    return None


def _thank(request: StaffRequest, measure: Measure, row: MeasureRow | None, saved: ProgressReport) -> HttpResponse:
    count = saved.files.count()
    files = ngettext("แนบ %(count)d ไฟล์", "แนบ %(count)d ไฟล์", count) % {"count": count} if count else ""
    words = _("บันทึกผลมาตรการ %(number)s แล้ว") % {"number": row.number if row else measure.title}
    messages.success(request, f"{words} {files}".strip())
    return redirect("staff:measure", request.agency.code, measure.pk)


def usual_unit(request: StaffRequest, measure: Measure, units: Sequence[tuple[int, str]]) -> int | str:
    """The unit that is chosen before anybody chooses: the only one, the person's own, or the measure's only one."""
    keys = [pk for pk, _name in units]
    own = [pk for pk in keys if pk in request.actor.unit_ids]
    concerned = [pk for pk in measure.unit_links.values_list("unit_id", flat=True) if pk in keys]
    best = concerned if "plans.report" in request.actor.permissions else own
    return keys[0] if len(keys) == 1 else best[0] if len(best) == 1 else ""

"""The end of an import: what will happen, and the act itself."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prongsai.core.thai.calendar import format_date
from prongsai.foundation.faults import Unusable
from prongsai.interfaces.staff.forms.imports import CommitForm
from prongsai.interfaces.staff.gate import staff_view
from prongsai.interfaces.staff.middleware import StaffRequest
from prongsai.interfaces.staff.views.import_review import version_in
from prongsai.interfaces.staff.views.imports import PERMISSION, frame, opened
from prongsai.programme.plans.actions.import_commit import AlreadyImported, Wishes, commit_import
from prongsai.programme.plans.actions.imports import OutdatedReview
from prongsai.programme.plans.importing.mending import read_typed
from prongsai.programme.plans.models import ImportRun
from prongsai.programme.plans.queries.imports import Outlook, outlook, review_of


@staff_view(PERMISSION, "GET", "POST")
def commit(request: StaffRequest, run_id: int) -> HttpResponse:
    """What will happen, and the act itself."""
    run = opened(request, run_id)
    if run.state != ImportRun.State.REVIEW:
        return redirect("staff:import", request.agency.code, run_id)
    found = review_of(run)
    if not found.is_ready:
        words = ngettext("ยังเหลือ %(count)d จุดที่ต้องยืนยัน", "ยังเหลือ %(count)d จุดที่ต้องยืนยัน", found.open_count)
        messages.warning(request, words % {"count": found.open_count} if found.open_count else _("ยังมีมาตรการที่ต้องแก้ หรือไม่มีมาตรการให้นำเข้า"))
        return redirect("staff:import", request.agency.code, run_id)
    expected = outlook(run, found, timezone.localdate())
    initial = {
        "title": expected.title,
        "units": list(found.draft.new_units),
        "moves_days": bool(expected.years_apart),
        "reports_on": format_date(expected.reports_on, style="short") if expected.reports_on else "",
    }
    needed = tuple(dict.fromkeys(name for measure in found.taken for name in measure.unknown_units))
    form = CommitForm(
        request.POST or None, has_plan=expected.plan is not None, new_units=needed, years_apart=expected.years_apart, initial=initial
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and (answered := _commit(request, run, form, expected)) is not None:
            return answered
    shown = frame(request, run, 4) | {"form": form, "review": found, "outlook": expected, "heading": _("ยืนยันการนำเข้า")}
    return render(request, "staff/imports/commit.html", shown, status=status)


def _commit(request: StaffRequest, run: ImportRun, form: CommitForm, expected: Outlook) -> HttpResponse | None:
    given = form.cleaned_data
    reports_on = None
    try:
        if given["takes_reports"]:
            text = read_typed("measures[0].monitoring.due", given["reports_on"] or "?", run.fiscal_year)
            reports_on = date.fromisoformat(text)
        wishes = Wishes(
            title=given.get("title", ""),
            units=tuple(given.get("units") or ()),
            reports_on=reports_on,
            takes_unstated_as_finished=given["unstated_is_finished"],
            moves_years=expected.years_apart if given["moves_days"] else 0,
        )
        run = commit_import(by=request.actor, at=timezone.now(), run=run, version=version_in(request), wishes=wishes)
    except Unusable as unusable:
        for fault in unusable.faults:
            form.add_error("reports_on" if fault.field == "value" or fault.field.endswith("happened_on") else None, fault.message)
        return None
    except OutdatedReview as outdated:
        form.add_error(None, str(outdated))
        return None
    except AlreadyImported as already:
        messages.info(request, str(already))
        return redirect("staff:import", request.agency.code, already.run.pk)
    count = run.measures.count()
    words = ngettext("นำเข้า %(count)d มาตรการเข้าแผนปี %(year)s แล้ว", "นำเข้า %(count)d มาตรการเข้าแผนปี %(year)s แล้ว", count)
    messages.success(request, words % {"count": count, "year": run.fiscal_year})
    return redirect("staff:import", request.agency.code, run.pk)

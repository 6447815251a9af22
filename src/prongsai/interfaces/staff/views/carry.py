"""Carrying an earlier year's measures into a year: what would come along, choosing, and taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prongsai.foundation.faults import Unusable
from prongsai.foundation.people.actor import NotFound
from prongsai.interfaces.staff.forms.numbers import read_whole
from prongsai.interfaces.staff.gate import staff_view
from prongsai.interfaces.staff.middleware import StaffRequest
from prongsai.interfaces.staff.undoing import undoable
from prongsai.programme.plans.actions.carrying import Carried, carry_forward, take_back
from prongsai.programme.plans.carrying.preview import CarryPreview, carry_preview, earlier_years
from prongsai.programme.plans.models import Plan
from prongsai.programme.plans.permissions import access_plan
from prongsai.programme.plans.queries.measures import measures_named, plan_in, units_offered

_SEPARATOR = "-"


@staff_view("plans.edit", "GET", "POST")
def carry(request: StaffRequest, year: int) -> HttpResponse:
    """The measures of an earlier year as they would be in this one, with ticks; then the carrying."""
    request.menu_key = "plans.measures"
    years = earlier_years(request.agency.pk, year)
    asked = read_whole((request.POST if request.method == "POST" else request.GET).get("from", ""))
    source = access_plan(by=request.actor, fiscal_year=asked if asked in years else years[0], permission="plans.edit") if years else None
    if source is not None and request.method == "POST" and asked not in years:
        messages.error(request, _("ไม่มีแผนของปีต้นทางที่ส่งมา จึงยังไม่ได้ยกมาตรการ เลือกมาตรการจากรายการในหน้านี้แล้วส่งใหม่"))
    elif source is not None and request.method == "POST":
        response = _carried(request, source, year)
        if response is not None:
            return response
    found = carry_preview(source=source, fiscal_year=year, today=timezone.localdate()) if source else None
    shown = {
        "year": year,
        "years": years,
        "found": found,
        "lines": _lines(request, found) if found else [],
        "heading": _("ยกมาตรการมาปี %(year)s") % {"year": year},
        "plan_href": reverse("staff:plan", args=[request.agency.code, year]),
        "crumbs": [
            {"label": _("มาตรการและแผน %(year)s") % {"year": year}, "href": reverse("staff:plan", args=[request.agency.code, year])},
            {"label": _("ยกมาจากปีก่อน")},
        ],
    }
    return render(request, "staff/carry/carry.html", shown, status=422 if request.method == "POST" else 200)


def _lines(request: StaffRequest, found: CarryPreview) -> list[dict[str, object]]:
    """What the page shows of each measure; after a refused post the ticks of the person."""
    names = {unit.pk: unit.name for unit in units_offered(request.agency.pk)}
    ticked = request.POST.getlist("measure") if request.method == "POST" else None
    done = {one.row.pk: [step.reading for step in one.row.steps] for one in found.proposals}
    return [
        {
            "one": one,
            "row": one.row,
            "is_ticked": str(one.row.pk) in ticked if ticked is not None else one.is_proposed,
            "is_rest": request.POST.get(f"steps-{one.row.pk}") == "rest",
            "unit_names": [names[pk] for pk in one.whole.unit_ids if pk in names],
            "steps": list(zip(one.whole.steps, done[one.row.pk], strict=False)),
            "last": one.row.latest_report,
        }
        for one in found.proposals
    ]


def _carried(request: StaffRequest, source: Plan, year: int) -> HttpResponse | None:
    """Carry what is ticked; None where it could not be taken, after saying why."""
    ids = [pk for pk in map(read_whole, request.POST.getlist("measure")) if pk is not None]
    if not ids:
        messages.error(request, _("ยังไม่ได้เลือกมาตรการ ทำเครื่องหมายหน้าข้อที่จะยกมาก่อน"))
        return None
    chosen = {pk: request.POST.get(f"steps-{pk}") == "rest" for pk in ids}
    try:
        carried = carry_forward(by=request.actor, at=timezone.now(), source=source, fiscal_year=year, chosen=chosen)
    except Unusable as unusable:
        messages.error(request, str(unusable))
        return None
    _tell(request, carried, year)
    return redirect("staff:plan", request.agency.code, year)


def _tell(request: StaffRequest, carried: Carried, year: int) -> None:
    came = len(carried.added) + len(carried.restored)
    if carried.left:
        words = ngettext("%(count)d มาตรการยกมาแล้วก่อนหน้านี้ จึงไม่ถูกแตะ", "%(count)d มาตรการยกมาแล้วก่อนหน้านี้ จึงไม่ถูกแตะ", carried.left)
        messages.info(request, words % {"count": carried.left})
    if came:
        words = ngettext("ยกมา %(count)d มาตรการแล้ว", "ยกมา %(count)d มาตรการแล้ว", came) % {"count": came}
        back = reverse("staff:carry-undo", args=[request.agency.code, year])
        ids = _SEPARATOR.join(f"{measure.pk}.{measure.version}" for measure in (*carried.added, *carried.restored))
        messages.success(request, undoable(request, words, back, measures=ids))


@staff_view("plans.edit", "POST")
def undo(request: StaffRequest, year: int) -> HttpResponse:
    """Take back what was just carried, as far as nobody has worked on it."""
    plan = plan_in(request.agency.pk, year)
    if plan is None:
        raise NotFound
    sent = [one.partition(".") for one in request.POST.get("measures", "").split(_SEPARATOR)]
    versions = {pk: read_whole(version) or 0 for written, _dot, version in sent if (pk := read_whole(written)) is not None}
    measures = measures_named(plan, versions)
    for measure in measures:
        measure.version = versions[measure.pk]
    withdrawn, left = take_back(by=request.actor, at=timezone.now(), measures=measures)
    if withdrawn:
        words = ngettext("เลิกทำแล้ว เอาออก %(count)d มาตรการ", "เลิกทำแล้ว เอาออก %(count)d มาตรการ", withdrawn)
        messages.success(request, words % {"count": withdrawn})
    if left:
        words = ngettext("%(count)d มาตรการมีคนแก้หรือรายงานแล้ว จึงคงไว้", "%(count)d มาตรการมีคนแก้หรือรายงานแล้ว จึงคงไว้", left)
        messages.warning(request, words % {"count": left})
    return redirect("staff:plan", request.agency.code, year)

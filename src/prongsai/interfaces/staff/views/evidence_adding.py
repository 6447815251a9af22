"""Adding evidence to a measure: files (each becomes evidence at once), a public address, frozen numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prongsai.foundation.faults import Fault, Unusable
from prongsai.foundation.people.actor import NotFound
from prongsai.interfaces.staff.evidence_lines import ACCEPT, file_hint, step_form_of
from prongsai.interfaces.staff.forms.evidence import EvidenceForm, LinkForm, SourceForm
from prongsai.interfaces.staff.forms.numbers import read_whole
from prongsai.interfaces.staff.gate import staff_view
from prongsai.interfaces.staff.middleware import StaffRequest
from prongsai.interfaces.staff.overtaken import overtaken
from prongsai.interfaces.staff.views.progress import crumbs, step_choices
from prongsai.programme.evidence.actions.adding import Content, of_address, of_source
from prongsai.programme.evidence.drafts import faults_of
from prongsai.programme.evidence.freezing import sources_of
from prongsai.programme.evidence.models import Evidence
from prongsai.programme.plans.actions.evidence import add_evidence, add_files
from prongsai.programme.plans.models import Measure
from prongsai.programme.plans.permissions import access_measure
from prongsai.programme.plans.progress.drafts import MOST_FILES, Upload
from prongsai.programme.plans.queries.overview import measure_row

PERMISSION = "evidence.add"
KINDS = ("file", "link", "register")


def enter(request: StaffRequest, measure_id: int) -> Measure:
    """The standing measure of an address that takes evidence; the frame then shows its year."""
    measure = access_measure(by=request.actor, measure_id=measure_id, permission=PERMISSION)
    if measure.withdrawn_at is not None:
        raise NotFound
    request.fiscal_year = measure.plan.fiscal_year
    request.menu_key = "plans.measures"
    return measure


@staff_view(PERMISSION, "GET", "POST")
def add(request: StaffRequest, measure_id: int) -> HttpResponse:
    """Add evidence. `?kind=` is file, link or register, `?step=` ticks a step."""
    measure = access_measure(by=request.actor, measure_id=measure_id, permission=PERMISSION)
    if measure.withdrawn_at is not None and request.method == "POST" and request.headers.get("Accept") != "application/json":
        words = _("มีผู้อื่นยกเลิกมาตรการนี้แล้ว จึงเพิ่มหลักฐานไม่ได้")
        return overtaken(request, words, reverse("staff:measure", args=[request.agency.code, measure.pk]), LinkForm)
    measure = enter(request, measure_id)
    kind = (request.POST if request.method == "POST" else request.GET).get("kind", "file")
    kind = kind if kind in KINDS else "file"
    if request.method == "POST" and kind == "file":
        return _take_files(request, measure)
    form = _form(request, measure, kind)
    if request.method == "POST" and (saved := _save(request, measure, form, kind)) is not None:
        messages.success(request, _("เพิ่มหลักฐาน %(title)s แล้ว") % {"title": saved.title})
        return redirect(f"{reverse('staff:measure', args=[request.agency.code, measure.pk])}#evidence")
    row = measure_row(measure, timezone.localdate())
    here = reverse("staff:evidence-add", args=[request.agency.code, measure.pk])
    step = read_whole(request.GET.get("step", ""))
    shown: dict[str, Any] = {
        "measure": measure,
        "row": row,
        "kind": kind,
        "form": form,
        "tabs": [
            {"label": label, "href": f"{here}?kind={key}", "icon": icon, "tone": "todo", "is_current": key == kind}
            for key, label, icon in (
                ("file", _("ไฟล์"), "file-up"),
                ("link", _("ลิงก์"), "link"),
                ("register", _("จากทะเบียน"), "database-check"),
            )
        ],
        "has_sources": kind != "register" or bool(_sources(request, measure)),
        "accept": ACCEPT,
        "file_hint": file_hint(),
        "step_form": step_form_of(row, step),
        "heading": _("เพิ่มหลักฐาน"),
        "crumbs": crumbs(request, measure, row, _("เพิ่มหลักฐาน")),
        "back_href": reverse("staff:measure", args=[request.agency.code, measure.pk]),
    }
    return render(request, "staff/evidence/add.html", shown, status=422 if form is not None and form.errors else 200)


def _form(request: StaffRequest, measure: Measure, kind: str) -> EvidenceForm | None:
    if kind == "file":
        return None
    step = read_whole(request.GET.get("step", ""))
    values: dict[str, Any] = {
        "data": request.POST if request.method == "POST" else None,
        "fiscal_year": measure.plan.fiscal_year,
        "steps": step_choices(measure_row(measure, timezone.localdate())),
        "initial": {"steps": [step]} if step else {},
    }
    if kind == "link":
        return LinkForm(**values)
    return SourceForm(sources=[(key, words) for key, words in _sources(request, measure)], **values)


def _sources(request: StaffRequest, measure: Measure) -> list[tuple[str, str]]:
    """The registers that have numbers of the year, each with the first of them, as they are now."""
    choices = []
    for source, facts in sources_of(request.agency.pk, measure.plan.fiscal_year, timezone.localdate()):
        told = " · ".join(f"{fact.label or fact.key} {fact.value:,} {fact.unit}" for fact in facts[:5])
        choices.append((source.key, f"{source.label}: {told}"))
    return choices


def _save(request: StaffRequest, measure: Measure, form: EvidenceForm | None, kind: str) -> Evidence | None:
    """Add what the form says; None where something has to be mended, and then the form knows all of it."""
    if form is None:
        return None
    is_whole, now = form.is_valid(), timezone.now()
    draft = form.draft()
    faults, content = list(faults_of(draft, fiscal_year=measure.plan.fiscal_year, today=timezone.localdate(now))), None
    try:
        content = _content(request, measure, form, kind)
    except Unusable as unusable:
        faults += unusable.faults
    if not is_whole or faults or content is None:
        form.take(faults if is_whole else [fault for fault in faults if fault.field not in form.errors])
        return None
    try:
        return add_evidence(by=request.actor, at=now, measure=measure, draft=draft, content=content, step_ids=form.step_ids())
    except Unusable as unusable:
        form.take(unusable.faults)
    return None


def _content(request: StaffRequest, measure: Measure, form: EvidenceForm, kind: str) -> Content:
    if kind == "link":
        return of_address(form.cleaned_data.get("url") or "")
    key = form.cleaned_data.get("source") or ""
    return of_source(key, agency=request.agency, fiscal_year=measure.plan.fiscal_year, at=timezone.now())


def _take_files(request: StaffRequest, measure: Measure) -> HttpResponse:
    """Store every file that can be taken, and name the others; nobody has to choose a good one again."""
    sent: list[UploadedFile[bytes]] = request.FILES.getlist("files")
    step = read_whole(request.POST.get("step", ""))
    taken: tuple[Evidence, ...] = ()
    refused: tuple[dict[str, str], ...] = ()
    try:
        if not sent:
            raise Unusable((Fault("files", _("เลือกไฟล์ก่อนส่ง")),))
        if len(sent) > MOST_FILES:
            raise Unusable((Fault("files", _("แนบได้ครั้งละไม่เกิน %(most)s ไฟล์") % {"most": MOST_FILES}),))
        result = add_files(by=request.actor, at=timezone.now(), measure=measure, uploads=_one_by_one(sent), step_ids=[step] if step else [])
        taken, refused = result.evidence, tuple({"name": entry.name, "message": entry.message} for entry in result.refused)
    except Unusable as unusable:
        refused = ({"name": "", "message": str(unusable)},)
    code = request.agency.code
    if request.headers.get("Accept", "") == "application/json":
        told = [{"title": entry.title, "href": reverse("staff:evidence-one", args=[code, entry.pk])} for entry in taken]
        return JsonResponse({"taken": told, "refused": list(refused)})
    for entry in refused:
        messages.error(request, entry["message"])
    if not taken:
        return redirect(reverse("staff:evidence-add", args=[code, measure.pk]) + (f"?step={step}" if step else ""))
    messages.success(request, ngettext("เก็บแล้ว %(count)d ไฟล์", "เก็บแล้ว %(count)d ไฟล์", len(taken)) % {"count": len(taken)})
    return redirect("staff:evidence-days", code, measure.pk)


def _one_by_one(sent: list[UploadedFile[bytes]]) -> Iterator[Upload]:
    """Files as they are wanted: Django keeps the large ones on the disk, and only one is in memory."""
    for file in sent:
        yield Upload(file.name or "", file.read())
        file.close()

"""Changing evidence: its own words and days, new revisions, withdrawing and bringing back, further measures, and another look now."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from prongsai.foundation.faults import Fault, Unusable
from prongsai.foundation.people.actor import NotFound
from prongsai.foundation.seen import OutdatedValues
from prongsai.interfaces.staff.evidence_lines import ACCEPT, file_hint
from prongsai.interfaces.staff.forms.evidence import EvidenceForm, ReviseForm, WithdrawForm, place_key
from prongsai.interfaces.staff.forms.numbers import read_whole
from prongsai.interfaces.staff.forms.seen import clashes, sealed, seen_in
from prongsai.interfaces.staff.gate import staff_view
from prongsai.interfaces.staff.middleware import StaffRequest
from prongsai.interfaces.staff.overtaken import overtaken
from prongsai.interfaces.staff.undoing import undoable
from prongsai.interfaces.staff.views.evidence import LONGEST_CHOICE, crumbs_to, enter, shown, tie_form_of
from prongsai.programme.evidence.actions import changing
from prongsai.programme.evidence.actions.adding import Content, of_address, of_source, of_upload
from prongsai.programme.evidence.actions.adding import revise as revise_evidence
from prongsai.programme.evidence.asking import Asked, ask
from prongsai.programme.evidence.drafts import faults_of_reason
from prongsai.programme.evidence.models import Evidence
from prongsai.programme.plans.actions.evidence import tie as tie_evidence
from prongsai.programme.plans.actions.evidence import untie as untie_evidence
from prongsai.programme.plans.models import Measure
from prongsai.programme.plans.permissions import access_measure, units_of_evidence
from prongsai.programme.plans.queries.evidence_ties import measures_of_evidence

PERMISSION = "evidence.add"


def _too_late(request: StaffRequest, found: Evidence, *kinds: type[Form]) -> HttpResponse:
    """The answer for withdrawn evidence: absent for who asks for the form, with what was typed for who sends it."""
    if request.method != "POST":
        raise NotFound
    words = _("มีผู้อื่นถอนหลักฐานนี้แล้ว นำกลับมาก่อนจึงแก้ได้")
    return overtaken(request, words, reverse("staff:evidence-one", args=[request.agency.code, found.pk]), *kinds)


def _measures(found: Evidence) -> list[Measure]:
    return [tied.measure for tied in measures_of_evidence(found)]


@staff_view(PERMISSION, "GET", "POST")
def edit(request: StaffRequest, evidence_id: int) -> HttpResponse:
    """Change title, days, note and disclosure items."""
    found = enter(request, evidence_id, PERMISSION)
    if found.withdrawn_at is not None:
        return _too_late(request, found, EvidenceForm)
    initial = changing.told_values(found)
    form = EvidenceForm(request.POST if request.method == "POST" else None, fiscal_year=found.fiscal_year, initial=initial)
    more: dict[str, Any] = {"seen": request.POST.get("seen") or sealed(initial)}
    if request.method == "POST" and form.is_valid():
        seen, units = seen_in(request.POST), units_of_evidence(found)
        act = partial(changing.change, by=request.actor, at=timezone.now(), evidence=found, unit_ids=units, mentions=_measures(found))
        try:
            act(draft=form.draft(), seen=seen)
        except Unusable as unusable:
            form.take(unusable.faults)
        except OutdatedValues as outdated:
            told, values = clashes(form, seen or {}, outdated.now)
            form = EvidenceForm(fiscal_year=found.fiscal_year, initial=values)
            more = {"clashes": told, "is_outdated": True, "has_errors": True, "seen": sealed(outdated.now)}
        else:
            messages.success(request, _("แก้หลักฐาน %(title)s แล้ว") % {"title": form.cleaned_data["title"]})
            return redirect("staff:evidence-one", request.agency.code, found.pk)
    return _page(request, found, "edit", form, _("แก้ข้อมูลหลักฐาน"), **more)


@staff_view(PERMISSION, "GET", "POST")
def revise(request: StaffRequest, evidence_id: int) -> HttpResponse:
    """Replace file, address or numbers by a new revision."""
    found = enter(request, evidence_id, PERMISSION)
    if found.withdrawn_at is not None:
        return _too_late(request, found, ReviseForm)
    form = ReviseForm(*((request.POST, request.FILES) if request.method == "POST" else ()), kind=found.kind)
    if request.method == "POST" and _revise(request, found, form):
        messages.success(request, _("เปลี่ยนเป็นฉบับใหม่แล้ว ฉบับเดิมยังเปิดดูได้"))
        return redirect("staff:evidence-one", request.agency.code, found.pk)
    last = found.revisions.order_by("-number").first()
    chosen = [file.name or "" for file in request.FILES.getlist("upload")]
    return _page(
        request, found, "revise", form, _("ส่งฉบับใหม่"), accept=ACCEPT, file_hint=file_hint(is_single=True), last=last, chosen_names=chosen
    )


def _revise(request: StaffRequest, found: Evidence, form: ReviseForm) -> bool:
    is_whole, now = form.is_valid(), timezone.now()
    why = form.cleaned_data.get("why") or ""
    try:
        if not is_whole:
            empty = _("บอกว่าเปลี่ยนเพราะอะไร เช่น ไฟล์เดิมเป็นร่าง")
            raise Unusable(tuple(fault for fault in faults_of_reason("why", why, empty) if "why" not in form.errors))
        with transaction.atomic():
            content = _content(request, found, form)
            units = units_of_evidence(found)
            revise_evidence(
                by=request.actor,
                at=now,
                evidence=found,
                unit_ids=units,
                content=content,
                why=why,
                number=form.cleaned_data["number"],
                mentions=_measures(found),
            )
    except Unusable as unusable:
        form.take(unusable.faults)
        return False
    return True


def _content(request: StaffRequest, found: Evidence, form: ReviseForm) -> Content:
    now = timezone.now()
    if found.kind == Evidence.Kind.LINK:
        return of_address(form.cleaned_data["url"])
    if found.kind == Evidence.Kind.REGISTER:
        last = found.revisions.order_by("-number").first()
        return of_source(last.source_key if last else "", agency=request.agency, fiscal_year=found.fiscal_year, at=now)
    sent: list[UploadedFile[bytes]] = form.cleaned_data["upload"]
    if len(sent) != 1:
        raise Unusable((Fault("upload", _("เลือกไฟล์ฉบับใหม่หนึ่งไฟล์")),))
    return of_upload(by=request.actor, at=now, data=sent[0].read(), name=sent[0].name or "")


@staff_view(PERMISSION, "GET", "POST")
def withdraw(request: StaffRequest, evidence_id: int) -> HttpResponse:
    """Withdraw evidence, with the reason."""
    found = enter(request, evidence_id, PERMISSION)
    if found.withdrawn_at is not None:
        return _too_late(request, found, WithdrawForm)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        units, reason, now = units_of_evidence(found), form.cleaned_data["reason"], timezone.now()
        try:
            kept = changing.withdraw(by=request.actor, at=now, evidence=found, unit_ids=units, reason=reason, mentions=_measures(found))
        except Unusable as unusable:
            form.take(unusable.faults)
        else:
            if kept.withdrawn_at != now:  # somebody was faster by a moment
                return _too_late(request, found, WithdrawForm)
            text = _("ถอนหลักฐาน %(title)s แล้ว") % {"title": found.title}
            messages.success(request, undoable(request, text, reverse("staff:evidence-restore", args=[request.agency.code, found.pk])))
            return redirect("staff:evidence-one", request.agency.code, found.pk)
    return _page(request, found, "withdraw", form, _("ถอนหลักฐาน"))


@staff_view(PERMISSION, "POST")
def restore(request: StaffRequest, evidence_id: int) -> HttpResponse:
    """Bring withdrawn evidence back."""
    found = enter(request, evidence_id, PERMISSION)
    changing.restore(by=request.actor, at=timezone.now(), evidence=found, unit_ids=units_of_evidence(found), mentions=_measures(found))
    messages.success(request, _("นำหลักฐาน %(title)s กลับมาแล้ว") % {"title": found.title})
    return redirect("staff:evidence-one", request.agency.code, found.pk)


@staff_view(PERMISSION, "POST")
def check(request: StaffRequest, evidence_id: int) -> HttpResponse:
    """Have the worker look at it again, soon; asked for once and not again within a minute."""
    found = enter(request, evidence_id, PERMISSION)
    if found.withdrawn_at is not None:
        return _too_late(request, found)
    last = found.revisions.order_by("-number").first()
    if last is not None and last.facts is None:
        asked = ask(at=timezone.now(), revision=last)
        if asked is Asked.JUST_LOOKED:
            messages.info(request, _("เพิ่งตรวจไปไม่ถึงหนึ่งนาที ผลล่าสุดอยู่ในหน้านี้แล้ว รอสักครู่ก่อนตรวจอีกครั้ง"))
        elif asked is Asked.WAITS:
            messages.info(request, _("รอตรวจอยู่แล้ว อีกสักครู่เปิดหน้านี้ใหม่เพื่อดูผล"))
        else:
            messages.success(request, _("ระบบกำลังตรวจ อีกสักครู่เปิดหน้านี้ใหม่เพื่อดูผล"))
    return redirect("staff:evidence-one", request.agency.code, found.pk)


@staff_view(PERMISSION, "POST")
def tie(request: StaffRequest, evidence_id: int) -> HttpResponse:
    """Tie evidence to a measure of its year, or to one of its steps."""
    found = enter(request, evidence_id, PERMISSION)
    if found.withdrawn_at is not None:
        return _too_late(request, found)
    form = tie_form_of(request, found, request.POST)
    if form.is_valid():
        measure_id, step_ids = form.place()
        measure = access_measure(by=request.actor, measure_id=measure_id)
        try:
            is_moved = tie_evidence(by=request.actor, at=timezone.now(), evidence=found, measure=measure, step_ids=step_ids)
        except Unusable as unusable:
            form.take(unusable.faults)
        else:
            messages.success(request, _tied_words(measure, step_ids, is_moved=is_moved))
            return redirect("staff:evidence-one", request.agency.code, found.pk)
    return shown(request, found, tie_form=form)


def _tied_words(measure: Measure, step_ids: list[int], *, is_moved: bool) -> str:
    if step_ids:
        words = _("ผูกกับขั้นตอน %(title)s แทนทั้งมาตรการแล้ว") if is_moved else _("ผูกกับขั้นตอน %(title)s แล้ว")
        return words % {"title": measure.steps.get(pk=step_ids[0]).text[:LONGEST_CHOICE]}
    words = _("ผูกกับมาตรการ %(title)s ทั้งมาตรการ แทนขั้นตอนที่ผูกไว้แล้ว") if is_moved else _("ผูกกับมาตรการ %(title)s แล้ว")
    return words % {"title": measure.title}


@staff_view(PERMISSION, "POST")
def untie(request: StaffRequest, evidence_id: int, measure_id: int) -> HttpResponse:
    """Undo the ties of evidence to a measure and its steps; `step` names one of several that is to be undone alone."""
    found = enter(request, evidence_id, PERMISSION)
    if found.withdrawn_at is not None:
        return _too_late(request, found)
    measure = access_measure(by=request.actor, measure_id=measure_id, permission=PERMISSION)
    step_id = read_whole(request.POST.get("step"))
    ended = [place for place in _places(found, measure) if step_id in (None, place)]
    try:
        untie_evidence(by=request.actor, at=timezone.now(), evidence=found, measure=measure, step_ids=[] if step_id is None else [step_id])
    except Unusable as unusable:
        messages.error(request, str(unusable))
        return redirect("staff:evidence-one", request.agency.code, found.pk)
    if ended:
        words, back = (
            _("เลิกผูกกับมาตรการ %(title)s แล้ว") if step_id is None else _("เลิกผูกกับขั้นตอนของมาตรการ %(title)s แล้ว"),
            reverse("staff:evidence-tie", args=[request.agency.code, found.pk]),
        )
        told = words % {"title": measure.title}
        messages.success(request, undoable(request, told, back, measure=place_key(measure.pk, ended[0])) if len(ended) == 1 else told)
    return redirect("staff:evidence-one", request.agency.code, found.pk)


def _places(found: Evidence, measure: Measure) -> list[int | None]:
    """What of a measure evidence is tied to: steps, and None for the whole."""
    tied = [entry for entry in measures_of_evidence(found) if entry.measure.pk == measure.pk]
    return [place for entry in tied for place in ([None] if entry.is_whole else []) + [pk for pk, _words in entry.steps]]


def _page(request: StaffRequest, found: Evidence, name: str, form: Any, heading: str, **more: Any) -> HttpResponse:
    values = {
        "evidence": found,
        "form": form,
        "heading": heading,
        "crumbs": crumbs_to(request, found, heading),
        "back_href": reverse("staff:evidence-one", args=[request.agency.code, found.pk]),
        **more,
    }
    status = 409 if values.get("is_outdated") else 422 if form.errors else 200
    return render(request, f"staff/evidence/{name}.html", values, status=status)

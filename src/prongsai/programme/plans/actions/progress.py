"""Reporting progress, correcting a report by a later one, asking for more and taking that back. Reports are only ever added."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from prongsai.foundation.agencies.models import Unit
from prongsai.foundation.agencies.queries import units_of
from prongsai.foundation.audit.actions import record
from prongsai.foundation.audit.digests import state_of
from prongsai.foundation.faults import Fault, Unusable
from prongsai.foundation.files.actions import store_upload
from prongsai.foundation.files.kinds import EVIDENCE_RULE, RefusedFile
from prongsai.foundation.files.kinds import check as check_kind
from prongsai.foundation.files.models import StoredFile
from prongsai.foundation.people.actor import Actor
from prongsai.programme.plans.actions.evidence import follow_correction, take_files_of_report
from prongsai.programme.plans.actions.telling import tell_asked
from prongsai.programme.plans.days import day_in_words
from prongsai.programme.plans.drafts import LONGEST_TEXT
from prongsai.programme.plans.models import Measure, MeasureUnit, MoreRequest, ProgressReport, ReportFile, Step, StepUnit
from prongsai.programme.plans.permissions import units_concerned
from prongsai.programme.plans.progress.drafts import MOST_FILES, ProgressDraft, Upload, faults_of


@dataclass(frozen=True, slots=True)
class Entry:
    """A report among several that are handed in at once."""

    measure: Measure
    draft: ProgressDraft
    uploads: tuple[Upload, ...] = ()
    note: str = ""


@transaction.atomic
def report_progress(
    *, by: Actor, at: datetime, measure: Measure, draft: ProgressDraft, uploads: Sequence[Upload] = (), note: str = ""
) -> ProgressReport:
    """Add a unit's report on a measure or one of its steps, with its files. `note` goes with the event: how the report came in.

    Raises `Unusable` with every fault of draft and files, and then nothing is stored; `Forbidden` for a measure of other units.
    """
    by.must("plans.report", unit_ids=units_concerned(measure))
    measure = Measure.objects.select_for_update().select_related("plan").get(pk=measure.pk)
    faults = tuple(check_progress(by=by, at=at, measure=measure, draft=draft, uploads=uploads))
    if faults or draft.happened_on is None:
        raise Unusable(faults)
    report = ProgressReport.objects.create(
        agency_id=measure.agency_id,
        measure=measure,
        step_id=draft.step_id,
        unit_id=draft.unit_id,
        happened_on=draft.happened_on,
        is_finished=draft.is_finished,
        **_texts_of(draft),
        counts=_counts_of(draft),
        corrects_id=draft.corrects_id,
        reported_by_id=by.person_id,
        reported_at=at,
    )
    names = _attach(by, at, report, draft, uploads)
    record(
        by=by,
        at=at,
        verb="plans.progress_corrected" if draft.corrects_id else "plans.progress_reported",
        subject=report,
        agency_id=measure.agency_id,
        after=state_of(report, files=names),
        mentions=[measure, measure.plan, *([report.step] if report.step else []), *([report.corrects] if report.corrects else [])],
        note=note,
    )
    _answer(by, at, report, draft.answers_request_ids)
    return report


def _answer(by: Actor, at: datetime, report: ProgressReport, request_ids: Sequence[int]) -> None:
    """Let a report answer requests that are still open; that they were is checked before, under the lock of their measure."""
    for request in MoreRequest.objects.select_for_update().filter(pk__in=request_ids, answer=None, withdrawn_at=None):
        before = state_of(request)
        request.answer, request.answered_at = report, at
        request.save(update_fields=["answer", "answered_at"])
        record(
            by=by,
            at=at,
            verb="plans.more_answered",
            subject=request,
            agency_id=request.agency_id,
            before=before,
            after=state_of(request),
            mentions=[report, report.measure],
        )


@transaction.atomic
def report_many(*, by: Actor, at: datetime, entries: Sequence[Entry]) -> list[ProgressReport]:
    """Add several reports, all or none. Raises `Unusable`; its fields begin with the entry's place: "rows-2-done_text"."""
    faults: list[Fault] = []
    reports = []
    for index, entry in enumerate(entries):
        try:
            reports.append(report_progress(by=by, at=at, measure=entry.measure, draft=entry.draft, uploads=entry.uploads, note=entry.note))
        except Unusable as unusable:
            faults += [Fault(f"rows-{index}-{fault.field}", fault.message) for fault in unusable.faults]
    if faults:
        raise Unusable(tuple(faults))
    return reports


def check_progress(*, by: Actor, at: datetime, measure: Measure, draft: ProgressDraft, uploads: Sequence[Upload]) -> Iterator[Fault]:
    """Every fault of a report that is about to be handed in; nothing is written."""
    if measure.withdrawn_at is not None:
        yield Fault("", _("มาตรการนี้ถูกยกเลิกแล้ว จึงรายงานผลไม่ได้"))
    yield from faults_of(draft, fiscal_year=measure.plan.fiscal_year, today=timezone.localdate(at))
    yield from _faults_of_place(by, measure, draft)
    yield from _faults_of_correction(by, measure, draft)
    wanted = set(draft.answers_request_ids)
    if MoreRequest.objects.filter(pk__in=wanted, measure=measure, answer=None, withdrawn_at=None).count() != len(wanted):
        yield Fault("answers", _("คำขอข้อมูลเพิ่มที่เลือกมีคำตอบแล้วหรือถูกถอนแล้ว เลือกใหม่"))
    if len(uploads) > MOST_FILES:
        yield Fault("files", _("แนบได้ครั้งละไม่เกิน %(most)s ไฟล์ แบ่งเป็นหลายรายงาน") % {"most": MOST_FILES})
    for upload in uploads:
        try:
            check_kind(upload.data, upload.name, EVIDENCE_RULE)
        except RefusedFile as refused:
            yield Fault("files", str(refused))
    if draft.corrects_id is None and not wanted:  # an answer that comes twice finds its request answered
        yield from _faults_of_repetition(measure, draft, uploads)


def units_that_may_report(measure: Measure, step: Step | None) -> frozenset[int]:
    """The units that answer for a step, or for the whole measure; where the whole has none of its own, those of its steps do."""
    if measure.is_for_every_unit or (step is not None and step.is_for_every_unit):
        return frozenset(units_of(measure.agency_id).values_list("pk", flat=True))
    own = frozenset(MeasureUnit.objects.filter(measure=measure).values_list("unit_id", flat=True))
    if step is not None:
        return own | frozenset(StepUnit.objects.filter(step=step).values_list("unit_id", flat=True))
    return own or units_concerned(measure)


def reporting_units(by: Actor, measure: Measure, step: Step | None = None) -> frozenset[int]:
    """The units in whose name the actor may report: every unit for who reports everywhere, else the actor's own that answer for it."""
    if "plans.report" in by.permissions:
        return frozenset(Unit.objects.filter(agency_id=by.agency).values_list("pk", flat=True))
    return by.unit_permissions.get("plans.report", frozenset()) & units_that_may_report(measure, step)


def may_correct(by: Actor, report: ProgressReport) -> bool:
    """Whether the actor may correct a report: who reports everywhere may, others those of their own units and their own."""
    if "plans.report" in by.permissions:
        return True
    own = by.unit_permissions.get("plans.report", frozenset())
    return bool(own) and (report.unit_id in own or report.reported_by_id == by.person_id)


def _faults_of_place(by: Actor, measure: Measure, draft: ProgressDraft) -> Iterator[Fault]:
    step = None
    if draft.step_id is not None:
        step = Step.objects.filter(pk=draft.step_id, measure=measure, withdrawn_at=None).first()
        if step is None:
            yield Fault("step", _("ขั้นตอนที่เลือกไม่มีแล้ว เลือกใหม่"))
            return
    units = reporting_units(by, measure, step)
    if not units:
        yield Fault("step", _("ส่วนนี้เป็นของหน่วยงานอื่น เลือกขั้นตอนที่หน่วยงานของท่านรับผิดชอบ"))
    elif draft.unit_id is None and "plans.report" not in by.permissions:
        yield Fault("unit", _("เลือกหน่วยงานที่รายงาน"))
    elif draft.unit_id is not None and draft.unit_id not in units:
        yield Fault("unit", _("เลือกหน่วยงานที่มีในรายการ"))


def _faults_of_repetition(measure: Measure, draft: ProgressDraft, uploads: Sequence[Upload]) -> Iterator[Fault]:
    """A form that was sent twice, by a second click or a second try, makes no second report. One with another file is another report."""
    place: dict[str, Any] = {"step_id": draft.step_id, "unit_id": draft.unit_id, "happened_on": draft.happened_on}
    same = place | {"is_finished": draft.is_finished} | _texts_of(draft)
    alike = ProgressReport.objects.filter(measure=measure, corrected_by=None, **same)
    sent = {hashlib.sha256(upload.data).hexdigest() for upload in uploads}
    for report in alike.prefetch_related("files__file__blob", "files__file__original"):
        files = [entry.file for entry in report.files.all()]
        known = {blob.sha256 for file in files for blob in (file.blob, file.original) if blob is not None}
        if sent <= known and report.counts == _counts_of(draft):
            moment = timezone.localtime(report.reported_at)
            words = _("รายงานที่เหมือนกันทุกช่องบันทึกไว้แล้วเมื่อ %(day)s %(time)s น. ดูได้ที่หน้ามาตรการ ไม่ต้องส่งซ้ำ")
            yield Fault("", words % {"day": day_in_words(moment.date()), "time": f"{moment:%H:%M}"})
            return


def _texts_of(draft: ProgressDraft) -> dict[str, str]:
    return {name: getattr(draft, name).strip() for name in ("done_text", "outputs", "outcomes", "obstacles", "suggestions")}


def _counts_of(draft: ProgressDraft) -> list[dict[str, object]]:
    return [{"what": count.what.strip(), "number": count.number, "unit": count.unit.strip()} for count in draft.counts]


def _faults_of_correction(by: Actor, measure: Measure, draft: ProgressDraft) -> Iterator[Fault]:
    if draft.corrects_id is None:
        if draft.keeps_file_ids:
            yield Fault("files", _("ไฟล์เดิมใช้ได้เมื่อแก้รายงานเดิมเท่านั้น แนบไฟล์ใหม่"))
        return
    report = ProgressReport.objects.filter(Q(measure=measure) | Q(step__measure=measure), pk=draft.corrects_id).first()
    if report is None or not may_correct(by, report):
        yield Fault("", _("ไม่พบรายงานที่จะแก้ กลับไปเลือกจากหน้ามาตรการ"))
        return
    if ProgressReport.objects.filter(corrects=report).exists():
        yield Fault("", _("รายงานนี้มีฉบับแก้แล้ว แก้จากฉบับล่าสุด"))
    if ReportFile.objects.filter(report=report, file_id__in=draft.keeps_file_ids).count() != len(set(draft.keeps_file_ids)):
        yield Fault("files", _("ไฟล์เดิมที่เลือกไม่ได้อยู่ในรายงานที่แก้ เลือกใหม่"))


def _attach(by: Actor, at: datetime, report: ProgressReport, draft: ProgressDraft, uploads: Sequence[Upload]) -> list[str]:
    """Store the files and return names and hashes of all that the report holds."""
    kept = list(StoredFile.objects.filter(pk__in=draft.keeps_file_ids).select_related("blob").order_by("pk"))
    try:
        new = [
            store_upload(
                by=by, at=at, data=upload.data, name=upload.name, rule=EVIDENCE_RULE, read_permission="plans.view", keeps_original=True
            )
            for upload in uploads
        ]
    except RefusedFile as refused:
        raise Unusable((Fault("files", str(refused)),)) from refused
    ReportFile.objects.bulk_create(ReportFile(report=report, file=stored) for stored in [*kept, *new])
    take_files_of_report(by=by, at=at, report=report, stored=new)
    follow_correction(by=by, at=at, report=report, kept=kept)
    return [f"{stored.name} {stored.blob.sha256}" for stored in [*kept, *new]]


@transaction.atomic
def ask_more(
    *,
    by: Actor,
    at: datetime,
    measure: Measure,
    text: str,
    step_id: int | None = None,
    report_id: int | None = None,
    wanted_by: date | None = None,
) -> MoreRequest:
    """Ask the units of a measure for more, about the whole of it, a step or a report. Raises `Unusable` with every fault."""
    by.must("plans.ask_more")
    faults = []
    if not text.strip():
        faults.append(Fault("text", _("เขียนว่าขอข้อมูลอะไรเพิ่ม")))
    if len(text) > LONGEST_TEXT:
        faults.append(Fault("text", _("ข้อความยาวเกิน %(most)s ตัวอักษร ย่อให้สั้นลง") % {"most": LONGEST_TEXT}))
    if wanted_by is not None and wanted_by < timezone.localdate(at):
        faults.append(Fault("wanted_by", _("วันที่ขอภายในผ่านไปแล้ว ใส่วันนี้หรือวันข้างหน้า")))
    if measure.withdrawn_at is not None:
        faults.append(Fault("", _("มาตรการนี้ถูกยกเลิกแล้ว จึงขอข้อมูลเพิ่มไม่ได้")))
    if step_id is not None and not Step.objects.filter(pk=step_id, measure=measure, withdrawn_at=None).exists():
        faults.append(Fault("step", _("ขั้นตอนที่เลือกไม่มีแล้ว เลือกใหม่")))
    of_measure = ProgressReport.objects.filter(Q(measure=measure) | Q(step__measure=measure))
    if report_id is not None and not of_measure.filter(pk=report_id).exists():
        faults.append(Fault("report", _("รายงานที่เลือกไม่มีแล้ว เลือกใหม่")))
    if faults:
        raise Unusable(tuple(faults))
    request = MoreRequest.objects.create(
        agency_id=measure.agency_id,
        measure=measure,
        step_id=step_id,
        report_id=report_id,
        text=text.strip(),
        wanted_by=wanted_by,
        asked_by_id=by.person_id,
        asked_at=at,
    )
    mentions = [measure, measure.plan, *([request.step] if request.step else []), *([request.report] if request.report else [])]
    record(by=by, at=at, verb="plans.more_asked", subject=request, agency_id=measure.agency_id, after=state_of(request), mentions=mentions)
    tell_asked(by=by, at=at, asked=request)
    return request


@transaction.atomic
def withdraw_request(*, by: Actor, at: datetime, request: MoreRequest) -> MoreRequest:
    """Take a request for more back. Raises `Unusable` where it was answered; does nothing where it was withdrawn before."""
    by.must("plans.ask_more")
    request = MoreRequest.objects.select_for_update().select_related("measure__plan").get(pk=request.pk)
    if request.answer_id is not None:
        raise Unusable((Fault("", _("คำขอนี้มีคำตอบแล้ว จึงถอนไม่ได้")),))
    if request.withdrawn_at is not None:
        return request
    before = state_of(request)
    request.withdrawn_at = at
    request.save(update_fields=["withdrawn_at"])
    record(
        by=by,
        at=at,
        verb="plans.more_withdrawn",
        subject=request,
        agency_id=request.agency_id,
        before=before,
        after=state_of(request),
        mentions=[request.measure, request.measure.plan],
    )
    return request

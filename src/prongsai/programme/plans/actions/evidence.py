"""Adding evidence to measures and their steps, tying it to further ones, and what reports do with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from prongsai.foundation.audit.actions import record
from prongsai.foundation.faults import Fault, Unusable
from prongsai.foundation.files.models import StoredFile
from prongsai.foundation.people.actor import Actor
from prongsai.programme.evidence.actions.adding import Content, keep, of_file, of_upload
from prongsai.programme.evidence.actions.changing import date_anew, lay_down
from prongsai.programme.evidence.drafts import LONGEST_TITLE, EvidenceDraft
from prongsai.programme.evidence.models import Evidence
from prongsai.programme.plans.models import Measure, MeasureEvidence, ProgressReport, ReportFile, Step
from prongsai.programme.plans.permissions import units_concerned, units_of_evidence
from prongsai.programme.plans.progress.drafts import Upload

PERMISSION = "evidence.add"
NOT_IN_CORRECTION = "ไม่อยู่ในรายงานฉบับแก้"  # kept with the evidence: Thai whatever the language of the page

_LONGEST_STEP = 100


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not taken, and why."""

    name: str
    message: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of several files: those that are evidence now, and those that were refused."""

    evidence: tuple[Evidence, ...]
    refused: tuple[Refusal, ...]


@transaction.atomic
def add_evidence(
    *, by: Actor, at: datetime, measure: Measure, draft: EvidenceDraft, content: Content, step_ids: Sequence[int] = ()
) -> Evidence:
    """Add evidence to a measure, or to some of its steps. Raises `Unusable` with every fault."""
    measure, steps = _place(by, measure, step_ids)
    evidence = keep(
        by=by, at=at, fiscal_year=measure.plan.fiscal_year, draft=draft, content=content, mentions=[measure, measure.plan, *steps]
    )
    _tie(by, at, evidence, measure, steps)
    return evidence


def add_files(*, by: Actor, at: datetime, measure: Measure, uploads: Iterable[Upload], step_ids: Sequence[int] = ()) -> Taken:
    """Make each file evidence of its own, under its own name and without a day: nobody has said yet what day it shows.

    A file that is refused hinders none of the others: each is stored in a transaction of its own, and taken from `uploads` one by one, so
    that only one is in memory. Raises `Unusable` where the measure or its steps take none.
    """
    _place(by, measure, step_ids)
    taken, refused = [], []
    for upload in uploads:
        try:
            with transaction.atomic():
                content = of_upload(by=by, at=at, data=upload.data, name=upload.name)
                draft = EvidenceDraft(title=title_of(content.file) if content.file else upload.name)
                taken.append(add_evidence(by=by, at=at, measure=measure, draft=draft, content=content, step_ids=step_ids))
        except Unusable as unusable:
            refused.append(Refusal(upload.name, str(unusable)))
    return Taken(tuple(taken), tuple(refused))


def title_of(stored: StoredFile) -> str:
    """What evidence is called as long as nobody named it: the file's own name."""
    return stored.name[:LONGEST_TITLE]


@transaction.atomic
def tie(*, by: Actor, at: datetime, evidence: Evidence, measure: Measure, step_ids: Sequence[int] = ()) -> bool:
    """Tie evidence to a measure of the same year, or to steps of one, and say whether this took the place of another tie to it.

    Evidence of a measure shows the whole of it or some of its steps: steps take the place of the whole, the whole that of steps. Other
    measures, and steps that are tied already, stay. Raises `Unusable`.
    """
    by.must(PERMISSION, unit_ids=units_of_evidence(evidence))
    measure, steps = _place(by, measure, step_ids)
    evidence = Evidence.objects.select_for_update().get(pk=evidence.pk, agency_id=by.agency)
    if evidence.withdrawn_at is not None:
        raise Unusable((Fault("", _("หลักฐานนี้ถูกถอนแล้ว นำกลับมาก่อนจึงผูกได้")),))
    if evidence.fiscal_year != measure.plan.fiscal_year:
        raise Unusable((Fault("measure", _("เลือกมาตรการของปีงบประมาณ %(year)s") % {"year": evidence.fiscal_year}),))
    standing = MeasureEvidence.objects.filter(evidence=evidence, ended_at=None)
    replaced = standing.filter(measure=measure, step=None) if steps else standing.filter(step__measure=measure)
    count = replaced.update(ended_at=at, ended_by_id=by.person_id)
    if _tie(by, at, evidence, measure, steps) or count:
        record(
            by=by,
            at=at,
            verb="evidence.tied",
            subject=evidence,
            agency_id=evidence.agency_id,
            mentions=[measure, measure.plan, *steps],
            note=_named(measure, steps),
        )
    return count > 0


@transaction.atomic
def untie(*, by: Actor, at: datetime, evidence: Evidence, measure: Measure, step_ids: Sequence[int] = ()) -> None:
    """Undo every tie of evidence to a measure and its steps, or those to some of its steps only.

    Evidence that belongs to nothing stays in the list of its year. Raises `Unusable` for the last tie where the actor may do this only for
    own units: nobody of them could reach it afterwards.
    """
    by.must(PERMISSION, unit_ids=units_concerned(measure))
    ties = list(MeasureEvidence.objects.select_for_update(of=("self",)).filter(evidence=evidence, ended_at=None).select_related("step"))
    ended = [tied for tied in ties if (tied.step.measure_id if tied.step else tied.measure_id) == measure.pk]
    if step_ids:
        ended = [tied for tied in ended if tied.step_id in step_ids]
    if not ended:
        return
    if len(ended) == len(ties) and PERMISSION not in by.permissions:
        raise Unusable((Fault("measure", _("เป็นมาตรการเดียวของหลักฐานนี้ ถอนหลักฐาน หรือผูกกับมาตรการอื่นก่อน")),))
    MeasureEvidence.objects.filter(pk__in=[tied.pk for tied in ended]).update(ended_at=at, ended_by_id=by.person_id)
    steps = [tied.step for tied in ended if tied.step]
    record(
        by=by,
        at=at,
        verb="evidence.untied",
        subject=evidence,
        agency_id=evidence.agency_id,
        mentions=[measure, measure.plan, *steps],
        note=_named(measure, steps if step_ids else ()),
    )


def _named(measure: Measure, steps: Iterable[Step]) -> str:
    """Measure and steps as the trail names them."""
    return " · ".join([measure.title, *(step.text[:_LONGEST_STEP] for step in steps)])


def take_files_of_report(*, by: Actor, at: datetime, report: ProgressReport, stored: Iterable[StoredFile]) -> None:
    """Make new files of a report evidence of what it reports, of the day that it reports. Inside the transaction of the report,
    whose event names them.
    """
    measure = report.step.measure if report.step else report.measure
    for file in stored:
        draft = EvidenceDraft(title=title_of(file), evidence_on=report.happened_on)
        evidence = keep(by=by, at=at, fiscal_year=measure.plan.fiscal_year, draft=draft, content=of_file(file))
        _tie(by, at, evidence, measure, [report.step] if report.step else [])


def follow_correction(*, by: Actor, at: datetime, report: ProgressReport, kept: Iterable[StoredFile]) -> None:
    """Let evidence follow a report that corrects another: files that it keeps take its day, files that it drops prove nothing any more.

    A day that somebody has set apart from the report's stays, and so does evidence that a standing report still holds.
    """
    corrected = report.corrects
    if corrected is None:
        return
    measure = report.step.measure if report.step else report.measure
    kept_ids = {file.pk for file in kept}
    for file_id in ReportFile.objects.filter(report=corrected).values_list("file_id", flat=True):
        evidence = Evidence.objects.filter(revisions__file_id=file_id, withdrawn_at=None).first()
        if evidence is None:
            continue
        if file_id not in kept_ids:
            if not ReportFile.objects.filter(file_id=file_id, report__corrected_by=None).exists():
                lay_down(by=by, at=at, evidence=evidence, reason=NOT_IN_CORRECTION, mentions=[measure])
        elif evidence.evidence_on == corrected.happened_on != report.happened_on:
            date_anew(by=by, at=at, evidence=evidence, evidence_on=report.happened_on, mentions=[measure])


def _place(by: Actor, measure: Measure, step_ids: Sequence[int]) -> tuple[Measure, list[Step]]:
    by.must(PERMISSION, unit_ids=units_concerned(measure))
    measure = Measure.objects.select_related("plan").get(pk=measure.pk)
    steps = list(Step.objects.filter(pk__in=step_ids, measure=measure, withdrawn_at=None))
    faults = []
    if measure.withdrawn_at is not None:
        faults.append(Fault("", _("มาตรการนี้ถูกยกเลิกแล้ว จึงเพิ่มหลักฐานไม่ได้")))
    if len(steps) != len(set(step_ids)):
        faults.append(Fault("steps", _("ขั้นตอนที่เลือกไม่มีแล้ว เลือกใหม่")))
    if faults:
        raise Unusable(tuple(faults))
    return measure, steps


def _tie(by: Actor, at: datetime, evidence: Evidence, measure: Measure, steps: Sequence[Step]) -> bool:
    """Add what is not tied yet, and say whether there was anything."""
    wanted: set[int | None] = {step.pk for step in steps} or {None}
    held = MeasureEvidence.objects.filter(evidence=evidence, ended_at=None)
    missing = [
        step_id
        for step_id in sorted(wanted, key=lambda pk: pk or 0)
        if not (held.filter(step_id=step_id) if step_id else held.filter(step=None, measure=measure)).exists()
    ]
    MeasureEvidence.objects.bulk_create(
        MeasureEvidence(measure=measure, step_id=step_id, evidence=evidence, added_by_id=by.person_id, added_at=at) for step_id in missing
    )
    return bool(missing)

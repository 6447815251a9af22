"""Exceptions to rules: asking for one, deciding on it, ending it. Whoever asks never decides."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from prongsai.foundation.audit.actions import record
from prongsai.foundation.audit.digests import state_of
from prongsai.foundation.faults import Fault, Unusable
from prongsai.foundation.people.actor import Actor, Forbidden
from prongsai.programme.linter.models import LONGEST_REASON, LinterException
from prongsai.programme.linter.queries import hints_of_plan, in_force, key_of, waiting
from prongsai.programme.linter.rule import Key
from prongsai.programme.linter.telling import tell_asked, tell_decided
from prongsai.programme.plans.days import day_in_words
from prongsai.programme.plans.models import Measure, Plan

LONGEST_DAYS = 366
"""An exception holds for a year at most; then somebody has to think about it again."""

Verdict = LinterException.Verdict


@transaction.atomic
def ask_exception(*, by: Actor, at: datetime, measure: Measure, key: Key, reason: str, expires_on: date | None) -> LinterException:
    """Ask that a rule need not hold for what `key` names. Raises `Unusable` with every fault; the hint must be there today."""
    by.must("linter.except")
    plan = Plan.objects.select_for_update().get(pk=measure.plan_id, agency_id=by.agency)
    today = timezone.localdate(at)
    faults = [*_faults_of(reason, expires_on, today), *_faults_of_hint(plan, key, today)]
    if faults or expires_on is None:
        raise Unusable(tuple(faults))
    row = LinterException.objects.create(
        agency_id=plan.agency_id,
        plan=plan,
        rule_id=key.rule_id,
        measure_id=key.measure_id,
        step_id=key.step_id,
        evidence_id=key.evidence_id,
        report_id=key.report_id,
        reason=reason.strip(),
        expires_on=expires_on,
        asked_by_id=by.person_id,
        asked_at=at,
    )
    _record(by, at, "linter.exception_asked", row, {})
    tell_asked(by=by, at=at, row=row)
    return row


@transaction.atomic
def decide_exception(*, by: Actor, at: datetime, exception: LinterException, approves: bool, reason: str = "") -> LinterException:
    """Approve or refuse an exception that waits. Raises `Unusable` for one's own, for one that is over, for a refusal without reason."""
    by.must("linter.approve")
    row = LinterException.objects.select_for_update().get(pk=exception.pk, agency_id=by.agency)
    if not row.is_waiting:
        raise Unusable((Fault("", _("ข้อยกเว้นนี้พิจารณาไปแล้ว")),))
    if row.asked_by_id == by.person_id:
        raise Unusable((Fault("", _("ผู้ขออนุมัติข้อยกเว้นของตนเองไม่ได้ ขอให้ผู้บริหารท่านอื่นพิจารณา")),))
    if approves and row.expires_on < timezone.localdate(at):
        raise Unusable((Fault("", _("เลยวันสุดท้ายที่ขอไว้แล้ว ขอใหม่พร้อมวันใหม่")),))
    if not approves and not reason.strip():
        raise Unusable((Fault("reason", _("บอกเหตุผลที่ไม่อนุมัติ เพื่อให้ผู้ขอแก้ได้")),))
    before = state_of(row)
    row.verdict = Verdict.APPROVED if approves else Verdict.REFUSED
    row.verdict_reason, row.decided_by_id, row.decided_at = reason.strip()[:LONGEST_REASON], by.person_id, at
    row.save()
    verb = "linter.exception_approved" if approves else "linter.exception_refused"
    _record(by, at, verb, row, before)
    tell_decided(by=by, at=at, row=row, verb=verb)
    return row


@transaction.atomic
def end_exception(*, by: Actor, at: datetime, exception: LinterException, reason: str) -> LinterException:
    """End an exception that waits or holds, by whoever asked for it or may approve. Raises `Unusable` without a reason."""
    if not may_end(by, exception):
        raise Forbidden("linter.approve")
    if not reason.strip():
        raise Unusable((Fault("reason", _("บอกเหตุผลที่เลิก เพื่อให้ผู้อ่านประวัติเข้าใจ")),))
    row = LinterException.objects.select_for_update().get(pk=exception.pk, agency_id=by.agency)
    if row.ended_at is not None or row.verdict == Verdict.REFUSED:
        return row
    before = state_of(row)
    row.ended_at, row.ended_by_id, row.end_reason = at, by.person_id, reason.strip()[:LONGEST_REASON]
    row.save()
    _record(by, at, "linter.exception_ended", row, before)
    tell_decided(by=by, at=at, row=row, verb="linter.exception_ended")
    return row


def may_end(by: Actor, exception: LinterException) -> bool:
    """Whether the actor may end an exception: who may approve any, and who asked for this one."""
    return by.may("linter.approve") or (by.may("linter.except") and exception.asked_by_id == by.person_id)


def _record(by: Actor, at: datetime, verb: str, row: LinterException, before: dict[str, object]) -> None:
    mentions = [row.measure, row.plan, *([row.evidence] if row.evidence else [])]
    record(by=by, at=at, verb=verb, subject=row, agency_id=row.agency_id, before=before or None, after=state_of(row), mentions=mentions)


def _faults_of(reason: str, expires_on: date | None, today: date) -> Iterator[Fault]:
    if not reason.strip():
        yield Fault("reason", _("บอกเหตุผล ซึ่งจะพิมพ์ในรายงานให้ทุกคนอ่าน"))
    if len(reason.strip()) > LONGEST_REASON:
        yield Fault("reason", _("เหตุผลยาวเกิน %(most)s ตัวอักษร ย่อให้สั้นลง") % {"most": LONGEST_REASON})
    last = today + timedelta(days=LONGEST_DAYS)
    if expires_on is None:
        yield Fault("expires_on", _("ใส่วันสุดท้ายที่ยกเว้น"))
    elif not today <= expires_on <= last:
        yield Fault("expires_on", _("วันสุดท้ายต้องอยู่ระหว่างวันนี้ถึง %(day)s") % {"day": day_in_words(last)})


def _faults_of_hint(plan: Plan, key: Key, today: date) -> Iterator[Fault]:
    found = [hint for hint in hints_of_plan(plan, today).hints if hint.key == key]
    if not found:
        yield Fault("", _("ตัวช่วยตรวจไม่พบเรื่องนี้แล้ว จึงไม่ต้องยกเว้น"))
    if any(key_of(row) == key for row in waiting(plan.pk)):
        yield Fault("", _("มีคนขอยกเว้นเรื่องนี้แล้ว รอผู้บริหารพิจารณา"))
    if key in in_force(plan.pk, today):
        yield Fault("", _("เรื่องนี้ยกเว้นอยู่แล้ว เลิกข้อยกเว้นเดิมก่อนจึงขอใหม่ได้"))

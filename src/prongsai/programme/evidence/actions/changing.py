"""Changing what evidence says about itself, withdrawing it and bringing it back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from prongsai.foundation.audit.actions import record
from prongsai.foundation.faults import Fault, Unusable
from prongsai.foundation.people.actor import Actor
from prongsai.foundation.seen import must_be_as_seen
from prongsai.programme.evidence.actions.adding import PERMISSION, state_of_evidence
from prongsai.programme.evidence.drafts import EvidenceDraft, faults_of, faults_of_reason
from prongsai.programme.evidence.models import Evidence, EvidenceItem

if TYPE_CHECKING:
    from django.db.models import Model


@transaction.atomic
def change(
    *,
    by: Actor,
    at: datetime,
    evidence: Evidence,
    unit_ids: frozenset[int],
    draft: EvidenceDraft,
    seen: Mapping[str, object] | None = None,
    mentions: Iterable[Model] = (),
) -> Evidence:
    """Change title, note, days and disclosure items. `unit_ids` are the units whose evidence it is.

    Raises `Unusable` with every fault, `OutdatedValues` where it no longer says what was `seen` (`told_values`).
    """
    by.must(PERMISSION, unit_ids=unit_ids)
    evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
    must_be_as_seen(told_values(evidence), seen)
    faults = list(faults_of(draft, fiscal_year=evidence.fiscal_year, today=timezone.localdate(at)))
    if evidence.withdrawn_at is not None:
        faults.append(Fault("", _("หลักฐานนี้ถูกถอนแล้ว นำกลับมาก่อนจึงแก้ได้")))
    if faults:
        raise Unusable(tuple(faults))
    before = state_of_evidence(evidence)
    evidence.title, evidence.note, evidence.evidence_on = draft.title.strip(), draft.note.strip(), draft.evidence_on
    evidence.period_from, evidence.period_to, evidence.expires_on = draft.period_from, draft.period_to, draft.expires_on
    wanted, held = set(draft.item_codes), set(evidence.items.values_list("item_code", flat=True))
    evidence.items.exclude(item_code__in=wanted).delete()
    EvidenceItem.objects.bulk_create(
        EvidenceItem(evidence=evidence, fiscal_year=evidence.fiscal_year, item_code=code) for code in sorted(wanted - held)
    )
    after = state_of_evidence(evidence)
    if after == before:
        return evidence
    evidence.version += 1
    evidence.save()
    record(
        by=by,
        at=at,
        verb="evidence.changed",
        subject=evidence,
        agency_id=evidence.agency_id,
        before=before,
        after=after,
        mentions=mentions,
    )
    return evidence


@transaction.atomic
def change_some(
    *,
    by: Actor,
    at: datetime,
    evidence: Evidence,
    unit_ids: frozenset[int],
    values: Mapping[str, Any],
    seen: Mapping[str, object],
    mentions: Iterable[Model] = (),
) -> Evidence:
    """As `change`, but of what `values` names (as `told_values` does) only; the rest stays as it stands now, whoever wrote it.

    Raises `OutdatedValues` where one of these values is neither what was `seen` any more nor what is wanted.
    """
    by.must(PERMISSION, unit_ids=unit_ids)
    evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
    now = told_values(evidence)
    wanted = {name: value for name, value in values.items() if value != now[name]}
    must_be_as_seen(now, {name: seen.get(name) for name in wanted})
    whole = now | wanted
    draft = EvidenceDraft(item_codes=tuple(whole.pop("items")), **whole)
    return change(by=by, at=at, evidence=evidence, unit_ids=unit_ids, draft=draft, mentions=mentions)


def told_values(evidence: Evidence) -> dict[str, Any]:
    """What evidence says about itself, by the names of the form's fields."""
    own = ("title", "note", "evidence_on", "period_from", "period_to", "expires_on")
    items = sorted(evidence.items.values_list("item_code", flat=True))
    return {**{name: getattr(evidence, name) for name in own}, "items": items}


@transaction.atomic
def withdraw(
    *, by: Actor, at: datetime, evidence: Evidence, unit_ids: frozenset[int], reason: str, mentions: Iterable[Model] = ()
) -> Evidence:
    """Withdraw evidence; it stays to be seen and counts no more. Raises `Unusable` without a reason. Twice is once."""
    by.must(PERMISSION, unit_ids=unit_ids)
    faults = tuple(faults_of_reason("reason", reason, _("บอกว่าถอนเพราะอะไร เช่น แนบผิดมาตรการ")))
    if faults:
        raise Unusable(faults)
    return lay_down(by=by, at=at, evidence=evidence, reason=reason.strip(), mentions=mentions)


def lay_down(*, by: Actor, at: datetime, evidence: Evidence, reason: str, mentions: Iterable[Model] = ()) -> Evidence:
    """As `withdraw`, inside the transaction of an action that has asked for the permission."""
    evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
    if evidence.withdrawn_at is not None:
        return evidence
    before = state_of_evidence(evidence)
    evidence.withdrawn_at, evidence.withdrawn_by_id, evidence.withdrawal_reason = at, by.person_id, reason
    return _told(by, at, evidence, "evidence.withdrawn", before, mentions, reason)


def date_anew(*, by: Actor, at: datetime, evidence: Evidence, evidence_on: date, mentions: Iterable[Model] = ()) -> Evidence:
    """Give evidence the day of the report that it came with, inside the transaction of an action that has asked for the permission."""
    evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
    before = state_of_evidence(evidence)
    evidence.evidence_on = evidence_on
    return _told(by, at, evidence, "evidence.changed", before, mentions, "")


@transaction.atomic
def restore(*, by: Actor, at: datetime, evidence: Evidence, unit_ids: frozenset[int], mentions: Iterable[Model] = ()) -> Evidence:
    """Bring withdrawn evidence back as it was. Twice is once."""
    by.must(PERMISSION, unit_ids=unit_ids)
    evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
    if evidence.withdrawn_at is None:
        return evidence
    before = state_of_evidence(evidence)
    evidence.withdrawn_at, evidence.withdrawn_by, evidence.withdrawal_reason = None, None, ""
    return _told(by, at, evidence, "evidence.restored", before, mentions, "")


def _told(
    by: Actor, at: datetime, evidence: Evidence, verb: str, before: dict[str, object], mentions: Iterable[Model], note: str
) -> Evidence:
    evidence.version += 1
    evidence.save()
    record(
        by=by,
        at=at,
        verb=verb,
        subject=evidence,
        agency_id=evidence.agency_id,
        before=before,
        after=state_of_evidence(evidence),
        mentions=mentions,
        note=note,
    )
    return evidence

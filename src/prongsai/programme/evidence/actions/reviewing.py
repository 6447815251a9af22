"""Reviewing evidence: somebody other than who handed it in accepts it, or returns it with what is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.foundation.audit.actions import record
from prongsai.foundation.audit.digests import state_of
from prongsai.foundation.faults import Fault, Unusable
from prongsai.foundation.notices.actions import Subject, notify
from prongsai.foundation.people.actor import Actor
from prongsai.programme.evidence.drafts import faults_of_reason
from prongsai.programme.evidence.models import Evidence, EvidenceReview, EvidenceRevision

if TYPE_CHECKING:
    from django.db.models import Model

PERMISSION = "evidence.review"


def may_review(by: Actor, revision: EvidenceRevision) -> bool:
    """Whether the actor may say something of a revision: everybody who reviews, but for who handed this revision in."""
    return by.may(PERMISSION) and by.person_id is not None and revision.added_by_id != by.person_id


@transaction.atomic
def review(
    *,
    by: Actor,
    at: datetime,
    evidence: Evidence,
    number: int,
    is_accepted: bool,
    reason: str = "",
    mentions: Iterable[Model] = (),
) -> EvidenceReview:
    """Accept or return revision `number`. What was said before stays to be seen; the latest counts.

    Raises `Unusable` for a revision that is not the latest, a return without a reason, evidence that the actor handed in, and
    withdrawn evidence.
    """
    by.must(PERMISSION)
    evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
    last = evidence.revisions.order_by("-number").first()
    faults = [] if is_accepted else list(faults_of_reason("reason", reason, _("บอกว่าต้องแก้อะไร ผู้ส่งจะเห็นข้อความนี้")))
    if last is None or last.number != number:
        faults.append(Fault("", _("มีฉบับใหม่กว่าที่ท่านดู เปิดฉบับล่าสุดแล้วตรวจอีกครั้ง")))
    elif not may_review(by, last):
        faults.append(Fault("", _("ผู้ส่งหลักฐานตรวจเองไม่ได้ ให้ผู้อื่นที่มีสิทธิตรวจแทน")))
    if evidence.withdrawn_at is not None:
        faults.append(Fault("", _("หลักฐานนี้ถูกถอนแล้ว จึงไม่ต้องตรวจ")))
    if faults or last is None:
        raise Unusable(tuple(faults))
    verdict = EvidenceReview.Verdict.ACCEPTED if is_accepted else EvidenceReview.Verdict.RETURNED
    given = EvidenceReview.objects.create(
        evidence=evidence, revision=last, verdict=verdict, reason=reason.strip(), by_id=by.person_id, at=at
    )
    record(
        by=by,
        at=at,
        verb="evidence.accepted" if is_accepted else "evidence.returned",
        subject=evidence,
        agency_id=evidence.agency_id,
        after=state_of(given),
        mentions=mentions,
        note=given.reason,
    )
    if not is_accepted:
        _tell_returned(by, at, given, last)
    return given


def _tell_returned(by: Actor, at: datetime, given: EvidenceReview, revision: EvidenceRevision) -> None:
    """Tell who handed it in. Title and reason stay inside: file names may hold names of people."""
    evidence = given.evidence
    notify(
        by=by,
        at=at,
        agency_id=evidence.agency_id,
        people=[] if revision.added_by_id is None else [revision.added_by_id],
        verb="evidence.returned",
        about=given,
        subject=Subject(
            title=evidence.title,
            address=reverse("staff:evidence-one", args=[evidence.agency.code, evidence.pk]),
            action=gettext_lazy("ดูว่าต้องแก้อะไร"),
        ),
    )

"""Adding evidence of the three kinds, and new revisions of it. What it belongs to is tied by plans, in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from prongsai.foundation.agencies.models import Agency
from prongsai.foundation.audit.actions import record
from prongsai.foundation.audit.digests import State, state_of
from prongsai.foundation.faults import Fault, Unusable
from prongsai.foundation.files.actions import store_upload
from prongsai.foundation.files.kinds import EVIDENCE_RULE, RefusedFile
from prongsai.foundation.files.models import StoredFile
from prongsai.foundation.people.actor import Actor
from prongsai.programme.evidence.drafts import EvidenceDraft, faults_of, faults_of_address, faults_of_reason
from prongsai.programme.evidence.freezing import digest_of_facts, freeze
from prongsai.programme.evidence.models import Evidence, EvidenceItem, EvidenceRevision

if TYPE_CHECKING:
    from django.db.models import Model

PERMISSION = "evidence.add"


@dataclass(frozen=True, slots=True)
class Content:
    """What a revision holds: exactly one of a stored file, an address, or frozen numbers with the key of their source."""

    kind: str
    sha256: str
    file: StoredFile | None = None
    url: str = ""
    facts: dict[str, Any] | None = None
    source_key: str = ""


def of_upload(*, by: Actor, at: datetime, data: bytes, name: str) -> Content:
    """Store what a person uploaded. Raises `Unusable` with the field "upload" for a file that is not taken."""
    try:
        stored = store_upload(by=by, at=at, data=data, name=name, rule=EVIDENCE_RULE, read_permission="evidence.view", keeps_original=True)
    except RefusedFile as refused:
        raise Unusable((Fault("upload", str(refused)),)) from refused
    return of_file(stored)


def of_file(stored: StoredFile) -> Content:
    """A file that is stored already."""
    return Content(Evidence.Kind.FILE, stored.blob.sha256, file=stored)


def of_address(url: str) -> Content:
    """A public address, as typed but for spaces around it. Raises `Unusable` with the field "url"."""
    faults = tuple(faults_of_address(url))
    if faults:
        raise Unusable(faults)
    url = url.strip()
    return Content(Evidence.Kind.LINK, sha256(url.encode()).hexdigest(), url=url)


def of_source(source_key: str, *, agency: Agency, fiscal_year: int, at: datetime) -> Content:
    """The numbers of a register as they are now, frozen. Raises `Unusable` with the field "source" where it has none."""
    today = timezone.localdate(at)
    frozen = freeze(source_key, agency_id=agency.pk, agency_code=agency.code, fiscal_year=fiscal_year, today=today)
    if frozen is None:
        raise Unusable((Fault("source", _("ทะเบียนนี้ยังไม่มีตัวเลขของปีงบประมาณ %(year)s เลือกทะเบียนอื่น") % {"year": fiscal_year}),))
    return Content(Evidence.Kind.REGISTER, digest_of_facts(frozen), facts=frozen, source_key=source_key)


def keep(*, by: Actor, at: datetime, fiscal_year: int, draft: EvidenceDraft, content: Content, mentions: Iterable[Model] = ()) -> Evidence:
    """Add evidence with its first revision. Called inside the transaction of an action, which has asked for the permission.

    Raises `Unusable` with every fault of the draft.
    """
    faults = tuple(faults_of(draft, fiscal_year=fiscal_year, today=timezone.localdate(at)))
    if faults:
        raise Unusable(faults)
    evidence = Evidence.objects.create(
        agency_id=by.agency,
        fiscal_year=fiscal_year,
        kind=content.kind,
        title=draft.title.strip(),
        note=draft.note.strip(),
        evidence_on=draft.evidence_on,
        period_from=draft.period_from,
        period_to=draft.period_to,
        expires_on=draft.expires_on,
        added_by_id=by.person_id,
        added_at=at,
    )
    EvidenceItem.objects.bulk_create(EvidenceItem(evidence=evidence, fiscal_year=fiscal_year, item_code=code) for code in draft.item_codes)
    revision = _add_revision(by, at, evidence, content, number=1, why="")
    record(
        by=by,
        at=at,
        verb="evidence.added",
        subject=evidence,
        agency_id=evidence.agency_id,
        after=state_of_evidence(evidence, revision),
        mentions=[*mentions, *([content.file] if content.file else [])],
    )
    return evidence


@transaction.atomic
def revise(
    *,
    by: Actor,
    at: datetime,
    evidence: Evidence,
    unit_ids: frozenset[int],
    content: Content,
    why: str,
    number: int | None = None,
    mentions: Iterable[Model] = (),
) -> EvidenceRevision:
    """Replace what evidence holds by a new revision; the ones before stay. `unit_ids` are the units whose evidence it is.

    Raises `Unusable` for another kind of content, the same content again, a reason that is missing, withdrawn evidence, or where the
    latest revision is no longer `number`, which the person saw.
    """
    by.must(PERMISSION, unit_ids=unit_ids)
    evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
    last = evidence.revisions.order_by("-number").first()
    if last is None or content.kind != evidence.kind:
        raise Unusable((Fault("", _("หลักฐานชิ้นนี้เป็นชนิดอื่น เพิ่มเป็นหลักฐานใหม่แทน")),))
    faults = list(faults_of_reason("why", why, _("บอกว่าเปลี่ยนเพราะอะไร เช่น ไฟล์เดิมเป็นร่าง")))
    if evidence.withdrawn_at is not None:
        faults.append(Fault("", _("หลักฐานนี้ถูกถอนแล้ว นำกลับมาก่อนจึงเปลี่ยนได้")))
    if number is not None and last.number != number:
        faults.append(Fault("", _("มีผู้อื่นส่งฉบับใหม่ก่อนท่าน ดูฉบับนั้นก่อน ถ้ายังต้องเปลี่ยน เลือกไฟล์แล้วส่งอีกครั้ง")))
    if last.sha256 == content.sha256:
        faults.append(Fault(_FIELDS[content.kind], _("เหมือนฉบับที่มีอยู่ทุกประการ เลือกฉบับใหม่")))
    if faults:
        raise Unusable(tuple(faults))
    before = state_of_evidence(evidence, last)
    revision = _add_revision(by, at, evidence, content, number=last.number + 1, why=why.strip())
    evidence.version += 1
    evidence.save(update_fields=["version"])
    record(
        by=by,
        at=at,
        verb="evidence.revised",
        subject=evidence,
        agency_id=evidence.agency_id,
        before=before,
        after=state_of_evidence(evidence, revision),
        mentions=mentions,
        note=revision.why,
    )
    return revision


_FIELDS = {Evidence.Kind.FILE.value: "upload", Evidence.Kind.LINK.value: "url", Evidence.Kind.REGISTER.value: "source"}


def state_of_evidence(evidence: Evidence, revision: EvidenceRevision | None = None) -> State:
    """What the audit trail keeps of evidence: its own words and days, its disclosure items, and what its latest revision holds."""
    held = revision or evidence.revisions.order_by("-number").first()
    items = sorted(evidence.items.values_list("item_code", flat=True))
    more = {"content": _content_words(held), "content_sha256": held.sha256, "revision": held.number} if held else {}
    return state_of(evidence, items=items, **more)


def _content_words(revision: EvidenceRevision) -> str:
    return revision.file.name if revision.file else revision.url or revision.source_key


def _add_revision(by: Actor, at: datetime, evidence: Evidence, content: Content, *, number: int, why: str) -> EvidenceRevision:
    revision = EvidenceRevision.objects.create(
        evidence=evidence,
        number=number,
        file=content.file,
        url=content.url,
        facts=content.facts,
        source_key=content.source_key,
        sha256=content.sha256,
        why=why,
        added_by_id=by.person_id,
        added_at=at,
    )
    transaction.on_commit(lambda: _look_at(revision.pk), robust=True)
    return revision


def _look_at(revision_id: int) -> None:
    """Have the worker look at the revision now. Where that is lost, the worker finds by itself what nobody has looked at."""
    from prongsai.programme.evidence.tasks import look_at

    look_at(revision_id)

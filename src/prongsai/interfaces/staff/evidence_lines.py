"""How evidence looks in lists: its icon, tag, the line of its days, its verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from prongsai.foundation.files.kinds import EVIDENCE_RULE
from prongsai.interfaces.staff.forms.evidence import StepForm
from prongsai.interfaces.staff.middleware import StaffRequest
from prongsai.interfaces.staff.templatetags.thai_text import file_size, thai_date_range, thai_date_short, thai_when
from prongsai.programme.evidence.links.looking import is_of_site
from prongsai.programme.evidence.models import Evidence, EvidenceCheck
from prongsai.programme.evidence.queries import EvidenceRow
from prongsai.programme.evidence.verdicts import Verdict
from prongsai.programme.plans.models import Measure
from prongsai.programme.plans.permissions import units_concerned
from prongsai.programme.plans.queries.evidence import evidence_of_measure
from prongsai.programme.plans.queries.rows import MeasureRow

ACCEPT = ".pdf,.docx,.xlsx,.pptx,.jpg,.jpeg,.png,.webp"
_SHEETS = ("spreadsheetml", "ms-excel")


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """What the component `evidence` takes, and the row that it tells of."""

    row: EvidenceRow
    href: str
    icon: str
    tag: str
    text: str
    verdict: Verdict


def lines_of(
    rows: Iterable[EvidenceRow], *, agency_code: str, website: str, step_numbers: Mapping[int, str] | None = None
) -> list[EvidenceLine]:
    """Rows as lines. `website` is the agency's own, beside which addresses are held; `step_numbers` name the steps of a measure."""
    return [
        EvidenceLine(
            row=row,
            href=reverse("staff:evidence-one", args=[agency_code, row.pk]),
            icon=icon_of(row),
            tag=str(Evidence.Kind(row.kind).label),
            text=" · ".join(_parts(row, website, step_numbers or {})),
            verdict=row.verdict,
        )
        for row in rows
    ]


def evidence_shown(request: StaffRequest, measure: Measure, row: MeasureRow | None) -> dict[str, Any]:
    """What the section of evidence on the page of a measure shows; without a row the measure is withdrawn and takes none."""
    steps = {step.pk: step.number for step in row.steps} if row else {}
    rows = evidence_of_measure(measure.pk, timezone.localdate())
    return {
        "lines": lines_of(rows, agency_code=request.agency.code, website=request.agency.website, step_numbers=steps),
        "undated": sum(row.verdict.code == "undated" for row in rows),
        "may_add": row is not None and request.actor.may("evidence.add", unit_ids=units_concerned(measure)),
        "accept": ACCEPT,
        "file_hint": file_hint(),
        "step_form": step_form_of(row),
    }


def step_form_of(row: MeasureRow | None, step_id: int | None = None) -> StepForm | None:
    """Where files that are added to a measure may belong, with one step chosen already; None where it has no steps."""
    steps = [(step.pk, f"{step.number} {step.text}".strip()) for step in row.steps] if row else []
    return StepForm(steps=steps, initial={"step": step_id or ""}, auto_id="id_files_%s") if steps else None


def icon_of(row: EvidenceRow) -> str:
    """The icon of a kind of evidence, of files by what is in them."""
    if row.kind != Evidence.Kind.FILE:
        return "link" if row.kind == Evidence.Kind.LINK else "database-check"
    if row.media_type.startswith("image/"):
        return "image"
    return "file-spreadsheet" if any(part in row.media_type for part in _SHEETS) else "file-text"


def days_of(row: EvidenceRow) -> str:
    """The day or period that evidence shows, in words; "" where nobody has said it. Frozen numbers tell their own period."""
    if row.facts:
        return _period_of(row.facts)
    if row.period:
        return thai_date_range(*row.period)
    return _("ลงวันที่ %(day)s") % {"day": thai_date_short(row.evidence_on)} if row.evidence_on else ""


def _parts(row: EvidenceRow, website: str, step_numbers: Mapping[int, str]) -> Iterable[str]:
    if row.step_ids and (names := [step_numbers[pk] for pk in row.step_ids if step_numbers.get(pk)]):
        yield _("ขั้นตอน %(numbers)s") % {"numbers": ", ".join(names)}
    if row.kind == Evidence.Kind.REGISTER:
        yield from _of_register(row)
        return
    if days := days_of(row):
        yield days
    if row.kind == Evidence.Kind.LINK:
        yield from _of_link(row, website)
        return
    yield _("อัปโหลด %(day)s") % {"day": thai_date_short(row.uploaded_at)}
    if row.size_bytes is not None:
        yield file_size(row.size_bytes)
    if row.is_searchable:
        yield _("ค้นข้อความได้")
    if row.revision_number > 1:
        yield _("ฉบับที่ %(number)s") % {"number": row.revision_number}


def _of_link(row: EvidenceRow, website: str) -> Iterable[str]:
    if row.check is not None:
        words = _("%(found)s ตรวจล่าสุด%(when)s")
        yield words % {"found": EvidenceCheck.Outcome(row.check.outcome).label, "when": thai_when(row.check.checked_at)}
    if is_of_site(row.url, website):
        yield _("โดเมนของหน่วยงาน")
    if row.revision_number > 1:
        yield _("ฉบับที่ %(number)s") % {"number": row.revision_number}


def _of_register(row: EvidenceRow) -> Iterable[str]:
    facts = row.facts or {}
    yield _("คำนวณจาก%(source)s") % {"source": facts.get("label", row.source_key)}
    if period := _period_of(facts):
        yield period
    yield _("ตรึงข้อมูลไว้แล้ว รหัส %(code)s") % {"code": row.code}


def _period_of(facts: Mapping[str, Any]) -> str:
    days = facts.get("period", ())
    return thai_date_range(*(date.fromisoformat(day) for day in days)) if len(days) == 2 else ""


def file_hint(*, is_single: bool = False) -> str:
    """What may be handed in, in words: several files, or one."""
    most = EVIDENCE_RULE.most_bytes // 2**20
    if is_single:
        return _("%(kinds)s ไม่เกิน %(most)s MB หนึ่งไฟล์") % {"kinds": EVIDENCE_RULE.words, "most": most}
    return _("%(kinds)s ไม่เกิน %(most)s MB ต่อไฟล์ เลือกได้หลายไฟล์") % {"kinds": EVIDENCE_RULE.words, "most": most}

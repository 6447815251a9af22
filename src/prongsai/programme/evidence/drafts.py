"""Evidence as a form or a report hands it in: plain values, and every fault that can be told from them alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from prongsai.foundation.faults import Fault
from prongsai.programme.evidence.items import item_codes
from prongsai.programme.evidence.models import LONGEST_ADDRESS

LONGEST_TITLE = 300
LONGEST_NOTE = 2000
LONGEST_REASON = 500
FIRST_DAY = date(1957, 1, 1)
"""Days before Buddhist year 2500 are slips of the pen."""


@dataclass(frozen=True, slots=True)
class EvidenceDraft:
    """What a person says about a piece of evidence. `evidence_on` is the day of what it shows; None where nobody knows it yet."""

    title: str
    note: str = ""
    evidence_on: date | None = None
    period_from: date | None = None
    period_to: date | None = None
    expires_on: date | None = None
    item_codes: tuple[str, ...] = ()


def faults_of(draft: EvidenceDraft, *, fiscal_year: int, today: date) -> Iterator[Fault]:
    """Every fault of a draft. A day outside the fiscal year is none: the verdict tells it, and who knows better says why in a note."""
    if not draft.title.strip():
        yield Fault("title", _("ใส่ชื่อหลักฐาน"))
    if len(draft.title) > LONGEST_TITLE:
        yield Fault("title", _("ชื่อหลักฐานยาวเกิน %(most)s ตัวอักษร ย่อให้สั้นลง") % {"most": LONGEST_TITLE})
    if len(draft.note) > LONGEST_NOTE:
        yield Fault("note", _("หมายเหตุยาวเกิน %(most)s ตัวอักษร ย่อให้สั้นลง") % {"most": LONGEST_NOTE})
    if draft.evidence_on is not None and draft.evidence_on > today:
        yield Fault("evidence_on", _("วันที่ของหลักฐานยังมาไม่ถึง ใส่วันนี้หรือวันก่อนหน้า"))
    for name in ("evidence_on", "period_from", "period_to", "expires_on"):
        day = getattr(draft, name)
        if day is not None and day < FIRST_DAY:
            yield Fault(name, _("ปีของวันที่น่าจะผิด ใส่ปี พ.ศ. เช่น 17 มี.ค. 2569"))
    if draft.period_to is None and draft.period_from is not None:
        yield Fault("period_to", _("ใส่วันสุดท้ายของช่วงเวลา"))
    if draft.period_from is None and draft.period_to is not None:
        yield Fault("period_from", _("ใส่วันแรกของช่วงเวลา"))
    if draft.period_from is not None and draft.period_to is not None and draft.period_to < draft.period_from:
        yield Fault("period_to", _("วันสุดท้ายของช่วงเวลาอยู่ก่อนวันแรก สลับหรือแก้วันที่"))
    shown_from = draft.period_from or draft.evidence_on
    if draft.expires_on is not None and shown_from is not None and draft.expires_on < shown_from:
        yield Fault("expires_on", _("วันหมดอายุอยู่ก่อนวันที่ของหลักฐาน แก้วันใดวันหนึ่ง"))
    if not set(draft.item_codes) <= item_codes(fiscal_year):
        yield Fault("items", _("เลือกข้อเปิดเผยข้อมูลที่มีในรายการของปีนี้"))


def faults_of_reason(field_name: str, reason: str, empty: str) -> Iterator[Fault]:
    """What is wrong with a reason that has to be given; `empty` is what to say where it is not."""
    if not reason.strip():
        yield Fault(field_name, empty)
    if len(reason) > LONGEST_REASON:
        yield Fault(field_name, _("เหตุผลยาวเกิน %(most)s ตัวอักษร ย่อให้สั้นลง") % {"most": LONGEST_REASON})


def faults_of_address(url: str) -> Iterator[Fault]:
    """What is wrong with a public address as somebody typed it."""
    if not url.strip():
        yield Fault("url", _("ใส่ที่อยู่เว็บ เช่น https://www.example.go.th/plan.pdf"))
    elif len(url) > LONGEST_ADDRESS:
        yield Fault("url", _("ที่อยู่เว็บยาวเกิน %(most)s ตัวอักษร ใช้ที่อยู่ที่สั้นกว่า") % {"most": LONGEST_ADDRESS})
    elif not is_address(url):
        yield Fault("url", _("ที่อยู่เว็บต้องขึ้นต้นด้วย https:// หรือ http:// ไม่มีช่องว่าง ชื่อผู้ใช้ หรือรหัสผ่าน คัดลอกจากแถบที่อยู่ของเว็บ"))


def is_address(url: str) -> bool:
    """Whether this is a whole address of the web without user name, as a browser would open it."""
    if any(letter.isspace() or ord(letter) < 32 for letter in url.strip()):
        return False
    try:
        parts = urlsplit(url.strip())
        _port = parts.port
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and bool(parts.hostname) and parts.username is None and parts.password is None

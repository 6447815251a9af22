"""Whether a piece of evidence can be used, told from what is known of it. Nothing here is stored or asks clock or database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.core.thai.calendar import fiscal_year_range
from prongsai.programme.evidence.models import Evidence, EvidenceCheck, EvidenceReview

EXPIRING_DAYS = 30
DEAD_AFTER = timedelta(hours=20)
"""A failure that may pass by itself counts once it was there on two nights: the first and the latest lie this far apart."""
CODES = ("returned", "dead_link", "unreadable", "expired", "outside_year", "undated", "no_text", "checking", "expiring", "ok")
"""From what weighs most: where several are true, the first is shown."""
LABELS = {
    "returned": gettext_lazy("ส่งกลับ"),
    "dead_link": gettext_lazy("เปิดไม่ได้"),
    "unreadable": gettext_lazy("อ่านไฟล์ไม่ได้"),
    "expired": gettext_lazy("หมดอายุ"),
    "outside_year": gettext_lazy("นอกปีงบ"),
    "undated": gettext_lazy("ยังไม่ลงวันที่"),
    "no_text": gettext_lazy("ค้นข้อความไม่ได้"),
    "checking": gettext_lazy("กำลังตรวจ"),
    "expiring": gettext_lazy("ใกล้หมดอายุ"),
    "ok": gettext_lazy("ใช้ได้"),
}
"""The word of each code, where several pieces of evidence stand together; one piece may say it more exactly."""
PDF = "application/pdf"

_Outcome = EvidenceCheck.Outcome
_DEAD = frozenset({_Outcome.GONE, _Outcome.SIGN_IN, _Outcome.NOT_PUBLIC, _Outcome.CERTIFICATE, _Outcome.REDIRECTS, _Outcome.BROKEN})
_USED_OTHERWISE = {"expiring", "ok"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a piece of evidence is worth: one of `CODES`, the look of its chip, its word, and a sentence that says why ("" for none)."""

    code: str
    tone: str
    label: str
    detail: str = ""
    icon: str = ""

    @property
    def is_usable(self) -> bool:
        """Whether nothing has to be done about the evidence today."""
        return self.code in _USED_OTHERWISE


@dataclass(frozen=True, slots=True)
class CheckSeen:
    """The latest check of a revision."""

    checked_at: datetime
    outcome: str
    media_type: str = ""
    has_text: bool | None = None
    failing_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class EvidenceSeen:
    """What a verdict follows from: the evidence's own days, the latest review of its latest revision (None for none), the latest check."""

    kind: str
    fiscal_year: int
    evidence_on: date | None = None
    period_from: date | None = None
    period_to: date | None = None
    expires_on: date | None = None
    review: str | None = None
    review_reason: str = ""
    check: CheckSeen | None = None


def verdict_of(seen: EvidenceSeen, today: date) -> Verdict:
    """The first of `CODES` that is true on `today`.

    A period, where one is given, decides about the fiscal year: it has to touch it. Else the day of the evidence has to lie in it. Only
    files need a day or a period; an address is looked at now, and frozen numbers carry theirs.
    """
    for found in (_returned(seen), _dead(seen), _unreadable(seen), _of_days(seen, today), _of_text(seen), _checking(seen)):
        if found is not None:
            return found
    if seen.expires_on is not None and seen.expires_on <= today + timedelta(days=EXPIRING_DAYS):
        left = (seen.expires_on - today).days
        words = _("ใช้ได้อีก %(days)s วัน") % {"days": left} if left else _("ใช้ได้ถึงวันนี้")
        return Verdict("expiring", "soon", _("ใกล้หมดอายุ"), words, "clock-fill")
    return Verdict("ok", "done", _("ใช้ได้"))


def _returned(seen: EvidenceSeen) -> Verdict | None:
    if seen.review != EvidenceReview.Verdict.RETURNED:
        return None
    return Verdict("returned", "late", _("ส่งกลับ"), seen.review_reason, "undo-2")


def _dead(seen: EvidenceSeen) -> Verdict | None:
    check = seen.check
    if seen.kind != Evidence.Kind.LINK or check is None:
        return None
    if check.outcome in _DEAD:
        return Verdict("dead_link", "late", _("เปิดไม่ได้"), str(_Outcome(check.outcome).label))
    if check.outcome == _Outcome.TEMPORARY and check.checked_at - (check.failing_since or check.checked_at) >= DEAD_AFTER:
        return Verdict("dead_link", "late", _("เปิดไม่ได้"), _("เปิดไม่ได้ติดกันสองคืน"))
    return None


def _unreadable(seen: EvidenceSeen) -> Verdict | None:
    if seen.check is None or seen.check.outcome != _Outcome.UNREADABLE:
        return None
    return Verdict("unreadable", "late", _("อ่านไฟล์ไม่ได้"), _("ไฟล์อาจเสียหายหรือตั้งรหัสผ่าน ส่งไฟล์ใหม่"), "file-exclamation-point")


def _of_days(seen: EvidenceSeen, today: date) -> Verdict | None:
    if seen.expires_on is not None and seen.expires_on < today:
        return Verdict("expired", "late", _("หมดอายุ"), _("พ้นวันที่ใช้ได้แล้ว"), "calendar-x")
    first, last = fiscal_year_range(seen.fiscal_year)
    from_day, to_day = (seen.period_from, seen.period_to) if seen.period_from else (seen.evidence_on, seen.evidence_on)
    if from_day is None or to_day is None:
        if seen.kind == Evidence.Kind.FILE:
            return Verdict("undated", "soon", _("ยังไม่ลงวันที่"), _("ใส่วันที่ตามเอกสารหรือวันที่ถ่ายภาพ"), "calendar-x")
        return None
    if to_day < first or from_day > last:
        words = _("อยู่นอกปีงบประมาณ %(year)s") % {"year": seen.fiscal_year}
        return Verdict("outside_year", "soon", _("นอกปีงบ"), words, "calendar-x")
    return None


def _of_text(seen: EvidenceSeen) -> Verdict | None:
    if seen.check is not None and seen.check.has_text is False:
        words = _("PDF นี้เป็นภาพล้วน ค้นและอ่านออกเสียงไม่ได้ สแกนใหม่แบบมีข้อความหรือส่งไฟล์ต้นฉบับ")
        return Verdict("no_text", "soon", _("ค้นข้อความไม่ได้"), words, "file-exclamation-point")
    return None


def _checking(seen: EvidenceSeen) -> Verdict | None:
    if seen.kind != Evidence.Kind.LINK:
        return None
    if seen.check is None:
        return Verdict("checking", "doing", _("กำลังตรวจ"), _("ระบบกำลังเปิดที่อยู่นี้"))
    if seen.check.outcome == _Outcome.TEMPORARY:
        return Verdict("checking", "soon", _("รอตรวจซ้ำ"), _("เปิดไม่ได้ชั่วคราว ระบบจะตรวจใหม่คืนนี้"), "hourglass")
    if seen.check.outcome == _Outcome.UNKNOWN:
        return Verdict("checking", "doing", _("รอตรวจซ้ำ"), _("เครื่องนี้ยังออกอินเทอร์เน็ตไม่ได้ ระบบจะตรวจใหม่คืนนี้"), "hourglass")
    return None

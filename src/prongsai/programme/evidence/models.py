"""Tables of evidence: what it shows, its revisions, reviews and checks, and the disclosure items that it answers.

Nothing is ever deleted: evidence is withdrawn, a new file or address is a new revision. Whether evidence can be used is calculated
(`verdicts.py`), never stored. Which measures and steps it belongs to is kept by plans.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from prongsai.foundation.agencies.models import Agency
from prongsai.foundation.files.models import StoredFile
from prongsai.foundation.people.models import Person

FIRST_YEAR, LAST_YEAR = 2540, 2640
LONGEST_ADDRESS = 2000


class Evidence(models.Model):
    """Something that shows that work of a fiscal year (Buddhist) was done.

    `evidence_on` is the day of what it shows (the date on a paper, the day of a picture), never the day of the upload; None where nobody
    has said it yet. `period_from` and `period_to` are set where it tells of a period. After `expires_on` it proves nothing any more.
    `version` grows with every change, so that two people who edit at once notice.
    """

    class Kind(models.TextChoices):
        """What the evidence is."""

        FILE = "file", _("ไฟล์")
        LINK = "link", _("ลิงก์")
        REGISTER = "register", _("จากทะเบียน")

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    fiscal_year = models.PositiveSmallIntegerField(_("ปีงบประมาณ"))
    kind = models.CharField(_("ชนิด"), max_length=8, choices=Kind)
    title = models.CharField(_("ชื่อหลักฐาน"), max_length=300)
    note = models.TextField(_("หมายเหตุ"), blank=True)
    evidence_on = models.DateField(_("ลงวันที่"), null=True, blank=True)
    period_from = models.DateField(_("ช่วงเวลาตั้งแต่"), null=True, blank=True)
    period_to = models.DateField(_("ช่วงเวลาถึง"), null=True, blank=True)
    expires_on = models.DateField(_("ใช้ได้ถึง"), null=True, blank=True)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawal_reason = models.CharField(_("เหตุผลที่ถอน"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["agency", "fiscal_year"], name="evidence_of_year")]
        constraints = [
            models.CheckConstraint(condition=Q(fiscal_year__gte=FIRST_YEAR, fiscal_year__lte=LAST_YEAR), name="evidence_year_buddhist"),
            models.CheckConstraint(condition=Q(kind__in=["file", "link", "register"]), name="evidence_kind_known"),
            models.CheckConstraint(condition=~Q(title=""), name="evidence_has_title"),
            models.CheckConstraint(
                condition=Q(period_from=None, period_to=None)
                | Q(period_from__isnull=False, period_to__isnull=False, period_to__gte=F("period_from")),
                name="evidence_period_whole",
            ),
            models.CheckConstraint(condition=Q(withdrawn_at=None) | ~Q(withdrawal_reason=""), name="evidence_withdrawn_with_reason"),
        ]

    def __str__(self) -> str:
        return self.title


class EvidenceRevision(models.Model):
    """What a piece of evidence holds from a moment on: a stored file, a public address, or numbers as they were frozen. Only ever added.

    `facts` is {"source", "label", "fiscal_year", "as_of", "period", "facts": [{"key", "label", "value", "unit", "as_of", "source"}]} of a
    source of the registry, whose key is `source_key`. `sha256` is that of the file as it is given out, of the address, or of the canonical
    JSON of the facts (`audit.digests`).
    """

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    url = models.CharField(_("ที่อยู่เว็บ"), max_length=LONGEST_ADDRESS, blank=True)
    facts = models.JSONField(null=True, blank=True)
    source_key = models.CharField(max_length=80, blank=True)
    sha256 = models.CharField(max_length=64)
    why = models.CharField(_("เหตุผลที่เปลี่ยน"), max_length=500, blank=True)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["evidence", "number"], name="evidence_revision_numbered_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="evidence_revision_from_one"),
            models.CheckConstraint(
                condition=Q(file__isnull=False, url="", facts__isnull=True, source_key="")
                | (Q(file=None, facts__isnull=True, source_key="") & ~Q(url=""))
                | (Q(file=None, url="", facts__isnull=False) & ~Q(source_key="")),
                name="evidence_revision_holds_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evidence} · {self.number}"


class EvidenceReview(models.Model):
    """What another person said of a revision: accepted, or returned with what is wrong. Only ever added; the latest counts."""

    class Verdict(models.TextChoices):
        """What was said."""

        ACCEPTED = "accepted", _("รับแล้ว")
        RETURNED = "returned", _("ส่งกลับ")

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="reviews")
    revision = models.ForeignKey(EvidenceRevision, on_delete=models.PROTECT, related_name="reviews")
    verdict = models.CharField(max_length=8, choices=Verdict)
    reason = models.CharField(_("เหตุผล"), max_length=1000, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=["accepted", "returned"]), name="evidence_review_known"),
            models.CheckConstraint(condition=~Q(verdict="returned") | ~Q(reason=""), name="evidence_returned_with_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.evidence} · {self.verdict}"


class EvidenceCheck(models.Model):
    """What the machine found when it looked at a revision: opened an address, or searched a file for text. Only ever added.

    `failing_since` is when the first of the failed attempts in a row was, for outcomes that may pass by themselves. `has_text` is None
    where nothing was searched. `detail` is in words for whoever watches the installation.
    """

    class Outcome(models.TextChoices):
        """How it ended."""

        ALIVE = "alive", _("เปิดได้")
        GONE = "gone", _("ไม่มีหน้านี้แล้ว")
        SIGN_IN = "sign_in", _("เว็บไม่ให้คนทั่วไปเปิด")
        NOT_PUBLIC = "not_public", _("ไม่ใช่ที่อยู่สาธารณะ")
        CERTIFICATE = "certificate", _("ใบรับรองความปลอดภัยของเว็บใช้ไม่ได้")
        REDIRECTS = "redirects", _("เว็บส่งต่อไปหลายทอดเกินไป")
        BROKEN = "broken", _("เว็บตอบว่าเปิดหน้านี้ไม่ได้")
        TEMPORARY = "temporary", _("เปิดไม่ได้ชั่วคราว")
        UNKNOWN = "unknown", _("ยังตรวจไม่ได้")
        READ = "read", _("อ่านไฟล์ได้")
        UNREADABLE = "unreadable", _("อ่านไฟล์ไม่ได้")

    revision = models.ForeignKey(EvidenceRevision, on_delete=models.PROTECT, related_name="checks")
    checked_at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=Outcome)
    http_status = models.PositiveSmallIntegerField(null=True, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    final_url = models.CharField(max_length=LONGEST_ADDRESS, blank=True)
    has_text = models.BooleanField(null=True, blank=True)
    content_sha256 = models.CharField(max_length=64, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    detail = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.revision} · {self.outcome}"


class EvidenceItem(models.Model):
    """A disclosure item that evidence answers, by its code in the framework of the fiscal year."""

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="items")
    fiscal_year = models.PositiveSmallIntegerField(_("ปีงบประมาณ"))
    item_code = models.CharField(_("ข้อ"), max_length=8)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["evidence", "item_code"], name="evidence_item_once"),
            models.CheckConstraint(condition=~Q(item_code=""), name="evidence_item_has_code"),
        ]

    def __str__(self) -> str:
        return self.item_code

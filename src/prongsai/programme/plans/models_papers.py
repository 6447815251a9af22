"""Tables of papers: runs of the import and reports that were printed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from prongsai.foundation.agencies.models import Agency
from prongsai.foundation.files.models import StoredFile
from prongsai.foundation.jobs.models import Job
from prongsai.foundation.people.models import Person


class ImportRun(models.Model):
    """A paper on its way into the plan. Kept after it came in: what was read, what the person decided, and what it became.

    `paper` is the paper as read (`prongsai.paper/1`), `source` its blocks with their places (`prongsai.source/1`); neither changes after
    the reading. `decisions` is the list of what the person decided since (`importing/decisions.py`). `sha256` is that of the file as it
    came.
    """

    class State(models.TextChoices):
        """Where the run is."""

        READING = "reading", _("กำลังอ่าน")
        UNREADABLE = "unreadable", _("อ่านไม่ได้")
        REVIEW = "review", _("รอตรวจทาน")
        COMMITTED = "committed", _("นำเข้าแล้ว")
        DISCARDED = "discarded", _("ไม่นำเข้า")

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    fiscal_year = models.PositiveSmallIntegerField(_("เข้าแผนของปีงบประมาณ"))
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.READING)
    job = models.OneToOneField(Job, on_delete=models.PROTECT, related_name="+")
    paper = models.JSONField(null=True, blank=True)
    source = models.JSONField(null=True, blank=True)
    decisions = models.JSONField(default=list)
    with_ocr = models.BooleanField(_("อ่านหน้าที่เป็นภาพด้วย OCR"), default=True)
    fault = models.TextField(blank=True)
    fault_en = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    started_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    started_at = models.DateTimeField()
    committed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    committed_at = models.DateTimeField(null=True, blank=True)
    plan = models.ForeignKey("plans.Plan", on_delete=models.PROTECT, null=True, blank=True, related_name="import_runs")
    measures = models.ManyToManyField("plans.Measure", blank=True, related_name="import_runs")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["reading", "unreadable", "review", "committed", "discarded"]), name="import_run_state_known"
            ),
            models.CheckConstraint(
                condition=(
                    Q(state="committed", committed_at__isnull=False, plan__isnull=False) | (~Q(state="committed") & Q(committed_at=None))
                ),
                name="import_run_committed_whole",
            ),
            models.UniqueConstraint(
                fields=["agency", "fiscal_year", "sha256"], condition=Q(state="committed"), name="import_run_committed_once"
            ),
        ]

    def __str__(self) -> str:
        return self.file.name


class PrintedReport(models.Model):
    """A report as it was printed: the file byte for byte and the state that it shows.

    `fiscal_year` is the year of the paper; `plan` is the plan that it shows, None for the analysis of a result. `round_months` is 6, 9 or
    12; None prints things as they stand. `state_digest` is the digest of `paper`. `job` is the background work that printed it, None where
    it was printed at once.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    fiscal_year = models.PositiveSmallIntegerField(_("ปีงบประมาณ"))
    plan = models.ForeignKey("plans.Plan", on_delete=models.PROTECT, null=True, blank=True, related_name="printed_reports")
    layout = models.CharField(max_length=40)
    round_months = models.PositiveSmallIntegerField(null=True, blank=True)
    digits = models.CharField(max_length=6)
    kind = models.CharField(max_length=4)
    as_of = models.DateField()
    paper = models.JSONField()
    state_digest = models.CharField(max_length=64)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    job = models.OneToOneField(Job, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    printed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    printed_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(round_months=None) | Q(round_months__in=[6, 9, 12]), name="printed_report_round_known"),
            models.CheckConstraint(condition=Q(digits__in=["thai", "arabic"]), name="printed_report_digits_known"),
            models.CheckConstraint(condition=Q(fiscal_year__gte=2540, fiscal_year__lte=2640), name="printed_report_year_buddhist"),
            models.UniqueConstraint(
                F("agency"),
                F("fiscal_year"),
                F("layout"),
                Coalesce("round_months", 0),
                F("digits"),
                F("kind"),
                F("state_digest"),
                name="printed_report_once_per_state",
            ),
        ]

    def __str__(self) -> str:
        return self.file.name

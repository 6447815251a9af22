"""Tables of progress: what units report, append-only, and what the officer asks for in return."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from prongsai.foundation.agencies.models import Agency, Unit
from prongsai.foundation.files.models import StoredFile
from prongsai.foundation.people.models import Person


class ProgressReport(models.Model):
    """What a unit did for a measure or one of its steps. Never changed: a later report `corrects` it.

    Lists are texts with one entry a line. `counts` is a list of {"what", "number", "unit"}. `is_finished` says that the work is done;
    `happened_on` is the day on which it was done, `reported_at` the moment of the report.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    measure = models.ForeignKey("plans.Measure", on_delete=models.PROTECT, related_name="reports")
    step = models.ForeignKey("plans.Step", on_delete=models.PROTECT, null=True, blank=True, related_name="reports")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    happened_on = models.DateField(_("ทำเมื่อ"))
    is_finished = models.BooleanField(_("ทำเสร็จแล้ว"), default=False)
    done_text = models.TextField(_("ทำอะไรไปแล้ว"))
    outputs = models.TextField(_("ผลผลิต"), blank=True)
    outcomes = models.TextField(_("ผลลัพธ์"), blank=True)
    obstacles = models.TextField(_("ปัญหา อุปสรรค"), blank=True)
    suggestions = models.TextField(_("ข้อเสนอแนะ"), blank=True)
    counts = models.JSONField(default=list)
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by")
    reported_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reported_at = models.DateTimeField()

    class Meta:
        ordering = ["-reported_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(done_text=""), name="report_says_what_was_done"),
            models.CheckConstraint(condition=Q(corrects=None) | ~Q(corrects=F("id")), name="report_corrects_another"),
        ]

    def __str__(self) -> str:
        return self.done_text[:80]


class ReportFile(models.Model):
    """A file that shows what a report says."""

    report = models.ForeignKey(ProgressReport, on_delete=models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["report", "file"], name="report_file_once")]


class MoreRequest(models.Model):
    """The officer asks for more about a measure, a step or a report. Answered by a later report, or withdrawn."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    measure = models.ForeignKey("plans.Measure", on_delete=models.PROTECT, related_name="more_requests")
    step = models.ForeignKey("plans.Step", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    report = models.ForeignKey(ProgressReport, on_delete=models.PROTECT, null=True, blank=True, related_name="more_requests")
    text = models.TextField(_("ขอข้อมูลอะไรเพิ่ม"))
    wanted_by = models.DateField(_("ขอภายใน"), null=True, blank=True)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.ForeignKey(ProgressReport, on_delete=models.PROTECT, null=True, blank=True, related_name="answers")
    answered_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="more_request_says_what"),
            models.CheckConstraint(
                condition=Q(answer=None, answered_at=None) | Q(answer__isnull=False, answered_at__isnull=False),
                name="more_request_answered_in_pairs",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

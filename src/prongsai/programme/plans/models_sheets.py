"""Table of workbooks of a plan that came back."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prongsai.foundation.agencies.models import Agency
from prongsai.foundation.files.models import StoredFile
from prongsai.foundation.people.models import Person


class SheetRun(models.Model):
    """A workbook on its way into the plan, kept after it came in.

    `book` is what was read (`sheet/reading.py`) and never changes. `dropped` are the rows that the person left out, as "sheet!line".
    `outcome` tells what was taken in, a dict a row, with the counts; None before. `version` grows with every change.
    """

    class State(models.TextChoices):
        """Where the run is."""

        REVIEW = "review", _("รอตรวจทาน")
        TAKEN = "taken", _("นำเข้าแล้ว")
        DISCARDED = "discarded", _("ไม่นำเข้า")

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey("plans.Plan", on_delete=models.PROTECT, related_name="sheet_runs")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.REVIEW)
    book = models.JSONField()
    dropped = models.JSONField(default=list)
    outcome = models.JSONField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    started_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    started_at = models.DateTimeField()
    taken_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=["review", "taken", "discarded"]), name="sheet_run_state_known"),
            models.CheckConstraint(
                condition=(
                    Q(state="taken", taken_at__isnull=False, outcome__isnull=False)
                    | (~Q(state="taken") & Q(taken_at=None, outcome__isnull=True))
                ),
                name="sheet_run_taken_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.file.name

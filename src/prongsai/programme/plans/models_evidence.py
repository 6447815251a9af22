"""The table that ties evidence to measures and their steps."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from prongsai.foundation.people.models import Person
from prongsai.programme.evidence.models import Evidence


class MeasureEvidence(models.Model):
    """A piece of evidence shows that a measure, or one of its steps, was done. A tie is undone, never deleted.

    What belongs to a step follows it when measures are split or merged: the step's own measure counts.
    """

    measure = models.ForeignKey("plans.Measure", on_delete=models.PROTECT, related_name="evidence_links")
    step = models.ForeignKey("plans.Step", on_delete=models.PROTECT, null=True, blank=True, related_name="evidence_links")
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="measure_links")
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                F("measure"), Coalesce("step", 0), F("evidence"), condition=Q(ended_at=None), name="evidence_tied_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evidence_id} → {self.measure_id}"

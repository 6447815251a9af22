"""The table of gaps that measures answer."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prongsai.foundation.agencies.models import Agency
from prongsai.foundation.people.models import Person


class AnsweredGap(models.Model):
    """A gap of a result that a measure is to close, as it stood when the measure was tied to it. Rows are only ever added.

    `fiscal_year` is that of the result, `key` the node in the framework of that year: the number of an indicator or the code of an item.
    `kind` tells the official result from the agency's own. Points, gap to the pass mark and worth in the total are published points. The
    card is named by plain values: it may be superseded, and what was seen then stays what it was.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    measure = models.ForeignKey("plans.Measure", on_delete=models.PROTECT, related_name="answered_gaps")
    fiscal_year = models.PositiveSmallIntegerField(_("ผลของปีงบประมาณ"))
    kind = models.CharField(_("ชนิดของผล"), max_length=8)
    key = models.CharField(_("ข้อ"), max_length=8)
    points = models.DecimalField(_("คะแนน"), max_digits=5, decimal_places=2)
    gap = models.DecimalField(_("ขาด"), max_digits=5, decimal_places=2)
    worth = models.DecimalField(_("มีค่าในคะแนนรวม"), max_digits=5, decimal_places=2)
    scorecard_id = models.PositiveBigIntegerField(_("เลขของผล"))
    scorecard_digest = models.CharField(_("รหัสเนื้อหาของผล"), max_length=64)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "fiscal_year", "kind", "key"], name="answered_gap_once_per_measure"),
            models.CheckConstraint(condition=Q(fiscal_year__gte=2540, fiscal_year__lte=2640), name="answered_gap_year_buddhist"),
            models.CheckConstraint(condition=Q(kind__in=["official", "own"]), name="answered_gap_kind_known"),
            models.CheckConstraint(condition=~Q(key=""), name="answered_gap_names_node"),
            models.CheckConstraint(condition=Q(points__gte=0, points__lte=100), name="answered_gap_points_in_range"),
            models.CheckConstraint(condition=Q(gap__gt=0, gap__lte=100), name="answered_gap_is_a_gap"),
            models.CheckConstraint(condition=Q(worth__gte=0, worth__lte=100), name="answered_gap_worth_in_range"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.fiscal_year}: {self.points}"

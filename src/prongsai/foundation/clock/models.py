"""The table of days that an agency sets for itself. Public holidays lie in files (`public_holidays.py`), not in a table."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prongsai.foundation.agencies.models import Agency
from prongsai.foundation.people.models import Person

LONGEST_NAME = 200
LONGEST_REASON = 500


class AgencyDay(models.Model):
    """A day that differs in one agency: off, or worked although it is a weekend or holiday. Taken back, never deleted."""

    class Kind(models.TextChoices):
        """What the day is."""

        OFF = "off", _("วันหยุด")
        WORKED = "worked", _("วันทำการ")

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(_("วันที่"))
    kind = models.CharField(_("เป็น"), max_length=6, choices=Kind)
    name = models.CharField(_("ชื่อวัน"), max_length=LONGEST_NAME)
    reason = models.CharField(_("เหตุผล"), max_length=LONGEST_REASON)
    set_by = models.ForeignKey(Person, verbose_name=_("ผู้กำหนด"), on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    set_at = models.DateTimeField(_("กำหนดเมื่อ"))
    taken_back_by = models.ForeignKey(Person, verbose_name=_("ผู้ยกเลิก"), on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    taken_back_at = models.DateTimeField(_("ยกเลิกเมื่อ"), null=True, blank=True)

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "on"], condition=Q(taken_back_at=None), name="agency_day_once"),
            models.CheckConstraint(condition=Q(kind__in=["off", "worked"]), name="agency_day_kind_known"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(reason=""), name="agency_day_says_why"),
        ]

    def __str__(self) -> str:
        return self.name

"""Tables of agencies, units and positions."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from prongsai.core.thai.government import KINDS

CODE_PATTERN = r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?"

_IS_CODE = RegexValidator(rf"^{CODE_PATTERN}$", _("ใช้ a-z 0-9 และขีดกลาง"))


class Agency(models.Model):
    """A local government. `code` stands in addresses and never changes; `kind` is the abbreviation of its kind (อบต.)."""

    class Digits(models.TextChoices):
        """Digits on printed papers."""

        THAI = "thai", _("เลขไทย")
        ARABIC = "arabic", _("เลขอารบิก")

    code = models.CharField(
        _("รหัส"), max_length=40, unique=True, validators=[RegexValidator(rf"^{CODE_PATTERN}$", _("ใช้ a-z 0-9 และขีดกลาง"))]
    )
    kind = models.CharField(_("ประเภท"), max_length=20, choices=[(kind.short, kind.name) for kind in KINDS])
    name = models.CharField(_("ชื่อเต็ม"), max_length=200)
    short_name = models.CharField(_("ชื่อย่อ"), max_length=100)
    district = models.CharField(_("อำเภอ"), max_length=100, blank=True)
    province = models.CharField(_("จังหวัด"), max_length=100)
    address = models.TextField(_("ที่อยู่"), blank=True, max_length=500)
    phone = models.CharField(_("โทรศัพท์"), max_length=100, blank=True)
    email = models.EmailField(_("อีเมล"), blank=True)
    website = models.URLField(_("เว็บไซต์"), blank=True)
    paper_digits = models.CharField(_("ตัวเลขในเอกสาร"), max_length=6, choices=Digits, default=Digits.THAI)
    logo = models.ForeignKey("files.StoredFile", verbose_name=_("ตรา"), on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="agency_has_name"),
            models.CheckConstraint(condition=Q(paper_digits__in=["thai", "arabic"]), name="agency_digits_known"),
        ]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A unit (ส่วนราชการ) of an agency. `canonical` is its name in the vocabulary of units, empty where it is the agency's own kind."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="units")
    name = models.CharField(_("ชื่อหน่วยงาน"), max_length=200)
    canonical = models.CharField(_("ชื่อมาตรฐาน"), max_length=200, blank=True)
    order = models.PositiveIntegerField(default=0)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "name"], name="unit_name_once_per_agency"),
            models.CheckConstraint(condition=~Q(name=""), name="unit_has_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Position(models.Model):
    """A post (ตำแหน่ง) of an agency, in a unit or at its head (`unit` empty)."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="positions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="positions", null=True, blank=True)
    title = models.CharField(_("ตำแหน่ง"), max_length=200)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("agency", Coalesce("unit", 0), "title", name="position_once_per_unit"),  # SQLite tells NULLs apart
            models.CheckConstraint(condition=~Q(title=""), name="position_has_title"),
        ]

    def __str__(self) -> str:
        return self.title

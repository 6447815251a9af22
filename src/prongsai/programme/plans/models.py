"""Tables of plans: plan, measure, step, who is responsible, when it is monitored, which indicators it lifts.

Progress lies in `models_progress.py`, evidence of measures in `models_evidence.py`, imports and printed reports in `models_papers.py`,
answered gaps in `models_gaps.py`; Django finds them through the imports at the end. Nothing is ever deleted: a measure or step is
withdrawn. Status is calculated (`progress/status.py`), never stored.
"""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from prongsai.foundation.agencies.models import Agency, Unit
from prongsai.foundation.people.models import Person

FIRST_YEAR, LAST_YEAR = 2540, 2640

_ENDS_AFTER_START = Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))


class Plan(models.Model):
    """An agency's plan of a fiscal year (Buddhist). `number_prefix` stands before the numbers of its measures ("2." → 2.1, 2.2 …)."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="plans")
    fiscal_year = models.PositiveSmallIntegerField(_("ปีงบประมาณ"), validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)])
    title = models.CharField(_("ชื่อแผน"), max_length=300)
    number_prefix = models.CharField(_("เลขนำหน้าข้อ"), max_length=10, blank=True)
    background = models.TextField(_("ความเป็นมา"), blank=True)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-fiscal_year"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "fiscal_year"], name="plan_once_per_year"),
            models.CheckConstraint(condition=Q(fiscal_year__gte=FIRST_YEAR, fiscal_year__lte=LAST_YEAR), name="plan_year_buddhist"),
            models.CheckConstraint(condition=~Q(title=""), name="plan_has_title"),
        ]

    def __str__(self) -> str:
        return self.title


class Timed(models.Model):
    """What measures and steps have in common: text, order, units, period, and how they end."""

    order = models.PositiveIntegerField()
    responsible_as_written = models.TextField(_("ผู้รับผิดชอบตามเอกสาร"), blank=True)
    is_for_every_unit = models.BooleanField(_("ทุกส่วนราชการ"), default=False)
    starts_on = models.DateField(_("เริ่ม"), null=True, blank=True)
    ends_on = models.DateField(_("สิ้นสุด"), null=True, blank=True)
    period_as_written = models.CharField(_("ระยะเวลาตามเอกสาร"), max_length=300, blank=True)
    created_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawal_reason = models.CharField(_("เหตุผลที่ยกเลิก"), max_length=500, blank=True)

    class Meta:
        abstract = True


class Measure(Timed):
    """A measure (มาตรการ). Its number follows from its place among the measures that are not withdrawn.

    `version` grows with every change, so that two people who edit at once notice. `merged_into` and `split_from` tell where it went and
    came from, `carried_from` which measure of an earlier year goes on in it.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="measures")
    title = models.CharField(_("มาตรการ"), max_length=1000)
    numbers_steps = models.BooleanField(_("ให้เลขขั้นตอน"), default=True)
    units = models.ManyToManyField(Unit, related_name="+", blank=True, through="MeasureUnit")
    catalogue_key = models.CharField(max_length=80, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_from")
    split_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="split_into")
    carried_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="carried_into")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "order"], condition=Q(withdrawn_at=None), name="measure_order_once"),
            models.CheckConstraint(condition=~Q(title=""), name="measure_has_title"),
            models.UniqueConstraint(fields=["plan", "carried_from"], name="measure_carried_once"),
            models.CheckConstraint(condition=_ENDS_AFTER_START, name="measure_ends_after_start"),
            models.CheckConstraint(condition=Q(withdrawn_at=None) | ~Q(withdrawal_reason=""), name="measure_withdrawn_with_reason"),
        ]

    def __str__(self) -> str:
        return self.title


class Step(Timed):
    """A step (ขั้นตอน) of a measure. `details` holds sub-items, one a line. Units and dates of its own are empty where the measure's hold."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="steps")
    text = models.TextField(_("ขั้นตอน"))
    details = models.TextField(_("รายละเอียด"), blank=True)
    units = models.ManyToManyField(Unit, related_name="+", blank=True, through="StepUnit")

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "order"], condition=Q(withdrawn_at=None), name="step_order_once"),
            models.CheckConstraint(condition=~Q(text=""), name="step_has_text"),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="step_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(withdrawn_at=None) | ~Q(withdrawal_reason=""), name="step_withdrawn_with_reason"),
        ]

    def __str__(self) -> str:
        return self.text


class MeasureUnit(models.Model):
    """A unit responsible for a measure."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="unit_links")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["measure", "unit"], name="measure_unit_once")]


class StepUnit(models.Model):
    """A unit responsible for a step."""

    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="unit_links")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["step", "unit"], name="step_unit_once")]


class MonitoringDate(models.Model):
    """When a measure or one of its steps is reported. `as_written` keeps words that give no day ("ทุกวันที่ 10")."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="monitoring_dates")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, null=True, blank=True, related_name="monitoring_dates")
    due_on = models.DateField(_("รายงานภายใน"), null=True, blank=True)
    as_written = models.CharField(_("ตามเอกสาร"), max_length=500, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(due_on__isnull=False) | ~Q(as_written=""), name="monitoring_date_says_something"),
            models.UniqueConstraint(
                F("measure"), Coalesce("step", 0), F("due_on"), condition=Q(due_on__isnull=False), name="monitoring_day_once"
            ),
        ]


class LiftedIndicator(models.Model):
    """An indicator of the assessment that a measure is meant to lift, by its number in the framework of the plan's year."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="indicators")
    number = models.PositiveSmallIntegerField(_("ตัวชี้วัดที่"))

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "number"], name="indicator_once_per_measure"),
            models.CheckConstraint(condition=Q(number__gte=1), name="indicator_number_from_one"),
        ]


from prongsai.programme.plans.models_evidence import MeasureEvidence  # noqa: E402
from prongsai.programme.plans.models_gaps import AnsweredGap  # noqa: E402
from prongsai.programme.plans.models_papers import ImportRun, PrintedReport  # noqa: E402
from prongsai.programme.plans.models_progress import MoreRequest, ProgressReport, ReportFile  # noqa: E402
from prongsai.programme.plans.models_sheets import SheetRun  # noqa: E402

__all__ = [
    "AnsweredGap",
    "ImportRun",
    "LiftedIndicator",
    "Measure",
    "MeasureEvidence",
    "MeasureUnit",
    "MonitoringDate",
    "MoreRequest",
    "Plan",
    "PrintedReport",
    "ProgressReport",
    "ReportFile",
    "SheetRun",
    "Step",
    "StepUnit",
]

"""The table of exceptions to rules. Which hints a plan has is calculated, never stored."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from prongsai.foundation.agencies.models import Agency
from prongsai.foundation.people.models import Person
from prongsai.programme.evidence.models import Evidence
from prongsai.programme.plans.models import Measure, Plan, ProgressReport, Step

LONGEST_REASON = 500


class LinterException(models.Model):
    """A rule need not hold for one measure, step, report or piece of evidence, for a reason, until `expires_on` (its last day).

    Asked for by one person, decided by another: `verdict` is empty while it waits. From the decision on it holds until its last day or
    until somebody ends it. Nothing is deleted; another exception to the same may be asked for later.
    """

    class Verdict(models.TextChoices):
        """What was decided."""

        WAITING = "", _("รออนุมัติ")
        APPROVED = "approved", _("อนุมัติแล้ว")
        REFUSED = "refused", _("ไม่อนุมัติ")

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    rule_id = models.CharField(_("กฎ"), max_length=60)
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="+")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    report = models.ForeignKey(ProgressReport, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("เหตุผลที่ขอยกเว้น"), max_length=LONGEST_REASON)
    expires_on = models.DateField(_("ยกเว้นถึงวันที่"))
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    verdict = models.CharField(_("ผลการพิจารณา"), max_length=8, choices=Verdict, default=Verdict.WAITING, blank=True)
    verdict_reason = models.CharField(_("เหตุผลของผู้พิจารณา"), max_length=LONGEST_REASON, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    end_reason = models.CharField(_("เหตุผลที่เลิกยกเว้น"), max_length=LONGEST_REASON, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["plan", "expires_on"], name="exception_of_plan")]
        constraints = [
            models.UniqueConstraint(
                F("rule_id"),
                F("measure"),
                Coalesce("step", 0),
                Coalesce("evidence", 0),
                Coalesce("report", 0),
                condition=Q(verdict="", ended_at=None),
                name="exception_asked_once",
            ),
            models.CheckConstraint(condition=~Q(rule_id=""), name="exception_names_rule"),
            models.CheckConstraint(condition=~Q(reason=""), name="exception_has_reason"),
            models.CheckConstraint(condition=Q(verdict__in=["", "approved", "refused"]), name="exception_verdict_known"),
            models.CheckConstraint(condition=Q(verdict="") | Q(decided_at__isnull=False), name="exception_decided_at"),
            models.CheckConstraint(condition=~Q(verdict="refused") | ~Q(verdict_reason=""), name="exception_refused_with_reason"),
            models.CheckConstraint(
                condition=~Q(verdict="approved") | Q(decided_by=None) | Q(asked_by=None) | ~Q(decided_by=F("asked_by")),
                name="exception_not_by_oneself",
            ),
            models.CheckConstraint(condition=Q(ended_at=None) | ~Q(end_reason=""), name="exception_ended_with_reason"),
        ]

    def __str__(self) -> str:
        return self.rule_id

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has decided yet."""
        return self.verdict == self.Verdict.WAITING and self.ended_at is None

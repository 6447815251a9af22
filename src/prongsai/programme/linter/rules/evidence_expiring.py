"""Evidence whose time is nearly over."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.programme.linter.findings import in_new_revision
from prongsai.programme.linter.rule import Finding, Rule
from prongsai.programme.linter.under_review import PlanUnderReview
from prongsai.programme.plans.days import day_in_words


def check(plan: PlanUnderReview) -> Iterator[Finding]:
    """Evidence within the last days before it expires."""
    for row, evidence in plan.shown():
        if evidence.verdict.code == "expiring" and evidence.expires_on is not None:
            yield in_new_revision(
                row,
                evidence,
                _("หลักฐาน “%(title)s” ใช้ได้ถึง %(day)s เตรียมฉบับใหม่")
                % {"title": evidence.title[:80], "day": day_in_words(evidence.expires_on)},
                _("ส่งฉบับใหม่"),
            )


RULE = Rule(
    id="evidence-expiring",
    severity="advises",
    title=gettext_lazy("หลักฐานใกล้หมดอายุ"),
    why=gettext_lazy("เตรียมฉบับใหม่ก่อนวันสุดท้าย เพื่อไม่ให้มาตรการขาดหลักฐาน"),
    check=check,
)

"""Evidence whose time is over."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.programme.linter.findings import in_evidence
from prongsai.programme.linter.rule import Finding, Rule
from prongsai.programme.linter.under_review import PlanUnderReview
from prongsai.programme.plans.days import day_in_words


def check(plan: PlanUnderReview) -> Iterator[Finding]:
    """Evidence after its last day."""
    for row, evidence in plan.shown():
        if evidence.verdict.code == "expired" and evidence.expires_on is not None:
            words = _("หลักฐาน “%(title)s” ใช้ได้ถึง %(day)s เท่านั้น ส่งฉบับใหม่หรือแก้วัน")
            known = {"title": evidence.title[:80], "day": day_in_words(evidence.expires_on)}
            yield in_evidence(row, evidence, "expires_on", words % known, _("แก้วันหรือส่งฉบับใหม่"))


RULE = Rule(
    id="evidence-expired",
    severity="warns",
    title=gettext_lazy("หลักฐานหมดอายุ"),
    why=gettext_lazy("หลักฐานที่พ้นวันใช้ได้แล้วไม่พิสูจน์อะไรอีก ต้องมีฉบับใหม่"),
    check=check,
    short=gettext_lazy("หลักฐานหมดอายุ"),
)

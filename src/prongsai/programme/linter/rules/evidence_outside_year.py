"""Evidence of another fiscal year."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.programme.linter.findings import in_evidence
from prongsai.programme.linter.rule import Finding, Rule
from prongsai.programme.linter.under_review import PlanUnderReview
from prongsai.programme.plans.days import day_in_words


def check(plan: PlanUnderReview) -> Iterator[Finding]:
    """Evidence whose day or period does not touch the fiscal year."""
    for row, evidence in plan.shown():
        if evidence.verdict.code == "outside_year":
            known = {"title": evidence.title[:80], "year": plan.fiscal_year}
            words, field = _("หลักฐาน “%(title)s” เป็นของช่วงเวลานอกปีงบประมาณ %(year)s"), "period_from"
            if evidence.period is None and evidence.evidence_on is not None:
                words, field = _("หลักฐาน “%(title)s” ลงวันที่ %(day)s อยู่นอกปีงบประมาณ %(year)s"), "evidence_on"
                known["day"] = day_in_words(evidence.evidence_on)
            yield in_evidence(row, evidence, field, words % known, _("แก้วันที่หรือเปลี่ยนไฟล์"))


RULE = Rule(
    id="evidence-outside-year",
    severity="warns",
    title=gettext_lazy("หลักฐานอยู่นอกปีงบประมาณ"),
    why=gettext_lazy("หลักฐานของปีอื่นไม่นับเป็นผลของปีนี้ แม้อัปโหลดในปีนี้"),
    check=check,
    short=gettext_lazy("หลักฐานนอกปีงบ"),
)

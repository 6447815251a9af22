"""A file of which nobody has said what day it shows."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.programme.linter.findings import in_evidence
from prongsai.programme.linter.rule import Finding, Rule
from prongsai.programme.linter.under_review import PlanUnderReview


def check(plan: PlanUnderReview) -> Iterator[Finding]:
    """Files without a day and without a period."""
    for row, evidence in plan.shown():
        if evidence.verdict.code == "undated":
            words = _("หลักฐาน “%(title)s” ยังไม่มีวันที่ ใส่วันที่ตามเอกสารหรือวันที่ถ่ายภาพ")
            known = {"title": evidence.title[:80]}
            yield in_evidence(row, evidence, "evidence_on", words % known, _("ใส่วันที่"))


RULE = Rule(
    id="evidence-undated",
    severity="warns",
    title=gettext_lazy("หลักฐานยังไม่ลงวันที่"),
    why=gettext_lazy("ระบบไม่ถือวันอัปโหลดเป็นวันของหลักฐาน ถ้าไม่มีวันจะบอกไม่ได้ว่าอยู่ในปีงบประมาณ"),
    check=check,
)

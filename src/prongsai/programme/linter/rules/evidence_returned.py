"""Evidence that was sent back and not replaced."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.programme.linter.findings import in_new_revision
from prongsai.programme.linter.rule import Finding, Rule
from prongsai.programme.linter.under_review import PlanUnderReview


def check(plan: PlanUnderReview) -> Iterator[Finding]:
    """Evidence whose latest revision was returned; a new revision ends that."""
    for row, evidence in plan.shown():
        if evidence.verdict.code == "returned":
            yield in_new_revision(
                row,
                evidence,
                _("หลักฐาน “%(title)s” ถูกส่งกลับ: %(why)s ส่งฉบับใหม่") % {"title": evidence.title[:80], "why": evidence.verdict.detail[:200]},
                _("ส่งฉบับใหม่"),
            )


RULE = Rule(
    id="evidence-returned",
    severity="blocks",
    title=gettext_lazy("หลักฐานถูกส่งกลับ"),
    why=gettext_lazy("ผู้ตรวจส่งหลักฐานกลับพร้อมเหตุผล จนกว่าจะส่งฉบับใหม่ หลักฐานนั้นไม่นับว่าใช้ได้"),
    check=check,
    short=gettext_lazy("หลักฐานถูกส่งกลับ"),
)

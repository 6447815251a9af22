"""An address that nobody can open."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.programme.linter.findings import in_new_revision
from prongsai.programme.linter.rule import Finding, Rule
from prongsai.programme.linter.under_review import PlanUnderReview


def check(plan: PlanUnderReview) -> Iterator[Finding]:
    """Links of which the checker says for sure that they cannot be opened; passing failures do not count."""
    for row, evidence in plan.shown():
        if evidence.verdict.code == "dead_link":
            yield in_new_revision(
                row,
                evidence,
                _("ลิงก์ “%(title)s” เปิดไม่ได้ (%(why)s) ตรวจที่อยู่แล้วบันทึกใหม่") % {"title": evidence.title[:80], "why": evidence.verdict.detail},
                _("แก้ที่อยู่"),
            )


RULE = Rule(
    id="dead-link",
    severity="blocks",
    title=gettext_lazy("ลิงก์เปิดไม่ได้"),
    why=gettext_lazy("ผู้ประเมินเปิดลิงก์เอง ถ้าเปิดไม่ได้ถือว่าไม่มีหลักฐาน"),
    check=check,
    short=gettext_lazy("ลิงก์เปิดไม่ได้"),
)

"""A file that nobody can search or have read aloud."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.programme.linter.findings import in_new_revision
from prongsai.programme.linter.rule import Finding, Rule
from prongsai.programme.linter.under_review import PlanUnderReview


def check(plan: PlanUnderReview) -> Iterator[Finding]:
    """Files in which the checker found no text."""
    for row, evidence in plan.shown():
        if evidence.verdict.code == "no_text":
            yield in_new_revision(
                row,
                evidence,
                _("หลักฐาน “%(title)s” ค้นข้อความไม่ได้ สแกนใหม่แบบมีข้อความหรือส่งไฟล์ต้นฉบับ") % {"title": evidence.title[:80]},
                _("ส่งฉบับใหม่"),
            )


RULE = Rule(
    id="pdf-without-text",
    severity="advises",
    title=gettext_lazy("ไฟล์ที่ค้นข้อความไม่ได้"),
    why=gettext_lazy("ไฟล์ที่เป็นภาพล้วนค้นไม่ได้ และโปรแกรมอ่านหน้าจออ่านไม่ได้"),
    check=check,
)

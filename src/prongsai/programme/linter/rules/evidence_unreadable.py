"""A file that nobody can open: damaged, or locked by a password."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.programme.linter.findings import in_new_revision
from prongsai.programme.linter.rule import Finding, Rule
from prongsai.programme.linter.under_review import PlanUnderReview


def check(plan: PlanUnderReview) -> Iterator[Finding]:
    """Files that could not be opened when they were looked at."""
    for row, evidence in plan.shown():
        if evidence.verdict.code == "unreadable":
            words = _("หลักฐาน “%(title)s” เปิดอ่านไม่ได้ ไฟล์อาจเสียหายหรือตั้งรหัสผ่าน ส่งไฟล์ใหม่")
            yield in_new_revision(row, evidence, words % {"title": evidence.title[:80]}, _("ส่งฉบับใหม่"))


RULE = Rule(
    id="evidence-unreadable",
    severity="blocks",
    title=gettext_lazy("ไฟล์ที่เปิดอ่านไม่ได้"),
    why=gettext_lazy("ไฟล์ที่ผู้ตรวจเปิดไม่ได้ไม่พิสูจน์อะไร"),
    check=check,
    short=gettext_lazy("เปิดไฟล์ไม่ได้"),
)

"""The reference page of the rules as Markdown, in both languages, made from the rules: `python -m prongsai.programme.linter.page`."""

from __future__ import annotations

import sys

from django.utils import translation

from prongsai.programme.linter.rule import SEVERITIES, Rule
from prongsai.programme.linter.rules import rules

HEAD = """# กฎของตัวช่วยตรวจ · Rules of the linter

ตัวช่วยตรวจดูแผน รายงานผล และหลักฐานของปีทุกครั้งที่เปิดหน้า แล้วบอกว่าอะไรควรแก้ พร้อมลิงก์ไปยังช่องที่แก้ได้ กฎแต่ละข้อมีรหัสที่ไม่เปลี่ยน
ขอยกเว้นได้เป็นรายมาตรการ ขั้นตอน หรือหลักฐาน โดยเจ้าหน้าที่เป็นผู้ขอ ผู้บริหารเป็นผู้อนุมัติ มีวันสุดท้าย และพิมพ์ในรายงานให้ทุกคนอ่าน

The linter looks at plan, reports and evidence of a year whenever a page is opened, and says what should be mended, with a link to the very
field. The key of a rule never changes. An exception is of one measure, step or piece of evidence: an officer asks, an executive approves,
it has a last day and stands in printed reports. This page is made from the modules in `src/prongsai/programme/linter/rules/` by
`python -m prongsai.programme.linter.page`; a test compares them.
"""
LEVELS = {
    "blocks": (
        "ต้องแก้ก่อนรายงาน · To mend before reporting",
        "แสดงก่อนพิมพ์รายงานด้วย ยังพิมพ์ต่อได้ · Told before a report is printed, too; printing may go on.",
    ),
    "warns": ("ควรแก้ · Should be mended", "น่าจะผิด · Probably a fault."),
    "advises": ("แนะนำ · Advice", "ทำให้ดีขึ้นได้ · Could be better."),
}


def reference_page() -> str:
    """Return the page: a part for each severity, a section for each rule in it."""
    parts = [HEAD]
    for severity in SEVERITIES:
        title, what = LEVELS[severity]
        parts.append(f"## {title}\n\n{what}\n")
        parts += [_section(rule) for rule in rules() if rule.severity == severity]
    return "\n".join(parts)


def _section(rule: Rule) -> str:
    words = []
    for language in ("th", "en"):
        with translation.override(language):
            words.append((str(rule.title), str(rule.why)))
    (thai, thai_why), (english, english_why) = words
    return f"### `{rule.id}`\n\n**{thai} · {english}**\n\n{thai_why}\n\n{english_why}.\n"


if __name__ == "__main__":
    import django

    django.setup()
    sys.stdout.write(reference_page())

"""The reference page of the advice as Markdown, made from the data: `python -m prongsai.assessments.analysis.advice.page`."""

from __future__ import annotations

import sys

from prongsai.assessments.analysis.advice.entries import Advice, advice
from prongsai.assessments.analysis.advice.loading import FROM_THEN_ON

HEAD = """# คำแนะนำรายตัวชี้วัด · Advice per indicator

สิ่งที่มักฉุดคะแนนและสิ่งที่ควรทำ ของตัวชี้วัด ตัวชี้วัดย่อย และประเด็นวิเคราะห์เจ็ดข้อ ระบบแสดงข้อความเหล่านี้ในหน้าวิเคราะห์ผลเมื่อคะแนนต่ำกว่าเกณฑ์
ทุกข้อความเป็นถ้อยคำของโครงการ ไม่ใช่คำแนะนำของหน่วยงานผู้ประเมิน

What usually pulls an indicator, a sub-indicator or a topic down, and what to do; the analysis page shows these texts for what is below the
pass mark. The wording is the project's own, not that of the assessors. This page is made from the data in
`src/prongsai/assessments/analysis/advice/` by `python -m prongsai.assessments.analysis.advice.page`; a test compares them.
"""
_TITLES = {True: "\n## ประเด็นวิเคราะห์ · Topics\n", False: "\n## ตัวชี้วัดและตัวชี้วัดย่อย · Indicators and sub-indicators\n"}


def reference_page() -> str:
    """Return the page: indicators and sub-indicators in the order of the files, then the topics."""
    parts = [HEAD]
    for are_topics, title in ((False, _TITLES[False]), (True, _TITLES[True])):
        parts.append(title)
        parts += [_entry(entry) for entry in advice() if entry.key[0].isalpha() == are_topics]
    return "\n".join(parts)


def _entry(entry: Advice) -> str:
    first, last = entry.years
    span = str(first) if first == last else f"{first} เป็นต้นไป · on" if last == FROM_THEN_ON else f"{first}–{last}"
    lines = [f"### `{entry.key}` ({span})\n", f"{entry.cause}<br>{entry.cause_en}\n"]
    lines += [f"* {thai}<br>{english}" for thai, english in zip(entry.actions, entry.actions_en, strict=True)]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.stdout.write(reference_page())

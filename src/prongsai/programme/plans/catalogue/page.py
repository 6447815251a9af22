"""The reference page of the catalogue as Markdown, made from the data: `python -m prongsai.programme.plans.catalogue.page`."""

from __future__ import annotations

import sys

from prongsai.core.thai.months import MONTHS_SHORT
from prongsai.programme.plans.catalogue.entries import CatalogueMeasure, month_of_calendar
from prongsai.programme.plans.catalogue.finding import catalogue, themes, topics

HEAD = """# คลังมาตรการ · Catalogue of measures

มาตรการที่หน่วยงานท้องถิ่นใช้กันจริง เลือกมาใส่แผนได้ทั้งขั้นตอน หน่วยงาน ช่วงเวลา และหลักฐาน แล้วแก้ให้ตรงกับหน่วยงานของท่าน
ทุกรายการเขียนขึ้นใหม่ด้วยถ้อยคำของโครงการ

Measures of the kinds that local offices really use, to be taken into a plan with steps, units, time and evidence, and then changed to fit.
The wording is the project's own. This page is made from the data in `src/prongsai/programme/plans/catalogue/` by
`python -m prongsai.programme.plans.catalogue.page`; a test compares them.

| ช่อง · column | ความหมาย · meaning |
|---|---|
| ตัวชี้วัด · indicators | ตัวชี้วัดที่ 1–10 ของ ITA · the ten indicators |
| ประเด็น · topics | หมายเลขประเด็นวิเคราะห์ 1–7 ตามตารางถัดไป · topics of the next table |
| OIT 2568 | ข้อเปิดเผยข้อมูลของปี 2568 ที่ยืนยันแหล่งที่มาได้ · disclosure items of fiscal year 2568 that were seen at a source |
| ช่วงเวลา · months | เดือนเริ่ม–เดือนสุดท้าย และเดือนที่รายงาน · first–last month, month of the report |
"""
COLUMNS = "| รหัส · key | มาตรการ · measure | หน่วยงาน · units | ตัวชี้วัด · indicators | ประเด็น · topics | OIT 2568 | ช่วงเวลา · months |"


def reference_page() -> str:
    """Return the page: topics, then a table of measures for each theme, then how the order of suggestions comes about."""
    parts = [HEAD, "## ประเด็นวิเคราะห์ · Topics\n", "| | ประเด็น | topic |\n|---|---|---|"]
    parts += [f"| {topic.number} | {topic.name} | {topic.name_en} |" for topic in topics()]
    for theme in themes():
        parts += [f"\n## {theme.name} · {theme.name_en}\n", COLUMNS, "|---|---|---|---|---|---|---|"]
        parts += [_row(measure) for measure in catalogue() if measure.theme == theme.key]
    return "\n".join([*parts, "", _TAIL])


def _row(measure: CatalogueMeasure) -> str:
    numbers = {topic.key: topic.number for topic in topics()}
    first, last, report = (MONTHS_SHORT[month_of_calendar(month) - 1] for month in (*measure.months, measure.report_month))
    cells = (
        f"`{measure.key}`",
        f"{measure.title}<br>{measure.title_en}",
        ", ".join(measure.units),
        ", ".join(map(str, measure.indicators)),
        ", ".join(map(str, sorted(numbers[key] for key in measure.topics))),
        ", ".join(measure.disclosure) or "–",
        f"{first}–{last}, {report}",
    )
    return f"| {' | '.join(cells)} |"


_TAIL = """## ลำดับที่แนะนำ · Order of suggestions

คะแนนส่วนเต็มคือจำนวนตัวชี้วัดและประเด็นที่ตรงกัน ทศนิยมคือสัดส่วนของคำที่พบในชื่อ เหตุผล และขั้นตอน คำที่พบในหลายมาตรการมีน้ำหนักน้อย
ถ้าคะแนนเท่ากัน มาตรการที่เจาะจงกว่ามาก่อน

The whole part of a score is the number of indicators and topics shared, the fraction the share of words found in title, reason and steps;
a word counts less the more measures have it. Of equal scores the more specific measure comes first. Worked: for indicators 4 and 5,
`asset-count` serves both and scores 2; `asset-rules` serves one and scores 1.

สำหรับผลประเมินของปีหนึ่ง มาตรการที่ตอบจุดอ่อน (ตัวชี้วัดต่ำกว่าเกณฑ์ ข้อเปิดเผยที่ไม่พบ ประเด็น) มากกว่ามาก่อน แล้วจึงมาตรการที่คะแนนรวมเพิ่มได้มากกว่า
ข้อเปิดเผยของปีอื่นเทียบกับ OIT 2568 ตามตารางเทียบปีของกรอบการประเมิน

For the result of a year, the measure that answers more weak points (indicators below the pass mark, missing items, topics) comes first,
then the one that can add more to the total. Items of other years are followed to 2568 by the mappings of the frameworks.
"""

if __name__ == "__main__":
    sys.stdout.write(reference_page())

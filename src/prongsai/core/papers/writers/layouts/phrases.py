"""Fixed wording of the layouts and the lines made from a paper's own facts: years, organisation, dates, scores."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from prongsai.core.papers.model import Budget, DocumentInfo, Instrument, Organisation, Paper, Period
from prongsai.core.thai.calendar import format_date, format_month
from prongsai.core.thai.numerals import to_arabic_digits
from prongsai.core.thai.repair import repair

ITA_NAME = "การประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ (Integrity and Transparency Assessment : ITA)"
INSTRUMENTS: dict[Instrument, str] = {
    "IIT": "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (IIT)",
    "EIT": "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (EIT)",
    "OIT": "แบบตรวจการเปิดเผยข้อมูลสาธารณะ (OIT)",
}
INDICATORS: dict[int, str] = {
    1: "การปฏิบัติหน้าที่",
    2: "การใช้งบประมาณ",
    3: "การใช้อำนาจ",
    4: "การใช้ทรัพย์สินของราชการ",
    5: "การแก้ไขปัญหาการทุจริต",
    6: "คุณภาพการดำเนินงาน",
    7: "ประสิทธิภาพการสื่อสาร",
    8: "การปรับปรุงระบบการทำงาน",
    9: "การเปิดเผยข้อมูล",
    10: "การป้องกันการทุจริต",
}
PLAN_TITLE = "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"
REPORT_TITLE = "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"
ACTION_PLAN_TITLE = "แผนปฏิบัติการป้องกันการทุจริต"
ANALYSIS_TITLE = "รายงานการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ"
PREFACE = "คำนำ"
BACKGROUND = "ความเป็นมา"
MEASURES = "มาตรการและแนวทางการดำเนินงาน"
MEMO_MEASURES = "มาตรการที่กำหนดไว้"
RESULTS = "ผลการดำเนินการตามมาตรการ"
STANDING = "ผลการประเมินในภาพรวม"
COMPARISON = "เทียบกับหน่วยงานประเภทเดียวกันในจังหวัด"
CALCULATION = "ที่มาของคะแนน"
ADVICE = "ข้อเสนอแนะเพื่อการปรับปรุง"
TOPICS = "การวิเคราะห์รายประเด็น"
ANALYSIS_MEASURES = "มาตรการที่ตอบผลการวิเคราะห์"
EXCEPTIONS = "ข้อยกเว้นที่อนุมัติแล้ว"
ANNEX = "ภาคผนวก"
MEMO_CLOSING = "จึงเรียนมาเพื่อโปรดทราบและพิจารณา"
EMPTY = "-"

_BEFORE_YEAR = re.compile(r"\s*(?=ประจำปี)")


def title_lines(paper: Paper, default: str) -> tuple[str, ...]:
    """The title, its "ประจำปี…" on a line of its own; `default` where the paper has no title."""
    title = paper.document.title or default
    return tuple(line.strip() for part in title.split("\n") for line in _BEFORE_YEAR.split(part, maxsplit=1) if line.strip())


def organisation_lines(organisation: Organisation) -> tuple[str, ...]:
    """Name of the organisation, then district and province with อำเภอ and จังหวัด (in Bangkok เขต and no จังหวัด), without absent parts."""
    lines = (organisation.name or organisation.name_as_written or organisation.short_name, place_line(organisation))
    return tuple(line for line in lines if line)


def place_line(organisation: Organisation) -> str:
    """District and province as in "อำเภอ… จังหวัด…"; empty where neither is known."""
    is_bangkok = organisation.province == "กรุงเทพมหานคร"
    parts = ((organisation.district, "เขต" if is_bangkok else "อำเภอ"), (organisation.province, "" if is_bangkok else "จังหวัด"))
    return " ".join(name if name.startswith(word) else word + name for name, word in parts if name)


def year_line(paper: Paper) -> str | None:
    """The line "ประจำปีงบประมาณ พ.ศ. …" where the title does not name the years already, else None; a run of years as "first - last"."""
    years = sorted({*paper.fiscal_years, *((paper.fiscal_year,) if paper.fiscal_year else ())})
    title = to_arabic_digits(paper.document.title or "")
    if not years or all(str(year) in title for year in (years[0], years[-1])):
        return None
    return f"ประจำปีงบประมาณ พ.ศ. {_years(years)}"


def _years(years: list[int]) -> str:
    if len(years) > 1 and years == list(range(years[0], years[-1] + 1)):
        return f"{years[0]} - {years[-1]}"
    return ", ".join(map(str, years))


def document_date(document: DocumentInfo) -> str:
    """The date as written, or put into words from the ISO date ("2022-01" gives the month and year); empty where there is none."""
    if document.date_as_written or not document.date:
        return wording(document.date_as_written)
    found = re.fullmatch(r"(\d{4})-(\d{2})(?:-(\d{2}))?", document.date)
    if not found:
        return document.date
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        moment = date(year or 1, month or 1, day or 1)
    except ValueError:
        return document.date
    return format_date(moment) if day else format_month(moment)


def wording(as_written: str | None) -> str:
    """What stands in the source, mended as a reader mends it ("ร า ย ง า น" → "รายงาน"), so that reading it back finds what is printed."""
    return repair(as_written).strip() if as_written else ""


def period_text(period: Period) -> str:
    """The period as written, or its first and last day in short form where the wording is missing."""
    if written := wording(period.as_written):
        return written
    days = [format_date(day, style="short") for day in (period.start, period.end) if day]
    return " - ".join(dict.fromkeys(days))


def budget_text(budget: Budget) -> str:
    """The budget as written, or the amount in baht where the wording is missing."""
    written = wording(budget.as_written)
    if written or budget.amount is None:
        return written
    return f"{budget.amount:,f} บาท" if budget.amount else "ไม่ใช้งบประมาณ"


def score_text(score: Decimal) -> str:
    """A score with at least two decimals, as the assessment prints it."""
    return f"{score:.2f}" if score == round(score, 2) else f"{score.normalize():f}"


def memo_opening(paper: Paper) -> str:
    """The opening of a memo that has none of its own: what was laid down, for which year, by whom."""
    who = next(iter(organisation_lines(paper.organisation)), "หน่วยงาน")
    year = f" ประจำปีงบประมาณ พ.ศ. {paper.fiscal_year}" if paper.fiscal_year else ""
    return f"ตามที่{who} ได้กำหนดมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน{year} ไว้แล้ว นั้น มาตรการที่กำหนดไว้มีรายละเอียด ดังนี้"

"""What was found in a paper, in a few Thai lines for the person who gave the command."""

from __future__ import annotations

from prongsai.core.papers.model import Paper

_KINDS = {
    "measures_plan": "แผนมาตรการ",
    "measures_report": "รายงานผลตามมาตรการ",
    "memo_measures_report": "บันทึกข้อความรายงานผลตามมาตรการ",
    "action_plan": "แผนปฏิบัติการป้องกันการทุจริต",
    "ita_analysis": "ผลวิเคราะห์การประเมิน ITA",
}
_UNKNOWN = "ไม่พบในเอกสาร"


def in_lines(paper: Paper) -> list[str]:
    """The paper in aligned lines: kind, organisation, years, what it holds, how much wants a look."""
    chain = f"{len(paper.approval_chain)} คน" if paper.approval_chain else ""
    rows = [
        ("ประเภท", _kind(paper)),
        ("หน่วยงาน", _organisation(paper)),
        ("ปีงบประมาณ", _years(paper)),
        ("มาตรการ", _measures(paper)),
        ("โครงการ", _projects(paper)),
        ("ผลประเมิน", _assessment(paper)),
        ("ผู้ลงนาม", chain),
        ("โปรดตรวจ", _doubts(paper)),
    ]
    width = max(_columns(label) for label, _ in rows) + 2
    return [label + " " * (width - _columns(label)) + text for label, text in rows if text]


def in_one_line(paper: Paper) -> str:
    """The same in one line, for a run over many files."""
    parts = (_kind(paper), _organisation(paper), _years(paper), _measures(paper), _projects(paper), _doubts(paper))
    return " · ".join(part for part in parts if part)


def _kind(paper: Paper) -> str:
    return _KINDS.get(paper.document.type or "", "ไม่ทราบประเภท")


def _organisation(paper: Paper) -> str:
    organisation = paper.organisation
    name = organisation.name or organisation.name_as_written
    if not name:
        return _UNKNOWN
    district = f"อำเภอ{organisation.district}" if organisation.district else ""
    province = f"จังหวัด{organisation.province}" if organisation.province else ""
    return " ".join(part for part in (name, district, province) if part)


def _years(paper: Paper) -> str:
    if len(paper.fiscal_years) > 1:
        return ", ".join(str(year) for year in paper.fiscal_years)
    year = paper.fiscal_year or (paper.fiscal_years[0] if paper.fiscal_years else None)
    return str(year) if year else _UNKNOWN


def _measures(paper: Paper) -> str:
    if not paper.measures:
        return ""
    rows = sum(len(measure.rows) for measure in paper.measures)
    done = sum(measure.status == "completed" for measure in paper.measures)
    parts = [f"{len(paper.measures)} มาตรการ"]
    if rows:
        parts.append(f"{rows} ขั้นตอนย่อย")
    if any(measure.status for measure in paper.measures):
        parts.append(f"เสร็จแล้ว {done}")
    return " ".join(parts)


def _projects(paper: Paper) -> str:
    return f"{len(paper.action_plan.projects)} โครงการ" if paper.action_plan else ""


def _assessment(paper: Paper) -> str:
    if paper.ita is None:
        return ""
    score = f"{paper.ita.overall_score} คะแนน" if paper.ita.overall_score is not None else ""
    level = f"ระดับ {paper.ita.level}" if paper.ita.level else ""
    indicators = f"{len(paper.ita.indicators)} ตัวชี้วัด" if paper.ita.indicators else ""
    return " ".join(part for part in (score, level, indicators) if part)


def _doubts(paper: Paper) -> str:
    warned = f"{len(paper.warnings)} จุดที่ไม่แน่ใจ" if paper.warnings else ""
    unread = f"{len(paper.unread)} ข้อความที่ยังไม่ได้จัดเข้าที่" if paper.unread else ""
    return " และ ".join(part for part in (warned, unread) if part)


def _columns(text: str) -> int:
    """Columns on a terminal: vowels and marks above and below a letter take none."""
    return sum(not (letter == "\u0e31" or "\u0e34" <= letter <= "\u0e3a" or "\u0e47" <= letter <= "\u0e4e") for letter in text)

"""The kind of a paper and its title, from the words of its first lines and what was found inside."""

from __future__ import annotations

import re
from collections.abc import Sequence

from prongsai.core.papers.model import PaperType
from prongsai.core.papers.understanding.markers import match_marker
from prongsai.core.papers.understanding.prepare import TextLine
from prongsai.core.papers.understanding.vocabulary import bare, load

TITLE_LINES = 14
PART_ONLY = re.compile(r"^(?:ส่วน|บท|ตอน|ภาค)(?:ที่)?\s*[0-9๐-๙]+\s*$")
LONG = 220
ORGANISATION = re.compile(r"^(?:ของ\s*)?(?:องค์การบริหารส่วน|องค์กรบริหารส่วน|เทศบาล|อบต\.|อบจ\.|ทต\.|ทม\.|ทน\.|กรุงเทพ|เมืองพัทยา)")
PLACE_LINE = re.compile(r"^(?:อำเภอ|อ\.|จังหวัด|จ\.|ตำบล|เขต)")
YEAR_LINE = re.compile(r"^(?:ประจำ)?ปี(?:งบประมาณ)?\s*(?:พ\.ศ\.)?\s*[0-9๐-๙]{4}")
TITLE_WORD = re.compile(r"^(?:รายงาน|แผน|มาตรการ|สรุป|การวิเคราะห์|ผลการ|แนวทาง)")
SUBJECT = re.compile(r"^เรื่อง\s*[:：]?\s*")


def classify(
    lines: Sequence[TextLine], *, is_memo: bool, has_projects: bool, has_measures: bool, has_results: bool, has_scores: bool
) -> PaperType | None:
    """The kind of the paper; None where nothing tells.

    Projects under headings make an action plan. A memo with measures is a memo report. Otherwise the words of the title decide
    (those of an analysis only where there are scores), and where they are silent the columns: outputs or statuses make a report, scores
    without measures an analysis.
    """
    if has_projects:
        return "action_plan"
    if is_memo and has_measures:
        return "memo_measures_report"
    by_title = _by_title(lines)
    if by_title == "ita_analysis" and has_scores:
        return "ita_analysis"
    if has_measures:
        if by_title == "measures_report" or (has_results and by_title != "measures_plan"):
            return "measures_report"
        if by_title == "measures_plan" and has_results:
            return "measures_report"
        return "measures_plan"
    if by_title is not None:
        return by_title
    if has_scores:
        return "ita_analysis"
    return "memo_measures_report" if is_memo else None


def is_action_plan(title: str | None) -> bool:
    """Tell whether a title names an action plan."""
    return any(bare(word) in bare(title or "") for word in load()["documents"]["action_plan"])


def _by_title(lines: Sequence[TextLine]) -> PaperType | None:
    """The kind that the first title lines name; the earliest line that names one decides, in it the longest wording."""
    kinds: tuple[PaperType, ...] = ("action_plan", "measures_report", "ita_analysis", "measures_plan")
    for line in lines[:TITLE_LINES]:
        key = bare(SUBJECT.sub("", line.text))
        hits = [(len(bare(word)), -kinds.index(kind), kind) for kind in kinds for word in load()["documents"][kind] if bare(word) in key]
        if hits:
            return max(hits)[2]
    return None


def find_title(lines: Sequence[TextLine], subject: str | None) -> tuple[str | None, list[TextLine]]:
    """The title and the lines that it stands in: the subject of a memo, else the first title-like lines without those of the organisation.

    Lines of the title go on until the organisation, the place, a heading of another text or a long paragraph.
    """
    if subject:
        return subject, []
    start = next((i for i, line in enumerate(lines[:TITLE_LINES]) if _begins_title(line.text)), None)
    if start is None:
        start = next((i for i, line in enumerate(lines[:4]) if len(line.text) <= LONG and not PART_ONLY.match(line.text)), None)
    if start is None:
        return None, []
    taken = [lines[start]]
    for line in lines[start + 1 : start + 4]:
        if ORGANISATION.match(line.text) or PLACE_LINE.match(line.text) or len(line.text) > LONG:
            break
        if line.level != lines[start].level and not YEAR_LINE.match(line.text):
            break
        if not re.search(r"ปี(?:งบประมาณ)?|พ\.ศ\.|ประจำ|^ของ|^ใน|ภาครัฐ", line.text) or _names_kind(line.text):
            break
        taken.append(line)
    return " ".join(line.text for line in taken), taken


def _begins_title(text: str) -> bool:
    """A line that names a kind of paper; an entry of a list ("1. ชื่อมาตรการ …") speaks of a part of the paper and is none."""
    return len(text) <= LONG and (TITLE_WORD.match(text) is not None or (_names_kind(text) and match_marker(text) is None))


def _names_kind(text: str) -> bool:
    key = bare(text)
    return len(text) <= LONG and any(bare(word) in key for words in load()["documents"].values() for word in words)

"""What an analysis of the ITA result says beside its scores: pass mark, computed total, comparison, how the numbers came about, topics."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from prongsai.core.papers.blocks import Line
from prongsai.core.papers.model import TopicAnalysis
from prongsai.core.papers.understanding.ledger import Ledger
from prongsai.core.papers.understanding.markers import D
from prongsai.core.papers.understanding.prepare import TextLine
from prongsai.core.papers.understanding.rows import JoinedTable, TableRow
from prongsai.core.papers.understanding.score_tables import NUMBER
from prongsai.core.papers.understanding.vocabulary import bare, load
from prongsai.core.thai.numerals import parse_number
from prongsai.core.thai.repair import join_wrapped

MARK = re.compile(r"^\s*[-–—•➢]\s*(?=\S)")
LONG = rf"{NUMBER}[{D}]*"
HEADING_NUMBER = re.compile(rf"^(?:[{D}]{{1,2}}(?:\.[{D}]{{1,2}})?[.)]?\s+)")
PASS_MARK = re.compile(rf"เกณฑ์(?:การ)?ผ่าน(?:การประเมิน|ของปีนี้)?\s*\(?[^0-9๐-๙\n]{{0,12}}?({NUMBER})")
OWN_PASS_MARK = re.compile(rf"(?:เกณฑ์ผ่านของปีนี้|คะแนนรวม(?:สูงกว่า|ต่ำกว่า|เท่ากับ)เกณฑ์ผ่าน)\s*\({NUMBER}\)(?:\s*(?:พอดี|อยู่\s*{LONG}\s*คะแนน))?")
COMPUTED = re.compile(rf"ค่าที่คำนวณจากคะแนนรายตัวชี้วัด\s*\(({LONG})\)(?:\s*(?:ตรงกับที่ประกาศ|ต่างจากที่ประกาศ\s*{LONG}))?")
FRAMEWORK = re.compile(r"กรอบ(?:การประเมิน)?\s*(?:ปี|ที่ใช้)[^.]{0,30}?(?P<not>ยังไม่)?ยืนยันกับคู่มือทางการ(?:แล้ว)?")
LONGEST_HEADING = 60


@dataclass(slots=True)
class Analysis:
    """What was found. `rest` are the lines that belong to no part of the analysis."""

    pass_mark: Decimal | None = None
    computed_score: Decimal | None = None
    is_verified: bool | None = None
    comparison: tuple[str, ...] = ()
    calculation: tuple[str, ...] = ()
    topics: tuple[TopicAnalysis, ...] = ()
    rest: list[TextLine] = field(default_factory=list)


def read_analysis(lines: Sequence[TextLine], tables: Iterable[JoinedTable], ledger: Ledger) -> Analysis:
    """The parts of an analysis in a paper: entries with a dash or bullet under a heading, single sentences, and the tables of topics."""
    found = Analysis()
    parts: dict[str, list[str]] = {"comparison": [], "calculation": []}
    part: str | None = None
    for line in lines:
        name = _heading(line.text)
        if name is not None:
            ledger.label(line.place, line.text)
            part = name if name in parts else None
        elif part is not None and MARK.match(line.text):
            ledger.value(f"ita.{part}[{len(parts[part])}]", line.place)
            parts[part].append(MARK.sub("", line.text).strip())
        else:
            part = None
            if not _take_sentence(line, found, ledger):
                found.rest.append(line)
    found.comparison, found.calculation = tuple(parts["comparison"]), tuple(parts["calculation"])
    found.topics = tuple(_topics((row for table in tables if table.kind == "topics" for row in table.rows), ledger))
    return found


def marked_entries(fragments: Iterable[Sequence[Line]]) -> tuple[str, ...]:
    """The entries of a cell, one fragment a page: each line with a dash or bullet begins one; where no line has one, each line is an entry.

    A line without is a further line of the entry above it, or goes on with its last words where a page begins.
    """
    pages = [[line.text.strip() for line in lines if line.text.strip(" -–—.")] for lines in fragments]
    has_marks = any(MARK.match(text) for page in pages for text in page)
    entries: list[str] = []
    for number, page in enumerate(pages):
        for k, text in enumerate(page):
            if not entries or MARK.match(text) or not has_marks:
                entries.append(MARK.sub("", text))
            elif number and k == 0:
                entries[-1] = join_wrapped([entries[-1], text])
            else:
                entries[-1] = f"{entries[-1]}\n{text}"
    return tuple(entries)


def _heading(text: str) -> str | None:
    """The part of an analysis that a line is the heading of; None for other text."""
    key = bare(HEADING_NUMBER.sub("", text.strip(" *#:"))) if len(text) <= LONGEST_HEADING else ""
    return next((name for name, wordings in load()["analysis"].items() if any(key == bare(wording) for wording in wordings)), None)


def _take_sentence(line: TextLine, found: Analysis, ledger: Ledger) -> bool:
    """Take what a line says of pass mark, computed total or framework; tell whether it says nothing else."""
    computed, framework, own = (pattern.search(line.text) for pattern in (COMPUTED, FRAMEWORK, OWN_PASS_MARK))
    if computed is not None:
        found.computed_score = parse_number(computed[1])
        ledger.value("ita.computed_score", line.place)
    if framework is not None:
        found.is_verified = framework["not"] is None
        ledger.value("ita.is_verified", line.place)
    if found.pass_mark is None and (mark := PASS_MARK.search(line.text)) is not None:
        found.pass_mark = parse_number(mark[1])
        ledger.value("ita.pass_mark", line.place)
    rest = line.text
    for sentence in (computed, framework, own):
        rest = rest.replace(sentence[0], "") if sentence is not None else rest
    if rest == line.text or rest.strip():
        return False
    ledger.label(line.place, line.text)
    return True


def _topics(rows: Iterable[TableRow], ledger: Ledger) -> Iterable[TopicAnalysis]:
    """A topic for each row with a title; a row without one is the rest of the topic above, behind a page break."""
    groups: list[list[TableRow]] = []
    for row in rows:
        title = row.text("topic").strip()
        is_new = bool(title) and (not groups or HEADING_NUMBER.match(title) is not None or row.page == groups[-1][-1].page)
        if is_new or not groups:
            groups.append([])
        groups[-1].append(row)
    for number, group in enumerate(groups):
        ledger.value(f"ita.topics[{number}]", group[0].place)
        ledger.take_all(
            row.values[name].place for row in group for name in ("topic", "finding", "weak_items", "actions") if name in row.values
        )
        yield TopicAnalysis(
            title=HEADING_NUMBER.sub("", _joined(group, "topic")),
            finding=_joined(group, "finding") or None,
            weak_items=marked_entries(_lines(group, "weak_items")),
            actions=marked_entries(_lines(group, "actions")),
        )


def _lines(rows: Iterable[TableRow], name: str) -> list[tuple[Line, ...]]:
    return [value.lines for row in rows if (value := row.values.get(name)) is not None and value.lines and not value.is_covered]


def _joined(rows: Iterable[TableRow], name: str) -> str:
    """The text of a cell: its lines as they are, the pages that it goes over joined."""
    return join_wrapped(["\n".join(line.text for line in lines) for lines in _lines(rows, name)]).strip(" -–—")

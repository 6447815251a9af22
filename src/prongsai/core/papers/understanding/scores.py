"""The ITA result that a paper reports: overall score and level, its tables, what the running text tells, advice, the analysis."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from prongsai.core.papers.model import Advice, Assessment, IndicatorScore, Instrument
from prongsai.core.papers.understanding.analysis import read_analysis
from prongsai.core.papers.understanding.ledger import Ledger
from prongsai.core.papers.understanding.markers import D
from prongsai.core.papers.understanding.prepare import TextLine
from prongsai.core.papers.understanding.rows import JoinedTable
from prongsai.core.papers.understanding.score_tables import LEVEL, NUMBER, TOOL, bare_name, read_score_tables
from prongsai.core.papers.understanding.vocabulary import indicator_number, instrument_of
from prongsai.core.thai.calendar import find_fiscal_years
from prongsai.core.thai.numerals import parse_number, to_arabic_digits

WORD_LEVEL = r"ผ่านดีเยี่ยม|ผ่านดี|ผ่าน|ต้องปรับปรุงโดยด่วน|ต้องปรับปรุง"
OVERALL = (
    re.compile(
        rf"({NUMBER})\s*(?:คะแนน|%)?[^0-9๐-๙\n]{{0,50}}?(?:ระดับ|เกรด)[^0-9๐-๙A-Fก-ฮ\n]{{0,6}}(?:ผลการประเมิน\s*)?[:“\"(]*\s*(?P<level>{LEVEL})(?![A-Za-z])"
    ),
    re.compile(rf"(?:ระดับ|เกรด)(?:ผลการประเมิน)?\s*[:“\"(]*\s*(?P<level>{LEVEL})(?![A-Za-z])[^0-9๐-๙\n]{{0,40}}?({NUMBER})\s*คะแนน"),
    re.compile(rf"([{D}]{{1,3}}\.[{D}]{{1,2}})\s*คะแนน[\s:“\"(]*(?:ผลการประเมิน[\s:“\"(]*)?(?P<level>{WORD_LEVEL})(?=[\s”\")]|$)"),
)
LEVEL_LINE = re.compile(rf"^(?:ผล)?(?:ระดับ|เกรด)(?:ผลการประเมิน|คะแนน)?[\s:“\"(]*(?P<level>{LEVEL})[\s”\").]*$")
ONLY_SCORE = re.compile(
    rf"(?:คะแนนรวม|คะแนนเฉลี่ย|ภาพรวม|ได้คะแนน|คะแนนเท่ากับ|มีคะแนน|ผลคะแนน|ค่าคะแนน)[^0-9๐-๙\n]{{0,60}}?({NUMBER})\s*(?:คะแนน)?"
)
INDICATOR_SCORE = re.compile(
    rf"([ก-๙][ก-๙\s]{{6,40}}?)(?:\s?(?:[:：=,()\-–]|ได้|มี|คะแนน|ร้อยละ|เท่ากับ|ค่า|(?<=\s)ที่)){{0,8}}\s{{1,3}}({NUMBER})\s?(?:คะแนน)?"
)
SCORE_ALONE = re.compile(rf"(?:มี|ได้|ผล|ค่า|คะแนน|ร้อยละ|เท่ากับ|เฉลี่ย|[\s:：=()\-–])*{NUMBER}\s*(?:คะแนน|%)?[\s.)]*")
TARGET = re.compile(rf"(?:เกณฑ์|เป้าหมาย)[^0-9๐-๙\n]{{0,25}}?({NUMBER})\s*คะแนน|({NUMBER})\s*คะแนน\s*ขึ้นไป")
NO_TOTAL = re.compile(r"^ผลการประเมินคุณธรรมและความโปร่งใส.*ยังไม่มีคะแนนรวม")
UPPER_END = re.compile(rf"[{D}]\s*(?:คะแนน)?\s*(?:[-–—]|ถึง)\s*$")
LEVEL_NEAR = 3
LONGEST_HEAD = 120
ADVICE_HEAD = re.compile(rf"^(?:[{D}]{{1,2}}[.)]\s*)?.{{0,60}}?\((IIT|EIT|OIT)\)")
ADVICE_LABEL = re.compile(rf"^([{D}]{{1,2}}\.[{D}]{{1,2}}|[-•]|[{D}]{{1,2}}[.)]|\([{D}]{{1,2}}\))\.?\s*")


def read_assessment(
    lines: Sequence[TextLine], tables: Sequence[JoinedTable], document_year: int | None, ledger: Ledger
) -> Assessment | None:
    """The assessment, or None where the paper reports no score and no analysis by topic.

    The year is the one named beside the overall score, else the one before the document's year.
    """
    analysis = read_analysis(lines, tables, ledger)
    lines = analysis.rest
    overall, level, year = _overall(lines, ledger)
    told = read_score_tables(tables, year, ledger)
    indicators = told.indicators or list(_indicators_in_text(lines, ledger))
    overall = told.total if told.total is not None else overall
    if overall is None and not (indicators or told.tools or told.years() or analysis.topics):
        return None
    for tool, score in _tools_in_text(lines, ledger):
        told.tools.setdefault(tool, score)
    return Assessment(
        fiscal_year=told.year or _year_without_total(lines, ledger) or (document_year - 1 if document_year else None),
        overall_score=overall,
        level=level or told.level,
        target=_target(lines),
        pass_mark=analysis.pass_mark,
        computed_score=analysis.computed_score,
        indicators=tuple(indicators),
        tools=tuple(told.tools.items()),
        weights=tuple(told.weights.items()),
        levels=tuple(told.levels),
        years=told.years(),
        comparison=analysis.comparison,
        calculation=analysis.calculation,
        suggestions=tuple(_advice(lines, ledger)),
        topics=analysis.topics,
        is_verified=analysis.is_verified,
    )


def _overall(lines: Sequence[TextLine], ledger: Ledger) -> tuple[Decimal | None, str | None, int | None]:
    for pattern in (*OVERALL, ONLY_SCORE):
        for i, line in enumerate(lines):
            for found in pattern.finditer(line.text):
                printed = next(group for group in found.groups() if group and group[0].isdigit())
                if not _is_overall(line.text, found.start(), printed, has_level=pattern is not ONLY_SCORE):
                    continue
                ledger.value("ita.overall_score", line.place)
                level = found.groupdict().get("level") or _level_below(lines[i : i + LEVEL_NEAR])
                return parse_number(printed), level, _year_near(lines, i, found.start())
    return None, None, None


def _is_overall(text: str, at: int, printed: str, *, has_level: bool) -> bool:
    """Tell whether a number is the score of the whole agency: not of an instrument or indicator, not the pass mark, not a band of
    the scale.
    """
    before = text[max(0, at - 45) : at]
    score = parse_number(printed)
    if UPPER_END.search(before) and text.startswith(printed, at):
        return False
    if score is None or score > 100 or TOOL.search(before[-25:]) or _names_indicator(before):
        return False
    return has_level or (score >= 1 and "." in to_arabic_digits(printed) and "ขึ้นไป" not in text[at : at + 60])


def _year_without_total(lines: Sequence[TextLine], ledger: Ledger) -> int | None:
    """The year of a result that has no total yet."""
    for line in lines:
        years = find_fiscal_years(line.text) if NO_TOTAL.search(line.text) else []
        if len(years) == 1:
            ledger.value("ita.fiscal_year", line.place)
            return years[0]
    return None


def _level_below(lines: Sequence[TextLine]) -> str | None:
    """The level that stands on a line of its own beside the score."""
    return next((found["level"] for line in lines if (found := LEVEL_LINE.match(line.text.strip()))), None)


def _names_indicator(text: str) -> bool:
    return any(name in text for name in _names())


def _year_near(lines: Sequence[TextLine], index: int, at: int) -> int | None:
    """The fiscal year named last before the score in its line, else after it, else in one of the four lines before."""
    text = lines[index].text
    before, after = find_fiscal_years(text[:at]), find_fiscal_years(text[at:])
    if before or after:
        return before[-1] if before else after[0]
    for line in reversed(lines[max(0, index - 4) : index]):
        if years := find_fiscal_years(line.text):
            return years[-1]
    return None


def _indicators_in_text(lines: Sequence[TextLine], ledger: Ledger) -> Iterable[IndicatorScore]:
    """Indicators named in running text with their score: "ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่ ได้คะแนน 78.32"."""
    seen: set[int] = set()
    for line in lines:
        for found in INDICATOR_SCORE.finditer(line.text):
            name = _known_ending(bare_name(found[1].strip()))
            number = indicator_number(name)
            score = parse_number(found[2])
            if number is None or number in seen or score is None or score > 100 or "." not in found[2]:
                continue
            seen.add(number)
            ledger.value(f"ita.indicators[{len(seen) - 1}]", line.place)
            yield IndicatorScore(name, score, number, instrument_of(number))  # type: ignore[arg-type]


def _known_ending(text: str) -> str:
    """The name of an indicator that the words end with ("สูงสุด คือ การใช้อำนาจ"), else the words as they are."""
    return next((name for name in _names() if text.endswith(name)), text)


def _tools_in_text(lines: Sequence[TextLine], ledger: Ledger) -> Iterable[tuple[Instrument, Decimal]]:
    pattern = re.compile(rf"\(?(IIT|EIT|OIT)\)?[^0-9๐-๙\n]{{0,40}}?(?:คะแนน|ร้อยละ|เท่ากับ|ได้)[^0-9๐-๙\n]{{0,20}}?({NUMBER})")
    for line in lines:
        for found in pattern.finditer(line.text):
            score = parse_number(found[2])
            if score is not None and score <= 100 and "." in to_arabic_digits(found[2]):
                ledger.value(f"ita.tools.{found[1]}", line.place)
                yield found[1], score  # type: ignore[misc]


def _target(lines: Sequence[TextLine]) -> Decimal | None:
    for line in lines:
        if found := TARGET.search(line.text):
            return parse_number(found[1] or found[2])
    return None


def _advice(lines: Sequence[TextLine], ledger: Ledger) -> Iterable[Advice]:
    """Advice per topic under the heading of each instrument: "1.1 การปฏิบัติหน้าที่ จัดให้มี…"."""
    tool: str | None = None
    for line in lines:
        head = ADVICE_HEAD.match(line.text)
        if head and ("ควร" in line.text or "เป็นการ" in line.text or len(line.text) < LONGEST_HEAD):
            tool = head[1]
            if len(line.text.rstrip(" :")) == head.end():
                ledger.label(line.place, line.text)
            else:
                ledger.take(line.place)
            continue
        label = ADVICE_LABEL.match(line.text)
        if tool is None or label is None or len(line.text) < 30:
            continue
        topic, text = _topic(line.text[label.end() :])
        if topic is None or SCORE_ALONE.fullmatch(text):
            continue
        ledger.take(line.place)
        yield Advice(text, tool, topic, label[1].strip("()"))  # type: ignore[arg-type]


def _topic(text: str) -> tuple[str | None, str]:
    """The words at the start that name an indicator, and the rest; None where none is named."""
    words = text.split(" ")
    for length in (1, 2, 3):
        candidate = " ".join(words[:length])
        if indicator_number(candidate) is not None or any(candidate.startswith(name) and len(candidate) < 60 for name in _names()):
            return candidate.rstrip(" :"), " ".join(words[length:]).strip(" :")
    return None, text


def _names() -> Iterable[str]:
    from prongsai.core.papers.understanding.vocabulary import load

    return (name for names in load()["indicators"].values() for name in names)

"""The ITA result that a paper reports: overall score and level, indicators, instruments, the rating scale."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from prongsai.core.papers.model import Advice, Assessment, IndicatorScore, Instrument, Level
from prongsai.core.papers.understanding.ledger import Ledger
from prongsai.core.papers.understanding.markers import D
from prongsai.core.papers.understanding.prepare import TextLine
from prongsai.core.papers.understanding.rows import JoinedTable, TableRow
from prongsai.core.papers.understanding.vocabulary import indicator_number, instrument_of
from prongsai.core.thai.calendar import find_fiscal_years
from prongsai.core.thai.numerals import parse_number, to_arabic_digits

NUMBER = rf"[{D}]{{1,3}}(?:\.[{D}]{{1,2}})?"
LEVEL = r"AA|A|B|C|D|E|F|ผ่านดีเยี่ยม|ผ่านดี|ผ่าน|ต้องปรับปรุงโดยด่วน|ต้องปรับปรุง"
OVERALL = (
    re.compile(
        rf"({NUMBER})\s*(?:คะแนน|%)?[^0-9๐-๙\n]{{0,50}}?(?:ระดับ|เกรด)[^0-9๐-๙A-Fก-ฮ\n]{{0,6}}(?:ผลการประเมิน\s*)?[:“\"(]*\s*(?P<level>{LEVEL})(?![A-Za-z])"
    ),
    re.compile(rf"(?:ระดับ|เกรด)\s*[:“\"(]*\s*(?P<level>{LEVEL})(?![A-Za-z])[^0-9๐-๙\n]{{0,40}}?({NUMBER})\s*คะแนน"),
)
ONLY_SCORE = re.compile(
    rf"(?:คะแนนรวม|คะแนนเฉลี่ย|คะแนนภาพรวม|ได้คะแนน|คะแนนเท่ากับ|มีคะแนน|ผลคะแนน|ค่าคะแนน)[^0-9๐-๙\n]{{0,60}}?({NUMBER})\s*(?:คะแนน)?"
)
TOTAL_WORDS = re.compile(r"รวม|ภาพรวม|เฉลี่ย|ทั้งหมด|ค่าคะแนน ?ITA")
TOOL = re.compile(r"\b(IIT|EIT|OIT)\b")
INDICATOR_SCORE = re.compile(
    rf"([ก-๙][ก-๙\s]{{6,40}}?)(?:\s?(?:[:：=,()\-–]|ได้|มี|คะแนน|ร้อยละ|เท่ากับ|ค่า|(?<=\s)ที่)){{0,8}}\s{{1,3}}({NUMBER})\s?(?:คะแนน)?"
)
SCORE_ALONE = re.compile(rf"(?:มี|ได้|ผล|ค่า|คะแนน|ร้อยละ|เท่ากับ|เฉลี่ย|[\s:：=()\-–])*{NUMBER}\s*(?:คะแนน|%)?[\s.)]*")
TARGET = re.compile(rf"(?:เกณฑ์|เป้าหมาย)[^0-9๐-๙\n]{{0,25}}?({NUMBER})\s*คะแนน|({NUMBER})\s*คะแนน\s*ขึ้นไป")
LONGEST_HEAD = 120
NAMES = ("indicator", "indicators", "title", "topic", "steps", "tool")
ADVICE_HEAD = re.compile(rf"^(?:[{D}]{{1,2}}[.)]\s*)?.{{0,60}}?\((IIT|EIT|OIT)\)")
ADVICE_LABEL = re.compile(rf"^([{D}]{{1,2}}\.[{D}]{{1,2}}|[-•]|[{D}]{{1,2}}[.)]|\([{D}]{{1,2}}\))\.?\s*")


def read_assessment(
    lines: Sequence[TextLine], tables: Sequence[JoinedTable], document_year: int | None, ledger: Ledger
) -> Assessment | None:
    """The assessment, or None where the paper reports no score at all.

    The year is the one named beside the overall score, else the one before the document's year.
    """
    overall, level, year = _overall(lines, ledger)
    indicators: list[IndicatorScore] = []
    tools: dict[Instrument, Decimal] = {}
    levels: list[Level] = []
    for table in tables:
        if table.kind == "scores":
            overall = _scores(table, indicators, tools, ledger) or overall
        elif table.kind == "levels":
            levels.extend(_levels(table, ledger))
    if not indicators:
        indicators.extend(_indicators_in_text(lines, ledger))
    if overall is None and not indicators and not tools:
        return None
    for tool, score in _tools_in_text(lines, ledger):
        tools.setdefault(tool, score)
    return Assessment(
        fiscal_year=year or (document_year - 1 if document_year else None),
        overall_score=overall,
        level=level,
        target=_target(lines),
        indicators=tuple(indicators),
        tools=tuple(tools.items()),
        levels=tuple(levels),
        suggestions=tuple(_advice(lines, ledger)),
    )


def _overall(lines: Sequence[TextLine], ledger: Ledger) -> tuple[Decimal | None, str | None, int | None]:
    for pattern in (*OVERALL, ONLY_SCORE):
        for i, line in enumerate(lines):
            for found in pattern.finditer(line.text):
                printed = next(group for group in found.groups() if group and group[0].isdigit())
                if not _is_overall(line.text, found.start(), printed, has_level=pattern is not ONLY_SCORE):
                    continue
                ledger.value("ita.overall_score", line.place)
                level = found.groupdict().get("level")
                return parse_number(printed), level, _year_near(lines, i, found.start())
    return None, None, None


def _is_overall(text: str, at: int, printed: str, *, has_level: bool) -> bool:
    """Tell whether a number is the score of the whole agency: not of an instrument or indicator, not the pass mark, not a band of
    the scale.
    """
    before = text[max(0, at - 45) : at]
    score = parse_number(printed)
    if score is None or score > 100 or TOOL.search(before[-25:]) or _names_indicator(before):
        return False
    return has_level or (score >= 1 and "." in to_arabic_digits(printed) and "ขึ้นไป" not in text[at : at + 60])


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


def _scores(table: JoinedTable, indicators: list[IndicatorScore], tools: dict[Instrument, Decimal], ledger: Ledger) -> Decimal | None:
    """Fill in the indicators and instruments of a table; return its total, the last where it has several."""
    total: tuple[Decimal, TableRow] | None = None
    for row in table.rows:
        score = _score(row.text("score"))
        name = _name(row)
        if score is None or not name:
            continue
        number = indicator_number(_bare_name(name))
        tool = TOOL.search(" ".join((name, row.text("tool"))))
        if number is not None:
            ledger.value(f"ita.indicators[{len(indicators)}]", row.place)
            _take(row, ("score", "rank", "tool", "number", *NAMES), ledger)
            indicators.append(IndicatorScore(_bare_name(name), score, number, instrument_of(number), _rank(row)))  # type: ignore[arg-type]
        elif tool is not None and tool[1] not in tools:
            tools[tool[1]] = score  # type: ignore[index]
            _take(row, ("score",), ledger)
            _label(row, ledger)
        elif tool is None and TOTAL_WORDS.search(name):
            total = (score, row)
    if total is None:
        return None
    _take(total[1], ("score",), ledger)
    _label(total[1], ledger)
    return total[0]


def _take(row: TableRow, names: Iterable[str], ledger: Ledger) -> None:
    ledger.take_all(row.values[name].place for name in names if name in row.values)


def _label(row: TableRow, ledger: Ledger) -> None:
    """The cell that names an instrument or the total is a label, unless words in Latin letters stand beside the name."""
    name = _name(row)
    has_more = re.search(r"[A-Za-z]", re.sub(r"\bITA\b", "", TOOL.sub("", name))) is not None
    for value in row.values.values():
        if value.lines and TOOL.fullmatch(value.text.strip()):
            ledger.label(value.place)
        elif " ".join(value.text.split()) == name:
            ledger.take(value.place) if has_more else ledger.label(value.place)


def _name(row: TableRow) -> str:
    """The cell that names the indicator, instrument or total: the first with words in it."""
    for field in NAMES:
        text = " ".join(row.text(field).split())
        if re.search(r"[ก-ฮ][ก-์]{2}|[A-Z]{2}", _bare_name(text)):
            return text
    return ""


def _bare_name(name: str) -> str:
    return re.sub(rf"^(?:ตัวชี้วัด)?(?:ที่)?\s*[{D}]{{0,2}}\s*[.):]?\s*", "", name).strip()


def _rank(row: TableRow) -> int | None:
    value = parse_number(row.text("rank")) if row.text("rank") else None
    return int(value) if value is not None and value == int(value) else None


def _score(text: str) -> Decimal | None:
    found = re.fullmatch(rf"\s*({NUMBER})\s*(?:คะแนน|%)?\s*", text)
    value = parse_number(found[1]) if found else None
    return value if value is not None and value <= 100 else None


def _levels(table: JoinedTable, ledger: Ledger) -> Iterable[Level]:
    for row in table.rows:
        numbers = re.findall(NUMBER, row.text("score"))
        level = row.text("level").strip()
        if len(numbers) == 2 and re.fullmatch(LEVEL, level):
            low, high = sorted(Decimal(to_arabic_digits(number)) for number in numbers)
            ledger.take_all(value.place for value in row.values.values())
            yield Level(level, low, high)


def _indicators_in_text(lines: Sequence[TextLine], ledger: Ledger) -> Iterable[IndicatorScore]:
    """Indicators named in running text with their score: "ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่ ได้คะแนน 78.32"."""
    seen: set[int] = set()
    for line in lines:
        for found in INDICATOR_SCORE.finditer(line.text):
            number = indicator_number(_bare_name(found[1].strip()))
            score = parse_number(found[2])
            if number is None or number in seen or score is None or score > 100 or "." not in found[2]:
                continue
            seen.add(number)
            ledger.value(f"ita.indicators[{len(seen) - 1}]", line.place)
            yield IndicatorScore(_bare_name(found[1].strip()), score, number, instrument_of(number))  # type: ignore[arg-type]


def _tools_in_text(lines: Sequence[TextLine], ledger: Ledger) -> Iterable[tuple[Instrument, Decimal]]:
    pattern = re.compile(rf"\(?(IIT|EIT|OIT)\)?[^0-9๐-๙\n]{{0,40}}?(?:คะแนน|ร้อยละ|เท่ากับ)[^0-9๐-๙\n]{{0,20}}?({NUMBER})")
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

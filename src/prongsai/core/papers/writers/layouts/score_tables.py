"""Tables of an ITA result: instruments, indicators, years side by side, the rating scale, the analysis by topic."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from prongsai.core.papers.model import Assessment, IndicatorScore, Instrument, Level, TopicAnalysis, YearScores
from prongsai.core.papers.writers.layouts.cells import bulleted, text_items
from prongsai.core.papers.writers.layouts.phrases import INDICATORS, INSTRUMENTS, score_text
from prongsai.core.papers.writers.layouts.widths import PORTRAIT_ROOM, fit_widths
from prongsai.core.papers.writers.sheet import Align, BodyCell, HeadCell, Item, Table

TOTAL = "คะแนนรวม"
LEVEL = "ระดับผลการประเมิน"
_CHANGE = "เพิ่ม/ลด"
_TOPIC_HEADS = ("ประเด็น", "ข้อค้นพบจากคะแนน", "ข้อที่ต้องปรับปรุง", "แนวทางปรับปรุง")
_TOPIC_LEAST = (17, 20, 17, 17)

_Values = tuple[str, float, Align, Sequence[str]]
"""A column: header, relative width, alignment, and the text of each row."""


def tool_table(ita: Assessment) -> Table | None:
    """Instruments with weight, score, gap to the pass mark and last year's score, then the total; None where no instrument is known."""
    tools, weights = dict(ita.tools), dict(ita.weights)
    known = [tool for tool in dict.fromkeys((*tools, *weights)) if tool in INSTRUMENTS]
    if not known:
        return None
    has_total = bool(weights) and ita.overall_score is not None
    names = [INSTRUMENTS[tool] for tool in known] + [TOTAL] * has_total
    scores = [tools.get(tool) for tool in known] + [ita.overall_score] * has_total
    before = _year_before(ita)
    earlier = [dict(before.tools).get(tool) for tool in known] + [before.overall_score] * has_total if before else []
    full = [sum(weights.values(), Decimal(0))] * has_total
    return _table(
        ("แบบวัด", 44, "left", names),
        ("ค่าน้ำหนัก (ร้อยละ)", 13, "centre", [_weight(weights.get(tool)) for tool in known] + [_weight(value) for value in full]),
        *_score_columns(ita, scores, earlier, before),
    )


def indicator_table(ita: Assessment) -> Table | None:
    """Indicators in the order of the paper; columns (rank, number, instrument, gap, last year) stand where a row fills them."""
    if not ita.indicators:
        return None
    before = _year_before(ita)
    earlier = [dict(before.indicators).get(score.indicator_no or 0) for score in ita.indicators] if before else []

    def each(text: Callable[[IndicatorScore], object]) -> list[str]:
        return ["" if (value := text(score)) is None else str(value) for score in ita.indicators]

    return _table(
        ("อันดับ", 10, "centre", each(lambda score: score.rank)),
        ("ตัวชี้วัดที่", 13, "centre", each(lambda score: score.indicator_no)),
        ("ตัวชี้วัด", 32, "left", each(lambda score: score.name)),
        ("แบบวัด", 12, "centre", each(lambda score: score.tool)),
        *_score_columns(ita, [score.score for score in ita.indicators], earlier, before),
    )


def year_table(ita: Assessment) -> Table | None:
    """Total, level, instruments and indicators with a column a year, the latest last, and the change to it; None without other years."""
    if not ita.years:
        return None
    current = YearScores(
        ita.fiscal_year or 0,
        ita.overall_score,
        ita.level,
        ita.tools,
        tuple((score.indicator_no, score.score) for score in ita.indicators if score.indicator_no),
    )
    years = sorted((*ita.years, current), key=lambda year: year.fiscal_year or 9999)
    tools = [tool for tool in INSTRUMENTS if any(tool in dict(year.tools) for year in years)]
    numbers = sorted({number for year in years for number, _ in year.indicators})
    has_level = any(year.level for year in years)
    names = [TOTAL, *[LEVEL] * has_level, *(INSTRUMENTS[tool] for tool in tools), *(_indicator(ita, number) for number in numbers)]
    columns = [_of_year(year, tools, numbers) for year in years]
    texts = [
        [_score(column[0]), *[year.level or ""] * has_level, *map(_score, column[1:])] for year, column in zip(years, columns, strict=True)
    ]
    changes = [_signed(new, old) for old, new in zip(columns[-2], columns[-1], strict=True)]
    heads = [f"ปี {year.fiscal_year}" if year.fiscal_year else "คะแนน" for year in years]
    return _table(
        ("แบบวัดและตัวชี้วัด", 44, "left", names),
        *((head, 13, "centre", text) for head, text in zip(heads, texts, strict=True)),
        (_CHANGE, 12, "centre", [changes[0], *[""] * has_level, *changes[1:]]),
    )


def level_table(levels: Sequence[Level]) -> Table:
    """The rating scale, a band a row."""
    bands = [f"{score_text(level.minimum)} - {score_text(level.maximum)}" for level in levels]
    return _table(("คะแนน", 30, "centre", bands), ("ระดับ", 20, "centre", [level.level for level in levels]))


def topic_table(topics: Sequence[TopicAnalysis], room: int = PORTRAIT_ROOM) -> Table | None:
    """Topics with what the scores say, the weak items and what is to be done; columns that no topic fills are left out."""
    cells = [
        (
            (Item(topic.title, marker=f"{number}."),),
            text_items(topic.finding),
            bulleted(topic.weak_items),
            bulleted(topic.actions),
        )
        for number, topic in enumerate(topics, start=1)
    ]
    kept = [index for index in range(len(_TOPIC_HEADS)) if index < 2 or any(row[index] for row in cells)]
    rows = tuple(tuple(BodyCell(row[index]) for index in kept) for row in cells)
    widths = fit_widths([_TOPIC_LEAST[index] for index in kept], rows, room)
    return Table(widths, (tuple(HeadCell(_TOPIC_HEADS[index]) for index in kept),), rows) if topics else None


def _score_columns(
    ita: Assessment, scores: Sequence[Decimal | None], earlier: Sequence[Decimal | None], before: YearScores | None
) -> list[_Values]:
    """Score, gap to the pass mark, score of the year before and change; the last three only where they are known."""
    columns: list[_Values] = [("คะแนน", 11, "centre", [_score(score) for score in scores])]
    if ita.pass_mark is not None:
        gaps = [_signed(score, ita.pass_mark) for score in scores]
        columns.append((f"ห่างจากเกณฑ์ผ่าน ({score_text(ita.pass_mark)})", 15, "centre", gaps))
    if before is not None and any(score is not None for score in earlier):
        columns.append((f"ปี {before.fiscal_year}", 12, "centre", [_score(score) for score in earlier]))
        columns.append((_CHANGE, 12, "centre", [_signed(new, old) for new, old in zip(scores, earlier, strict=True)]))
    return columns


def _year_before(ita: Assessment) -> YearScores | None:
    """The last of the years before the one reported; None where the year reported is not known."""
    earlier = [year for year in ita.years if ita.fiscal_year and year.fiscal_year < ita.fiscal_year]
    return max(earlier, key=lambda year: year.fiscal_year, default=None)


def _of_year(year: YearScores, tools: Sequence[Instrument], numbers: Sequence[int]) -> list[Decimal | None]:
    by_tool, by_number = dict(year.tools), dict(year.indicators)
    return [year.overall_score, *(by_tool.get(tool) for tool in tools), *(by_number.get(number) for number in numbers)]


def _indicator(ita: Assessment, number: int) -> str:
    name = next((score.name for score in ita.indicators if score.indicator_no == number), INDICATORS.get(number, ""))
    return f"ตัวชี้วัดที่ {number} {name}".strip()


def _score(score: Decimal | None) -> str:
    return "" if score is None else score_text(score)


def _weight(weight: Decimal | None) -> str:
    return "" if weight is None else f"{weight.normalize():f}"


def _signed(new: Decimal | None, old: Decimal | None) -> str:
    """The difference with its sign; empty where one of both is unknown."""
    if new is None or old is None:
        return ""
    difference = new - old
    return f"+{score_text(difference)}" if difference > 0 else score_text(difference)


def _table(*columns: _Values) -> Table:
    """The table of these columns; a column without any text is left out unless it is one of scores."""
    kept = [column for column in columns if any(column[3]) or column[0] == "คะแนน"]
    rows = tuple(
        tuple(BodyCell((Item(text),) if text else (), align=align) for (_, _, align, _), text in zip(kept, texts, strict=True))
        for texts in zip(*(column[3] for column in kept), strict=True)
    )
    return Table(tuple(width for _, width, _, _ in kept), (tuple(HeadCell(title) for title, _, _, _ in kept),), rows)

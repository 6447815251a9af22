"""Tables of scores: indicators, instruments and the total, in one year or in several side by side; the rating scale."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from prongsai.core.papers.model import IndicatorScore, Instrument, Level, YearScores
from prongsai.core.papers.understanding.ledger import Ledger
from prongsai.core.papers.understanding.markers import D
from prongsai.core.papers.understanding.rows import JoinedTable, TableRow
from prongsai.core.papers.understanding.vocabulary import indicator_number, instrument_of
from prongsai.core.thai.calendar import find_fiscal_years
from prongsai.core.thai.numerals import parse_number, to_arabic_digits

NUMBER = rf"[{D}]{{1,3}}(?:\.[{D}]{{1,2}})?"
LEVEL = r"AA|A|B|C|D|E|F|ผ่านดีเยี่ยม|ผ่านดี|ผ่าน|ต้องปรับปรุงโดยด่วน|ต้องปรับปรุง"
TOTAL_WORDS = re.compile(r"รวม|ภาพรวม|เฉลี่ย|ทั้งหมด|ค่าคะแนน ?ITA")
LEVEL_ROW = re.compile(r"^(?:ผล)?(?:ระดับ|เกรด)")
TOOL = re.compile(r"\b(IIT|EIT|OIT)\b")
NAMES = ("indicator", "indicators", "title", "topic", "steps", "tool")
DERIVED = ("gap", "change")
HUNDRED = 100
TOOLS: tuple[Instrument, ...] = ("IIT", "EIT", "OIT")
SIGNED = re.compile(rf"^\s*([+\-−–]?)\s*({NUMBER})\s*$")

Key = str | int
"""What a row is about: "total", "level", an instrument, or the number of an indicator."""


@dataclass(slots=True)
class Scores:
    """What the tables of a paper say. `year` is the year reported, where the text or the newest column names it.

    `total` and `level` are those of that year; `earlier` holds for each other year its values by row.
    """

    year: int | None = None
    total: Decimal | None = None
    level: str | None = None
    indicators: list[IndicatorScore] = field(default_factory=list)
    tools: dict[Instrument, Decimal] = field(default_factory=dict)
    weights: dict[Instrument, Decimal] = field(default_factory=dict)
    levels: list[Level] = field(default_factory=list)
    earlier: dict[int, dict[Key, Decimal | str]] = field(default_factory=dict)

    def years(self) -> tuple[YearScores, ...]:
        """The other years, the earliest first, their indicators by number."""
        return tuple(_year(year, values) for year, values in sorted(self.earlier.items()) if values and year != self.year)


def read_score_tables(tables: Iterable[JoinedTable], year: int | None, ledger: Ledger) -> Scores:
    """All that the tables of scores and levels say. `year` is the year that the text names beside the overall score.

    The first score of an indicator or instrument counts, the last of the total. Without a year from the text the newest column is the year
    reported.
    """
    found = Scores(year)
    for table in tables:
        if table.kind == "scores":
            _read_scores(table, found, ledger)
        elif table.kind == "levels":
            _read_levels(table, found, ledger)
    _take_newest(found)
    return found


def _read_scores(table: JoinedTable, found: Scores, ledger: Ledger) -> None:
    columns = _year_columns(table)
    found.year = found.year or table.header.score_year
    current = columns.pop(found.year or 0, "score")
    if current == "score":
        columns = {year: column for year, column in columns.items() if column != "score"}
    total: TableRow | None = None
    for row in table.rows:
        name = _name(row)
        key = _key(row, name)
        if key is None:
            continue
        score = _score(row.text(current))
        taken = [column for year, column in columns.items() if _keep(found.earlier.setdefault(year, {}), key, row.text(column))]
        if isinstance(key, int):
            taken += _take_indicator(row, key, name, score, current, found, ledger)
        elif key == "total":
            total = row if score is not None else total
        elif key == "level":
            taken += _take_level(row, current, found)
        else:
            taken += _take_tool(row, key, score, current, found)
        _take(row, taken, ledger)
        if taken and not isinstance(key, int):
            _label(row, ledger)
        _label_derived(row, ledger)
    if total is not None:
        found.total = _score(total.text(current))
        found.level = found.level or _level(total.text("level"))
        _take(total, (current, "level"), ledger)
        _label(total, ledger)


def _year_columns(table: JoinedTable) -> dict[int, str]:
    """The column of each year that the header names."""
    named = {int(name.removeprefix("year:")): name for name in table.header.fields.values() if name.startswith("year:")}
    return named | ({table.header.score_year: "score"} if table.header.score_year else {})


def _key(row: TableRow, name: str) -> Key | None:
    """What a row is about; None where it names nothing known."""
    if not name:
        return None
    number = indicator_number(bare_name(name))
    if number is not None:
        return number
    tool = TOOL.search(" ".join((name, row.text("tool"))))
    if tool is not None:
        return tool[1]
    if LEVEL_ROW.search(name):
        return "level"
    return "total" if TOTAL_WORDS.search(name) else None


def _keep(year: dict[Key, Decimal | str], key: Key, text: str) -> bool:
    """Keep the value of another year where it is one and none was kept; tell whether the paper now holds what the cell says."""
    value: Decimal | str | None = _level(text) if key == "level" else _score(text)
    return value is not None and year.setdefault(key, value) == value


def _take_indicator(
    row: TableRow, number: int, name: str, score: Decimal | None, current: str, found: Scores, ledger: Ledger
) -> tuple[str, ...]:
    known = next((k for k, one in enumerate(found.indicators) if one.indicator_no == number), None)
    if known is None and score is not None:
        ledger.value(f"ita.indicators[{len(found.indicators)}]", row.place)
        found.indicators.append(IndicatorScore(bare_name(name), score, number, instrument_of(number), _rank(row)))  # type: ignore[arg-type]
    elif known is not None and score not in (None, found.indicators[known].score):
        return ("rank", "tool", "number", *NAMES)
    return (current, "rank", "tool", "number", *NAMES)


def _take_tool(row: TableRow, tool: str, score: Decimal | None, current: str, found: Scores) -> tuple[str, ...]:
    weight = _score(row.text("weight"))
    taken: tuple[str, ...] = ()
    if weight is not None and found.weights.setdefault(tool, weight) == weight:  # type: ignore[arg-type]
        taken = ("weight",)
    if score is not None and found.tools.setdefault(tool, score) == score:  # type: ignore[arg-type]
        taken = (*taken, current)
    return taken


def _take_level(row: TableRow, current: str, found: Scores) -> tuple[str, ...]:
    level = _level(row.text(current))
    found.level = found.level or level
    return (current,) if level is not None and level == found.level else ()


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


def _label_derived(row: TableRow, ledger: Ledger) -> None:
    """A difference that follows from two scores says nothing of its own: the cell is a label. The sum of the weights is one too."""
    for name in DERIVED:
        if name in row.values and SIGNED.match(row.text(name)):
            ledger.label(row.values[name].place)
    if "weight" in row.values and _score(row.text("weight")) == HUNDRED:
        ledger.label(row.values["weight"].place)


def _name(row: TableRow) -> str:
    """The cell that names the indicator, instrument or total: the first with words in it."""
    for column in NAMES:
        text = " ".join(row.text(column).split())
        if re.search(r"[ก-ฮ][ก-์]{2}|[A-Z]{2}", bare_name(text)):
            return text
    return ""


def bare_name(name: str) -> str:
    """The name of an indicator without "ตัวชี้วัดที่ …" before it."""
    return re.sub(rf"^(?:ตัวชี้วัด)?(?:ที่)?\s*[{D}]{{0,2}}\s*[.):]?\s*", "", name).strip()


def _rank(row: TableRow) -> int | None:
    value = parse_number(row.text("rank")) if row.text("rank") else None
    return int(value) if value is not None and value == int(value) else None


def _score(text: str) -> Decimal | None:
    found = re.fullmatch(rf"\s*({NUMBER})\s*(?:คะแนน|%)?\s*", text)
    value = parse_number(found[1]) if found else None
    return value if value is not None and value <= HUNDRED else None


def _level(text: str) -> str | None:
    level = " ".join(text.split()).removeprefix("ระดับ").strip(" :“”\"'")
    return level if re.fullmatch(LEVEL, level) else None


def _read_levels(table: JoinedTable, found: Scores, ledger: Ledger) -> None:
    """The bands of the rating scale, or a row for each fiscal year with its score and level."""
    for row in table.rows:
        numbers = re.findall(NUMBER, row.text("score"))
        level = _level(row.text("level"))
        years = find_fiscal_years(row.text("fiscal_year")) or find_fiscal_years(f"ปี {row.text('fiscal_year').strip()}")
        if len(years) == 1 and (score := _score(row.text("score"))) is not None:
            _take_year(years[0], score, level, found)
            ledger.take_all(value.place for value in row.values.values())
        elif len(numbers) == 2 and level is not None:
            low, high = sorted(Decimal(to_arabic_digits(number)) for number in numbers)
            ledger.take_all(value.place for value in row.values.values())
            found.levels.append(Level(level, low, high))


def _take_newest(found: Scores) -> None:
    """What a row of years says of the year reported, which is the newest of them where nothing else names it."""
    if found.year is None and found.total is None:
        found.year = max((year for year, values in found.earlier.items() if "total" in values), default=None)
    values = found.earlier.get(found.year or 0, {})
    total, level = values.get("total"), values.get("level")
    if found.total is None and isinstance(total, Decimal):
        found.total = total
    if found.level is None and isinstance(level, str):
        found.level = level


def _take_year(year: int, score: Decimal, level: str | None, found: Scores) -> None:
    values = found.earlier.setdefault(year, {})
    values.setdefault("total", score)
    if level is not None:
        values.setdefault("level", level)


def _year(year: int, values: Mapping[Key, Decimal | str]) -> YearScores:
    scores = {key: value for key, value in values.items() if isinstance(value, Decimal)}
    level = values.get("level")
    return YearScores(
        fiscal_year=year,
        overall_score=scores.get("total"),
        level=level if isinstance(level, str) else None,
        tools=tuple((tool, scores[tool]) for tool in TOOLS if tool in scores),
        indicators=tuple(sorted((key, score) for key, score in scores.items() if isinstance(key, int))),
    )

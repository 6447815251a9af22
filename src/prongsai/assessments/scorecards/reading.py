"""From a file to what scores it holds: a table of scores or answers, or a paper that reports a result. Nothing is written here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

from prongsai.assessments.scorecards.found import FoundScores
from prongsai.core.ita.loading import UnknownYear, framework, known_years
from prongsai.core.ita.model import Framework
from prongsai.core.ita.rounding import published
from prongsai.core.ita.scoring import score, tally
from prongsai.core.papers.errors import PaperError, UnreadableFile
from prongsai.core.papers.model import Assessment, Paper, YearScores
from prongsai.core.papers.reading_process import read_in_process
from prongsai.core.score_files import AgencyInput, InputFault, read_scores

TABLES = ("csv", "xlsx", "xls", "ods")
_AS_ROUNDED = Decimal("0.01")
_OF_NUMBERS = re.compile(r"ita\.(?:.*score|level|fiscal_year|indicators\[\d+\]\.indicator_no|tools.*|years.*)")

Progress = Callable[[int, int], None]


def read_score_file(path: Path, fiscal_year: int, progress: Progress | None = None) -> list[FoundScores]:
    """Read the scores in a file. `fiscal_year` (Buddhist) holds for what names no year.

    A table whose head is one of scores is read as such, anything else as a paper, in a process with bounds. Raises `PaperError` with what
    is wrong, where a file is no table of scores and no paper with a result, or has faults; then nothing of it is taken.
    """
    fault: InputFault | None = None
    if path.suffix.lower().removeprefix(".") in TABLES:
        try:
            return [_of_table(entry) for entry in _read_table(path, fiscal_year)]
        except InputFault as error:
            fault = error
            if not _has_no_head(error):
                raise UnreadableFile(error.thai, error.english) from error
    try:
        _source, paper = read_in_process(path, use_ocr=True, progress=progress)
    except PaperError:
        if fault is not None:
            raise UnreadableFile(fault.thai, fault.english) from fault
        raise
    found = list(_of_paper(paper, fiscal_year))
    if not found:
        if fault is not None:
            raise UnreadableFile(fault.thai, fault.english) from fault
        raise UnreadableFile(
            f"ไม่พบคะแนน ITA ใน “{path.name}” ใช้ตารางตามแบบที่ดาวน์โหลดได้ หรือกรอกคะแนนเอง",
            f"There are no ITA scores in “{path.name}”: use the table that can be downloaded, or type the scores.",
        )
    return found


def _has_no_head(error: InputFault) -> bool:
    """Whether the file is simply no table of scores: then it may be a paper."""
    return len(error.faults) == 1 and error.faults[0].line == 1 and not error.faults[0].column


def _read_table(path: Path, fiscal_year: int) -> tuple[AgencyInput, ...]:
    try:
        return read_scores(path)
    except InputFault as first:
        try:
            # A table without a column of years tells the scores of the year from whose page it came.
            return read_scores(path, fiscal_year=fiscal_year)
        except InputFault as second:
            raise min(first, second, key=lambda error: len(error.faults)) from None


def _of_table(entry: AgencyInput) -> FoundScores:
    counted = tally(framework(entry.fiscal_year), entry.responses) if entry.responses else {}
    return FoundScores(
        entry.agency,
        entry.fiscal_year,
        entry.points,
        counted,
        _two_places(entry.given_total),
        level_key(framework(entry.fiscal_year), entry.given_level),
        entry.source,
        entry.line,
    )


def _two_places(value: Decimal | None) -> Decimal | None:
    return None if value is None else round(value, 2)


def level_key(rules: Framework, written: str) -> str:
    """The key of the level that a paper names, else the words as they stand."""
    plain = "".join(written.split()).casefold()
    names = ((rule.key, (rule.key, rule.name, rule.name_en)) for rule in rules.levels)
    return next((key for key, spellings in names if plain in {"".join(name.split()).casefold() for name in spellings}), written)


def _of_paper(paper: Paper, fiscal_year: int) -> Iterator[FoundScores]:
    """The result that a paper reports, and those of other years that stand beside it."""
    result = paper.ita
    if result is None:
        return
    agency = paper.organisation.name or ""
    # The reader's warnings are in Thai; only those about numbers and the level concern what is imported.
    said = (f"{one.place}: {one.message}" for one in paper.warnings if _OF_NUMBERS.fullmatch(one.path or ""))
    doubts = tuple((words, words) for words in said)
    own = _of_result(result, agency, result.fiscal_year or fiscal_year, doubts)
    if own is not None:
        yield own
    for year in result.years:
        entry = _of_year(year, agency)
        if entry is not None and (own is None or entry.fiscal_year != own.fiscal_year):
            yield entry


def _of_result(result: Assessment, agency: str, year: int, doubts: tuple[tuple[str, str], ...]) -> FoundScores | None:
    indicators = {str(one.indicator_no): one.score for one in result.indicators if one.indicator_no is not None}
    unplaced = [one.name for one in result.indicators if one.indicator_no is None]
    if unplaced:
        names = ", ".join(unplaced)
        doubts = (*doubts, (f"ไม่รู้ว่าเป็นตัวชี้วัดใด: {names}", f"it is not clear which indicators these are: {names}"))
    return _entry(agency, year, indicators, dict(result.tools), result.overall_score, result.level or "", doubts)


def _of_year(result: YearScores, agency: str) -> FoundScores | None:
    indicators = {str(number): value for number, value in result.indicators}
    return _entry(agency, result.fiscal_year, indicators, dict(result.tools), result.overall_score, result.level or "", ())


def _entry(
    agency: str,
    year: int,
    indicators: dict[str, Decimal],
    tools: dict[str, Decimal],
    total: Decimal | None,
    level: str,
    doubts: tuple[tuple[str, str], ...],
) -> FoundScores | None:
    if not indicators and not tools and total is None:
        return None
    try:
        rules = framework(year)
    except UnknownYear as error:
        years = known_years()
        raise UnreadableFile(
            f"เอกสารเป็นผลของปี {year} ซึ่งยังไม่มีกรอบการประเมิน มีปี {years[0]} ถึง {years[-1]}",
            f"The paper reports {year}, for which no framework is known; known are {years[0]} to {years[-1]}.",
        ) from error
    known = {key: value for key, value in indicators.items() if rules.indicator(int(key)) is not None}
    kept, more = _instruments(rules, known, tools)
    return FoundScores(agency, year, {**known, **kept}, {}, _two_places(total), level_key(rules, level), "", 0, (*doubts, *more))


def _instruments(
    rules: Framework, indicators: dict[str, Decimal], tools: dict[str, Decimal]
) -> tuple[dict[str, Decimal], list[tuple[str, str]]]:
    """The printed scores of instruments whose indicators do not give them, and a doubt for each that its indicators contradict."""
    computed = score(rules, indicators)
    kept: dict[str, Decimal] = {}
    doubts = []
    for code, printed in tools.items():
        value = computed.scores[code].value if code in computed.scores else None
        if value is None:
            if code in computed.scores:
                kept[code] = printed
            continue
        own = published(value, rules.decimals)
        if abs(own - printed) > _AS_ROUNDED:
            doubts.append((f"{code} ตามเอกสาร {printed} แต่ตัวชี้วัดให้ {own}", f"{code} is printed as {printed}, its indicators give {own}"))
    return kept, doubts

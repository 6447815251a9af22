"""A result taken apart → the paper of its analysis, with the measures of the plan that answer it. Pure: values in, values out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import get_args

from prongsai.assessments.analysis.model import Analysis, TopicStanding, YearBeside
from prongsai.core.ita.comparing import Standing
from prongsai.core.ita.explaining import explain_score
from prongsai.core.ita.model import TOTAL, LevelRule
from prongsai.core.papers.model import (
    Advice,
    Assessment,
    DocumentInfo,
    IndicatorScore,
    Instrument,
    Level,
    Measure,
    Paper,
    TopicAnalysis,
    YearScores,
)
from prongsai.programme.plans.printing.paper_measures import planned_measure
from prongsai.programme.plans.printing.to_paper import AgencyFacts, Choices, chain_of, organisation_of
from prongsai.programme.plans.queries.rows import MeasureRow

_TITLE = "รายงานการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ ประจำปีงบประมาณ พ.ศ. {year}"
_INSTRUMENTS: tuple[Instrument, ...] = get_args(Instrument)
_KINDS = {"official": "ผลทางการ", "own": "ผลที่หน่วยงานประเมินตนเอง"}
_FULL = Decimal(100)
_STEP = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class AnalysisContent:
    """What is printed: the analysis of a result, and the measures of the plan of `fiscal_year` that answer it.

    `gaps` are the node keys that each measure answers, by measure id, with the name of each in `names`.
    """

    agency: AgencyFacts
    fiscal_year: int
    analysis: Analysis
    rows: tuple[MeasureRow, ...] = ()
    gaps: Mapping[int, tuple[str, ...]] | None = None
    names: Mapping[str, str] | None = None


def analysis_paper(content: AnalysisContent, choices: Choices) -> Paper:
    """The paper of an analysis; it says nothing that changes by itself from day to day."""
    return Paper(
        document=DocumentInfo(type="ita_analysis", title=_TITLE.format(year=content.fiscal_year), background=_background(content)),
        organisation=organisation_of(content.agency),
        fiscal_year=content.fiscal_year,
        fiscal_years=(content.fiscal_year,),
        ita=_assessment(content),
        measures=tuple(_measure(content, row) for row in content.rows),
        approval_chain=chain_of(choices),
    )


def _background(content: AnalysisContent) -> tuple[str, ...]:
    found = content.analysis
    told = (
        f"{content.agency.name} วิเคราะห์ผลการประเมิน ITA ปีงบประมาณ พ.ศ. {found.fiscal_year} ({_KINDS[found.facts.kind]}) "
        f"เพื่อหาจุดที่ต้องพัฒนาและเลือกมาตรการของปีงบประมาณ พ.ศ. {content.fiscal_year}"
    )
    passed = sum(1 for entry in found.ranking if entry.passes)
    counted = f"ตัวชี้วัดที่มีคะแนน {len(found.ranking)} ตัว ผ่านเกณฑ์ {passed} ตัว ต่ำกว่าเกณฑ์ {len(found.weak)} ตัว"
    return (told, f"{counted} และมีมาตรการที่ตอบจุดที่ต้องพัฒนา {len(content.rows)} มาตรการ")


def _assessment(content: AnalysisContent) -> Assessment:
    found = content.analysis
    computed = found.total.points
    printed = found.facts.printed_total
    rule = found.card.level.rule
    return Assessment(
        fiscal_year=found.fiscal_year,
        overall_score=computed if printed is None else printed,
        level=found.facts.printed_level or (rule.name if rule else None),
        pass_mark=found.framework.pass_mark.value,
        computed_score=None if printed is None else computed,
        indicators=_indicators(found),
        tools=_tools({entry.key: entry.points for entry in found.instruments}),
        weights=_tools({entry.code: entry.weight for entry in found.framework.instruments}),
        levels=_levels(found.framework.levels),
        years=tuple(_year(year) for year in found.years if year.fiscal_year != found.fiscal_year),
        comparison=_comparison(content),
        calculation=_calculation(found),
        suggestions=_advice(found),
        topics=tuple(_topic(entry) for entry in found.topics if entry.is_known or entry.missing),
        is_verified=found.framework.is_verified,
    )


def _indicators(found: Analysis) -> tuple[IndicatorScore, ...]:
    """Indicators with points, the best first, as papers rank them."""
    tools = {indicator.key: instrument.code for instrument in found.framework.instruments for indicator in instrument.indicators}
    return tuple(
        IndicatorScore(entry.name, entry.points, int(entry.key), _tool(tools[entry.key]), entry.rank)
        for entry in found.ranking
        if entry.points is not None
    )


def _tool(code: str) -> Instrument | None:
    return next((known for known in _INSTRUMENTS if known == code), None)


def _tools(values: Mapping[str, Decimal | None]) -> tuple[tuple[Instrument, Decimal], ...]:
    return tuple((tool, value) for tool in _INSTRUMENTS if (value := values.get(tool)) is not None)


def _levels(rules: Iterable[LevelRule]) -> tuple[Level, ...]:
    """Levels as bands of the total; none where a level asks more than a total, for a band would then be untrue."""
    listed = tuple(rules)
    if any(rule.every_instrument is not None for rule in listed):
        return ()
    bands, above = [], _FULL
    for rule in listed:
        least = rule.total if rule.total is not None else Decimal(0)
        bands.append(Level(rule.name, least, above))
        above = least - _STEP
    return tuple(bands)


def _year(year: YearBeside) -> YearScores:
    return YearScores(
        fiscal_year=year.fiscal_year,
        overall_score=year.points.get(TOTAL),
        level=year.level.thai if year.level else None,
        tools=_tools(year.points),
        indicators=tuple((int(key), value) for key, value in year.points.items() if key.isdigit()),
    )


def _comparison(content: AnalysisContent) -> tuple[str, ...]:
    found, agency = content.analysis, content.agency
    lines = []
    for entry in found.standings:
        peer = found.peers.get(entry.key)
        if peer is None or entry.points is None:
            continue
        others = f"{agency.kind}ในจังหวัด{agency.province} {peer.count} แห่ง"
        lines.append(f"{_named(entry)} ของเรา {entry.points} ค่าเฉลี่ยของ{others} {peer.mean} สูงสุด {peer.best}")
    return tuple(lines)


def _calculation(found: Analysis) -> tuple[str, ...]:
    explained = [TOTAL, *(entry.key for entry in found.instruments)]
    named = {TOTAL: "คะแนนรวม"}
    lines = [f"ระดับ{found.level.thai}", *(note.thai for note in found.notes)]
    lines += [
        f"{named.get(key, key)}: {explain_score(found.framework, found.card, key).thai}" for key in explained if key in found.card.scores
    ]
    lines += [f"ตัวชี้วัดที่ {weak.standing.key}: {weak.whole_items.words.thai}" for weak in found.weak if weak.whole_items]
    if found.topics_year not in (None, found.fiscal_year):
        lines.append(f"ปี {found.fiscal_year} ยังไม่มีประเด็นวิเคราะห์ของตนเอง จึงใช้ประเด็นของปี {found.topics_year}")
    return tuple(lines)


def _advice(found: Analysis) -> tuple[Advice, ...]:
    """What to do about each weak indicator, instrument by instrument, numbered as papers do (1.1, 1.2, 2.1)."""
    lines: list[Advice] = []
    group = 0
    for instrument in found.framework.instruments:
        weak = sorted((one for one in found.weak if one.instrument.code == instrument.code), key=lambda one: int(one.standing.key))
        advised = [one for one in weak if one.advice]
        group += bool(advised)
        for number, one in enumerate(advised, start=1):
            texts = [*(one.advice.actions if one.advice else ())]
            for part in one.parts:
                if part.advice:
                    texts += [f"{part.sub_indicator.number} {part.sub_indicator.name}:", *part.advice.actions]
            lines.append(Advice(" ".join(texts), _tool(instrument.code), one.standing.name, f"{group}.{number}"))
    return tuple(lines)


def _topic(entry: TopicStanding) -> TopicAnalysis:
    told = [f"{_named(one)} ได้ {one.points} {_stands(one)}" for one in entry.standings if one.points is not None]
    weak = [f"{_named(one)} ขาด {one.gap}" for one in entry.weak]
    weak += [f"{one.item.code} {one.item.topic}" for one in entry.missing]
    return TopicAnalysis(
        title=entry.topic.name,
        finding=", ".join(told) or None,
        weak_items=tuple(weak),
        actions=entry.advice.actions if entry.advice and weak else (),
    )


def _named(entry: Standing) -> str:
    if entry.kind == "indicator":
        return f"ตัวชี้วัดที่ {entry.key} {entry.name}"
    return "คะแนนรวม" if entry.key == TOTAL else entry.key


def _stands(entry: Standing) -> str:
    return "ผ่านเกณฑ์" if entry.passes else "ต่ำกว่าเกณฑ์"


def _measure(content: AnalysisContent, row: MeasureRow) -> Measure:
    names = content.names or {}
    keys = (content.gaps or {}).get(row.pk, ())
    gaps = tuple(f"ตัวชี้วัดที่ {key} {names.get(key, '')}".strip() if key.isdigit() else f"{key} {names.get(key, '')}".strip() for key in keys)
    return replace(planned_measure(row, content.fiscal_year), gaps=gaps)

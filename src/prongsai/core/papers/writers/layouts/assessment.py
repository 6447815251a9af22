"""The ITA result in print: the sentence, the tables of indicators, instruments and levels, and the advice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from prongsai.core.papers.model import Advice, Assessment, IndicatorScore, Level, Paper
from prongsai.core.papers.writers.layouts.phrases import INSTRUMENTS, ITA_NAME, organisation_lines, score_text
from prongsai.core.papers.writers.sheet import Align, Block, BodyCell, HeadCell, Heading, Item, ItemList, Paragraph, Table

_COLUMN = tuple[str, float, Align, Callable[[IndicatorScore], str]]
_INDICATOR_COLUMNS: tuple[_COLUMN, ...] = (
    ("อันดับ", 9, "centre", lambda score: "" if score.rank is None else str(score.rank)),
    ("ตัวชี้วัดที่", 11, "centre", lambda score: "" if score.indicator_no is None else str(score.indicator_no)),
    ("ตัวชี้วัด", 38, "left", lambda score: score.name),
    ("แบบวัด", 10, "centre", lambda score: score.tool or ""),
    ("คะแนน", 12, "centre", lambda score: score_text(score.score)),
)


def assessment_sentence(paper: Paper) -> str | None:
    """The year, total score, level and target in a sentence; None where the paper gives none of them."""
    ita = paper.ita
    if ita is None or (ita.overall_score is None and ita.level is None and ita.target is None):
        return None
    words = [f"ผล{ITA_NAME}"]
    if ita.fiscal_year:
        words.append(f"ประจำปีงบประมาณ พ.ศ. {ita.fiscal_year}")
    words.append(f"ของ{' '.join(organisation_lines(paper.organisation)) or 'หน่วยงาน'}")
    if ita.overall_score is not None:
        words.append(f"ได้คะแนน {score_text(ita.overall_score)} คะแนน")
    if ita.level:
        words.append(f"อยู่ในระดับ {ita.level}")
    if ita.target is not None:
        words.append(f"โดยมีค่าเป้าหมาย {score_text(ita.target)} คะแนนขึ้นไป")
    return " ".join(words)


def assessment_blocks(paper: Paper, *, with_sentence: bool = True) -> tuple[Block, ...]:
    """Heading, sentence, tables and advice of the ITA result; nothing where the paper has no result (or, without sentence, no details)."""
    ita = paper.ita
    if ita is None:
        return ()
    sentence = assessment_sentence(paper) if with_sentence else None
    blocks: list[Block] = [Paragraph(sentence, is_indented=True)] if sentence else []
    if ita.indicators:
        blocks += [Paragraph("คะแนนรายตัวชี้วัด", is_bold=True), _indicator_table(ita.indicators)]
    if ita.tools:
        rows = [(INSTRUMENTS[tool], score_text(score)) for tool, score in ita.tools]
        blocks += [Paragraph("คะแนนรายแบบวัด", is_bold=True), _plain_table(("แบบวัด", "คะแนน"), (60, 20), rows)]
    if ita.levels:
        blocks += [Paragraph("เกณฑ์ระดับผลการประเมิน", is_bold=True), _level_table(ita.levels)]
    blocks += _advice(ita.suggestions)
    return (Heading(_heading(ita)), *blocks) if blocks else ()


def _heading(ita: Assessment) -> str:
    year = f" ประจำปีงบประมาณ พ.ศ. {ita.fiscal_year}" if ita.fiscal_year else ""
    return f"การวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใส (ITA){year}"


def _indicator_table(indicators: Sequence[IndicatorScore]) -> Table:
    columns = [column for column in _INDICATOR_COLUMNS if any(column[3](score) for score in indicators)]
    rows = tuple(tuple(BodyCell((Item(text(score)),), align=align) for _, _, align, text in columns) for score in indicators)
    return Table(tuple(width for _, width, _, _ in columns), (tuple(HeadCell(title) for title, _, _, _ in columns),), rows)


def _level_table(levels: Sequence[Level]) -> Table:
    rows = [(f"{score_text(level.minimum)} - {score_text(level.maximum)}", level.level) for level in levels]
    return _plain_table(("คะแนน", "ระดับ"), (30, 20), rows, align="centre")


def _plain_table(head: Sequence[str], widths: Sequence[float], rows: Sequence[Sequence[str]], align: Align = "left") -> Table:
    body = tuple(tuple(BodyCell((Item(text),), align="centre" if index else align) for index, text in enumerate(row)) for row in rows)
    return Table(tuple(widths), (tuple(HeadCell(title) for title in head),), body)


def _advice(suggestions: Sequence[Advice]) -> list[Block]:
    blocks: list[Block] = [Heading("ข้อเสนอแนะเพื่อการปรับปรุง", level=2)] if suggestions else []
    for number, (tool, group) in enumerate(groupby(suggestions, key=lambda advice: advice.tool), start=1):
        if tool:
            blocks.append(Paragraph(f"{number}. {INSTRUMENTS[tool]}", is_bold=True))
        items = [Item(f"{advice.topic} {advice.text}" if advice.topic else advice.text, marker=advice.label) for advice in group]
        blocks.append(ItemList(tuple(items)))
    return blocks

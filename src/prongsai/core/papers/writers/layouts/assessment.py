"""The ITA result in print: sentences, tables of scores, comparison, how the numbers came about, advice, and the analysis by topic."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from prongsai.core.papers.model import Advice, Assessment, Paper
from prongsai.core.papers.writers.layouts.cells import bulleted
from prongsai.core.papers.writers.layouts.phrases import (
    ADVICE,
    CALCULATION,
    COMPARISON,
    INSTRUMENTS,
    ITA_NAME,
    TOPICS,
    organisation_lines,
    score_text,
)
from prongsai.core.papers.writers.layouts.score_tables import (
    indicator_table,
    level_table,
    tool_table,
    topic_table,
    year_table,
)
from prongsai.core.papers.writers.layouts.widths import PORTRAIT_ROOM
from prongsai.core.papers.writers.sheet import Block, Heading, Item, ItemList, Paragraph

Part = tuple[str, tuple[Block, ...]]
"""A heading and what stands under it."""


def assessment_sentence(paper: Paper) -> str | None:
    """The year, total score, level and target in a sentence; None where the paper gives none of them.

    A year with details but without any of the others is told to have no total yet, so that it stands on paper.
    """
    ita = paper.ita
    has_result = ita is not None and (ita.overall_score is not None or ita.level is not None or ita.target is not None)
    if ita is None or not (has_result or (ita.fiscal_year and assessment_parts(ita))):
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
    if not has_result:
        words.append("ยังไม่มีคะแนนรวม")
    return " ".join(words)


def standing_sentences(ita: Assessment) -> tuple[str, ...]:
    """How the total stands to the pass mark, what was computed beside it, and whether the framework is confirmed; none where unknown."""
    found = []
    if ita.pass_mark is not None:
        found.append(_to_pass_mark(ita, score_text(ita.pass_mark)))
    if ita.computed_score is not None:
        found.append(_to_computed(ita, score_text(ita.computed_score)))
    if ita.is_verified is not None:
        year = f"ปี {ita.fiscal_year} " if ita.fiscal_year else "ที่ใช้"
        found.append(f"กรอบการประเมิน{year}{'ยืนยันกับคู่มือทางการแล้ว' if ita.is_verified else 'ยังไม่ยืนยันกับคู่มือทางการ'}")
    return tuple(found)


def assessment_blocks(paper: Paper, *, with_sentence: bool = True, room: int = PORTRAIT_ROOM) -> tuple[Block, ...]:
    """Heading, sentence, tables and advice of the ITA result; nothing where the paper has no result (or, without sentence, no details)."""
    ita = paper.ita
    if ita is None:
        return ()
    sentence = assessment_sentence(paper) if with_sentence else None
    texts = (*((sentence,) if sentence else ()), *standing_sentences(ita))
    blocks: list[Block] = [Paragraph(text, is_indented=True) for text in texts]
    for title, part in assessment_parts(ita, room):
        blocks += [Heading(title, level=2) if title == ADVICE else Paragraph(title, is_bold=True), *part]
    return (Heading(_heading(ita)), *blocks) if blocks else ()


def assessment_parts(ita: Assessment, room: int = PORTRAIT_ROOM) -> list[Part]:
    """Everything of the result beyond its sentences, part by part; a part that the paper does not hold is left out."""
    parts: list[tuple[str, Sequence[Block | None]]] = [
        ("คะแนนรายแบบวัด", [tool_table(ita)]),
        ("คะแนนรายตัวชี้วัด", [indicator_table(ita)]),
        ("เกณฑ์ระดับผลการประเมิน", [level_table(ita.levels)] if ita.levels else []),
        ("คะแนนเปรียบเทียบรายปี", [year_table(ita)]),
        (COMPARISON, [ItemList(bulleted(ita.comparison))] if ita.comparison else []),
        (CALCULATION, [ItemList(bulleted(ita.calculation))] if ita.calculation else []),
        (ADVICE, _advice(ita.suggestions)),
        (TOPICS, [topic_table(ita.topics, room)]),
    ]
    filled = [(title, tuple(block for block in blocks if block is not None)) for title, blocks in parts]
    return [(title, blocks) for title, blocks in filled if blocks]


def _to_pass_mark(ita: Assessment, mark: str) -> str:
    if ita.overall_score is None or ita.pass_mark is None:
        return f"เกณฑ์ผ่านของปีนี้ ({mark})"
    gap = ita.overall_score - ita.pass_mark
    if gap == 0:
        return f"คะแนนรวมเท่ากับเกณฑ์ผ่าน ({mark}) พอดี"
    return f"คะแนนรวม{'สูง' if gap > 0 else 'ต่ำ'}กว่าเกณฑ์ผ่าน ({mark}) อยู่ {score_text(abs(gap))} คะแนน"


def _to_computed(ita: Assessment, computed: str) -> str:
    words = f"ค่าที่คำนวณจากคะแนนรายตัวชี้วัด ({computed})"
    if ita.overall_score is None or ita.computed_score is None:
        return words
    gap = abs(ita.overall_score - ita.computed_score)
    return f"{words} ต่างจากที่ประกาศ {score_text(gap)}" if gap else f"{words} ตรงกับที่ประกาศ"


def _heading(ita: Assessment) -> str:
    year = f" ประจำปีงบประมาณ พ.ศ. {ita.fiscal_year}" if ita.fiscal_year else ""
    return f"การวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใส (ITA){year}"


def _advice(suggestions: Sequence[Advice]) -> list[Block]:
    blocks: list[Block] = []
    for number, (tool, group) in enumerate(groupby(suggestions, key=lambda advice: advice.tool), start=1):
        if tool:
            blocks.append(Paragraph(f"{number}. {INSTRUMENTS[tool]}", is_bold=True))
        items = [Item(f"{advice.topic} {advice.text}" if advice.topic else advice.text, marker=advice.label) for advice in group]
        blocks.append(ItemList(tuple(items)))
    return blocks

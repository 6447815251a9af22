"""Layout `ita-analysis`: what last year's result says, part by part under headings of their own, and the measures that answer it."""

from __future__ import annotations

from dataclasses import replace

from prongsai.core.papers.model import Assessment, Paper
from prongsai.core.papers.writers.layouts.assessment import assessment_parts, assessment_sentence, standing_sentences
from prongsai.core.papers.writers.layouts.closing import annex_blocks, exception_blocks, signature_blocks
from prongsai.core.papers.writers.layouts.columns import COLUMNS, has_value, measure_table, pick
from prongsai.core.papers.writers.layouts.front import contents_blocks, cover, paragraphs, preface_blocks, sheet
from prongsai.core.papers.writers.layouts.phrases import ANALYSIS_MEASURES, ANALYSIS_TITLE, BACKGROUND, EMPTY, STANDING
from prongsai.core.papers.writers.sheet import Block, BodyCell, Heading, Item, Sheet, Table

_ALWAYS = ("measure",)
_WHERE_FILLED = ("gaps", "steps", "units", "period", "monitoring")


def lay_out(paper: Paper) -> Sheet:
    """The sheet of an analysis; a part that the paper does not hold leaves no heading, a column that no measure fills none either."""
    ita = paper.ita or Assessment()
    body: list[Block] = []
    if paper.document.background:
        body += [Heading(BACKGROUND), *paragraphs(paper.document.background)]
    sentence = assessment_sentence(paper)
    texts = (*((sentence,) if sentence else ()), *standing_sentences(ita))
    if texts:
        body += [Heading(STANDING), *paragraphs(texts)]
    for title, blocks in assessment_parts(ita):
        body += [Heading(title), *blocks]
    shown = (*_ALWAYS, *(key for key in _WHERE_FILLED if any(has_value(COLUMNS[key], measure) for measure in paper.measures)))
    if paper.measures:
        body += [Heading(ANALYSIS_MEASURES), _with_dashes(measure_table(paper.measures, pick(*shown)))]
    body += [*exception_blocks(paper), *paragraphs(paper.document.closing), *signature_blocks(paper), *annex_blocks(paper, shown)]
    return sheet(paper, ANALYSIS_TITLE, [cover(paper, ANALYSIS_TITLE), *preface_blocks(paper), *contents_blocks(body), *body])


def _with_dashes(table: Table) -> Table:
    """The table with a dash in each empty cell: a suggested measure may lack units or dates, and an empty cell looks like a merged one."""
    return replace(table, rows=tuple(tuple(_dash(cell) for cell in row) for row in table.rows))


def _dash(cell: BodyCell | None) -> BodyCell | None:
    return cell if cell is None or cell.items else replace(cell, items=(Item(EMPTY),))

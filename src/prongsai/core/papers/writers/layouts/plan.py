"""Layout `plan`: a year's measures with cover, foreword, contents, background, ITA result, plan table and signatures."""

from __future__ import annotations

from prongsai.core.papers.model import Paper
from prongsai.core.papers.writers.layouts.assessment import assessment_blocks
from prongsai.core.papers.writers.layouts.closing import annex_blocks, exception_blocks, signature_blocks
from prongsai.core.papers.writers.layouts.columns import measure_table, pick
from prongsai.core.papers.writers.layouts.front import contents_blocks, cover, paragraphs, preface_blocks, sheet
from prongsai.core.papers.writers.layouts.phrases import BACKGROUND, MEASURES, PLAN_TITLE
from prongsai.core.papers.writers.sheet import Block, Heading, Sheet

_COLUMNS = ("measure", "steps", "units", "period", "monitoring")


def lay_out(paper: Paper) -> Sheet:
    """The sheet of a measures plan; a paper without measures gives its ITA analysis alone."""
    body: list[Block] = []
    if paper.document.background:
        body += [Heading(BACKGROUND), *paragraphs(paper.document.background)]
    body += assessment_blocks(paper)
    if paper.measures:
        body += [Heading(MEASURES), measure_table(paper.measures, pick(*_COLUMNS))]
    body += [*exception_blocks(paper), *paragraphs(paper.document.closing), *signature_blocks(paper), *annex_blocks(paper, _COLUMNS)]
    return sheet(paper, PLAN_TITLE, [cover(paper, PLAN_TITLE), *preface_blocks(paper), *contents_blocks(body), *body])

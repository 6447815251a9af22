"""Layout `action-plan`: cover, contents, then the dimension with its projects."""

from __future__ import annotations

from prongsai.core.papers.model import ActionPlan, Paper
from prongsai.core.papers.writers.layouts.assessment import assessment_blocks
from prongsai.core.papers.writers.layouts.closing import annex_blocks, exception_blocks, signature_blocks
from prongsai.core.papers.writers.layouts.columns import measure_table, pick
from prongsai.core.papers.writers.layouts.front import contents_blocks, cover, paragraphs, sheet
from prongsai.core.papers.writers.layouts.phrases import (
    ACTION_PLAN_TITLE,
    BACKGROUND,
    MEASURES,
    PREFACE,
)
from prongsai.core.papers.writers.layouts.projects import plan_blocks
from prongsai.core.papers.writers.sheet import Block, Break, Heading, Sheet

_MEASURE_COLUMNS = ("measure", "steps", "units", "period", "monitoring")


def lay_out(paper: Paper) -> Sheet:
    """The sheet of an action plan."""
    body: list[Block] = []
    if paper.document.preface:
        body += [Heading(PREFACE, align="centre"), *paragraphs(paper.document.preface), Break()]
    if paper.document.background:
        body += [Heading(BACKGROUND), *paragraphs(paper.document.background)]
    body += assessment_blocks(paper)
    if paper.measures:
        body += [Heading(MEASURES), measure_table(paper.measures, pick(*_MEASURE_COLUMNS)), Break()]
    body += plan_blocks(paper.action_plan or ActionPlan())
    body += [
        *exception_blocks(paper),
        *paragraphs(paper.document.closing),
        *signature_blocks(paper),
        *annex_blocks(paper, _MEASURE_COLUMNS, has_action_plan=True),
    ]
    return sheet(paper, ACTION_PLAN_TITLE, [cover(paper, ACTION_PLAN_TITLE), *contents_blocks(body), *body])

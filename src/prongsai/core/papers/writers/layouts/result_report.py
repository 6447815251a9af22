"""Layout `result-report`: what was done under each measure, with suggestions and, where there are any, obstacles."""

from __future__ import annotations

from prongsai.core.papers.model import Paper
from prongsai.core.papers.writers.layouts.assessment import assessment_blocks
from prongsai.core.papers.writers.layouts.closing import annex_blocks, exception_blocks, signature_blocks
from prongsai.core.papers.writers.layouts.columns import measure_table, pick
from prongsai.core.papers.writers.layouts.front import contents_blocks, cover, paragraphs, sheet
from prongsai.core.papers.writers.layouts.phrases import BACKGROUND, PREFACE, REPORT_TITLE, RESULTS
from prongsai.core.papers.writers.sheet import Block, Heading, Sheet


def lay_out(paper: Paper) -> Sheet:
    """The sheet of a result report; the obstacles column stands only where a measure has obstacles."""
    has_obstacles = any(measure.obstacles for measure in paper.measures)
    keys = ("measure", "steps", "units", "period", "outputs", *(("obstacles",) if has_obstacles else ()), "suggestions")
    columns = pick(*keys, measure="มาตรการ/แนวทาง", steps="วิธีการดำเนินการ", period="ระยะเวลาดำเนินการ")
    body: list[Block] = []
    if paper.document.preface:
        body += [Heading(PREFACE), *paragraphs(paper.document.preface)]
    if paper.document.background:
        body += [Heading(BACKGROUND), *paragraphs(paper.document.background)]
    body += assessment_blocks(paper)
    if paper.measures:
        body += [Heading(RESULTS), measure_table(paper.measures, columns)]
    body += [*exception_blocks(paper), *paragraphs(paper.document.closing), *signature_blocks(paper), *annex_blocks(paper, keys)]
    return sheet(paper, REPORT_TITLE, [cover(paper, REPORT_TITLE), *contents_blocks(body), *body])

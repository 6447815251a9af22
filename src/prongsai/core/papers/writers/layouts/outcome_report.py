"""Layout `outcome-report`: one wide table with output and outcome of each measure, on landscape pages without a cover."""

from __future__ import annotations

from prongsai.core.papers.model import Paper
from prongsai.core.papers.writers.layouts.assessment import assessment_blocks
from prongsai.core.papers.writers.layouts.closing import annex_blocks, exception_blocks, signature_blocks
from prongsai.core.papers.writers.layouts.columns import measure_table, pick
from prongsai.core.papers.writers.layouts.front import paragraphs, sheet, title_blocks
from prongsai.core.papers.writers.layouts.phrases import REPORT_TITLE
from prongsai.core.papers.writers.layouts.widths import LANDSCAPE_ROOM
from prongsai.core.papers.writers.sheet import Block, Sheet

_COLUMNS = ("number", "title", "steps", "period", "units", "outputs", "outcomes")
_TITLES = {
    "title": "มาตรการหรือกิจกรรม",
    "steps": "ขั้นตอนหรือวิธีการปฏิบัติ",
    "period": "ช่วงระยะเวลา",
    "outputs": "ผลการดำเนินการ (output)",
    "outcomes": "ผลลัพธ์ (outcome)",
}


def lay_out(paper: Paper) -> Sheet:
    """The sheet of an outcome report."""
    body: list[Block] = [
        *paragraphs(paper.document.preface),
        *paragraphs(paper.document.background),
        *assessment_blocks(paper, room=LANDSCAPE_ROOM),
    ]
    if paper.measures:
        body.append(measure_table(paper.measures, pick(*_COLUMNS, **_TITLES), room=LANDSCAPE_ROOM))
    body += [*exception_blocks(paper), *paragraphs(paper.document.closing), *signature_blocks(paper)]
    body += annex_blocks(paper, _COLUMNS, room=LANDSCAPE_ROOM)
    return sheet(paper, REPORT_TITLE, [*title_blocks(paper, REPORT_TITLE), *body], is_landscape=True)

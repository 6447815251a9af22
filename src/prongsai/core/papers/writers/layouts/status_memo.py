"""Layout `status-memo`: a บันทึกข้อความ with the plan, the ITA result in a sentence, the status of each measure, and the chain of opinions."""

from __future__ import annotations

from prongsai.core.papers.model import Memo, Paper
from prongsai.core.papers.writers.layouts.assessment import assessment_blocks, assessment_sentence
from prongsai.core.papers.writers.layouts.closing import annex_blocks, exception_blocks, signature_blocks
from prongsai.core.papers.writers.layouts.columns import STATUS, measure_table, pick
from prongsai.core.papers.writers.layouts.front import paragraphs, sheet, title_blocks
from prongsai.core.papers.writers.layouts.phrases import (
    MEMO_CLOSING,
    MEMO_MEASURES,
    REPORT_TITLE,
    document_date,
    memo_opening,
    organisation_lines,
)
from prongsai.core.papers.writers.sheet import Block, Heading, MemoHead, Sheet

_PLAN = ("measure", "steps", "units", "monitoring")
_RESULT = ("measure", "steps", *STATUS)


def lay_out(paper: Paper) -> Sheet:
    """The sheet of a status memo; opening and closing are the paper's own, or one sentence each where it has none."""
    opening = [*paper.document.preface, *paper.document.background] or [memo_opening(paper)]
    sentence = assessment_sentence(paper)
    blocks: list[Block] = [_head(paper), *paragraphs(opening)]
    if paper.measures:
        plan = measure_table(paper.measures, pick(*_PLAN, steps="ขั้นตอนหรือวิธีการปฏิบัติ"))
        blocks += [Heading(MEMO_MEASURES, align="centre"), plan]
    blocks += paragraphs([sentence] if sentence else [])
    blocks += title_blocks(paper, REPORT_TITLE)
    if paper.measures:
        blocks.append(measure_table(paper.measures, pick(*_RESULT, steps="ขั้นตอนหรือวิธีการปฏิบัติ")))
    blocks += [*exception_blocks(paper), *paragraphs(paper.document.closing or (MEMO_CLOSING,)), *signature_blocks(paper)]
    blocks += annex_blocks(paper, (*_PLAN, *_RESULT), has_memo=True)
    blocks += assessment_blocks(paper, with_sentence=False)
    return sheet(paper, REPORT_TITLE, blocks)


def _head(paper: Paper) -> MemoHead:
    memo = paper.document.memo or Memo()
    agency = memo.agency or next(iter(organisation_lines(paper.organisation)), "")
    return MemoHead(
        agency, memo.ref_no or "", document_date(paper.document), memo.subject or paper.document.title or REPORT_TITLE, memo.to or ""
    )

"""What stands after the body of every layout: exceptions, signatures, then the annex with values that the layout has no place for."""

from __future__ import annotations

from collections.abc import Sequence

from prongsai.core.papers.model import Measure, Paper
from prongsai.core.papers.writers.layouts.columns import COLUMNS, STATUS, Column, has_value, measure_table, pick
from prongsai.core.papers.writers.layouts.front import paragraphs
from prongsai.core.papers.writers.layouts.phrases import ANNEX, EXCEPTIONS, document_date
from prongsai.core.papers.writers.layouts.projects import plan_blocks
from prongsai.core.papers.writers.layouts.widths import PORTRAIT_ROOM
from prongsai.core.papers.writers.sheet import Block, Break, Heading, Item, ItemList, Signature, Signatures

_DETAILS = ("gaps", "units", "period", "monitoring", *STATUS, "outputs", "outcomes", "obstacles", "suggestions")


def exception_blocks(paper: Paper) -> list[Block]:
    """What need not hold, under a heading of its own; nothing where all holds."""
    if not paper.document.exceptions:
        return []
    return [Heading(EXCEPTIONS, level=2), *paragraphs(paper.document.exceptions)]


def signature_blocks(paper: Paper) -> list[Block]:
    """The approval chain in its order; an opinion that was asked for has its label even where it is not written yet."""
    signatures = []
    for signatory in sorted(paper.approval_chain, key=lambda person: person.order):
        label = signatory.opinion_label
        if label is None and (signatory.opinion_requested or signatory.opinion):
            label = f"ความเห็นของ{signatory.position or signatory.name or ''}"
        signatures.append(Signature(signatory.name, signatory.position, signatory.role, label, signatory.opinion))
    return [Signatures(tuple(signatures))] if signatures else []


def annex_blocks(
    paper: Paper, shown: Sequence[str], *, room: int = PORTRAIT_ROOM, has_memo: bool = False, has_action_plan: bool = False
) -> list[Block]:
    """Values that no place of the layout shows: columns beyond `shown`, memo head and date, the action plan. Nothing where all is shown."""
    blocks: list[Block] = [] if has_memo else _memo_lines(paper)
    table = _left_out(paper.measures, shown)
    if table:
        blocks.append(measure_table(paper.measures, table, room=room))
    if paper.action_plan and not has_action_plan:
        blocks += plan_blocks(paper.action_plan)
    return [Break(), Heading(ANNEX, align="centre"), *blocks] if blocks else []


def _left_out(measures: Sequence[Measure], shown: Sequence[str]) -> tuple[Column, ...]:
    keys = [key for key in _DETAILS if key not in shown and any(has_value(COLUMNS[key], measure) for measure in measures)]
    if not keys:
        return ()
    has_rows = any(COLUMNS[key].of_row and any(map(COLUMNS[key].of_row or bool, measure.rows)) for key in keys for measure in measures)
    return pick("measure", *(("steps",) if has_rows else ()), *keys)


def _memo_lines(paper: Paper) -> list[Block]:
    memo = paper.document.memo
    pairs = [("วันที่", document_date(paper.document))]
    if memo:
        pairs = [("ส่วนราชการ", memo.agency), ("ที่", memo.ref_no), *pairs, ("เรื่อง", memo.subject), ("เรียน", memo.to)]  # type: ignore[list-item]
    items = tuple(Item(f"{label} {value}") for label, value in pairs if value)
    return [ItemList(items)] if items else []

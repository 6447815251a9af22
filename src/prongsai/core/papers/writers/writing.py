"""Writing a paper: layout, digits and format chosen by name. Layouts and formats are loaded when they are asked for."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import import_module
from typing import Any, Literal

from prongsai.core.papers.errors import BadPaper, UnsupportedKind
from prongsai.core.papers.model import Paper
from prongsai.core.papers.serial import paper_to_json
from prongsai.core.papers.writers.sheet import Sheet


class SignsNotDrawn(UserWarning):
    """Signs of a paper that no font at hand can draw: a PDF shows an empty box for each."""

    def __init__(self, signs: tuple[str, ...]) -> None:
        super().__init__(f"no font at hand draws {' '.join(signs)}")
        self.signs = signs


Kind = Literal["pdf", "docx", "xlsx", "html", "json"]
Digits = Literal["thai", "arabic"]

LAYOUTS: dict[str, str] = {
    "plan": "plan",
    "status-memo": "status_memo",
    "result-report": "result_report",
    "outcome-report": "outcome_report",
    "action-plan": "action_plan",
    "ita-analysis": "ita_analysis",
}
"""Name of each layout and the module that lays it out."""
KINDS: tuple[Kind, ...] = ("pdf", "docx", "xlsx", "html", "json")

_BY_TYPE = {
    "measures_plan": "plan",
    "memo_measures_report": "status-memo",
    "action_plan": "action-plan",
    "ita_analysis": "ita-analysis",
}


def default_layout(paper: Paper) -> str:
    """The layout that fits the paper best: by its document type, else by what it holds."""
    known = _BY_TYPE.get(paper.document.type or "")
    if known == "action-plan" or (known and not _is_only_action_plan(paper)):
        return known
    if paper.action_plan and not paper.measures:
        return "action-plan"
    if paper.document.type is None and paper.document.memo:
        return "status-memo"
    if any(measure.outcomes for measure in paper.measures):
        return "outcome-report"
    if paper.document.type or any(measure.outputs or measure.suggestions or measure.obstacles for measure in paper.measures):
        return "result-report"
    return "plan"


def lay_out(paper: Paper, *, layout: str, digits: Digits = "arabic") -> Sheet:
    """The sheet of a paper in a layout, its digits converted.

    Raises `UnsupportedKind` for an unknown layout, and `BadPaper` where paper and layout do not go together: an action plan without
    measures in a layout of measures, or a paper without an action plan in the layout of action plans.
    """
    from prongsai.core.papers.writers.digits import with_digits

    if layout not in LAYOUTS:
        known = ", ".join(LAYOUTS)
        raise UnsupportedKind(f"ไม่รู้จักรูปแบบเอกสาร {layout!r} เลือกได้จาก {known}", f"Unknown layout {layout!r}; choose one of {known}.")
    fits_not = _is_only_action_plan(paper) if layout != "action-plan" else paper.action_plan is None
    if fits_not:
        best = default_layout(paper)
        best = "plan" if best == layout else best
        raise BadPaper(
            f"เนื้อหาของเอกสารนี้ใช้กับรูปแบบ {layout} ไม่ได้ โปรดใช้รูปแบบ {best}",
            f"What this paper holds cannot be laid out as {layout}; use {best}.",
        )
    module = import_module(f"prongsai.core.papers.writers.layouts.{LAYOUTS[layout]}")
    make: Callable[[Paper], Sheet] = module.lay_out
    return with_digits(make(paper), digits)


def write_paper(paper: Paper, *, layout: str, kind: Kind, digits: Digits = "arabic", embed: bool = True) -> bytes:
    """The paper as a file of this kind, the same bytes for the same paper.

    `embed` lets PDF, DOCX (and other formats that can) carry the paper's JSON besides what is visible. JSON is the paper itself: layout and
    digits play no part there. Raises `UnsupportedKind` and `BadPaper` as `lay_out` does, warns with `SignsNotDrawn` where signs of a PDF
    are empty boxes.
    """
    if kind not in KINDS:
        known = ", ".join(KINDS)
        raise UnsupportedKind(f"เขียนไฟล์ชนิด {kind!r} ไม่ได้ เลือกได้จาก {known}", f"Cannot write {kind!r} files; choose one of {known}.")
    if kind == "json":
        return (json.dumps(paper_to_json(paper), ensure_ascii=False, indent=2) + "\n").encode()
    sheet = lay_out(paper, layout=layout, digits=digits)
    embedded: dict[str, Any] | None = paper_to_json(paper) if embed else None
    printer: Callable[..., bytes] = getattr(import_module(f"prongsai.core.papers.writers.{kind}"), f"print_{kind}")
    return printer(sheet, embedded=embedded)


def _is_only_action_plan(paper: Paper) -> bool:
    return paper.action_plan is not None and not paper.measures

"""What an officer should know before printing: measures without units or reports, open requests, signs that no font draws."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prongsai.core.papers.model import Measure, Paper
from prongsai.core.papers.serial import paper_to_json
from prongsai.core.papers.writers.writing import SignsNotDrawn, write_paper
from prongsai.programme.plans.printing.analysis_paper import AnalysisContent
from prongsai.programme.plans.printing.layouts import LAYOUTS
from prongsai.programme.plans.printing.paper_measures import reports_until
from prongsai.programme.plans.printing.to_paper import Choices, Content
from prongsai.programme.plans.queries.rows import MeasureRow


@dataclass(frozen=True, slots=True)
class Gap:
    """One kind of gap in words, with the measures concerned as (id, number, title)."""

    code: str
    words: str
    measures: tuple[tuple[int, str, str], ...] = ()


def gaps_of(content: Content, choices: Choices, paper: Paper) -> list[Gap]:
    """The gaps that matter for the chosen layout, the gravest first; empty where nothing is missing."""
    gaps = [_without_units(content.rows)]
    if LAYOUTS[choices.layout].has_round:
        gaps += [_without_report(content.rows, choices.as_of), _with_requests(content.rows)]
    if choices.layout == "action-plan":
        gaps.append(_without_project(content))
    gaps.append(_undrawn(content.rows, paper))
    return [gap for gap in gaps if gap is not None]


def gaps_of_analysis(content: AnalysisContent, paper: Paper) -> list[Gap]:
    """The gaps that matter for the analysis of a result."""
    gaps = [_without_measures(content), _undrawn(content.rows, paper)]
    return [gap for gap in gaps if gap is not None]


def undrawn_signs(paper: Paper) -> tuple[str, ...]:
    """The signs of a paper that a PDF would show as empty boxes. Other kinds of files draw them with the fonts of the reader's machine."""
    return _undrawn_of(frozenset(filter(_is_unusual, json.dumps(paper_to_json(paper), ensure_ascii=False))))


@lru_cache(maxsize=64)
def _undrawn_of(signs: frozenset[str]) -> tuple[str, ...]:
    if not signs:
        return ()
    probe = Paper(measures=tuple(Measure(number=str(number), title=sign) for number, sign in enumerate(sorted(signs), start=1)))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", SignsNotDrawn)
        write_paper(probe, layout="plan", kind="pdf", embed=False)
    return tuple(sign for warning in caught if isinstance(warning.message, SignsNotDrawn) for sign in warning.message.signs)


def _is_unusual(sign: str) -> bool:
    """Whether a sign is outside what Sarabun surely draws: Thai, ASCII, Latin-1 letters and common punctuation."""
    return not (sign.isascii() or "\u0e01" <= sign <= "\u0e5b" or "\u00a0" <= sign <= "\u00ff" or sign in "–—‘’“”•…")


def _without_units(rows: Iterable[MeasureRow]) -> Gap | None:
    def lacks(row: MeasureRow) -> bool:
        named = row.unit_names or row.is_for_every_unit
        return not named and not (row.steps and all(step.has_own_units for step in row.steps))

    return _gap(
        "no_units",
        lambda count: ngettext("ยังไม่มีผู้รับผิดชอบ %(count)d มาตรการ", "ยังไม่มีผู้รับผิดชอบ %(count)d มาตรการ", count),
        filter(lacks, rows),
    )


def _without_report(rows: Iterable[MeasureRow], as_of: date) -> Gap | None:
    return _gap(
        "no_report",
        lambda count: ngettext(
            "ยังไม่มีรายงานผล %(count)d มาตรการ จะพิมพ์ว่ายังไม่ดำเนินการ", "ยังไม่มีรายงานผล %(count)d มาตรการ จะพิมพ์ว่ายังไม่ดำเนินการ", count
        ),
        (row for row in rows if not reports_until(row, as_of)),
    )


def _with_requests(rows: Iterable[MeasureRow]) -> Gap | None:
    return _gap(
        "open_request",
        lambda count: ngettext("ขอข้อมูลเพิ่มแล้วยังไม่ได้คำตอบ %(count)d มาตรการ", "ขอข้อมูลเพิ่มแล้วยังไม่ได้คำตอบ %(count)d มาตรการ", count),
        (row for row in rows if row.open_requests),
    )


def _without_project(content: Content) -> Gap | None:
    return _gap(
        "no_project",
        lambda count: ngettext(
            "เพิ่มหลังนำเข้าแผน %(count)d มาตรการ จึงยังไม่มีหลักการและเหตุผล วัตถุประสงค์ และงบประมาณ",
            "เพิ่มหลังนำเข้าแผน %(count)d มาตรการ จึงยังไม่มีหลักการและเหตุผล วัตถุประสงค์ และงบประมาณ",
            count,
        ),
        (row for row in content.rows if row.pk not in content.project_of),
    )


def _without_measures(content: AnalysisContent) -> Gap | None:
    if content.rows or not content.analysis.weak:
        return None
    words = _("แผนปี %(year)s ยังไม่มีมาตรการที่ผูกกับผลปี %(before)s เลือกจากหน้าวิเคราะห์ก่อนพิมพ์ เอกสารจะมีตารางมาตรการด้วย")
    return Gap("no_measures", words % {"year": content.fiscal_year, "before": content.analysis.fiscal_year})


def _undrawn(rows: Iterable[MeasureRow], paper: Paper) -> Gap | None:
    signs = undrawn_signs(paper)
    if not signs:
        return None
    named = ", ".join(f"“{sign}” (U+{ord(sign[0]):04X})" for sign in signs)
    words = _("PDF ไม่มีแบบอักษรของ %(signs)s จะเห็นเป็นช่องว่าง เปลี่ยนเครื่องหมายนี้ในข้อความ หรือพิมพ์เป็น Word") % {"signs": named}
    holding = (row for row in rows if any(sign in _text_of(row) for sign in signs))
    return Gap("undrawn_sign", words, tuple((row.pk, row.number, row.title) for row in holding))


def _text_of(row: MeasureRow) -> str:
    """Every text of a measure that may be printed."""
    steps = (text for step in row.steps for text in (step.text, step.details, step.responsible_as_written, step.period_as_written))
    reported = (
        text
        for report in row.all_reports()
        for text in (report.done_text, report.outputs, report.outcomes, report.obstacles, report.suggestions, str(report.counts))
    )
    return "\n".join((row.title, row.responsible_as_written, row.period_as_written, *steps, *reported))


def _gap(code: str, words: Callable[[int], str], rows: Iterable[MeasureRow]) -> Gap | None:
    found = tuple((row.pk, row.number, row.title) for row in rows)
    return Gap(code, words(len(found)) % {"count": len(found)}, found) if found else None

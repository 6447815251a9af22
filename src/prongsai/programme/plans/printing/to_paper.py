"""A plan with its reports → the paper of a layout (`prongsai.paper/1`). Pure: values in, values out.

A paper holds what its layout has a place for, so that nothing lands in an annex that nobody asked for. Measures are made in
`paper_measures.py`; the database is read in `queries/printed.py`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from prongsai.core.papers.model import (
    ActionPlan,
    DocumentInfo,
    Measure,
    Memo,
    Organisation,
    Paper,
    PaperType,
    Signatory,
)
from prongsai.core.thai.calendar import find_dates, format_date
from prongsai.core.thai.government import kind_of
from prongsai.programme.plans.printing.layouts import LAYOUTS
from prongsai.programme.plans.printing.paper_measures import planned_measure, with_results, with_status
from prongsai.programme.plans.printing.paper_projects import current_project
from prongsai.programme.plans.progress.rounds import Round
from prongsai.programme.plans.queries.rows import MeasureRow

ROLES = (gettext_noop("ผู้จัดทำ"), gettext_noop("ผู้ตรวจสอบ"), gettext_noop("ผู้เห็นชอบ"), gettext_noop("ผู้อนุมัติ"))
"""Roles of the four places in the chain, as papers print them: who prepared, head of unit, chief administrator, chief executive."""
MEMO_PREPARER = gettext_noop("ผู้รายงาน")

_TYPES: dict[str, PaperType] = {
    "plan": "measures_plan",
    "status-memo": "memo_measures_report",
    "result-report": "measures_report",
    "outcome-report": "measures_report",
    "action-plan": "action_plan",
}
_REPORT_OF = "รายงานผลการดำเนินการตาม"
_IS_REPORT = re.compile(r"^รายงานผล(?:การดำเนินการ|การดำเนินงาน|ดำเนินการ)?\s*(?:ตาม|เพื่อ)?\s*")


@dataclass(frozen=True, slots=True)
class AgencyFacts:
    """Whose plan it is."""

    name: str
    kind: str
    district: str
    province: str


@dataclass(frozen=True, slots=True)
class Content:
    """What is printed: the plan and its standing measures as of a day.

    `action_plan` is the plan of projects from which this one was imported, `years` the fiscal years that it covers, `project_of` tells
    from which of its projects (counted from 0) a measure came. `exceptions` are paragraphs for reports (`exceptions.py`).
    """

    agency: AgencyFacts
    title: str
    fiscal_year: int
    background: str
    rows: tuple[MeasureRow, ...]
    action_plan: ActionPlan | None = None
    years: tuple[int, ...] = ()
    project_of: Mapping[int, int] = field(default_factory=dict)
    exceptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signer:
    """A place in the chain as typed for one print; an empty name leaves dots to sign on."""

    name: str = ""
    position: str = ""


@dataclass(frozen=True, slots=True)
class MemoHead:
    """Head of the memo as typed for one print; empty parts are left blank on paper."""

    issued_by: str = ""
    number: str = ""
    date: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the officer chose: layout, the day up to which things count, round (None: the plan as it stands), signers as in `ROLES`."""

    layout: str
    as_of: date
    round: Round | None = None
    signers: tuple[Signer, ...] = ()
    memo: MemoHead = MemoHead()


class NoSuchContent(Exception):
    """There is nothing for this layout; `str()` says why."""

    @classmethod
    def of_action_plan(cls) -> NoSuchContent:
        """The plan was not imported from an action plan."""
        return cls(_("แผนนี้ไม่ได้นำเข้าจากแผนปฏิบัติการป้องกันการทุจริต จึงไม่มีโครงการตามหัวข้อสิบข้อให้พิมพ์"))

    @classmethod
    def of_plan(cls, fiscal_year: int) -> NoSuchContent:
        """The year has no plan, or one without measures."""
        return cls(_("ยังไม่มีมาตรการในปี %(year)s จึงยังไม่มีอะไรให้พิมพ์") % {"year": fiscal_year})

    @classmethod
    def of_result(cls, fiscal_year: int) -> NoSuchContent:
        """The year before has no result."""
        return cls(_("ยังไม่มีผลประเมิน ITA ของปี %(year)s ให้วิเคราะห์") % {"year": fiscal_year - 1})


def to_paper(content: Content, choices: Choices) -> Paper:
    """The paper of a plan. Raises `NoSuchContent` for the action plan of a plan that was not imported from one."""
    if choices.layout == "action-plan" and content.action_plan is None:
        raise NoSuchContent.of_action_plan()
    is_projects = choices.layout == "action-plan"
    return Paper(
        document=_with_memo(
            DocumentInfo(
                type=_TYPES[choices.layout],
                title=_title(content, choices),
                background=_background(content, choices),
                exceptions=content.exceptions if LAYOUTS[choices.layout].has_round else (),
            ),
            content,
            choices,
        ),
        organisation=organisation_of(content.agency),
        fiscal_year=content.fiscal_year,
        fiscal_years=content.years if is_projects else (content.fiscal_year,),
        measures=() if is_projects else tuple(_measure(content, row, choices) for row in content.rows),
        approval_chain=chain_of(choices),
        action_plan=current_projects(content) if is_projects else None,
    )


def paper_title(title: str, *, is_report: bool) -> str:
    """The title of the plan, or of the report on it."""
    plain = _IS_REPORT.sub("", title.strip()) or title.strip()
    return f"{_REPORT_OF}{plain}" if is_report else plain


def same_choices(paper: Paper, printed: Paper) -> Paper:
    """The paper with what was typed for the print of another: signers, memo head and date."""
    then = printed.document
    document = replace(paper.document, memo=then.memo, date=then.date, date_as_written=then.date_as_written)
    return replace(paper, document=document, approval_chain=printed.approval_chain)


def memo_date(text: str) -> str | None:
    """The ISO form of a date as typed, "2026-03-17" or "2026-03" for a month alone; None where no date is found."""
    found = [reading for reading in find_dates(text) if reading.year_be and reading.month]
    if not found:
        return None
    if found[-1].date:
        return found[-1].date.isoformat()
    return None if found[-1].day else f"{(found[-1].year_be or 0) - 543:04d}-{found[-1].month:02d}"


def _measure(content: Content, row: MeasureRow, choices: Choices) -> Measure:
    measure = planned_measure(row, content.fiscal_year)
    if choices.layout == "status-memo":
        return with_status(_without_period(measure), row, choices.as_of)
    if choices.layout in ("result-report", "outcome-report"):
        measure = with_results(measure, row, choices.as_of, keeps_outcomes_apart=choices.layout == "outcome-report")
        return replace(measure, monitoring=None, rows=tuple(replace(step, monitoring=None) for step in measure.rows))
    return measure


def _without_period(measure: Measure) -> Measure:
    return replace(measure, period=None, rows=tuple(replace(step, period=None) for step in measure.rows))


def _title(content: Content, choices: Choices) -> str:
    """The title. That of a report names its round, and the day too where the layout has no background to tell it."""
    layout = LAYOUTS[choices.layout]
    title = paper_title(content.title, is_report=layout.has_round)
    if not layout.has_round:
        return title
    span = f" {choices.round.name}" if choices.round else ""
    return f"{title}{span}" if layout.has_background else f"{title}{span} (ณ วันที่ {format_date(choices.as_of)})"


def _background(content: Content, choices: Choices) -> tuple[str, ...]:
    """The plan's own background, and in a report which days it covers, where the layout has a chapter for it."""
    layout = LAYOUTS[choices.layout]
    if not layout.has_background:
        return ()
    own = tuple(line.strip() for line in content.background.splitlines() if line.strip())
    if not layout.has_round:
        return own
    span = f" {choices.round.name} ({choices.round.span})" if choices.round else ""
    covered = f"{content.agency.name} ขอรายงานผลการดำเนินการตามมาตรการ{span} ข้อมูล ณ วันที่ {format_date(choices.as_of)} มีรายละเอียดดังนี้"
    return (*own, covered)


def _with_memo(document: DocumentInfo, content: Content, choices: Choices) -> DocumentInfo:
    if not LAYOUTS[choices.layout].has_memo:
        return document
    typed = choices.memo
    agency = " ".join(dict.fromkeys(part for part in (typed.issued_by.strip(), content.agency.name) if part))
    memo = Memo(agency=agency, ref_no=typed.number.strip() or None, subject=document.title, to=typed.to.strip() or None)
    return replace(document, memo=memo, date=memo_date(typed.date), date_as_written=typed.date.strip() or None)


def organisation_of(agency: AgencyFacts) -> Organisation:
    """Whose paper it is."""
    kind = kind_of(agency.name)
    return Organisation(
        name=agency.name,
        name_as_written=agency.name,
        short_name=agency.name.removeprefix(kind.name) or agency.name if kind else agency.name,
        type=agency.kind or None,
        district=agency.district or None,
        province=agency.province or None,
    )


def chain_of(choices: Choices) -> tuple[Signatory, ...]:
    """Who prepared always has a place to sign; the others where a name or position was given. A memo asks them for their opinion."""
    is_memo = LAYOUTS[choices.layout].has_memo
    signers = choices.signers or (Signer(),)
    chain: list[Signatory] = []
    for index, (role, signer) in enumerate(zip(ROLES, signers, strict=False)):
        name, position = signer.name.strip() or None, signer.position.strip() or None
        if index and not (name or position):
            continue
        asks = is_memo and index > 0
        chain.append(
            Signatory(
                order=len(chain) + 1,
                name=name,
                position=position,
                role=(MEMO_PREPARER if not index else None) if is_memo else role,
                opinion_requested=asks,
                opinion_label=f"ความเห็นของ{position or name}" if asks else None,
            )
        )
    return tuple(chain)


def current_projects(content: Content) -> ActionPlan:
    """The imported projects as the plan has them now; what a measure has no field for is the imported paper's."""
    assert content.action_plan is not None  # noqa: S101 - told to mypy; `to_paper` has refused before
    imported = content.action_plan.projects
    projects = []
    for number, row in enumerate(content.rows, start=1):
        known = content.project_of.get(row.pk)
        found = imported[known] if known is not None else None
        projects.append(current_project(number, row, found, content.fiscal_year))
    return replace(content.action_plan, projects=tuple(projects))

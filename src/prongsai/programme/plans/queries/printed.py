"""Reading what is printed: a plan as of a day or a result, what there is to print, the defaults, and reports printed before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from prongsai.assessments.analysis.queries import analysis_of
from prongsai.assessments.scorecards.queries import best_known
from prongsai.core.ita.loading import known_years
from prongsai.core.papers.serial import paper_from_json
from prongsai.foundation.agencies.models import Agency, Position
from prongsai.foundation.agencies.queries import units_of
from prongsai.foundation.jobs.models import Job
from prongsai.foundation.people.actor import Actor, NotFound
from prongsai.programme.plans.importing.decisions import left_out, mended_paper
from prongsai.programme.plans.models import ImportRun, Plan, PrintedReport
from prongsai.programme.plans.printing.analysis_paper import AnalysisContent, analysis_paper
from prongsai.programme.plans.printing.exceptions import exceptions_on
from prongsai.programme.plans.printing.gaps import Gap, gaps_of, gaps_of_analysis
from prongsai.programme.plans.printing.layouts import LAYOUTS
from prongsai.programme.plans.printing.to_paper import (
    AgencyFacts,
    Choices,
    Content,
    MemoHead,
    NoSuchContent,
    Signer,
    same_choices,
    to_paper,
)
from prongsai.programme.plans.progress.rounds import round_of
from prongsai.programme.plans.queries.answered import gaps_of_plan, place_name
from prongsai.programme.plans.queries.measures import standing_count
from prongsai.programme.plans.queries.overview import measure_rows

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from prongsai.core.papers.model import Paper

PRINT_JOB = "plans.print"

_HEADS = ("หัวหน้า", "ผู้อำนวยการ")
_OFFICE_OF_THE_CLERK = "สำนักปลัด"


def plan_of_year(agency_id: int, fiscal_year: int) -> Plan | None:
    """The agency's plan of a year, None where there is none yet."""
    return Plan.objects.filter(agency_id=agency_id, fiscal_year=fiscal_year).select_related("agency").first()


def read_content(plan: Plan, as_of: date) -> Content:
    """What is printed of a plan, as it stood on a day: reports of what happened later are not in it."""
    run, paper = _imported(plan)
    return Content(
        agency=_facts_of(plan.agency),
        title=plan.title,
        fiscal_year=plan.fiscal_year,
        background=plan.background,
        rows=tuple(measure_rows(plan.pk, as_of)),
        action_plan=paper.action_plan if paper else None,
        years=paper.fiscal_years if paper else (),
        project_of=_project_of(run, paper) if run and paper else {},
        exceptions=exceptions_on(plan, as_of),
    )


@dataclass(frozen=True, slots=True)
class Printable:
    """What a choice gives: the paper, the plan that it shows (None for a result), what an officer should know, how many measures."""

    paper: Paper
    plan: Plan | None
    gaps: list[Gap]
    measure_count: int


def read_printable(agency: Agency, fiscal_year: int, choices: Choices) -> Printable:
    """The paper of a year by a layout. Raises `NoSuchContent` where the year has nothing for it.

    A layout of the plan shows the plan of the year; the analysis shows the result of the year before, which that plan answers.
    """
    if LAYOUTS[choices.layout].subject == "result":
        return _analysis(agency, fiscal_year, choices)
    plan = plan_of_year(agency.pk, fiscal_year)
    if plan is None:
        raise NoSuchContent.of_plan(fiscal_year)
    content = read_content(plan, choices.as_of)
    paper = to_paper(content, choices)
    return Printable(paper, plan, gaps_of(content, choices, paper), len(content.rows))


def lacking(agency: Agency, fiscal_year: int) -> dict[str, str]:
    """The layouts that the year has nothing for, each with the reason in words."""
    plan = plan_of_year(agency.pk, fiscal_year)
    reasons: dict[str, str] = {}
    if not standing_count(agency.pk, fiscal_year):
        reasons |= {key: str(NoSuchContent.of_plan(fiscal_year)) for key, layout in LAYOUTS.items() if layout.subject == "plan"}
    elif plan is not None and not _imports_of_projects(plan).exists():
        reasons["action-plan"] = str(NoSuchContent.of_action_plan())
    if best_known(agency.pk, fiscal_year - 1) is None or fiscal_year - 1 not in known_years():
        reasons |= {key: str(NoSuchContent.of_result(fiscal_year)) for key, layout in LAYOUTS.items() if layout.subject == "result"}
    return reasons


def _analysis(agency: Agency, fiscal_year: int, choices: Choices) -> Printable:
    found = analysis_of(agency, fiscal_year - 1)
    if found is None:
        raise NoSuchContent.of_result(fiscal_year)
    plan = plan_of_year(agency.pk, fiscal_year)
    answered = gaps_of_plan(plan.pk, fiscal_year - 1) if plan else {}
    rows = tuple(row for row in measure_rows(plan.pk, choices.as_of) if row.pk in answered) if plan and answered else ()
    keys = {pk: tuple(gap.key for gap in gaps) for pk, gaps in answered.items()}
    names = {key: place_name(key, fiscal_year - 1)[0] for several in keys.values() for key in several}
    content = AnalysisContent(_facts_of(agency), fiscal_year, found, rows, keys, names)
    paper = analysis_paper(content, choices)
    return Printable(paper, None, gaps_of_analysis(content, paper), len(rows))


def _facts_of(agency: Agency) -> AgencyFacts:
    return AgencyFacts(agency.name, agency.kind, agency.district, agency.province)


def _imports_of_projects(plan: Plan) -> QuerySet[ImportRun]:
    return ImportRun.objects.filter(plan=plan, state=ImportRun.State.COMMITTED).exclude(paper__action_plan=None)


def _imported(plan: Plan) -> tuple[ImportRun | None, Paper | None]:
    """The last import of an action plan into this plan, with its paper as the person mended it."""
    run = _imports_of_projects(plan).defer("source").order_by("-committed_at", "-pk").first()
    return (run, mended_paper(run.paper, run.decisions)) if run and run.paper else (None, None)


def _project_of(run: ImportRun, paper: Paper) -> dict[int, int]:
    """Which project each measure came from: by its place where everything that was not left out became a measure, else by its title."""
    projects = paper.action_plan.projects if paper.action_plan else ()
    skipped = left_out(run.decisions)
    before = sum(f"measures[{place}]" not in skipped for place in range(len(paper.measures)))
    kept = [place for place in range(len(projects)) if f"action_plan.projects[{place}]" not in skipped]
    measures = list(run.measures.order_by("pk").values_list("pk", "title"))
    if len(measures) == before + len(kept):
        return {pk: place for (pk, _title), place in zip(measures[before:], kept, strict=True)}
    places = {"".join(project.name.split()): place for place, project in enumerate(projects)}
    return {pk: places[key] for pk, title in measures if (key := "".join(title.split())) in places}


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a print starts with: posts of the agency without names, and the head of a memo."""

    signers: tuple[Signer, ...]
    memo: MemoHead


def defaults_of(agency: Agency, unit_ids: frozenset[int]) -> Defaults:
    """The posts that sign a paper of the agency, in order, and the memo head; `unit_ids` are the units of who prints.

    The chain is: who prepared (no post known), the head of the unit, the chief administrator, the chief executive; posts that the agency
    has not entered stay empty. The memo goes to the chief executive.
    """
    posts = list(Position.objects.filter(agency=agency, closed_at=None).values_list("title", "unit_id"))
    units = list(units_of(agency.pk).values_list("pk", "name"))
    own = next((unit for unit in units if unit[0] in unit_ids), None)
    clerk = next((unit for unit in units if unit[1].startswith(_OFFICE_OF_THE_CLERK)), None)
    unit = own or clerk
    heads = [title for title, unit_id in posts if title.startswith(_HEADS) and unit is not None and unit_id == unit[0]]
    administrator = next((title for title, _unit in posts if title.startswith("ปลัด")), "")
    executive = next((title for title, _unit in posts if title.startswith("นายก")), "")
    signers = (Signer(), Signer(position=heads[0] if heads else ""), Signer(position=administrator), Signer(position=executive))
    return Defaults(signers, MemoHead(issued_by=unit[1] if unit else "", to=f"นายก{agency.name}"))


def printed_reports(agency_id: int, fiscal_year: int) -> QuerySet[PrintedReport]:
    """The printed reports of an agency's year, newest first, without their papers."""
    found = PrintedReport.objects.filter(agency_id=agency_id, fiscal_year=fiscal_year)
    return found.select_related("file__blob", "printed_by").defer("paper")


def printed_before(agency_id: int, fiscal_year: int, choices: Choices, digits: str, state_digest: str) -> list[PrintedReport]:
    """The reports that show just this state with just these choices, one for each kind of file that was printed."""
    months = choices.round.months if choices.round else None
    same = printed_reports(agency_id, fiscal_year)
    return list(same.filter(layout=choices.layout, round_months=months, digits=digits, state_digest=state_digest).order_by("kind"))


def state_now(report: PrintedReport) -> Paper | None:
    """The paper that the same choices, up to the same day, give today; None where there is nothing for them any more."""
    then = paper_from_json(report.paper)
    chosen = round_of(report.fiscal_year, report.round_months) if report.round_months else None
    try:
        now = read_printable(report.agency, report.fiscal_year, Choices(report.layout, report.as_of, chosen))
    except NoSuchContent:
        return None
    return same_choices(now.paper, then)


def access_print_job(*, by: Actor, job_id: int) -> Job:
    """A job that prints for the actor's agency. Raises `NotFound`."""
    job = Job.objects.filter(pk=job_id, agency_id=by.agency, kind=PRINT_JOB).first()
    if job is None or not by.may("plans.print"):
        raise NotFound
    return job


def report_of_job(job: Job) -> PrintedReport | None:
    """What a job printed, None where nothing (yet), or where the same had been printed before."""
    return PrintedReport.objects.filter(job=job).first()

"""Reading what is printed: a plan as of a day, what is missing in it, the defaults of a print, and reports printed before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from prongsai.core.papers.serial import paper_from_json
from prongsai.foundation.agencies.models import Position
from prongsai.foundation.agencies.queries import units_of
from prongsai.foundation.jobs.models import Job
from prongsai.foundation.people.actor import Actor, NotFound
from prongsai.programme.plans.importing.decisions import left_out, mended_paper
from prongsai.programme.plans.models import ImportRun, Plan, PrintedReport
from prongsai.programme.plans.printing.to_paper import AgencyFacts, Choices, Content, MemoHead, Signer, same_choices, to_paper
from prongsai.programme.plans.progress.rounds import round_of
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
    agency = plan.agency
    run, paper = _imported(plan)
    return Content(
        agency=AgencyFacts(agency.name, agency.kind, agency.district, agency.province),
        title=plan.title,
        fiscal_year=plan.fiscal_year,
        background=plan.background,
        rows=tuple(measure_rows(plan.pk, as_of)),
        action_plan=paper.action_plan if paper else None,
        years=paper.fiscal_years if paper else (),
        project_of=_project_of(run, paper) if run and paper else {},
    )


def has_action_plan(plan: Plan) -> bool:
    """Whether an action plan was imported into this plan."""
    return _imports_of_projects(plan).exists()


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


def defaults_of(plan: Plan, unit_ids: frozenset[int]) -> Defaults:
    """The posts that sign a paper of the agency, in order, and the memo head; `unit_ids` are the units of who prints.

    The chain is: who prepared (no post known), the head of the unit, the chief administrator, the chief executive; posts that the agency
    has not entered stay empty. The memo goes to the chief executive.
    """
    posts = list(Position.objects.filter(agency=plan.agency_id, closed_at=None).values_list("title", "unit_id"))
    units = list(units_of(plan.agency_id).values_list("pk", "name"))
    own = next((unit for unit in units if unit[0] in unit_ids), None)
    clerk = next((unit for unit in units if unit[1].startswith(_OFFICE_OF_THE_CLERK)), None)
    unit = own or clerk
    heads = [title for title, unit_id in posts if title.startswith(_HEADS) and unit is not None and unit_id == unit[0]]
    administrator = next((title for title, _unit in posts if title.startswith("ปลัด")), "")
    executive = next((title for title, _unit in posts if title.startswith("นายก")), "")
    signers = (Signer(), Signer(position=heads[0] if heads else ""), Signer(position=administrator), Signer(position=executive))
    return Defaults(signers, MemoHead(issued_by=unit[1] if unit else "", to=f"นายก{plan.agency.name}"))


def printed_reports(plan: Plan) -> QuerySet[PrintedReport]:
    """The printed reports of a plan, newest first, without their papers."""
    return PrintedReport.objects.filter(plan=plan).select_related("file__blob", "printed_by").defer("paper")


def printed_before(plan: Plan, choices: Choices, digits: str, state_digest: str) -> list[PrintedReport]:
    """The reports that show just this state with just these choices, one for each kind of file that was printed."""
    months = choices.round.months if choices.round else None
    same = printed_reports(plan).filter(layout=choices.layout, round_months=months, digits=digits, state_digest=state_digest)
    return list(same.order_by("kind"))


def state_now(report: PrintedReport) -> Paper:
    """The paper that the same choices, up to the same day, give today."""
    then = paper_from_json(report.paper)
    chosen = round_of(report.plan.fiscal_year, report.round_months) if report.round_months else None
    choices = Choices(report.layout, report.as_of, chosen)
    return same_choices(to_paper(read_content(report.plan, report.as_of), choices), then)


def access_print_job(*, by: Actor, job_id: int) -> Job:
    """A job that prints for the actor's agency. Raises `NotFound`."""
    job = Job.objects.filter(pk=job_id, agency_id=by.agency, kind=PRINT_JOB).first()
    if job is None or not by.may("plans.print"):
        raise NotFound
    return job


def report_of_job(job: Job) -> PrintedReport | None:
    """What a job printed, None where nothing (yet), or where the same had been printed before."""
    return PrintedReport.objects.filter(job=job).first()

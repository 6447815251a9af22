"""From last year's paper to this year's: what came in from a paper is printed again as it stood there, or as it was changed since."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.imports import confirm_all, import_sample
from tests.offices import NOW, Office

from prongsai.core.papers.model import Measure, Paper, Project
from prongsai.core.papers.reading import read_paper
from prongsai.core.papers.serial import paper_from_json
from prongsai.core.papers.writers.writing import Kind
from prongsai.core.thai.numerals import to_arabic_digits
from prongsai.programme.plans.actions.import_commit import Wishes, commit_import
from prongsai.programme.plans.actions.measures import change_measure, withdraw_measure
from prongsai.programme.plans.actions.printing import print_report
from prongsai.programme.plans.importing.decisions import mended_paper
from prongsai.programme.plans.models import ImportRun, Plan, PrintedReport
from prongsai.programme.plans.printing.to_paper import Choices
from prongsai.programme.plans.progress.rounds import round_of
from prongsai.programme.plans.queries.imports import review_of
from prongsai.programme.plans.queries.measures import draft_of

pytestmark = pytest.mark.django_db
Capture = Any


def imported(office: Office, capture: Capture, name: str, year: int, **wishes: Any) -> tuple[ImportRun, Plan]:
    run = confirm_all(office, import_sample(office, capture, name, year))
    units = tuple(dict.fromkeys(name for measure in review_of(run).taken for name in measure.unknown_units))
    run = commit_import(by=office.actor(), at=NOW, run=run, version=run.version, wishes=Wishes(units=units, **wishes))
    assert run.plan is not None
    return run, run.plan


def printed(office: Office, plan: Plan, layout: str, kind: Kind = "pdf", as_of: date = date(2026, 3, 17)) -> PrintedReport:
    chosen = None if layout in ("plan", "action-plan") else round_of(plan.fiscal_year, 12)
    choices = Choices(layout, chosen.as_of(as_of) if chosen else as_of, chosen)
    return print_report(
        by=office.actor(), at=NOW, agency=plan.agency, fiscal_year=plan.fiscal_year, choices=choices, digits="arabic", kind=kind
    ).report


def reread(report: PrintedReport, folder: Path) -> Paper:
    path = folder / f"report.{report.kind}"
    with report.file.blob.content.open("rb") as kept:
        path.write_bytes(kept.read())
    return read_paper(path, use_embedded=False)


def plain(text: str | None) -> str:
    return "".join(to_arabic_digits(text or "").split())


def told(measure: Measure) -> tuple[object, ...]:
    """Title, steps and, step by step, units and days."""
    rows = [(row.label, row.responsible_units, row.period and (row.period.start, row.period.end)) for row in measure.rows]
    whole = () if rows else (measure.responsible_units, measure.period and (measure.period.start, measure.period.end))
    return plain(measure.title), [plain(step) for step in measure.steps], rows, whole


def told_of_project(project: Project) -> tuple[object, ...]:
    lists = (project.rationale, project.objectives, project.targets, project.methods, project.indicators)
    return (
        project.no,
        plain(project.name),
        [[plain(entry) for entry in entries] for entries in lists],
        project.period and (project.period.start, project.period.end),
        project.budget and project.budget.amount,
        project.responsible_units,
    )


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_an_imported_plan_is_printed_with_the_same_measures(
    office: Office, django_capture_on_commit_callbacks: Capture, tmp_path: Path, kind: Kind
) -> None:
    run, plan = imported(office, django_capture_on_commit_callbacks, "plan.txt", 2569)
    assert run.paper is not None
    source = mended_paper(run.paper, run.decisions)
    again = reread(printed(office, plan, "plan", kind), tmp_path)
    assert len(again.measures) == len(source.measures) > 0
    assert [told(measure) for measure in again.measures] == [told(measure) for measure in source.measures]


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_an_imported_action_plan_is_printed_with_all_its_headings(
    office: Office, django_capture_on_commit_callbacks: Capture, tmp_path: Path, kind: Kind
) -> None:
    run, plan = imported(office, django_capture_on_commit_callbacks, "action-plan.txt", 2569)
    assert run.paper is not None
    source = mended_paper(run.paper, run.decisions).action_plan
    again = reread(printed(office, plan, "action-plan", kind), tmp_path).action_plan
    assert source is not None
    assert again is not None
    assert [told_of_project(project) for project in again.projects] == [told_of_project(project) for project in source.projects]
    assert (again.dimension_no, again.dimension_title) == (source.dimension_no, source.dimension_title)


def test_a_project_that_was_changed_or_withdrawn_is_printed_as_it_stands(
    office: Office, django_capture_on_commit_callbacks: Capture
) -> None:
    run, plan = imported(office, django_capture_on_commit_callbacks, "action-plan.txt", 2569)
    assert run.paper is not None
    source = mended_paper(run.paper, run.decisions).action_plan
    assert source is not None
    first, second = plan.measures.order_by("order")[:2]
    draft = draft_of(second)
    withdraw_measure(by=office.actor(), at=NOW, measure=first, reason="ยุบรวม")
    change_measure(by=office.actor(), at=NOW, measure=second, draft=replace(draft, title="ชื่อใหม่ของโครงการ"), version=second.version)
    now = paper_from_json(printed(office, plan, "action-plan").paper).action_plan
    assert now is not None
    assert len(now.projects) == len(source.projects) - 1
    assert (now.projects[0].no, now.projects[0].name) == (1, "ชื่อใหม่ของโครงการ")
    assert now.projects[0].rationale == source.projects[1].rationale


@pytest.mark.parametrize(("name", "layout"), [("result-report.txt", "result-report"), ("outcome-report.txt", "outcome-report")])
def test_results_that_came_in_with_a_paper_are_printed_again(
    office: Office, django_capture_on_commit_callbacks: Capture, name: str, layout: str
) -> None:
    run, plan = imported(
        office, django_capture_on_commit_callbacks, name, 2568, reports_on=date(2025, 9, 1), takes_unstated_as_finished=True
    )
    assert run.paper is not None
    source = mended_paper(run.paper, run.decisions)
    now = paper_from_json(printed(office, plan, layout).paper)
    for before, after in zip(source.measures, now.measures, strict=True):
        told_now = plain("".join((*after.outputs, *after.outcomes)))
        assert [entry for entry in (*before.outputs, *before.outcomes) if plain(entry) not in told_now] == []

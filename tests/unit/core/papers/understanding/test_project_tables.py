"""Action plans whose projects stand in a table."""

from __future__ import annotations

from decimal import Decimal

from tests.unit.core.papers.understanding.flows import joined, row, text_lines

from prongsai.core.papers.model import Section
from prongsai.core.papers.understanding.ledger import Ledger
from prongsai.core.papers.understanding.project_tables import holds_projects, read_project_tables

PROJECT = row(
    number="1", title="ปลูกป่า", objectives="1. เพิ่มป่า\n2. เพิ่มน้ำ", target="10 ไร่", budget="20,000", units="กองช่าง", period="ม.ค. 2566"
)


def test_columns_of_objectives_and_targets_tell_projects_from_measures() -> None:
    assert holds_projects(joined(PROJECT))
    assert not holds_projects(joined(row(number="1", title="ปลูกป่า", steps="ขุด", budget="5")))


def test_each_row_is_a_project_with_its_parts() -> None:
    plan = read_project_tables([joined(PROJECT)], text_lines("มิติที่ ๒ ป่าไม้"), 2566, Ledger())
    assert plan is not None
    (project,) = plan.projects
    assert (plan.dimension_no, plan.dimension_title) == ("2", "ป่าไม้")
    assert (project.name, project.objectives, project.targets) == ("ปลูกป่า", ("เพิ่มป่า", "เพิ่มน้ำ"), ("10 ไร่",))
    assert project.budget is not None
    assert project.budget.amount == Decimal(20_000)
    assert project.responsible_units == ("กองช่าง",)


def test_rows_over_the_whole_width_name_the_section() -> None:
    section = row(spans_all=True, number="1.1 ป่าบก", title="", objectives="", target="", budget="", units="", period="")
    plan = read_project_tables([joined(section, PROJECT)], [], 2566, Ledger())
    assert plan is not None
    assert plan.sections == (Section("1.1", "ป่าบก"),)
    assert plan.projects[0].section == "1.1"


def test_tables_without_rows_make_no_plan() -> None:
    assert read_project_tables([], [], 2566, Ledger()) is None

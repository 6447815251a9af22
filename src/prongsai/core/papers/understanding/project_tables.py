"""Action plans whose projects stand in a table, one row each, under rows that name the sections."""

from __future__ import annotations

from collections.abc import Sequence

from prongsai.core.papers.model import ActionPlan, Budget, Project, Section
from prongsai.core.papers.understanding.grouping import Draft, group_rows
from prongsai.core.papers.understanding.ledger import Ledger
from prongsai.core.papers.understanding.lists import Entries, split_entries
from prongsai.core.papers.understanding.measures import NOTHING, read_period
from prongsai.core.papers.understanding.merging import spread_merged
from prongsai.core.papers.understanding.prepare import TextLine
from prongsai.core.papers.understanding.project_headings import DIMENSION, match_section
from prongsai.core.papers.understanding.rows import JoinedTable, Value
from prongsai.core.thai.numerals import parse_baht, parse_number, to_arabic_digits
from prongsai.core.thai.units import read_units

PROJECT_FIELDS = frozenset(("objectives", "target", "budget", "indicators", "area", "rationale"))
LEAST = 2
LISTS = (("objectives", "objectives"), ("targets", "target"), ("methods", "steps"), ("indicators", "indicators"))

KEYS = {"title": "name", "target": "targets", "steps": "methods", "indicator": "indicators", "units": "responsible"}
"""Columns whose value has another name in a project."""


def holds_projects(table: JoinedTable) -> bool:
    """Tell whether the columns are those of projects: a name and at least two of objectives, target, budget, indicators, area,
    rationale.
    """
    return "title" in table.fields and len(table.fields & PROJECT_FIELDS) >= LEAST


def read_project_tables(
    tables: Sequence[JoinedTable], lines: Sequence[TextLine], fiscal_year: int | None, ledger: Ledger
) -> ActionPlan | None:
    """The plan that the rows of such tables make, in order; None where there are none."""
    sections: list[Section] = []
    projects: list[Project] = []
    for table in tables:
        spread_merged(table, ledger)
        for draft in group_rows(table)[0]:
            _add_section(draft.group, sections)
            projects.append(_project(draft, len(projects) + 1, sections, fiscal_year, ledger))
    if not projects:
        return None
    dimension = next((found for line in lines if (found := DIMENSION.match(line.text.strip())) and len(line.text) < 200), None)
    no, title = (to_arabic_digits(dimension[1]), dimension[2].strip()) if dimension else (None, None)
    return ActionPlan(no, title, None, tuple(sections), tuple(projects))


def _add_section(group: str | None, sections: list[Section]) -> None:
    found = match_section(group) if group else None
    if found is not None and all(section.no != found[0] for section in sections):
        parent = found[0].rpartition(".")[0] if found[0].count(".") > 1 else None
        sections.append(Section(found[0], found[1], parent))


def _project(draft: Draft, no: int, sections: Sequence[Section], fiscal_year: int | None, ledger: Ledger) -> Project:
    path = f"action_plan.projects[{no - 1}]"
    for row in draft.rows():
        for name, value in row.values.items():
            if value.lines:
                ledger.value(f"{path}.{KEYS.get(name, name)}", value.place)
    found = match_section(draft.group) if draft.group else None
    lists = {name: _entries(draft, field) for name, field in LISTS}
    lists["indicators"] = lists["indicators"] if lists["indicators"].entries else _entries(draft, "indicator")
    period, budget, units = (_value(draft, name) for name in ("period", "budget", "units"))
    return Project(
        no=no,
        name=" ".join(draft.title),
        section=found[0] if found else (sections[-1].no if sections else None),
        rationale=tuple(entry.whole for entry in _entries(draft, "rationale").with_lead()),
        area=_text(_value(draft, "area")) or None,
        period=read_period(_text(period), period.place, fiscal_year, ledger, (path,), is_covered=period.is_covered) if period else None,
        budget=_budget(_text(budget)) if budget else None,
        responsible_as_written=_text(units) or None,
        responsible_units=tuple(read_units(_text(units))) if units else (),
        labels=tuple((name, tuple(entry.label for entry in entries.with_lead())) for name, entries in lists.items() if entries.with_lead()),
        **{name: tuple(entry.whole for entry in entries.with_lead()) for name, entries in lists.items()},
    )


def _budget(text: str) -> Budget:
    """An amount in baht; a bare number in a budget column is one too."""
    amount = parse_baht(text)
    return Budget(text, amount if amount is not None else parse_number(text))


def _value(draft: Draft, name: str) -> Value | None:
    values = (row.values.get(name) for row in draft.rows())
    return next((value for value in values if value is not None and value.lines and not NOTHING.match(value.text)), None)


def _text(value: Value | None) -> str:
    return " ".join(line.text for line in value.lines) if value is not None else ""


def _entries(draft: Draft, name: str) -> Entries:
    found = [value.lines for row in draft.rows() if (value := row.values.get(name)) is not None and value.lines]
    return split_entries([lines for lines in found if not all(NOTHING.match(line.text) for line in lines)])

"""A measure as the project of an action plan: the way back of what the import of such a paper did. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from prongsai.core.papers.model import Budget, Project
from prongsai.programme.plans.printing.paper_measures import planned_measure
from prongsai.programme.plans.queries.rows import MeasureRow

_HEADINGS = {"เป้าหมาย": "targets", "งบประมาณ": "budget", "ตัวชี้วัดความสำเร็จ": "indicators"}
"""Lines below the first step that the import makes of what a measure has no field for (`importing/from_paper.py`)."""
_NO_METHODS = "ดำเนินโครงการตามรายละเอียด"


def current_project(number: int, row: MeasureRow, imported: Project | None, fiscal_year: int) -> Project:
    """The project that a measure is now. `imported` is the one from which it came, None for a measure that was added later.

    Name, methods, period and units are the measure's; targets, budget and indicators too where the lines that the import put below the
    first step were changed; the rest is the imported project's.
    """
    measure = planned_measure(row, fiscal_year)
    found = imported or Project(no=number, name=row.title)
    steps, facts = _apart(row)
    now = {"methods": steps, "targets": facts["targets"], "indicators": facts["indicators"]}
    kept = {key for key, entries in now.items() if _same(getattr(found, key), entries)}
    return replace(
        found,
        no=number,
        name=row.title,
        methods=steps,
        targets=found.targets if "targets" in kept else now["targets"],
        indicators=found.indicators if "indicators" in kept else now["indicators"],
        period=measure.period,
        budget=_budget(found.budget, facts["budget"]),
        responsible_as_written=measure.responsible_as_written,
        responsible_units=measure.responsible_units,
        labels=tuple((name, marks) for name, marks in found.labels if name not in now or name in kept),
    )


def _apart(row: MeasureRow) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    """The steps, and what the import wrote below them: targets, budget, indicators."""
    facts: dict[str, list[str]] = {key: [] for key in _HEADINGS.values()}
    steps = []
    for step in row.steps:
        own = []
        for line in step.details.splitlines():
            heading, colon, rest = line.partition(": ")
            key = _HEADINGS.get(heading.strip()) if colon else None
            if key:
                facts[key].append(rest.strip())
            elif line.strip():
                own.append(line.strip())
        steps.append("\n".join((step.text, *own)))
    if steps == [_NO_METHODS]:
        steps = []
    return tuple(steps), {key: tuple(entries) for key, entries in facts.items()}


def _same(then: Sequence[str], now: Sequence[str]) -> bool:
    return [" ".join(text.split()) for text in then] == [" ".join(text.split()) for text in now]


def _budget(then: Budget | None, now: Sequence[str]) -> Budget | None:
    if then is not None and _same([then.as_written], now):
        return then
    return Budget(" ".join(now)) if now else None

"""A paper as drafts of measures, ready for the action that also takes the form. Plain values in, plain values out: no database."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from prongsai.core.papers.model import Measure, Monitoring, Paper, Period, Project, Status, StepRow
from prongsai.core.thai.numerals import to_arabic_digits
from prongsai.core.thai.units import ALL_UNITS, unit_canonical
from prongsai.programme.plans.drafts import INDICATORS, LONGEST_PERIOD, MeasureDraft, MonitoringDraft, StepDraft

_DIGIT = re.compile(r"[0-9๐-๙]")
_INDICATOR = re.compile(r"ตัวชี้วัดที่\s*([0-9๐-๙]{1,2})(?![0-9๐-๙])")
_REPORTS = ("measures_report", "memo_measures_report")
_UNDER_NUMBER = re.compile(r"(\d{1,3}\.)\d{1,3}")
_AS_DESCRIBED = "ดำเนินโครงการตามรายละเอียด"  # stands in the measure, so it is Thai whatever the language of the page

Draft = TypeVar("Draft", MeasureDraft, StepDraft)


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What a paper reports about a measure. `steps` has the status of each step of the draft, None where it gives none."""

    status: Status | None = None
    note: str = ""
    outputs: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    obstacles: tuple[str, ...] = ()
    steps: tuple[Status | None, ...] = ()

    @property
    def says_something(self) -> bool:
        """Whether there is anything to report: not where nothing but "not started" was said."""
        was_done = self.status in ("in_progress", "completed") or any(step in ("in_progress", "completed") for step in self.steps)
        return was_done or bool(self.outputs or self.outcomes)


@dataclass(frozen=True, slots=True)
class ReadMeasure:
    """A measure of a paper: its draft, where it stood ("measures[2]"), its printed number, and what the paper reports about it.

    `unit_names` are all units that the paper names for it and its steps, `unknown_units` those that the agency does not have.
    """

    draft: MeasureDraft
    path: str
    number: str
    unit_names: tuple[str, ...] = ()
    unknown_units: tuple[str, ...] = ()
    result: ReadResult = ReadResult()


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A paper as a plan. `new_units` are units that it names and the agency does not have, each once.

    `title` is empty where the paper is no plan: the title of a report is not that of the plan that it reports on.
    """

    title: str
    fiscal_year: int | None
    number_prefix: str
    background: str
    measures: tuple[ReadMeasure, ...]
    new_units: tuple[str, ...]


def index_of_units(units: Iterable[tuple[int, str, str]]) -> dict[str, int]:
    """The agency's units, given as id, name and canonical name, by every name under which a paper may know them. The first one counts."""
    found: dict[str, int] = {}
    for pk, name, canonical in units:
        for known in (name, canonical, unit_canonical(name)):
            if known:
                found.setdefault(known, pk)
    return found


def plan_draft(paper: Paper, units: Mapping[str, int]) -> PlanDraft:
    """The plan that a paper describes: its measures, then the projects of its action plan. `units` as from `index_of_units`."""
    measures = [_from_measure(measure, f"measures[{i}]", units) for i, measure in enumerate(paper.measures)]
    if paper.action_plan is not None:
        projects = enumerate(paper.action_plan.projects)
        measures += [_from_project(project, f"action_plan.projects[{i}]", units) for i, project in projects]
    return PlanDraft(
        title=(paper.document.title or "") if paper.document.type not in _REPORTS else "",
        fiscal_year=paper.fiscal_year,
        number_prefix=number_prefix(paper.measures),
        background="\n".join(paper.document.background),
        measures=tuple(measures),
        new_units=tuple(dict.fromkeys(name for measure in measures for name in measure.unknown_units)),
    )


def number_prefix(measures: Sequence[Measure]) -> str:
    """What stands before the numbers of all measures ("2." of 2.1, 2.2 …); empty where they are numbered from 1 or have sub-steps."""
    found = {match[1] if (match := _UNDER_NUMBER.fullmatch(to_arabic_digits(measure.number))) else "" for measure in measures}
    return found.pop() if len(found) == 1 and not any(measure.rows for measure in measures) else ""


def _from_measure(measure: Measure, path: str, units: Mapping[str, int]) -> ReadMeasure:
    names = [name for name in measure.responsible_units if name != ALL_UNITS]
    kept = [(step, row.status) for row in measure.rows if (step := _from_row(row, measure, units)) is not None]
    kept += [(step, None) for text in measure.steps[len(measure.rows) :] if (step := _from_text(text)) is not None]
    every_name = dict.fromkeys((*names, *(name for row in measure.rows for name in row.responsible_units if name != ALL_UNITS)))
    draft = MeasureDraft(
        title=" ".join(measure.title.split()),
        steps=tuple(step for step, _status in kept),
        numbers_steps=bool(measure.rows) or _are_numbered(measure.step_labels),
        unit_ids=_ids(names, units),
        is_for_every_unit=ALL_UNITS in measure.responsible_units,
        responsible_as_written=_wording(measure.responsible_as_written, names, units),
        monitoring=_days(measure.monitoring),
        indicators=_indicators(measure.title, *measure.steps),
    )
    return ReadMeasure(
        draft=_dated(draft, measure.period),
        path=path,
        number=measure.number,
        unit_names=tuple(every_name),
        unknown_units=tuple(name for name in every_name if _unit(name, units) is None),
        result=ReadResult(
            measure.status,
            measure.status_note or "",
            _with_lead(measure.outputs_lead, measure.outputs),
            _with_lead(measure.outcomes_lead, measure.outcomes),
            measure.suggestions,
            measure.obstacles,
            tuple(status for _step, status in kept),
        ),
    )


def _from_row(row: StepRow, measure: Measure, units: Mapping[str, int]) -> StepDraft | None:
    """A sub-step; what it shares with its measure is left to the measure."""
    if not row.text.strip():
        return None
    names = [name for name in row.responsible_units if name != ALL_UNITS]
    is_shared = set(row.responsible_units) == set(measure.responsible_units)
    draft = StepDraft(text=row.text.strip(), details="\n".join(row.sub_items))
    if not is_shared:
        draft = replace(
            draft,
            unit_ids=_ids(names, units),
            is_for_every_unit=ALL_UNITS in row.responsible_units,
            responsible_as_written=_wording(row.responsible_as_written, names, units),
        )
    if row.period != measure.period:
        draft = _dated(draft, row.period)
    days = _days(row.monitoring)
    return draft if days == _days(measure.monitoring) else replace(draft, monitoring=days)


def _from_text(text: str) -> StepDraft | None:
    """A step: its first line, with the others as details."""
    first, _break, rest = text.strip().partition("\n")
    return StepDraft(text=first.strip(), details=rest.strip()) if first.strip() else None


def _from_project(project: Project, path: str, units: Mapping[str, int]) -> ReadMeasure:
    """A project as a measure: its methods are the steps; what a measure has no field for stands below the first one."""
    labels = dict(project.labels).get("methods", ())
    steps = [step for text in project.methods if (step := _from_text(text)) is not None]
    facts = _facts(project)
    if facts and not steps:
        steps = [StepDraft(text=_AS_DESCRIBED)]
    if facts:
        steps[0] = replace(steps[0], details="\n".join([*steps[0].details.splitlines(), *facts]))
    names = [name for name in project.responsible_units if name != ALL_UNITS]
    draft = MeasureDraft(
        title=" ".join(project.name.split()),
        steps=tuple(steps),
        numbers_steps=_are_numbered(labels),
        unit_ids=_ids(names, units),
        is_for_every_unit=ALL_UNITS in project.responsible_units,
        responsible_as_written=_wording(project.responsible_as_written, names, units),
        indicators=_indicators(project.name),
    )
    return ReadMeasure(
        draft=_dated(draft, project.period),
        path=path,
        number=str(project.no),
        unit_names=tuple(dict.fromkeys(names)),
        unknown_units=tuple(name for name in dict.fromkeys(names) if _unit(name, units) is None),
    )


def _facts(project: Project) -> list[str]:
    """Targets, budget and success indicators, each line with its heading."""
    found = [
        ("เป้าหมาย", project.targets),
        ("งบประมาณ", (project.budget.as_written,) if project.budget is not None else ()),
        ("ตัวชี้วัดความสำเร็จ", project.indicators),
    ]
    return [f"{heading}: {' '.join(entry.split())}" for heading, entries in found for entry in entries if entry.strip()]


def _are_numbered(labels: Sequence[str | None]) -> bool:
    return any(label is not None and _DIGIT.search(label) for label in labels)


def _with_lead(lead: str | None, entries: tuple[str, ...]) -> tuple[str, ...]:
    return (lead, *entries) if lead else entries


def _unit(name: str, units: Mapping[str, int]) -> int | None:
    return units.get(name) or units.get(unit_canonical(name))


def _ids(names: Iterable[str], units: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(pk for name in names if (pk := _unit(name, units)) is not None))


def _wording(as_written: str | None, names: Sequence[str], units: Mapping[str, int]) -> str:
    """The wording of who is responsible; where there is none and a name is unknown, the names, so that none is lost."""
    if as_written:
        return as_written
    return ", ".join(names) if any(_unit(name, units) is None for name in names) else ""


def _dated(draft: Draft, period: Period | None) -> Draft:
    if period is None:
        return draft
    written = " ".join(period.as_written.split())[:LONGEST_PERIOD]
    return replace(draft, starts_on=period.start, ends_on=period.end, period_as_written=written)


def _days(monitoring: Monitoring | None) -> tuple[MonitoringDraft, ...]:
    if monitoring is None or not (monitoring.due or monitoring.as_written.strip()):
        return ()
    return (MonitoringDraft(monitoring.due, " ".join(monitoring.as_written.split())),)


def _indicators(*texts: str) -> tuple[int, ...]:
    """The indicators of the assessment that the wording names by number ("ตัวชี้วัดที่ 3"); nothing is guessed."""
    numbers = {int(match[1]) for text in texts for match in _INDICATOR.finditer(text)}
    return tuple(sorted(number for number in numbers if number in INDICATORS))

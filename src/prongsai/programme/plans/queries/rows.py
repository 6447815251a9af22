"""What the overview of a plan gives out: measures, steps and reports as plain values, each with its status."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from prongsai.programme.plans.progress.status import Reading


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report that no later one corrects. `counts` is a list of {"what", "number", "unit"}; texts hold one entry a line."""

    pk: int
    measure_id: int
    step_id: int | None
    unit_id: int | None
    unit_name: str
    happened_on: date
    reported_at: datetime
    is_finished: bool
    done_text: str
    outputs: str
    outcomes: str
    obstacles: str
    suggestions: str
    counts: list[dict[str, Any]]
    file_count: int


@dataclass(frozen=True, slots=True)
class MonitoringDay:
    """When progress is to be reported: a day, or only words."""

    due_on: date | None
    as_written: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """A standing step. Units are those of the measure where it has none of its own; `starts_on` and `ends_on` are its own only."""

    pk: int
    number: str
    text: str
    details: str
    unit_ids: tuple[int, ...]
    unit_names: tuple[str, ...]
    has_own_units: bool
    is_for_every_unit: bool
    responsible_as_written: str
    starts_on: date | None
    ends_on: date | None
    period_as_written: str
    monitoring: tuple[MonitoringDay, ...]
    due_on: date | None
    reading: Reading
    reports: tuple[ReportRow, ...]
    """On this step, oldest first."""

    @property
    def latest_report(self) -> ReportRow | None:
        """The newest report on the step."""
        return self.reports[-1] if self.reports else None


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A standing measure with its status. `due_on` is its latest monitoring day, else its last day, else that of its last step."""

    pk: int
    number: str
    title: str
    unit_ids: tuple[int, ...]
    unit_names: tuple[str, ...]
    is_for_every_unit: bool
    responsible_as_written: str
    starts_on: date | None
    ends_on: date | None
    period_as_written: str
    monitoring: tuple[MonitoringDay, ...]
    due_on: date | None
    reading: Reading
    evidence_count: int
    indicators: tuple[int, ...]
    open_requests: int
    steps: tuple[StepRow, ...]
    reports: tuple[ReportRow, ...]
    """On the measure as a whole, oldest first."""
    catalogue_key: str
    version: int

    @property
    def latest_report(self) -> ReportRow | None:
        """The newest report on the measure or one of its steps."""
        return max(self.all_reports(), key=lambda report: (report.happened_on, report.reported_at, report.pk), default=None)

    def all_reports(self) -> Iterator[ReportRow]:
        """Reports on the whole measure, then on its steps in order."""
        yield from self.reports
        for step in self.steps:
            yield from step.reports

    def concerns(self, unit_ids: frozenset[int]) -> bool:
        """Whether one of these units is responsible for the measure or one of its steps."""
        if not unit_ids:
            return False
        if self.is_for_every_unit or not unit_ids.isdisjoint(self.unit_ids):
            return True
        return any(step.is_for_every_unit or not unit_ids.isdisjoint(step.unit_ids) for step in self.steps)

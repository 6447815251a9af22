"""How a year stands: by unit, and the result of the assessment that an imported paper carried."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from prongsai.programme.plans.models import ImportRun
from prongsai.programme.plans.queries.rows import MeasureRow

INSTRUMENTS = ("IIT", "EIT", "OIT")


@dataclass(slots=True)
class UnitStanding:
    """The measures of a unit: how many, how many done, how many late."""

    name: str
    count: int = 0
    done: int = 0
    late: int = 0


@dataclass(frozen=True, slots=True)
class ShownAssessment:
    """The result of the assessment as a paper gives it; `run_id` is its import."""

    year: int | None
    total: Decimal
    level: str
    instruments: tuple[tuple[str, Decimal], ...]
    paper: str
    run_id: int


def standing_of_units(rows: Iterable[MeasureRow]) -> list[UnitStanding]:
    """Units with measures, late ones first. A measure of several units counts with each, one for all units in a line of its own."""
    found: dict[str, UnitStanding] = {}
    for row in rows:
        names = [_("ทุกส่วนราชการ")] if row.is_for_every_unit else dict.fromkeys([*row.unit_names, *_names_of_steps(row)])
        for name in names:
            unit = found.setdefault(name, UnitStanding(name))
            unit.count += 1
            unit.done += row.reading.is_completed
            unit.late += row.reading.code == "overdue"
    return sorted(found.values(), key=lambda unit: (-unit.late, unit.name))


def _names_of_steps(row: MeasureRow) -> list[str]:
    return [name for step in row.steps if step.has_own_units for name in step.unit_names]


def assessment_of_year(agency_id: int, fiscal_year: int) -> ShownAssessment | None:
    """The result that the latest paper of a year carried, or None."""
    runs = ImportRun.objects.filter(agency_id=agency_id, fiscal_year=fiscal_year, state=ImportRun.State.COMMITTED)
    for pk, name, ita in runs.order_by("-committed_at").values_list("pk", "file__name", "paper__ita"):
        shown = _shown(pk, name, ita) if isinstance(ita, dict) else None
        if shown is not None:
            return shown
    return None


def _shown(run_id: int, paper: str, ita: Mapping[str, Any]) -> ShownAssessment | None:
    total = _score(ita.get("overall_score"))
    if total is None:
        return None
    tools = ita.get("tools") or {}
    scores = tuple((tool, score) for tool in INSTRUMENTS if (score := _score(tools.get(tool))) is not None)
    return ShownAssessment(ita.get("fiscal_year"), total, ita.get("level") or "", scores, paper, run_id)


def _score(value: object) -> Decimal | None:
    try:
        score = Decimal(str(value))
    except InvalidOperation:
        return None
    return score if 0 <= score <= 100 else None

"""The ribbon of the year: phases from the data file, the plan's next day, and the dates in words for a phone."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from django.utils import translation

from prongsai.core.thai.calendar import fiscal_year_range
from prongsai.interfaces.staff.year_shown import dates_ahead, ribbon_of
from prongsai.programme.plans.phases import phases_of
from prongsai.programme.plans.progress.status import Task, read_step
from prongsai.programme.plans.queries.rows import MeasureRow

TODAY = date(2026, 3, 17)


def row(due_on: date) -> MeasureRow:
    return MeasureRow(
        pk=1,
        number="1",
        title="มาตรการ",
        unit_ids=(),
        unit_names=(),
        is_for_every_unit=True,
        responsible_as_written="",
        starts_on=None,
        ends_on=due_on,
        period_as_written="",
        monitoring=(),
        due_on=due_on,
        reading=read_step(Task(due_on=due_on), TODAY),
        evidence_count=0,
        indicators=(),
        open_requests=0,
        steps=(),
        reports=(),
        catalogue_key="",
        version=1,
    )


@pytest.mark.parametrize("year", [2564, 2569, 2600])
def test_phases_lie_within_their_fiscal_year_and_no_two_of_a_row_overlap(year: int) -> None:
    first, last = fiscal_year_range(year)
    phases = phases_of(year)
    assert all(first <= phase.first <= phase.last <= last for phase in phases)
    for line in {phase.row for phase in phases}:
        inside = sorted((phase.first, phase.last) for phase in phases if phase.row == line)
        assert all(before[1] < after[0] for before, after in itertools.pairwise(inside))


def test_phases_are_drawn_as_over_running_with_a_deadline_and_to_come() -> None:
    tones = {phase.key: phase.tone(TODAY) for phase in phases_of(2569)}
    assert tones == {"planning": "done", "measures": "doing", "report": "todo", "disclosure": "soon", "survey": "todo", "result": "todo"}


def test_phases_speak_english_too() -> None:
    with translation.override("en"):
        assert next(iter(phases_of(2569))).title == "Look back and plan"


def test_the_ribbon_counts_the_measures_and_marks_the_next_day_of_the_plan() -> None:
    rows = [row(TODAY + timedelta(days=shift)) for shift in (9, 9, 40, -3)]
    ribbon = ribbon_of(2569, rows, TODAY)
    assert "ดำเนินมาตรการ 4 เรื่อง" in [block["title"] for block in ribbon.blocks]
    assert [(mark["day"], mark["title"]) for mark in ribbon.marks] == [
        (date(2026, 4, 30), "ปิดรับ OIT"),
        (TODAY + timedelta(days=9), "ครบกำหนด 2 มาตรการ"),
        (date(2026, 9, 30), "สิ้นปีงบประมาณ"),
    ]


def test_the_next_three_dates_stand_in_order() -> None:
    rows = [row(TODAY + timedelta(days=shift)) for shift in (9, 40, 60, 80)]
    assert [day for day, _title in dates_ahead(2569, rows, TODAY)] == [TODAY + timedelta(9), TODAY + timedelta(40), date(2026, 4, 30)]
    assert dates_ahead(2568, [], TODAY) == []

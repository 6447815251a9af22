"""Whatever a plan holds, its workbook comes back without a change; and what a person edits is exactly what changes."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.programme.plans.sheet.plans import DAYS, TITLES, UNITS, plan_of, plans, small_plan

from prongsai.programme.plans.drafts import MeasureDraft, StepDraft
from prongsai.programme.plans.sheet.cells import tidy
from prongsai.programme.plans.sheet.columns import MEASURE_COLUMNS, MEASURES
from prongsai.programme.plans.sheet.reading import ReadBook, ReadSheet, book_from_json, read_book
from prongsai.programme.plans.sheet.review import review_measures
from prongsai.programme.plans.sheet.standing import StandingPlan
from prongsai.programme.plans.sheet.writing import write_plan
from prongsai.programme.plans.typed_days import write_thai_day

FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
PLACES = {column.key: index for index, column in enumerate(MEASURE_COLUMNS)}


def came_back(plan: StandingPlan) -> ReadBook:
    return read_book(write_plan(plan))


def with_cells(sheet: ReadSheet, cells: dict[tuple[int, str], str]) -> ReadSheet:
    grid = {line: dict(row) for line, row in sheet.grid.items()}
    for (line, column), text in cells.items():
        grid[line][PLACES[column]] = tidy(text)
    return replace(sheet, grid=grid)


@FEW
@given(plans())
def test_a_workbook_that_nobody_edited_changes_nothing(plan: StandingPlan) -> None:
    book = came_back(plan)
    assert book_from_json(book.to_json()) == book
    found = review_measures(book.sheets[MEASURES], plan, may_edit=True)
    assert (found.faults, found.changes, found.edits, found.added) == ([], [], {}, {})
    assert found.unchanged == sum(1 + len(measure.draft.steps) for measure in plan.measures)


EDITS: dict[str, Any] = {
    "text": TITLES.map(lambda text: (text, tidy(text))),
    "every_unit": st.sampled_from([("ใช่", True), ("yes", True), ("TRUE", True), ("", False), ("ไม่ใช่", False)]),
    "units": st.sampled_from([("กองคลัง", (2,)), (" กองช่าง; โยธา ", (3,)), ("สำนักปลัด;กองคลัง", (1, 2)), ("", ())]),
    "ends": DAYS.flatmap(lambda day: st.sampled_from([(day.isoformat(), day), (write_thai_day(day), day), (thai(day), day)])),
    "period": st.sampled_from([("ตลอดปี", "ตลอดปี"), ("", "")]),
}
FIELDS = {"text": "title", "every_unit": "is_for_every_unit", "units": "unit_ids", "ends": "ends_on", "period": "period_as_written"}


def thai(day: date) -> str:
    """A day in Thai digits and the Buddhist era."""
    return f"{day.day}/{day.month}/{day.year + 543}".translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))


@FEW
@given(plans(), st.data())
def test_exactly_the_edited_cells_change(plan: StandingPlan, data: st.DataObject) -> None:
    sheet = came_back(plan).sheets[MEASURES]
    drafts: list[tuple[int, int, MeasureDraft | StepDraft]] = []
    for measure in plan.measures:
        drafts += [(measure.pk, 0, measure.draft), *((measure.pk, step.step_id or 0, step) for step in measure.draft.steps)]
    edits: dict[tuple[int, str], str] = {}
    wanted = {measure.pk: measure.draft for measure in plan.measures}
    for column in data.draw(st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=4, unique=True)):
        place = data.draw(st.integers(0, len(drafts) - 1))
        pk, step_id, draft = drafts[place]
        typed, value = data.draw(EDITS[column])
        starts = draft.starts_on
        if column == "ends" and starts is not None and value < starts:
            continue
        edits[place + 2, column] = typed
        name = "text" if step_id and column == "text" else FIELDS[column]
        if step_id:
            steps = tuple(replace(step, **{name: value}) if step.step_id == step_id else step for step in wanted[pk].steps)
            wanted[pk] = replace(wanted[pk], steps=steps)
        else:
            wanted[pk] = replace(wanted[pk], **{name: value})
    found = review_measures(with_cells(sheet, edits), plan, may_edit=True)
    assert found.faults == []
    assert {pk: edit.draft for pk, edit in found.edits.items()} == {
        pk: draft for pk, draft in wanted.items() if draft != next(row.draft for row in plan.measures if row.pk == pk)
    }


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_libreoffice_saves_the_workbook_without_a_change(kind: str, tmp_path: Path) -> None:
    program = shutil.which("soffice")
    assert program, "LibreOffice belongs to the tools of the tests"
    made = tmp_path / "in" / "plan.xlsx"
    made.parent.mkdir()
    plan = small_plan()
    (measure,) = plan.measures
    told = replace(measure.draft.steps[0], details="ถาม  สอง  ช่อง\n\nสรุป\tแท็บ\n ย่อหน้า", responsible_as_written="งานนิติการ\t1")
    plan = plan_of(replace(measure, draft=replace(measure.draft, steps=(told, *measure.draft.steps[1:]))))
    made.write_bytes(write_plan(plan))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path), str(made)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    found = review_measures(read_book((tmp_path / f"plan.{kind}").read_bytes()).sheets[MEASURES], plan, may_edit=True)
    assert (found.faults, found.changes, found.unchanged) == ([], [], 3)


def test_every_unit_of_the_plan_is_offered(tmp_path: Path) -> None:
    assert small_plan().unit_names() == [name for name in UNITS.values() if name != "ปิดแล้ว"]

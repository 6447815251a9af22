"""What a measure of an earlier year would be in a later one: days, years in words, indicators, units, and whether it is proposed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from prongsai.programme.plans.carrying.proposals import Passage, Proposal, Standing, carried_draft, passage, proposal, title_key
from prongsai.programme.plans.drafts import MeasureDraft, MonitoringDraft, StepDraft
from prongsai.programme.plans.progress.status import Reading
from prongsai.programme.plans.queries.rows import MeasureRow, StepRow

YEARS = (2568, 2569)
SAME = Passage(lambda number: (number,), is_known=True, is_verified=True)
NOTHING = Standing({}, {}, {})
DRAFT = MeasureDraft(
    title="จัดทำคู่มือ ปี 2568",
    steps=(
        StepDraft("ประชุม พ.ศ. ๒๕๖๘", step_id=1, unit_ids=(7, 8)),
        StepDraft("เผยแพร่", step_id=2, monitoring=(MonitoringDraft(date(2025, 3, 31)),)),
    ),
    unit_ids=(7,),
    starts_on=date(2024, 10, 1),
    ends_on=date(2025, 9, 30),
    monitoring=(MonitoringDraft(date(2025, 9, 30), "ภายใน ก.ย. 68"),),
    indicators=(1, 4),
    catalogue_key="manual",
)


def row(code: str = "not_started", *, steps: tuple[str, str] = ("completed", "not_started")) -> MeasureRow:
    lines = tuple(
        StepRow(pk, f"1.{pk}", "", "", (), (), False, False, "", None, None, "", (), None, Reading(each), ())  # type: ignore[arg-type]
        for pk, each in enumerate(steps, start=1)
    )
    return MeasureRow(
        pk=5, number="1", title=DRAFT.title, unit_ids=(7,), unit_names=("กองคลัง",), is_for_every_unit=False, responsible_as_written="",
        starts_on=None, ends_on=None, period_as_written="", monitoring=(), due_on=None, reading=Reading(code),  # type: ignore[arg-type]
        evidence_count=0, indicators=(1, 4), open_requests=0, steps=lines, reports=(), catalogue_key="manual", version=1,
    )  # fmt: skip


def proposed(
    code: str = "not_started",
    *,
    draft: MeasureDraft = DRAFT,
    way: Passage = SAME,
    closed: dict[int, str] | None = None,
    standing: Standing = NOTHING,
) -> Proposal:
    return proposal(row(code), draft, years=YEARS, way=way, closed_units=closed or {}, standing=standing)


def test_days_and_the_year_in_words_move_and_steps_are_new_ones() -> None:
    later = proposed().whole
    assert (later.title, later.steps[0].text) == ("จัดทำคู่มือ ปี 2569", "ประชุม พ.ศ. ๒๕๖๙")
    assert (later.starts_on, later.ends_on) == (date(2025, 10, 1), date(2026, 9, 30))
    assert later.monitoring == (MonitoringDraft(date(2026, 9, 30)),)
    assert later.steps[1].monitoring == (MonitoringDraft(date(2026, 3, 31)),)
    assert [step.step_id for step in later.steps] == [None, None]


def test_what_is_not_completed_is_proposed_and_what_is_completed_may_be_taken() -> None:
    assert [proposed(code).is_proposed for code in ("not_started", "in_progress", "overdue", "completed", "completed_late")] == [
        True, True, True, False, False,
    ]  # fmt: skip


def test_the_steps_that_are_not_completed_are_a_choice_where_some_are_and_some_are_not() -> None:
    rest = proposed().rest
    assert rest is not None
    assert [step.text for step in rest.steps] == ["เผยแพร่"]
    for steps in (("completed", "completed"), ("not_started", "overdue")):
        one = proposal(row(steps=steps), DRAFT, years=YEARS, way=SAME, closed_units={}, standing=NOTHING)
        assert one.rest is None


@pytest.mark.parametrize(
    ("standing", "there"),
    [
        (Standing({5: (9, False)}, {}, {}), "carried"),
        (Standing({5: (9, True)}, {}, {}), "withdrawn"),
        (Standing({}, {title_key("จัดทำ คู่มือ ปี ๒๕๖๙"): 9}, {}), "same"),
        (Standing({}, {}, {"manual": 9}), "same"),
        (Standing({6: (9, False)}, {"อื่น": 9}, {"other": 9}), ""),
    ],
)
def test_what_stands_in_the_later_year_already_is_told_and_not_proposed(standing: Standing, there: str) -> None:
    one = proposed(standing=standing)
    assert (one.there, one.there_id, one.is_proposed) == (there, 9 if there else None, not there)


def test_closed_units_stay_behind_and_are_named() -> None:
    one = proposed(closed={8: "กองช่าง"})
    assert (one.whole.unit_ids, one.whole.steps[0].unit_ids) == ((7,), (7,))
    assert any("กองช่าง" in note for note in one.notes)


def test_indicators_follow_the_mapping_and_what_changed_is_told() -> None:
    one = proposed(way=Passage({1: (2,), 4: ()}.__getitem__, is_known=True, is_verified=False))
    assert one.whole.indicators == (2,)
    assert [note for note in one.notes if "ตัวชี้วัดที่ 1" in note and "คือ 2" in note]
    assert [note for note in one.notes if "ตัวชี้วัดที่ 4" in note and "ไม่มี" in note]


def test_other_years_in_the_words_and_missing_days_are_told() -> None:
    bare = MeasureDraft(title="ทบทวนคู่มือ ปี 2565", indicators=(1,))
    notes = proposal(row(), bare, years=YEARS, way=SAME, closed_units={}, standing=NOTHING).notes
    assert [note for note in notes if "2565" in note]
    assert [note for note in notes if "ยังไม่มีวัน" in note]
    assert not proposed().notes


def test_a_way_over_years_that_nobody_mapped_says_so_and_keeps_the_numbers() -> None:
    way = passage(2569, 2571)
    assert (way.after(3), way.is_known) == ((3,), False)
    known = passage(2564, 2565)
    assert known.is_known
    assert all(1 <= later <= 10 for number in range(1, 11) for later in known.after(number))


@given(st.dates(date(2000, 1, 1), date(2060, 12, 31)), st.integers(1, 5), st.integers(1, 5))
def test_moving_by_years_in_two_goes_is_moving_at_once_but_for_the_end_of_february(day: date, first: int, second: int) -> None:
    assume((day.month, day.day) not in {(2, 28), (2, 29)})  # the last of February stays the last, and a 28th is that only in some years
    draft = replace(DRAFT, starts_on=day, ends_on=None)
    once = carried_draft(draft, years=(2568, 2568 + first + second), way=SAME, closed_units=frozenset())
    there = carried_draft(draft, years=(2568, 2568 + first), way=SAME, closed_units=frozenset())
    twice = carried_draft(there, years=(2568 + first, 2568 + first + second), way=SAME, closed_units=frozenset())
    assert twice == once

"""Column widths: the room is used up, no column falls below its least, long columns get most."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.core.papers.writers.layouts.columns import COLUMNS
from prongsai.core.papers.writers.layouts.widths import fit_widths, letters
from prongsai.core.papers.writers.sheet import BodyCell, Item


def _cell(length: int) -> BodyCell:
    return BodyCell((Item("ก" * length),) if length else ())


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.integers(0, 400), min_size=3, max_size=3), max_size=5), st.integers(30, 90))
def test_widths_fill_the_room_and_keep_each_least(lengths: list[list[int]], room: int) -> None:
    least = (8, 10, 12)
    widths = fit_widths(least, [[_cell(length) for length in row] for row in lengths], room)
    assert all(width >= wanted for width, wanted in zip(widths, least, strict=True))
    assert room - 1 < sum(widths) <= room


def test_least_widths_stand_even_where_the_room_is_too_small() -> None:
    assert fit_widths((30, 30), [], 40) == (30.0, 30.0)


def test_the_column_with_most_text_becomes_widest() -> None:
    widths = fit_widths((10, 10, 10), [[_cell(20), _cell(400), _cell(60)]], 80)
    assert widths[1] > widths[2] > widths[0]


def test_a_column_whose_entries_fit_gets_nothing_more() -> None:
    widths = fit_widths((12, 12), [[_cell(8), _cell(300)]], 80)
    assert widths[0] == 12


def test_marks_above_and_below_take_no_room() -> None:
    assert letters("กู้ก็ดี") == 3
    assert letters("ทำ") == 2


def test_a_column_of_names_is_as_wide_as_its_longest_name_within_reason() -> None:
    units = COLUMNS["units"]
    assert units.least_for([BodyCell((Item("กองคลัง"),))]) == units.least
    assert units.least_for([BodyCell((Item("กองคลัง กองสวัสดิการสังคม"),))]) == letters("กองสวัสดิการสังคม") + 2
    assert units.least_for([BodyCell((Item("ก" * 60),))]) == units.least


def test_a_column_without_any_entry_is_narrow() -> None:
    assert COLUMNS["outputs"].least_for([BodyCell(()), None]) < COLUMNS["outputs"].least

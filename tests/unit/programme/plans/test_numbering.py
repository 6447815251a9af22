"""Numbers of measures and steps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.programme.plans.numbering import number_of_measure, number_of_step, read_prefix


@pytest.mark.parametrize(
    ("prefix", "position", "number"),
    [("", 1, "1"), ("", 12, "12"), ("2.", 1, "2.1"), ("2.", 10, "2.10"), ("2", 3, "2.3"), ("1.2.", 4, "1.2.4")],
)
def test_measures_count_behind_the_prefix_of_the_plan(prefix: str, position: int, number: str) -> None:
    assert number_of_measure(prefix, position) == number


def test_the_tenth_step_of_measure_2_is_2_10() -> None:
    assert number_of_step(number_of_measure("", 2), 10) == "2.10"
    assert number_of_step(number_of_measure("2.", 1), 3) == "2.1.3"


@given(st.sampled_from(["", "2.", "1.3"]), st.lists(st.integers(1, 999), unique=True, min_size=2))
def test_different_positions_have_different_numbers(prefix: str, positions: list[int]) -> None:
    assert len({number_of_measure(prefix, position) for position in positions}) == len(positions)


@pytest.mark.parametrize(
    ("written", "prefix"),
    [("", ""), ("  ", ""), ("2", "2."), ("๒.", "2."), ("2.1", "2.1."), ("ข้อ ๒", "2."), ("ก.", None), ("2..1", None), ("-2", None)],
)
def test_a_prefix_is_read_in_either_digits_and_anything_else_refused(written: str, prefix: str | None) -> None:
    assert read_prefix(written) == prefix

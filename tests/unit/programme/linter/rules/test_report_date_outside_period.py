"""Days of reporting are told of before the first day and long after the year, not with the rounds of the year or in the month of writing up."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.linted import day, found, measure, said, step

from prongsai.programme.linter.rules.report_date_outside_period import RULE

PERIOD = {"starts_on": date(2025, 12, 1), "ends_on": date(2026, 3, 15)}


@pytest.mark.parametrize(
    ("due_on", "words"),
    [
        (date(2025, 11, 30), "รายงานภายใน 30 พ.ย. 2568 อยู่ก่อนวันเริ่ม 1 ธ.ค. 2568 แก้วันใดวันหนึ่ง"),
        (date(2026, 11, 1), "รายงานภายใน 1 พ.ย. 2569 อยู่หลังวันสิ้นสุด 15 มี.ค. 2569 และพ้นปีงบประมาณเกินหนึ่งเดือน แก้วันใดวันหนึ่ง"),
    ],
)
def test_a_day_outside_is_told_of_with_both_days(due_on: date, words: str) -> None:
    assert said(RULE, measure(monitoring=(day(due_on),), **PERIOD)) == [words]


@given(st.dates(min_value=PERIOD["starts_on"], max_value=date(2026, 10, 31)))
def test_no_day_from_the_first_to_a_month_after_the_year_is_told_of(due_on: date) -> None:
    assert said(RULE, measure(monitoring=(day(due_on),), **PERIOD)) == []


def test_a_step_is_held_against_its_own_days_else_against_those_of_the_measure() -> None:
    early = day(date(2025, 12, 15))
    (hint,) = found(RULE, measure(steps=(step(11), step(12, starts_on=date(2026, 1, 1), monitoring=(early,))), **PERIOD))
    assert (hint.finding.form, hint.finding.field, hint.finding.step_id) == ("measure", "steps-1-monitoring", 12)
    assert said(RULE, measure(steps=(step(monitoring=(day(date(2025, 11, 1)),)),), **PERIOD))
    assert said(RULE, measure(steps=(step(monitoring=(early,)),), **PERIOD)) == []


def test_work_that_goes_on_after_the_year_has_its_own_month_after_it() -> None:
    late = {"starts_on": date(2025, 12, 1), "ends_on": date(2026, 12, 31)}
    assert said(RULE, measure(monitoring=(day(date(2027, 1, 31)),), **late)) == []
    assert len(said(RULE, measure(monitoring=(day(date(2027, 2, 1)),), **late))) == 1


def test_words_without_a_day_and_measures_without_a_period_say_nothing() -> None:
    assert said(RULE, measure(monitoring=(day(None, "ทุกวันที่ 10"),), **PERIOD)) == []
    assert said(RULE, measure(monitoring=(day(date(2020, 1, 1)),), starts_on=None, ends_on=None)) == []

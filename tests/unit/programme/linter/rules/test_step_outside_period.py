"""Steps before or after their measure are told of at the day that is wrong."""

from __future__ import annotations

from datetime import date

from tests.linted import found, measure, said, step

from prongsai.programme.linter.rules.step_outside_period import RULE

PERIOD = {"starts_on": date(2025, 12, 1), "ends_on": date(2026, 3, 15)}


def test_a_step_that_begins_before_and_one_that_ends_after_are_told_of_at_their_days() -> None:
    early, late = step(11, starts_on=date(2025, 11, 30)), step(12, number="2.1.2", ends_on=date(2026, 3, 16))
    first, second = found(RULE, measure(steps=(early, late), **PERIOD))
    assert (first.finding.field, second.finding.field) == ("steps-0-starts_on", "steps-1-ends_on")
    assert second.message.replace("\u00a0", " ") == "ขั้นที่ 2.1.2 สิ้นสุด 16 มี.ค. 2569 หลังมาตรการซึ่งสิ้นสุด 15 มี.ค. 2569 แก้วันใดวันหนึ่ง"


def test_a_step_on_the_very_days_of_its_measure_and_one_without_days_are_not() -> None:
    assert said(RULE, measure(steps=(step(**PERIOD), step(12)), **PERIOD)) == []


def test_a_measure_without_days_holds_no_step() -> None:
    assert said(RULE, measure(starts_on=None, ends_on=None, steps=(step(starts_on=date(2020, 1, 1)),))) == []

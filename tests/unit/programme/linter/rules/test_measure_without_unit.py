"""Nobody is told of; a unit, all units, words of the paper and units of each step are somebody."""

from __future__ import annotations

from tests.linted import found, measure, said, step

from prongsai.programme.linter.rules.measure_without_unit import RULE

NOBODY = {"unit_ids": (), "unit_names": ()}


def test_a_measure_without_anybody_is_led_to_the_units() -> None:
    (hint,) = found(RULE, measure(**NOBODY))
    assert (hint.message, hint.finding.field) == ("ยังไม่มีผู้รับผิดชอบ", "units")


def test_somebody_in_any_form_is_enough() -> None:
    assert said(RULE, measure(), measure(2, **NOBODY, is_for_every_unit=True), measure(3, **NOBODY, responsible_as_written="กองคลัง")) == []
    assert said(RULE, measure(**NOBODY, steps=(step(has_own_units=True),))) == []


def test_units_of_some_steps_only_leave_the_others_without() -> None:
    assert len(said(RULE, measure(**NOBODY, steps=(step(has_own_units=True), step(12))))) == 1

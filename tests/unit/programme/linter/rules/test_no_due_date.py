"""No day means no reminder, unless words say when, or all is done."""

from __future__ import annotations

from tests.linted import day, found, measure, report, said, step

from prongsai.core.thai.calendar import fiscal_year_range
from prongsai.programme.linter.rules.no_due_date import RULE

OPEN = {"starts_on": None, "ends_on": None}


def test_a_measure_without_any_day_is_led_to_the_days_of_reporting() -> None:
    (hint,) = found(RULE, measure(**OPEN))
    assert (hint.finding.form, hint.finding.field) == ("measure", "monitoring")


def test_words_a_day_of_a_step_and_being_done_are_enough() -> None:
    assert said(RULE, measure(**OPEN, monitoring=(day(None, "ทุกวันที่ 10"),))) == []
    assert said(RULE, measure(**OPEN, steps=(step(ends_on=fiscal_year_range(2569)[1]),))) == []
    assert said(RULE, measure(**OPEN, reports=(report(is_finished=True),))) == []

"""Reports far ahead of the work are told of; preparing is not."""

from __future__ import annotations

from datetime import date

from tests.linted import found, measure, report, said

from prongsai.programme.linter.rules.report_before_start import RULE

START = date(2025, 12, 1)


def test_a_report_more_than_a_month_early_is_led_to_its_correction() -> None:
    (hint,) = found(RULE, measure(starts_on=START, reports=(report(date(2025, 10, 30), pk=9),)))
    assert (hint.finding.form, hint.finding.field, hint.finding.report_id) == ("correction", "happened_on", 9)


def test_a_month_of_preparing_and_finished_work_are_left_alone() -> None:
    assert said(RULE, measure(starts_on=START, reports=(report(date(2025, 10, 31)),))) == []
    assert said(RULE, measure(starts_on=START, reports=(report(date(2025, 1, 1), is_finished=True),))) == []
    assert said(RULE, measure(starts_on=None, reports=(report(date(2020, 1, 1)),))) == []

"""Late with reports but none that says done: told of once, unless a step is to blame."""

from __future__ import annotations

from datetime import date

from tests.linted import found, measure, report, said, step

from prongsai.programme.linter.rules.overdue_unfinished import RULE

OVER = date(2026, 3, 15)


def test_a_late_measure_with_reports_that_do_not_finish_it_is_told_of() -> None:
    (hint,) = found(RULE, measure(ends_on=OVER, reports=(report(),)))
    assert "ครบกำหนด 15 มี.ค. 2569" in hint.message.replace("\u00a0", " ")
    assert (hint.finding.form, hint.finding.field) == ("report", "is_finished")


def test_a_finished_one_a_silent_one_and_one_in_time_are_not() -> None:
    assert (
        said(RULE, measure(ends_on=OVER, reports=(report(is_finished=True),)), measure(2, ends_on=OVER), measure(3, reports=(report(),)))
        == []
    )


def test_a_late_step_speaks_for_its_measure() -> None:
    assert said(RULE, measure(ends_on=OVER, reports=(report(),), steps=(step(ends_on=OVER),))) == []

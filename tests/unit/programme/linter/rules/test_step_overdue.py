"""Late steps are told of one by one, each with the way to report on it."""

from __future__ import annotations

from datetime import date

from tests.linted import found, measure, report, said, step

from prongsai.programme.linter.rules.step_overdue import RULE

OVER = date(2026, 3, 15)
FIRST = step(11, number="1", reports=(report(is_finished=True, step=11),))


def test_a_late_step_is_named_and_led_to() -> None:
    (hint,) = found(RULE, measure(steps=(FIRST, step(12, number="2", ends_on=OVER))))
    assert hint.message.replace("\u00a0", " ") == "ขั้นที่ 2 ครบกำหนด 15 มี.ค. 2569 แต่ยังไม่มีผล"
    assert (hint.finding.verb, hint.finding.form, hint.finding.step_id) == ("รายงานผลขั้นที่ 2", "report", 12)


def test_a_late_step_with_a_report_is_not_finished_rather_than_silent() -> None:
    late = step(12, number="2", ends_on=OVER, reports=(report(step=12),))
    assert said(RULE, measure(steps=(FIRST, late))) == ["ขั้นที่ 2 ครบกำหนด 15 มี.ค. 2569 แต่ยังไม่เสร็จ"]


def test_a_step_without_number_is_named_by_its_words() -> None:
    assert said(RULE, measure(steps=(FIRST, step(12, "ติดป้าย", number="", ends_on=OVER))))[0].startswith("ขั้นที่ “ติดป้าย”")


def test_steps_that_are_done_or_not_due_are_left_alone() -> None:
    assert said(RULE, measure(steps=(FIRST, step(12, ends_on=date(2026, 3, 17))))) == []


def test_where_nothing_was_reported_at_all_the_measure_is_told_of_instead() -> None:
    assert said(RULE, measure(steps=(step(12, ends_on=OVER),))) == []

"""Silence after the last day is told of; silence before it, and words after it, are not."""

from __future__ import annotations

from datetime import date

from tests.linted import found, measure, report, said, step

from prongsai.programme.linter.rules.period_over_unreported import RULE

OVER = date(2026, 3, 15)


def test_a_measure_whose_period_is_over_without_a_report_is_told_of_with_the_day() -> None:
    (hint,) = found(RULE, measure(ends_on=OVER))
    assert hint.message.replace("\u00a0", " ") == "ช่วงดำเนินการสิ้นสุดแล้วเมื่อ 15 มี.ค. 2569 แต่ยังไม่มีรายงานผล"
    assert (hint.finding.form, hint.finding.field, hint.finding.unit_names) == ("report", "done_text", ("กองคลัง",))


def test_a_step_that_is_over_in_a_measure_that_is_not_is_said_so() -> None:
    assert said(RULE, measure(steps=(step(ends_on=OVER),))) == ["มีขั้นตอนที่ครบกำหนดแล้ว แต่ยังไม่มีรายงานผล"]


def test_on_the_last_day_itself_nobody_is_late() -> None:
    assert said(RULE, measure(ends_on=date(2026, 3, 17))) == []


def test_one_report_on_any_part_ends_the_silence() -> None:
    assert said(RULE, measure(ends_on=OVER, reports=(report(),))) == []
    assert said(RULE, measure(ends_on=OVER, steps=(step(reports=(report(step=11),)),))) == []

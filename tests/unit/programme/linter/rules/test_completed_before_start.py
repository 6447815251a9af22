"""Done before the beginning cannot be; done on the first day can."""

from __future__ import annotations

from datetime import date

from tests.linted import found, measure, report, said, step

from prongsai.programme.linter.rules.completed_before_start import RULE

START = date(2025, 12, 1)


def test_a_measure_done_before_its_first_day_is_told_of_with_both_days() -> None:
    (hint,) = found(RULE, measure(starts_on=START, reports=(report(date(2025, 11, 30), is_finished=True),)))
    assert hint.message.replace("\u00a0", " ") == "รายงานว่าเสร็จ 30 พ.ย. 2568 ก่อนวันเริ่ม 1 ธ.ค. 2568 แก้วันเริ่มหรือแก้รายงาน"


def test_a_step_is_held_against_its_own_first_day() -> None:
    early = (report(date(2025, 11, 1), is_finished=True, step=11),)
    (hint,) = found(RULE, measure(steps=(step(starts_on=START, reports=early), step(12))))
    assert hint.finding.field == "steps-0-starts_on"


def test_done_on_the_first_day_or_begun_before_it_is_all_right() -> None:
    assert said(RULE, measure(starts_on=START, reports=(report(START, is_finished=True),))) == []
    assert said(RULE, measure(starts_on=START, reports=(report(date(2025, 11, 1)),))) == []
    assert said(RULE, measure(starts_on=None, reports=(report(date(2025, 1, 1), is_finished=True),))) == []

"""Evidence of another year is told of at the day that says so."""

from __future__ import annotations

from datetime import date

from tests.linted import evidence, found, measure, said

from prongsai.programme.linter.rules.evidence_outside_year import RULE


def test_evidence_of_the_day_before_the_year_is_led_to_its_day() -> None:
    (hint,) = found(RULE, measure(), shown=[evidence(evidence_on=date(2025, 9, 30))])
    assert hint.message.replace("\u00a0", " ") == "หลักฐาน “ภาพป้ายประกาศ” ลงวันที่ 30 ก.ย. 2568 อยู่นอกปีงบประมาณ 2569"
    assert (hint.finding.form, hint.finding.field) == ("evidence-edit", "evidence_on")


def test_a_period_outside_is_led_to_the_period() -> None:
    (hint,) = found(RULE, measure(), shown=[evidence(period_from=date(2026, 10, 1), period_to=date(2026, 12, 31))])
    assert hint.finding.field == "period_from"


def test_first_and_last_day_and_a_period_that_touches_the_year_are_inside() -> None:
    shown = [
        evidence(1, evidence_on=date(2025, 10, 1)),
        evidence(2, evidence_on=date(2026, 9, 30)),
        evidence(3, period_from=date(2025, 8, 1), period_to=date(2025, 10, 1)),
    ]
    assert said(RULE, measure(), shown=shown) == []

"""Numbers that the year's framework lacks are told of; a year without framework is not judged."""

from __future__ import annotations

from tests.linted import found, measure, said

from prongsai.programme.linter.rules.indicator_not_in_framework import RULE


def test_a_number_that_the_year_does_not_have_is_told_of() -> None:
    (hint,) = found(RULE, measure(indicators=(4, 10)), indicators=frozenset(range(1, 10)))
    assert hint.message == "กรอบการประเมินปี 2569 ไม่มีตัวชี้วัดที่ 10 เลือกตัวชี้วัดใหม่"
    assert hint.finding.field == "indicators"


def test_known_numbers_and_years_without_a_framework_are_not() -> None:
    assert said(RULE, measure(indicators=(1, 10))) == []
    assert said(RULE, measure(indicators=(99,)), indicators=frozenset()) == []

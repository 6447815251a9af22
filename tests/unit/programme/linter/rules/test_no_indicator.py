"""A measure for no indicator is told of at the ticks of the form."""

from __future__ import annotations

from tests.linted import found, measure, said

from prongsai.programme.linter.rules.no_indicator import RULE


def test_a_measure_without_indicator_is_led_to_the_ticks() -> None:
    (hint,) = found(RULE, measure(indicators=()))
    assert (hint.finding.form, hint.finding.field, hint.severity) == ("measure", "indicators", "advises")


def test_one_indicator_is_enough() -> None:
    assert said(RULE, measure(indicators=(10,))) == []

"""A file needs a day; an address is looked at now and needs none."""

from __future__ import annotations

from datetime import date

from tests.linted import evidence, found, measure, said

from prongsai.programme.linter.rules.evidence_undated import RULE


def test_a_file_without_day_is_led_to_the_day() -> None:
    (hint,) = found(RULE, measure(), shown=[evidence(evidence_on=None)])
    assert (hint.finding.form, hint.finding.field) == ("evidence-edit", "evidence_on")


def test_a_period_will_do_and_an_address_needs_none() -> None:
    of_months = evidence(1, evidence_on=None, period_from=date(2025, 10, 1), period_to=date(2026, 1, 31))
    assert said(RULE, measure(), shown=[of_months, evidence(2, kind="link", evidence_on=None)]) == []

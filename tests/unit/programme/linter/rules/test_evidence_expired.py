"""Evidence after its last day is told of, on its last day it is not."""

from __future__ import annotations

from datetime import date

from tests.linted import evidence, found, measure, said

from prongsai.programme.linter.rules.evidence_expired import RULE


def test_evidence_after_its_last_day_is_told_of_with_the_day() -> None:
    (hint,) = found(RULE, measure(), shown=[evidence(expires_on=date(2026, 3, 16))])
    assert "ใช้ได้ถึง 16 มี.ค. 2569 เท่านั้น" in hint.message.replace("\u00a0", " ")
    assert hint.finding.field == "expires_on"


def test_on_the_last_day_and_without_one_it_is_not() -> None:
    assert said(RULE, measure(), shown=[evidence(expires_on=date(2026, 3, 17)), evidence(72)]) == []

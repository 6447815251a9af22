"""Evidence in its last month is advised about, not before and not after."""

from __future__ import annotations

from datetime import date

from tests.linted import evidence, found, measure, said

from prongsai.programme.linter.rules.evidence_expiring import RULE


def test_evidence_within_its_last_thirty_days_is_told_of() -> None:
    (hint,) = found(RULE, measure(), shown=[evidence(expires_on=date(2026, 4, 16))])
    assert "ใช้ได้ถึง 16 เม.ย. 2569" in hint.message.replace("\u00a0", " ")
    assert hint.severity == "advises"


def test_before_and_after_it_is_not() -> None:
    assert said(RULE, measure(), shown=[evidence(expires_on=date(2026, 4, 17)), evidence(72, expires_on=date(2026, 3, 1))]) == []

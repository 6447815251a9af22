"""Files that cannot be opened keep a report back; those without text, or not looked at yet, do not."""

from __future__ import annotations

from tests.linted import evidence, found, measure, said

from prongsai.programme.linter.rules.evidence_unreadable import RULE


def test_a_file_that_cannot_be_opened_is_told_of_even_without_a_day() -> None:
    (hint,) = found(RULE, measure(), shown=[evidence(outcome="unreadable", evidence_on=None)])
    assert (hint.finding.form, hint.finding.field, hint.severity) == ("evidence-revise", "files", "blocks")


def test_files_that_were_read_and_those_not_looked_at_are_not() -> None:
    assert said(RULE, measure(), shown=[evidence(), evidence(72, has_text=False), evidence(73, has_text=None)]) == []

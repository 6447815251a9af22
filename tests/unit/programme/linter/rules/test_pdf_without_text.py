"""Files that nobody can search are advised about; files not looked at yet are not."""

from __future__ import annotations

from tests.linted import evidence, found, measure, said

from prongsai.programme.linter.rules.pdf_without_text import RULE


def test_a_file_without_text_is_told_of() -> None:
    (hint,) = found(RULE, measure(), shown=[evidence(has_text=False)])
    assert (hint.finding.form, hint.severity) == ("evidence-revise", "advises")


def test_searchable_files_and_those_not_looked_at_are_not() -> None:
    assert said(RULE, measure(), shown=[evidence(), evidence(72, has_text=None)]) == []

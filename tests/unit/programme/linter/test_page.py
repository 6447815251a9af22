"""The reference page of the rules is that which the rules make."""

from __future__ import annotations

from pathlib import Path

from prongsai.programme.linter.page import reference_page
from prongsai.programme.linter.rules import rules


def test_the_page_is_made_from_the_rules(root: Path) -> None:
    assert (root / "docs/reference/linter.md").read_text("utf-8") == reference_page(), "python -m prongsai.programme.linter.page"


def test_every_rule_has_a_section_of_its_own() -> None:
    page = reference_page()
    assert [page.count(f"### `{rule.id}`\n") for rule in rules()] == [1] * len(rules())

"""The rules. A module here is a rule: it has a `RULE`, and nobody has to list it. What each says: docs/reference/linter.md."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from prongsai.programme.linter.rule import SEVERITIES, Rule


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, the gravest first, then by id."""
    found = [import_module(f"{__name__}.{module.name}").RULE for module in pkgutil.iter_modules(__path__)]
    return tuple(sorted(found, key=lambda rule: (SEVERITIES.index(rule.severity), rule.id)))


def rule_of(rule_id: str) -> Rule | None:
    """The rule of this id, or None."""
    return next((rule for rule in rules() if rule.id == rule_id), None)

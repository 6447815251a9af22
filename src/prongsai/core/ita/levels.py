"""Which level a total reaches by the rules of its year. What is published decides: values are rounded before they are compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from prongsai.core.ita.model import Framework, LevelRule
from prongsai.core.ita.rounding import published


@dataclass(frozen=True, slots=True)
class LevelDecision:
    """The level with the rule that decided. `rule` is None where missing parts leave it open: then `worst` and `best` bound it.

    `held_back_by` are the instruments that keep it from a better level whose total it has reached.
    """

    rule: LevelRule | None
    worst: LevelRule
    best: LevelRule
    held_back_by: tuple[str, ...] = ()


def level_rule(framework: Framework, total: Fraction, instruments: Mapping[str, Fraction]) -> LevelRule:
    """The first rule that holds for a total and the score of each instrument, all rounded as published."""
    for rule in framework.levels:
        if rule.total is not None and published(total, framework.decimals) < rule.total:
            continue
        if rule.every_instrument is not None and _below(framework, instruments, rule.every_instrument):
            continue
        return rule
    raise AssertionError("the last level of a framework has no condition")


def decide_level(
    framework: Framework, total: tuple[Fraction, Fraction], instruments: Mapping[str, tuple[Fraction, Fraction]]
) -> LevelDecision:
    """The level from bounds (low, high) of the total and of each instrument; equal bounds mean that the value is known."""
    worst = level_rule(framework, total[0], {code: low for code, (low, _) in instruments.items()})
    best = level_rule(framework, total[1], {code: high for code, (_, high) in instruments.items()})
    rule = worst if worst.key == best.key else None
    return LevelDecision(rule, worst, best, _held_back(framework, rule, total[0], {code: low for code, (low, _) in instruments.items()}))


def _held_back(framework: Framework, rule: LevelRule | None, total: Fraction, instruments: Mapping[str, Fraction]) -> tuple[str, ...]:
    """Instruments that keep a known level from the next better one, where the total would do."""
    if rule is None:
        return ()
    better = framework.levels[: framework.levels.index(rule)]
    for wanted in reversed(better):
        reached = wanted.total is None or published(total, framework.decimals) >= wanted.total
        if reached and wanted.every_instrument is not None:
            return _below(framework, instruments, wanted.every_instrument)
    return ()


def _below(framework: Framework, instruments: Mapping[str, Fraction], mark: Decimal) -> tuple[str, ...]:
    return tuple(code for code, value in instruments.items() if published(value, framework.decimals) < mark)

"""Which level a total reaches by the rules of its year. What is published decides: values are rounded before they are compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import product

from prongsai.core.ita.model import TOTAL, Framework, LevelRule
from prongsai.core.ita.rounding import least_for, published


@dataclass(frozen=True, slots=True)
class LevelDecision:
    """The level with the rule that decided. `rule` is None where missing parts leave it open: then `worst` and `best` bound it.

    `held_back_by` are the instruments that for certain keep it from a better level whose total it has reached.
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
    """The level from bounds (low, high) of the total and of each instrument; equal bounds mean that the value is known.

    A level counts as possible only where instruments within their bounds add up to the total: with a total of 95.00 and one instrument at
    96 the others cannot both have 95. A given total may be half a last digit away from the sum. Bounds that contradict one another (a
    given total that its parts cannot give) are taken each for itself.
    """
    lows, highs = {code: low for code, (low, _) in instruments.items()}, {code: high for code, (_, high) in instruments.items()}
    worst, best = level_rule(framework, total[0], lows), level_rule(framework, total[1], highs)
    if worst.key != best.key:
        box = _Box(framework, total, lows, highs)
        if box.has_point():
            best = next((rule for rule in framework.levels if box.can_reach(rule)), best)
            worst = next((rule for rule in reversed(framework.levels) if box.can_fall_to(rule)), worst)
    rule = worst if worst.key == best.key else None
    return LevelDecision(rule, worst, best, _held_back(framework, rule, total[0], highs))


@dataclass(frozen=True, slots=True)
class _Box:
    """All scores of instruments within their bounds whose weighted sum is within that of the total."""

    framework: Framework
    total: tuple[Fraction, Fraction]
    lows: Mapping[str, Fraction]
    highs: Mapping[str, Fraction]

    def has_point(self) -> bool:
        return self._holds(self.lows, self.highs, {}, *self._window())

    def can_reach(self, rule: LevelRule) -> bool:
        """Whether a point meets the conditions of a rule."""
        low, high = self._window()
        if rule.total is not None:
            if published(self.total[1], self.framework.decimals) < rule.total:
                return False
            low = max(low, self._edge(rule.total) - self._slack)
        lows = self.lows
        if rule.every_instrument is not None:
            lows = {code: max(value, self._edge(rule.every_instrument)) for code, value in lows.items()}
        return self._holds(lows, self.highs, {}, low, high)

    def can_fall_to(self, rule: LevelRule) -> bool:
        """Whether a point misses all better rules: each by its total or by one of the instruments."""
        better = self.framework.levels[: self.framework.levels.index(rule)]
        ways = [[*([TOTAL] if one.total is not None else ()), *(self.lows if one.every_instrument is not None else ())] for one in better]
        return any(self._misses(better, chosen) for chosen in product(*ways))

    def _misses(self, rules: Sequence[LevelRule], chosen: Sequence[str]) -> bool:
        below: dict[str, Fraction] = {}
        for rule, code in zip(rules, chosen, strict=True):
            mark = rule.total if code == TOTAL else rule.every_instrument
            if mark is not None:
                below[code] = min(below.get(code, Fraction(101)), self._edge(mark))
        low, high = self._window()
        if TOTAL in below:
            edge = below.pop(TOTAL)
            if self.total[0] >= edge or (not self._slack and self._sum(self.lows) >= edge):
                return False
            high = min(high, edge + self._slack)
        return self._holds(self.lows, self.highs, below, low, high)

    def _holds(
        self, lows: Mapping[str, Fraction], highs: Mapping[str, Fraction], below: Mapping[str, Fraction], low: Fraction, high: Fraction
    ) -> bool:
        """Whether a point within `lows` and `highs`, and truly less than `below`, has a sum from `low` to `high`."""
        if any(lows[code] > highs[code] or lows[code] >= below.get(code, Fraction(101)) for code in lows):
            return False
        cut = {code: min(value, below.get(code, value)) for code, value in highs.items()}
        most = self._sum(cut)
        is_cut = any(below.get(code, Fraction(101)) <= value for code, value in highs.items())
        return self._sum(lows) <= high and (most > low if is_cut else most >= low)

    @property
    def _slack(self) -> Fraction:
        """A given total was rounded; one that is open is the sum of its parts."""
        return Fraction(1, 2 * 10**self.framework.decimals) if self.total[0] == self.total[1] else Fraction(0)

    def _window(self) -> tuple[Fraction, Fraction]:
        return self.total[0] - self._slack, self.total[1] + self._slack

    def _sum(self, values: Mapping[str, Fraction]) -> Fraction:
        return sum((Fraction(one.weight) / 100 * values[one.code] for one in self.framework.instruments), Fraction(0))

    def _edge(self, mark: Decimal) -> Fraction:
        """The least value that is published as a mark."""
        return least_for(mark, self.framework.decimals)


def _held_back(framework: Framework, rule: LevelRule | None, total: Fraction, instruments: Mapping[str, Fraction]) -> tuple[str, ...]:
    """Instruments, by the most that each can be, that keep a known level from the next better one, where the total would do."""
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

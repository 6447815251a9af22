"""The cheapest items and targets that reach a goal, found exactly; see docs/adr/0014 for why no solver library is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from prongsai.core.ita.forecast.changing import inputs_of, what_if
from prongsai.core.ita.forecast.costs import Costs
from prongsai.core.ita.forecast.goals import Goal
from prongsai.core.ita.forecast.options import Options, Rise, options_of
from prongsai.core.ita.forecast.searching import Needs, best_choice, levels_of
from prongsai.core.ita.model import TOTAL, Framework
from prongsai.core.ita.rounding import published
from prongsai.core.ita.scoring import Scorecard
from prongsai.core.ita.tree import nodes_of

Outcome = Literal["proposed", "reached", "unreachable", "unknown"]


@dataclass(frozen=True, slots=True)
class Step:
    """One change: an item to be found (`then` is 100) or a node to be raised. `gain` in points of the total, `cost` in units of `Costs`."""

    key: str
    now: Fraction
    then: Decimal
    gain: Fraction
    cost: Fraction


@dataclass(frozen=True, slots=True)
class Proposal:
    """The answer to a goal.

    proposed: `steps` reach it at the least `cost`, the most worth first; `after` is the scorecard then. reached: nothing is to be done.
    unreachable: even all that may be changed does not reach it; `after` is the scorecard then and `short` tells node and missing
    points. unknown: `unknown` are the values without which it cannot be told. `before` is where it starts: computed from the lowest
    known values.
    """

    goal: Goal
    outcome: Outcome
    before: Scorecard
    after: Scorecard
    steps: tuple[Step, ...] = ()
    short: tuple[tuple[str, Fraction], ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def cost(self) -> Fraction:
        """What all steps cost together."""
        return sum((step.cost for step in self.steps), Fraction(0))


def cheapest(framework: Framework, card: Scorecard, goal: Goal, costs: Costs | None = None) -> Proposal:
    """The cheapest changes of a scorecard that reach a goal.

    Items are whole. An indicator or sub-indicator of disclosure whose items are not known only gets scores, as published, that whole
    items give; which ones is part of the search. Targets of surveys are rounded up to the decimals that are published, so that each
    costs at most that last digit more than the exact optimum. Among equally cheap ones items go before points, and points go to the
    weakest first. The proposal is checked by scoring it.
    """
    costs = costs or Costs()
    points, tallies = inputs_of(card)
    before = what_if(framework, points, tallies=tallies)
    if goal.is_reached(framework, before):
        return Proposal(goal, "reached", before, before)
    options = options_of(framework, before, costs)
    if options.unknown:
        return Proposal(goal, "unknown", before, before, unknown=options.unknown)
    choice = best_choice(options, _needs(framework, before, goal))
    if choice is None:
        most = {tick.key: Fraction(100) for tick in options.ticks} | {stair.key: stair.levels[-1] for stair in options.stairs}
        everything = _steps(options, most, {rise.key: rise.highest for rise in options.rises}, framework)
        after = _after(framework, card, everything)
        short = tuple((key, least - after.scores[key].low) for key, least in goal.needs(framework) if after.scores[key].low < least)
        return Proposal(goal, "unreachable", before, after, short=short)
    steps = _steps(options, choice.whole, levels_of(options.rises, choice.taken), framework)
    after = _after(framework, card, steps)
    if not goal.is_reached(framework, after):
        raise AssertionError("the proposal does not reach its goal when it is scored")
    return Proposal(goal, "proposed", before, after, steps)


def _needs(framework: Framework, before: Scorecard, goal: Goal) -> Needs:
    """What lacks, in points of the total."""
    nodes = nodes_of(framework)
    lacking = {key: (least - before.scores[key].low) * nodes[key].worth for key, least in goal.needs(framework)}
    total = lacking.pop(TOTAL, Fraction(0))
    return Needs(max(total, Fraction(0)), {key: need for key, need in lacking.items() if need > 0})


def _steps(options: Options, whole: Mapping[str, Fraction], levels: Mapping[str, Fraction], framework: Framework) -> tuple[Step, ...]:
    steps = [
        Step(tick.key, 100 - tick.gain / nodes_of(framework)[tick.key].worth, Decimal(100), tick.gain, tick.cost)
        for tick in options.ticks
        if tick.key in whole
    ]
    for stair in options.stairs:
        if (level := whole.get(stair.key)) is not None:
            then = published(level, framework.decimals)
            steps.append(Step(stair.key, stair.value, then, stair.gain_at(level), stair.cost_at(level)))
    steps += [_raised(rise, levels[rise.key], framework) for rise in options.rises if levels[rise.key] > rise.value]
    return tuple(sorted(steps, key=lambda step: -step.gain))


def _raised(rise: Rise, level: Fraction, framework: Framework) -> Step:
    target = published(level, framework.decimals)
    if target < level:
        target += Decimal(1).scaleb(-framework.decimals)
    risen = Fraction(target) - rise.value
    return Step(rise.key, rise.value, target, risen * rise.worth, risen * rise.cost)


def _after(framework: Framework, card: Scorecard, steps: tuple[Step, ...]) -> Scorecard:
    points, tallies = inputs_of(card)
    kinds = nodes_of(framework)
    ticked = [step.key for step in steps if kinds[step.key].kind == "item"]
    targets = {step.key: step.then for step in steps if kinds[step.key].kind != "item"}
    return what_if(framework, points, ticked, targets, tallies)

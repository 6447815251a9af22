"""The cheapest way to a goal: checked by scoring, by every other choice on small frameworks, and at the edges of rounding."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import chain, combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.core.ita.forecast.small_frameworks import small_framework

from prongsai.core.ita.forecast import Costs, Goal, Proposal, cheapest, goal_of
from prongsai.core.ita.forecast.options import Options, Rise, options_of
from prongsai.core.ita.loading import framework, known_years
from prongsai.core.ita.model import TOTAL, Framework
from prongsai.core.ita.rounding import published
from prongsai.core.ita.scoring import Scorecard, score
from prongsai.core.ita.tree import nodes_of
from prongsai.core.ita.whole_items import missing_items

# An agency of 2563 as published, its disclosure by indicators only.
TEN = {
    str(number): Decimal(points)
    for number, points in enumerate(["78.32", "71.31", "73.33", "65.07", "65.17", "79.42", "81.73", "77.38", "46.19", "0.00"], start=1)
}
TENTHS = st.integers(0, 1000).map(lambda tenths: Decimal(tenths) / 10)
TENTHS_WITHIN = st.integers(1, 999).map(lambda tenths: Decimal(tenths) / 10)


def plan(year: int, points: dict[str, Decimal], goal: str, costs: Costs | None = None) -> Proposal:
    card = score(framework(year), points)
    wanted = goal_of(framework(year), card, goal)
    assert wanted is not None
    return cheapest(framework(year), card, wanted, costs)


def disclosed(year: int, *missing: str) -> dict[str, Decimal]:
    """Surveys at 90, all items found but these."""
    entries = framework(year).instruments
    found = {item.code: Decimal(100) for entry in entries if entry.kind == "checks" for item in entry.items}
    return {**{str(number): Decimal(90) for number in range(1, 9)}, **found, **dict.fromkeys(missing, Decimal(0))}


def test_one_missing_item_of_the_small_sub_indicator_is_all_that_the_next_level_takes() -> None:
    proposal = plan(2563, TEN, "next")
    assert proposal.outcome == "proposed"
    assert [step.key for step in proposal.steps] == ["O42"]
    assert (proposal.before.points(TOTAL), proposal.after.points(TOTAL)) == (Decimal("54.28"), Decimal("59.28"))
    assert proposal.after.level.rule is not None
    assert proposal.after.level.rule.key == "D"
    assert proposal.cost == 1


def test_items_go_before_points_and_points_to_the_weakest() -> None:
    points = {**disclosed(2564, "O1", "O42"), "6": Decimal(80), "7": Decimal(70)}
    proposal = plan(2564, points, "91.2")
    assert [(step.key, step.then) for step in proposal.steps] == [("O42", 100), ("O1", 100), ("7", Decimal("71.95"))]


def test_a_goal_with_every_instrument_leaves_none_below() -> None:
    proposal = plan(2568, {**TEN}, "95")
    assert all((proposal.after.points(code) or 0) >= 95 for code in ("IIT", "EIT", "OIT", TOTAL))
    assert proposal.after.level.rule is not None
    assert proposal.after.level.rule.key == framework(2568).levels[0].key


def test_a_plain_total_does_not_ask_for_every_instrument() -> None:
    proposal = plan(2568, {**TEN}, "94")
    assert (proposal.after.points(TOTAL), proposal.after.points("IIT")) >= (Decimal(94), Decimal(0))
    assert (proposal.after.points("IIT") or 0) < 94


@pytest.mark.parametrize(("points", "outcome"), [("84.995", "reached"), ("84.9949", "proposed")])
def test_a_total_is_enough_from_half_a_last_digit_below_the_mark(points: str, outcome: str) -> None:
    values = dict.fromkeys(map(str, range(1, 11)), Decimal(points))
    assert plan(2564, values, "85").outcome == outcome


def test_the_edge_is_aimed_at_and_not_the_mark() -> None:
    surveys_only = Costs(points={"9": None, "10": None})
    proposal = plan(2564, {**dict.fromkeys(map(str, range(1, 11)), Decimal(85)), "6": Decimal("83.95")}, "85", surveys_only)
    assert proposal.after.total.value == Fraction("84.995")
    assert [(step.key, step.then) for step in proposal.steps] == [("6", Decimal("84.95"))]


def test_disclosure_is_raised_to_a_score_that_whole_items_give() -> None:
    proposal = plan(2564, {**dict.fromkeys(map(str, range(1, 11)), Decimal(85)), "10": Decimal("75.00")}, "85")
    assert [(step.key, step.then) for step in proposal.steps] == [("10", Decimal("87.50"))]
    assert missing_items(framework(2564), "10", Decimal("87.50"))


def test_the_scores_of_two_parts_of_disclosure_are_chosen_together_and_not_rounded_up_one_by_one() -> None:
    values = ["86.68", "78.24", "70.33", "91.79", "85.59", "91.06", "89.95", "73.12", "80", "81.25"]
    proposal = plan(2566, dict(zip(map(str, range(1, 11)), map(Decimal, values), strict=True)), "85")
    assert [(step.key, step.then) for step in proposal.steps] == [("10", Decimal("93.75")), ("9", Decimal("80.50"))]
    assert (proposal.cost, proposal.after.points(TOTAL)) == (Fraction("1.775"), Decimal("85.02"))


def test_a_sub_indicator_is_raised_by_whole_items() -> None:
    points = {**disclosed(2564), "10.2": Decimal(50), "10.1": Decimal("87.5")}
    for code in ("O34", "O35", "O36", "O37", "O38", "O39", "O40", "O41", "O42", "O43"):
        del points[code]
    proposal = plan(2564, points, "90")
    assert [(step.key, step.then) for step in proposal.steps] == [("10.2", Decimal("100.00"))]


def test_disclosure_is_not_raised_above_a_ceiling_between_two_scores() -> None:
    points = {**dict.fromkeys(map(str, range(1, 11)), Decimal(85)), "10": Decimal("75.00")}
    proposal = plan(2564, points, "90", Costs(points=dict.fromkeys("12345678", None), highest={"10": Decimal(90)}))
    assert proposal.outcome == "unreachable"
    assert proposal.after.points("10") == Decimal("87.50")


def test_what_is_reached_already_asks_for_nothing() -> None:
    proposal = plan(2564, disclosed(2564), "85")
    assert (proposal.outcome, proposal.steps, proposal.after) == ("reached", (), proposal.before)


def test_what_may_not_be_changed_can_put_a_goal_out_of_reach_and_the_answer_says_by_how_much() -> None:
    fixed = Costs(points=dict.fromkeys(map(str, range(1, 9)), None))
    proposal = plan(2568, disclosed(2568, "O1"), "95", fixed)
    assert proposal.outcome == "unreachable"
    assert [key for key, _ in proposal.short] == [TOTAL, "IIT", "EIT"]
    assert dict(proposal.short)["IIT"] == Fraction("4.995")


def test_a_ceiling_is_kept() -> None:
    proposal = plan(2564, disclosed(2564), "94.7", Costs(highest=dict.fromkeys("678", Decimal(92))))
    assert max(step.then for step in proposal.steps if step.key in "678") == Decimal("92.00")
    low = plan(2564, disclosed(2564), "98", Costs(highest=dict.fromkeys(map(str, range(1, 9)), Decimal(91))))
    assert low.outcome == "unreachable"


def test_missing_values_leave_the_way_open_and_are_named() -> None:
    card = score(framework(2564), {"1": Decimal(80), "9": Decimal(90)})
    proposal = cheapest(framework(2564), card, Goal("", "", Decimal(85)))
    assert proposal.outcome == "unknown"
    assert {"2", "6", "O34"} <= set(proposal.unknown)


def test_an_instrument_known_only_as_a_whole_rises_as_a_whole() -> None:
    proposal = plan(2564, {"IIT": Decimal(80), "EIT": Decimal(80), "OIT": Decimal(90)}, "95")
    assert {step.key for step in proposal.steps} == {"IIT", "EIT", "OIT"}


def test_answers_keep_their_exact_values() -> None:
    third = Fraction(250, 3)
    values = {**disclosed(2564, "O1"), "1": third}
    card = score(framework(2564), values)  # type: ignore[arg-type]
    proposal = cheapest(framework(2564), card, Goal("", "", Decimal(95)))
    assert proposal.before.scores["1"].value == third


@given(st.sampled_from(known_years()), st.lists(TENTHS, min_size=8, max_size=8), st.data(), st.sampled_from(["85", "95", "next", "91.37"]))
@settings(max_examples=40, deadline=None)
def test_a_proposal_reaches_its_goal_and_no_step_can_be_left_out(year: int, surveys: list[Decimal], data: st.DataObject, goal: str) -> None:
    made = framework(year)
    items = [item.code for entry in made.instruments if entry.kind == "checks" for item in entry.items]
    found = data.draw(st.lists(st.booleans(), min_size=len(items), max_size=len(items)))
    points = dict(zip(map(str, range(1, 9)), surveys, strict=True)) | {
        code: Decimal(100 * ok) for code, ok in zip(items, found, strict=True)
    }
    card = score(made, points)
    wanted = goal_of(made, card, goal)
    if wanted is None:
        return
    proposal = cheapest(made, card, wanted)
    assert proposal.outcome in ("proposed", "reached")
    assert wanted.is_reached(made, proposal.after)
    for left_out in proposal.steps:
        kept = {step.key: step.then for step in proposal.steps if step is not left_out}
        assert not wanted.is_reached(made, score(made, {**points, **kept}))


COSTS = st.integers(0, 6).map(Decimal)


@given(
    surveys=st.lists(st.integers(1, 2), min_size=1, max_size=2).filter(lambda counts: sum(counts) <= 3),
    checks=st.lists(st.integers(1, 3), min_size=1, max_size=2),
    data=st.data(),
)
@settings(max_examples=40, deadline=None)
def test_no_other_choice_is_cheaper(surveys: list[int], checks: list[int], data: st.DataObject) -> None:
    made = small_framework(surveys, checks)
    indicators = [str(number) for number in range(1, sum(surveys) + 1)]
    items = [f"O{number}" for number in range(1, sum(checks) + 1)]
    points = {key: data.draw(TENTHS) for key in indicators} | {code: Decimal(100 * data.draw(st.integers(0, 1))) for code in items}
    costs = Costs(items={code: data.draw(COSTS) for code in items}, points={key: data.draw(COSTS) for key in indicators})
    goal = Goal("", "", data.draw(TENTHS), data.draw(st.none() | TENTHS))
    card = score(made, points)
    proposal = cheapest(made, card, goal, costs)
    best = least_cost(made, card, goal, costs)
    assert (proposal.outcome == "unreachable") == (best is None)
    if best is not None:
        # Targets are rounded up to the last published digit.
        slack = sum((costs.points[key] or Decimal(0)) for key in indicators) * Decimal("0.01")
        assert best <= proposal.cost <= best + Fraction(slack)


@given(
    surveys=st.lists(st.integers(1, 2), min_size=1, max_size=2).filter(lambda counts: sum(counts) <= 2),
    first=st.lists(st.integers(1, 4), min_size=1, max_size=2),
    second=st.lists(st.integers(1, 3), min_size=1, max_size=2),
    data=st.data(),
)
@settings(max_examples=60, deadline=None)
def test_no_other_scores_of_disclosure_are_cheaper(surveys: list[int], first: list[int], second: list[int], data: st.DataObject) -> None:
    made = small_framework(surveys, first, second)
    keys = [str(number) for number in range(1, sum(surveys) + 3)]
    # Nothing or everything of an indicator of disclosure would tell of its items: they would be known.
    points = {key: data.draw(TENTHS_WITHIN if key in keys[-2:] else TENTHS) for key in keys}
    codes = [f"O{number}" for number in range(sum(first) + 1, sum(first) + sum(second) + 1)]
    if data.draw(st.booleans()):
        # The second indicator with its items, beside the first without.
        del points[keys[-1]]
        points |= {code: Decimal(100 * data.draw(st.integers(0, 1))) for code in codes}
    costs = Costs(items={code: data.draw(COSTS) for code in codes}, points={key: data.draw(COSTS) for key in keys})
    goal = Goal("", "", data.draw(TENTHS), data.draw(st.none() | TENTHS))
    proposal = cheapest(made, score(made, points), goal, costs)
    sizes = {keys[-2]: first, keys[-1]: second}
    given = [(key, whole_levels(sizes[key], points[key])) for key in keys[-2:] if key in points]
    least = None
    for levels in product(*(levels for _, levels in given)):
        pinned = dict(zip((key for key, _ in given), levels, strict=True))
        spent = sum((Fraction((costs.points[key] or 0) * (level - points[key])) for key, level in pinned.items()), Fraction(0))
        closed = Costs(items=costs.items, points={**costs.points, **dict.fromkeys(pinned)})
        found = least_cost(made, score(made, {**points, **pinned}), goal, closed)
        if found is not None:
            least = found + spent if least is None else min(least, found + spent)
    assert (proposal.outcome == "unreachable") == (least is None)
    if least is not None:
        slack = sum((costs.points[key] or Decimal(0)) for key in keys) * Decimal("0.01")
        assert least <= proposal.cost <= least + Fraction(slack)


def whole_levels(sizes: list[int], now: Decimal) -> list[Decimal]:
    """What stands, and every published score above it that whole items give: each number of items of each part tried."""
    means = (
        sum((Fraction(100 * count, size) for count, size in zip(counts, sizes, strict=True)), Fraction(0)) / len(sizes)
        for counts in product(*(range(size + 1) for size in sizes))
    )
    return [now, *sorted({points for mean in means if (points := published(mean)) > now})]


def least_cost(made: Framework, card: Scorecard, goal: Goal, costs: Costs) -> Fraction | None:
    """The least cost over every set of items and every corner of what is left: slow, plain, and told by no cleverness."""
    options = options_of(made, card, costs)
    least: Fraction | None = None
    for ticks in chain.from_iterable(combinations(options.ticks, size) for size in range(len(options.ticks) + 1)):
        bounds = [
            (
                code,
                need - card.scores[code].low - sum((tick.gain for tick in ticks if code in (TOTAL, tick.instrument)), Fraction(0)) / weight,
            )
            for code, need in goal.needs(made)
            if (weight := nodes_of(made)[code].worth)
        ]
        for corner in corners(made, options, bounds):
            cost = sum((tick.cost for tick in ticks), Fraction(0))
            cost += sum((rise.cost * x for rise, x in zip(options.rises, corner, strict=True)), Fraction(0))
            least = cost if least is None else min(least, cost)
    return least


def corners(made: Framework, options: Options, bounds: list[tuple[str, Fraction]]) -> Iterator[list[Fraction]]:
    """The corners of: every rise between 0 and its room, every bound kept. An optimum of a linear cost is at one of them."""
    rises = options.rises
    rows = [([share(made, rise, code) for rise in rises], need) for code, need in bounds]
    for place, rise in enumerate(rises):
        unit = [Fraction(int(index == place)) for index in range(len(rises))]
        rows += [(unit, Fraction(0)), ([-entry for entry in unit], rise.value - rise.highest)]
    for tight in combinations(rows, len(rises)):
        x = solved([row for row, _ in tight], [need for _, need in tight])
        if x is not None and all(sum((a * b for a, b in zip(row, x, strict=True)), Fraction(0)) >= need for row, need in rows):
            yield x


def share(made: Framework, rise: Rise, code: str) -> Fraction:
    return rise.worth / nodes_of(made)[code].worth if code in (TOTAL, rise.instrument) else Fraction(0)


def solved(rows: list[list[Fraction]], right: list[Fraction]) -> list[Fraction] | None:
    """The solution of equations by elimination; None where there is not exactly one."""
    table = [[*row, value] for row, value in zip(rows, right, strict=True)]
    for column in range(len(table)):
        pivot = next((row for row in range(column, len(table)) if table[row][column]), None)
        if pivot is None:
            return None
        table[column], table[pivot] = table[pivot], table[column]
        table[column] = [entry / table[column][column] for entry in table[column]]
        for row in range(len(table)):
            if row != column and table[row][column]:
                factor = table[row][column]
                table[row] = [a - factor * b for a, b in zip(table[row], table[column], strict=True)]
    return [row[-1] for row in table]

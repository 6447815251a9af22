"""Measures that answer what is weak: which, in which order, worth how much."""

from __future__ import annotations

import itertools
from decimal import Decimal

import pytest

from prongsai.assessments.analysis.making import make_analysis
from prongsai.assessments.analysis.model import Analysis, CardFacts
from prongsai.core.ita.loading import framework
from prongsai.core.ita.scoring import score
from prongsai.programme.plans.catalogue import catalogue, find
from prongsai.programme.plans.suggestions import answering, gap_drafts, suggestions, weak_points

FACTS = CardFacts(7, "official", 1, "a" * 64)
GOOD = {str(number): "90" for number in range(1, 11)}


def analysis(points: dict[str, str], year: int = 2568) -> Analysis:
    rules = framework(year)
    return make_analysis(rules, score(rules, {key: Decimal(value) for key, value in points.items()}), FACTS, (), {})


@pytest.fixture(scope="module")
def two_weak() -> Analysis:
    """Indicators 4 and 5 are weak."""
    return analysis(GOOD | {"4": "65.07", "5": "80"})


def test_weak_points_are_indicators_by_gap_then_their_topics(two_weak: Analysis) -> None:
    assert [(weak.kind, weak.key) for weak in weak_points(two_weak)] == [
        ("indicator", "4"),
        ("indicator", "5"),
        ("topic", "assets"),
        ("topic", "anti_corruption"),
    ]


def test_a_measure_that_answers_more_comes_before_one_that_answers_less(two_weak: Analysis) -> None:
    found = suggestions(two_weak)
    counts = [len(one.answers) for one in found]
    assert counts == sorted(counts, reverse=True)
    assert found[0].entry.key == "asset-count"  # indicators 4 and 5 and the topic of assets
    assert {weak.key for weak in found[0].answers} == {"4", "5", "assets"}


def test_among_equals_what_is_worth_more_comes_first(two_weak: Analysis) -> None:
    found = suggestions(two_weak)
    for one, other in itertools.pairwise(found):
        if len(one.answers) == len(other.answers):
            assert one.worth >= other.worth


def test_what_shares_nothing_with_what_is_weak_is_not_suggested(two_weak: Analysis) -> None:
    suggested = {one.entry.key for one in suggestions(two_weak)}
    fitting = {entry.key for entry in catalogue() if {4, 5} & set(entry.indicators) or {"assets", "anti_corruption"} & set(entry.topics)}
    assert suggested == fitting


def test_a_good_result_asks_for_nothing() -> None:
    assert suggestions(analysis(GOOD)) == ()


def test_the_worth_of_a_measure_is_what_its_weak_indicators_lack_in_the_total(two_weak: Analysis) -> None:
    first = suggestions(two_weak)[0]
    assert first.worth == Decimal("1.20") + Decimal("0.30")


def test_a_missing_item_finds_its_measure_and_counts_nothing_besides_its_indicator() -> None:
    rules = framework(2568)
    oit = {item.code: "100" for instrument in rules.instruments if instrument.kind == "checks" for item in instrument.items}
    found = suggestions(analysis({**{str(number): "90" for number in range(1, 9)}, **oit, "O12": "0"}))
    items = answering(found, "item", "O12")
    assert items
    assert all("O12" in one.entry.disclosure for one in items)
    # 9.3 has two items: 9 is at 90, so the indicator passes and the item counts for itself.
    assert {one.worth for one in items} == {Decimal("2.00")}
    worse = suggestions(analysis({**{str(number): "90" for number in range(1, 9)}, **oit, "O12": "0", "O13": "0"}))
    both = next(one for one in worse if {"9", "O12"} <= {weak.key for weak in one.answers})
    assert both.worth == next(weak.worth for weak in both.answers if weak.key == "9")


def test_items_of_another_year_are_followed_to_the_year_of_the_catalogue() -> None:
    rules = framework(2567)
    oit = {item.code: "100" for instrument in rules.instruments if instrument.kind == "checks" for item in instrument.items}
    (item,) = (weak for weak in weak_points(analysis(oit | {"O17": "0"}, 2567)) if weak.kind == "item")
    assert (item.key, item.codes) == ("O17", ("O13",))  # the yearly report on procurement


def test_answering_keeps_the_order_and_the_number_asked_for(two_weak: Analysis) -> None:
    found = suggestions(two_weak)
    of_four = answering(found, "indicator", "4")
    assert [one.entry.key for one in found if 4 in one.entry.indicators] == [one.entry.key for one in of_four]
    assert answering(found, "indicator", "4", 2) == of_four[:2]
    assert answering(found, "indicator", "9") == ()


def test_what_is_kept_with_a_measure_are_numbers_of_indicators_and_items_not_topics(two_weak: Analysis) -> None:
    entry = find("asset-count")
    assert entry is not None
    kept = gap_drafts(two_weak, entry)
    assert [(gap.key, gap.points, gap.gap, gap.worth) for gap in kept] == [
        ("4", Decimal("65.07"), Decimal("19.93"), Decimal("1.20")),
        ("5", Decimal("80.00"), Decimal("5.00"), Decimal("0.30")),
    ]
    assert {(gap.fiscal_year, gap.kind, gap.scorecard_id, gap.scorecard_digest) for gap in kept} == {(2568, "official", 7, "a" * 64)}

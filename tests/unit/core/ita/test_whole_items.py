"""Published scores of disclosure are whole items in sub-indicators, and nothing else explains them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from prongsai.core.ita.loading import framework
from prongsai.core.ita.rounding import published
from prongsai.core.ita.whole_items import is_of_checks, missing_items, whole_scores

PUBLISHED = [
    ("9", "97.78", (("9.1", 1),)),
    ("9", "97.50", (("9.2", 1),)),
    ("9", "97.14", (("9.3", 1),)),
    ("9", "96.00", (("9.5", 1),)),
    ("9", "94.64", (("9.2", 1), ("9.3", 1))),
    ("9", "93.78", (("9.1", 1), ("9.5", 1))),
    ("9", "93.50", (("9.2", 1), ("9.5", 1))),
    ("10", "93.75", (("10.1", 1),)),
    ("10", "87.50", (("10.1", 2),)),
]


@pytest.mark.parametrize(("indicator", "points", "missing"), PUBLISHED)
def test_published_scores_of_2564_are_one_or_two_missing_items(indicator: str, points: str, missing: tuple[tuple[str, int], ...]) -> None:
    ways = missing_items(framework(2564), indicator, Decimal(points))
    assert ways[0].by_part == missing
    assert [way.by_part for way in ways if way.count <= 2] == [missing]


def test_two_items_of_one_pair_of_parts_give_ninety_two_and_a_half() -> None:
    few = {way.by_part for way in missing_items(framework(2564), "9", Decimal("92.50")) if way.count <= 2}
    assert few == {(("9.2", 1), ("9.4", 1))}


@pytest.mark.parametrize(("indicator", "points", "missing"), PUBLISHED)
def test_the_mean_over_items_explains_none_of_them(indicator: str, points: str, missing: object) -> None:
    items = [item for entry in framework(2564).indicators if entry.key == indicator for item in entry.all_items]
    reached = {published(Fraction(100 * found, len(items))) for found in range(len(items) + 1)}
    assert Decimal(points) not in reached


def test_a_score_that_whole_items_cannot_give_has_no_explanation() -> None:
    assert missing_items(framework(2564), "10", Decimal("93.76")) == ()
    assert missing_items(framework(2564), "10", Decimal(100))[0].count == 0


def test_what_an_explanation_says_gives_the_score() -> None:
    for points, ways in ((points, missing_items(framework(2568), "9", points)) for points in (Decimal("95.00"), Decimal("96.67"))):
        sizes = {sub.number: len(sub.items) for entry in framework(2568).indicators for sub in entry.sub_indicators}
        for way in ways:
            lost = sum((Fraction(100 * count, sizes[part] * 5) for part, count in way.by_part), Fraction(0))
            assert published(100 - lost) == points


@pytest.mark.parametrize("year", [2562, 2564, 2568])
@pytest.mark.parametrize("key", ["9", "10"])
def test_the_scores_that_whole_items_give_are_those_that_have_an_explanation(year: int, key: str) -> None:
    grid = {Decimal(cents) / 100 for cents in range(10_001)}
    assert set(whole_scores(framework(year), key)) == {points for points in grid if missing_items(framework(year), key, points)}
    assert list(whole_scores(framework(year), key)) == sorted(whole_scores(framework(year), key))


def test_a_sub_indicator_has_as_many_scores_as_numbers_of_its_items() -> None:
    assert whole_scores(framework(2564), "10.2") == (0, 50, 100)


def test_only_disclosure_is_made_of_whole_items() -> None:
    assert [key for key in ("1", "8", "9", "10", "9.1", "OIT") if is_of_checks(framework(2564), key)] == ["9", "10"]

"""A result taken apart: gaps, what reaching the mark is worth, whole items, years and topics."""

from __future__ import annotations

from decimal import Decimal

import pytest

from prongsai.assessments.analysis.making import make_analysis
from prongsai.assessments.analysis.model import Analysis, CardFacts, YearBeside
from prongsai.core.ita.loading import framework, known_years
from prongsai.core.ita.scoring import score

TEN = ("78.32", "71.31", "73.33", "65.07", "65.17", "79.42", "81.73", "77.38", "46.19", "0")
FACTS = CardFacts(7, "official", 1, "a" * 64)


def made(points: dict[str, str], year: int = 2563, years: tuple[YearBeside, ...] = ()) -> Analysis:
    rules = framework(year)
    return make_analysis(rules, score(rules, {key: Decimal(value) for key, value in points.items()}), FACTS, years, {})


@pytest.fixture(scope="module")
def poor() -> Analysis:
    """A year in which every indicator is weak."""
    return made({str(number): value for number, value in enumerate(TEN, start=1)})


def test_the_widest_gap_comes_first_and_the_ranking_the_other_way_round(poor: Analysis) -> None:
    assert [weak.standing.key for weak in poor.weak] == ["10", "9", "4", "5", "2", "3", "8", "1", "6", "7"]
    assert [entry.key for entry in poor.ranking] == ["7", "6", "1", "8", "3", "2", "5", "4", "9", "10"]


def test_what_the_pass_mark_of_an_indicator_is_worth_is_its_gap_by_its_share_of_the_total(poor: Analysis) -> None:
    worth = {weak.standing.key: weak.worth for weak in poor.weak}
    assert worth["4"] == Decimal("1.20")  # (85 - 65.07) × 0.30 ÷ 5
    assert worth["8"] == Decimal("0.76")  # (85 - 77.38) × 0.30 ÷ 3
    assert worth["10"] == Decimal("17.00")  # 85 × 0.40 ÷ 2


def test_whole_items_explain_disclosure_and_nothing_else(poor: Analysis) -> None:
    by_key = {weak.standing.key: weak for weak in poor.weak}
    nothing, some = by_key["10"].whole_items, by_key["9"].whole_items
    assert by_key["4"].whole_items is None
    assert nothing is not None
    assert some is not None
    assert (nothing.ways, nothing.fewest, nothing.parts) == (1, 10, ("10.1", "10.2"))
    assert some.ways > 1
    assert "46.19" in some.words.thai
    assert "46.19" in some.words.english


def test_a_sub_indicator_is_called_weak_only_where_every_way_lacks_one_of_its_items(poor: Analysis) -> None:
    by_key = {weak.standing.key: weak for weak in poor.weak}
    assert [part.sub_indicator.number for part in by_key["10"].parts] == ["10.1", "10.2"]
    sure = {part.sub_indicator.number for part in by_key["9"].parts}
    assert sure < {"9.1", "9.2", "9.3", "9.4", "9.5"}
    assert all(part.points is None and part.advice for part in by_key["10"].parts)


def test_a_score_that_whole_items_do_not_give_is_told_so() -> None:
    (weak,) = made({"9": "80.01"}).weak
    assert weak.whole_items is not None
    assert (weak.whole_items.ways, weak.parts) == (0, ())
    assert "80.01" in weak.whole_items.words.thai


def test_items_that_were_looked_for_and_not_found_are_named_with_what_they_are_worth() -> None:
    found = made({f"O{number}": "0" if number in (34, 42) else "100" for number in range(34, 44)})
    assert [(one.item.code, one.worth) for one in found.missing] == [("O34", Decimal("1.25")), ("O42", Decimal("5.00"))]
    (weak,) = found.weak
    assert [one.item.code for one in weak.missing] == ["O34", "O42"]
    assert [(part.sub_indicator.number, part.points) for part in weak.parts] == [("10.2", Decimal("50.00"))]


def test_what_is_not_known_is_neither_weak_nor_missing() -> None:
    found = made({"4": "90"})
    assert (found.weak, found.missing) == ((), ())
    assert [entry.key for entry in found.unknown] == ["1", "2", "3", "5", "6", "7", "8", "9", "10"]


def test_points_are_compared_with_the_last_year_before_and_not_with_a_later_one() -> None:
    years = tuple(
        YearBeside(year, "official", {"4": Decimal(points)}, None, False) for year, points in ((2561, 50), (2562, 60), (2564, 90))
    )
    found = made({"4": "65.07"}, years=years)
    standing = next(entry for entry in found.standings if entry.key == "4")
    assert (found.before_year, standing.before, standing.change) == (2562, Decimal(60), Decimal("5.07"))


def test_a_year_without_topics_takes_those_of_the_latest_year_that_has_some(poor: Analysis) -> None:
    assert poor.topics_year == known_years()[-1]
    assert [entry.number for entry in poor.topics] == [1, 2, 3, 4, 5, 6, 7]
    assets = next(entry for entry in poor.topics if entry.topic.key == "assets")
    assert [entry.key for entry in assets.weak] == ["4"]
    assert assets.lowest is assets.weak[0]
    assert assets.advice is not None


def test_items_of_borrowed_topics_are_not_read_as_items_of_the_year() -> None:
    found = made({"O12": "0", "9": "90"})
    assert [one.item.code for one in found.missing] == ["O12"]
    assert all(not entry.missing for entry in found.topics)


def test_a_year_with_topics_of_its_own_puts_missing_items_under_them() -> None:
    found = made({"O12": "0"}, year=2568)
    assert found.topics_year == 2568
    assert {entry.topic.key for entry in found.topics if entry.missing} == {"budget"}
    assert not any(entry.is_known for entry in found.topics)

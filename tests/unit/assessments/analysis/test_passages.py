"""Items and indicators followed through the years."""

from __future__ import annotations

from prongsai.assessments.analysis.passages import codes_in


def test_in_its_own_year_a_code_is_itself() -> None:
    assert codes_in("O12", 2568, 2568) == ("O12",)


def test_an_indicator_keeps_its_number_through_all_years_both_ways() -> None:
    assert codes_in("4", 2562, 2569) == ("4",)
    assert codes_in("10", 2569, 2562) == ("10",)


def test_an_item_is_followed_through_the_years_between() -> None:
    # The report on measures: the last item of 2564, 2567 and 2569.
    assert codes_in("O43", 2564, 2567) == ("O35",)
    assert codes_in("O26", 2569, 2567) == ("O35",)


def test_what_was_dropped_or_never_was_has_no_code() -> None:
    assert codes_in("O9", 2564, 2569) == ()  # social network, dropped after 2566
    assert codes_in("O99", 2564, 2569) == ()


def test_before_the_first_mapping_nothing_is_known() -> None:
    assert codes_in("4", 2564, 2561) == ()

"""Names of the indicators."""

from __future__ import annotations

import pytest
from django.utils import translation

from prongsai.core.ita.loading import known_years
from prongsai.programme.plans.drafts import INDICATORS
from prongsai.programme.plans.indicators import indicator, indicators


@pytest.mark.parametrize("year", [2540, *known_years(), 2640])
def test_every_year_has_ten_indicators_by_number_from_one(year: int) -> None:
    assert [entry.number for entry in indicators(year)] == list(INDICATORS)


def test_staff_are_asked_about_one_to_five_the_public_about_six_to_eight_and_two_are_disclosure() -> None:
    assert [entry.instrument for entry in indicators(2569)] == ["IIT"] * 5 + ["EIT"] * 3 + ["OIT"] * 2


def test_an_indicator_is_named_in_the_language_of_the_page() -> None:
    found = indicator(2569, 4)
    assert found is not None
    with translation.override("th"):
        assert found.name == found.thai
    with translation.override("en"):
        assert found.name == found.english


def test_a_year_without_framework_takes_the_names_of_the_nearest() -> None:
    assert indicators(2540) == indicators(known_years()[0])
    assert indicators(2640) == indicators(known_years()[-1])


def test_no_indicator_has_a_number_outside_one_to_ten() -> None:
    assert (indicator(2569, 0), indicator(2569, 11)) == (None, None)

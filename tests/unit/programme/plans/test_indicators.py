"""Names of the indicators."""

from __future__ import annotations

from django.utils import translation

from prongsai.programme.plans.drafts import INDICATORS
from prongsai.programme.plans.indicators import indicator, indicators


def test_there_are_ten_indicators_by_number_from_one() -> None:
    assert [entry.number for entry in indicators()] == list(INDICATORS)


def test_staff_are_asked_about_one_to_five_the_public_about_six_to_eight_and_two_are_disclosure() -> None:
    assert [entry.instrument for entry in indicators()] == ["IIT"] * 5 + ["EIT"] * 3 + ["OIT"] * 2


def test_an_indicator_is_named_in_the_language_of_the_page() -> None:
    found = indicator(4)
    assert found is not None
    with translation.override("th"):
        assert found.name == found.thai
    with translation.override("en"):
        assert found.name == found.english


def test_no_indicator_has_a_number_outside_one_to_ten() -> None:
    assert (indicator(0), indicator(11)) == (None, None)

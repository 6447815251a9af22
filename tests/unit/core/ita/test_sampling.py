"""How many must answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.ita.loading import framework
from prongsai.core.ita.sampling import enough_for, required_sample


@pytest.mark.parametrize(
    ("population", "required"),
    [(0, 0), (1, 1), (29, 29), (30, 30), (299, 30), (300, 30), (301, 31), (4000, 400), (4001, 400), (90_000, 400)],
)
def test_all_of_few_a_tenth_of_many_and_never_more_than_four_hundred(population: int, required: int) -> None:
    sample = required_sample(framework(2564), "IIT", population)
    assert sample is not None
    assert sample.required == required
    assert sample.is_met(required)
    assert not sample.is_met(required - 1)


def test_an_instrument_without_people_has_no_sample() -> None:
    assert required_sample(framework(2564), "OIT", 100) is None


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_a_larger_population_never_needs_a_smaller_sample(one: int, other: int) -> None:
    small, large = sorted((one, other))
    first, second = required_sample(framework(2564), "EIT", small), required_sample(framework(2564), "EIT", large)
    assert first is not None
    assert second is not None
    assert first.required <= second.required <= large or large == small


def test_a_population_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="-1"):
        required_sample(framework(2564), "IIT", -1)


@pytest.mark.parametrize(("answers", "population"), [(0, 0), (3, 3), (29, 29), (30, 300), (31, 310), (46, 460), (399, 3990), (400, None)])
def test_answers_are_enough_up_to_a_population(answers: int, population: int | None) -> None:
    assert enough_for(framework(2564), "IIT", answers) == population
    if population is not None:
        enough, too_few = required_sample(framework(2564), "IIT", population), required_sample(framework(2564), "IIT", population + 1)
        assert enough is not None
        assert too_few is not None
        assert enough.required <= answers < too_few.required


def test_only_surveys_have_samples() -> None:
    with pytest.raises(LookupError, match="OIT"):
        enough_for(framework(2564), "OIT", 10)

"""Forms as whole numbers: units that every possible mean of ticked rows fits into."""

from __future__ import annotations

from fractions import Fraction

import pytest

from prongsai.core.ita.loading import framework, known_years
from prongsai.core.ita.national.forms import survey_forms


@pytest.mark.parametrize("year", known_years())
def test_a_mean_of_any_number_of_ticked_rows_is_a_whole_number_of_units(year: int) -> None:
    items = {item.code: item for item in framework(year).items}
    for form in survey_forms(framework(year)):
        for item in form.items:
            for row, known in zip(item.rows, items[item.code].rows, strict=True):
                exact = [Fraction(points) * item.unit / count for points in known.points for count in range(1, len(item.rows) + 1)]
                assert all(value.denominator == 1 for value in exact)
                assert [Fraction(points, item.unit // item.spread) for points in row.points] == [Fraction(one) for one in known.points]


def test_only_surveys_have_forms_and_their_rows_keep_the_order_of_the_framework() -> None:
    forms = survey_forms(framework(2564))
    assert [form.code for form in forms] == ["IIT", "EIT"]
    assert [row.key for form in forms for row in form.rows] == [
        row.key for instrument in framework(2564).instruments[:2] for row in instrument.rows
    ]
    assert [row.column for row in forms[0].rows[:3]] == ["I1_1", "I1_2", "I2"]

"""Which item became which: every item of both years is told of, and the way there and back agree."""

from __future__ import annotations

import pytest

from prongsai.core.ita.loading import framework, known_years
from prongsai.core.ita.mapping import mapping_from


@pytest.mark.parametrize("year", known_years()[:-1])
def test_every_item_and_indicator_of_both_years_is_told_of(year: int) -> None:
    found = mapping_from(year)
    assert found is not None
    before = {key for passage in (*found.items, *found.indicators) for key in passage.before}
    after = {key for passage in (*found.items, *found.indicators) for key in passage.after}
    assert before == {item.code for item in framework(year).items} | {str(number) for number in range(1, 11)}
    assert after == {item.code for item in framework(year + 1).items} | {str(number) for number in range(1, 11)}


@pytest.mark.parametrize("year", known_years()[:-1])
def test_the_way_back_leads_where_the_way_there_began(year: int) -> None:
    found = mapping_from(year)
    assert found is not None
    for item in framework(year).items:
        for later in found.after(item.code):
            assert item.code in found.before(later)


def test_the_report_on_measures_keeps_its_place_by_name() -> None:
    found = mapping_from(2568)
    assert found is not None
    assert found.after("O28") == ("O26",)
    assert found.before("O26") == ("O28",)


def test_the_last_year_has_no_next() -> None:
    assert mapping_from(known_years()[-1]) is None

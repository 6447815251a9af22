"""Which item became which: every item of both years is told of, and the way there and back agree."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from prongsai.core.ita.loading import framework, known_years
from prongsai.core.ita.mapping import load_mapping, mapping_from
from prongsai.core.ita.yaml_lines import FrameworkFault


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


@pytest.mark.parametrize(
    ("name", "changed", "said"),
    [
        ("2563-2564.yaml", "from: 2562\nto: 2563", "from is 2562, but the file is named 2563-2564.yaml"),
        ("2563-2564.yaml", "from: 2563\nto: 2565", "it must be the year after from, 2564"),
        ("trial.yaml", "from: 2563\nto: 2565", "it must be the year after from, 2564"),
        ("trial.yaml", "from: 2569\nto: 2570", "there is no framework of 2570"),
    ],
)
def test_years_that_do_not_follow_each_other_or_the_name_of_the_file_are_refused(
    tmp_path: Path, name: str, changed: str, said: str
) -> None:
    text = files("prongsai.core.ita").joinpath("frameworks", "mapping", "2563-2564.yaml").read_text("utf-8")
    (tmp_path / name).write_text(text.replace("from: 2563\nto: 2564", changed), "utf-8")
    with pytest.raises(FrameworkFault, match=said) as caught:
        load_mapping(tmp_path / name)
    lines = {number for number, line in enumerate(text.splitlines(), start=1) if line.startswith(("from:", "to:"))}
    assert {fault.line for fault in caught.value.faults} <= lines

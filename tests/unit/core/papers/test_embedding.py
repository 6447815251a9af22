"""The paper that a file carries as data beside the visible one: which of the two counts."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.papers.embedding import BESIDE, CODE, NEVER_SHOWN, SHOWN_MOST, prefer_embedded
from prongsai.core.papers.errors import BadPaper
from prongsai.core.papers.model import ActionPlan, DocumentInfo, Measure, Organisation, Paper, Period, Project, Signatory, ValuePlace
from prongsai.core.papers.serial import paper_from_json, paper_to_json

LABELS = sorted((Path(__file__).parents[3] / "data" / "samples").glob("*.json"))

VISIBLE = Paper(
    document=DocumentInfo(type="measures_plan", title="แผนปลูกป่า"),
    organisation=Organisation(name="เทศบาลเมืองฟ้าใส"),
    fiscal_year=2566,
    measures=(Measure("1", "ปลูกต้นไม้", steps=("ขุดหลุม 2 หลุม",), period=Period("ม.ค. 66", date(2023, 1, 1), date(2023, 1, 31))),),
    approval_chain=(Signatory(1, name="นายเมฆ ลอยฟ้า"),),
)
MEASURE = VISIBLE.measures[0]


def _warnings(carried: Paper, visible: Paper = VISIBLE) -> list[str]:
    found = prefer_embedded(visible, paper_to_json(carried))
    return [warning.message for warning in found.warnings if warning.code == CODE]


def test_agreeing_data_is_taken_whole() -> None:
    carried = replace(VISIBLE, places=(ValuePlace("fiscal_year", "บรรทัด 2"),), measures=(replace(MEASURE, step_labels=("ก.",)),))
    assert prefer_embedded(VISIBLE, paper_to_json(carried)) == carried


def test_digits_white_space_and_the_wording_of_dates_do_not_matter() -> None:
    period = Period("มกราคม ๒๕๖๖", date(2023, 1, 1), date(2023, 1, 31))
    carried = replace(VISIBLE, measures=(replace(MEASURE, steps=("ขุดหลุม ๒  หลุม",), period=period),))
    assert prefer_embedded(VISIBLE, paper_to_json(carried)) == carried


@pytest.mark.parametrize(
    "carried",
    [
        replace(VISIBLE, fiscal_year=2567),
        replace(VISIBLE, organisation=Organisation(name="เทศบาลเมืองเมฆงาม")),
        replace(VISIBLE, document=replace(VISIBLE.document, type="action_plan")),
        replace(VISIBLE, measures=(replace(MEASURE, title="ตัดต้นไม้"),)),
        replace(VISIBLE, measures=(replace(MEASURE, period=Period("", date(2023, 1, 1), date(2023, 2, 28))),)),
        replace(VISIBLE, measures=(replace(MEASURE, steps=()),)),
        replace(VISIBLE, measures=()),
        replace(VISIBLE, approval_chain=(Signatory(1, name="นางฝน โปรยปราย"),)),
    ],
    ids=["year", "organisation", "kind", "title", "period", "steps", "count", "signature"],
)
def test_differing_data_loses_to_what_is_visible_with_a_warning(carried: Paper) -> None:
    found = prefer_embedded(VISIBLE, paper_to_json(carried))
    assert replace(found, warnings=()) == VISIBLE
    assert len(_warnings(carried)) == 1


def test_projects_are_compared_too() -> None:
    visible = Paper(action_plan=ActionPlan(projects=(Project(1, "ปลูกป่า"),)))
    assert len(_warnings(Paper(action_plan=ActionPlan(projects=(Project(1, "ตัดป่า"),))), visible)) == 1


def test_a_value_that_is_seen_nowhere_any_more_is_a_difference() -> None:
    visible = replace(VISIBLE, measures=(replace(MEASURE, period=None),))
    assert len(_warnings(VISIBLE, visible)) == 1
    assert "2023-01-31" in _warnings(VISIBLE, visible)[0]


def test_running_text_counts_under_whichever_heading_it_stands() -> None:
    visible = replace(VISIBLE, document=replace(VISIBLE.document, background=("ฝนตก", "แดดออก")))
    carried = replace(VISIBLE, document=replace(VISIBLE.document, preface=("ฝนตก",), closing=("แดดออก",)))
    assert prefer_embedded(visible, paper_to_json(carried)) == carried
    assert len(_warnings(VISIBLE, visible)) == 1


def _leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Paths of all values that a paper states and a layout prints."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in NEVER_SHOWN | BESIDE:
                yield from _leaves(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _leaves(inner, (*path, index))
    elif value is not None:
        yield path


def _other(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    if re.fullmatch(r"\d{4}-\d\d(-\d\d)?", value):
        return f"{int(value[:4]) + 1}{value[4:]}" if value[5:] != "02-29" else "2031-03-01"
    return CHOICES.get(value, f"{value}ฝน")


CHOICES = {"completed": "in_progress", "in_progress": "not_started", "not_started": "completed", "IIT": "EIT", "EIT": "OIT", "OIT": "IIT"}


@pytest.mark.parametrize("label", LABELS, ids=lambda path: path.stem)
def test_a_change_of_any_printed_value_is_found(label: Path) -> None:
    carried = paper_to_json(paper_from_json(json.loads(label.read_text("utf-8"))))
    missed = []
    for path in _leaves(carried):
        edited = copy.deepcopy(carried)
        holder = edited
        for step in path[:-1]:
            holder = holder[step]
        holder[path[-1]] = _other(holder[path[-1]])
        try:
            visible = paper_from_json(edited)
        except BadPaper:
            assert path[-1] in {"type", "indicator_no"}  # values of a fixed list, which a test above changes
            continue
        if not any(warning.code == CODE for warning in prefer_embedded(visible, carried).warnings):
            missed.append(path)
    assert missed == []


def test_many_differences_are_cut_short() -> None:
    many = tuple(replace(MEASURE, number=str(n), title=f"ปลูก {n}") for n in range(20))
    other = tuple(replace(measure, title=f"ตัด {measure.number}") for measure in many)
    found = _warnings(replace(VISIBLE, measures=other), replace(VISIBLE, measures=many))
    assert len(found) == SHOWN_MOST + 1
    assert found[-1] == "และอีก 10 แห่ง"


@pytest.mark.parametrize("data", [{"schema": "other/1"}, {"measures": "ปลูก"}, {"measures": [{"number": 1, "title": 5}]}])
def test_broken_data_loses_to_what_is_visible_with_a_warning(data: dict[str, Any]) -> None:
    found = prefer_embedded(VISIBLE, data)
    assert replace(found, warnings=()) == VISIBLE
    assert found.warnings[0].code == CODE


_json = st.recursive(
    st.none() | st.booleans() | st.integers(0, 9) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(paper_to_json(VISIBLE))), inner, max_size=3),
)


@given(st.dictionaries(st.sampled_from(sorted(paper_to_json(VISIBLE))), _json, max_size=5))
def test_no_data_makes_the_choice_fail(data: dict[str, Any]) -> None:
    assert isinstance(prefer_embedded(VISIBLE, data), Paper)


def test_a_value_that_differs_is_offered_as_seen_and_as_carried() -> None:
    (measure, *rest) = VISIBLE.measures
    carried = replace(VISIBLE, measures=(replace(measure, title="เผาป่า"), *rest))
    (warning,) = prefer_embedded(VISIBLE, paper_to_json(carried)).warnings
    assert (warning.path, warning.as_read) == ("measures[0].title", measure.title)
    assert [candidate.value for candidate in warning.candidates] == [measure.title, "เผาป่า"]


def test_a_list_with_fewer_entries_has_a_path_and_no_candidates() -> None:
    (warning,) = prefer_embedded(VISIBLE, paper_to_json(replace(VISIBLE, measures=(*VISIBLE.measures, *VISIBLE.measures)))).warnings
    assert (warning.path, warning.candidates) == ("measures", ())

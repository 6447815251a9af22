"""Rows that change by buttons."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from prongsai.interfaces.staff.forms.measures import StepForm
from prongsai.interfaces.staff.forms.rows import Act, act_of, changed, typed_rows

ROWS: list[dict[str, Any]] = [{"text": "ก"}, {"text": "ข"}, {"text": "ค"}]


def texts(rows: list[dict[str, Any]]) -> list[str]:
    return [row.get("text", "") for row in rows]


@pytest.mark.parametrize(
    ("act", "after", "seen"),
    [
        (Act("add", -1), ["ก", "ข", "ค", ""], 3),
        (Act("remove", 1), ["ก", "ค"], 1),
        (Act("remove", 2), ["ก", "ข"], 1),
        (Act("up", 2), ["ก", "ค", "ข"], 1),
        (Act("down", 0), ["ข", "ก", "ค"], 1),
        (Act("up", 0), ["ก", "ข", "ค"], 0),
        (Act("down", 2), ["ก", "ข", "ค"], 2),
        (Act("remove", 9), ["ก", "ข", "ค"], -1),
    ],
)
def test_each_button_changes_the_rows_and_says_where_to_look(act: Act, after: list[str], seen: int) -> None:
    rows, index = changed(ROWS, act, 10)
    assert (texts(rows), index) == (after, seen)


def test_no_row_is_added_beyond_the_most() -> None:
    assert len(changed(ROWS, Act("add", -1), 3)[0]) == 3


@given(st.sampled_from(["up", "down"]), st.integers(0, 5))
def test_moving_loses_no_row(name: str, index: int) -> None:
    assert sorted(texts(changed(ROWS, Act(name, index), 10)[0])) == texts(ROWS)


@pytest.mark.parametrize(("value", "act"), [("up-2", Act("up", 2)), ("add", Act("add", -1)), ("save", None), ("", None), ("up-x", None)])
def test_only_the_buttons_of_rows_are_acts(value: str, act: Act | None) -> None:
    data = QueryDict(mutable=True)
    data["act"] = value
    assert act_of(data) == act


def test_typed_rows_keep_text_ticks_and_choices_as_typed() -> None:
    data = QueryDict(
        "steps-TOTAL_FORMS=2&steps-0-text=ก&steps-0-units=1&steps-0-units=3&steps-0-is_for_every_unit=on&steps-1-starts_on=๓๑ ก.พ."
    )
    first, second = typed_rows(StepForm, data, "steps", 10)
    assert (first["text"], first["units"], first["is_for_every_unit"]) == ("ก", ["1", "3"], True)
    assert (second["text"], second["units"], second["is_for_every_unit"], second["starts_on"]) == ("", [], False, "๓๑ ก.พ.")


@pytest.mark.parametrize("count", ["", "x", "-1", "٣"])
def test_a_count_that_is_no_number_gives_no_rows(count: str) -> None:
    data = QueryDict(mutable=True)
    data["steps-TOTAL_FORMS"] = count
    assert typed_rows(StepForm, data, "steps", 10) == []

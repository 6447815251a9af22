"""Paths lead to the values of a paper's JSON form."""

from __future__ import annotations

import pytest

from prongsai.core.papers.model import Measure, Monitoring, Paper, Period
from prongsai.core.papers.paths import value_at
from prongsai.core.papers.serial import paper_to_json

PAPER = paper_to_json(Paper(fiscal_year=2566, measures=(Measure("1", "ปลูก", steps=("ขุด", "ฝัง"), monitoring=Monitoring("สิ้นปี")),)))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("fiscal_year", 2566),
        ("measures[0].title", "ปลูก"),
        ("measures[0].steps[1]", "ฝัง"),
        ("measures[0].monitoring.due", None),
        ("measures[0].period.start", None),
        ("organisation.name", None),
    ],
)
def test_a_path_leads_to_its_value(path: str, value: object) -> None:
    assert value_at(PAPER, path) == value


@pytest.mark.parametrize(
    "path", ["", "measures[1].title", "measures[0].colour", "fiscal_year.start", "measures[x]", "measures[0].steps[2]"]
)
def test_what_no_paper_has_is_refused(path: str) -> None:
    with pytest.raises(KeyError):
        value_at(PAPER, path)


def test_a_period_is_an_object() -> None:
    obj = paper_to_json(Paper(measures=(Measure("1", "ก", period=Period("ปี")),)))
    assert value_at(obj, "measures[0].period") == {"as_written": "ปี", "start": None, "end": None}

"""The comparison that the other tests rest on finds what differs, and lets pass what does not count."""

from __future__ import annotations

from typing import Any

import pytest
from tests.integration.paper_differences import agreement, differences

PAPER: dict[str, Any] = {
    "fiscal_year": 2568,
    "measures": [
        {"title": "ตรวจนับพัสดุ", "steps": ["นับ", "รายงาน"], "status": None, "period": {"as_written": "ปี ๖๘", "start": "2024-10-01"}}
    ],
    "ita": {"overall_score": 88.5},
}


def _with(path: str, value: object) -> dict[str, Any]:
    measure = {**PAPER["measures"][0], path: value}
    return {**PAPER, "measures": [measure]}


def test_a_paper_does_not_differ_from_itself_and_agrees_wholly() -> None:
    assert differences(PAPER, PAPER) == []
    assert agreement(PAPER, PAPER) == 1.0


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("title", "ตรวจนับครุภัณฑ์"),
        ("steps", ["นับ"]),
        ("steps", ["รายงาน", "นับ"]),
        ("steps", ["นับรายงาน"]),
        ("status", "completed"),
        ("period", {"as_written": "ปี ๖๘", "start": "2024-10-02"}),
        ("period", None),
    ],
)
def test_every_change_of_a_value_is_found(path: str, value: object) -> None:
    found = differences(PAPER, _with(path, value))
    assert len(found) >= 1
    assert all(place.startswith(f"measures[0].{path}") for place in found)


def test_a_measure_more_or_less_is_a_difference_and_lowers_the_agreement() -> None:
    twice = {**PAPER, "measures": PAPER["measures"] * 2}
    assert differences(PAPER, twice) != []
    assert differences(twice, PAPER) != []
    assert 0.5 < agreement(PAPER, twice) < 1.0


def test_white_space_and_needless_zeros_do_not_count_and_digits_only_when_asked() -> None:
    other = {**_with("title", "ตรวจ นับ พัสดุ"), "ita": {"overall_score": "88.50"}, "fiscal_year": 2568.0}
    assert differences(PAPER, {**other, "ita": PAPER["ita"]}) == []
    thai = _with("period", {"as_written": "ปี 68", "start": "2024-10-01"})
    assert differences(PAPER, thai) != []
    assert differences(PAPER, thai, any_digits=True) == []


def test_what_the_label_leaves_open_is_not_compared() -> None:
    assert differences({"fiscal_year": 2568}, {**PAPER, "measures": []}) == []
    assert agreement({"fiscal_year": 2568}, PAPER) == 1.0


def test_running_text_may_be_divided_into_other_paragraphs() -> None:
    assert differences({"rationale": ["เหตุที่หนึ่ง", "เหตุที่สอง"]}, {"rationale": ["เหตุที่หนึ่ง เหตุที่สอง"]}) == []
    assert differences({"rationale": ["เหตุที่หนึ่ง"]}, {"rationale": ["เหตุที่สอง"]}) != []


def test_papers_without_a_value_in_common_do_not_agree_at_all() -> None:
    assert agreement(PAPER, {"fiscal_year": 2500, "measures": []}) == 0.0

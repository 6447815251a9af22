"""Headings of projects and sections in an action plan."""

from __future__ import annotations

import pytest

from prongsai.core.papers.understanding.project_headings import DIMENSION, ProjectHeading, match_heading, match_section


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("2. หลักการและเหตุผล", ProjectHeading("rationale", "2", "")),
        ("๓. วัตถุประสงด์", ProjectHeading("objectives", "3", "")),
        ("1. ชื่อโครงการ : ปลูกป่า", ProjectHeading("name", "1", "ปลูกป่า")),
        ("1. ชื่อโครงการ ปลูกป่าชายเลน", ProjectHeading("name", "1", "ปลูกป่าชายเลน")),
        ("งบประมาณ: 5,000 บาท", ProjectHeading("budget", None, "5,000 บาท")),
        ("**9. ผู้รับผิดชอบ**", None),
        ("ผู้รับผิดชอบ", ProjectHeading("responsible", None, "")),
    ],
)
def test_heading_is_known_with_number_and_rest(text: str, heading: ProjectHeading | None) -> None:
    found = match_heading(text)
    assert found == heading or (heading is None and found is not None)


@pytest.mark.parametrize(
    ("text", "field", "rest"),
    [
        ("7. ระยะเวลาดำเนินการ 1 ปี", "period", "1 ปี"),
        ("9. หน่วยงานที่รับผิดชอบ กองคลัง", "responsible", "กองคลัง"),
        ("8. งบประมาณ 10 บาท", "budget", "10 บาท"),
    ],
)
def test_short_text_behind_a_heading_is_its_value_not_a_misspelling(text: str, field: str, rest: str) -> None:
    found = match_heading(text)
    assert found is not None
    assert (found.field, found.rest) == (field, rest)


def test_white_space_inside_a_heading_is_no_value() -> None:
    found = match_heading("10. ตัวชี้วัด / ผลลัพธ์")
    assert found is not None
    assert (found.field, found.rest) == ("indicators", "")


def test_beginning_of_a_heading_counts_only_in_turn() -> None:
    found = match_heading("10. ตัวชี้วัดเชิงปริมาณ")
    assert found is not None
    assert (found.field, found.is_sure) == ("indicators", False)


@pytest.mark.parametrize("text", ["ปลูกป่า", "4. ปลูกป่า", "1. ชื่อโครงการ" + "ก" * 400, "งบ"])
def test_other_lines_are_no_headings(text: str) -> None:
    assert match_heading(text) is None


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("๒.๑ การปลูกป่า", ("2.1", "การปลูกป่า")),
        ("2.1.3การปลูกป่า", ("2.1.3", "การปลูกป่า")),
        ("2. การปลูกป่า", None),
        ("2.50 บาท" + "ก" * 301, None),
    ],
)
def test_section_has_a_number_of_two_or_three_parts(text: str, section: tuple[str, str] | None) -> None:
    assert match_section(text) == section


def test_dimension_is_known_with_number_and_title() -> None:
    found = DIMENSION.match("# มิติที่ ๒ : การปลูกป่า")
    assert found is not None
    assert (found[1], found[2]) == ("๒", "การปลูกป่า")

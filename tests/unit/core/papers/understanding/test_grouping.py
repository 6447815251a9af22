"""Rows of a table: which begins a measure, which is a step of its own, which goes on."""

from __future__ import annotations

import pytest
from tests.unit.core.papers.understanding.flows import joined, row

from prongsai.core.papers.understanding.grouping import Draft, group_rows, split_number
from prongsai.core.papers.understanding.rows import TableRow


@pytest.mark.parametrize(
    ("title", "number", "rest"),
    [
        ("มาตรการที่ ๑ ปลูกต้นไม้", "1", "ปลูกต้นไม้"),
        ("กิจกรรมที่ 2.1: ปลูกต้นไม้", "2.1", "ปลูกต้นไม้"),
        ("๓. ปลูกต้นไม้", "3", "ปลูกต้นไม้"),
        ("(4) ปลูกต้นไม้", "4", "ปลูกต้นไม้"),
        ("2.10 ปลูกต้นไม้", "2.10", "ปลูกต้นไม้"),
        ("- ปลูกต้นไม้", None, "ปลูกต้นไม้"),
        ("ปลูกต้นไม้ 100 ต้น", None, "ปลูกต้นไม้ 100 ต้น"),
        ("มาตรการที่ 5", "5", ""),
    ],
)
def test_number_of_a_title_is_taken_off(title: str, number: str | None, rest: str) -> None:
    assert split_number(title) == (number, rest)


def _titles(*rows: TableRow) -> list[tuple[str | None, str, list[int]]]:
    """Number and title of each measure with the count of rows in each part."""
    drafts, _ = group_rows(joined(*rows))
    return [(draft.number, " ".join(draft.title), [len(part.rows) for part in draft.parts]) for draft in drafts]


def test_numbered_row_begins_a_measure() -> None:
    assert _titles(row(number="1", title="ก", steps="ข"), row(number="๒.", title="ค", steps="ง")) == [("1", "ก", [1]), ("2", "ค", [1])]


def test_row_without_number_and_dates_in_a_numbered_table_goes_on_with_title_and_steps() -> None:
    assert _titles(row(number="1", title="ปลูก", steps="ก"), row(number="", title="ต้นไม้", steps="ข")) == [("1", "ปลูก ต้นไม้", [2])]


def test_row_with_empty_title_and_dates_of_its_own_is_a_step() -> None:
    first = row(number="1", title="ก", steps="1.1 ข", units="กองช่าง", period="ม.ค. 2566")
    second = row(number="", title="", steps="1.2 ค", units="กองคลัง", period="ก.พ. 2566")
    assert _titles(first, second) == [("1", "ก", [1, 1])]


def test_row_with_empty_title_and_no_dates_goes_on_with_the_step_above() -> None:
    first = row(number="1", title="ก", steps="1.1 ข", units="กองช่าง", period="ม.ค. 2566")
    assert _titles(first, row(number="", title="", steps="และค", units="", period="")) == [("1", "ก", [2])]


def test_unnumbered_table_begins_a_measure_at_every_title_on_a_page() -> None:
    assert _titles(row(title="ก", steps="ข"), row(title="ค", steps="ง"), row(title="", steps="จ")) == [(None, "ก", [1]), (None, "ค", [2])]


def test_rows_before_the_first_measure_are_given_back() -> None:
    stray = row(number="", title="", steps="หลง")
    drafts, orphans = group_rows(joined(stray, row(number="1", title="ก", steps="ข")))
    assert len(drafts) == 1
    assert orphans == [stray]


def test_row_over_the_whole_width_names_the_group_of_the_measures_below() -> None:
    drafts = _drafts(row(spans_all=True, number="สวนสาธารณะ", title="", steps=""), row(number="1", title="ก", steps="ข"))
    assert [(draft.number, draft.group) for draft in drafts] == [("1", "สวนสาธารณะ")]


def _drafts(*rows: TableRow) -> list[Draft]:
    return group_rows(joined(*rows))[0]


def test_row_that_only_numbers_the_columns_is_skipped() -> None:
    drafts, orphans = group_rows(joined(row(number="(1)", title="(2)", steps="(3)"), row(number="1", title="ก", steps="ข")))
    assert [draft.title for draft in drafts] == [["ก"]]
    assert orphans == []


def test_cut_row_at_the_top_of_a_page_goes_on_although_it_has_a_title() -> None:
    first = row(number="1", title="ปลูกต้น", units="กองช่าง", period="ต.ค. 2565 -")
    rest = row(1, number="", title="ไม้", units="", period="ก.ย. 2566")
    assert _titles(first, rest) == [("1", "ปลูกต้น ไม้", [2])]


def test_number_without_title_begins_a_measure_only_with_steps_outside_a_merged_title() -> None:
    first = row(number="1", title="ก", steps="ข")
    assert len(_drafts(first, row(number="2", title="", steps="ค"))) == 2
    assert len(_drafts(first, row(number="2", title=None, steps="ค"))) == 1
    assert len(_drafts(first, row(number="2", title="", steps=""))) == 1


def test_row_between_two_numbers_that_follow_on_goes_on_also_with_dates_and_words_of_a_title() -> None:
    first = row(number="5", title="ปลูกต้น", steps="5.1 ก", units="กองช่าง", period="ม.ค. 2566")
    between = row(number="", title="ไม้ให้ครบ", steps="5.2 ข", units="กองคลัง", period="ก.พ. 2566")
    last = row(number="6", title="รดน้ำ", steps="6.1 ค", units="กองคลัง", period="มี.ค. 2566")
    assert _titles(first, between, last) == [("5", "ปลูกต้น ไม้ให้ครบ", [1, 1]), ("6", "รดน้ำ", [1])]


def test_row_without_number_where_a_number_is_missing_begins_a_measure() -> None:
    first = row(number="5", title="ปลูกต้นไม้", steps="ก", units="กองช่าง", period="ม.ค. 2566")
    between = row(number="", title="ตัดหญ้า", steps="ข", units="กองคลัง", period="ก.พ. 2566")
    last = row(number="7", title="รดน้ำ", steps="ค", units="กองคลัง", period="มี.ค. 2566")
    assert [title for _, title, _ in _titles(first, between, last)] == ["ปลูกต้นไม้", "ตัดหญ้า", "รดน้ำ"]

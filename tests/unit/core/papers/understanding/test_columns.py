"""Header rows: which field each column holds, and what is no header."""

from __future__ import annotations

import pytest
from tests.unit.core.papers.understanding.flows import table

from prongsai.core.papers.understanding.columns import Header, is_repeated, read_header
from prongsai.core.papers.understanding.vocabulary import column_field, indicator_number, instrument_of


def _fields(*rows: list[str | tuple[str, int, int]]) -> list[str] | None:
    header = read_header(table(*rows))
    return None if header is None else list(header.fields.values())


def test_each_column_takes_the_field_that_its_header_names() -> None:
    assert _fields(["ที่", "มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "ระยะเวลา"]) == ["number", "title", "steps", "units", "period"]


def test_misspelt_and_spaced_headers_name_their_field_too() -> None:
    assert _fields(["ลำดับ ที่", "มาตร การ", "ผู้รับผิดชอยบ", "ระยะ เวลา"]) == ["number", "title", "units", "period"]


@pytest.mark.parametrize(
    "cells",
    [
        ["รดน้ำต้นไม้", "กองช่าง", "ม.ค. 2566"],
        ["มาตรการ"],
        ["มาตรการ", "ก" * 71],
        ["มาตรการ", "แปลง", "ต้นไม้", "ปุ๋ย", "น้ำ"],
    ],
)
def test_rows_that_name_too_few_fields_or_hold_long_text_are_no_headers(cells: list[str]) -> None:
    assert read_header(table([*cells], ["1", "2", "3", "4", "5"][: len(cells)])) is None


def test_second_row_of_statuses_belongs_to_the_header() -> None:
    header = read_header(
        table(
            [("ที่", 2, 1), ("มาตรการ", 2, 1), ("สถานะ", 1, 3)],
            ["ยังไม่ดำเนินการ", "อยู่ระหว่างดำเนินการ", "ดำเนินการแล้วเสร็จ"],
            ["1", "รดน้ำ", "", "/", ""],
        )
    )
    assert header is not None
    assert header.rows == 2
    assert list(header.fields.values()) == ["number", "title", "status:not_started", "status:in_progress", "status:completed"]


def test_second_header_of_the_same_field_loses_to_the_surer_one() -> None:
    assert _fields(["ที่", "กิจกรรม", "มาตรการ", "ผู้รับผิดชอบ"]) == ["number", "steps", "title", "units"]


def test_newest_year_column_is_the_score() -> None:
    assert _fields(["ตัวชี้วัด", "ปี พ.ศ. 2565", "ปี พ.ศ. 2566"]) == ["indicator", "year:2565", "score"]


def test_the_year_of_the_column_of_scores_is_kept() -> None:
    header = read_header(table(["แบบวัด", "คะแนนปี 2566", "คะแนนปี 2565"]))
    assert header is not None
    assert header.score_year == 2566
    plain = read_header(table(["ตัวชี้วัด", "คะแนน", "ปี 2565"]))
    assert plain is not None
    assert (plain.score_year, plain.fields) == (None, {0: "indicator", 1: "score", 2: "year:2565"})


def test_years_of_money_stay_money_where_no_column_names_indicators() -> None:
    assert _fields(["โครงการ", "งบประมาณ 2565", "ผู้รับผิดชอบ"]) == ["title", "budget", "units"]


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        (["number", "title", "steps"], "measures"),
        (["indicator", "score"], "scores"),
        (["score", "level"], "levels"),
        (["number", "budget"], "other"),
        (["title", "score", "units", "period"], "measures"),
        (["title", "gaps"], "measures"),
        (["topic", "finding", "weak_items"], "topics"),
        (["topic", "weak_items"], "other"),
    ],
)
def test_fields_tell_what_a_table_holds(fields: list[str], kind: str) -> None:
    assert Header(dict(enumerate(fields)), tuple(fields), 1).kind == kind


def test_row_that_repeats_the_header_is_known_also_misspelt() -> None:
    header = read_header(table(["ที่", "มาตรการ", "ผู้รับผิดชอบ"]))
    assert header is not None
    assert is_repeated(table(["ที่", "มาตร การ", "ผู้รับผิดชอย"]).rows[0], header)
    assert not is_repeated(table(["ที่", "รดน้ำ", "กองช่าง"]).rows[0], header)
    assert not is_repeated(table(["", "มาตรการ", ""]).rows[0], header)


def test_exact_wording_is_surest_and_a_keyword_least() -> None:
    exact, alike, keyword = column_field("ผู้รับผิดชอบ"), column_field("ผู้รับผิดชอยบ"), column_field("คนที่จะรับผิดชอบงานนี้")
    assert exact is not None
    assert alike is not None
    assert keyword is not None
    assert exact[1] == 100 > alike[1] >= 84 > keyword[1]
    assert {exact[0], alike[0], keyword[0]} == {"units"}


def test_indicators_are_known_by_name_with_their_instrument() -> None:
    assert indicator_number("ตัวชี้วัดที่ ๓ การใช้อำนาจ") == 3
    assert indicator_number("การใช้อำนาต") == 3
    assert indicator_number("การปลูกต้นไม้") is None
    assert [instrument_of(number) for number in (5, 8, 9)] == ["IIT", "EIT", "OIT"]

"""Measures told in running text with labelled fields."""

from __future__ import annotations

import pytest
from tests.unit.core.papers.understanding.flows import text_lines

from prongsai.core.papers.understanding.labels import label_field
from prongsai.core.papers.understanding.ledger import Ledger
from prongsai.core.papers.understanding.narrative import read_narrative


def _rows(*texts: str) -> list[dict[str, str]] | None:
    found = read_narrative(text_lines(*texts), Ledger())
    return None if found is None else [{name: value.text for name, value in row.values.items()} for row in found.rows]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("ผู้รับผิดชอบ : กองช่าง", ("units", "กองช่าง")),
        ("- ระยะเวลา： ม.ค. 2566", ("period", "ม.ค. 2566")),
        ("๑.๒ วิธีดำเนินการ:", ("steps", "")),
        ("ผู้รับผิดชอบ", ("units", "")),
        ("ปลูกต้นไม้ : ริมทาง", None),
        ("ปลูกต้นไม้ริมทาง", None),
    ],
)
def test_label_names_the_field_of_its_line(text: str, field: tuple[str, str] | None) -> None:
    assert label_field(text) == field


def test_named_headings_begin_measures_with_the_fields_below() -> None:
    assert _rows(
        "เกริ่นนำ",
        "มาตรการที่ ๑ ปลูกต้นไม้",
        "ผู้รับผิดชอบ: กองช่าง",
        "ระยะเวลา: ม.ค. 2566",
        "มาตรการที่ ๒ เก็บขยะ",
        "ผู้รับผิดชอบ:",
        "กองคลัง",
        "ระยะเวลา: ก.พ. 2566",
    ) == [
        {"title": "มาตรการที่ ๑ ปลูกต้นไม้", "units": "กองช่าง", "period": "ม.ค. 2566"},
        {"title": "มาตรการที่ ๒ เก็บขยะ", "units": "กองคลัง", "period": "ก.พ. 2566"},
    ]


def test_numbered_lines_begin_measures_where_each_has_the_same_fields() -> None:
    rows = _rows("1. ปลูกต้นไม้", "ผู้รับผิดชอบ: ก", "ระยะเวลา: ม.ค. 2566", "2. เก็บขยะ", "ผู้รับผิดชอบ: ข", "ระยะเวลา: ก.พ. 2566")
    assert rows is not None
    assert [row["title"] for row in rows] == ["1. ปลูกต้นไม้", "2. เก็บขยะ"]


def test_two_labels_in_one_line_are_two_fields() -> None:
    rows = _rows("มาตรการที่ 1 ปลูกต้นไม้", "ผู้รับผิดชอบ: กองช่าง   ระยะเวลา: ม.ค. 2566")
    assert rows is not None
    assert rows[0] == {"title": "มาตรการที่ 1 ปลูกต้นไม้", "units": "กองช่าง", "period": "ม.ค. 2566"}


def test_lines_under_the_title_without_label_are_its_steps() -> None:
    rows = _rows("มาตรการที่ 1 ปลูกต้นไม้", "ขุดหลุม", "ผู้รับผิดชอบ: กองช่าง", "ระยะเวลา: ม.ค. 2566")
    assert rows is not None
    assert rows[0]["steps"] == "ขุดหลุม"


def test_closing_words_and_signatures_end_the_last_measure() -> None:
    rows = _rows("มาตรการที่ 1 ปลูกต้นไม้", "ผู้รับผิดชอบ: ก", "ผลการดำเนินการ: โต", "(ลงชื่อ)........", "ใครสักคน")
    assert rows is not None
    assert rows[0]["outputs"] == "โต"


def test_headings_without_labelled_fields_make_no_measures() -> None:
    assert _rows("มาตรการที่ 1 ปลูกต้นไม้", "ขุดหลุม", "มาตรการที่ 2 เก็บขยะ", "ลงเรือ") is None


def test_number_alone_on_its_line_takes_the_title_from_the_next() -> None:
    rows = _rows("มาตรการที่ 1", "ปลูกต้นไม้", "ผู้รับผิดชอบ: ก", "ระยะเวลา: ม.ค. 2566")
    assert rows is not None
    assert rows[0]["title"] == "มาตรการที่ 1 ปลูกต้นไม้"


def test_label_without_colon_is_one_word_for_word_and_longer_than_a_word_of_text() -> None:
    assert label_field("ระยะเวลา ม.ค. 2566") == ("period", "ม.ค. 2566")
    assert label_field("๑.๕ สถานะ แล้วเสร็จ") == ("status", "แล้วเสร็จ")
    assert label_field("สถานะ แล้วเสร็จ") is None

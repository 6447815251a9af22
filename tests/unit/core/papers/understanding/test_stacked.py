"""Tables that a converter unrolled into one cell a line."""

from __future__ import annotations

from tests.unit.core.papers.understanding.flows import text_lines

from prongsai.core.papers.understanding.ledger import Ledger
from prongsai.core.papers.understanding.stacked import read_stacked

HEADER = ("ที่", "มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "ระยะเวลา")
FIRST = ("1", "ปลูกต้นไม้", "ขุดหลุม", "รดน้ำ", "กองช่าง", "ม.ค. 2566")
SECOND = ("2", "เก็บขยะ", "ลงเรือ", "กองคลัง", "ก.พ. 2566")


def _rows(*texts: str) -> list[dict[str, str]] | None:
    found = read_stacked(text_lines(*texts), Ledger())
    return None if found is None else [{name: value.text for name, value in row.values.items()} for row in found.rows]


def test_each_number_begins_a_row_and_the_long_field_takes_the_lines_in_between() -> None:
    assert _rows("แผน", *HEADER, *FIRST, *SECOND) == [
        {"number": "1", "title": "ปลูกต้นไม้", "steps": "ขุดหลุม\nรดน้ำ", "units": "กองช่าง", "period": "ม.ค. 2566"},
        {"number": "2", "title": "เก็บขยะ", "steps": "ลงเรือ", "units": "กองคลัง", "period": "ก.พ. 2566"},
    ]


def test_two_long_fields_are_told_apart_by_the_unit_and_the_period_between_them() -> None:
    rows = _rows(*HEADER, "ผลการดำเนินการ", *FIRST, "ต้นไม้โต", *SECOND, "คลองใส", "ปลามา")
    assert rows is not None
    assert [(row["steps"], row["units"], row["outputs"]) for row in rows] == [
        ("ขุดหลุม\nรดน้ำ", "กองช่าง", "ต้นไม้โต"),
        ("ลงเรือ", "กองคลัง", "คลองใส\nปลามา"),
    ]


def test_number_out_of_turn_is_text_of_its_row() -> None:
    rows = _rows(*HEADER, "1", "ปลูกต้นไม้", "ขุดหลุม", "9", "กองช่าง", "ม.ค. 2566", *SECOND)
    assert rows is not None
    assert rows[0]["steps"] == "ขุดหลุม\n9"


def test_fewer_than_four_header_names_or_one_row_make_no_table() -> None:
    assert _rows("ที่", "มาตรการ", "ขั้นตอน", *FIRST, *SECOND) is None
    assert _rows(*HEADER, *FIRST) is None


def test_header_lines_and_cells_are_taken() -> None:
    ledger = Ledger()
    lines = text_lines("แผน", *HEADER, *FIRST, *SECOND)
    read_stacked(lines, ledger)
    assert [line.text for line in lines if line.place not in ledger.taken] == ["แผน", "รดน้ำ"]

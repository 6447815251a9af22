"""Tables of two columns with the names of fields on the left."""

from __future__ import annotations

import pytest
from tests.unit.core.papers.understanding.flows import table, text_lines

from prongsai.core.papers.understanding.forms import goes_on_form, read_forms
from prongsai.core.papers.understanding.ledger import Ledger

Rows = list[list[str | tuple[str, int, int]]]
FORM: Rows = [["ชื่อมาตรการ", "ปลูกต้นไม้"], ["ผู้รับผิดชอบ", "กองช่าง"], ["ระยะเวลา", "ม.ค. 2566"]]


def _forms(*rows: list[str | tuple[str, int, int]]) -> list[dict[str, str]]:
    return [{name: value.text for name, value in form.values.items()} for form in read_forms(table(*rows), None, Ledger())]


def test_each_row_gives_the_field_that_its_left_cell_names() -> None:
    assert _forms(*FORM) == [{"title": "ปลูกต้นไม้", "units": "กองช่าง", "period": "ม.ค. 2566"}]


def test_field_that_comes_again_begins_the_next_form() -> None:
    assert [form["title"] for form in _forms(*FORM, ["ชื่อมาตรการ", "เก็บขยะ"], ["ผู้รับผิดชอบ", "กองคลัง"])] == ["ปลูกต้นไม้", "เก็บขยะ"]


def test_number_comes_from_the_line_before() -> None:
    (before,) = text_lines("มาตรการที่ ๒")
    ledger = Ledger()
    (form,) = read_forms(table(*FORM), before, ledger)
    assert form.text("number") == "๒"
    assert before.place in ledger.taken


@pytest.mark.parametrize(
    "rows",
    [
        [["ที่", "มาตรการ"], ["1", "ปลูกต้นไม้"]],
        [["ชื่อมาตรการ", "ปลูกต้นไม้", "ก"], ["ผู้รับผิดชอบ", "กองช่าง", "ข"]],
        [["สีของใบ", "เขียว"], ["ผู้รับผิดชอบ", "กองช่าง"]],
    ],
)
def test_tables_with_header_more_columns_or_unknown_labels_are_no_forms(rows: Rows) -> None:
    assert _forms(*rows) == []


def test_form_without_title_goes_on_with_one_that_lacks_its_fields() -> None:
    (first,) = read_forms(table(*FORM[:2]), None, Ledger())
    (rest,) = read_forms(table(FORM[2]), None, Ledger())
    (again,) = read_forms(table(FORM[1]), None, Ledger())
    assert goes_on_form(first, rest)
    assert not goes_on_form(first, again)
    assert not goes_on_form(rest, rest)

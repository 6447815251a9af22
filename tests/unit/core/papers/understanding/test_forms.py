"""Tables of two columns with the names of fields on the left."""

from __future__ import annotations

import pytest
from tests.unit.core.papers.understanding.flows import table, text_lines

from prongsai.core.papers.understanding.forms import goes_on_form, read_form
from prongsai.core.papers.understanding.ledger import Ledger

FORM: list[list[str | tuple[str, int, int]]] = [["ชื่อมาตรการ", "ปลูกต้นไม้"], ["ผู้รับผิดชอบ", "กองช่าง"], ["ระยะเวลา", "ม.ค. 2566"]]


def test_each_row_gives_the_field_that_its_left_cell_names() -> None:
    form = read_form(table(*FORM), None, Ledger())
    assert form is not None
    assert {name: value.text for name, value in form.values.items()} == {
        "title": "ปลูกต้นไม้",
        "units": "กองช่าง",
        "period": "ม.ค. 2566",
    }


def test_number_comes_from_the_line_before() -> None:
    (before,) = text_lines("มาตรการที่ ๒")
    ledger = Ledger()
    form = read_form(table(*FORM), before, ledger)
    assert form is not None
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
def test_tables_with_header_more_columns_or_unknown_labels_are_no_forms(rows: list[list[str | tuple[str, int, int]]]) -> None:
    assert read_form(table(*rows), None, Ledger()) is None


def test_left_cells_of_a_form_are_labels_and_right_ones_are_not() -> None:
    ledger = Ledger()
    form = table(*FORM)
    read_form(form, None, ledger)
    assert {place.column for place, _ in ledger.labels} == {1}


def test_form_without_title_goes_on_with_one_that_lacks_its_fields() -> None:
    first = read_form(table(*FORM[:2]), None, Ledger())
    rest = read_form(table(FORM[2]), None, Ledger())
    again = read_form(table(FORM[1]), None, Ledger())
    assert first is not None
    assert rest is not None
    assert again is not None
    assert goes_on_form(first, rest)
    assert not goes_on_form(first, again)
    assert not goes_on_form(rest, rest)

"""What the documentation and the sheet of explanations say of columns is what there is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from tests.unit.programme.plans.sheet.plans import small_plan

from prongsai.core.papers.readers.limits import DEFAULT
from prongsai.core.papers.readers.workbook import load
from prongsai.programme.plans.sheet.columns import COLUMNS, TOLD, Kind, address
from prongsai.programme.plans.sheet.writing import write_plan

PAGE = Path(__file__).parents[5] / "docs" / "reference" / "sheet.md"


def rows_of(section: str) -> list[tuple[str, ...]]:
    part = PAGE.read_text("utf-8").split(f"## {section}\n")[1].split("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("|")][2:]
    return [tuple(cell.strip().strip("`") for cell in line.strip("|").split("|")) for line in lines]


@pytest.mark.parametrize("name", COLUMNS)
def test_the_page_tells_every_column_as_it_is(name: str) -> None:
    assert rows_of(f"Columns of {name}") == [(column.head, column.head_en, column.kind, column.english) for column in COLUMNS[name]]


def test_the_page_tells_every_kind() -> None:
    assert {kind for row in rows_of("Kinds") for kind in row[0].split(", ")} == set(get_args(Kind))


def test_the_workbook_explains_every_column_in_both_languages() -> None:
    told = next(sheet for sheet in load(write_plan(small_plan()), DEFAULT) if sheet.name == TOLD)
    found = {tuple(str(value) for value in row) for row in told.rows}
    for name, columns in COLUMNS.items():
        for column in columns:
            assert (name, column.head, column.thai, column.example, column.head_en, column.english) in found
            assert all(re.search(r"\w", text) for text in (column.thai, column.english))


def test_every_head_of_a_sheet_is_its_own() -> None:
    for columns in COLUMNS.values():
        assert len({column.head.casefold() for column in columns}) == len({column.key for column in columns}) == len(columns)


def test_cells_are_named_as_spreadsheets_name_them() -> None:
    assert [address(12, 5), address(1, 0), address(3, 25), address(3, 26), address(9, 701), address(9, 702)] == [
        "F12", "A1", "Z3", "AA3", "ZZ9", "AAA9",
    ]  # fmt: skip

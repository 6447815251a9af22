"""Rows that a page break cut in two."""

from __future__ import annotations

import pytest
from tests.unit.core.papers.understanding.flows import row

from prongsai.core.papers.understanding.cuts import is_cut_row


@pytest.mark.parametrize(("upper", "lower"), [("ต.ค. 2565 -", "ก.ย. 2566"), ("ต.ค. 2565", "- ก.ย. 2566"), ("ตุลาคม", "2565")])
def test_period_that_only_both_halves_make_readable_is_cut(upper: str, lower: str) -> None:
    assert is_cut_row([row(title="ก", period=upper)], row(title="", period=lower))


def test_period_that_each_row_has_by_itself_is_not_cut() -> None:
    assert not is_cut_row([row(title="ก", period="ต.ค. 2565")], row(title="", period="ม.ค. 2566"))


def test_report_date_that_only_both_halves_make_readable_is_cut() -> None:
    assert is_cut_row([row(title="ก", monitoring="รายงานภายใน 30")], row(title="", monitoring="เมษายน 2566"))
    assert not is_cut_row([row(title="ก", monitoring="30 เมษายน 2566")], row(title="", monitoring="30 กันยายน 2566"))


def test_row_that_brings_only_the_rest_of_one_cell_is_cut() -> None:
    above = row(title="ก", units="กอง", period="ม.ค. 2566", monitoring="30 เม.ย. 2566")
    assert is_cut_row([above], row(title="", units="ช่าง", period="", monitoring=""))


def test_row_with_all_cells_of_its_own_is_not_cut() -> None:
    above = row(title="ก", units="กองคลัง", period="ม.ค. 2566")
    assert not is_cut_row([above], row(title="", units="กองช่าง", period="ก.พ. 2566"))


def test_row_under_merged_cells_is_not_cut() -> None:
    above = row(title="ก", units="กองคลัง", period="ม.ค. 2566")
    assert not is_cut_row([above], row(title="", units="กองช่าง", period=None))


def test_row_without_units_and_dates_is_not_known_as_cut() -> None:
    assert not is_cut_row([row(title="ก", units="กองคลัง")], row(title="", units="", steps="ต่อ"))

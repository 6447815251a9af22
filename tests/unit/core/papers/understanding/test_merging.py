"""Cells merged over several rows hold for the rows below."""

from __future__ import annotations

from tests.unit.core.papers.understanding.flows import joined, row

from prongsai.core.papers.understanding.ledger import Ledger
from prongsai.core.papers.understanding.merging import spread_merged
from prongsai.core.papers.understanding.rows import JoinedTable, TableRow


def _spread(*rows: TableRow) -> tuple[JoinedTable, Ledger]:
    found, ledger = joined(*rows), Ledger()
    spread_merged(found, ledger)
    return found, ledger


def test_covered_cell_takes_the_value_above_and_stays_covered() -> None:
    found, ledger = _spread(row(title="ก", units="กองช่าง"), row(title="ข", units=None), row(title="ค", units="กองคลัง"))
    assert [row.text("units") for row in found.rows] == ["กองช่าง", "กองช่าง", "กองคลัง"]
    assert [row.values["units"].is_covered for row in found.rows] == [False, True, False]
    assert ledger.warnings == []


def test_empty_cells_under_the_only_report_date_of_a_page_take_it_with_a_warning() -> None:
    found, ledger = _spread(row(title="ก", monitoring="30 เม.ย. 2566"), row(title="ข", monitoring=""), row(title="ค", monitoring=""))
    assert [row.text("monitoring") for row in found.rows] == ["30 เม.ย. 2566"] * 3
    assert {warning.code for warning in ledger.warnings} == {"merged_cell_assumed"}


def test_empty_unit_is_never_assumed() -> None:
    found, _ = _spread(row(title="ก", units="กองช่าง"), row(title="ข", units=""))
    assert found.rows[1].text("units") == ""


def test_empty_cells_stay_where_several_rows_have_a_date() -> None:
    found, _ = _spread(row(title="ก", monitoring="1"), row(title="ข", monitoring=""), row(title="ค", monitoring="2"))
    assert found.rows[1].text("monitoring") == ""


def test_empty_cells_stay_where_the_only_date_is_not_in_the_first_row() -> None:
    found, _ = _spread(row(title="ก", period=""), row(title="ข", period="ม.ค. 2566"))
    assert found.rows[0].text("period") == ""


def test_assumed_date_goes_on_over_a_page_without_dates() -> None:
    found, _ = _spread(
        row(title="ก", monitoring="1"), row(title="ข", monitoring=""), row(1, title="ค", monitoring=""), row(1, title="ง", monitoring="")
    )
    assert [row.text("monitoring") for row in found.rows] == ["1"] * 4


def test_rows_that_begin_nothing_take_no_assumed_date() -> None:
    found, _ = _spread(row(title="ก", monitoring="1"), row(title="", monitoring=""), row(title="ข", monitoring=""))
    assert found.rows[1].text("monitoring") == ""


def test_top_of_a_page_goes_on_with_a_cell_that_was_merged_before_it() -> None:
    found, _ = _spread(row(title="ก", units="กองช่าง"), row(title="ข", units=None), row(1, title="ค", units=""))
    assert found.rows[2].text("units") == "กองช่าง"

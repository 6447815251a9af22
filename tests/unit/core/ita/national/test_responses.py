"""Files that cannot be scored are refused with what, where and what to do."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from tests.unit.core.ita.national.samples import Row, some_rows, table_of, write

from prongsai.core.ita.loading import framework
from prongsai.core.ita.national import EngineName, NationalFault, score_national

MADE = framework(2564)


def refusal(place: Path, engine: EngineName = "polars") -> str:
    with pytest.raises(NationalFault) as caught:
        score_national(place, MADE, engine=engine)
    assert any("\u0e01" <= letter <= "\u0e4e" for letter in caught.value.thai)
    return caught.value.english


def with_row(tmp_path: Path, **changes: str | int | None) -> Path:
    rows: list[Row] = some_rows(MADE, 1, people=10)
    rows[6] |= changes
    table_of(MADE, rows, pl.Int64).write_parquet(tmp_path / "r.parquet")
    return tmp_path / "r.parquet"


def test_a_file_that_is_not_parquet(tmp_path: Path) -> None:
    (tmp_path / "r.parquet").write_text("agency,instrument", "utf-8")
    assert "r.parquet is not a Parquet file" in refusal(tmp_path / "r.parquet")


def test_a_folder_without_parquet(tmp_path: Path) -> None:
    assert "holds no .parquet file" in refusal(tmp_path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        score_national(tmp_path / "r.parquet", MADE)


def test_missing_columns_are_named(tmp_path: Path) -> None:
    table_of(MADE, some_rows(MADE, 1, people=3)).drop("I2", "E4.3", "instrument").write_parquet(tmp_path / "r.parquet")
    assert "r.parquet lacks the columns instrument, I2, E4.3" in refusal(tmp_path / "r.parquet")


def test_many_missing_columns_are_named_in_part(tmp_path: Path) -> None:
    pl.DataFrame({"agency": ["a"]}).write_parquet(tmp_path / "r.parquet")
    assert refusal(tmp_path / "r.parquet").count(",") < 16


@pytest.mark.parametrize(("column", "kind"), [("I2", pl.Float64), ("I2", pl.String), ("agency", pl.Float64), ("instrument", pl.Int8)])
def test_columns_of_a_wrong_type_are_named(tmp_path: Path, column: str, kind: pl.DataType) -> None:
    table = table_of(MADE, some_rows(MADE, 1, people=3)).with_columns(pl.lit(None).cast(kind).alias(column))
    table.write_parquet(tmp_path / "r.parquet")
    assert f"wrong type: {column} ({kind.base_type()}" in refusal(tmp_path / "r.parquet")


def test_files_of_a_folder_that_differ_in_a_type(tmp_path: Path) -> None:
    rows = some_rows(MADE, 1, people=3)
    write(tmp_path / "1.parquet", MADE, rows)
    table_of(MADE, rows, pl.Int16).write_parquet(tmp_path / "2.parquet")
    assert "column I1.1 of 2.parquet is Int16, of 1.parquet it is Int8" in refusal(tmp_path)


@pytest.mark.parametrize("engine", ["polars", "dask"])
@pytest.mark.parametrize("option", [0, 5, -3, 30_000, 2**62, -(2**63)])
def test_an_option_that_the_form_does_not_have_is_named_with_row_agency_and_column(tmp_path: Path, engine: EngineName, option: int) -> None:
    place = with_row(tmp_path, agency="0002", instrument="IIT", **{"I3.2": option})
    assert refusal(place, engine) == f"r.parquet, row 7, agency 0002: I3.2 is {option}, but the form has options 1 to 4; mend the data"


def test_a_wrong_option_in_the_form_of_another_instrument_is_not_looked_at(tmp_path: Path) -> None:
    assert score_national(with_row(tmp_path, instrument="EIT", **{"I3.2": 9}), MADE).height


@pytest.mark.parametrize(("given", "shown"), [("OIT", "OIT"), (None, "empty"), ("iit", "iit")])
def test_a_row_of_no_survey_is_named(tmp_path: Path, given: str | None, shown: str) -> None:
    assert f"r.parquet, row 7: instrument is {shown}, no survey of this year; it must be IIT or EIT" in refusal(
        with_row(tmp_path, instrument=given)
    )


@pytest.mark.parametrize("agency", [None, "", " \t"])
@pytest.mark.parametrize("engine", ["polars", "dask"])
def test_a_row_without_an_agency_is_named(tmp_path: Path, engine: EngineName, agency: str | None) -> None:
    assert "r.parquet, row 7: the agency is empty" in refusal(with_row(tmp_path, agency=agency), engine)


@pytest.mark.parametrize("engine", ["polars", "dask"])
def test_other_columns_are_ignored_also_where_one_file_alone_has_them(tmp_path: Path, engine: EngineName) -> None:
    rows = some_rows(MADE, 4, people=20)
    expected = score_national(write(tmp_path / "whole.parquet", MADE, rows), MADE)
    (tmp_path / "two").mkdir()
    write(tmp_path / "two" / "1.parquet", MADE, rows[:10])
    later = table_of(MADE, rows[10:])
    later.select(pl.lit("x").alias("note"), *reversed(later.columns)).write_parquet(tmp_path / "two" / "2.parquet")
    assert score_national(tmp_path / "two", MADE, engine=engine).equals(expected)


@pytest.mark.parametrize("engine", ["polars", "dask"])
def test_columns_without_any_value_may_lack_a_type(tmp_path: Path, engine: EngineName) -> None:
    rows = [row | {"I2": None, "E1.1": None, "E15": None} for row in some_rows(MADE, 4, people=20)]
    expected = score_national(write(tmp_path / "whole.parquet", MADE, rows), MADE)
    (tmp_path / "two").mkdir()
    empty = [pl.lit(None).alias(name) for name in ("I2", "E1.1")]
    table_of(MADE, rows[:10]).with_columns(*empty, pl.lit(None).alias("E15")).write_parquet(tmp_path / "two" / "1.parquet")
    table_of(MADE, rows[10:]).with_columns(*empty).write_parquet(tmp_path / "two" / "2.parquet")
    assert score_national(tmp_path / "two", MADE, engine=engine).equals(expected)


@pytest.mark.parametrize("engine", ["polars", "dask"])
def test_a_file_that_is_broken_inside_is_refused(tmp_path: Path, engine: EngineName) -> None:
    place = write(tmp_path / "r.parquet", MADE, some_rows(MADE, 1, people=2000))
    content = bytearray(place.read_bytes())
    content[4:4000] = bytes(3996)
    place.write_bytes(content)
    assert "r.parquet cannot be read" in refusal(place, engine)

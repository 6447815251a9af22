"""The table of reviewed items: Parquet or CSV, gaps allowed, everything else refused by name."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from prongsai.core.ita.loading import framework
from prongsai.core.ita.national.checks import read_checks
from prongsai.core.ita.national.faults import NationalFault

MADE = framework(2564)


def csv(tmp_path: Path, text: str) -> Path:
    (tmp_path / "c.csv").write_text(text, "utf-8")
    return tmp_path / "c.csv"


def test_items_that_are_not_there_and_empty_cells_are_not_known(tmp_path: Path) -> None:
    found = read_checks(csv(tmp_path, "\ufeffagency,O1,O43\n0001,100,\n0002,0,100.0\n"), MADE, pl.String())
    assert found["agency"].to_list() == ["0001", "0002"]
    assert [found[code].to_list() for code in ("O1", "O2", "O43")] == [[100, 0], [None, None], [None, 100]]
    assert found.width == 1 + 43


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_thai_digits_blanks_and_other_signs_between_cells_are_read(tmp_path: Path, sign: str) -> None:
    text = "agency,O1,O2,O3\n ๑๒ , ๑๐๐ ,  ,0 \n".replace(",", sign)
    found = read_checks(csv(tmp_path, text), MADE, pl.Int32())
    assert found.select("agency", "O1", "O2", "O3").row(0) == (12, 100, None, 0)
    assert read_checks(csv(tmp_path, text), MADE, pl.String())["agency"].to_list() == [" ๑๒ "]


@pytest.mark.parametrize("agency", ["", "  ", None])
def test_an_agency_of_nothing_or_blanks_is_refused_in_parquet_as_well(tmp_path: Path, agency: str | None) -> None:
    pl.DataFrame({"agency": ["a", agency], "O1": [100, 0]}).write_parquet(tmp_path / "c.parquet")
    with pytest.raises(NationalFault, match="the agency of a row is empty"):
        read_checks(tmp_path / "c.parquet", MADE, pl.String())


def test_columns_without_any_value_have_no_type_and_are_not_known(tmp_path: Path) -> None:
    pl.DataFrame({"agency": ["a"], "O1": [None], "O2": [100]}).write_parquet(tmp_path / "c.parquet")
    assert read_checks(tmp_path / "c.parquet", MADE, pl.String()).select("O1", "O2").row(0) == (None, 100)


def test_parquet_of_whole_numbers_reads_the_same(tmp_path: Path) -> None:
    pl.DataFrame({"agency": [7, 8], "O1": [100, None]}).write_parquet(tmp_path / "c.parquet")
    found = read_checks(tmp_path / "c.parquet", MADE, pl.Int32())
    assert found["agency"].to_list() == [7, 8]
    assert found["O1"].to_list() == [100, None]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("O1\n100\n", "lacks the column agency"),
        ("agency,O1,O44\na,100,0\n", "has the columns O44, which 2564 does not have"),
        ("agency,O1\na,101\n", "agency a: O1 is 101"),
        ("agency,O1\na,-1\n", "agency a: O1 is -1"),
        ("agency,O1\na,99.5\n", "agency a: O1 is 99.5"),
        ("agency,O1\na,NaN\n", "agency a: O1 is NaN"),
        ("agency,O1\na,yes\n", "agency a: O1 is yes"),
        ("agency,O1\na,100\na,0\n", "agency a stands in more than one row"),
        ("agency,O1\n,100\n", "the agency of a row is empty"),
        ("", "cannot be read"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(NationalFault) as caught:
        read_checks(csv(tmp_path, text), MADE, pl.String())
    assert said in caught.value.english
    assert "c.csv" in caught.value.thai


def test_an_agency_that_is_no_number_among_numbers_is_named(tmp_path: Path) -> None:
    with pytest.raises(NationalFault, match="the agency x is not of the kind"):
        read_checks(csv(tmp_path, "agency,O1\nx,100\n"), MADE, pl.Int32())


@pytest.mark.parametrize("name", ["c.xlsx", "c"])
def test_other_kinds_of_files_are_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("agency\n", "utf-8")
    with pytest.raises(NationalFault, match=r"must end in \.parquet or \.csv"):
        read_checks(tmp_path / name, MADE, pl.String())

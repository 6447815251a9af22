"""`prongsai national` from arguments to exit code, files and what is said."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from prongsai.core.ita.national import ENGINES
from prongsai.interfaces.cli import main, national_parser
from prongsai.interfaces.cli.national import _seconds


@pytest.fixture
def country(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """The folder that the command runs in, with answers and checks of six agencies."""
    monkeypatch.chdir(tmp_path)
    line = "national generate --year 2564 --agencies 6 --respondents 300 --seed 3 -o r.parquet --checks c.csv"
    assert main(line.split()) == 0
    assert "300 คนของ 6 หน่วยงาน → r.parquet" in capsys.readouterr().out
    return tmp_path


def told(capsys: pytest.CaptureFixture[str], line: str, code: int) -> tuple[str, str]:
    assert main(line.split()) == code
    captured = capsys.readouterr()
    return captured.out, captured.err


def test_scorecards_as_csv_and_parquet_hold_the_same(country: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, err = told(capsys, "national score r.parquet --year 2564 --checks c.csv -o out/a.csv", 0)
    assert "คิดคะแนน 6 หน่วยงานจากผู้ตอบ 300 คน → out/a.csv" in out
    assert "not verified" in err
    assert sum(int(line.rsplit(" ", 1)[1]) for line in out.splitlines()[1:]) == 6
    told(capsys, "national score r.parquet --year 2564 --checks c.csv -o a.parquet", 0)
    table = pl.read_parquet("a.parquet")
    text = pl.read_csv("out/a.csv", infer_schema=False)
    assert text.columns == table.columns
    assert [Decimal(value) for value in text["total"]] == table["total"].to_list()
    assert all(len(value.split(".")[1]) == 2 for value in text["i9"])


def test_an_engine_changes_no_digit(country: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for engine in ("polars", "dask"):
        told(capsys, f"national score r.parquet --year 2564 --checks c.csv --engine {engine} -o {engine}.csv", 0)
    assert Path("polars.csv").read_bytes() == Path("dask.csv").read_bytes()


def test_without_checks_levels_that_are_open_are_counted(country: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = told(capsys, "national score r.parquet --year 2564 -o a.csv", 0)
    assert "ยังไม่ทราบระดับ: 6" in out


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("r.parquet --year 2400 -o a.csv", "there is no framework for 2400"),
        ("r.parquet --year 2569 -o a.csv", "lacks the columns"),
        ("c.csv --year 2564 -o a.csv", "c.csv is not a Parquet file"),
        ("none.parquet --year 2564 -o a.csv", "Refused none.parquet: no such file"),
        ("r.parquet --year 2564 --checks none.csv -o a.csv", "Refused none.csv: no such file"),
        ("r.parquet --year 2564 -o r.parquet/a.csv", "a part of this place is a file"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    country: Path, capsys: pytest.CaptureFixture[str], line: str, said: str
) -> None:
    _, err = told(capsys, f"national score {line}", 1)
    assert said in err
    assert "ทำไม่ได้" in err
    assert sorted(path.name for path in country.iterdir()) == ["c.csv", "r.parquet"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("score r.parquet --year 2564 -o a.xlsx", "-o must end in .parquet or .csv"),
        ("score r.parquet --year 2564 -o ./r.parquet", "the output would overwrite it"),
        ("score r.parquet --year 2564 --checks c.csv -o c.csv", "the output would overwrite it"),
        ("score r.parquet --year 2564 --checks c.xlsx -o a.csv", "--checks must end in"),
        ("score . --year 2564 -o a.parquet", "is in the folder of answers"),
        ("score r.parquet --year 25644 -o a.csv", "--year must be a Buddhist year of four digits such as 2568, got 25644"),
        ("generate --year 2564 --agencies 1000000000000 -o a.parquet", "--agencies is 1,000,000 at most, got 1,000,000,000,000"),
        ("generate --year 2564 --respondents 1000000000001 -o a.parquet", "--respondents is 1,000,000,000 at most"),
        ("generate --year 2564 -o a.csv", "-o must end in .parquet"),
        ("generate --year 2564 -o a.parquet --checks a.parquet", "the output would overwrite it"),
    ],
)
def test_wrong_use_is_told_before_any_work(country: Path, capsys: pytest.CaptureFixture[str], line: str, said: str) -> None:
    _, err = told(capsys, f"national {line}", 2)
    assert said in err
    assert f"See prongsai national {line.split()[0]} --help" in err


def test_agencies_that_stand_on_one_side_only_are_counted(country: Path, capsys: pytest.CaptureFixture[str]) -> None:
    checks = pl.read_csv("c.csv", infer_schema=False)
    checks.with_columns(pl.col("agency").replace({"G00001": "G1", "G00002": "G00002 "})).write_csv("other.csv")
    out, _ = told(capsys, "national score r.parquet --year 2564 --checks other.csv -o a.csv", 0)
    assert "checks without respondents: 2\n" in out
    assert "respondents without checks: 2\n" in out
    out, _ = told(capsys, "national score r.parquet --year 2564 --checks c.csv -o a.csv", 0)
    assert "without" not in out


def test_an_error_while_reading_names_what_was_read(
    country: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OSError(5, "input/output error")

    monkeypatch.setattr("prongsai.core.ita.national.score_national", broken)
    _, err = told(capsys, "national score r.parquet --year 2564 -o a.csv", 1)
    assert "Refused r.parquet:" in err


def test_a_run_that_is_stopped_leaves_no_file(country: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("prongsai.core.ita.national.generating.write_responses", stopped)
    told(capsys, "national generate --year 2564 -o new.parquet", 130)
    assert sorted(path.name for path in country.iterdir()) == ["c.csv", "r.parquet"]


def test_the_command_offers_the_engines_that_there_are() -> None:
    assert national_parser.ENGINES == ENGINES


def test_the_clock_of_long_work_ends_with_it_also_by_an_error() -> None:
    with pytest.raises(ValueError, match="wrong"), _seconds("กำลังคิดคะแนน"):
        raise ValueError("wrong")

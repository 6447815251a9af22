"""National scoring from file to scorecards: the same numbers as scoring an agency by itself, on every engine."""

from __future__ import annotations

import random
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.core.ita.national.samples import Row, some_rows, table_of, write

from prongsai.core.ita.loading import framework, known_years, load_framework
from prongsai.core.ita.model import Framework
from prongsai.core.ita.national import EngineName, score_national
from prongsai.core.ita.scoring import Response, score


def assert_same_as_one_by_one(made: Framework, rows: list[Row], found: pl.DataFrame, checks: dict[str, dict[str, Decimal]]) -> None:
    for card in found.iter_rows(named=True):
        answers = [
            Response(str(row["instrument"]), {key: int(tick) for key, tick in row.items() if isinstance(tick, int)})
            for row in rows
            if row["agency"] == card["agency"]
        ]
        exact = score(made, checks.get(card["agency"]), answers)
        for key in exact.scores:
            assert card[f"i{key}" if key[0].isdigit() else key] == exact.points(key), (card["agency"], key)
        assert card["level"] == (exact.level.rule and exact.level.rule.key)
        for instrument in ("IIT", "EIT"):
            assert card[f"respondents_{instrument}"] == sum(answer.instrument == instrument for answer in answers)


def some_checks(made: Framework, seed: int, agencies: list[str]) -> dict[str, dict[str, Decimal]]:
    choose = random.Random(seed)
    codes = [item.code for instrument in made.instruments if instrument.kind == "checks" for item in instrument.items]
    return {agency: {code: Decimal(choose.choice([0, 100, 100, 100])) for code in codes} for agency in agencies}


def write_checks(place: Path, checks: dict[str, dict[str, Decimal]]) -> Path:
    table = pl.DataFrame([{"agency": agency, **{code: int(value) for code, value in points.items()}} for agency, points in checks.items()])
    (table.write_csv if place.suffix == ".csv" else table.write_parquet)(place)
    return place


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(known_years()), st.integers(0, 2**32), st.integers(1, 30), st.booleans())
def test_every_agency_gets_what_it_gets_by_itself(
    tmp_path_factory: pytest.TempPathFactory, year: int, seed: int, people: int, has_checks: bool
) -> None:
    made, folder = framework(year), tmp_path_factory.mktemp("national")
    rows = some_rows(made, seed, people=people)
    checks = some_checks(made, seed, ["0001", "0002"]) if has_checks else {}
    place = write_checks(folder / "checks.parquet", checks) if has_checks else None
    found = score_national(write(folder / "r.parquet", made, rows), made, checks=place)
    assert found["agency"].to_list() == sorted({str(row["agency"]) for row in rows} | set(checks))
    assert_same_as_one_by_one(made, rows, found, checks)


@pytest.mark.parametrize("year", [2564, 2569])
def test_dask_gives_the_same_table_as_polars(tmp_path: Path, year: int) -> None:
    made = framework(year)
    rows = some_rows(made, year, people=60)
    place = tmp_path / "responses"
    place.mkdir()
    write(place / "1.parquet", made, rows[:40])
    write(place / "2.parquet", made, rows[40:])
    checks = write_checks(tmp_path / "checks.csv", some_checks(made, 1, ["0002", "ก3"]))
    engines: tuple[EngineName, ...] = ("polars", "dask")
    here, there = (score_national(place, made, engine=engine, checks=checks) for engine in engines)
    assert here.equals(there)
    assert here.schema == there.schema
    assert_same_as_one_by_one(made, rows, there, some_checks(made, 1, ["0002", "ก3"]))


@pytest.mark.parametrize("engine", ["polars", "dask"])
def test_a_scale_with_uneven_steps_and_decimals_is_exact(tmp_path: Path, engine: EngineName) -> None:
    text = files("prongsai.core.ita").joinpath("frameworks", "2564.yaml").read_text("utf-8")
    path = tmp_path / "2564.yaml"
    path.write_text(text.replace("points: 33}", "points: 12.345}").replace("points: 67}", "points: 66.6667}"), "utf-8")
    made = load_framework(path)
    rows = some_rows(made, 5, people=40)
    found = score_national(write(tmp_path / "r.parquet", made, rows), made, engine=engine)
    assert_same_as_one_by_one(made, rows, found, {})


def test_the_order_and_the_cutting_of_the_file_change_nothing(tmp_path: Path) -> None:
    made = framework(2564)
    rows = some_rows(made, 3, people=50)
    expected = score_national(write(tmp_path / "one.parquet", made, rows), made)
    random.Random(1).shuffle(rows)
    many = tmp_path / "many"
    many.mkdir()
    for number in range(0, 50, 7):
        write(many / f"{number}.parquet", made, rows[number : number + 7])
    assert score_national(many, made).equals(expected)


def test_agencies_may_be_numbers_and_ticks_wider(tmp_path: Path) -> None:
    made = framework(2564)
    rows = some_rows(made, 3, people=50, agencies=("9", "10"))
    expected = score_national(write(tmp_path / "text.parquet", made, rows), made)
    table_of(made, rows, pl.Int64).with_columns(pl.col("agency").cast(pl.Int32)).write_parquet(tmp_path / "number.parquet")
    found = score_national(tmp_path / "number.parquet", made)
    assert found["agency"].to_list() == [9, 10]
    assert found.with_columns(pl.col("agency").cast(pl.String)).sort("agency").equals(expected)


def test_the_table_says_which_framework_and_whether_it_is_verified(tmp_path: Path) -> None:
    made = framework(2564)
    found = score_national(write(tmp_path / "r.parquet", made, some_rows(made, 1, people=9)), made)
    assert set(found["framework_digest"]) == {made.digest}
    assert set(found["is_verified"]) == {made.is_verified}
    assert set(found["fiscal_year"]) == {2564}
    assert found.columns[:14] == ["agency", "fiscal_year", *(f"i{number}" for number in range(1, 11)), "IIT", "EIT"]
    assert found.schema["total"] == pl.Decimal(5, 2)

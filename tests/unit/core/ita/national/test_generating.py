"""Invented responses: the same from the same seed, of the shape that scoring reads, alive as answers are."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from prongsai.core.ita.loading import framework
from prongsai.core.ita.national import generating, score_national
from prongsai.core.ita.national.generating import made_checks, write_responses


def made(tmp_path: Path, *, seed: int = 1, year: int = 2564, respondents: int = 3000) -> pl.DataFrame:
    write_responses(tmp_path / "r.parquet", framework(year), agencies=20, respondents=respondents, seed=seed)
    return pl.read_parquet(tmp_path / "r.parquet")


def test_a_seed_gives_the_same_answers_and_another_seed_others(tmp_path: Path) -> None:
    first, again, other = made(tmp_path), made(tmp_path), made(tmp_path, seed=2)
    assert first.equals(again)
    assert not first.equals(other)


def test_answers_are_written_in_pieces_that_the_first_rows_share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generating, "_PIECE", 500)
    told: list[tuple[int, int]] = []
    write_responses(
        tmp_path / "r.parquet", framework(2564), agencies=20, respondents=1200, seed=1, progress=lambda done, of: told.append((done, of))
    )
    assert told == [(500, 1200), (1000, 1200), (1200, 1200)]
    assert pl.read_parquet(tmp_path / "r.parquet").height == 1200


@pytest.mark.parametrize("year", [2564, 2568])
def test_what_is_made_can_be_scored_and_every_agency_has_answers(tmp_path: Path, year: int) -> None:
    made(tmp_path, year=year)
    made_checks(framework(year), agencies=20, seed=1).write_parquet(tmp_path / "c.parquet")
    found = score_national(tmp_path / "r.parquet", framework(year), checks=tmp_path / "c.parquet")
    assert found["agency"].to_list() == [f"G{number:05}" for number in range(1, 21)]
    assert found["total"].null_count() == 0
    assert found["total"].cast(pl.Float64).std() > 3


def test_answers_hang_together_and_some_are_missing(tmp_path: Path) -> None:
    staff = made(tmp_path).filter(pl.col("instrument") == "IIT")
    # I2 and I7 ask for good things, I9 for a bad one: the last is inverted.
    assert staff.select(pl.corr("I2", "I7")).item() > 0.3
    assert staff.select(pl.corr("I2", "I9")).item() < -0.3
    empty = [staff[name].null_count() / staff.height for name in ("I1.1", "I30.4")]
    assert 0 < empty[0] < 0.03
    assert empty[0] < empty[1] < 0.06
    assert 0.25 < staff.height / 3000 < 0.42
    assert staff["E1.1"].null_count() == staff.height

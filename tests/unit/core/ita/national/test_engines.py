"""Engines: the names that the command offers, and one that is not installed."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from tests.unit.core.ita.national.samples import some_rows, write

from prongsai.core.ita.loading import framework
from prongsai.core.ita.national import ENGINES, EngineName, NationalFault, score_national


def test_three_engines_are_known_and_polars_is_the_first() -> None:
    assert ENGINES == ("polars", "dask", "spark")


@pytest.mark.parametrize("engine", ["polars", "dask"])
@pytest.mark.parametrize("name", ["r[1].parquet", "r*.parquet", "r?.parquet", "r{1,2}.parquet"])
def test_a_name_of_a_file_is_no_pattern(tmp_path: Path, engine: EngineName, name: str) -> None:
    made = framework(2564)
    write(tmp_path / "r1.parquet", made, some_rows(made, 1, people=3, agencies=["other"]))
    place = write(tmp_path / name, made, some_rows(made, 2, people=3, agencies=["asked"]))
    assert score_national(place, made, engine=engine)["agency"].to_list() == ["asked"]


@pytest.mark.parametrize(("engine", "package"), [("dask", "dask"), ("spark", "pyspark")])
def test_an_engine_that_is_not_installed_is_refused_with_what_to_type(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: str, package: str
) -> None:
    known = importlib.import_module

    def without(name: str, package_of: str | None = None) -> object:
        if name.split(".")[0] == package:
            raise ImportError(name)
        return known(name, package_of)

    monkeypatch.setattr(importlib, "import_module", without)
    made = framework(2564)
    with pytest.raises(NationalFault, match=f'pip install "{package}'):
        score_national(write(tmp_path / "r.parquet", made, some_rows(made, 1, people=3)), made, engine=engine)  # type: ignore[arg-type]

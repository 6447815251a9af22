"""The engines that run the counting: polars on this machine; Dask and Spark on this machine or, where they are set up so, on many."""

from __future__ import annotations

import glob
import importlib
import os
import re
import warnings
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any, Literal, get_args

import narwhals as nw
import polars as pl

from prongsai.core.ita.national.counting import AGENCY, count_answers, count_columns
from prongsai.core.ita.national.faults import NationalFault
from prongsai.core.ita.national.forms import SurveyForm
from prongsai.core.ita.national.responses import Responses

EngineName = Literal["polars", "dask", "spark"]
ENGINES: tuple[EngineName, ...] = get_args(EngineName)
_BLOCK = "64MiB"
_SPARK_TYPES = {
    pl.String: "string",
    pl.Int8: "tinyint",
    pl.UInt8: "smallint",
    pl.Int16: "smallint",
    pl.UInt16: "int",
    pl.Int32: "int",
    pl.UInt32: "bigint",
    pl.Int64: "bigint",
}


def count_on(engine: EngineName, responses: Responses) -> dict[str, pl.DataFrame]:
    """Instrument → what `count_answers` finds, without nulls in sums. Raises `NationalFault` where the engine is not installed.

    Dask uses the scheduler at `DASK_SCHEDULER_ADDRESS` where that is set, Spark the master of its own configuration; the files must then
    lie where all machines see them under the same name.
    """
    found = _RUN[engine](responses)
    return {code: table.with_columns(pl.exclude(AGENCY).fill_null(0).cast(pl.Int64)) for code, table in found.items()}


def _polars(responses: Responses) -> dict[str, pl.DataFrame]:
    # Each file for itself: what else stands in one of them is none of the others' business.
    files = pl.concat([responses.scan(file) for file in responses.files])
    asked = []
    for form in responses.forms:
        answers = nw.from_native(files.select(responses.columns(form)).rename(responses.renamed(form)))
        asked.append(nw.to_native(count_answers(answers, form, is_wide=responses.is_wide)))
    found = pl.collect_all(asked, engine="streaming")
    return {form.code: table for form, table in zip(responses.forms, found, strict=True)}


def _dask(responses: Responses) -> dict[str, pl.DataFrame]:
    dask = _needed("dask.dataframe", "dask[dataframe]")
    address = os.environ.get("DASK_SCHEDULER_ADDRESS")
    client = _needed("distributed", "distributed").Client(address) if address else None
    try:
        with warnings.catch_warnings():
            # Dask and pandas talk among themselves about what will change; whoever scores can do nothing about it.
            warnings.simplefilter("ignore", DeprecationWarning)
            return {form.code: _dask_form(dask, responses, form) for form in responses.forms}
    finally:
        if client is not None:
            client.close()


def _dask_form(dask: ModuleType, responses: Responses, form: SurveyForm) -> pl.DataFrame:
    # Files that lack the type of the same columns are read together.
    alike: dict[frozenset[str], list[str]] = {}
    for file, untyped in zip(responses.files, responses.untyped, strict=True):
        alike.setdefault(untyped.intersection(responses.columns(form)), []).append(_literal(file))
    # Each partition is counted where it lies; only sums by agency travel.
    counted = [_dask_files(dask, responses, form, files, untyped) for untyped, files in alike.items()]
    parts = counted[0] if len(counted) == 1 else dask.concat(counted)
    summed = parts.groupby(AGENCY, dropna=False)[count_columns(form)].sum().compute()
    return pl.from_pandas(summed.reset_index())


def _dask_files(dask: ModuleType, responses: Responses, form: SurveyForm, files: list[str], untyped: frozenset[str]) -> Any:
    columns = [name for name in responses.columns(form) if name not in untyped]
    answers = dask.read_parquet(files, columns=columns, dtype_backend="pyarrow", split_row_groups="adaptive", blocksize=_BLOCK)
    empty = {name: f"{str(responses.types[name]).lower()}[pyarrow]" for name in responses.columns(form) if name in untyped}
    count = partial(_count_partition, empty=empty, renamed=responses.renamed(form), form=form, is_wide=responses.is_wide)
    return answers.map_partitions(count, meta=count(answers._meta))


def _literal(file: Path) -> str:
    """The name of a file for Dask, which takes brackets, stars and question marks for patterns of names."""
    return glob.escape(str(file))


def _count_partition(part: Any, *, empty: Mapping[str, str], renamed: Mapping[str, str], form: SurveyForm, is_wide: bool) -> Any:
    """What one partition counts. `empty`: columns that hold nothing and were not read, with their types."""
    if empty:
        pandas = importlib.import_module("pandas")
        part = part.assign(**{name: pandas.Series(None, index=part.index, dtype=kind) for name, kind in empty.items()})
    return nw.to_native(count_answers(nw.from_native(part.rename(columns=renamed), eager_only=True), form, is_wide=is_wide))


def _spark(responses: Responses) -> dict[str, pl.DataFrame]:
    sql = _needed("pyspark.sql", "pyspark")
    settings = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false"}
    session = sql.SparkSession.builder.appName("prongsai national score").config(map=settings).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    # Spark takes names for patterns, and the types of all files from one of them.
    files = [re.sub(r"([][{}*?\\])", r"\\\1", str(file.resolve())) for file in responses.files]
    schema = ", ".join(f"`{name}` {_SPARK_TYPES[kind.base_type()]}" for name, kind in responses.types.items())
    found = {}
    for form in responses.forms:
        # Names with dots are read as fields; toDF names the columns by their place.
        answers = session.read.schema(schema).parquet(*files)
        answers = answers.select(*(f"`{name}`" for name in responses.columns(form)))
        answers = answers.toDF(*(responses.renamed(form).get(name, name) for name in responses.columns(form)))
        counted = nw.to_native(count_answers(nw.from_native(answers), form, is_wide=responses.is_wide))
        names = [AGENCY, *count_columns(form)]
        found[form.code] = pl.DataFrame([tuple(row) for row in counted.select(*names).collect()], schema=names, orient="row")
    return found


_RUN: Mapping[EngineName, Callable[[Responses], dict[str, pl.DataFrame]]] = {"polars": _polars, "dask": _dask, "spark": _spark}


def _needed(module: str, package: str) -> Any:
    try:
        return importlib.import_module(module)
    except ImportError:
        raise NationalFault(
            f'ยังไม่ได้ติดตั้ง {package} โปรดสั่ง pip install "{package}" หรือใช้ --engine polars ซึ่งให้ตัวเลขเดียวกัน',
            f'{package} is not installed; type pip install "{package}", or use --engine polars, which gives the same numbers',
        ) from None

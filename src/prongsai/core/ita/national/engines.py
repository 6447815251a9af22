"""The engines that run the counting: polars on this machine; Dask and Spark on this machine or, where they are set up so, on many."""

from __future__ import annotations

import importlib
import os
import warnings
from collections.abc import Callable, Mapping
from functools import partial
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


def count_on(engine: EngineName, responses: Responses) -> dict[str, pl.DataFrame]:
    """Instrument → what `count_answers` finds, without nulls in sums. Raises `NationalFault` where the engine is not installed.

    Dask uses the scheduler at `DASK_SCHEDULER_ADDRESS` where that is set, Spark the master of its own configuration; the files must then
    lie where all machines see them under the same name.
    """
    found = _RUN[engine](responses)
    return {code: table.with_columns(pl.exclude(AGENCY).fill_null(0).cast(pl.Int64)) for code, table in found.items()}


def _polars(responses: Responses) -> dict[str, pl.DataFrame]:
    files = pl.scan_parquet(list(responses.files), glob=False)
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
    files = [str(file) for file in responses.files]
    answers = dask.read_parquet(
        files, columns=responses.columns(form), dtype_backend="pyarrow", split_row_groups="adaptive", blocksize=_BLOCK
    )
    count = partial(_count_partition, renamed=responses.renamed(form), form=form, is_wide=responses.is_wide)
    # Each partition is counted where it lies; only sums by agency travel.
    parts = answers.map_partitions(count, meta=count(answers._meta))
    summed = parts.groupby(AGENCY, dropna=False)[count_columns(form)].sum().compute()
    return pl.from_pandas(summed.reset_index())


def _count_partition(part: Any, *, renamed: Mapping[str, str], form: SurveyForm, is_wide: bool) -> Any:
    return nw.to_native(count_answers(nw.from_native(part.rename(columns=renamed), eager_only=True), form, is_wide=is_wide))


def _spark(responses: Responses) -> dict[str, pl.DataFrame]:
    sql = _needed("pyspark.sql", "pyspark")
    settings = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false"}
    session = sql.SparkSession.builder.appName("prongsai national score").config(map=settings).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    found = {}
    for form in responses.forms:
        # Names with dots are read as fields; toDF names the columns by their place.
        answers = session.read.parquet(*(str(file.resolve()) for file in responses.files))
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

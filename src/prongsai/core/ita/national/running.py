"""National scoring from end to end: responses and checks in, a table of scorecards out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
from polars.exceptions import PolarsError

from prongsai.core.ita.model import TOTAL, Framework
from prongsai.core.ita.national.checks import read_checks
from prongsai.core.ita.national.counting import AGENCY, RESPONDENTS, WRONG
from prongsai.core.ita.national.engines import EngineName, count_on
from prongsai.core.ita.national.faults import NationalFault
from prongsai.core.ita.national.forms import SurveyForm, survey_forms
from prongsai.core.ita.national.responses import (
    Responses,
    is_nameless,
    open_responses,
    refuse_nameless,
    refuse_unknown_rows,
    refuse_wrong_ticks,
)
from prongsai.core.ita.national.rollup import Published, Sums, levels, roll_up


def score_national(place: Path, framework: Framework, *, engine: EngineName = "polars", checks: Path | None = None) -> pl.DataFrame:
    """Score every agency of a file (or folder of files) of responses; one row per agency, in the order of their codes.

    Columns: `agency` · `fiscal_year` · `i1` … `i10` · the instruments · `total` · `level`, `level_name` · `respondents_…` of each survey ·
    `i9.1` … (sub-indicators) · items by code · `framework_digest` · `is_verified`. Points are decimals as published, equal to those of
    `scoring.score` to the last digit, whatever the engine; null where something below is not known. `level` is null where what is missing
    leaves it open.

    Raises `NationalFault` with what, where and what to do; `OSError` where a file cannot be opened.
    """
    responses = open_responses(place, survey_forms(framework))
    known = read_checks(checks, framework, responses.agency) if checks is not None else None
    try:
        counted = count_on(engine, responses)
    except NationalFault:
        raise
    except Exception as error:
        # Each engine has errors of its own. A tick beyond the numbers that it adds with stops some of them, a broken file all.
        _refuse_unreadable(responses, error)
        raise
    _refuse_faults(responses, counted)
    everyone = _aligned(responses, counted, known)
    items = {item.code: Sums(*_pair(everyone, item.sums, item.counts), item.unit) for form in responses.forms for item in form.items}
    for code in (item.code for item in framework.items if item.code not in items):
        items[code] = _checked(everyone, code)
    return _scorecards(framework, responses.forms, everyone, roll_up(framework, items))


def _refuse_unreadable(responses: Responses, error: Exception) -> None:
    """Raise `NationalFault` naming the file that stopped an engine, where a file did."""
    for file, untyped in zip(responses.files, responses.untyped, strict=True):
        try:
            refuse_wrong_ticks(replace(responses, files=(file,), untyped=(untyped,)))
        except PolarsError as broken:
            raise _broken(file, broken) from error
    if isinstance(error, PolarsError):
        raise _broken(responses.files[0], error) from error


def _broken(file: Path, error: PolarsError) -> NationalFault:
    return NationalFault(
        f"อ่าน {file.name} ไม่ได้ ({error}) ไฟล์อาจเสียหาย โปรดส่งออกใหม่",
        f"{file.name} cannot be read ({error}); the file may be broken, export it anew",
    )


def _refuse_faults(responses: Responses, counted: Mapping[str, pl.DataFrame]) -> None:
    if any(table[WRONG].sum() for table in counted.values()):
        refuse_wrong_ticks(responses)
    refuse_unknown_rows(responses, sum(int(table[RESPONDENTS].sum()) for table in counted.values()))
    if any(table.select(is_nameless(table.schema[AGENCY]).any()).item() for table in counted.values()):
        refuse_nameless(responses)


def _aligned(responses: Responses, counted: Mapping[str, pl.DataFrame], checks: pl.DataFrame | None) -> pl.DataFrame:
    """All sums and checks side by side, one row for each agency that stands anywhere; null where it does not."""
    tables = [counted[form.code].drop(WRONG).rename({RESPONDENTS: f"{RESPONDENTS}_{form.code}"}) for form in responses.forms]
    tables = [table.cast({AGENCY: responses.agency}) for table in tables] + ([] if checks is None else [checks])
    everyone = pl.concat([table.select(AGENCY) for table in tables]).unique().sort(AGENCY)
    for table in tables:
        everyone = everyone.join(table, on=AGENCY, how="left", maintain_order="left")
    return everyone


def _pair(table: pl.DataFrame, points: str, answers: str) -> tuple[np.ndarray, np.ndarray]:
    return table[points].fill_null(0).to_numpy(), table[answers].fill_null(0).to_numpy()


def _checked(table: pl.DataFrame, code: str) -> Sums:
    if code not in table.columns:
        nothing = np.zeros(table.height, dtype=np.int64)
        return Sums(nothing, nothing, 1)
    return Sums(table[code].fill_null(0).to_numpy(), table[code].is_not_null().cast(pl.Int64).to_numpy(), 1)


def _scorecards(framework: Framework, forms: tuple[SurveyForm, ...], everyone: pl.DataFrame, points: Published) -> pl.DataFrame:
    subs = [sub.number for indicator in framework.indicators for sub in indicator.sub_indicators]
    first = [(f"i{indicator.key}", indicator.key) for indicator in framework.indicators]
    first += [(instrument.code, instrument.code) for instrument in framework.instruments] + [(TOTAL, TOTAL)]
    last = [(f"i{number}", number) for number in subs] + [(item.code, item.code) for item in framework.items]
    names = dict(first + last)
    digits = pl.DataFrame({name: points.low[key] for name, key in names.items()})
    decimals = digits.with_columns(_decimals(framework, name) for name in names)
    gaps = {name: pl.Series(points.known[key]) for name, key in names.items() if not points.known[key].all()}
    decimals = decimals.with_columns(pl.when(known).then(name).alias(name) for name, known in gaps.items())
    decided = levels(framework, points)
    respondents = [f"{RESPONDENTS}_{form.code}" for form in forms]
    return pl.DataFrame(
        [
            everyone[AGENCY],
            pl.repeat(framework.fiscal_year, everyone.height, dtype=pl.Int16, eager=True).alias("fiscal_year"),
            *(decimals[name] for name, _ in first),
            pl.Series("level", [rule and rule.key for rule in decided], dtype=pl.String),
            pl.Series("level_name", [rule and rule.name for rule in decided], dtype=pl.String),
            *(everyone[name].fill_null(0) for name in respondents),
            *(decimals[name] for name, _ in last),
            pl.repeat(framework.digest, everyone.height, dtype=pl.String, eager=True).alias("framework_digest"),
            pl.repeat(framework.is_verified, everyone.height, dtype=pl.Boolean, eager=True).alias("is_verified"),
        ]
    )


def _decimals(framework: Framework, name: str) -> pl.Expr:
    """Units of the last published digit as decimals."""
    wide = pl.Decimal(20, framework.decimals)
    unit = pl.lit(10**framework.decimals).cast(pl.Decimal(20, 0))
    return (pl.col(name).cast(wide) / unit).cast(pl.Decimal(3 + framework.decimals, framework.decimals))
